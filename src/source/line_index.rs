//! From byte offsets to lines and columns.

use super::span::Span;

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1. A byte order mark takes no column.
    pub column: usize,
    /// Offset in bytes of the file as it is on disk, from 0.
    pub offset: usize,
}

/// Where the lines of a text begin. A line ends at LF, CR LF or a lone CR, as in the language server protocol.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Scans `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !crlf {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are; a text that ends in a line break has an empty last one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds the byte at `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of line `line` (from 0), without its line break.
    #[must_use]
    pub fn line(&self, line: usize, text: &str) -> Span {
        let start = self.starts.get(line).map_or(text.len(), |&start| start as usize);
        let end = self.starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        let content = text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
        Span::new(start, start + content.len())
    }

    /// Line and column of the byte at `offset`, which is clamped to the text.
    #[must_use]
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let offset = offset.min(text.len());
        let line = self.line_of(offset);
        let start = self.starts.get(line).map_or(0, |&start| start as usize);
        let before = text.get(start..offset).unwrap_or_default();
        let before = if start == 0 { before.trim_start_matches(super::BOM) } else { before };
        Position { line: line + 1, column: before.chars().count() + 1, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        let found: Vec<_> = (0..lines.count()).map(|line| lines.line(line, text).of(text)).collect();
        assert_eq!(found, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_column_counts_characters_and_no_byte_order_mark() {
        let text = "\u{feff}é{x";
        let at = LineIndex::new(text).position("\u{feff}é{".len(), text);
        assert_eq!((at.line, at.column, at.offset), (1, 3, 6));
    }
}
