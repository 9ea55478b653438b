//! Places as JavaScript counts them: in units of UTF-16.

use cckm_lint::source::Span;
use serde::Serialize;

/// How many bytes are counted through for a place, at most.
const STRIDE: usize = 1024;

/// A text, with how many units stand in front of every [`STRIDE`]th byte.
pub(crate) struct Units<'t> {
    text: &'t str,
    before: Vec<u32>,
}

/// A range of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Range {
    pub start: u32,
    pub end: u32,
}

impl<'t> Units<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut total = 0;
        let mut before = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            total += count(chunk);
            before.push(total);
        }
        Self { text, before }
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        Range { start: self.at(span.start()), end: self.at(span.end().max(span.start())) }
    }

    fn at(&self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        let stride = offset / STRIDE;
        let rest = self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        self.before.get(stride).copied().unwrap_or_default() + count(rest)
    }
}

/// Each byte that starts a character is a unit, and one that starts four bytes is two.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xc0 != 0x80) + u32::from(*byte >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_where_javascript_has_it() {
        let text = "a é€😀\u{feff}".repeat(500);
        let units = Units::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let expected = text[..at].encode_utf16().count() as u32;
            assert_eq!(units.range(Span::point(at)), Range { start: expected, end: expected });
        }
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        assert_eq!(Units::new("é").range(Span::new(1, 99)).end, 1);
    }
}
