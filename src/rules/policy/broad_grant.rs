use crate::catalog::Duty;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::{Finding, Level};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{Actions, Principal, PrincipalKind, Statement, is_narrowed};

declare_rule! {
    /// ## What it finds
    ///
    /// A statement that gives more than anybody needs: every action there is, `kms:*` to anyone but the account, all actions but
    /// some, or administration to another account or to everyone under a condition. Worth knowing: `kms:CreateGrant` without
    /// `kms:GrantIsForAWSResource`.
    ///
    /// ## Why it matters
    ///
    /// Who has `kms:*` can give the key away, or end it. Who may create grants can pass on what they may do, past the policy.
    ///
    /// ## Example
    ///
    /// Every action of every service (C 72).
    ///
    /// ```json bad C72
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Every action of KMS to a role (C 75).
    ///
    /// ```json bad C75
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// All but one (C 76).
    ///
    /// ```json bad C76
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "NotAction": "kms:ScheduleKeyDeletion", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Another account may administer (C 81).
    ///
    /// ```json bad C81
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/admin" }, "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Grants without limits (C 82).
    ///
    /// ```json bad C82
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "Bool": { "kms:GrantIsForAWSResource": true } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Key policies in AWS KMS", "Grants in AWS KMS" and "Best practices".
    pub BroadGrant {
        name: "broad-grant",
        category: Policy,
        level: Warning,
        other_levels: [Info],
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for BroadGrant {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let own = request.account();
        for statement in request.statements().filter(|statement| statement.allows()) {
            let found = all_but_some(statement).or_else(|| everything(statement)).or_else(|| outsider(own, statement)).or_else(|| grants(statement));
            if let Some(finding) = found {
                cx.report(finding);
            }
        }
    }
}

fn all_but_some<'t>(statement: &Statement<'t>) -> Option<Finding<'t>> {
    let element = statement.element("NotAction").filter(|_| matches!(statement.actions, Actions::AllBut(_)))?;
    let finding = Finding::at(element.key_place(), "`NotAction` with `Allow` gives every action but these");
    Some(finding.label("everything else is given").help("name the actions that are needed"))
}

/// `*` to anybody, or `kms:*` to anybody but an account. What goes to the whole world is a matter of `public-access`.
fn everything<'t>(statement: &Statement<'t>) -> Option<Finding<'t>> {
    let pattern = statement.actions.pattern_for(ANYTHING)?;
    let is_account = |principal: &Principal<'_>| matches!(principal.kind, PrincipalKind::Account { .. });
    let is_unknown = |principal: &Principal<'_>| matches!(principal.kind, PrincipalKind::Invalid | PrincipalKind::Hole | PrincipalKind::Anyone);
    let principals = statement.principals.entries();
    if pattern.text == "*" {
        let finding = Finding::at(pattern.value, "`*` gives every action of every service").label("kms:* says the same of a key");
        return Some(finding.help("name the actions that are needed"));
    }
    let other = principals.iter().find(|principal| !is_account(principal) && !is_unknown(principal))?;
    let finding = Finding::at(pattern.value, "every action is given to somebody other than the account").label("may hand the key on, or delete it");
    Some(finding.because(other.value, "to this principal").help("name the actions that are needed"))
}

/// An action that no wildcard but `kms:*` and `*` covers.
const ANYTHING: &str = "kms:\u{1}";

/// Administration by another account, or by everyone under a condition.
fn outsider<'t>(own: Option<&str>, statement: &Statement<'t>) -> Option<Finding<'t>> {
    let is_outside = |principal: &&Principal<'_>| {
        let is_other = own.is_some() && principal.kind.account().is_some_and(|account| Some(account) != own);
        is_other || (principal.kind == PrincipalKind::Anyone && is_narrowed(statement) && !names_own_account(statement))
    };
    let principal = statement.principals.entries().iter().find(is_outside)?;
    let mut actions = ACTIONS.iter().filter(|action| action.duty == Duty::Administer && action.is_effective);
    let pattern = actions.find_map(|action| statement.actions.pattern_for(action.id))?;
    let who = if principal.kind == PrincipalKind::Anyone { "everyone who meets a condition" } else { "another account" };
    let finding = Finding::at(principal.value, format!("{who} may administer the key")).label("not of the account");
    Some(finding.because(pattern.value, "an action of administrators"))
}

/// Everyone of a single account is the account.
fn names_own_account(statement: &Statement<'_>) -> bool {
    statement.tests.iter().any(|test| test.is_on("kms:CallerAccount") || test.is_on("aws:PrincipalAccount") || test.is_on("aws:PrincipalArn"))
}

fn grants<'t>(statement: &Statement<'t>) -> Option<Finding<'t>> {
    let pattern = statement.actions.pattern_for("kms:CreateGrant")?;
    let is_limited = statement.tests.iter().any(|test| test.name.to_ascii_lowercase().starts_with("kms:grant"));
    let is_of_account = statement.principals.entries().iter().all(|principal| matches!(principal.kind, PrincipalKind::Account { .. }));
    if is_limited || is_of_account {
        return None;
    }
    let finding = Finding::at(pattern.value, "whoever may create grants can pass on what they may do").label("no limit to grants").level(Level::Info);
    Some(finding.help("for services of AWS, add the condition kms:GrantIsForAWSResource"))
}
