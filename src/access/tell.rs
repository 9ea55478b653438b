//! From a request to what is told of it.

use std::collections::BTreeSet;

use super::entry::{Certainty, Entry};
use super::expected::{self, Given as Expected};
use super::judge::Judge;
use super::model::{Access, Basis, CallerAnswer, Control, OwnAccount, SomebodyMay};
use super::who::Who;
use crate::catalog::action::PUT_KEY_POLICY;
use crate::catalog::field::Field;
use crate::catalog::limits::ALIAS_PREFIX;
use crate::json::Value;
use crate::request::policy::{Actions, Caller, KeyPolicy, PrincipalKind, Principals, Statement, Truth};
use crate::request::{Given, PolicySource, Request};

/// How much may be asked of the statements of one policy, in principals that statements name.
const MOST_QUESTIONS: usize = 200_000;

/// How many principals are told in any case, and at most.
const FEWEST_ENTRIES: usize = 10;
const MOST_ENTRIES: usize = 500;

/// How many things are told that are not known.
const MOST_UNKNOWN: usize = 20;

/// What is told of a request depends on.
pub(super) struct Teller<'r, 't> {
    pub request: &'r Request<'t>,
    pub path: &'r str,
    pub number: usize,
    /// The line that a value starts in.
    pub line: &'r dyn Fn(Value<'t>) -> usize,
    /// Others that are to be told of, whether the policy names them or not.
    pub also: &'r [Who],
    /// The account of the key, where another text tells it.
    pub account: Option<&'r str>,
}

/// What a policy says of those whom it is about.
#[derive(Default)]
struct Answers {
    entries: Vec<Entry>,
    /// How many more there are.
    left_out: usize,
    is_cut: bool,
}

impl Teller<'_, '_> {
    pub(super) fn tell(&self) -> Access {
        let (request, account) = (self.request, self.account());
        let own = account.as_ref().map(|account| account.id.as_str());
        let basis = self.basis();
        let mut unknown = self.unknown(&basis);
        let Answers { entries, left_out, is_cut } = match &basis {
            Basis::Written => self.written(own),
            Basis::Default => self.expected(&expected::default(own), own),
            Basis::Expected => self.expected(&expected::of_lists(request, own), own),
            _ => Answers::default(),
        };
        let control = self.control(&basis, &entries, left_out > 0 || !unknown.is_empty());
        unknown.truncate(MOST_UNKNOWN);
        Access {
            path: self.path.to_owned(),
            request: self.number,
            line: (self.line)(request.root()),
            alias: request.aliases().next().map(|alias| self.bare(alias.as_written()).to_owned()),
            basis,
            is_bare: request.is_bare_policy(),
            is_existing: request.is_existing_key(),
            key: request.key_facts(),
            entries,
            left_out,
            is_cut,
            control,
            unknown,
            account,
        }
    }

