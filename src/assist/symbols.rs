//! What there is in a file.

use crate::lint::Linter;
use crate::source::{Source, Span};

/// A part of a file that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called; never empty.
    pub name: String,
    /// A few words to stand beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in the file. It covers those of its children.
    pub span: Span,
    /// What to show of it first; inside of `span`.
    pub selection: Span,
    /// Its parts.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A request.
    Request,
    /// A key policy.
    Policy,
    /// A statement of a key policy.
    Statement,
    /// A tag.
    Tag,
}

/// The requests of `source`, and what is in them.
#[must_use]
pub fn symbols(_linter: &Linter, _source: &Source) -> Vec<Symbol> {
    Vec::new()
}
