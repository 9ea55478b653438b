//! Words of a shell command: what they say, and where each byte of it was written.

use std::ops::Range;

use crate::extract::compose::Decoded;
use crate::source::{Notation, Origin, Span};

/// A word after quote removal.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Word {
    /// Where it stands in the script, with its quotes.
    pub span: Span,
    /// What it says. What the shell would fill in is written `${…}`, as a template hole.
    pub text: String,
    /// Where the bytes of `text` stand in the script.
    pub origin: Origin,
    /// What the shell fills in, where that is all of the word.
    pub filled_in: Option<FilledIn>,
    /// Whether it starts without quotes and has some further on, which the shell takes away.
    pub loses_quotes: bool,
}

impl Word {
    /// What it says, with where that is written.
    pub(super) fn decoded(&self) -> Decoded<'_> {
        Decoded { text: &self.text, origin: &self.origin }
    }
}

/// What a shell fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) enum FilledIn {
    /// The value of a variable.
    Variable(String),
    /// What commands print: those at these places of the list.
    Output(Range<usize>),
    /// Something else.
    Other,
}

/// Puts a word together.
pub(super) struct Builder {
    start: usize,
    text: String,
    origin: Origin,
    pieces: usize,
    filled_in: Option<FilledIn>,
    first: Option<Notation>,
    has_double_quotes: bool,
}

impl Builder {
    pub(super) const fn new(start: usize) -> Self {
        Self {
            start,
            text: String::new(),
            origin: Origin::builder(),
            pieces: 0,
            filled_in: None,
            first: None,
            has_double_quotes: false,
        }
    }

    /// Where the word starts.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// How long it is so far.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Characters that stand for themselves, from `at` on.
    pub(super) fn copy(&mut self, text: &str, at: usize, notation: Notation) {
        self.piece(notation);
        self.origin.copy(self.text.len(), Span::new(at, at + text.len()));
        self.text.push_str(text);
    }

    /// Characters that were written otherwise: an escape.
    pub(super) fn replace(&mut self, text: &str, host: Span, notation: Notation) {
        if !text.is_empty() {
            self.piece(notation);
            self.origin.replace(Span::new(self.text.len(), self.text.len() + text.len()), host);
            self.text.push_str(text);
        }
    }

    fn piece(&mut self, notation: Notation) {
        self.origin.written_in(notation);
        self.pieces += 1;
        self.first.get_or_insert(notation);
        self.has_double_quotes |= notation == Notation::DoubleQuotes;
    }

    /// Something that the shell fills in, written as `written`.
    pub(super) fn hole(&mut self, written: &str, host: Span, filled_in: FilledIn, notation: Notation) {
        let name = match &filled_in {
            FilledIn::Variable(name) => name.clone(),
            // Shown to people; what would end the hole early is left out.
            _ => written.chars().filter(|c| !matches!(c, '{' | '}' | '"' | '\\') && !c.is_control()).collect(),
        };
        self.replace(&format!("${{{name}}}"), host, notation);
        self.filled_in = Some(filled_in);
    }

    /// The word, which ends at `end`.
    pub(super) fn finish(mut self, end: usize) -> Word {
        if self.text.is_empty() {
            self.origin.written_in(Notation::Fixed);
            self.origin.copy(0, Span::point(end.saturating_sub(1).max(self.start)));
        }
        let filled_in = self.filled_in.filter(|_| self.pieces == 1);
        let loses_quotes = self.first == Some(Notation::Bare) && self.has_double_quotes;
        Word { span: Span::new(self.start, end), text: self.text, origin: self.origin, filled_in, loses_quotes }
    }
}
