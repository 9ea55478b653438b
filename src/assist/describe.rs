//! What the catalog says of a thing, in Markdown.

use crate::catalog::action::PUT_KEY_POLICY;
use crate::catalog::condition_key::{is_refused_in_key_policy, replacement};
use crate::catalog::field::{FieldFacts, Shape};
use crate::catalog::spec::{USAGES, find_word};
use crate::catalog::{
    Action, Availability, ConditionKey, Family, Operator, Region, Spec, ValueType, Word, condition_meaning, spec,
};
use crate::diagnostic::{and_list, count, or_list};

/// A field: what it means, of what type it is, and its limits.
pub(super) fn field(facts: &FieldFacts) -> String {
    let mut limits = vec![shape(facts.shape).to_owned()];
    limits.extend(facts.required.then(|| "required".to_owned()));
    limits.extend(facts.limits.map(|limits| format!("at most {}", count(limits.max_length, "character"))));
    limits.extend(facts.limits.and_then(|limits| limits.pattern).map(|pattern| format!("`{pattern}`")));
    format!("{}\n\n{}", facts.about, capital(&limits.join(", ")))
}

/// What a value of a field is, in a word or two.
pub(super) const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Word(_) => "one of several words",
        Shape::Flag => "true or false",
        Shape::Object(_) => "an object",
        Shape::Policy => "a key policy",
        Shape::Texts => "a list of names",
        Shape::Accounts => "a list of account ids",
        Shape::Objects(_) => "a list of objects",
    }
}

/// A key spec: what it makes, for which usages, and where.
pub(super) fn key_spec(spec: &Spec) -> String {
    let usages: Vec<String> = spec.usages.iter().map(|usage| format!("`{usage}`")).collect();
    let mut lines = vec![capital(spec.family.title()), format!("Usages: {}", or_list(&usages))];
    lines.extend(match (spec.availability, spec.family) {
        (Availability::OnlyChina, _) => Some("Only in the regions of China".to_owned()),
        (Availability::NotChina, _) => Some("Not in the regions of China".to_owned()),
        (_, Family::Hmac) => Some("Not in the regions of China, by CCKM's manual".to_owned()),
        _ => None,
    });
    lines.extend((!spec.documented).then(undocumented));
    paragraphs(&lines)
}

/// A usage or an origin.
pub(super) fn word(word: &Word) -> String {
    let mut lines: Vec<String> = spec::about(word.name).map(ToOwned::to_owned).into_iter().collect();
    if find_word(USAGES, word.name).is_some() {
        let makes = |spec: &&Spec| spec.usages.contains(&word.name);
        let specs: Vec<String> = spec::SPECS.iter().filter(makes).map(|spec| format!("`{}`", spec.name)).collect();
        lines.push(format!("Specs: {}", and_list(&specs)));
    }
    match word.other_call {
        Some(call) => lines.push(format!("Such keys are made by another call: `{call}`")),
        None => lines.extend((!word.documented).then(undocumented)),
    }
    paragraphs(&lines)
}

fn undocumented() -> String {
    "AWS has it; CCKM's manual does not list it".to_owned()
}

/// A region: where it is, and what it lacks.
pub(super) fn region(region: &Region) -> String {
    let missing: Vec<String> =
        spec::SPECS.iter().filter(|spec| !spec.is_available_in(region)).map(|spec| format!("`{}`", spec.name)).collect();
    let mut lines = vec![format!("{}, partition `{}`", region.place, region.partition.name())];
    lines.extend((!missing.is_empty()).then(|| format!("Has no {}", or_list(&missing))));
    paragraphs(&lines)
}

/// An action: what it is good for, and what it needs.
pub(super) fn action(action: &Action) -> String {
    let mut lines = vec![capital(action.duty.title())];
    lines.extend((action.id == PUT_KEY_POLICY).then(|| "Whoever has it can give everything to anybody".to_owned()));
    lines.extend(action.needs.title().map(|needs| format!("Needs {needs}")));
    lines.push(if action.is_cross_account { "Can be given to other accounts" } else { "Only within the account" }.to_owned());
    lines.extend((!action.is_effective).then(|| "Without effect in a key policy: give it in an IAM policy".to_owned()));
    paragraphs(&lines)
}

/// A pattern that matches several actions.
pub(super) fn actions(matched: &[&Action]) -> String {
    let shown = 12;
    let mut names: Vec<String> = matched.iter().take(shown).map(|action| format!("`{}`", action.name)).collect();
    names.extend((matched.len() > shown).then(|| format!("{} more", matched.len() - shown)));
    let puts = matched.iter().any(|action| action.id == PUT_KEY_POLICY);
    let mut lines = vec![format!("{}: {}", count(matched.len(), "action"), and_list(&names))];
    lines.extend(puts.then(|| format!("`{PUT_KEY_POLICY}` is among them: it can give everything to anybody")));
    paragraphs(&lines)
}

/// A condition key: what it means, of which type it is, and which actions have it.
pub(super) fn condition_key(key: &ConditionKey) -> String {
    let mut lines: Vec<String> = condition_meaning::about(key.name).map(ToOwned::to_owned).into_iter().collect();
    let several =
        if key.is_multi_valued { ", several in one call: compare it with `ForAnyValue:` or `ForAllValues:`" } else { "" };
    lines.push(format!("{}{several}", capital(key.value_type.title())));
    if !key.actions.is_empty() {
        let actions: Vec<String> = key.actions.iter().map(|action| format!("`{action}`")).collect();
        lines.push(format!("Only with {}", and_list(&actions)));
    }
    lines.extend(replacement(key.name).map(|new| format!("Deprecated: use `{new}`")));
    lines.extend(is_refused_in_key_policy(key.name).then(|| "KMS was seen to refuse it in key policies".to_owned()));
    paragraphs(&lines)
}

/// An operator: what it compares, and how.
pub(super) fn operator(operator: &Operator) -> String {
    if operator.is_null() {
        return "True where the condition key is not there, with `true`; where it is there, with `false`".to_owned();
    }
    let differs =
        if operator.is_negated { "True where none of the values is equal" } else { "True where one of the values is equal" };
    let orders = operator.name.contains("Than");
    let verdict = if orders { "True where the comparison holds" } else { differs };
    let wildcards = if operator.has_wildcards { "; `*` and `?` stand for anything" } else { "" };
    let kind = if operator.value_type == ValueType::Text { "text" } else { operator.value_type.title() };
    format!("Compares {kind}. {verdict}{wildcards}")
}

fn paragraphs(lines: &[String]) -> String {
    lines.join("\n\n")
}

/// The same with a capital in front.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
