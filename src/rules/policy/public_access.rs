use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{KeyPolicy, Statement, Truth, is_narrowed, narrows_when_denied};

declare_rule! {
    /// ## What it finds
    ///
    /// A statement that allows everyone, of every account there is, and has no condition that really narrows that.
    ///
    /// ## Why it matters
    ///
    /// Anybody with an AWS account may use the key, and with `kms:*` take it over. A condition helps only if it says who, or from
    /// where: `kms:ViaService` alone is met by everybody's buckets, a wildcard value by everything, and a negated test by nearly
    /// all.
    ///
    /// ## Example
    ///
    /// Everyone, without a condition (C 58).
    ///
    /// ```json bad C58
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Everyone, through S3 (C 59).
    ///
    /// ```json bad C59
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// Every account that matches a wildcard.
    ///
    /// ```json bad
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringLike": { "kms:CallerAccount": "*" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:CallerAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "kms:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Key policies in AWS KMS": a star as principal is every identity of every account; IAM User Guide,
    /// "AWS global condition context keys".
    pub PublicAccess {
        name: "public-access",
        category: Policy,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for PublicAccess {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy().filter(|policy| !policy.is_oversized()) else { return };
        for statement in policy.statements.iter().filter(|statement| statement.allows()) {
            let Some(everyone) = statement.principals.anyone().map(|principal| principal.value) else { continue };
            if statement.has_faulty_condition || statement.gives_nothing() || is_narrowed(statement) || is_narrowed_by_deny(policy, statement) {
                continue;
            }
            let finding = Finding::at(everyone, "everyone with an AWS account gets access to the key").label("everyone");
            let finding = match statement.element("Condition").filter(|_| !statement.tests.is_empty()) {
                Some(condition) => finding.because(condition.key_place(), "narrows this to nobody in particular"),
                None => finding,
            };
            cx.report(finding.help("name accounts, users or roles, or add a condition such as kms:CallerAccount or aws:PrincipalOrgID"));
        }
    }
}

/// Whether a statement takes from everyone but some what this one gives.
fn is_narrowed_by_deny(policy: &KeyPolicy<'_>, giving: &Statement<'_>) -> bool {
    let covers = |denying: &Statement<'_>| {
        let given = giving.actions.entries().iter();
        given.into_iter().all(|pattern| denying.actions.cover(&pattern.text) == Truth::Yes)
    };
    let mut denying = policy.statements.iter().filter(|statement| statement.denies() && statement.principals.anyone().is_some());
    denying.any(|statement| covers(statement) && matches!(&*statement.tests, [only] if narrows_when_denied(only)))
}
