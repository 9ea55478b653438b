//! What the statements of a policy give to somebody and take from that one.

use std::collections::BTreeSet;

use super::condition::{Bearing, Condition};
use super::entry::{Reason, StatementRef, Verdict};
use super::who::Who;
use crate::catalog::Action;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::quoted;
use crate::request::arn::Arn;
use crate::request::policy::{KeyFacts, KeyPolicy, Principals, Statement, Truth, is_same_identity};

/// How many statements are named as the reason for one thing. A policy that AWS takes has hardly more.
const MOST_REASONS: usize = 100;

/// A policy, made ready to be asked about many principals.
pub(super) struct Judge<'p, 't> {
    key: KeyFacts<'static>,
    statements: Vec<Ready<'p, 't>>,
}

/// A statement, with what is asked of it again and again.
struct Ready<'p, 't> {
    statement: &'p Statement<'t>,
    place: StatementRef,
    /// Those that it names, in whichever sense.
    names: Vec<Who>,
    /// Whether it is about each of [`ACTIONS`].
    covers: Vec<Truth>,
    /// Its tests in words.
    conditions: Vec<Condition>,
}

/// A statement that is about somebody.
struct Applying<'j> {
    covers: &'j [Truth],
    place: &'j StatementRef,
    denies: bool,
    /// Whether it names that one, rather than everyone.
    is_by_name: bool,
    /// Whether it names the account of that one, and so leaves it to IAM.
    is_by_account: bool,
    conditions: Vec<Condition>,
}

/// In which way a statement is about somebody.
enum Aim {
    /// It names that one, or a role of which that one is a session.
    Name,
    /// It is about everyone, or everyone but some.
    All,
    /// It names the account.
    Account,
    /// It may be about that one.
    Perhaps(String),
}

impl<'p, 't> Judge<'p, 't> {
    pub(super) fn new(policy: &'p KeyPolicy<'t>, key: KeyFacts<'static>, line: impl Fn(&Statement<'t>) -> usize) -> Self {
        let ready = |statement: &'p Statement<'t>| Ready {
            statement,
            place: place(statement, line(statement)),
            names: statement.principals.entries().iter().map(Who::of).collect(),
            covers: ACTIONS.iter().map(|action| covers(statement, action)).collect(),
            conditions: statement.tests.iter().map(Condition::of).collect(),
        };
        // What neither allows nor denies is told as not known.
        let statements = policy.statements.iter().filter(|statement| statement.allows() || statement.denies());
        Self { key, statements: statements.map(ready).collect() }
    }

    /// Everybody whom the policy is about, each once.
    pub(super) fn principals(&self) -> BTreeSet<Who> {
        let mut found = BTreeSet::new();
        for ready in &self.statements {
            match &ready.statement.principals {
                Principals::Of(_) => found.extend(ready.names.iter().cloned()),
                Principals::AllBut(_) => drop(found.insert(all_but(&ready.names))),
                Principals::Unknown => {}
            }
        }
        found
    }

    /// Whether there may be more reasons for one thing than are named.
    pub(super) fn is_cut(&self) -> bool {
        self.statements.iter().filter(|ready| !ready.statement.is_unconditional()).count() > MOST_REASONS
    }

    /// How much work it is to ask about one principal.
    pub(super) fn weight(&self) -> usize {
        let values = |ready: &Ready<'_, '_>| ready.statement.tests.iter().map(|test| test.values.len()).sum::<usize>();
        self.statements.iter().map(|ready| 1 + ready.names.len() + values(ready)).sum()
    }

    /// What the policy says of somebody, by the number of the action.
    pub(super) fn of<'j>(&'j self, who: &Who) -> impl Fn(usize, &'static Action) -> Verdict + use<'j, 'p, 't> {
        let applying: Vec<Applying<'j>> = self.statements.iter().filter_map(|ready| self.applying(ready, who)).collect();
        move |at, action| verdict(&applying, at, action)
    }

    fn applying<'j>(&'j self, ready: &'j Ready<'p, 't>, who: &Who) -> Option<Applying<'j>> {
        let aim = ready.aim(who)?;
        let mut conditions: Vec<Condition> = Vec::new();
        for (test, condition) in ready.statement.tests.iter().zip(&ready.conditions) {
            match test.holds(who.caller(), self.key) {
                Truth::No => return None,
                Truth::Maybe => conditions.push(condition.clone()),
                Truth::Yes => {}
            }
        }
        if ready.statement.has_faulty_condition {
            conditions.push(Condition::unknown("what a part of its condition says, which cannot be read, is so"));
        }
        if let Aim::Perhaps(doubt) = &aim {
            conditions.push(Condition::unknown(doubt));
        }
        Some(Applying {
            covers: &ready.covers,
            place: &ready.place,
            denies: ready.statement.denies(),
            is_by_name: matches!(aim, Aim::Name),
            is_by_account: matches!(aim, Aim::Account) && !ready.statement.denies(),
            conditions,
        })
    }
}

