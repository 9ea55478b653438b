//! What stands at a place.

use crate::lint::Linter;
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
pub fn hover(_linter: &Linter, _source: &Source, _offset: usize) -> Option<Hover> {
    None
}
