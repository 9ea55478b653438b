use crate::catalog::near::nearest;
use crate::catalog::placeholder::is_placeholder;
use crate::catalog::policy_element::EFFECTS;
use crate::diagnostic::{Finding, Fix};
use crate::json::{Kind, replace_with_text};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Given, Request, is_template_function};

declare_rule! {
    /// ## What it finds
    ///
    /// An `Effect` that is not exactly `Allow` or `Deny`.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the policy. The two words are compared exactly, capitals included.
    ///
    /// ## Example
    ///
    /// Other capitals (C 24).
    ///
    /// ```json bad C24
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    /// IAM User Guide, "IAM JSON policy elements: Effect".
    pub PolicyEffect {
        name: "policy-effect",
        category: Policy,
        level: Error,
        fix: Safe,
        see: ["INVALID_EFFECT"],
        since: "0.1.0",
    }
}

impl Rule for PolicyEffect {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            let Some(value) = statement.element("Effect").filter(|_| statement.effect == Given::Invalid) else { continue };
            let text = value.as_str().unwrap_or_default();
            if matches!(value.kind(), Kind::Invalid | Kind::Hole) || is_template_function(value) || is_placeholder(&text) {
                continue;
            }
            let near = nearest(&text, EFFECTS);
            let finding = Finding::at(value, "an effect is exactly `Allow` or `Deny`").label(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "neither of them".to_owned(),
            });
            cx.report(finding.fix(near.map(|near| Fix::safe(format!("use {near}"), [replace_with_text(value, near)]))));
        }
    }
}
