//! What a finding is: a rule, a level, words, labelled places, and perhaps a fix.
//!
//! Rules build a [`Finding`] on places of the request's tree; [`Diagnostic`] is what becomes of it once its places were
//! lifted to the file, its words were [redacted](redact), and its level was decided. Reporters only see diagnostics.

mod apply;
mod finding;
mod fingerprint;
mod level;
pub mod redact;
mod secret;
mod words;

pub use apply::apply;
pub use finding::{Finding, Fix, Safety};
pub use fingerprint::{Names, fingerprint};
pub use level::Level;
pub use words::{and_list, article, characters, clip, count, escape_controls, is_unsafe, number, or_list, quoted};

use std::borrow::Cow;

use crate::json::Edit;
use crate::lint::Meta;
use crate::source::{Position, Span};

/// A finding in a file, ready to be reported.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Meta,
    /// How bad it is.
    pub level: Level,
    /// What is wrong: one sentence, in the user's words and fields.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where the mend goes, in bytes of the file.
    pub span: Span,
    /// What stands at the primary place.
    pub label: String,
    /// Other places that matter, at most ten.
    pub related: Vec<Label>,
    /// Which request of the file it is about, from 0.
    pub request: Option<u32>,
    /// What the record that the request stands in goes by, where it was asked for.
    pub record: Option<String>,
    /// JSON Pointer of the primary place within its request text.
    pub pointer: String,
    /// The primary place by names rather than numbers, which a baseline knows it again by.
    pub place: String,
    /// How it can be mended without a person.
    pub fix: Option<FileFix>,
    /// Stays the same while the file is edited elsewhere.
    pub fingerprint: String,
}

impl Diagnostic {
    /// Whether it can be mended without a person looking at it.
    #[must_use]
    pub fn is_safely_fixable(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
    }

    /// Moves it on by so many bytes, from a piece of a file to the file.
    pub(crate) fn shift(&mut self, by: usize) {
        let related = self.related.iter_mut().filter(|label| label.elsewhere.is_none()).map(|label| &mut label.span);
        let edits = self.fix.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        for span in related.chain(edits).chain([&mut self.span]) {
            *span = span.shifted(by);
        }
    }

    /// Takes secrets out of every word. A fix that would write one is withheld.
    pub(crate) fn redact(&mut self, redactor: &redact::Redactor) {
        let scrub = |words: &mut String| {
            if let Cow::Owned(clean) = redactor.scrub(words) {
                *words = clean;
            }
        };
        // The names in a pointer may be written with escapes of its own.
        let scrub_pointer =
            |pointer: &mut String| if pointer.contains('~') { *pointer = by_names(pointer, redactor) } else { scrub(pointer) };
        scrub_pointer(&mut self.pointer);
        for words in
            [&mut self.message, &mut self.label, &mut self.place].into_iter().chain(&mut self.help).chain(&mut self.record)
        {
            scrub(words);
        }
        for label in &mut self.related {
            scrub(&mut label.text);
            scrub_pointer(&mut label.pointer);
        }
        if let Some(fix) = &mut self.fix {
            scrub(&mut fix.title);
        }
        let writes_secret = |edit: &Edit| matches!(redactor.scrub(&edit.text), Cow::Owned(_));
        if self.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(writes_secret)) {
            self.fix = None;
        }
    }
}

/// A JSON Pointer without the secrets that are names in it.
fn by_names(pointer: &str, redactor: &redact::Redactor) -> String {
    let clean = |name: &str| redactor.scrub(&name.replace("~1", "/").replace("~0", "~")).replace('~', "~0").replace('/', "~1");
    pointer.split('/').map(clean).collect::<Vec<_>>().join("/")
}

/// A place with words on it.
#[derive(Clone, Debug)]
pub struct Label {
    /// In bytes of the file.
    pub span: Span,
    /// What stands there.
    pub text: String,
    /// JSON Pointer within the request text.
    pub pointer: String,
    /// Where it is, if that is in another file, or in another line of NDJSON; the span is of that one then.
    pub elsewhere: Option<Elsewhere>,
}

/// A place in another file, or in another line of NDJSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file, as the user gave it.
    pub path: String,
    /// Where it starts.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// A fix in places of the file.
#[derive(Clone, Debug)]
pub struct FileFix {
    /// Whether it can be applied without looking.
    pub safety: Safety,
    /// What it does.
    pub title: String,
    /// The changes, none of which overlap.
    pub edits: Vec<Edit>,
}

/// The most related places that a finding shows.
pub const MAX_RELATED: usize = 10;
