use crate::catalog::policy_element::is_policy_character;
use crate::diagnostic::{Finding, characters};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A character in the key policy that AWS does not take: it takes tab, line feed, carriage return and U+0020 to U+00FF.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the policy. Latin letters with accents are fine; dashes and quotes from a word processor, and letters of other
    /// scripts, are not.
    ///
    /// ## Example
    ///
    /// A dash from a word processor (C 4).
    ///
    /// ```json bad C4
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": "App – read", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    ///     { "Sid": "Café", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `PolicyType` (botocore 1.44.8); KMS Developer Guide, "Key policy format".
    pub PolicyCharset {
        name: "policy-charset",
        category: Policy,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for PolicyCharset {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy() else { return };
        if policy.root.raw().is_ascii() && !policy.root.raw().contains('\\') {
            return;
        }
        for value in policy.root.subtree() {
            if let Some(runs) = Text::read(value).and_then(|text| text.runs_outside(is_policy_character)) {
                cx.report(
                    Finding::at(runs.first, format!("a key policy cannot hold {}", characters(&runs.first_text)))
                        .label("AWS does not take it")
                        .because_each(runs.further, "nor this")
                        .help("AWS takes characters up to U+00FF in key policies"),
                );
            }
            let name = value.name();
            if value.id() != policy.root.id() && !name.chars().all(is_policy_character) {
                cx.report(Finding::at(value.key_place(), "a key policy cannot hold such a name").label("AWS does not take it"));
            }
        }
    }
}
