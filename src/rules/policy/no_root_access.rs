use crate::catalog::action::PUT_KEY_POLICY;
use crate::diagnostic::Finding;
use crate::json::Place;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{PrincipalKind, Statement};
use crate::source::Span;

declare_rule! {
    /// ## What it finds
    ///
    /// A key policy that only named users and roles can change, or in which the account's own statement is narrowed by a
    /// condition.
    ///
    /// ## Why it matters
    ///
    /// When the named identity is deleted, nobody can change the policy any more: one of the same name does not get its rights
    /// back. The root of the account cannot be deleted.
    ///
    /// ## Example
    ///
    /// A single user manages the key (C 121).
    ///
    /// ```json bad C121 broad-grant
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// The account, if it comes from the right address (C 122).
    ///
    /// ```json bad C122
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Default key policy: Allows access to the AWS account and enables IAM policies".
    pub NoRootAccess {
        name: "no-root-access",
        category: Policy,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for NoRootAccess {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy().filter(|policy| !policy.is_partial) else { return };
        let giving: Vec<&Statement<'_>> =
            policy.statements.iter().filter(|statement| statement.may_give(PUT_KEY_POLICY)).collect();
        let to_account = |statement: &&&Statement<'_>| statement.principals.entries().iter().any(|principal| is_account(principal.kind));
        let of_account: Vec<&&Statement<'_>> = giving.iter().filter(to_account).collect();
        // Whoever else is meant is not known, or is everyone; then other rules speak.
        let is_certain = giving.iter().all(|statement| statement.principals.entries().iter().all(|principal| principal.kind.is_aws()));
        let is_anyone = giving.iter().any(|statement| statement.principals.anyone().is_some());
        if giving.is_empty() || !is_certain || is_anyone || of_account.iter().any(|statement| statement.is_unconditional()) {
            return;
        }
        cx.report(match of_account.first() {
            Some(statement) => narrowed(statement),
            None => named_only(&giving),
        });
    }
}

const fn is_account(kind: PrincipalKind<'_>) -> bool {
    matches!(kind, PrincipalKind::Account { .. })
}

fn narrowed<'t>(statement: &Statement<'t>) -> Finding<'t> {
    let place = statement.element("Condition").map_or(statement.value.opening_place(), |condition| condition.key_place());
    Finding::at(place, "the account can only change this policy under a condition")
        .label("where it is not met, nobody can")
        .help("add a statement that gives kms:* to the root of the account without a condition")
}

fn named_only<'t>(giving: &[&Statement<'t>]) -> Finding<'t> {
    let mut named = giving.iter().flat_map(|statement| statement.principals.entries()).map(|principal| principal.value);
    let message = "only named users and roles can change this policy";
    let finding = match named.next() {
        Some(first) => Finding::at(first, message).label("once they are deleted, nobody can"),
        None => Finding::at(Place::bare(Span::default()), message),
    };
    finding.because_each(named, "likewise").help("add a statement that gives kms:* to the root of the account")
}
