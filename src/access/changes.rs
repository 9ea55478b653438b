//! What differs between two policies, in what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Certainty, Entry, Group, Part, Reason};
use super::model::{Access, Basis};
use super::tell::Teller;
use super::who::Who;
use crate::catalog::Action;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::redact::Redactor;
use crate::request::Request;

/// What differs between what is told of two requests.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The one before, told.
    pub before: Access,
    /// The one after, told.
    pub after: Access,
    /// What differs, by principal.
    pub differences: Vec<Difference>,
    /// Why they cannot be compared, or not as a whole; nothing where they are.
    pub gap: Option<Gap>,
}

/// Why two requests cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Of one of them it is not known who may do what.
    Unknown,
    /// There are more principals, or more statements, than are looked at.
    TooMany,
}

/// What differs for a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Who.
    pub who: Who,
    /// Whether that one is of another account than the key.
    pub is_outside: bool,
    /// In which way, for which actions.
    pub change: Change,
    /// The actions, by name.
    pub actions: Vec<&'static str>,
    /// What gave them before.
    pub before: Option<Part>,
    /// What gives them after.
    pub after: Option<Part>,
    /// Whether IAM policies of the account might give them, before and after.
    pub iam: (bool, bool),
}

/// In which way access differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It may be done now.
    Gained,
    /// It may not be done any more.
    Lost,
    /// What was done under conditions may be done without.
    Certain,
    /// What might be done without may be done under conditions.
    Conditional,
    /// The conditions are others.
    Conditions,
}

impl Change {
    /// What machines are told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Certain => "certain",
            Self::Conditional => "conditional",
            Self::Conditions => "conditions",
        }
    }

    /// What it is the other way round.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Gained => Self::Lost,
            Self::Lost => Self::Gained,
            Self::Certain => Self::Conditional,
            Self::Conditional => Self::Certain,
            Self::Conditions => Self::Conditions,
        }
    }
}

/// Sets of conditions: all of any set must be so.
type Clauses = BTreeSet<BTreeSet<String>>;

/// Whether an action may be done, as far as two policies can differ in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// Nothing gives it.
    No,
    /// It is taken away, whatever gives it.
    Taken,
    /// The policy leaves it to IAM policies of the account; under these conditions it takes it from them.
    Iam(Clauses),
    /// It may under the first conditions, and not under the second ones.
    Conditional(Clauses, Clauses),
    /// It may.
    Certain,
}

impl Changes {
    /// Compares two requests that were told of the same principals.
    #[must_use]
    pub fn between(before: Access, after: Access) -> Self {
        let gap = gap(&before, &after);
        let differences = if gap == Some(Gap::Unknown) { Vec::new() } else { differences(&before, &after) };
        Self { before, after, differences, gap }
    }

    /// Compares two requests for a key of one account, each told of whom either names.
    #[must_use]
    pub fn of(before: &Request<'_>, after: &Request<'_>, account: Option<&str>) -> Self {
        let tell =
            |request: &Request<'_>, also: &[Who]| Teller { request, path: "", number: 0, line: &|_| 0, also, account }.tell();
        let named = [tell(before, &[]), tell(after, &[])];
        let everybody: BTreeSet<Who> = named.into_iter().flat_map(|access| access.entries).map(|entry| entry.who).collect();
        let everybody: Vec<Who> = everybody.into_iter().collect();
        Self::between(tell(before, &everybody), tell(after, &everybody))
    }

    /// Whether anything differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// The same, fit to be shown: without the secrets of either.
    #[must_use]
    pub fn shown(mut self, before: &Redactor, after: &Redactor) -> Self {
        let mut clean = |text: &mut String| *text = after.scrub(&before.scrub(text)).into_owned();
        for difference in &mut self.differences {
            difference.who.each_text(&mut clean);
            let parts = [&mut difference.before, &mut difference.after].into_iter().flatten();
            let reasons = parts.flat_map(|part| part.given.iter_mut().chain(&mut part.taken));
            reasons.for_each(|reason| reason.each_text(&mut clean));
        }
        self.before = self.before.shown(before).shown(after);
        self.after = self.after.shown(after).shown(before);
        self
    }
}

fn gap(before: &Access, after: &Access) -> Option<Gap> {
    match (&before.basis, &after.basis) {
        // One template is the same as itself, whatever is in it.
        (Basis::Template(Some(one)), Basis::Template(Some(other))) if one == other => None,
        (one, other) if !one.is_known() || !other.is_known() => Some(Gap::Unknown),
        _ if before.left_out + after.left_out > 0 || before.is_cut || after.is_cut => Some(Gap::TooMany),
        _ => None,
    }
}

fn differences(before: &Access, after: &Access) -> Vec<Difference> {
    let (old, new) = (Side::new(before), Side::new(after));
    let everybody: BTreeSet<&Who> = old.entries.keys().chain(new.entries.keys()).copied().collect();
    everybody.into_iter().flat_map(|who| of_principal(who, &old, &new)).collect()
}

