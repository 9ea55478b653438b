//! Which conditions really narrow "everyone".

use std::borrow::Cow;

use super::condition::{SetQualifier, Test};
use super::statement::Statement;

/// Condition keys that say who calls, or from where, and that a stranger cannot set.
///
/// Not among them: `kms:ViaService`, which everybody's resources meet; tags of principals, which every account sets as it
/// likes; the encryption context, which the caller names.
const NARROWING: &[&str] = &[
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:userid",
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:SourceVpcArn",
    "aws:SourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "kms:CallerAccount",
];

/// Keys that every request has, so that `IfExists` changes nothing.
const ALWAYS_THERE: &[&str] = &["kms:CallerAccount", "aws:PrincipalAccount", "aws:PrincipalArn"];

/// Whether a condition of the statement says who, or from where.
#[must_use]
pub fn is_narrowed(statement: &Statement<'_>) -> bool {
    statement.tests.iter().any(|test| narrows(test, false))
}

/// Whether a test, in a statement that denies everyone, leaves only some: those of whom it is not true.
#[must_use]
pub fn narrows_when_denied(test: &Test<'_>) -> bool {
    narrows(test, true)
}

fn narrows(test: &Test<'_>, is_negated: bool) -> bool {
    let is_on = |names: &[&str]| names.iter().any(|name| test.is_on(name));
    let Some(operator) = test.operator.filter(|operator| operator.is_negated == is_negated && !operator.is_null()) else {
        return false;
    };
    let passes_without_key =
        test.qualifier == Some(SetQualifier::ForAllValues) || (test.if_exists && !is_negated && !is_on(ALWAYS_THERE));
    if !is_on(NARROWING) || passes_without_key {
        return false;
    }
    // What is filled in later is taken to narrow: a false alarm costs more than a miss.
    let Some(texts) = test.texts() else { return true };
    let is_open = |text: &Cow<'_, str>| {
        (operator.has_wildcards && is_wide(text)) || is_whole_internet(text) || text.eq_ignore_ascii_case("false")
    };
    !texts.is_empty() && !texts.iter().any(is_open)
}

/// A pattern that names no account, no organisation and nothing else of its own.
fn is_wide(pattern: &str) -> bool {
    if !pattern.contains(['*', '?']) {
        return false;
    }
    let literal: String = pattern.chars().filter(|c| !matches!(c, '*' | '?')).collect();
    let has_account = pattern.split([':', '/']).any(|part| part.len() == 12 && part.bytes().all(|c| c.is_ascii_digit()));
    let has_organisation = pattern.starts_with("o-") && literal.len() >= 12;
    let has_digits = !pattern.starts_with("arn:") && literal.len() >= 8;
    !(has_account || has_organisation || has_digits)
}

fn is_whole_internet(text: &str) -> bool {
    matches!(text, "0.0.0.0/0" | "::/0")
}
