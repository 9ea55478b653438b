//! Paths as URIs.

use super::model::Artifact;

/// What a relative path is relative to.
const ROOT: &str = "%SRCROOT%";

/// Where a file is: relative to where the linter was run, unless the path is absolute.
pub(super) fn artifact(path: &str) -> Artifact {
    let is_on_drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path.get(1..3) == Some(":/");
    let (uri, uri_base_id) = if is_on_drive {
        (format!("file:///{}{}", path.get(..2).unwrap_or_default(), encoded(path.get(2..).unwrap_or_default())), None)
    } else if path.starts_with('/') {
        (format!("file://{}", encoded(path)), None)
    } else {
        (encoded(path), Some(ROOT))
    };
    Artifact { uri, uri_base_id }
}

/// A path in which all but what never has a meaning in a URI is percent-encoded, so that none of it is taken for a scheme, a
/// query or an escape.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
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
