use crate::catalog::Duty;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{PrincipalKind, Truth};

declare_rule! {
    /// ## What it finds
    ///
    /// A service of AWS that is allowed something without a condition that says for whom: `aws:SourceArn`, `aws:SourceAccount`,
    /// `aws:SourceOrgID`, or one on the encryption context.
    ///
    /// ## Why it matters
    ///
    /// The service acts for customers of every account. Without the condition somebody else's resource can make it use your key.
    ///
    /// ## Example
    ///
    /// CloudWatch Logs, for anybody (C 55).
    ///
    /// ```json bad C55
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "The confused deputy problem"; KMS Developer Guide, "Permissions for AWS services in key policies".
    pub ConfusedDeputy {
        name: "confused-deputy",
        category: Policy,
        level: Warning,
        fix: None,
        see: ["RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"],
        since: "0.1.0",
    }
}

/// Condition keys that say for whom a service acts.
const FOR_WHOM: [&str; 10] = [
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:PrincipalOrgID",
    "kms:CallerAccount",
    "kms:EncryptionContext:",
    "kms:GrantConstraintSourceArn",
    "aws:CalledVia",
];

impl Rule for ConfusedDeputy {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements().filter(|statement| statement.allows() && !statement.has_faulty_condition) {
            let mut services = statement.principals.entries().iter().filter(|principal| matches!(principal.kind, PrincipalKind::Service(_)));
            let Some(first) = services.next() else { continue };
            let says_for_whom = |name: &str| FOR_WHOM.iter().any(|key| name.to_ascii_lowercase().starts_with(&key.to_ascii_lowercase()));
            // Looking at a key gives nothing away.
            let is_harmless = !ACTIONS.iter().any(|action| {
                action.duty != Duty::Look && action.is_effective && statement.actions.cover(action.id) == Truth::Yes
            });
            if is_harmless || statement.tests.iter().any(|test| says_for_whom(&test.name)) {
                continue;
            }
            let finding = Finding::at(first.value, "this service may use the key for anybody's resources")
                .label("acts for customers of every account")
                .because_each(services.map(|principal| principal.value), "so does this");
            cx.report(finding.help("add a condition on aws:SourceAccount or aws:SourceArn"));
        }
    }
}
