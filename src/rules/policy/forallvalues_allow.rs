use crate::catalog::Operator;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::SetQualifier;

declare_rule! {
    /// ## What it finds
    ///
    /// `ForAllValues` on a key of a single value, in a statement that allows.
    ///
    /// ## Why it matters
    ///
    /// `ForAllValues` is true where the key is not there at all. What was to narrow the statement opens it to every request
    /// without the key.
    ///
    /// ## Example
    ///
    /// On the id of the organisation (C 103).
    ///
    /// ```json bad C103
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "Bool": { "kms:GrantIsForAWSResource": true }, "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "Set operators for multivalued context keys".
    pub ForallvaluesAllow {
        name: "forallvalues-allow",
        category: Policy,
        level: Error,
        fix: None,
        see: ["FORALLVALUES_WITH_SINGLE_VALUED_KEY"],
        since: "0.1.0",
    }
}

impl Rule for ForallvaluesAllow {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements().filter(|statement| statement.allows()) {
            for test in &statement.tests {
                let is_single = test.key.is_some_and(|key| !key.is_multi_valued);
                // An empty list is a matter of `redundant-policy`, and does not even pretend to narrow.
                if is_single && test.qualifier == Some(SetQualifier::ForAllValues) && !test.operator.is_some_and(Operator::is_null) {
                    let message = format!("`ForAllValues` also passes a request that has no {}", quoted(&test.name));
                    let finding = Finding::at(test.block.key_place(), message).label("opens what it was to narrow");
                    let finding = finding.because(test.member.key_place(), "a key of a single value");
                    cx.report(finding.help("remove `ForAllValues:`; a key of a single value needs no set qualifier"));
                }
            }
        }
    }
}
