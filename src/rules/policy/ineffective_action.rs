use crate::catalog::Action;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An action of KMS that a key policy cannot give, such as `kms:CreateKey`, `kms:ListKeys` or `kms:RetireGrant`.
    ///
    /// ## Why it matters
    ///
    /// It is about no key, or is given in another way. In a key policy it does nothing.
    ///
    /// ## Example
    ///
    /// An action that is about no key (C 70).
    ///
    /// ```json bad C70
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:Decrypt", "kms:ListKeys"], "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "KMS permissions" and "Retiring and revoking grants".
    pub IneffectiveAction {
        name: "ineffective-action",
        category: Policy,
        level: Info,
        fix: None,
        see: ["UNSUPPORTED_ACTION_IN_POLICY"],
        since: "0.1.0",
    }
}

impl Rule for IneffectiveAction {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for pattern in request.statements().flat_map(|statement| statement.actions.entries()) {
            let Some(("kms", name)) = pattern.text.split_once(':') else { continue };
            if let Some(action) = Action::find(name).filter(|action| !action.is_effective) {
                let finding = Finding::at(pattern.value, format!("a key policy cannot give {}", action.id));
                cx.report(finding.label("does nothing here").help("give it in an IAM policy, where it is needed at all"));
            }
        }
    }
}
