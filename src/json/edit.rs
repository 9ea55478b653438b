//! Changes to a text, for fixes.

use super::string::encode;
use super::value::Value;
use crate::source::Span;

/// Put `text` where `span` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

/// Removes a member from its object, or an item from its list, with the comma that goes with it.
#[must_use]
pub fn remove_member(value: Value<'_>) -> Edit {
    let text = value.tree().text();
    let own = value.key().map_or(value.span(), |key| key.span.to(value.span()));
    let before = text.get(..own.start()).unwrap_or_default().trim_end();
    let after = text.get(own.end()..).unwrap_or_default();
    let span = if let Some(kept) = before.strip_suffix(',') {
        Span::new(kept.len(), own.end())
    } else if let Some(rest) = after.trim_start().strip_prefix(',') {
        Span::new(own.start(), text.len() - rest.trim_start().len())
    } else {
        own
    };
    Edit { span, text: String::new() }
}

/// Adds a member at the end of `object`, laid out as its last member is. `value` is JSON text.
#[must_use]
pub fn insert_member(object: Value<'_>, name: &str, value: &str) -> Edit {
    let member = format!("{}: {value}", encode(name));
    let Some(last) = object.children().last() else {
        return Edit { span: Span::point(object.opening().end()), text: member };
    };
    let text = format!(",{}{member}", space_before(last));
    Edit { span: Span::point(last.span().end()), text }
}

/// The white space in front of a member: its line break and indentation.
fn space_before(value: Value<'_>) -> &str {
    let start = value.key().map_or(value.span().start(), |key| key.span.start());
    let before = value.tree().text().get(..start).unwrap_or_default();
    before.get(before.trim_end().len()..).filter(|space| !space.is_empty()).unwrap_or(" ")
}
