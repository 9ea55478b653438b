use crate::catalog::ConditionKey;
use crate::catalog::condition_key::{CONDITION_KEYS, is_refused_in_key_policy, replacement};
use crate::catalog::near::nearest;
use crate::diagnostic::{Finding, Fix, Level, quoted};
use crate::json::rename_member;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{Test, is_literal};

declare_rule! {
    /// ## What it finds
    ///
    /// A condition key that does not exist: in `aws:` or `kms:`, or a family of keys such as `aws:PrincipalTag/` without what
    /// should follow. As a warning: a key without a service in front, of another service, or a deprecated one.
    ///
    /// ## Why it matters
    ///
    /// A key that no request has compares with nothing: the statement never gives what it was to give, or never denies it.
    ///
    /// ## Example
    ///
    /// No service in front (C 95).
    ///
    /// ```json bad C95
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "PrincipalOrgID": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No such global key (C 96).
    ///
    /// ```json bad C96
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgId2": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A deprecated key (C 97).
    ///
    /// ```json bad C97
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ArnEquals": { "aws:ARN": "arn:aws:iam::111122223333:role/app" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No such key of KMS (C 98).
    ///
    /// ```json bad C98
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaServices": "s3.eu-west-1.amazonaws.com" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A tag without its name (C 101).
    ///
    /// ```json bad C101
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag": "blue" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue", "kms:EncryptionContext:app": "payments", "AWS:PrincipalOrgID": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "AWS KMS condition keys". Names are compared
    /// without case.
    pub UnknownConditionKey {
        name: "unknown-condition-key",
        category: Policy,
        level: Error,
        other_levels: [Warning],
        fix: Safe,
        see: ["INVALID_CONDITION_KEY_FORMAT", "INVALID_GLOBAL_CONDITION_KEY", "DEPRECATED_GLOBAL_CONDITION_KEY",
            "UNSUPPORTED_GLOBAL_CONDITION_KEY", "INVALID_SERVICE_CONDITION_KEY", "MISSING_TAG_KEY_IN_CONDITION"],
        since: "0.1.0",
    }
}

impl Rule for UnknownConditionKey {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for test in request.statements().flat_map(|statement| &statement.tests) {
            let finding = Some(test).filter(|test| is_literal(&test.name) && !is_refused_in_key_policy(&test.name)).and_then(fault);
            if let Some(finding) = finding {
                cx.report(finding);
            }
        }
    }
}

fn fault<'t>(test: &Test<'t>) -> Option<Finding<'t>> {
    let name = &test.name;
    let at = |message: String| Finding::at(test.member.key_place(), message);
    if let Some(new) = replacement(name) {
        let finding = at(format!("the condition key {} is deprecated", quoted(name))).level(Level::Warning);
        return Some(finding.label(format!("use {new}")));
    }
    if test.key.is_some() {
        return None;
    }
    if let Some(family) = ConditionKey::find_family(name) {
        return Some(at(format!("{} needs a name behind it", quoted(name))).label(format!("as in {}…", family.name)));
    }
    let message = format!("there is no condition key {}", quoted(name));
    match name.split_once(':') {
        Some((service, _)) if service.eq_ignore_ascii_case("aws") || service.eq_ignore_ascii_case("kms") => Some(suggest(test, at(message))),
        Some(_) => Some(at(format!("{} is a condition key of another service", quoted(name))).level(Level::Warning).label("KMS does not set it")),
        None => Some(without_service(test, at(message).level(Level::Warning))),
    }
}

/// The service is missing in front.
fn without_service<'t>(test: &Test<'t>, finding: Finding<'t>) -> Finding<'t> {
    let meant = ["aws:", "kms:"].iter().find_map(|service| ConditionKey::find(&format!("{service}{}", test.name)));
    match meant.filter(|key| !key.is_family()) {
        Some(key) => named(test, finding, key.name),
        None => finding.label("a key has its service in front, as in aws:PrincipalArn"),
    }
}

fn suggest<'t>(test: &Test<'t>, finding: Finding<'t>) -> Finding<'t> {
    let known = CONDITION_KEYS.iter().filter(|key| !key.is_family()).map(|key| key.name);
    let Some(near) = nearest(&test.name, known) else { return finding.label("no such key") };
    named(test, finding, near)
}

fn named<'t>(test: &Test<'t>, finding: Finding<'t>, meant: &str) -> Finding<'t> {
    let rename = rename_member(test.member, meant).map(|edit| Fix::safe(format!("use {meant}"), [edit]));
    finding.label(format!("did you mean {meant}?")).fix(rename)
}
