//! What belongs in a place of a request.

use crate::catalog::field::{Field, FieldFacts, Object, Shape};
use crate::catalog::policy_element::{DOCUMENT, PRINCIPAL, STATEMENT};
use crate::catalog::{ConditionKey, Dialect, Operator};
use crate::request::policy::take_apart;

/// What belongs in the place of a value. In a list, its entries have the slot of the list where the same may stand in both.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// The request.
    Request,
    /// The value of a field.
    Field(&'static FieldFacts),
    /// An entry of the tags.
    Tag,
    /// A key policy.
    Policy,
    /// The value of an element of a policy or of a statement; a statement itself in that of `Statement`.
    Element(&'static str),
    /// Principals of a type.
    Principals(&'static str),
    /// The tests of an operator.
    Tests(&'static Operator),
    /// What a condition key is compared with.
    Compared(&'static ConditionKey),
    /// Nothing that is known.
    Unknown,
}

impl Slot {
    /// The slot of the member of that name.
    pub(super) fn member(self, dialect: Dialect, name: &str) -> Self {
        let element = |known: &[&'static str]| known.iter().find(|known| **known == name).map(|name| Self::Element(name));
        let here = if self.is_policy() { Self::Policy } else { self };
        let found = match here {
            Self::Policy => element(DOCUMENT),
            Self::Element("Statement") => element(STATEMENT),
            Self::Element("Principal" | "NotPrincipal") => {
                PRINCIPAL.iter().find(|known| **known == name).map(|name| Self::Principals(name))
            }
            Self::Element("Condition") => Operator::find(take_apart(name).base).map(Self::Tests),
            Self::Tests(_) => ConditionKey::find(name).map(Self::Compared),
            _ => self.object().and_then(|object| dialect.field(object, name)).map(Self::Field),
        };
        found.unwrap_or(Self::Unknown)
    }

    /// The slot of an entry of a list.
    pub(super) const fn item(self) -> Self {
        match self {
            Self::Field(facts) if matches!(facts.shape, Shape::Objects(_)) => Self::Tag,
            Self::Field(facts) if matches!(facts.shape, Shape::Object(_) | Shape::Policy) => Self::Unknown,
            Self::Request | Self::Policy | Self::Tests(_) => Self::Unknown,
            same => same,
        }
    }

    /// The object of the request that it is.
    pub(super) const fn object(self) -> Option<Object> {
        match self {
            Self::Request => Some(Object::Request),
            Self::Tag => Some(Object::Tag),
            Self::Field(facts) => match facts.shape {
                Shape::Object(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a key policy is written there as an object.
    pub(super) fn is_policy(self) -> bool {
        matches!(self, Self::Policy) || matches!(self, Self::Field(facts) if facts.field == Field::Policy)
    }
}
