use crate::catalog::near::nearest;
use crate::catalog::policy_element::{CURRENT_VERSION as CURRENT, DOCUMENT};
use crate::diagnostic::{Finding, Fix, Level, quoted};
use crate::json::{Kind, Value, encode, insert_member, replace_with_text};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::{KeyPolicy, Version};
use crate::request::{Given, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A `Version` that is no version of the policy language; and, as a warning, none at all, or the one of 2008.
    ///
    /// ## Why it matters
    ///
    /// Without a version AWS reads the policy by the rules of 2008, in which policy variables such as `${aws:PrincipalAccount}`
    /// are plain text. A version that does not exist is refused.
    ///
    /// ## Example
    ///
    /// Missing (C 10).
    ///
    /// ```json bad C10
    /// {
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Not a version (C 11).
    ///
    /// ```json bad C11
    /// {
    ///   "Version": "2012-10-7",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// The version of 2008 (C 12).
    ///
    /// ```json bad C12
    /// {
    ///   "Version": "2008-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A number, as YAML leaves it (C 13).
    ///
    /// ```json bad C13
    /// {
    ///   "Version": 20121017,
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
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
    /// IAM User Guide, "IAM JSON policy elements: Version".
    pub PolicyVersion {
        name: "policy-version",
        category: Policy,
        level: Error,
        other_levels: [Warning],
        fix: Safe,
        see: ["MISSING_VERSION", "INVALID_VERSION"],
        since: "0.1.0",
    }
}

impl Rule for PolicyVersion {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy() else { return };
        let Some(value) = policy.element("Version").filter(|value| value.kind() != Kind::Null) else {
            if !has_near_miss(policy) {
                cx.report(missing(policy));
            }
            return;
        };
        let finding = match policy.version() {
            Given::Invalid => Finding::at(value, format!("{} is no version of the policy language", shown(value))).label("no such version"),
            Given::Present(Version::Old) => Finding::at(value, "the policy is written in the language of 2008")
                .label("policy variables do not work in it")
                .level(Level::Warning),
            _ => return,
        };
        let use_current = Fix::safe(format!("use {CURRENT}"), [replace_with_text(value, CURRENT)]);
        cx.report(finding.help(format!("use {CURRENT}")).fix(Some(use_current).filter(|_| is_free_of_variables(policy))));
    }
}

fn missing<'t>(policy: &KeyPolicy<'t>) -> Finding<'t> {
    let add = Fix::safe(format!("add {CURRENT}"), [insert_member(policy.root, "Version", &encode(CURRENT))]);
    Finding::at(policy.root.opening_place(), "the policy has no `Version`")
        .label("read by the rules of 2008")
        .level(Level::Warning)
        .help(format!("add \"Version\": \"{CURRENT}\""))
        .fix(Some(add).filter(|_| is_free_of_variables(policy)))
}

/// `version` is a matter of `policy-element`.
fn has_near_miss(policy: &KeyPolicy<'_>) -> bool {
    let names = policy.root.children().filter_map(|member| member.key()).map(|key| key.name());
    names.into_iter().any(|name| nearest(&name, DOCUMENT.iter().copied()) == Some("Version"))
}

/// Another version changes what variables mean; without any, it changes nothing.
fn is_free_of_variables(policy: &KeyPolicy<'_>) -> bool {
    !policy.root.tree().may_have_holes() || policy.root.subtree().all(|value| !value.as_str().is_some_and(|text| text.contains("${")))
}

fn shown(value: Value<'_>) -> String {
    value.as_str().map_or_else(|| quoted(value.raw()), |text| quoted(&text))
}
