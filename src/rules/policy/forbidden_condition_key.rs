use crate::catalog::condition_key::is_refused_in_key_policy;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `aws:ResourceTag/…`, `kms:ResourceTag/…` or `kms:ResourceAliases` in a key policy.
    ///
    /// ## Why it matters
    ///
    /// KMS was seen to refuse a policy with them: "These condition keys are not permitted in a key policy". AWS's own guide shows
    /// some of them in key policies all the same, so the sources disagree. `--strict` makes this an error.
    ///
    /// ## Example
    ///
    /// A tag of the key (C 100).
    ///
    /// ```json bad C100
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// awsdocs/aws-kms-developer-guide#47, against KMS Developer Guide, "Using tags to control access to KMS keys".
    pub ForbiddenConditionKey {
        name: "forbidden-condition-key",
        category: Policy,
        level: Warning,
        strict: true,
        fix: None,
        see: ["IRRELEVANT_CONDITION_KEY_IN_POLICY"],
        since: "0.1.0",
    }
}

impl Rule for ForbiddenConditionKey {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for test in request.statements().flat_map(|statement| &statement.tests) {
            if is_refused_in_key_policy(&test.name) {
                let finding = Finding::at(test.member.key_place(), format!("KMS was seen to refuse {} in key policies", quoted(&test.name)));
                cx.report(finding.label("not permitted in a key policy").help("AWS's guide shows it in some; use it in an IAM policy"));
            }
        }
    }
}
