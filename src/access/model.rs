//! What is told of a request: who may do what with its key.

use super::entry::{Certainty, Entry};
use super::who::Who;
use crate::diagnostic::clip;
use crate::diagnostic::redact::Redactor;
use crate::request::policy::KeyFacts;

/// How many characters of a text of the input are told.
const MOST_CHARACTERS: usize = 400;

/// What is told of a request, or of a key policy by itself.
#[derive(Clone, Debug)]
pub struct Access {
    /// The file.
    pub path: String,
    /// The number of the request in it, from 0.
    pub request: usize,
    /// The line that it starts in.
    pub line: usize,
    /// What the key goes by.
    pub alias: Option<String>,
    /// Where it is known from.
    pub basis: Basis,
    /// Whether it is a key policy by itself, of which only flags tell what it is for.
    pub is_bare: bool,
    /// Whether it is a key that exists, and no request.
    pub is_existing: bool,
    /// The account of the key.
    pub account: Option<OwnAccount>,
    /// What is known of the key.
    pub key: KeyFacts<'static>,
    /// Whom the policy is about, and what each may do.
    pub entries: Vec<Entry>,
    /// How many more there are.
    pub left_out: usize,
    /// Whether there are more statements than are looked at to name the reasons for one thing.
    pub is_cut: bool,
    /// Who may change the policy.
    pub control: Control,
    /// What is not known of it, a sentence each.
    pub unknown: Vec<String>,
}

/// Where it is known from who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The policy in the request, or the one that stands by itself.
    Written,
    /// The policy that keys have without one.
    Default,
    /// The policy that CCKM is expected to write from the lists of users, roles and accounts.
    Expected,
    /// A template in CCKM, by its id where that is known.
    Template(Option<String>),
    /// Several fields that exclude one another, by their names.
    Several(Vec<&'static str>),
    /// A policy that is filled in later or cannot be read.
    Unknown,
    /// The policy of a key that exists, which is not in what was read.
    Untold,
}

impl Basis {
    /// What machines are told.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Written => "policy",
            Self::Default => "default",
            Self::Expected => "lists",
            Self::Template(_) => "template",
            Self::Several(_) => "several",
            Self::Unknown | Self::Untold => "unknown",
        }
    }

    /// Whether anything is known of who may do what.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Written | Self::Default | Self::Expected)
    }
}

/// The account that the key is made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// Its id.
    pub id: String,
    /// Whether the user said so, or the answer of the server; else it is the only one whose root the policy gives something to.
    pub is_stated: bool,
}

/// Who may change the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Whether anybody may.
    pub somebody: SomebodyMay,
    /// Who may, certainly or under conditions.
    pub by: Vec<(Who, Certainty)>,
    /// Whether the identity may that CCKM calls AWS with, where that was said.
    pub caller: Option<CallerAnswer>,
}

/// Whether anybody may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SomebodyMay {
    /// Somebody may.
    Yes,
    /// Nobody may.
    No,
    /// That is not known.
    Unknown,
}

impl SomebodyMay {
    /// What machines are told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "nobody",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether the identity that CCKM calls AWS with may change the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerAnswer {
    /// Its ARN.
    pub arn: String,
    /// Whether it may; nothing where that hangs on IAM or on a condition.
    pub may: Option<bool>,
}

impl Access {
    /// The same, fit to be shown: without secrets, and without all of a text that is very long.
    #[must_use]
    pub fn shown(mut self, redactor: &Redactor) -> Self {
        self.each_text(&mut |text| {
            let clean = redactor.scrub(text).into_owned();
            *text = clip(&clean, MOST_CHARACTERS).into_owned();
        });
        self
    }

    fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        if let Basis::Template(Some(id)) = &mut self.basis {
            f(id);
        }
        self.alias.iter_mut().for_each(&mut *f);
        self.unknown.iter_mut().for_each(&mut *f);
        self.account.iter_mut().for_each(|account| f(&mut account.id));
        self.entries.iter_mut().for_each(|entry| entry.each_text(f));
        self.control.by.iter_mut().for_each(|(who, _)| who.each_text(f));
        self.control.caller.iter_mut().for_each(|caller| f(&mut caller.arn));
    }

    /// What is told of somebody.
    #[must_use]
    pub fn of(&self, who: &Who) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.who == *who)
    }
}
