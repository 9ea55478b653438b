//! Requests as HTTP has them: `.http` files of editors, and blocks in Markdown.

use super::Document;
use super::call::{Body, Contents, Part, Piece, Reference};
use crate::source::{Origin, Span};

/// What stands between two requests.
const SEPARATOR: &str = "###";

/// The methods that a request line may start with.
const METHODS: [&str; 9] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];

/// The parts of a text that carry requests.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        if line.starts_with(SEPARATOR) {
            parts.extend(request(document, Span::new(start, at)));
            start = at + line.len();
        }
        at += line.len();
    }
    parts.extend(request(document, Span::new(start, at)));
    parts
}

/// The request in a stretch of the text: comments and variables, a request line, headers, an empty line, a body.
fn request(document: &Document<'_>, span: Span) -> Option<Part<'static>> {
    let mut lines = Lines { text: &document.text, at: span.start(), end: span.end() };
    let first = lines.find(|line| !is_aside(line.of(&document.text)))?;
    let (method, url) = request_line(&document.text, first);
    let mut headers = Vec::new();
    for line in lines.by_ref() {
        if line.of(&document.text).trim().is_empty() {
            break;
        }
        headers.push(piece(document, trimmed(&document.text, line)));
    }
    let body = trimmed(&document.text, Span::new(lines.at, lines.end));
    let whole = document.origin.lift(Span::new(first.start(), body.end().max(first.end())));
    let method = method.map(|span| piece(document, span));
    Part::exchange(whole, piece(document, url), method, headers, contents(document, body))
}

/// A blank line, a comment, or a variable.
fn is_aside(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with(['#', '@']) || line.starts_with("//")
}

/// The method, if there is one, and the address of `POST https://… HTTP/1.1`.
fn request_line(text: &str, line: Span) -> (Option<Span>, Span) {
    let line = trimmed(text, line);
    let written = line.of(text);
    let method = METHODS.iter().find(|method| written.strip_prefix(**method).is_some_and(|rest| rest.starts_with([' ', '\t'])));
    let method_len = method.map_or(0, |method| method.len());
    let end = written.rfind(" HTTP/").unwrap_or(written.len());
    let url = trimmed(text, Span::new(line.start() + method_len, line.start() + end.max(method_len)));
    (method.map(|_| Span::new(line.start(), line.start() + method_len)), url)
}

/// What is sent: a text, or `< file`.
fn contents(document: &Document<'_>, span: Span) -> Body<'static> {
    let text = span.of(&document.text);
    if text.is_empty() {
        return Body::Unknown;
    }
    match text.strip_prefix("<@").or_else(|| text.strip_prefix('<')).map(str::trim) {
        Some(path) if !path.contains(['\n', '{', '<', '>']) => {
            Body::Files(vec![Reference { path: path.to_owned(), holds: Contents::Request }])
        }
        _ => {
            let Piece { text, origin } = piece(document, span);
            Body::Text(Document { text: text.into(), origin })
        }
    }
}

fn piece(document: &Document<'_>, span: Span) -> Piece {
    let text = span.of(&document.text).to_owned();
    let origin = Origin::verbatim(span.start(), span.len()).through(&document.origin);
    Piece { text, origin }
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start() + written.len() - written.trim_start().len();
    Span::new(start, start + written.trim().len())
}

/// The lines of a stretch of text, with their line breaks.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let line = Span::new(self.at, self.at + len);
        self.at += len;
        Some(line)
    }
}