fn place(statement: &Statement<'_>, line: usize) -> StatementRef {
    let is_listed = statement.value.key().is_none();
    let sid = statement.element("Sid").and_then(|sid| sid.as_str()).filter(|sid| !sid.trim().is_empty());
    let number = if is_listed { statement.value.index() + 1 } else { 1 };
    StatementRef { number, sid: sid.map(Into::into), line: Some(line) }
}

/// Of an element that is missing or says nothing it is told that it is not known.
fn covers(statement: &Statement<'_>, action: &Action) -> Truth {
    let is_unknown = matches!(statement.actions, crate::request::policy::Actions::Unknown);
    if is_unknown { Truth::No } else { statement.actions.cover(action.id) }
}

fn all_but(names: &[Who]) -> Who {
    let names: BTreeSet<String> = names.iter().map(Who::title).collect();
    Who::EveryoneBut(names.into_iter().collect())
}

impl Ready<'_, '_> {
    /// In which way the statement is about somebody, if it is.
    fn aim(&self, who: &Who) -> Option<Aim> {
        match &self.statement.principals {
            Principals::Of(_) => self.aim_of_named(who),
            Principals::AllBut(_) => self.aim_of_others(who),
            Principals::Unknown => None,
        }
    }

    fn aim_of_named(&self, who: &Who) -> Option<Aim> {
        // To what is no principal nothing is given: AWS refuses a policy that names it.
        if matches!(who, Who::EveryoneBut(_)) || !who.is_somebody() {
            return None;
        }
        let denies = self.statement.denies();
        if self.names.iter().any(|name| name == who || is_session_of(who, name)) {
            return Some(Aim::Name);
        }
        // Whether `*` with `Allow` is meant for services, too, AWS does not say; they are told of where they are named.
        let is_meant = denies || !matches!(who, Who::Service(_));
        if self.names.contains(&Who::Everyone) && is_meant {
            return Some(Aim::All);
        }
        if self.names.iter().any(|name| matches!(name, Who::Account(id) if who.account() == Some(id))) {
            return Some(Aim::Account);
        }
        // Whoever is filled in may be this one; what such a one is given is told of that one alone.
        let hole = self.names.iter().find(|name| matches!(name, Who::Unknown(_))).filter(|_| denies && can_be_filled_in(who))?;
        Some(Aim::Perhaps(format!("{}, which is filled in later, names this one", quoted(hole.name().unwrap_or_default()))))
    }

