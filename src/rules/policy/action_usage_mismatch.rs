use crate::catalog::Duty;
use crate::diagnostic::{Finding, Level, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{Actions, KeyFacts, Pattern, actions};

declare_rule! {
    /// ## What it finds
    ///
    /// An action that this very key cannot do: a cryptographic action of another usage (a warning), an action of imported
    /// material or of multi-region keys on a key that is neither (worth knowing).
    ///
    /// ## Why it matters
    ///
    /// The statement gives nothing. Most often the usage or the spec of the key is not what the policy was written for, and
    /// neither can be changed later.
    ///
    /// ## Example
    ///
    /// Encrypting with a key that signs (C 77).
    ///
    /// ```json bad C77
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "CustomerMasterKeySpec": "RSA_2048",
    ///     "KeyUsage": "SIGN_VERIFY",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:Encrypt", "kms:Decrypt"], "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// Replicating a key of one region (C 78).
    ///
    /// ```json bad C78
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:ReplicateKey", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// Importing material into a key that AWS makes (C 79).
    ///
    /// ```json bad C79
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:ImportKeyMaterial", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "CustomerMasterKeySpec": "RSA_2048",
    ///     "KeyUsage": "SIGN_VERIFY",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:Sign", "kms:Verify", "kms:GetPublicKey"], "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Key type reference"; AWS KMS API (botocore 1.44.8), the required key usage of each operation.
    pub ActionUsageMismatch {
        name: "action-usage-mismatch",
        category: Policy,
        level: Warning,
        other_levels: [Info],
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for ActionUsageMismatch {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let key = request.key_facts();
        for statement in request.statements().filter(|statement| statement.allows()) {
            let Actions::Of(patterns) = &statement.actions else { continue };
            for pattern in patterns {
                if let Some(finding) = mismatch(pattern, key) {
                    cx.report(finding);
                }
            }
        }
    }
}

/// What keeps every action that a pattern matches from being done with the key.
fn mismatch<'t>(pattern: &Pattern<'t>, key: KeyFacts<'_>) -> Option<Finding<'t>> {
    let name = pattern.text.strip_prefix("kms:")?;
    let mut matched = actions(name).filter(|action| action.is_effective).peekable();
    let first = *matched.peek()?;
    let obstacle = key.obstacle(first.needs)?;
    if !matched.all(|action| key.obstacle(action.needs).is_some()) {
        return None;
    }
    let level = if first.duty == Duty::Use { Level::Warning } else { Level::Info };
    Some(Finding::at(pattern.value, format!("this key cannot do {}", quoted(&pattern.text))).label(obstacle).level(level))
}
