//! A place in a tree that something can be said of.

use super::tree::Tree;
use super::value::Value;
use crate::source::Span;

/// A span of the text, and the value that it belongs to, which gives the place its JSON Pointer.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// The characters.
    pub span: Span,
    /// The value that they are of; nothing for the text as a whole.
    pub value: Option<Value<'t>>,
}

impl Place<'_> {
    /// A place of the text of `tree`, whichever value it is of.
    #[must_use]
    pub fn in_tree<'t>(tree: &'t Tree<'t>, span: Span) -> Place<'t> {
        Place { span, value: tree.root() }
    }

    /// A place of the text that belongs to no value.
    #[must_use]
    pub const fn bare(span: Span) -> Self {
        Self { span, value: None }
    }
}

impl<'t> From<Value<'t>> for Place<'t> {
    fn from(value: Value<'t>) -> Self {
        Self { span: value.span(), value: Some(value) }
    }
}

impl<'t> Value<'t> {
    /// The name of the member that this is the value of; the value itself where it has none.
    #[must_use]
    pub fn key_place(self) -> Place<'t> {
        Place { span: self.key().map_or(self.span(), |key| key.span), value: Some(self) }
    }

    /// The opening bracket of an object or list.
    #[must_use]
    pub fn opening_place(self) -> Place<'t> {
        Place { span: self.opening(), value: Some(self) }
    }
}
