//! What can be put in a place, whatever it is written in.

use super::completion::CompletionKind;
use crate::catalog::field::Shape;

/// Something that can be put in a place.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub label: String,
    pub kind: CompletionKind,
    pub detail: Option<String>,
    pub documentation: Option<String>,
    pub what: What,
}

/// What is put there.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// The name of a member, and how its value begins.
    Name(Opening),
    /// A text.
    Text,
    /// A word of JSON.
    Literal,
}

/// How a value begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// With a quote.
    Text,
    /// With a brace.
    Object,
    /// With a bracket.
    List,
    /// As a block of HCL.
    Block,
    /// In one of several ways.
    Open,
}

impl Offer {
    pub(super) fn new(label: impl Into<String>, kind: CompletionKind, what: What) -> Self {
        Self { label: label.into(), kind, detail: None, documentation: None, what }
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub(super) fn about(mut self, documentation: impl Into<String>) -> Self {
        self.documentation = Some(documentation.into()).filter(|text| !text.is_empty());
        self
    }
}

impl Opening {
    /// How a value of that shape begins.
    pub(super) const fn of(shape: Shape) -> Self {
        match shape {
            Shape::Text | Shape::Word(_) => Self::Text,
            Shape::Flag => Self::Open,
            Shape::Object(_) | Shape::Policy => Self::Object,
            Shape::Texts | Shape::Accounts | Shape::Objects(_) => Self::List,
        }
    }

    /// Both ends of the value: what stands in front of the caret, and behind it.
    pub(super) const fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("\"", "\""),
            Self::Object | Self::Block => ("{", "}"),
            Self::List => ("[", "]"),
            Self::Open => ("", ""),
        }
    }
}
