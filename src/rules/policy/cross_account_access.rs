use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A principal of another account than the one the policy calls its own: the account whose root it gives something to, or
    /// that of `--account`.
    ///
    /// ## Why it matters
    ///
    /// Worth knowing in a review. The other account decides by itself which of its people get the access.
    ///
    /// ## Example
    ///
    /// A role of another account (C 65).
    ///
    /// ```json bad C65
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/partner" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    /// KMS Developer Guide, "Allowing users in other accounts to use a KMS key".
    pub CrossAccountAccess {
        name: "cross-account-access",
        category: Policy,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for CrossAccountAccess {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(own) = request.account() else { return };
        for statement in request.statements().filter(|statement| statement.allows()) {
            for principal in statement.principals.entries() {
                if let Some(other) = principal.kind.account().filter(|account| *account != own) {
                    let finding = Finding::at(principal.value, format!("account {other} gets access to a key of account {own}"));
                    cx.report(finding.label("another account"));
                }
            }
        }
    }
}
