//! What a rule reports.

use super::level::Level;
use crate::json::{Edit, Place};

/// A finding as a rule builds it, on places of the request's tree.
///
/// It cannot be built without a primary place: where the mend goes.
#[derive(Debug)]
#[must_use = "a finding is nothing until it is reported"]
pub struct Finding<'t> {
    pub(crate) place: Place<'t>,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) level: Option<Level>,
    pub(crate) related: Vec<(Place<'t>, String)>,
    pub(crate) asked: Option<(Place<'t>, String)>,
    pub(crate) unnamed: usize,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Fix>,
}

impl<'t> Finding<'t> {
    /// Something wrong at `place`, which is where the mend goes. The message says what is wrong.
    pub fn at(place: impl Into<Place<'t>>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
            label: String::new(),
            level: None,
            related: Vec::new(),
            asked: None,
            unnamed: 0,
            help: None,
            fix: None,
        }
    }

    /// Words at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Another place that matters, and words for it. Beyond the tenth they are only counted.
    pub fn because(mut self, place: impl Into<Place<'t>>, text: impl Into<String>) -> Self {
        if self.related.len() < super::MAX_RELATED {
            self.related.push((place.into(), text.into()));
        } else {
            self.unnamed += 1;
        }
        self
    }

    /// The place of the request that an answer is held against, and words for it.
    pub fn asked(mut self, place: impl Into<Place<'t>>, text: impl Into<String>) -> Self {
        self.asked = Some((place.into(), text.into()));
        self
    }

    /// Further places that matter, with the same words.
    pub fn because_each<P: Into<Place<'t>>>(self, places: impl IntoIterator<Item = P>, text: &str) -> Self {
        places.into_iter().fold(self, |finding, place| finding.because(place, text))
    }

    /// What to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Another level than the rule's own.
    pub const fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// A mend.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }
}

/// Whether a fix can be applied without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It keeps what was meant.
    Safe,
    /// It may change what was meant; applied only with `--unsafe-fixes`.
    Unsafe,
}

impl Safety {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A mend that a machine can make.
#[derive(Clone, Debug)]
pub struct Fix {
    pub(crate) safety: Safety,
    pub(crate) title: String,
    pub(crate) edits: Vec<Edit>,
}

impl Fix {
    /// A fix that keeps what was meant. The title says what it does: "rename to `region`".
    pub fn safe(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { safety: Safety::Safe, title: title.into(), edits: edits.into_iter().collect() }
    }

    /// A fix that may change what was meant.
    pub fn risky(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { safety: Safety::Unsafe, ..Self::safe(title, edits) }
    }
}