    /// `NotPrincipal`. With `Allow` AWS does not support it, so that nothing is known of what it gives.
    fn aim_of_others(&self, who: &Who) -> Option<Aim> {
        let is_own = all_but(&self.names) == *who;
        if !self.statement.denies() {
            return is_own.then(|| Aim::Perhaps("AWS takes `NotPrincipal` with `Allow`, which it does not support".to_owned()));
        }
        if is_own || *who == Who::Everyone {
            return Some(if is_own { Aim::Name } else { Aim::All });
        }
        if matches!(who, Who::EveryoneBut(_)) || !who.is_somebody() {
            return None;
        }
        let is_named = self.names.iter().any(|name| name == who || is_session_of(who, name));
        let is_account_named = self.names.iter().any(|name| matches!(name, Who::Account(id) if who.account() == Some(id)));
        let is_in_doubt = is_account_named || self.names.iter().any(|name| matches!(name, Who::Unknown(_) | Who::Invalid(_)));
        match (is_named, is_account_named, is_in_doubt) {
            (true, true, _) => None,
            (true, false, _) if who.account().is_none() => None,
            (true, false, _) => {
                Some(Aim::Perhaps("`NotPrincipal` takes it from the whole account, which it does not name".to_owned()))
            }
            (false, _, true) => Some(Aim::Perhaps("`NotPrincipal` does not spare this one".to_owned())),
            (false, _, false) => Some(Aim::All),
        }
    }
}

/// Whether a hole may stand for somebody.
const fn can_be_filled_in(who: &Who) -> bool {
    matches!(who, Who::Account(_) | Who::OwnAccount | Who::Identity(_) | Who::User(_) | Who::Role(_) | Who::Service(_))
}

fn is_session_of(who: &Who, name: &Who) -> bool {
    match (who, name) {
        (Who::Identity(session), Who::Identity(role)) => {
            Arn::parse(role).zip(Arn::parse(session)).is_some_and(|(role, session)| is_same_identity(role, session))
        }
        _ => false,
    }
}

fn verdict(applying: &[Applying<'_>], at: usize, action: &'static Action) -> Verdict {
    let about = || applying.iter().filter_map(|one| Some((one, reason(one, at, action)?)));
    let given = about().filter(|(one, _)| !one.denies && !one.is_by_account).map(|(_, reason)| reason);
    let given = strongest(given);
    let is_left_to_iam = given.is_empty() && about().any(|(one, _)| one.is_by_account);
    // What is taken from everyone matters to those who might have it.
    let matters = |one: &Applying<'_>| !given.is_empty() || is_left_to_iam || one.is_by_name;
    let taken = strongest(about().filter(|(one, _)| one.denies && matters(one)).map(|(_, reason)| reason));
    Verdict { given, taken, is_left_to_iam }
}

/// Why a statement matters for an action, if it does.
fn reason(applying: &Applying<'_>, at: usize, action: &'static Action) -> Option<Reason> {
    let covers = applying.covers.get(at).copied().filter(|covers| *covers != Truth::No)?;
    let mut conditions = Vec::new();
    for condition in &applying.conditions {
        match condition.bearing(action) {
            Bearing::Open => conditions.push(condition.clone()),
            Bearing::Holds => {}
            Bearing::Fails => return None,
        }
    }
    if covers == Truth::Maybe {
        conditions.push(Condition::unknown("what is filled in later names the action"));
    }
    Some(Reason { statement: applying.place.clone(), conditions })
}

/// Where some are without a condition, those: the others add nothing. Nor does one that asks for all that another asks, and more.
fn strongest(reasons: impl Iterator<Item = Reason>) -> Vec<Reason> {
    let (mut always, mut sometimes) = (Vec::new(), Vec::new());
    for reason in reasons {
        let kind = if reason.conditions.is_empty() { &mut always } else { &mut sometimes };
        if kind.len() < MOST_REASONS {
            kind.push(reason);
        }
    }
    if always.is_empty() { needed(&sometimes) } else { always }
}

fn needed(reasons: &[Reason]) -> Vec<Reason> {
    let asks = |reason: &Reason| reason.conditions.iter().map(|condition| condition.normal.clone()).collect::<BTreeSet<_>>();
    let asked: Vec<BTreeSet<String>> = reasons.iter().map(asks).collect();
    let asks_more = |own: &BTreeSet<String>| asked.iter().any(|other| other.len() < own.len() && other.is_subset(own));
    reasons.iter().zip(&asked).filter(|(_, own)| !asks_more(own)).map(|(reason, _)| reason.clone()).collect()
}
