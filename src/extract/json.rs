//! Which values of a JSON text are requests.

use super::Document;
use super::shape::{key_dialect, operation_by_shape};
use crate::catalog::Dialect;
use crate::catalog::field::{Field, Object};
use crate::catalog::near::nearest;
use crate::json::{Kind, Tree, Value, looks_like_json};
use crate::source::Origin;

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
    tree.root().into_iter().flat_map(Value::one_or_many)
}

/// The values of a text that are keys that exist, or their policies: the outermost value, the items of an outermost list, or of a
/// list of `resources` as CCKM pages through them.
pub fn keys<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = Value<'t>> {
    let pages = requests(tree);
    pages.flat_map(|page| page.member("resources").unwrap_or(page).one_or_many()).filter(|key| key_dialect(*key).is_some())
}

/// Whether a text does no more than name keys, as AWS does where it lists them, or their aliases.
#[must_use]
pub fn names_keys(tree: &Tree<'_>) -> bool {
    let has = |value: Value<'_>, names: [&str; 2]| names.iter().all(|name| value.member(name).is_some());
    let lists = |page: Value<'_>, list: &str, names: [&str; 2]| {
        page.member(list).is_some_and(|list| list.children().any(|entry| has(entry, names)))
    };
    requests(tree).any(|page| lists(page, "Keys", ["KeyId", "KeyArn"]) || lists(page, "Aliases", ["AliasName", "AliasArn"]))
}

/// A value of a text that is a text by itself: what a string says, or the characters of anything else.
#[must_use]
pub fn inside(value: Value<'_>, origin: &Origin) -> Document<'static> {
    match value.as_str() {
        Some(text) => Document { text: text.into_owned().into(), origin: value.origin().through(origin) },
        None => {
            let own = Origin::verbatim(value.span().start(), value.span().len());
            Document { text: value.raw().to_owned().into(), origin: own.through(origin) }
        }
    }
}

/// The key policies of a request that stand in strings.
pub fn policies_in_strings<'t>(request: Value<'t>, dialect: Dialect) -> impl Iterator<Item = Value<'t>> {
    let named =
        move |object: Value<'t>, field: Field| object.children().filter(move |member| member.is_named(dialect.name(field)));
    let is_at_top = dialect.facts(Field::Policy).object == Object::Request;
    let homes = named(request, Field::AwsParam).chain(is_at_top.then_some(request));
    homes.flat_map(move |home| named(home, Field::Policy)).filter(|value| value.kind() == Kind::String && is_json(*value))
}

/// Anything but JSON is no policy, and a hole is not known.
fn is_json(value: Value<'_>) -> bool {
    value.as_str().is_some_and(|text| looks_like_json(&text))
}

/// What `value` holds.
#[must_use]
pub fn holding(value: Value<'_>) -> Holding {
    let has = |name: &str| value.member(name).is_some();
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

/// An object is a request where it has `aws_param` or a near miss of it, or both `kms` and `region`, or the shape of another one.
fn is_request(value: Value<'_>) -> bool {
    let param = Field::AwsParam.json_name();
    let has = |field: Field| value.member(field.json_name()).is_some();
    let mut names = value.children().filter_map(Value::key).map(|key| key.name());
    has(Field::AwsParam)
        || (has(Field::Kms) && has(Field::Region))
        || names.any(|name| nearest(&name, [param]).is_some())
        || operation_by_shape(value).is_some()
}
