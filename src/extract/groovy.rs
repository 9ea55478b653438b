//! Requests in Jenkins pipelines: the shell in `sh '''…'''`.

use super::call::Part;
use super::{Document, shell};
use crate::source::{Notation, Origin, Span};

/// The parts of a pipeline that carry requests.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let text = &document.text;
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['\'', '"', '/'])) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        if let Some(len) = comment_len(rest) {
            at = start + len;
        } else if rest.starts_with('/') {
            at = start + 1;
        } else {
            let literal = Literal::read(rest, start);
            at = literal.end;
            if is_step(text.get(..start).unwrap_or_default()) {
                let span = document.origin.lift(Span::new(start, at));
                let mut found = shell::parts(&literal.document(&document.origin));
                for part in &mut found {
                    part.around.push(span);
                }
                parts.append(&mut found);
            }
        }
    }
    parts
}

fn comment_len(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    rest.starts_with("/*").then(|| rest.find("*/").map_or(rest.len(), |end| end + 2))
}

/// Whether what stands in front of a literal makes it a shell step: `sh '…'`, `sh('…')`, `sh(script: '…')`.
fn is_step(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix(':').map_or(before, |named| named.trim_end().trim_end_matches("script").trim_end());
    let before = before.strip_suffix('(').unwrap_or(before).trim_end();
    before.strip_suffix("sh").is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$')))
}

/// A string literal: what it says, and where.
struct Literal {
    text: String,
    origin: Origin,
    end: usize,
}

impl Literal {
    /// The literal that `rest` starts with; it starts at byte `start` of the text.
    fn read(rest: &str, start: usize) -> Self {
        let quote = ["'''", "\"\"\"", "'", "\""].into_iter().find(|quote| rest.starts_with(quote)).unwrap_or("'");
        let mut origin = Origin::builder();
        origin.written_in(Notation::Groovy);
        let mut literal = Self { text: String::new(), origin, end: start + rest.len() };
        let mut at = quote.len();
        while let Some(piece) = rest.get(at..).filter(|piece| !piece.is_empty()) {
            if piece.starts_with(quote) {
                literal.end = start + at + quote.len();
                break;
            }
            // A literal with one quote ends with its line, closed or not.
            if quote.len() == 1 && piece.starts_with('\n') {
                literal.end = start + at;
                break;
            }
            at += literal.piece(piece, start + at);
        }
        literal
    }

    /// Reads an escape or the characters up to the next; how many bytes that was.
    fn piece(&mut self, piece: &str, at: usize) -> usize {
        if let Some((len, said)) = escape(piece) {
            self.origin.replace(Span::new(self.text.len(), self.text.len() + said.len()), Span::new(at, at + len));
            self.text.push_str(&said);
            return len;
        }
        let first = piece.chars().next().map_or(1, char::len_utf8);
        let next = piece.get(first..).and_then(|rest| rest.find(['\\', '\'', '"', '\n']));
        let len = next.map_or(piece.len(), |next| next + first);
        self.origin.copy(self.text.len(), Span::new(at, at + len));
        self.text.push_str(piece.get(..len).unwrap_or_default());
        len
    }

    fn document(self, outer: &Origin) -> Document<'static> {
        Document { text: self.text.into(), origin: self.origin.through(outer) }
    }
}

/// The escape that `piece` starts with: how many bytes, and what it says.
fn escape(piece: &str) -> Option<(usize, String)> {
    let c = piece.strip_prefix('\\')?.chars().next()?;
    let said = match c {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' => "\u{8}",
        'f' => "\u{c}",
        '\n' => "",
        'u' => return Some(unicode(piece)),
        _ => return Some((1 + c.len_utf8(), c.to_string())),
    };
    Some((2, said.to_owned()))
}

fn unicode(piece: &str) -> (usize, String) {
    let code = piece.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    code.map_or((2, "u".to_owned()), |c| (6, c.to_string()))
}
