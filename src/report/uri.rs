//! Paths as URIs.

use std::path::Path;

/// The address of a file, whose path may be relative to `folder`.
pub(super) fn address(path: &str, folder: &Path) -> Option<String> {
    let whole = || folder.join(path).to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
    absolute(path).or_else(|| absolute(&whole()?))
}

/// The address of an absolute path; nothing where the path is relative.
pub(super) fn absolute(path: &str) -> Option<String> {
    let is_on_drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path.get(1..3) == Some(":/");
    if is_on_drive {
        Some(format!("file:///{}{}", path.get(..2).unwrap_or_default(), encoded(path.get(2..).unwrap_or_default())))
    } else {
        path.starts_with('/').then(|| format!("file://{}", encoded(path)))
    }
}

/// A path in which all but what never has a meaning in a URI is percent-encoded, so that none of it is taken for a scheme, a
/// query or an escape.
pub(super) fn encoded(path: &str) -> String {
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
        for (path, uri) in
            [("a b/100%.json", "a%20b/100%25.json"), ("ä:?#.json", "%C3%A4%3A%3F%23.json"), ("../a.json", "../a.json")]
        {
            assert_eq!((encoded(path).as_str(), absolute(path)), (uri, None));
            assert_eq!(address(path, Path::new("/a home")), Some(format!("file:///a%20home/{uri}")));
        }
        for (path, uri) in [("/tmp/a b.json", "file:///tmp/a%20b.json"), ("C:/a b.json", "file:///C:/a%20b.json")] {
            assert_eq!(absolute(path).as_deref(), Some(uri));
            assert_eq!(address(path, Path::new("/home")).as_deref(), Some(uri));
        }
    }
}
