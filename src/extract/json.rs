//! Which values of a JSON text are requests.

use crate::catalog::field::Field;
use crate::catalog::near::nearest;
use crate::json::{Kind, Tree, Value};

/// What a JSON text holds, as far as can be told without reading it as a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// At least one request.
    Request,
    /// The answer to a request.
    Answer,
    /// A key policy by itself.
    Policy,
    /// Something else.
    Other,
}

/// The values of a text that are requests: the outermost value, or the items of an outermost list.
pub fn requests<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = Value<'t>> {
    let root = tree.root();
    let list = root.filter(|root| root.kind() == Kind::Array);
    let single = root.filter(|root| root.kind() != Kind::Array);
    single.into_iter().chain(list.into_iter().flat_map(Value::children))
}

/// What `value` holds.
#[must_use]
pub fn holding(value: Value<'_>) -> Holding {
    let has = |name: &str| value.children().any(|member| member.key().is_some_and(|key| key.raw() == name));
    if value.kind() != Kind::Object {
        Holding::Other
    } else if has("id") && has("uri") && has("createdAt") {
        Holding::Answer
    } else if is_request(value) {
        Holding::Request
    } else if has("Statement") {
        Holding::Policy
    } else {
        Holding::Other
    }
}

/// An object is a request where it has `aws_param` or a near miss of it, or both `kms` and `region`.
fn is_request(value: Value<'_>) -> bool {
    let param = Field::AwsParam.json_name();
    let names = || value.children().filter_map(Value::key).map(|key| key.name());
    let has = |field: Field| names().any(|name| name == field.json_name());
    has(Field::AwsParam) || (has(Field::Kms) && has(Field::Region)) || names().any(|name| nearest(&name, [param]).is_some())
}
