use std::sync::LazyLock;

use crate::catalog::Action;
use crate::catalog::action::ACTIONS;
use crate::catalog::near::{Known, nearest};
use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::replace_with_text;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::actions;

declare_rule! {
    /// ## What it finds
    ///
    /// An action that KMS does not have, or that is no action at all: without a service in front, or with two colons. A pattern
    /// with wildcards must match some action.
    ///
    /// ## Why it matters
    ///
    /// KMS is seen to take such a policy and to give nothing for it, which is noticed when the key is first used.
    ///
    /// ## Example
    ///
    /// Without the service, and with a sign that is no colon (C 66).
    ///
    /// ```json bad C66
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["Decrypt", "kms=Encrypt"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Two colons (C 67).
    ///
    /// ```json bad C67
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// No such action (C 69).
    ///
    /// ```json bad C69
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:ReEncrypt", "kms:GenerateDataKeys"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A pattern that matches none (C 69).
    ///
    /// ```json bad C69
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Crypt*", "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:ReEncrypt*", "kms:GenerateDataKey", "kms:decrypt"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS Service Authorization Reference, KMS. That KMS takes them: Azure/Azure-Sentinel#12242.
    pub UnknownAction {
        name: "unknown-action",
        category: Policy,
        level: Error,
        fix: Safe,
        see: ["INVALID_ACTION"],
        since: "0.1.0",
    }
}

impl Rule for UnknownAction {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for pattern in request.statements().flat_map(|statement| statement.actions.entries()) {
            let text = &*pattern.text;
            if !pattern.is_known || !is_literal(text) {
                continue;
            }
            if let Some((label, near)) = fault(text) {
                let finding = Finding::at(pattern.value, format!("KMS has no action {}", quoted(text))).label(label);
                cx.report(finding.fix(near.map(|near| Fix::safe(format!("use {near}"), [replace_with_text(pattern.value, &near)]))));
            }
        }
    }
}

/// Placeholders and variables are reported as such.
fn is_literal(text: &str) -> bool {
    !text.contains("${") && !is_placeholder(text)
}

/// What is wrong with an action, and the one that was meant.
fn fault(text: &str) -> Option<(String, Option<String>)> {
    if text == "*" {
        return None;
    }
    let Some((service, name)) = text.split_once(':') else {
        let bare = text.strip_prefix("kms").map_or(text, |rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let meant = Action::find(bare).map(|action| action.id.to_owned());
        return Some(("an action is written kms:Decrypt".to_owned(), meant));
    };
    if name.contains(':') {
        return Some(("an action has one colon".to_owned(), None));
    }
    if !service.eq_ignore_ascii_case("kms") {
        return (!is_service(service)).then(|| meant_kms(name));
    }
    if actions(name).next().is_some() {
        return None;
    }
    Some(suggestion(name))
}

/// Another service's action is a matter of `foreign-action`; but no service has such a name, or it is `kms` with a slip.
fn is_service(service: &str) -> bool {
    let is_name = !service.is_empty() && service.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'*' | b'?'));
    is_name && nearest(service, ["kms"]).is_none()
}

fn meant_kms(name: &str) -> (String, Option<String>) {
    let meant = Action::find(name).map(|action| action.id.to_owned());
    ("the service is kms".to_owned(), meant)
}

static NAMES: LazyLock<Known> = LazyLock::new(|| Known::new(ACTIONS.iter().map(|action| action.name)));

fn suggestion(name: &str) -> (String, Option<String>) {
    if name.eq_ignore_ascii_case("ReEncrypt") {
        // The API's operation, which needs two actions.
        return ("did you mean kms:ReEncrypt*?".to_owned(), Some("kms:ReEncrypt*".to_owned()));
    }
    match NAMES.nearest(name) {
        Some(near) => (format!("did you mean kms:{near}?"), Some(format!("kms:{near}"))),
        None if name.contains(['*', '?']) => ("matches no action of KMS".to_owned(), None),
        None => ("not an action of KMS".to_owned(), None),
    }
}
