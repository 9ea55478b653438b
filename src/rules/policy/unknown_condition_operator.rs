use crate::catalog::Operator;
use crate::catalog::near::nearest;
use crate::catalog::operator::OPERATORS;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Syntax, Value, holes, rename_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::take_apart;
use crate::request::{Request, is_template_function};

declare_rule! {
    /// ## What it finds
    ///
    /// A condition operator that does not exist: a slip, a set qualifier that is none, or `NullIfExists`.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the policy.
    ///
    /// ## Example
    ///
    /// A slip, and a set qualifier with one (C 86).
    ///
    /// ```json bad C86
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEqual": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Encrypt", "Resource": "*", "Condition": { "ForAnyValues:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// `Null` asks whether a key is there, so `IfExists` says nothing (C 88).
    ///
    /// ```json bad C88
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "NullIfExists": { "kms:GrantOperations": "true" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM JSON policy elements: Condition operators".
    pub UnknownConditionOperator {
        name: "unknown-condition-operator",
        category: Policy,
        level: Error,
        fix: Safe,
        see: ["INVALID_CONDITION_OPERATOR", "NULL_WITH_IF_EXISTS"],
        since: "0.1.0",
    }
}

impl Rule for UnknownConditionOperator {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            let Some(condition) = statement.element("Condition").filter(|condition| !is_template_function(*condition)) else { continue };
            for block in condition.children() {
                let name = block.name();
                if let Some(finding) = fault(block, &name).filter(|_| holes(&name, Syntax::KeyPolicy).is_empty()) {
                    cx.report(finding);
                }
            }
        }
    }
}

fn fault<'t>(block: Value<'t>, name: &str) -> Option<Finding<'t>> {
    let apart = take_apart(name);
    let operator = Operator::find(apart.base);
    let finding = Finding::at(block.key_place(), format!("there is no condition operator {}", quoted(name)));
    match operator {
        Some(operator) if operator.is_null() && apart.if_exists => Some(finding.label("`Null` has no `IfExists`").fix(rename(block, "Null"))),
        Some(_) if !apart.unknown_qualifier => None,
        _ => Some(match meant(name) {
            Some(meant) => finding.label(format!("did you mean `{meant}`?")).fix(rename(block, &meant)),
            None => finding.label("no such operator"),
        }),
    }
}

/// The operator that was meant, with the qualifier and the suffix that were meant.
fn meant(name: &str) -> Option<String> {
    let (prefix, rest) = match name.split_once(':') {
        Some((prefix, rest)) => (Some(nearest(prefix, ["ForAllValues", "ForAnyValue"])?), rest.trim_start_matches(':')),
        None => (None, name),
    };
    let apart = take_apart(rest);
    let base = nearest(apart.base, OPERATORS.iter().map(|operator| operator.name))?;
    let suffix = if apart.if_exists && base != "Null" { "IfExists" } else { "" };
    Some(prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default() + base + suffix)
}

fn rename(block: Value<'_>, to: &str) -> Option<Fix> {
    Some(Fix::safe(format!("use {to}"), [rename_member(block, to)?]))
}
