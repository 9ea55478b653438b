//! Which members an object can have besides those that it has.

use super::completion::CompletionKind;
use super::describe;
use super::offer::{Offer, Opening, What};
use super::reading::Reading;
use super::slot::Slot;
use crate::catalog::condition_key::{CONDITION_KEYS, is_refused_in_key_policy, replacement};
use crate::catalog::field::{Field, FieldFacts, Object, Shape};
use crate::catalog::operator::OPERATORS;
use crate::catalog::policy_element::{DOCUMENT, KEY_PRINCIPALS, STATEMENT, about};
use crate::catalog::{ConditionKey, Operator};
use crate::json::Value;
use crate::request::{Given, PolicySource};

/// The names of members that can be added to `object`, which stands in the block of that name.
pub(super) fn names(reading: &Reading<'_>, object: Value<'_>, slot: Slot, block: Option<&str>) -> Vec<Offer> {
    let has = |name: &str| object.member(name).is_some();
    let elements = |known: &[&'static str]| -> Vec<Offer> {
        known.iter().filter(|name| !has(name) && !excludes(name, &has)).map(|name| element(name)).collect()
    };
    match slot {
        slot if slot.is_policy() => elements(DOCUMENT),
        Slot::Element("Statement") => elements(STATEMENT),
        Slot::Element("Principal" | "NotPrincipal") => elements(&KEY_PRINCIPALS),
        Slot::Element("Condition") => OPERATORS.iter().filter(|operator| !has(operator.name)).map(operator).collect(),
        Slot::Tests(operator) => keys(operator, &has),
        slot => slot.object().map(|object_of| fields(reading, object, object_of, block)).unwrap_or_default(),
    }
}

/// Whether an element excludes one that is there: `Principal` and `NotPrincipal`.
fn excludes(name: &str, has: &dyn Fn(&str) -> bool) -> bool {
    name.strip_prefix("Not").map_or_else(|| has(&format!("Not{name}")), has)
}

fn element(name: &'static str) -> Offer {
    let opening = match name {
        "Statement" => Opening::List,
        "Principal" | "NotPrincipal" | "Condition" => Opening::Object,
        "Action" | "NotAction" | "AWS" | "Service" => Opening::Open,
        _ => Opening::Text,
    };
    Offer::new(name, CompletionKind::Field, What::Name(opening)).about(about(name).unwrap_or_default())
}

fn operator(operator: &Operator) -> Offer {
    let offer = Offer::new(operator.name, CompletionKind::Operator, What::Name(Opening::Object));
    offer.detail(operator.value_type.title()).about(describe::operator(operator))
}

/// The condition keys that an operator can compare, those of its own type first.
fn keys(operator: &Operator, has: &dyn Fn(&str) -> bool) -> Vec<Offer> {
    let is_current = |key: &&ConditionKey| replacement(key.name).is_none() && !is_refused_in_key_policy(key.name);
    let suits = |key: &&ConditionKey| operator.is_null() || operator.compares(key);
    let mut keys: Vec<&ConditionKey> =
        CONDITION_KEYS.iter().filter(is_current).filter(suits).filter(|key| !has(key.name)).collect();
    keys.sort_by_key(|key| (key.value_type != operator.value_type, !key.name.starts_with("kms:")));
    let offer = |key: &ConditionKey| Offer::new(key.name, CompletionKind::ConditionKey, What::Name(Opening::Text));
    keys.into_iter().map(|key| offer(key).detail(key.value_type.title()).about(describe::condition_key(key))).collect()
}

/// The fields that are not given yet, those first without which the request is refused.
fn fields(reading: &Reading<'_>, home: Value<'_>, object: Object, block: Option<&str>) -> Vec<Offer> {
    let dialect = reading.dialect;
    let holder = dialect.policy_holder().filter(|_| object == Object::Request);
    let is_inside = holder.is_some_and(|holder| block == Some(holder.name));
    let is_held = |field: Field| holder.is_some_and(|holder| holder.holds.contains(&field));
    let is_given = |facts: &FieldFacts, name: &str| match object {
        Object::Tag => home.member(name).is_some(),
        _ => reading.request.member(facts.field).is_some(),
    };
    let mut fields: Vec<_> = dialect
        .fields(object)
        .filter(|(facts, name)| is_held(facts.field) == is_inside && !is_given(facts, name) && !is_excluded(reading, facts.field))
        .collect();
    fields.sort_by_key(|(facts, _)| !facts.required);
    let mut offers: Vec<Offer> = fields.into_iter().map(|(facts, name)| field(reading, facts, name)).collect();
    let is_policy_missing = reading.request.policy_fields().is_empty();
    offers.extend(holder.filter(|_| !is_inside && is_policy_missing).map(|holder| {
        let opening = if dialect.is_flat() { Opening::Block } else { Opening::Object };
        Offer::new(holder.name, CompletionKind::Field, What::Name(opening)).detail("who may use the key")
    }));
    offers
}

fn field(reading: &Reading<'_>, facts: &FieldFacts, name: &str) -> Offer {
    let opening = match facts.shape {
        Shape::Policy if reading.request.policy_is_text() => Opening::Open,
        Shape::Text if facts.field == Field::Alias && reading.dialect.is_terraform() => Opening::List,
        Shape::Objects(_) if reading.dialect.is_terraform() => Opening::Object,
        shape => Opening::of(shape),
    };
    let offer = Offer::new(name, CompletionKind::Field, What::Name(opening)).about(describe::field(facts));
    offer.detail(if facts.required { "required" } else { describe::shape(facts.shape) })
}

/// Whether a field says who may use the key in another way than one that is given.
fn is_excluded(reading: &Reading<'_>, field: Field) -> bool {
    let Some(source) = PolicySource::of(field) else { return false };
    let given = reading.request.policy_fields();
    given.iter().any(|(given, other)| *given != source && matches!(reading.request.value(*other), Given::Present(_)))
}
