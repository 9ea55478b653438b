//! Where the text of a scalar is written: what the parser says it is, laid beside what stands in the file.

use saphyr_parser::ScalarStyle;

use crate::extract::node::Scalar;
use crate::source::{Notation, Origin, Span};

/// The scalar at `span` of `text`, which the parser says to be `value`.
pub(super) fn read(value: &str, style: ScalarStyle, text: &str, span: Span) -> Scalar {
    let aligner = Aligner { value, written: span.of(text), offset: span.start(), decoded: 0, at: 0, origin: Origin::builder() };
    let column = column(text, span.start());
    let origin = aligner.align(style, column).unwrap_or_else(|| whole(value, span));
    let token = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) { Notation::Fixed } else { Notation::YamlToken };
    Scalar { text: value.to_owned(), origin, token }
}

/// A scalar of which nothing is known but where all of it stands.
fn whole(value: &str, span: Span) -> Origin {
    let mut origin = Origin::builder();
    origin.written_in(Notation::Fixed);
    origin.replace(Span::new(0, value.len()), span);
    origin
}

/// How many bytes stand in front of `offset` in its line.
fn column(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |end| end + 1)
}

struct Aligner<'t> {
    value: &'t str,
    written: &'t str,
    offset: usize,
    decoded: usize,
    at: usize,
    origin: Origin,
}

impl Aligner<'_> {
    fn align(mut self, style: ScalarStyle, column: usize) -> Option<Origin> {
        let notation = match style {
            ScalarStyle::Literal => Notation::Indented(column as u16),
            ScalarStyle::SingleQuoted => Notation::YamlSingleQuotes,
            ScalarStyle::DoubleQuoted => Notation::JsonString,
            ScalarStyle::Plain => Notation::YamlPlain,
            ScalarStyle::Folded => Notation::Fixed,
        };
        self.origin.written_in(notation);
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            self.at = 1;
        }
        while self.decoded < self.value.len() {
            match style {
                ScalarStyle::Literal => self.literal(column)?,
                ScalarStyle::SingleQuoted if self.rest().starts_with("''") => self.replace(1, 2),
                ScalarStyle::DoubleQuoted if self.rest().starts_with('\\') => self.escape()?,
                _ => self.folded()?,
            }
        }
        if self.value.is_empty() {
            self.origin.replace(Span::default(), Span::point(self.offset + self.at.min(self.written.len())));
        }
        Some(self.origin)
    }

    fn rest(&self) -> &str {
        self.written.get(self.at..).unwrap_or_default()
    }

    fn left(&self) -> &str {
        self.value.get(self.decoded..).unwrap_or_default()
    }

    fn replace(&mut self, decoded: usize, written: usize) {
        let host = Span::new(self.at, self.at + written).shifted(self.offset);
        self.origin.replace(Span::new(self.decoded, self.decoded + decoded), host);
        self.decoded += decoded;
        self.at += written;
    }

    /// A stretch that is written as it is said, up to the next line break.
    fn copy(&mut self) -> Option<()> {
        let is_same = |(a, b): &(u8, u8)| a == b && !matches!(a, b'\n' | b'\r');
        let same = self.left().bytes().zip(self.rest().bytes()).take_while(is_same).count();
        let len = (0..=same).rev().find(|len| self.left().is_char_boundary(*len) && self.rest().is_char_boundary(*len))?;
        if len == 0 {
            return None;
        }
        self.origin.copy(self.decoded, Span::new(self.at, self.at + len).shifted(self.offset));
        self.decoded += len;
        self.at += len;
        Some(())
    }

    /// A line of a literal block, or the line break behind it with the indentation of the next line.
    fn literal(&mut self, column: usize) -> Option<()> {
        let break_len = line_break(self.rest());
        if !self.left().starts_with('\n') {
            return self.copy();
        }
        if self.left().len() == 1 {
            // What ends the last line is a part of the text, and ends the block.
            self.origin.written_in(Notation::Fixed);
        }
        if break_len == 0 {
            // The last line break of the block may be one that the file does not have.
            return self.rest().is_empty().then(|| self.replace(1, 0));
        }
        let behind = self.rest().get(break_len..).unwrap_or_default();
        let indent = behind.bytes().take(column).take_while(|c| *c == b' ').count();
        self.replace(1, break_len + indent);
        Some(())
    }

    /// Text of which a line break is a space, and each further one a line break.
    fn folded(&mut self) -> Option<()> {
        let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
        let has_break = self.rest().get(..spaces).is_some_and(|space| space.contains('\n'));
        if !has_break {
            return self.copy_folded();
        }
        let said = self.left().len() - self.left().trim_start_matches([' ', '\t', '\n']).len();
        self.replace(said, spaces);
        Some(())
    }

    /// The same up to the next quote or escape, or white space that ends a line.
    fn copy_folded(&mut self) -> Option<()> {
        let rest = self.rest();
        let special = |at: usize| {
            let rest = rest.get(at..).unwrap_or_default();
            let is_end = rest.starts_with([' ', '\t']) && rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
            is_end || rest.starts_with("''") || rest.starts_with('\\')
        };
        let until = rest.char_indices().skip(1).map(|(at, _)| at).find(|at| special(*at)).unwrap_or(rest.len());
        let whole = self.written;
        self.written = whole.get(..self.at + until)?;
        let copied = self.copy();
        self.written = whole;
        copied
    }

    /// An escape in double quotes. The parser knows what it says; how long it is written is told by its letter.
    fn escape(&mut self) -> Option<()> {
        let rest = self.rest();
        let len = match rest.as_bytes().get(1)? {
            b'x' => 4,
            b'u' => 6,
            b'U' => 10,
            b'\n' | b'\r' => {
                let behind = rest.get(1..)?;
                let len = 1 + behind.len() - behind.trim_start_matches([' ', '\t', '\n', '\r']).len();
                self.at += len;
                return Some(());
            }
            _ => 1 + rest.get(1..)?.chars().next()?.len_utf8(),
        };
        let said = self.left().chars().next()?.len_utf8();
        self.replace(said, len);
        Some(())
    }
}

fn line_break(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}
