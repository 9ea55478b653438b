//! What somebody may do, in four groups of actions.

use crate::catalog::action::ACTIONS;
use crate::catalog::{Action, Duty};
use crate::request::policy::KeyFacts;

use super::condition::Condition;
use super::who::Who;

/// What actions are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Managing the key: its policy, its names, its end.
    Administer,
    /// Using it in cryptographic operations.
    Use,
    /// Making, listing and revoking grants.
    Grant,
    /// Looking at it.
    Read,
}

impl Group {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Administer, Self::Use, Self::Grant, Self::Read];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administer => "administer",
            Self::Use => "use",
            Self::Grant => "grant",
            Self::Read => "read",
        }
    }

    /// The group of an action; nothing where no key policy can give it, as with `kms:RetireGrant`.
    #[must_use]
    pub fn of(action: &Action) -> Option<Self> {
        match action.duty {
            _ if !action.is_effective => None,
            _ if action.is_about_grants() => Some(Self::Grant),
            Duty::Administer => Some(Self::Administer),
            Duty::Use => Some(Self::Use),
            Duty::Grant => Some(Self::Grant),
            Duty::Look => Some(Self::Read),
        }
    }

    /// Its actions that such a key can do, by name; each with its number among all actions.
    pub(super) fn actions(self, key: KeyFacts<'_>) -> impl Iterator<Item = (usize, &'static Action)> {
        let is_possible = move |action: &Action| Self::of(action) == Some(self) && key.obstacle(action.needs).is_none();
        ACTIONS.iter().enumerate().filter(move |(_, action)| is_possible(action))
    }
}

/// How certain it is that something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It may be done.
    Certain,
    /// It may be done under conditions.
    Conditional,
    /// It is not known whether it may be done.
    Unknown,
}

impl Certainty {
    /// What machines are told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "yes",
            Self::Conditional => "conditional",
            Self::Unknown => "unknown",
        }
    }
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementRef {
    /// Its number, from 1.
    pub number: usize,
    /// Its id, where it has one.
    pub sid: Option<String>,
    /// The line that it starts in; nothing where it is not written anywhere.
    pub line: Option<usize>,
}

/// A statement that gives or takes, and what must be so for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The statement.
    pub statement: StatementRef,
    /// All of these must be so.
    pub conditions: Vec<Condition>,
}

impl Reason {
    fn is_known(&self) -> bool {
        self.conditions.iter().all(Condition::is_known)
    }

    pub(super) fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        if let Some(sid) = &mut self.statement.sid {
            f(sid);
        }
        self.conditions.iter_mut().for_each(|condition| condition.each_text(f));
    }
}

/// Whether somebody may do an action, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Any of these gives it; where one does so without a condition, only such.
    pub given: Vec<Reason>,
    /// Any of these takes it, whatever is given; where one does so without a condition, only such.
    pub taken: Vec<Reason>,
    /// Whether it may be given by IAM policies of the account.
    pub is_left_to_iam: bool,
}

impl Verdict {
    pub(super) fn is_denied(&self) -> bool {
        self.taken.first().is_some_and(|reason| reason.conditions.is_empty())
    }

    fn certainty(&self) -> Option<Certainty> {
        if self.given.is_empty() || self.is_denied() {
            return None;
        }
        let is_open = self.given.iter().any(|reason| reason.conditions.is_empty());
        let is_known = self.given.iter().any(Reason::is_known) && self.taken.iter().all(Reason::is_known);
        Some(match (is_known, is_open && self.taken.is_empty()) {
            (_, true) => Certainty::Certain,
            (true, false) => Certainty::Conditional,
            (false, false) => Certainty::Unknown,
        })
    }
}

/// Actions that somebody may do for the same reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The actions, by name.
    pub actions: Vec<&'static str>,
    /// How certain that is.
    pub certainty: Certainty,
    /// Any of these gives them.
    pub given: Vec<Reason>,
    /// Any of these takes them away under conditions.
    pub taken: Vec<Reason>,
}

/// Actions that are taken away from somebody, whatever else gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The actions, by name.
    pub actions: Vec<&'static str>,
    /// What takes them.
    pub by: Vec<Reason>,
}

