use crate::catalog::{Operator, ValueType};
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::Test;
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// An operator of another type than the key that it compares, or a wildcard in a value of an operator that knows none.
    ///
    /// ## Why it matters
    ///
    /// The values are compared as something that they are not, and never match. `StringEquals` takes `*` for a star.
    ///
    /// ## Example
    ///
    /// A number operator on a text (C 93).
    ///
    /// ```json bad C93
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "NumericEquals": { "kms:CallerAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A star that stands for nothing (C 102).
    ///
    /// ```json bad C102
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue-*" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringLike": { "aws:PrincipalTag/team": "blue-*" }, "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM JSON policy elements: Condition operators". Text and ARN operators are taken for one another: AWS's
    /// own policies do so.
    pub ConditionTypeMismatch {
        name: "condition-type-mismatch",
        category: Policy,
        level: Warning,
        fix: None,
        see: ["TYPE_MISMATCH", "WILDCARD_WITHOUT_LIKE_OPERATOR"],
        since: "0.1.0",
    }
}

impl Rule for ConditionTypeMismatch {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for test in request.statements().flat_map(|statement| &statement.tests) {
            let Some(operator) = test.operator.filter(|operator| !operator.is_null()) else { continue };
            if let Some(key) = test.key.filter(|key| !operator.compares(key)) {
                let message = format!("{} compares {}, but {} is {}", operator.name, operator.value_type.title(), test.name, key.value_type.title());
                let finding = Finding::at(test.block.key_place(), message).label(operator.value_type.title());
                cx.report(finding.because(test.member.key_place(), key.value_type.title()));
            } else if operator.value_type == ValueType::Text && !operator.has_wildcards {
                stars(test, operator, cx);
            }
        }
    }
}

/// Values with a wildcard that the operator compares as it is.
fn stars(test: &Test<'_>, operator: &Operator, cx: &mut Context<'_>) {
    for text in test.values.iter().filter_map(|value| Text::read(*value)) {
        let is_wildcard = text.as_written().contains('*') && !text.as_written().contains("${");
        if is_wildcard && text.known().is_some() {
            let like = operator.name.replace("EqualsIgnoreCase", "Like").replace("Equals", "Like");
            let finding = Finding::at(text.place(), format!("{} takes `*` for a plain star", operator.name)).label("a wildcard was meant?");
            cx.report(finding.help(format!("use {like} for wildcards")));
        }
    }
}
