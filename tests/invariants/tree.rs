//! The tree of a text: where its values stand, and that they are those that `serde_json` reads.

use std::collections::HashSet;

use cckm_lint::diagnostic::apply;
use cckm_lint::json::{self, Edit, Kind, Tree, decode, encode};
use cckm_lint::source::Span;
use serde_json::{Map, Value};

use super::hosts::leads_back;
use super::spans::inside;

/// All of it, for any text.
pub fn holds(text: &str) {
    let tree = json::parse(text);
    is_sound(text, &tree);
    agrees_with_serde(text, &tree);
    tells_no_lie(&tree);
    tree.values().for_each(|value| strings_lead_back(value, text));
}

/// What must hold of every tree, broken or not: values stand inside of each other and one after the other.
pub fn is_sound(text: &str, tree: &Tree<'_>) {
    tree.errors().iter().for_each(|error| inside(error.span, text));
    assert!(tree.errors().is_sorted_by_key(|error| error.span.start), "{text:?}");
    assert!(!tree.errors().is_empty() || tree.root().is_some());
    for value in tree.values() {
        inside(value.span(), text);
        if let Some(key) = value.key() {
            inside(key.span, text);
            assert!(!key.span.is_empty(), "{text:?}");
            assert!(value.parent().unwrap().span().start <= key.span.start && key.span.end <= value.span().start, "{text:?}");
        }
        if let Some(parent) = value.parent() {
            assert!(parent.span().start <= value.span().start && value.span().end <= parent.span().end, "{text:?}");
        }
        let spans: Vec<Span> =
            value.children().map(|child| child.key().map_or(child.span(), |key| key.span.to(child.span()))).collect();
        assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "siblings overlap in {text:?}");
        assert!(value.children().enumerate().all(|(at, child)| child.index() == at), "{text:?}");
    }
}

/// Both take a text, or neither does, but for the documented exceptions; and both read the same.
pub fn agrees_with_serde(text: &str, tree: &Tree<'_>) {
    // serde_json ends one level earlier.
    if tree.too_deep().is_some() || tree.values().any(|value| depth(value) >= json::MAX_DEPTH) {
        return;
    }
    let plain = without_exceptions(tree);
    let theirs = serde_json::from_str::<Value>(&plain).ok();
    assert_eq!(tree.errors().is_empty(), theirs.is_some(), "{text:?} as {plain:?}");
    if plain == text && theirs.is_some() {
        assert_eq!(tree.root().and_then(as_serde), theirs, "{text:?}");
    }
}

fn depth(value: json::Value<'_>) -> usize {
    std::iter::successors(Some(value), |value| value.parent()).count()
}

/// What the tree says is certain.
fn tells_no_lie(tree: &Tree<'_>) {
    if !tree.may_have_holes() {
        assert!(tree.values().all(|value| !is_hole(value) && !has_hole_for_name(value)), "{:?}", tree.text());
    }
    if tree.may_repeat_names() {
        return;
    }
    for value in tree.values() {
        let names: Vec<_> = value.children().filter_map(json::Value::key).map(|key| key.name()).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{:?}", tree.text());
        if tree.is_plain() {
            assert_eq!(tree.at_pointer(&value.pointer()).map(json::Value::id), Some(value.id()), "{:?}", tree.text());
            assert_eq!(tree.value_at(value.span()).map(json::Value::id), Some(value.id()), "{:?}", tree.text());
        }
    }
}

/// What a string says is what is written, character by character.
fn strings_lead_back(value: json::Value<'_>, text: &str) {
    let Some(said) = value.as_str() else { return };
    let origin = value.origin();
    // Without a quote nothing is an escape.
    if !value.raw().starts_with(['"', '\'', '\u{201c}', '\u{2018}']) {
        return;
    }
    leads_back(&said, &origin, text);
    for (at, c) in said.char_indices() {
        let written = origin.lift(Span::new(at, at + c.len_utf8())).of(text);
        assert_eq!(decode(written, true), c.to_string(), "{text:?}");
    }
    assert_eq!(
        origin.lift(Span::new(0, said.len())),
        if said.is_empty() { Span::point(value.inside().start()) } else { value.inside() }
    );
}

/// The tree as `serde_json` would have it: of a name that is given twice, the last.
pub fn as_serde(value: json::Value<'_>) -> Option<Value> {
    Some(match value.kind() {
        Kind::Null => Value::Null,
        Kind::Boolean(flag) => Value::Bool(flag),
        Kind::String => Value::String(value.as_str()?.into_owned()),
        Kind::Number => serde_json::from_str(value.raw()).ok()?,
        Kind::Array => Value::Array(value.children().map(as_serde).collect::<Option<_>>()?),
        Kind::Object => {
            let member = |member: json::Value<'_>| Some((member.key()?.name().into_owned(), as_serde(member)?));
            Value::Object(value.children().map(member).collect::<Option<Map<_, _>>>()?)
        }
        Kind::Hole | Kind::Invalid => return None,
    })
}

// The documented exceptions. Duplicates are no matter here, as both keep the last; nesting has a test of its own.

/// A number as RFC 8259 has it that is too large for `serde_json`.
fn is_out_of_range(value: json::Value<'_>) -> bool {
    value.kind() == Kind::Number && value.raw().parse::<f64>().is_ok_and(f64::is_infinite)
}

/// A template hole stands in place of a value, or of members.
fn is_hole(value: json::Value<'_>) -> bool {
    value.kind() == Kind::Hole
}

/// A template hole stands in place of the name of a member.
fn has_hole_for_name(value: json::Value<'_>) -> bool {
    value.key().is_some_and(|key| key.raw() == key.span.of(value.tree().text()) && key.raw().starts_with(['$', '{']))
}

/// A hole that stands for a name or for members may bring the comma that `serde_json` wants in front of it.
fn comma_before(span: Span, text: &str) -> &'static str {
    if text[..span.start()].trim_end().ends_with(['{', ',']) { "" } else { "," }
}

/// The text with all exceptions written as `serde_json` can read them.
pub fn without_exceptions(tree: &Tree<'_>) -> String {
    let mut edits = Vec::new();
    let mut put = |span: Span, text: String| edits.push(Edit { span, text });
    for value in tree.values() {
        let is_in_object = value.parent().is_some_and(|parent| parent.kind() == Kind::Object);
        if let Some(key) = value.key().filter(|_| has_hole_for_name(value)) {
            put(key.span, format!("{}{}", comma_before(key.span, tree.text()), encode(key.raw())));
        }
        if is_hole(value) && is_in_object && value.key().is_none() {
            put(value.span(), format!(r#"{}"":null"#, comma_before(value.span(), tree.text())));
        } else if is_hole(value) {
            put(value.span(), "null".to_owned());
        } else if is_out_of_range(value) {
            put(value.span(), "0".to_owned());
        }
    }
    apply(tree.text(), &edits)
}
