use crate::catalog::policy_element::POLICY_SIZE;
use crate::diagnostic::{Finding, count, number};
use crate::json::{Kind, Value, encode};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key policy of more than 32,768 bytes. Counted is the policy as compact JSON in UTF-8, with only the escapes that JSON
    /// demands.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses it with `LimitExceededException`. White space does not count, for CCKM may send it without.
    ///
    /// ## Example
    ///
    /// A policy with a very long statement id (C 3).
    ///
    /// ```json bad C3 long
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": "Everybody………………………………………", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Key policy format". The API's model allows 131,072 characters (botocore 1.44.8); the guide's limit
    /// is the smaller one.
    pub PolicySize {
        name: "policy-size",
        category: Policy,
        level: Error,
        fix: None,
        see: ["POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"],
        since: "0.1.0",
    }
}

impl Rule for PolicySize {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // Compact JSON is never longer than what is written, but for escapes that stand for more than themselves: none do.
        let Some(policy) = request.policy().filter(|policy| policy.root.span().len() > POLICY_SIZE) else { return };
        let size = compact_size(policy.root);
        if size > POLICY_SIZE {
            let message = format!("the policy has {}; a key policy has {} at most", count(size, "byte"), number(POLICY_SIZE));
            cx.report(Finding::at(policy.root.opening_place(), message).label(format!("{} too many", count(size - POLICY_SIZE, "byte"))));
        }
    }
}

/// The bytes of a value as compact JSON.
fn compact_size(root: Value<'_>) -> usize {
    let own = |value: Value<'_>| match value.kind() {
        Kind::Object | Kind::Array => 2 + value.children().count().saturating_sub(1),
        Kind::String => encoded_size(&value.as_str().unwrap_or_default()),
        _ => value.raw().len(),
    };
    let name = |value: Value<'_>| value.key().filter(|_| value.id() != root.id()).map_or(0, |key| encoded_size(&key.name()) + 1);
    root.subtree().map(|value| own(value) + name(value)).sum()
}

/// The bytes of a text as a JSON string.
fn encoded_size(text: &str) -> usize {
    let is_plain = text.bytes().all(|c| c >= b' ' && c != b'"' && c != b'\\');
    if is_plain { text.len() + 2 } else { encode(text).len() }
}
