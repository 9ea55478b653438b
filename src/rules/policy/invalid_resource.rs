use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::{Finding, Fix};
use crate::json::{Value, replace_with_text};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A `Resource` that is not `"*"` or `["*"]`, and a `NotResource`.
    ///
    /// ## Why it matters
    ///
    /// In a key policy the resource is the key that the policy belongs to, and `"*"` says just that. AWS refuses others since
    /// August 2025; before, such a statement had no effect.
    ///
    /// ## Example
    ///
    /// Something else than `"*"` (C 83).
    ///
    /// ```json bad C83
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A `NotResource` (C 84).
    ///
    /// ```json bad C84
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "NotResource": "arn:aws:s3:::logs" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": ["*"] }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS Health notice of 2025-05, quoted in ministryofjustice/analytical-platform#7691; KMS Developer Guide, "Key policy
    /// format".
    pub InvalidResource {
        name: "invalid-resource",
        category: Policy,
        level: Error,
        fix: Safe,
        see: ["UNSUPPORTED_RESOURCE_ARN_IN_POLICY"],
        since: "0.1.0",
    }
}

impl Rule for InvalidResource {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            match (statement.element("Resource"), statement.element("NotResource")) {
                (Some(resource), None) if is_wrong(resource) => cx.report(
                    Finding::at(resource, "the resource of a key policy is `\"*\"`")
                        .label("not `\"*\"`")
                        .help("`\"*\"` stands for the key that the policy belongs to, and for no other")
                        .fix(Fix::safe("use \"*\"", [replace_with_text(resource, "*")])),
                ),
                (None, Some(element)) => cx.report(
                    Finding::at(element.key_place(), "a key policy has no use for `NotResource`")
                        .label("use `Resource`")
                        .help("write \"Resource\": \"*\", which is the key that the policy belongs to"),
                ),
                _ => {}
            }
        }
    }
}

/// Whether it is text, or a list of texts, and anything but `*`. Of holes nothing is known, and other types are reported as such.
fn is_wrong(resource: Value<'_>) -> bool {
    let texts: Option<Vec<Text<'_>>> = resource.one_or_many().map(Text::read).collect();
    let is_other = |text: &Text<'_>| text.known().is_some_and(|text| text != "*" && !is_placeholder(text));
    texts.is_some_and(|texts| texts.iter().any(is_other))
}
