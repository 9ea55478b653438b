use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Duty;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::arn::Arn;
use crate::request::policy::{Caller, KeyFacts, KeyPolicy, Principal, PrincipalKind, Principals, Statement, Truth};

declare_rule! {
    /// ## What it finds
    ///
    /// A principal other than the account that may both administer the key and use it.
    ///
    /// ## Why it matters
    ///
    /// Worth knowing in a review: who can change the policy and decrypt needs nobody else to get at the data.
    ///
    /// ## Example
    ///
    /// One role for both (C 80).
    ///
    /// ```json bad C80
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:PutKeyPolicy", "kms:Decrypt"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:PutKeyPolicy", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// aws-samples/aws-iam-permissions-guardrails, IAM-KMS-8; KMS Developer Guide, "Best practices".
    pub DutiesNotSeparated {
        name: "duties-not-separated",
        category: Policy,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for DutiesNotSeparated {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy().filter(|policy| !policy.is_oversized()) else { return };
        let key = request.key_facts();
        let allowing = Allowing::of(policy);
        let mut seen: Vec<Arn<'_>> = Vec::new();
        for (principal, arn) in allowing.identities() {
            if seen.len() >= MOST {
                return;
            }
            if seen.contains(&arn) {
                continue;
            }
            seen.push(arn);
            let caller = Caller::Identity(arn);
            let giving: Vec<&Statement<'_>> = allowing.concerning(arn).filter(|statement| gives(statement, caller, key)).collect();
            let given = |duty: Duty| {
                let actions = ACTIONS.iter().filter(move |action| action.duty == duty && action.is_effective);
                actions.filter(|action| giving.iter().any(|statement| statement.actions.cover(action.id) == Truth::Yes))
            };
            // Most are given one of the two at most, which is seen without a look at what is denied.
            if given(Duty::Administer).next().is_none() || given(Duty::Use).next().is_none() {
                continue;
            }
            let may = |duty: Duty| given(duty).find(|action| policy.may(caller, action.id, key) == Truth::Yes);
            if let (Some(administers), Some(uses)) = (may(Duty::Administer), may(Duty::Use)) {
                let message = format!("{arn} may both administer and use the key");
                let label = format!("{} and {}, among others", administers.id, uses.id);
                let finding = Finding::at(principal.value, message).label(label);
                cx.report(finding.help("give administration and use to different principals"));
            }
        }
    }
}

/// The statements that allow something, by whom they name, so that not each is looked at for each principal.
struct Allowing<'p, 't> {
    all: Vec<&'p Statement<'t>>,
    by_name: BTreeMap<(&'t str, &'t str), Vec<&'p Statement<'t>>>,
    /// Those that are about others than the identities that they name.
    by_no_name: Vec<&'p Statement<'t>>,
}

impl<'p, 't> Allowing<'p, 't> {
    fn of(policy: &'p KeyPolicy<'t>) -> Self {
        let all: Vec<_> = policy.statements.iter().filter(|statement| statement.allows()).collect();
        let mut allowing = Self { all, by_name: BTreeMap::new(), by_no_name: Vec::new() };
        for statement in &allowing.all {
            match shared_names(statement) {
                Some(names) => names.into_iter().for_each(|name| allowing.by_name.entry(name).or_default().push(statement)),
                None => allowing.by_no_name.push(statement),
            }
        }
        allowing
    }

    /// The identities that are given something, in the order of the policy.
    fn identities(&self) -> impl Iterator<Item = (&'p Principal<'t>, Arn<'t>)> {
        let principals = self.all.iter().flat_map(|statement| statement.principals.entries());
        principals.filter_map(|principal| Some((principal, identity(principal)?)))
    }

    /// Every statement that may be about an identity.
    fn concerning(&self, identity: Arn<'t>) -> impl Iterator<Item = &'p Statement<'t>> {
        self.by_name.get(&shared_name(identity)).into_iter().flatten().chain(&self.by_no_name).copied()
    }
}

/// The names of the identities that a statement is about, if it is about nobody else.
fn shared_names<'t>(statement: &Statement<'t>) -> Option<BTreeSet<(&'t str, &'t str)>> {
    let Principals::Of(principals) = &statement.principals else { return None };
    principals.iter().map(|principal| identity(principal).map(shared_name)).collect()
}

const fn identity<'t>(principal: &Principal<'t>) -> Option<Arn<'t>> {
    match principal.kind {
        PrincipalKind::Identity(arn) => Some(arn),
        _ => None,
    }
}

/// The account and a name that a role and its sessions have in common.
fn shared_name(identity: Arn<'_>) -> (&str, &str) {
    let (kind, name) = identity.kind_and_name();
    let own = match kind {
        "role" => name.rsplit('/').next(),
        "assumed-role" => name.split('/').next(),
        _ => None,
    };
    (identity.account, own.unwrap_or(identity.resource))
}

/// Whether a statement gives something to the caller for certain.
fn gives(statement: &Statement<'_>, caller: Caller<'_>, key: KeyFacts<'_>) -> bool {
    statement.concerns(caller) == Truth::Yes && statement.is_in_force(caller, key) == Truth::Yes
}

/// Beyond so many principals a policy is no longer read by people.
const MOST: usize = 200;