/// What somebody may do of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAccess {
    /// The group.
    pub group: Group,
    /// The actions of it that the key can do and that one of such an account can be given, by name.
    pub possible: Vec<&'static str>,
    /// What is given.
    pub parts: Vec<Part>,
    /// What is taken away, where it was given or might be by IAM.
    pub taken: Vec<Taken>,
    /// What is not given by name, and may be by the IAM policies of the account.
    pub iam: Vec<&'static str>,
    /// What is given in vain, as another account cannot have it.
    pub void: Vec<&'static str>,
}

impl GroupAccess {
    /// How many actions may be done.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.actions.len()).sum()
    }

    /// `all`, `some` or `none`.
    #[must_use]
    pub fn extent(&self) -> &'static str {
        match self.count() {
            0 => "none",
            some if some == self.possible.len() => "all",
            _ => "some",
        }
    }

    /// Adds what became of an action.
    fn add(&mut self, action: &'static Action, verdict: Verdict) {
        match verdict.certainty() {
            Some(certainty) => self.give(action, certainty, verdict),
            None => {
                if verdict.is_left_to_iam && !verdict.is_denied() {
                    self.iam.push(action.name);
                }
                self.take(action, verdict.taken);
            }
        }
    }

    fn give(&mut self, action: &'static Action, certainty: Certainty, verdict: Verdict) {
        let is_same = |part: &&mut Part| part.given == verdict.given && part.taken == verdict.taken;
        match self.parts.iter_mut().find(is_same) {
            Some(part) => part.actions.push(action.name),
            None => {
                self.parts.push(Part { actions: vec![action.name], certainty, given: verdict.given, taken: verdict.taken });
            }
        }
    }

    fn take(&mut self, action: &'static Action, by: Vec<Reason>) {
        if by.is_empty() {
            return;
        }
        match self.taken.iter_mut().find(|same| same.by == by) {
            Some(same) => same.actions.push(action.name),
            None => self.taken.push(Taken { actions: vec![action.name], by }),
        }
    }

    fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        let given = self.parts.iter_mut().flat_map(|part| part.given.iter_mut().chain(&mut part.taken));
        given.chain(self.taken.iter_mut().flat_map(|taken| &mut taken.by)).for_each(|reason| reason.each_text(f));
    }
}

/// Somebody, and what that one may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub who: Who,
    /// Whether that one is of another account than the key.
    pub is_outside: bool,
    /// What may be done of each group.
    pub groups: Vec<GroupAccess>,
}

impl Entry {
    pub(super) fn new(
        who: Who,
        is_outside: bool,
        key: KeyFacts<'_>,
        verdict: impl Fn(usize, &'static Action) -> Verdict,
    ) -> Self {
        let groups = Group::ALL.into_iter().map(|group| {
            let mut access = GroupAccess {
                group,
                possible: Vec::new(),
                parts: Vec::new(),
                taken: Vec::new(),
                iam: Vec::new(),
                void: Vec::new(),
            };
            for (at, action) in group.actions(key) {
                let verdict = verdict(at, action);
                if is_outside && !action.is_cross_account {
                    if verdict.certainty().is_some() {
                        access.void.push(action.name);
                    }
                    continue;
                }
                access.possible.push(action.name);
                access.add(action, verdict);
            }
            access
        });
        Self { groups: groups.collect(), who, is_outside }
    }

    /// What may be done of a group.
    #[must_use]
    pub fn group(&self, group: Group) -> Option<&GroupAccess> {
        self.groups.iter().find(|access| access.group == group)
    }

    /// How certain it is that an action, named without `kms:`, may be done; nothing where it may not.
    #[must_use]
    pub fn may(&self, action: &str) -> Option<Certainty> {
        let mut parts = self.groups.iter().flat_map(|group| &group.parts);
        parts.find(|part| part.actions.contains(&action)).map(|part| part.certainty)
    }

    /// Whether IAM policies of its account may let it do more.
    #[must_use]
    pub fn is_left_to_iam(&self) -> bool {
        self.groups.iter().any(|group| !group.iam.is_empty())
    }

    pub(super) fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        self.who.each_text(f);
        self.groups.iter_mut().for_each(|group| group.each_text(f));
    }
}