    /// An alias as a request has it: AWS has a prefix in front of it.
    fn bare<'a>(&self, alias: &'a str) -> &'a str {
        if self.request.is_existing_key() { alias.strip_prefix(ALIAS_PREFIX).unwrap_or(alias) } else { alias }
    }

    fn account(&self) -> Option<OwnAccount> {
        let own = |id: &str, is_stated| OwnAccount { id: id.to_owned(), is_stated };
        let stated = self.request.stated_account().map(|id| own(id, true));
        stated.or_else(|| self.request.account().or(self.account).map(|id| own(id, false)))
    }

    fn basis(&self) -> Basis {
        let request = self.request;
        let fields = request.policy_fields();
        let sources: BTreeSet<PolicySource> = fields.iter().map(|(source, _)| *source).collect();
        let mut sources = sources.into_iter();
        match (sources.next(), sources.next()) {
            _ if request.is_bare_policy() => Basis::Written,
            (Some(_), Some(_)) => Basis::Several(fields.iter().map(|(_, field)| request.name(*field)).collect()),
            (Some(PolicySource::Policy), None) if request.policy().is_some() => Basis::Written,
            (Some(PolicySource::Template), None) => {
                let id = request.known_text(Field::PolicyTemplate).present();
                Basis::Template(id.and_then(|id| id.known().map(ToOwned::to_owned)))
            }
            (Some(PolicySource::Lists), None) => Basis::Expected,
            (None, _) if request.is_existing_key() => Basis::Untold,
            (None, _) if request.has_no_policy_source() => Basis::Default,
            _ => Basis::Unknown,
        }
    }

    fn written(&self, own: Option<&str>) -> Answers {
        let Some(policy) = self.request.policy() else { return Answers::default() };
        let key = self.request.key_facts();
        let judge = Judge::new(policy, key, |statement| (self.line)(statement.value));
        let most = (MOST_QUESTIONS / judge.weight().max(1)).clamp(FEWEST_ENTRIES, MOST_ENTRIES);
        let (principals, left_out) = self.principals(judge.principals(), own, most);
        let entries = principals.into_iter().map(|who| {
            let verdict = judge.of(&who);
            let is_outside = is_outside(&who, own);
            Entry::new(who, is_outside, key, verdict)
        });
        Answers { entries: entries.collect(), left_out, is_cut: judge.is_cut() }
    }

    fn expected(&self, policy: &[Expected], own: Option<&str>) -> Answers {
        let key = self.request.key_facts();
        let named = expected::principals(policy).cloned().collect();
        let (principals, left_out) = self.principals(named, own, MOST_ENTRIES);
        let entries = principals.into_iter().map(|who| {
            let is_outside = is_outside(&who, own);
            Entry::new(who.clone(), is_outside, key, |_, action| expected::verdict(policy, &who, action))
        });
        Answers { entries: entries.collect(), left_out, is_cut: false }
    }

    /// Whom to tell of: those of the account first, and no more than `most`; and how many are left out.
    fn principals(&self, mut named: BTreeSet<Who>, own: Option<&str>, most: usize) -> (Vec<Who>, usize) {
        named.extend(self.also.iter().cloned());
        let mut principals: Vec<Who> = named.into_iter().collect();
        principals.sort_by_key(|who| (rank(who), is_outside(who, own)));
        let left_out = principals.len().saturating_sub(most);
        principals.truncate(most);
        (principals, left_out)
    }

    fn control(&self, basis: &Basis, entries: &[Entry], is_in_doubt: bool) -> Control {
        let caller = self.caller(basis);
        if !basis.is_known() {
            return Control { somebody: SomebodyMay::Unknown, by: Vec::new(), caller };
        }
        let name = PUT_KEY_POLICY.trim_start_matches("kms:");
        let may = |entry: &Entry| entry.may(name).map(|certainty| (entry.who.clone(), certainty));
        let found: Vec<(Who, Certainty)> = entries.iter().filter(|entry| is_of_aws(&entry.who)).filter_map(may).collect();
        let is_known = |(who, certainty): &(Who, Certainty)| {
            *certainty != Certainty::Unknown && !matches!(who, Who::Unknown(_) | Who::EveryoneBut(_))
        };
        let (by, perhaps): (Vec<_>, Vec<_>) = found.into_iter().partition(is_known);
        let somebody = match (by.is_empty(), perhaps.is_empty() && !is_in_doubt) {
            (false, _) => SomebodyMay::Yes,
            (true, true) => SomebodyMay::No,
            (true, false) => SomebodyMay::Unknown,
        };
        Control { somebody, by, caller }
    }

    fn caller(&self, basis: &Basis) -> Option<CallerAnswer> {
        let caller = self.request.caller()?;
        let policy = self.request.policy().filter(|_| *basis == Basis::Written);
        let truth =
            policy.map_or(Truth::Maybe, |policy| policy.may(Caller::Identity(caller), PUT_KEY_POLICY, self.request.key_facts()));
        let may = match truth {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Maybe => None,
        };
        Some(CallerAnswer { arn: caller.to_string(), may })
    }

    /// What is not known, a sentence each.
    fn unknown(&self, basis: &Basis) -> Vec<String> {
        let mut found = Vec::new();
        if !self.request.root().tree().errors().is_empty() {
            found.push("The text has faults of syntax; what they hide is not known.".to_owned());
        }
        match (basis, self.request.policy()) {
            (Basis::Written, Some(policy)) => of_policy(policy, &mut found),
            (Basis::Expected, _) => found.extend(self.lists_to_be_filled_in()),
            _ => {}
        }
        found
    }

    fn lists_to_be_filled_in(&self) -> impl Iterator<Item = String> {
        let fields = Field::PRINCIPAL_LISTS.iter();
        let open = fields.filter(|field| !matches!(self.request.value(**field), Given::Present(_) | Given::Absent));
        open.map(|field| format!("Whom `{}` names is not known before it is filled in.", self.request.name(*field)))
    }
}

/// The order in which principals are told: whom it concerns most first.
const fn rank(who: &Who) -> usize {
    match who {
        Who::Everyone => 0,
        Who::EveryoneBut(_) => 1,
        Who::OwnAccount | Who::Account(_) => 2,
        Who::Identity(_) | Who::User(_) | Who::Role(_) => 3,
        Who::Service(_) => 4,
        _ => 5,
    }
}

fn is_outside(who: &Who, own: Option<&str>) -> bool {
    own.is_some() && who.account().is_some_and(|account| Some(account) != own)
}

/// Whether it may call AWS with credentials of an account; services do not change policies.
const fn is_of_aws(who: &Who) -> bool {
    !matches!(who, Who::Service(_) | Who::Federated(_) | Who::CanonicalUser(_) | Who::Invalid(_))
}

fn of_policy(policy: &KeyPolicy<'_>, found: &mut Vec<String>) {
    if !policy.root.tree().errors().is_empty() && policy.root.tree().host().is_some() {
        found.push("The policy has faults of syntax; what they hide is not known.".to_owned());
    }
    if policy.is_partial {
        found.push("A part of the policy is filled in later, or cannot be read; what it gives or takes is not known.".to_owned());
    }
    found.extend(policy.statements.iter().filter_map(of_statement).take(MOST_UNKNOWN));
}

fn of_statement(statement: &Statement<'_>) -> Option<String> {
    let number = if statement.value.key().is_none() { statement.value.index() + 1 } else { 1 };
    let is_open = |kind: PrincipalKind<'_>| matches!(kind, PrincipalKind::Hole);
    let what = if !statement.allows() && !statement.denies() {
        "whether it allows or denies is not known"
    } else if matches!(statement.principals, Principals::Unknown) {
        "whom it is about is not said as AWS takes it; what it does is not known"
    } else if matches!(statement.actions, Actions::Unknown) {
        "what it is about is not said as AWS takes it; what it does is not known"
    } else if statement.allows() && matches!(statement.principals, Principals::AllBut(_)) {
        "AWS does not support `NotPrincipal` with `Allow`; what comes of it is not known"
    } else if statement.denies() && statement.principals.entries().iter().any(|principal| is_open(principal.kind)) {
        "whom it takes something from is filled in later, and may be anybody"
    } else {
        return None;
    };
    Some(format!("Statement {number}: {what}."))
}
