//! From byte offsets to lines and columns.

use super::span::Span;
use super::{Source, Start};

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
    /// How many characters stand before every [`STRIDE`]th byte; only where there is a line that is long, and they are fewer than
    /// the bytes.
    counted: Vec<u32>,
    /// Whether each byte is a character.
    is_ascii: bool,
    /// Where the text starts in its file.
    start: Start,
}

/// How many bytes are counted through for a column, at most.
const STRIDE: usize = 512;

impl LineIndex {
    /// Scans the text of a source once. Places are told as they are in its file.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self { start: source.start(), ..Self::new(source.text()) }
    }

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
        let ends = starts.iter().skip(1).copied().chain([text.len() as u32]);
        let is_long = starts.iter().zip(ends).any(|(start, end)| (end - start) as usize > 2 * STRIDE);
        let is_ascii = text.is_ascii();
        let counted = if is_long && !is_ascii { count(bytes) } else { Vec::new() };
        Self { counted, is_ascii, starts, start: Start::default() }
    }

    /// How many lines there are; a text that ends in a line break has an empty last one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The number, from 1, that a line of the text (from 0) has in its file.
    #[must_use]
    pub const fn number_of(&self, line: usize) -> usize {
        self.start.line + line + 1
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
        let bom = usize::from(start == 0 && offset > 0 && text.starts_with(super::BOM));
        let column = self.chars_before(offset, text) - self.chars_before_line(start, text) - bom + 1;
        Position { line: self.number_of(line), column, offset: self.start.offset + offset }
    }

    /// Characters in front of a byte: of the whole text where a line is long, else of nothing but its own line.
    fn chars_before(&self, offset: usize, text: &str) -> usize {
        if self.is_ascii {
            return offset;
        }
        let stride = offset / STRIDE;
        let (from, before) = match self.counted.get(stride) {
            Some(&before) => (stride * STRIDE, before as usize),
            None => (self.starts.get(self.line_of(offset)).map_or(0, |&start| start as usize), 0),
        };
        before + characters(text.as_bytes().get(from..offset).unwrap_or_default())
    }

    fn chars_before_line(&self, start: usize, text: &str) -> usize {
        if self.counted.is_empty() && !self.is_ascii { 0 } else { self.chars_before(start, text) }
    }
}

/// A place that moves on through a text. It is told where it is without a scan of the whole text, as long as it moves forward.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    start: Start,
    at: Position,
}

impl Progress {
    /// At the start of a text, which starts there in its file.
    #[must_use]
    pub const fn from(start: Start) -> Self {
        Self { start, at: Position { line: 1, column: 1, offset: 0 } }
    }

    /// Line and column of the byte at `offset` of `text`, as they are in its file.
    pub fn to(&mut self, offset: usize, text: &str) -> Position {
        if offset < self.at.offset {
            *self = Self::from(self.start);
        }
        let passed = text.as_bytes().get(self.at.offset..offset).unwrap_or_default();
        let (breaks, last) = breaks(passed, text.as_bytes().get(offset) == Some(&b'\n'));
        match last {
            Some(last) => {
                self.at.line += breaks;
                self.at.column = 1 + characters(passed.get(last + 1..).unwrap_or_default());
            }
            None => self.at.column += characters(passed),
        }
        // A byte order mark takes no column.
        let has_mark = self.at.offset == 0 && last.is_none() && offset > 0 && text.starts_with(super::BOM);
        self.at.column -= usize::from(has_mark);
        self.at.offset = offset;
        Position { line: self.start.line + self.at.line, offset: self.start.offset + offset, ..self.at }
    }
}

/// How many line breaks there are, and where the last one ends. A CR at the end is one unless an LF follows.
pub(super) fn breaks(bytes: &[u8], is_before_lf: bool) -> (usize, Option<usize>) {
    if memchr::memchr2(b'\n', b'\r', bytes).is_none() {
        return (0, None);
    }
    if memchr::memchr(b'\r', bytes).is_none() {
        return (memchr::memchr_iter(b'\n', bytes).count(), memchr::memrchr(b'\n', bytes));
    }
    let is_break = |at: usize| match bytes.get(at + 1) {
        _ if bytes.get(at) == Some(&b'\n') => true,
        Some(next) => *next != b'\n',
        None => !is_before_lf,
    };
    let found = || memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| is_break(*at));
    (found().count(), found().next_back())
}

/// Characters in UTF-8 bytes: those that do not go on with one.
/// How many characters start in these bytes. Few at a time fit into a byte each, so that many are counted in one step.
fn characters(bytes: &[u8]) -> usize {
    let starts = |few: &[u8]| few.iter().fold(0, |number: u8, byte| number + u8::from(*byte & 0xc0 != 0x80));
    bytes.chunks(usize::from(u8::MAX)).map(|few| usize::from(starts(few))).sum()
}

fn count(bytes: &[u8]) -> Vec<u32> {
    let mut before = 0;
    let mut counted = Vec::with_capacity(bytes.len() / STRIDE + 1);
    for chunk in bytes.chunks(STRIDE) {
        counted.push(before);
        before += characters(chunk) as u32;
    }
    // The end of the text may stand right behind a full stride.
    counted.push(before);
    counted
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
    fn a_place_that_moves_on_is_where_the_index_says() {
        let text = "\u{feff}a\nbé\r\nc\rd\r\n\ré";
        let lines = LineIndex::new(text);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for first in &offsets {
            for second in &offsets {
                let mut progress = Progress::from(Start::default());
                assert_eq!(progress.to(*first, text), lines.position(*first, text), "{first}");
                assert_eq!(progress.to(*second, text), lines.position(*second, text), "{first} {second}");
            }
        }
    }

    #[test]
    fn a_column_of_a_long_line_is_counted_from_the_nearest_mark() {
        let text = format!("é\n{}x", "é€".repeat(10_000));
        let lines = LineIndex::new(&text);
        for at in [0, 1, 102, 512, 819, 4096, 19_999, 20_000] {
            let offset = 3 + "é€".len() * (at / 2) + if at % 2 == 1 { "é".len() } else { 0 };
            assert_eq!((lines.position(offset, &text).line, lines.position(offset, &text).column), (2, at + 1));
        }
    }

    #[test]
    fn a_column_counts_characters_and_no_byte_order_mark() {
        let text = "\u{feff}é{x";
        let at = LineIndex::new(text).position("\u{feff}é{".len(), text);
        assert_eq!((at.line, at.column, at.offset), (1, 3, 6));
    }
}
