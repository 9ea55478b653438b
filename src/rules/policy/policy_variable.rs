use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::{KeyPolicy, Variable, Version, variables};
use crate::request::{Given, Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A policy variable that is broken, stands where variables do nothing, or is used in the language of 2008.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the policy, or compares with the plain text `${…}`, which nothing ever equals.
    ///
    /// ## Example
    ///
    /// With the version of 2008 (C 14).
    ///
    /// ```json bad C14 policy-version
    /// {
    ///   "Version": "2008-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:user": "${aws:username}" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// In an element that has no variables (C 15).
    ///
    /// ```json bad C15
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:${aws:username}", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Broken: the closing brace is missing, and there is a space inside (C 16).
    ///
    /// ```json bad C16
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:user": ["${aws:username", "${ aws:userid}"] } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:user": "${aws:username}" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM policy elements: Variables and tags".
    pub PolicyVariable {
        name: "policy-variable",
        category: Policy,
        level: Error,
        fix: None,
        see: ["VARIABLE_UNSUPPORTED_IN_VERSION", "VARIABLE_UNSUPPORTED_IN_ELEMENT", "EMPTY_VARIABLE", "UNSUPPORTED_SPACE_IN_VARIABLE", "MISSING_BRACE_IN_VARIABLE", "MISSING_QUOTE_IN_VARIABLE"],
        since: "0.1.0",
    }
}

/// Where variables are replaced.
const PLACES: [&str; 3] = ["Condition", "Resource", "NotResource"];

impl Rule for PolicyVariable {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy().filter(|policy| policy.root.tree().may_have_holes()) else { return };
        for element in policy.statements.iter().flat_map(|statement| statement.value.children()) {
            let name = element.name();
            for text in element.subtree().filter_map(Text::read) {
                for variable in variables(text.as_written()) {
                    if let Some((message, label)) = fault(&variable, &name, policy) {
                        cx.report(Finding::at(text.place_of(variable.range.clone()), message).label(label));
                    }
                }
            }
        }
    }
}

/// What is wrong with a variable in the element of that name.
fn fault(variable: &Variable, element: &str, policy: &KeyPolicy<'_>) -> Option<(String, &'static str)> {
    if let Some(fault) = variable.fault {
        return Some(("a policy variable is broken".to_owned(), fault));
    }
    // An action or a principal is compared as it is written; `Sid` is only a name.
    if !PLACES.contains(&element) && element != "Sid" {
        return Some((format!("policy variables do not work in `{element}`"), "taken as it is written"));
    }
    let is_old = policy.version() == Given::Present(Version::Old);
    (is_old && element == "Condition").then(|| ("policy variables do not work in the language of 2008".to_owned(), "taken as it is written"))
}
