//! A value in a host language: YAML, Terraform, or JSON in another shape.

use std::collections::HashSet;
use std::rc::Rc;

use super::Document;
use super::call::Piece;
use crate::json::{Kind, Value};
use crate::source::{Notation, Origin, Span};

/// A value, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// From its first character to its last.
    pub span: Span,
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A text.
    Text(Scalar),
    /// A text without quotes, which may be meant for something else: YAML's `true` and `12`.
    Plain(Scalar),
    /// `true`, `null` or a number, as JSON writes it.
    Literal(String),
    /// A value that is only known once the file is put to use: what it hangs on.
    Hole(String),
    /// What stands in the file of that name.
    File(String),
    Sequence(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
    /// A value that is handed on as JSON text.
    Encoded(Box<Node>),
    /// What another node says, which stands somewhere else.
    Alias(Option<Rc<Node>>),
}

/// A text in a host language.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// What it says.
    pub text: String,
    /// Where that is written.
    pub origin: Origin,
    /// How all of it is written, quotes and all.
    pub token: Notation,
}

impl Scalar {
    /// A text that was written as all of `span`, which nothing else can be put into.
    pub(super) fn fixed(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        let mut origin = Origin::builder();
        origin.written_in(Notation::Fixed);
        origin.replace(Span::new(0, text.len()), span);
        Self { text, origin, token: Notation::Fixed }
    }

    /// The text by itself, in the file that `outer` leads to.
    pub(super) fn within(self, outer: &Origin) -> Document<'static> {
        Document { text: self.text.into(), origin: self.origin.through(outer) }
    }

    /// The text as a piece of that file.
    pub(super) fn piece(&self, outer: &Origin) -> Piece {
        Piece { text: self.text.clone(), origin: self.origin.through(outer) }
    }
}

/// Aliases of aliases are followed no further than this.
const MOST_ALIASES: usize = 16;

/// The name of a member in whose place those of another mapping stand.
const MERGE: &str = "<<";

impl Node {
    pub(super) const fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Text(scalar) | Content::Plain(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text that it is.
    pub(super) fn text(&self) -> Option<&str> {
        self.target().scalar().map(|scalar| scalar.text.as_str())
    }

    /// The node that an alias stands for.
    pub(super) fn target(&self) -> &Self {
        let mut node = self;
        for _ in 0..MOST_ALIASES {
            match &node.content {
                Content::Alias(Some(target)) => node = target,
                _ => break,
            }
        }
        node
    }

    /// The items of a sequence; anything else, and an empty one, by itself.
    pub(super) fn one_or_many(&self) -> &[Self] {
        if self.items().is_empty() { std::slice::from_ref(self) } else { self.items() }
    }

    /// The items of a list.
    pub(super) fn items(&self) -> &[Self] {
        match &self.target().content {
            Content::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The names and values of a mapping, with those that are merged into it, unless it has them itself.
    pub(super) fn members(&self) -> Vec<(&Self, &Self)> {
        let mut members = Vec::new();
        let Content::Mapping(pairs) = &self.target().content else { return members };
        if pairs.iter().any(|(name, _)| name.is_merge()) {
            self.merge_into(&mut members, &mut HashSet::new(), &mut HashSet::new());
        } else {
            members.extend(pairs.iter().map(|(name, value)| (name, value)));
        }
        members
    }

    /// Adds the members of a mapping whose names are not `known`. One that is merged again adds nothing, so each is only `seen`
    /// once.
    fn merge_into<'n>(&'n self, members: &mut Vec<(&'n Self, &'n Self)>, known: &mut HashSet<&'n str>, seen: &mut HashSet<Span>) {
        let target = self.target();
        let Content::Mapping(pairs) = &target.content else { return };
        if !seen.insert(target.span) {
            return;
        }
        let (merges, own): (Vec<_>, Vec<_>) = pairs.iter().partition(|(name, _)| name.is_merge());
        for (name, value) in own {
            if name.text().is_none_or(|text| known.insert(text)) {
                members.push((name, value));
            }
        }
        for (_, merged) in merges {
            let mappings = merged.one_or_many();
            for mapping in mappings {
                mapping.merge_into(members, known, seen);
            }
        }
    }

    fn is_merge(&self) -> bool {
        matches!(&self.content, Content::Plain(scalar) if scalar.text == MERGE)
    }

    /// The value of the member of that name.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        self.members().into_iter().rev().find(|(known, _)| known.text() == Some(name)).map(|(_, value)| value)
    }

    /// The same value, as written at `span`: what a reference stands for, where the reference is.
    pub(super) fn placed_at(&self, span: Span) -> Self {
        let scalar = |scalar: &Scalar| Scalar::fixed(scalar.text.clone(), span);
        let pair = |(name, value): &(Self, Self)| (name.placed_at(span), value.placed_at(span));
        let content = match &self.content {
            Content::Text(text) => Content::Text(scalar(text)),
            Content::Plain(text) => Content::Plain(scalar(text)),
            Content::Sequence(items) => Content::Sequence(items.iter().map(|item| item.placed_at(span)).collect()),
            Content::Mapping(pairs) => Content::Mapping(pairs.iter().map(pair).collect()),
            Content::Encoded(value) => Content::Encoded(Box::new(value.placed_at(span))),
            other => other.clone(),
        };
        Self { span, content }
    }

    /// A value of JSON.
    pub(super) fn of_json(value: Value<'_>) -> Self {
        let content = match value.kind() {
            Kind::Object => Content::Mapping(value.children().map(|member| (name_of(member), Self::of_json(member))).collect()),
            Kind::Array => Content::Sequence(value.children().map(Self::of_json).collect()),
            Kind::String => Content::Text(Scalar {
                text: value.as_str().unwrap_or_default().into_owned(),
                origin: value.origin(),
                token: Notation::Plain,
            }),
            Kind::Number | Kind::Boolean(_) | Kind::Null => Content::Literal(value.raw().to_owned()),
            Kind::Hole | Kind::Invalid => Content::Hole(String::new()),
        };
        Self { span: value.span(), content }
    }
}

fn name_of(member: Value<'_>) -> Node {
    let span = member.key().map(|key| key.span).unwrap_or_default();
    let scalar = Scalar { token: Notation::Plain, ..Scalar::fixed(member.name(), span) };
    Node { span, content: Content::Text(scalar) }
}
