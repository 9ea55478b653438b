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

/// Removes several members or items, of one object or of several. The edits do not overlap.
#[must_use]
pub fn remove_members(values: &[Value<'_>]) -> Vec<Edit> {
    let start = |value: &Value<'_>| value.key().map_or(value.span(), |key| key.span).start();
    let is_removed = |value: &Value<'_>| values.iter().any(|removed| removed.id() == value.id());
    let mut edits = Vec::new();
    for value in values {
        let Some(parent) = value.parent() else { continue };
        let siblings: Vec<_> = parent.children().collect();
        let before = value.index().checked_sub(1).and_then(|before| siblings.get(before));
        let after = siblings.get(value.index() + 1);
        let is_kept_before = siblings.iter().take(value.index()).any(|sibling| !is_removed(sibling));
        // With something kept in front, what goes starts behind it; else it ends where the next one starts.
        let span = match (before, after) {
            (Some(before), _) if is_kept_before => Span::new(before.span().end(), value.span().end()),
            (_, Some(after)) => Span::new(start(value), start(after)),
            (_, None) => Span::new(start(value), value.span().end()),
        };
        edits.push(Edit { span, text: String::new() });
    }
    edits
}

/// Gives a member another name. An item of a list has none to change.
#[must_use]
pub fn rename_member(value: Value<'_>, name: &str) -> Option<Edit> {
    value.key().map(|key| Edit { span: key.span, text: encode(name) })
}

/// Puts a string where a value stands.
#[must_use]
pub fn replace_with_text(value: Value<'_>, text: &str) -> Edit {
    Edit { span: value.span(), text: encode(text) }
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
