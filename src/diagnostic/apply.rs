//! Applying edits to a text.

use crate::json::Edit;

/// `text` with the edits applied. Of edits that overlap the first one wins, and the others are left for another pass.
#[must_use]
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.start() < at {
            continue;
        }
        changed.push_str(text.get(at..edit.span.start()).unwrap_or_default());
        changed.push_str(&edit.text);
        at = edit.span.end();
    }
    changed.push_str(text.get(at..).unwrap_or_default());
    changed
}
