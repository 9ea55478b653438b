//! Paths as URIs.

use super::model::Artifact;
use crate::source::{percent_encoded, uri_of};

/// What a relative path is relative to.
const ROOT: &str = "%SRCROOT%";

/// Where a file is: relative to where the linter was run, unless the path is absolute.
pub(super) fn artifact(path: &str) -> Artifact {
    match uri_of(path) {
        Some(uri) => Artifact { uri, uri_base_id: None },
        None => Artifact { uri: percent_encoded(path), uri_base_id: Some(ROOT) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_uri_unless_it_is_absolute() {
        for (path, uri, is_relative) in [
            ("a b/100%.json", "a%20b/100%25.json", true),
            ("ä:?#.json", "%C3%A4%3A%3F%23.json", true),
            ("../a.json", "../a.json", true),
            ("/tmp/a b.json", "file:///tmp/a%20b.json", false),
            ("C:/a b.json", "file:///C:/a%20b.json", false),
        ] {
            let artifact = artifact(path);
            assert_eq!((artifact.uri.as_str(), artifact.uri_base_id.is_some()), (uri, is_relative));
        }
    }
}
