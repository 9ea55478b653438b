//! A string of the request, and which of its characters are certain.

use std::borrow::Cow;
use std::ops::Range;

use crate::json::{Place, Syntax, Value};
use crate::source::Span;

/// A string with its place. It may hold template holes; what is in them is not known.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    value: Value<'t>,
    decoded: Cow<'t, str>,
    holes: Vec<Range<usize>>,
}

/// Characters that do not belong in a text: at least one run of them.
#[derive(Clone, Debug)]
pub struct Runs<'t> {
    /// The first run as it reads.
    pub first_text: String,
    /// Where it is written.
    pub first: Place<'t>,
    /// Where further runs are written.
    pub further: Vec<Place<'t>>,
}

impl<'t> Text<'t> {
    /// The string `value` is; nothing where it is something else.
    #[must_use]
    pub fn read(value: Value<'t>) -> Option<Self> {
        let decoded = value.as_str()?;
        let holes = value.holes(&decoded, Syntax::Template);
        Some(Self { value, decoded, holes })
    }

    /// The value in the tree.
    #[must_use]
    pub const fn value(&self) -> Value<'t> {
        self.value
    }

    /// The decoded text as it is written, holes and all.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.decoded
    }

    /// The decoded text, where all of it is certain.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        self.holes.is_empty().then_some(&*self.decoded)
    }

    /// The holes, as byte ranges of the decoded text.
    #[must_use]
    pub fn holes(&self) -> &[Range<usize>] {
        &self.holes
    }

    /// The characters outside holes, with their byte offsets in the decoded text.
    pub fn certain_chars(&self) -> impl Iterator<Item = (usize, char)> {
        let mut holes = self.holes.iter().peekable();
        self.decoded.char_indices().filter(move |(at, _)| {
            while holes.next_if(|hole| hole.end <= *at).is_some() {}
            holes.peek().is_none_or(|hole| *at < hole.start)
        })
    }

    /// By how many certain characters it is longer than `most`, where it is.
    #[must_use]
    pub fn excess(&self, most: usize) -> Option<usize> {
        // No text has more characters than bytes.
        if self.decoded.len() <= most {
            return None;
        }
        self.certain_chars().count().checked_sub(most).filter(|excess| *excess > 0)
    }

    /// The runs of certain characters that fail `allowed`, in order: the first one as it reads, and where each is written.
    #[must_use]
    pub fn runs_outside(&self, allowed: impl Fn(char) -> bool) -> Option<Runs<'t>> {
        // Most texts are allowed from end to end, which is seen without a look at where the holes are.
        if self.decoded.chars().all(&allowed) {
            return None;
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, c) in self.certain_chars().filter(|(_, c)| !allowed(*c)) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += c.len_utf8(),
                _ => runs.push(at..at + c.len_utf8()),
            }
        }
        let first_text = self.decoded.get(runs.first()?.clone())?.to_owned();
        let mut places = runs.into_iter().map(|run| self.place_of(run));
        Some(Runs { first_text, first: places.next()?, further: places.collect() })
    }

    /// Where a part of the decoded text is written.
    #[must_use]
    pub fn place_of(&self, range: Range<usize>) -> Place<'t> {
        let span = self.value.origin().lift(Span::new(range.start, range.end));
        Place { span, value: Some(self.value) }
    }

    /// The whole string, with its quotes.
    #[must_use]
    pub fn place(&self) -> Place<'t> {
        self.value.into()
    }
}
