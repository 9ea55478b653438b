//! Requests in Markdown: fenced blocks of JSON, shell, console sessions and HTTP.
//!
//! Of Markdown only fences matter here, and the quotes and lists that they stand in. A test holds what is found against a
//! whole parser, whose tables of entities would cost every run more at its start than this reading does.

use super::call::Part;
use super::{Document, console, http, shell};
use crate::source::{Notation, Origin, Span};

/// A fenced block.
#[derive(Debug)]
pub struct Fence {
    /// The first word behind the fence, in lower case: `sh`.
    pub language: String,
    /// From the opening fence to the end of the closing one.
    pub span: Span,
    /// The lines between, without what the quotes and lists around them put in front.
    pub text: String,
    /// Where those stand.
    pub origin: Origin,
}

/// The parts of a Markdown text that carry requests, or may.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    fences(&document.text).into_iter().flat_map(|fence| fence.parts(document)).collect()
}

/// The fenced blocks of a Markdown text.
#[must_use]
pub fn fences(text: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_over = open.as_mut().is_some_and(|block| block.line(line, at));
        if is_over {
            found.extend(open.take().map(|block| block.fence));
        }
        // A line that does not belong to the block any more may open the next one.
        let ended_before = found.last().is_none_or(|fence: &Fence| fence.span.end() <= at);
        if open.is_none() && ended_before {
            open = Open::at(line, at);
        }
        at += line.len();
    }
    found.extend(open.map(|block| block.fence));
    found
}

/// A block whose end was not seen yet.
struct Open {
    fence: Fence,
    /// The character of the fence and how many of them there are, at least, at its end.
    mark: char,
    length: usize,
    /// How many quotes it stands in, and how far it is indented in them.
    quotes: usize,
    indent: usize,
}

impl Open {
    /// The block that a line opens.
    fn at(line: &str, offset: usize) -> Option<Self> {
        let (quotes, inner, behind) = without_containers(line);
        let mark = behind.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = behind.chars().take_while(|c| *c == mark).count();
        let info = behind.get(length..)?.trim();
        // Backquotes behind backquotes make a span of code.
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        let mut origin = Origin::builder();
        let is_nested = quotes > 0 || inner.len() != behind.len();
        origin.written_in(if is_nested { Notation::OneLine } else { Notation::Plain });
        let start = offset + line.len() - behind.len();
        let span = Span::new(start, offset + line.trim_end_matches(['\r', '\n']).len());
        let fence = Fence { language: language(info), span, text: String::new(), origin };
        Some(Self { fence, mark, length, quotes, indent: inner.len() - behind.len() })
    }

    /// Takes the next line; whether the block ends with it, or has ended before it.
    fn line(&mut self, line: &str, offset: usize) -> bool {
        let (quotes, inner) = without_quotes(line, self.quotes);
        if quotes < self.quotes {
            return true;
        }
        let unindented = inner.trim_start_matches([' ', '\t']);
        let own = inner.len() - unindented.len();
        let closing = unindented.trim_end();
        if closing.len() >= self.length && closing.chars().all(|c| c == self.mark) && own < self.indent + 4 {
            self.fence.span.end = (offset + line.trim_end().len()) as u32;
            return true;
        }
        let shown = inner.get(own.min(self.indent)..).unwrap_or_default();
        self.fence.push(shown, offset + line.len() - shown.len());
        false
    }
}

/// What a line has behind its quote marks and the markers of list items: how many quotes, what is behind the last of them, and
/// what is behind everything.
fn without_containers(line: &str) -> (usize, &str, &str) {
    let (mut quotes, mut inner) = (0, line);
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(quoted) = rest.strip_prefix('>') {
            rest = quoted.strip_prefix(' ').unwrap_or(quoted);
            (quotes, inner) = (quotes + 1, rest);
        } else if let Some(item) = without_marker(rest) {
            rest = item;
        } else {
            return (quotes, inner, rest);
        }
    }
}

/// How many quote marks a line starts with, at most so many, and what is behind them.
fn without_quotes(line: &str, most: usize) -> (usize, &str) {
    let mut rest = line;
    for quotes in 0..most {
        let Some(quoted) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') else { return (quotes, rest) };
        rest = quoted.strip_prefix(' ').unwrap_or(quoted);
    }
    (most, rest)
}

/// What is behind the marker of a list item: `- `, `1. `.
fn without_marker(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < line.len() && line.len() - digits.len() <= 9;
    let marker = if is_number { digits.strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '*', '+']) };
    marker.filter(|behind| behind.starts_with([' ', '\t']))
}

/// The first word behind the fence: `sh` of `sh title="make a key"`.
fn language(info: &str) -> String {
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).next().unwrap_or_default().to_ascii_lowercase()
}

impl Fence {
    fn push(&mut self, line: &str, at: usize) {
        self.origin.copy(self.text.len(), Span::new(at, at + line.len()));
        self.text.push_str(line);
    }

    fn parts(self, outer: &Document<'_>) -> Vec<Part<'static>> {
        let block = outer.origin.lift(self.span);
        let document = Document { origin: self.origin.through(&outer.origin), text: self.text.into() };
        let mut parts = match self.language.as_str() {
            "json" => vec![Part::text(document)],
            "sh" | "bash" | "shell" | "zsh" if console::has_prompts(&document.text) => console::parts(&document),
            "sh" | "bash" | "shell" | "zsh" => shell::parts(&document),
            "console" | "shell-session" | "shellsession" | "terminal" => console::parts(&document),
            "http" | "rest" => http::parts(&document),
            _ => Vec::new(),
        };
        for part in &mut parts {
            part.around.push(block);
        }
        parts
    }
}
