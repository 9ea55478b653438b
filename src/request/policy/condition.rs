//! Conditions.

use std::borrow::Cow;
use std::ops::Range;

use crate::catalog::{ConditionKey, Operator};
use crate::json::{Kind, Syntax, Value, holes, is_policy_variable_name};

/// How an operator is applied to a key of several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetQualifier {
    /// True where all values of the request match, and where there are none.
    ForAllValues,
    /// True where any value of the request matches.
    ForAnyValue,
}

/// One test of a condition: an operator, a key, and the values that it is compared with.
#[derive(Clone, Debug)]
pub struct Test<'t> {
    /// The member whose name is the operator.
    pub block: Value<'t>,
    /// The operator; nothing where there is none of that name.
    pub operator: Option<&'static Operator>,
    /// The set qualifier in front of it.
    pub qualifier: Option<SetQualifier>,
    /// Whether it passes where the key is not there.
    pub if_exists: bool,
    /// The member whose name is the key.
    pub member: Value<'t>,
    /// The name of the key as it is written.
    pub name: String,
    /// The key; nothing where none of that name is known.
    pub key: Option<&'static ConditionKey>,
    /// The values.
    pub values: Vec<Value<'t>>,
}

impl<'t> Test<'t> {
    /// The values as texts: strings, and booleans and numbers as they are written. Nothing where one is a hole or a variable.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<Cow<'t, str>>> {
        self.values.iter().map(|value| text(*value)).collect()
    }

    /// Whether it is on the key of that name.
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.kind() {
        Kind::Boolean(_) | Kind::Number => Some(value.raw().into()),
        Kind::String => value.as_str().filter(|text| !value.has_holes(text, Syntax::Template)),
        _ => None,
    }
}

/// An operator's name taken apart.
#[derive(Clone, Copy, Debug)]
pub struct OperatorName<'n> {
    /// The set qualifier in front.
    pub qualifier: Option<SetQualifier>,
    /// Whether something stands in front of a colon that is no qualifier.
    pub unknown_qualifier: bool,
    /// The operator itself.
    pub base: &'n str,
    /// Whether `IfExists` stands behind it.
    pub if_exists: bool,
}

/// Takes the name of an operator apart, whether there is one of that name or not.
#[must_use]
pub fn take_apart(name: &str) -> OperatorName<'_> {
    let (qualifier, unknown_qualifier, rest) = match name.split_once(':') {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAllValues") => (Some(SetQualifier::ForAllValues), false, rest),
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAnyValue") => (Some(SetQualifier::ForAnyValue), false, rest),
        Some((_, rest)) => (None, true, rest),
        None => (None, false, name),
    };
    let end = rest.len().saturating_sub("IfExists".len());
    let has_suffix = end > 0 && rest.get(end..).is_some_and(|suffix| suffix.eq_ignore_ascii_case("IfExists"));
    let base = if has_suffix { rest.get(..end).unwrap_or(rest) } else { rest };
    OperatorName { qualifier, unknown_qualifier, base, if_exists: has_suffix }
}

/// The tests of a condition, and whether parts of it could not be read.
pub(super) fn read(condition: Option<Value<'_>>) -> (Vec<Test<'_>>, bool) {
    let Some(condition) = condition else { return (Vec::new(), false) };
    if condition.kind() != Kind::Object {
        return (Vec::new(), true);
    }
    let mut is_faulty = false;
    let mut tests = Vec::new();
    for block in condition.children() {
        if block.kind() == Kind::Object {
            tests.extend(block.children().filter_map(|member| test(block, member)));
        } else {
            is_faulty = true;
        }
    }
    (tests, is_faulty)
}

fn test<'t>(block: Value<'t>, member: Value<'t>) -> Option<Test<'t>> {
    let operator_name = block.key()?.name();
    let apart = take_apart(&operator_name);
    let name = member.key()?.name().into_owned();
    Some(Test {
        block,
        operator: Operator::find(apart.base)
            .filter(|operator| !apart.unknown_qualifier && (!operator.is_null() || !apart.if_exists)),
        qualifier: apart.qualifier,
        if_exists: apart.if_exists,
        member,
        key: ConditionKey::find(&name),
        name,
        values: member.one_or_many().collect(),
    })
}

/// A policy variable, or what was meant to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Where it stands in the text, from `${` on.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: Option<&'static str>,
}

/// Whether a text of a policy is all there: it has neither policy variables nor template holes.
#[must_use]
pub fn is_literal(text: &str) -> bool {
    !text.contains("${") && holes(text, Syntax::KeyPolicy).is_empty()
}

/// The policy variables of a text: `${aws:…}`, `${kms:…}`, `${*}`, `${?}`, `${$}`, and broken ones. Template holes are none.
#[must_use]
pub fn variables(text: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("${")).map(|start| at + start) {
        let body = text.get(start + 2..).unwrap_or_default();
        let close = body.find('}');
        let end = close.map_or(text.len(), |close| start + 3 + close);
        let inner = body.get(..close.unwrap_or(body.len())).unwrap_or_default();
        if is_variable(inner, close.is_some()) {
            found.push(Variable { range: start..end, fault: variable_fault(inner, close.is_some()) });
        }
        at = end.max(start + 2);
    }
    found
}

/// Whether `${…}` with that inside is a policy variable, and no template hole.
fn is_variable(inner: &str, is_closed: bool) -> bool {
    let is_named = is_policy_variable_name(inner);
    is_named || (is_closed && matches!(inner, "" | "*" | "?" | "$"))
}

/// What is wrong with the inside of a variable.
fn variable_fault(inner: &str, is_closed: bool) -> Option<&'static str> {
    match inner {
        "*" | "?" | "$" => None,
        "" => Some("it is empty"),
        _ if !is_closed => Some("its closing brace is missing"),
        _ => name_fault(inner),
    }
}

/// A name, and perhaps a default in single quotes behind a comma.
fn name_fault(inner: &str) -> Option<&'static str> {
    let (name, default) = inner.split_once(',').map_or((inner, None), |(name, default)| (name, Some(default.trim())));
    if name.contains(char::is_whitespace) {
        return Some("there is a space in it");
    }
    let is_quoted = |default: &str| default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
    default.is_some_and(|default| !is_quoted(default)).then_some("its default needs single quotes on both sides")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_told_from_holes_and_broken_ones_are_named() {
        let faults = |text: &str| variables(text).into_iter().map(|variable| variable.fault).collect::<Vec<_>>();
        assert_eq!(faults("${ACCOUNT}-${env}-${AWS::AccountId}"), []);
        assert_eq!(faults("${aws:username}${*}${$}"), [None, None, None]);
        assert_eq!(faults("${aws:PrincipalTag/team, 'none'}"), [None]);
        assert_eq!(faults("${aws:PrincipalTag/team, 'none}"), [Some("its default needs single quotes on both sides")]);
        assert_eq!(faults("${ aws:username}"), [Some("there is a space in it")]);
        assert_eq!(faults("${aws:username"), [Some("its closing brace is missing")]);
        assert_eq!(faults("${}"), [Some("it is empty")]);
    }

    #[test]
    fn an_operator_is_taken_apart() {
        let apart = take_apart("ForAnyValue:StringLikeIfExists");
        assert_eq!((apart.qualifier, apart.base, apart.if_exists), (Some(SetQualifier::ForAnyValue), "StringLike", true));
        assert!(take_apart("ForAnyvalues:StringLike").unknown_qualifier);
    }
}
