//! Paths as URIs, and back.

use std::path::{Path, PathBuf};

/// A path in which all but what never has a meaning in a URI is percent-encoded, so that none of it is taken for a scheme, a
/// query or an escape.
#[must_use]
pub fn percent_encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// The `file:` URI of a file, whose path may be relative to `folder`.
#[must_use]
pub fn address(path: &str, folder: &Path) -> Option<String> {
    let whole = || folder.join(path).to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
    uri_of(path).or_else(|| uri_of(&whole()?))
}

/// The `file:` URI of an absolute path, which is written with `/`.
#[must_use]
pub fn uri_of(path: &str) -> Option<String> {
    if has_drive(path) {
        let (drive, rest) = path.split_at_checked(2)?;
        return Some(format!("file:///{drive}{}", percent_encoded(rest)));
    }
    path.starts_with('/').then(|| format!("file://{}", percent_encoded(path)))
}

/// The path of a `file:` URI.
#[must_use]
pub fn path_of(uri: &str) -> Option<PathBuf> {
    decoded(uri, cfg!(windows)).map(PathBuf::from)
}

fn decoded(uri: &str, has_drives: bool) -> Option<String> {
    let (scheme, rest) = uri.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at_checked(rest.find('/')?)?;
    let path = percent_decoded(path)?;
    let is_here = host.is_empty() || host.eq_ignore_ascii_case("localhost");
    match path.strip_prefix('/').filter(|inner| has_drive(inner)) {
        Some(inner) if has_drives && is_here => Some(inner.to_owned()),
        _ if is_here => Some(path),
        _ => has_drives.then(|| format!("//{host}{path}")),
    }
}

/// `C:/`
fn has_drive(path: &str) -> bool {
    path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path.get(1..3) == Some(":/")
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match byte {
            b'%' => bytes.push((digit(rest.next())? << 4 | digit(rest.next())?) as u8),
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_path_has_a_uri_that_leads_back() {
        for (path, uri, has_drives) in [
            ("/tmp/a b.json", "file:///tmp/a%20b.json", false),
            ("/ä:?#100%.json", "file:///%C3%A4%3A%3F%23100%25.json", false),
            ("C:/a b.json", "file:///C:/a%20b.json", true),
        ] {
            assert_eq!(uri_of(path).as_deref(), Some(uri));
            assert_eq!(decoded(uri, has_drives).as_deref(), Some(path));
        }
        for (path, uri) in [("a b/100%.json", "a%20b/100%25.json"), ("../a.json", "../a.json")] {
            assert_eq!((percent_encoded(path).as_str(), uri_of(path)), (uri, None));
            assert_eq!(address(path, Path::new("/a home")), Some(format!("file:///a%20home/{uri}")));
        }
        assert_eq!(address("/tmp/a", Path::new("/home")).as_deref(), Some("file:///tmp/a"));
    }

    #[test]
    fn uris_are_taken_as_editors_write_them() {
        assert_eq!(decoded("file:///c%3A/Users/a.json", true).as_deref(), Some("c:/Users/a.json"));
        assert_eq!(decoded("file:///c%3A/a.json", false).as_deref(), Some("/c:/a.json"));
        assert_eq!(decoded("FILE://localhost/a.json?x#y", false).as_deref(), Some("/a.json"));
        assert_eq!(decoded("file://server/share/a.json", true).as_deref(), Some("//server/share/a.json"));
        for none in ["untitled:Untitled-1", "file://server/a.json", "file:///%zz", "file:///%ff", "file:///a%", "https://a/b"] {
            assert_eq!(decoded(none, false), None, "{none}");
        }
    }
}
