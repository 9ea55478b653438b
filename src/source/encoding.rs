//! Telling UTF-8 from everything else.

use super::span::Span;

/// What the bytes of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Valid UTF-8.
    Utf8,
    /// UTF-16 or UTF-32, by its name; recognised with or without a byte order mark.
    Wide(&'static str),
    /// Anything else; the first bytes that are not UTF-8.
    Broken(Span),
}

/// Decodes strictly. A text that is not UTF-8 comes back with one ASCII character a faulty byte.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Encoding) {
    if let Some(name) = wide(&bytes) {
        return (String::new(), Encoding::Wide(name));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, Encoding::Utf8),
        Err(error) => {
            let fault = error.utf8_error();
            let start = fault.valid_up_to();
            let rest = error.as_bytes().len() - start;
            let len = fault.error_len().unwrap_or(rest);
            (keep_length(error.as_bytes()), Encoding::Broken(Span::new(start, start + len)))
        }
    }
}

/// UTF-16 and UTF-32 by their mark, or by the zero bytes around the first character of a JSON text.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => Some("UTF-32BE"),
        [0xff, 0xfe, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] => Some("UTF-16BE"),
        [first, 0, 0, 0, ..] if *first != 0 => Some("UTF-32LE"),
        [0, 0, 0, last, ..] if *last != 0 => Some("UTF-32BE"),
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => Some("UTF-16LE"),
        [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => Some("UTF-16BE"),
        _ => None,
    }
}

fn keep_length(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_byte_keeps_its_offset() {
        let (text, encoding) = decode(b"caf\xe9!".to_vec());
        assert_eq!(text, "caf?!");
        assert_eq!(encoding, Encoding::Broken(Span::new(3, 4)));
    }

    #[test]
    fn utf_16_is_named_with_and_without_a_mark() {
        assert_eq!(wide(b"\xff\xfe{\0"), Some("UTF-16LE"));
        assert_eq!(wide(b"{\0\"\0"), Some("UTF-16LE"));
        assert_eq!(wide(b"{\0\0\0"), Some("UTF-32LE"));
        assert_eq!(wide(b"\0\0\0\0"), None);
    }
}
