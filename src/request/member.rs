//! A member of the request as the shape rules see it.

use super::given::Given;
use super::naming::Naming;
use super::text::Text;
use crate::catalog::Dialect;
use crate::catalog::field::{Field, FieldFacts, Object, Shape};
use crate::catalog::placeholder::{is_bracketed, is_placeholder};
use crate::catalog::spec::{Word, find_word};
use crate::json::{Kind, Syntax, Value, looks_like_json};

/// A member of the request, of `aws_param` or of a tag.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The object that it stands in.
    pub object: Object,
    /// Its value, which knows its name.
    pub value: Value<'t>,
    /// What its name was found to be.
    pub naming: Naming,
    /// What its value was found to be, where its name says what it should be.
    pub state: State,
}

/// What a value was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As the manual wants it.
    Given,
    /// `null`, `""` or an empty list: not set.
    Unset,
    /// A template hole, or a text with one.
    Hole,
    /// Another type than the manual wants.
    WrongType,
    /// A placeholder that was never filled in.
    Placeholder,
    /// A word that the field does not take.
    UnknownWord,
    /// Reported as a syntax error.
    Invalid,
}

impl<'t> Member<'t> {
    /// Its value, as far as other rules may rely on it.
    #[must_use]
    pub const fn given(&self) -> Given<Value<'t>> {
        match self.state {
            State::Given => Given::Present(self.value),
            State::Unset => Given::Absent,
            State::Hole => Given::Hole,
            State::WrongType | State::Placeholder | State::UnknownWord | State::Invalid => Given::Invalid,
        }
    }

    /// Its text, which may have holes.
    #[must_use]
    pub fn text(&self) -> Option<Text<'t>> {
        if self.may_be_text() { Text::read(self.value) } else { None }
    }

    /// Whether its value is what it should be, or a text that a template fills in.
    pub(super) const fn may_be_text(&self) -> bool {
        matches!(self.state, State::Given | State::Hole)
    }

    /// Whether nobody has to look at it: its name is a field's, and its value is one, or none, for it.
    pub(super) const fn is_in_order(&self) -> bool {
        self.is_known() && matches!(self.state, State::Given | State::Unset)
    }

    /// Whether its name is spelled as the field's, so that the server would take it.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        matches!(self.naming, Naming::Known(_))
    }
}

/// What `value` is, as the value of a field.
pub(super) fn state(dialect: Dialect, facts: &FieldFacts, value: Value<'_>) -> State {
    let FieldFacts { field, shape, .. } = *facts;
    match value.kind() {
        Kind::Invalid => State::Invalid,
        Kind::Hole => State::Hole,
        _ if is_unset(field, value) => State::Unset,
        Kind::Object if is_template_function(value) => State::Placeholder,
        Kind::String => text_state(field, shape, value),
        Kind::Array if field == Field::Alias && dialect.is_terraform() => State::Given,
        _ if has_type(shape, value) => State::Given,
        _ => State::WrongType,
    }
}

/// `null`, `""` and an empty list mean "not set": the vendor's own Terraform provider sends them on every create. An empty
/// tag value is a value, and an empty policy is a policy.
fn is_unset(field: Field, value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Null => field != Field::TagValue,
        Kind::String => field != Field::TagValue && value.span().len() == 2,
        Kind::Array => value.children().next().is_none(),
        Kind::Object => field == Field::AwsParam && is_empty_object(value),
        _ => false,
    }
}

/// `{}`, and not an object whose members were lost to a syntax error.
fn is_empty_object(value: Value<'_>) -> bool {
    value.raw().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(|inside| inside.trim().is_empty())
}

fn has_type(shape: Shape, value: Value<'_>) -> bool {
    match shape {
        Shape::Text | Shape::Word(_) => matches!(value.kind(), Kind::String | Kind::Null),
        Shape::Flag => matches!(value.kind(), Kind::Boolean(_)),
        Shape::Object(_) => value.kind() == Kind::Object,
        Shape::Texts | Shape::Accounts | Shape::Objects(_) => value.kind() == Kind::Array,
        // The policy's shape has rules of its own, in the category `policy`.
        Shape::Policy => true,
    }
}

fn text_state(field: Field, shape: Shape, value: Value<'_>) -> State {
    let Some(text) = value.as_str() else { return State::WrongType };
    if shape == Shape::Policy && looks_like_json(&text) {
        // A policy in a string: what is a hole in it is told from policy variables when it is read.
        return State::Given;
    }
    if value.has_holes(&text, Syntax::Template) {
        return State::Hole;
    }
    let is_prose = matches!(field, Field::Description | Field::TagValue);
    let unfilled = if is_prose { is_bracketed(&text) } else { is_placeholder(&text) };
    match shape {
        _ if unfilled => State::Placeholder,
        Shape::Word(words) => word_state(words, &text),
        Shape::Text | Shape::Policy => State::Given,
        _ => State::WrongType,
    }
}

fn word_state(words: &[Word], text: &str) -> State {
    if find_word(words, text).is_some() { State::Given } else { State::UnknownWord }
}

/// A CloudFormation function that was left as an object: `{"Ref": …}`, `{"Fn::Sub": …}`.
#[must_use]
pub fn is_template_function(value: Value<'_>) -> bool {
    if value.kind() != Kind::Object {
        return false;
    }
    let mut members = value.children().filter_map(Value::key);
    let only = members.next();
    let Some(key) = only.filter(|_| members.next().is_none()) else { return false };
    let name = key.name();
    matches!(&*name, "Ref" | "Condition") || name.starts_with("Fn::")
}