/// What differs for a principal, by what happened and why.
fn of_principal(who: &Who, old: &Side<'_>, new: &Side<'_>) -> Vec<Difference> {
    let home = home_of(who);
    let entry = new.entries.get(who).or_else(|| old.entries.get(who));
    let is_outside = entry.is_some_and(|entry| entry.is_outside);
    let mut found: Vec<Difference> = Vec::new();
    for action in in_order() {
        let (was, is) = (old.state(who, action), new.state(who, action));
        let is_of_account = || home.as_ref().is_some_and(|home| old.state(home, action) != new.state(home, action));
        // What the account may do, and leaves to IAM, is told of the account.
        let Some(change) = change(was, is).filter(|_| was.is_direct() || is.is_direct() || !is_of_account()) else { continue };
        let iam = (matches!(was, State::Iam(_)), matches!(is, State::Iam(_)));
        let (before, after) = (old.part(who, action), new.part(who, action));
        let fresh = Difference { who: who.clone(), is_outside, change, actions: vec![action.name], before, after, iam };
        match found.iter_mut().find(|other| is_alike(other, &fresh)) {
            Some(same) => same.actions.push(action.name),
            None => found.push(fresh),
        }
    }
    found.sort_by_key(|difference| difference.change);
    found
}

/// The account that IAM policies of somebody are of.
fn home_of(who: &Who) -> Option<Who> {
    match who {
        Who::Identity(_) => who.account().map(|id| Who::Account(id.to_owned())),
        Who::User(_) | Who::Role(_) => Some(Who::OwnAccount),
        _ => None,
    }
}

/// One of two policies.
struct Side<'a> {
    entries: BTreeMap<&'a Who, &'a Entry>,
    states: BTreeMap<&'a Who, BTreeMap<&'static str, State>>,
}

impl<'a> Side<'a> {
    fn new(access: &'a Access) -> Self {
        let entries = || access.entries.iter().map(|entry| (&entry.who, entry));
        Self { entries: entries().collect(), states: entries().map(|(who, entry)| (who, states(entry))).collect() }
    }

    fn state(&self, who: &Who, action: &Action) -> &State {
        self.states.get(who).and_then(|states| states.get(action.name)).unwrap_or(NO)
    }

    /// The part of somebody's access that an action is in.
    fn part(&self, who: &Who, action: &Action) -> Option<Part> {
        let mut parts = self.entries.get(who)?.groups.iter().flat_map(|group| &group.parts);
        let part = parts.find(|part| part.actions.contains(&action.name))?;
        Some(Part { actions: Vec::new(), ..part.clone() })
    }
}

/// The actions in the order in which they are told.
fn in_order() -> impl Iterator<Item = &'static Action> {
    Group::ALL.into_iter().flat_map(|group| ACTIONS.iter().filter(move |action| Group::of(action) == Some(group)))
}

const NO: &State = &State::No;

fn is_alike(one: &Difference, other: &Difference) -> bool {
    one.change == other.change && one.before == other.before && one.after == other.after && one.iam == other.iam
}

/// What may be done by somebody, and under which conditions.
fn states(entry: &Entry) -> BTreeMap<&'static str, State> {
    let mut found = BTreeMap::new();
    for group in &entry.groups {
        for part in &group.parts {
            let state = match part.certainty {
                Certainty::Certain => State::Certain,
                _ => State::Conditional(clauses(&part.given), clauses(&part.taken)),
            };
            found.extend(part.actions.iter().map(|action| (*action, state.clone())));
        }
        let whole = group.taken.iter().filter(|taken| taken.by.iter().any(|reason| reason.conditions.is_empty()));
        found.extend(whole.flat_map(|taken| &taken.actions).map(|action| (*action, State::Taken)));
        for action in &group.iam {
            let taken = group.taken.iter().find(|taken| taken.actions.contains(action));
            let taken = taken.map(|taken| clauses(&taken.by)).unwrap_or_default();
            found.insert(*action, State::Iam(taken));
        }
    }
    found
}

/// The conditions of reasons, each set once; a set that another one is a part of says nothing more.
fn clauses(reasons: &[Reason]) -> Clauses {
    let of = |reason: &Reason| reason.conditions.iter().map(|condition| condition.normal.clone()).collect();
    let all: Clauses = reasons.iter().map(of).collect();
    let is_needed = |clause: &&BTreeSet<String>| !all.iter().any(|other| other != *clause && other.is_subset(clause));
    all.iter().filter(is_needed).cloned().collect()
}

impl State {
    /// Whether it is given by the policy itself.
    const fn is_direct(&self) -> bool {
        matches!(self, Self::Conditional(..) | Self::Certain)
    }

    /// Whether it may not be done.
    const fn is_nothing(&self) -> bool {
        matches!(self, Self::No | Self::Taken)
    }
}

/// In which way two states differ, if they do.
fn change(was: &State, is: &State) -> Option<Change> {
    match (was, is) {
        (was, is) if was == is || (was.is_nothing() && is.is_nothing()) => None,
        (was, _) if was.is_nothing() => Some(Change::Gained),
        (_, is) if is.is_nothing() => Some(Change::Lost),
        (_, State::Certain) => Some(Change::Certain),
        (State::Certain, _) => Some(Change::Conditional),
        _ => Some(Change::Conditions),
    }
}
