//! Walking a tree.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

use super::hole::{Syntax, holes};
use super::string;
use super::tree::{Kind, NO_KEY, Node, NodeId, Tree};
use crate::source::{Origin, Span};

/// One value of a tree: cheap to copy, and it knows where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Value<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) id: NodeId,
}

/// The name of a member, as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Key<'t> {
    text: &'t str,
    /// The name with its quotes.
    pub span: Span,
    plain: bool,
}

impl<'t> Key<'t> {
    /// The name, decoded.
    #[must_use]
    pub fn name(&self) -> Cow<'t, str> {
        string::said(self.span, self.text, self.plain)
    }

    /// The name as it is written, without its quotes.
    #[must_use]
    pub fn raw(&self) -> &'t str {
        self.inside().of(self.text)
    }

    /// Where the name stands, without its quotes.
    #[must_use]
    pub fn inside(&self) -> Span {
        string::inner_span(self.span, self.text, self.plain)
    }

    /// Where each byte of the decoded name was written.
    #[must_use]
    pub fn origin(&self) -> Origin {
        string::origin(self.raw(), self.inside().start())
    }
}

impl<'t> Value<'t> {
    #[inline]
    fn node(self) -> &'t Node {
        const NOTHING: Node = Node {
            span: Span { start: 0, end: 0 },
            key: NO_KEY,
            next: u32::MAX,
            parent: 0,
            index: 0,
            kind: Kind::Invalid,
            plain: false,
            key_plain: false,
        };
        self.tree.node(self.id).unwrap_or(&NOTHING)
    }

    /// The tree that it belongs to.
    #[must_use]
    pub const fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    /// Which node it is.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Where it stands, a string with its quotes.
    #[must_use]
    pub fn span(self) -> Span {
        self.node().span
    }

    /// As it is written.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.span().of(self.tree.text)
    }

    /// Where what a string says stands, without its quotes.
    #[must_use]
    pub fn inside(self) -> Span {
        let node = self.node();
        string::inner_span(node.span, self.tree.text, node.plain)
    }

    /// Its first character: the opening bracket, where it has one.
    #[must_use]
    pub fn opening(self) -> Span {
        let start = self.span().start();
        Span::new(start, start + self.raw().chars().next().map_or(0, char::len_utf8))
    }

    /// The name of the member that it is the value of.
    #[must_use]
    pub fn key(self) -> Option<Key<'t>> {
        let node = self.node();
        (node.key != NO_KEY).then_some(Key { text: self.tree.text, span: node.key, plain: node.key_plain })
    }

    /// The name of the member that it is the value of, decoded; empty for an item of a list.
    #[must_use]
    pub fn name(self) -> Cow<'t, str> {
        self.key().map(|key| key.name()).unwrap_or_default()
    }

    /// The value that a JSON Pointer leads to from here.
    #[must_use]
    pub fn at_pointer(self, pointer: &str) -> Option<Self> {
        let steps = pointer.strip_prefix('/').map(|steps| steps.split('/')).into_iter().flatten();
        steps.map(|step| step.replace("~1", "/").replace("~0", "~")).try_fold(self, |value, step| {
            let is_meant =
                |child: &Value<'_>| child.key().map_or_else(|| child.index().to_string() == step, |key| key.name() == step);
            value.children().find(is_meant)
        })
    }

    /// Whether it is the value of a member of that name.
    #[must_use]
    #[inline]
    pub fn is_named(self, name: &str) -> bool {
        let node = self.node();
        if node.key_plain {
            // Most names are of another length, which is seen without a look at the text.
            return node.key.len() == name.len() + 2 && string::between_quotes(node.key).of(self.tree.text) == name;
        }
        self.key().is_some_and(|key| key.name() == name)
    }

    /// How many siblings stand before it.
    #[must_use]
    pub fn index(self) -> usize {
        self.node().index as usize
    }

    /// The object or list that it stands in.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        (self.id.0 != 0).then(|| Self { tree: self.tree, id: NodeId(self.node().parent) })
    }

    /// The members of an object or the items of a list, in order; nothing for other values.
    pub fn children(self) -> impl Iterator<Item = Self> + use<'t> {
        let tree = self.tree;
        let end = if self.is_container() { self.node().next } else { 0 };
        let mut at = self.id.0 + 1;
        std::iter::from_fn(move || {
            let child = Self { tree, id: NodeId(at) };
            (at < end).then(|| {
                at = child.node().next;
                child
            })
        })
    }

    /// The value of its member of that name.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Self> {
        self.children().find(|member| member.is_named(name))
    }

    /// The items of a list, or itself alone: what may be given once may often be given as a list, too.
    pub fn one_or_many(self) -> impl Iterator<Item = Self> + use<'t> {
        let is_list = self.kind() == Kind::Array;
        let (one, many) = (Some(self).filter(|_| !is_list), Some(self).filter(|_| is_list));
        one.into_iter().chain(many.into_iter().flat_map(Self::children))
    }

    /// Everything inside it, at any depth, in document order, and itself first.
    #[must_use]
    pub fn subtree(self) -> impl ExactSizeIterator<Item = Self> + use<'t> {
        let tree = self.tree;
        (self.id.0..self.node().next).map(move |id| Self { tree, id: NodeId(id) })
    }

    /// Whether it is an object or a list.
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(self.kind(), Kind::Object | Kind::Array)
    }

    /// The decoded text of a string.
    #[must_use]
    #[inline]
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        let node = self.node();
        (node.kind == Kind::String).then(|| string::said(node.span, self.tree.text, node.plain))
    }

    /// The same for as long as the tree is there.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        match self.as_str()? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => self.tree.decoded(self.id),
        }
    }

    /// Whether both say the same, however they are written.
    #[must_use]
    pub fn says_the_same(self, other: Self) -> bool {
        self.said().eq(other.said())
    }

    /// The same number for values that say the same, and hardly ever for others.
    #[must_use]
    pub fn digest(self, hasher: &impl BuildHasher) -> u64 {
        let mut state = hasher.build_hasher();
        self.said().for_each(|said| said.hash(&mut state));
        state.finish()
    }

    /// What it says and everything inside of it, by which all else that says the same is known.
    fn said(self) -> impl Iterator<Item = impl Eq + Hash + use<'t>> + use<'t> {
        self.subtree().map(move |value| {
            let name = if value.id == self.id { "".into() } else { value.name() };
            let word = if value.is_container() { "" } else { value.raw() };
            (value.kind(), value.subtree().len(), name, value.as_str().unwrap_or_else(|| word.into()))
        })
    }

    /// The holes of a text that the string decodes to, as [`holes`] finds them.
    #[must_use]
    pub fn holes(self, decoded: &str, syntax: Syntax) -> Vec<Range<usize>> {
        if self.may_have_holes() { holes(decoded, syntax) } else { Vec::new() }
    }

    /// Whether a text that the string decodes to has holes.
    #[must_use]
    pub fn has_holes(self, decoded: &str, syntax: Syntax) -> bool {
        self.may_have_holes() && !holes(decoded, syntax).is_empty()
    }

    fn may_have_holes(self) -> bool {
        self.tree.may_have_holes && !self.node().plain
    }

    /// Where each byte of the decoded string was written.
    #[must_use]
    pub fn origin(self) -> Origin {
        let inner = self.inside();
        string::origin(inner.of(self.tree.text), inner.start())
    }

    /// Its JSON Pointer (RFC 6901): empty for the outermost value.
    #[must_use]
    pub fn pointer(self) -> String {
        // Most are short: to `/aws_param/CustomerMasterKeySpec`, into a policy.
        let mut pointer = String::with_capacity(48);
        for step in self.path() {
            pointer.push('/');
            match step.key() {
                Some(key) => push_escaped(&mut pointer, &key.name()),
                None => drop(write!(pointer, "{}", step.index())),
            }
        }
        pointer
    }

    /// The values that lead to it, from below the outermost one to itself.
    pub(crate) fn path(self) -> impl Iterator<Item = Self> {
        let mut path: Vec<Self> = std::iter::successors(Some(self), |value| value.parent()).collect();
        path.pop();
        path.into_iter().rev()
    }
}

fn push_escaped(pointer: &mut String, name: &str) {
    if name.contains(['~', '/']) {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(name);
    }
}
