//! Places as the protocol counts them. Nothing else converts.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::source::{LineIndex, Span};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, which is what counts where nothing else was agreed on.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first that a client offers and that is known here.
    #[must_use]
    pub fn agreed_on(offered: &[PositionEncodingKind]) -> Self {
        offered.iter().find_map(Self::of).unwrap_or_default()
    }

    fn of(kind: &PositionEncodingKind) -> Option<Self> {
        [Self::Utf8, Self::Utf16, Self::Utf32].into_iter().find(|encoding| encoding.kind() == *kind)
    }

    /// Its name in the protocol.
    #[must_use]
    pub const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How much of a line a text takes. Of a character in UTF-8 the first byte tells all.
    fn length(self, text: &str) -> usize {
        let characters = || text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => characters() + text.bytes().filter(|byte| *byte >= 0xf0).count(),
            Self::Utf32 => characters(),
        }
    }

    const fn length_of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The places of a text.
#[derive(Clone, Copy)]
pub(super) struct Places<'t> {
    pub text: &'t str,
    pub lines: &'t LineIndex,
    pub encoding: Encoding,
}

impl Places<'_> {
    /// Where a byte is.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.lines.line_of(offset.min(self.text.len()));
        let content = self.lines.line(line, self.text);
        let before = Span::new(content.start(), offset.clamp(content.start(), content.end()));
        Position { line: line as u32, character: self.encoding.length(before.of(self.text)) as u32 }
    }

    /// The byte at a place. Behind the end of a line is its end, and inside of a character is in front of it.
    pub(super) fn offset(&self, position: Position) -> usize {
        let content = self.lines.line(position.line as usize, self.text);
        let mut left = position.character as usize;
        let inside = content.of(self.text).char_indices().find(|(_, c)| {
            let length = self.encoding.length_of(*c);
            let is_here = left < length;
            left = left.saturating_sub(length);
            is_here
        });
        inside.map_or(content.end(), |(at, _)| content.start() + at)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start()), end: self.position(span.end()) }
    }

    /// The bytes of a range, whose end is never in front of its start.
    pub(super) fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start, end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_what_was_agreed_on() {
        let text = "a\r\né𝄞x\rz";
        let lines = LineIndex::new(text);
        let x = text.find('x').unwrap();
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            let places = Places { text, lines: &lines, encoding };
            assert_eq!(places.position(x), Position::new(1, column));
            assert_eq!(places.offset(Position::new(1, column)), x);
            assert_eq!(places.offset(Position::new(1, 99)), x + 1, "the end of the line");
            assert_eq!(places.offset(Position::new(99, 0)), text.len());
            assert_eq!(places.position(2), Position::new(0, 1), "between CR and LF");
        }
        let places = Places { text, lines: &lines, encoding: Encoding::Utf16 };
        assert_eq!(places.offset(Position::new(1, 2)), x - '𝄞'.len_utf8(), "half of a character");
    }

    #[test]
    fn the_client_has_the_first_say_in_what_is_counted() {
        let agreed = |names: &[&'static str]| {
            Encoding::agreed_on(&names.iter().map(|name| PositionEncodingKind::new(name)).collect::<Vec<_>>())
        };
        assert_eq!(agreed(&[]), Encoding::Utf16);
        assert_eq!(agreed(&["utf-7", "utf-8", "utf-16"]), Encoding::Utf8);
        assert_eq!(agreed(&["utf-32"]), Encoding::Utf32);
    }
}
