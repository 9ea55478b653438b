//! The arena that a parsed text lives in.

use std::sync::OnceLock;

use super::error::SyntaxError;
use super::value::Value;
use crate::source::{Origin, Span};

/// A node of a [`Tree`], by its place in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number of any size; its text is kept.
    Number,
    /// `true` or `false`
    Boolean(bool),
    /// `null`
    Null,
    /// A template hole where a value would stand: `${NAME}`, `{{ name }}`, `$NAME`.
    Hole,
    /// Something that is no JSON value; reported once as a syntax error, and no more is said of it.
    Invalid,
}

/// A parsed text: nodes in document order, each knowing where its subtree ends.
#[derive(Debug)]
pub struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) too_deep: Option<Span>,
    pub(super) host: Option<Box<Host>>,
    /// Whether there may be template holes in it.
    pub(super) may_have_holes: bool,
    /// Whether an object may have a name twice.
    pub(super) may_repeat_names: bool,
    pub(super) decoded: Decoded,
}

/// What the strings say that are written with escapes, in document order, once one of them was asked for.
pub(super) type Decoded = OnceLock<Box<[(NodeId, Box<str>)]>>;

/// Where a text stands that was decoded from a string of another tree.
#[derive(Debug)]
pub struct Host {
    /// Leads to the bytes of the other tree's text.
    pub origin: Origin,
    /// The string.
    pub string: NodeId,
    /// JSON Pointer of the string.
    pub pointer: String,
}

/// The place of the name of a member in the text; a list item has none.
pub(super) const NO_KEY: Span = Span { start: u32::MAX, end: u32::MAX };

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub span: Span,
    pub key: Span,
    /// The node after this one's subtree.
    pub next: u32,
    pub parent: u32,
    /// How many siblings stand before it.
    pub index: u32,
    pub kind: Kind,
    /// Whether the string, or the key, is written plainly: between double quotes, and with neither an escape nor a sign of a hole.
    /// What it says is then what stands between them, and is had without a look at it.
    pub plain: bool,
    pub key_plain: bool,
}

impl<'t> Tree<'t> {
    /// The text that was parsed.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The outermost value, if there is one at all.
    #[must_use]
    pub fn root(&self) -> Option<Value<'_>> {
        (!self.nodes.is_empty()).then_some(Value { tree: self, id: NodeId(0) })
    }

    /// All values, in document order.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.nodes.len() as u32).map(|id| Value { tree: self, id: NodeId(id) })
    }

    /// The innermost value that covers `span`, or whose name does.
    #[must_use]
    pub fn value_at(&self, span: Span) -> Option<Value<'_>> {
        let starts_before = |node: &Node| node.span.start.min(node.key.start) <= span.start;
        let last = self.nodes.partition_point(starts_before).checked_sub(1)?;
        let value = Value { tree: self, id: NodeId(last as u32) };
        let covers = |value: &Value<'_>| value.key().map_or(value.span(), |key| key.span.to(value.span())).end >= span.end;
        std::iter::successors(Some(value), |value| value.parent()).find(covers)
    }

    /// The value at a JSON Pointer (RFC 6901), if there is one.
    #[must_use]
    pub fn at_pointer(&self, pointer: &str) -> Option<Value<'_>> {
        self.root()?.at_pointer(pointer)
    }

    /// What is wrong with the text, in document order.
    #[must_use]
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Whether something is wrong with the text at `span`, or right beside it.
    #[must_use]
    pub fn has_error_at(&self, span: Span) -> bool {
        let before = self.errors.partition_point(|error| error.span.start <= span.end);
        // They follow one another, so that only the last ones reach as far.
        self.errors.iter().take(before).rev().take(4).any(|error| error.span.touches(span))
    }

    /// Whether there may be template holes in it: `false` is certain.
    #[must_use]
    pub const fn may_have_holes(&self) -> bool {
        self.may_have_holes
    }

    /// Whether an object may have a name twice: `false` is certain.
    #[must_use]
    pub const fn may_repeat_names(&self) -> bool {
        self.may_repeat_names
    }

    /// Whether it is JSON and nothing else: no error, no hole, no name that an object has twice.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.errors.is_empty() && !self.may_have_holes && !self.may_repeat_names
    }

    /// The first bracket beyond [`MAX_DEPTH`](super::MAX_DEPTH); what is inside was not read.
    #[must_use]
    pub const fn too_deep(&self) -> Option<Span> {
        self.too_deep
    }

    /// Where the text stands, if it was decoded from a string of another tree.
    #[must_use]
    pub fn host(&self) -> Option<&Host> {
        self.host.as_deref()
    }

    /// What a string says that is written with escapes, for as long as the tree is there.
    pub(super) fn decoded(&self, id: NodeId) -> Option<&str> {
        let decoded = self.decoded.get_or_init(|| {
            let escaped = self.values().filter(|value| value.raw().contains('\\'));
            escaped.filter_map(|value| Some((value.id(), value.as_str()?.into()))).collect()
        });
        let at = decoded.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        decoded.get(at).map(|(_, text)| &**text)
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }
}
