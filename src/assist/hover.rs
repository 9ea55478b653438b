//! What stands at a place.

use super::describe;
use super::reading::{Reader, Reading, Wanted};
use super::slot::Slot;
use super::values::matched;
use crate::catalog::field::{Field, FieldFacts, Shape};
use crate::catalog::policy_element::about;
use crate::catalog::spec::find_word;
use crate::catalog::{ConditionKey, Region, Spec, action, condition_key, field, operator, policy_element, region, spec};
use crate::json::{Kind, Value};
use crate::lint::Linter;
use crate::request::policy::{SetQualifier, take_apart};
use crate::source::{Source, Span};

/// What a name or a value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name or value, in the file.
    pub span: Span,
    /// What it means, in Markdown.
    pub markdown: String,
}

/// What the field, value, action, condition key or operator at `offset` of `source` means.
#[must_use]
pub fn hover(linter: &Linter, source: &Source, offset: usize) -> Option<Hover> {
    let mut found: Option<Hover> = None;
    Reader::new(linter, source).each(source, Wanted::At(offset), |reading| {
        for value in reading.values() {
            let thing = thing(reading, value, source, offset);
            let is_closer = |thing: &Hover| found.as_ref().is_none_or(|found| thing.span.len() <= found.span.len());
            if let Some(thing) = thing.filter(is_closer) {
                found = Some(thing);
            }
        }
    });
    found
}

/// The name of a value, or the value itself, where it stands at `offset` and something is known of it.
fn thing<'t>(reading: &Reading<'t>, value: Value<'t>, source: &Source, offset: usize) -> Option<Hover> {
    let origin = reading.origin_of(value.tree());
    let at = |span: Span| Some(origin.lift(span)).filter(|span| span.start() <= offset && offset < span.end());
    if let Some(key) = value.key()
        && let Some(span) = at(key.span)
    {
        let name = key.name();
        // What the form has no word for stands for another one.
        let is_written = span.of(source.text()).contains(&*name);
        let slot = reading.slot(value);
        // Of a key that the user names in part, what is known is said, and no more is repeated.
        let title = if let Slot::Compared(key) = slot { key.name } else { &*name };
        return of_name(slot, &name).filter(|_| is_written).map(|fact| fact.hover(title, span));
    }
    let span = at(value.span()).filter(|_| value.kind() == Kind::String)?;
    let said = value.as_str()?;
    of_value(reading.slot(value), &said).map(|fact| fact.hover(&said, span))
}

/// What is known of something, and where to look it up.
struct Fact {
    text: String,
    source: &'static str,
}

impl Fact {
    fn hover(&self, title: &str, span: Span) -> Hover {
        Hover { span, markdown: format!("**`{title}`**\n\n{}\n\n*Source: {}*", self.text, self.source) }
    }
}

/// What the name of a member means, whose value has that slot.
fn of_name(slot: Slot, name: &str) -> Option<Fact> {
    let (text, source) = match slot {
        Slot::Field(facts) => (describe::field(facts), field::SOURCE),
        Slot::Element(element) | Slot::Principals(element) => (about(element)?.to_owned(), policy_element::SOURCE),
        Slot::Tests(operator) => (describe::operator(operator) + qualifier(name), operator::SOURCE),
        Slot::Compared(key) => (describe::condition_key(key), condition_key::SOURCE),
        Slot::Request | Slot::Tag | Slot::Policy | Slot::Unknown => return None,
    };
    Some(Fact { text, source })
}

/// What stands in front of an operator.
fn qualifier(name: &str) -> &'static str {
    match take_apart(name).qualifier {
        Some(SetQualifier::ForAllValues) => {
            ". With `ForAllValues:` true where all values of the call match, and where it has none"
        }
        Some(SetQualifier::ForAnyValue) => ". With `ForAnyValue:` true where any value of the call matches",
        None => "",
    }
}

/// What a text means in a place.
fn of_value(slot: Slot, said: &str) -> Option<Fact> {
    match slot {
        Slot::Field(facts) => of_field(facts, said),
        Slot::Element("Action" | "NotAction") => of_action(said),
        Slot::Compared(key) => of_compared(key, said),
        _ => None,
    }
}

fn of_field(facts: &FieldFacts, said: &str) -> Option<Fact> {
    match (facts.field, facts.shape) {
        (Field::Region, _) => region_named(said),
        (Field::CustomerMasterKeySpec, _) => key_spec(said),
        (_, Shape::Word(words)) => Some(Fact { text: describe::word(find_word(words, said)?), source: spec::SOURCE }),
        _ => None,
    }
}

fn of_action(said: &str) -> Option<Fact> {
    let text = match matched(said).as_slice() {
        [] => return None,
        [only] => describe::action(only),
        several => describe::actions(several),
    };
    Some(Fact { text, source: action::SOURCE })
}

fn of_compared(key: &ConditionKey, said: &str) -> Option<Fact> {
    match key.name {
        "kms:KeySpec" | "kms:CustomerMasterKeySpec" => key_spec(said),
        "kms:KeyUsage" | "kms:CustomerMasterKeyUsage" => of_field(Field::KeyUsage.facts(), said),
        "kms:KeyOrigin" => of_field(Field::Origin.facts(), said),
        "aws:RequestedRegion" | "kms:ReplicaRegion" | "kms:PrimaryRegion" => region_named(said),
        _ => None,
    }
}

fn key_spec(said: &str) -> Option<Fact> {
    Some(Fact { text: describe::key_spec(Spec::find(said)?), source: spec::SOURCE })
}

fn region_named(said: &str) -> Option<Fact> {
    Some(Fact { text: describe::region(Region::find(said)?), source: region::SOURCE })
}
