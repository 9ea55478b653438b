//! Decoding and encoding of JSON strings.

use std::borrow::Cow;

use crate::source::{Notation, Origin, Span, inside_json_string};

/// The span between the quotes of a string or a name at `span` in `text`: of `"…"`, but also of the quotes that JSON does not have
/// and people type. A name without quotes is all of itself. Of one that is known to be `plain` no quote is looked for.
#[inline]
pub(super) fn inner_span(span: Span, text: &str, plain: bool) -> Span {
    if plain || has_plain_quotes(span, text) { between_quotes(span) } else { in_other_quotes(span, text) }
}

/// The span inside of plain quotes.
pub(super) const fn between_quotes(span: Span) -> Span {
    Span { start: span.start + 1, end: span.end - 1 }
}

fn has_plain_quotes(span: Span, text: &str) -> bool {
    let is_quote = |at: usize| text.as_bytes().get(at) == Some(&b'"');
    span.len() >= 2 && is_quote(span.start()) && is_quote(span.end() - 1)
}

fn in_other_quotes(span: Span, text: &str) -> Span {
    let raw = span.of(text);
    let opening = raw.chars().next().filter(|c| is_quote(*c)).map_or(0, char::len_utf8);
    let rest = raw.get(opening..).unwrap_or_default();
    let closing = rest.chars().next_back().filter(|c| opening > 0 && is_quote(*c)).map_or(0, char::len_utf8);
    Span::new(span.start() + opening, span.end() - closing)
}

/// What a string or a name at `span` says. Nearly all are `plain`, and stand as they are.
#[inline]
pub(super) fn said(span: Span, text: &str, plain: bool) -> Cow<'_, str> {
    if plain { Cow::Borrowed(between_quotes(span).of(text)) } else { said_otherwise(span, text) }
}

/// The same where it has to be looked at. Without quotes nothing is an escape.
#[cold]
fn said_otherwise(span: Span, text: &str) -> Cow<'_, str> {
    let inner = inner_span(span, text, false).of(text);
    decode(inner, inner.len() < span.len() && inner.contains('\\'))
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}')
}

/// Decodes the inside of a string; what is not an escape stays as it is. Borrows where nothing is `escaped`.
#[must_use]
pub fn decode(inner: &str, escaped: bool) -> Cow<'_, str> {
    if !escaped {
        return Cow::Borrowed(inner);
    }
    let mut decoded = String::with_capacity(inner.len());
    for piece in pieces(inner) {
        match piece.escape {
            Some(c) => decoded.push(c),
            None => decoded.push_str(piece.span.of(inner)),
        }
    }
    Cow::Owned(decoded)
}

/// Where each decoded byte of `inner`, which starts at `offset`, was written.
pub(super) fn origin(inner: &str, offset: usize) -> Origin {
    let mut origin = Origin::builder();
    origin.written_in(Notation::JsonString);
    let mut decoded = 0;
    for piece in pieces(inner) {
        let host = piece.span.shifted(offset);
        if let Some(c) = piece.escape {
            origin.replace(Span::new(decoded, decoded + c.len_utf8()), host);
            decoded += c.len_utf8();
        } else {
            origin.copy(decoded, host);
            decoded += piece.span.len();
        }
    }
    if decoded == 0 {
        origin.copy(0, Span::point(offset));
    }
    origin
}

/// A run of plain text, or one escape and the character that it stands for.
struct Piece {
    span: Span,
    escape: Option<char>,
}

fn pieces(inner: &str) -> impl Iterator<Item = Piece> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = inner.get(at..).filter(|rest| !rest.is_empty())?;
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let (len, escape) = if plain > 0 { (plain, None) } else { escape(rest) };
        let span = Span::new(at, at + len);
        at += len;
        Some(Piece { span, escape })
    })
}

/// The escape that `rest` starts with: how many bytes it takes, and its character. A broken one is one plain backslash.
fn escape(rest: &str) -> (usize, Option<char>) {
    let simple = match rest.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&c @ (b'"' | b'\\' | b'/')) => char::from(c),
        Some(b'u') => return unicode_escape(rest),
        _ => return (1, None),
    };
    (2, Some(simple))
}

fn unicode_escape(rest: &str) -> (usize, Option<char>) {
    let Some(first) = hex(rest, 0) else { return (1, None) };
    if let Some(c) = char::from_u32(first) {
        return (6, Some(c));
    }
    let second = hex(rest, 6).filter(|second| (0xdc00..0xe000).contains(second));
    match second.filter(|_| first < 0xdc00) {
        Some(second) => {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            (12, char::from_u32(code))
        }
        None => (6, Some(char::REPLACEMENT_CHARACTER)),
    }
}

/// The code unit of the `\uXXXX` at byte `at`.
pub(super) fn hex(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    let all_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// `text` as a JSON string with its quotes, with only the escapes that JSON demands.
#[must_use]
pub fn encode(text: &str) -> String {
    format!("\"{}\"", inside_json_string(text))
}

/// Whether a text that was decoded holds JSON, rather than a name or a template hole.
#[must_use]
pub fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[']) && !text.starts_with("{{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_character_is_found_where_it_is_written() {
        let inner = r"a\u0020b\ud834\udd1ec";
        assert_eq!(decode(inner, true), "a b\u{1d11e}c");
        let origin = origin(inner, 1);
        assert_eq!(origin.lift(Span::new(1, 2)), Span::new(2, 8));
        assert_eq!(origin.lift(Span::new(3, 7)), Span::new(9, 21));
        assert_eq!(origin.lift(Span::new(7, 8)), Span::new(21, 22));
    }
}
