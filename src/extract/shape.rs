//! What a value is, as far as its shape tells: which call a body is for, a key that exists, a key policy.

use crate::catalog::field::{Field, Object};
use crate::catalog::{Dialect, Operation};
use crate::json::{Kind, Value};

/// What the fields of a body are called of which nothing tells what sends it: as the user says, or else by its shape.
#[must_use]
pub fn dialect_of(body: Value<'_>, said: Option<Operation>) -> Dialect {
    match said {
        Some(Operation::ReadKey) => key_dialect(body).unwrap_or_default(),
        Some(operation) => Dialect::of(operation),
        None => dialect_by_shape(body),
    }
}

/// What the fields of a body are called that stands by itself: those of the call that it has the shape of, or else of the one
/// that makes a key.
fn dialect_by_shape(body: Value<'_>) -> Dialect {
    Dialect::of(operation_by_shape(body).unwrap_or_default())
}

/// The call beside the one that makes a key that a body has the shape of: fields that nothing else has, and where there are none,
/// its fields and no others. What cannot be told, such as an alias to verify from a key with a field in the wrong place, is none.
pub(super) fn operation_by_shape(body: Value<'_>) -> Option<Operation> {
    let mut told = 0_u8;
    for key in body.children().filter_map(Value::key) {
        told |= TELLING.iter().find(|(name, _)| *name == &*key.name()).map_or(0, |(_, told)| *told);
    }
    let is_for_new_key = told & NEW_KEY != 0;
    if told & SOURCE != 0 {
        let is_import = !is_for_new_key && has_only_fields(body, Operation::ImportMaterial);
        return if is_import { Some(Operation::ImportMaterial) } else { Some(Operation::UploadKey).filter(|_| is_for_new_key) };
    }
    if told & REPLICA != 0 {
        return Some(Operation::ReplicateKey);
    }
    // A key store of one's own has `local_hosted_params`, too, and a `kms`.
    if told & HOSTED != 0 {
        return Some(Operation::CreateHyokKey).filter(|_| told & PLACE == 0);
    }
    if is_for_new_key && told & NAME == 0 {
        return None;
    }
    [Operation::CreateTemplate, Operation::SetPolicy, Operation::AddTags]
        .into_iter()
        .find(|operation| has_only_fields(body, *operation) && is_whole(body, *operation))
}

const SOURCE: u8 = 1;
const REPLICA: u8 = 2;
const HOSTED: u8 = 4;
const PLACE: u8 = 8;
const PARAM: u8 = 16;
const NAME: u8 = 32;
const NEW_KEY: u8 = PLACE | PARAM;

/// Names that tell what a body is for. One look at each name of a body is all that most of them take.
const TELLING: [(&str, u8); 7] = [
    ("aws_param", PARAM),
    ("kms", PLACE),
    ("region", PLACE),
    ("source_key_identifier", SOURCE),
    ("replica_region", REPLICA),
    ("local_hosted_params", HOSTED),
    ("name", NAME),
];

fn has_only_fields(body: Value<'_>, operation: Operation) -> bool {
    let is_field = |member: Value<'_>| operation.fields(Object::Request).any(|facts| member.is_named(facts.name));
    body.children().all(is_field)
}

/// Whether a body has what makes it sure that it is for this call.
fn is_whole(body: Value<'_>, operation: Operation) -> bool {
    let has = |name: &str| body.member(name).is_some();
    let has_key_policy = || body.member("policy").is_some_and(is_key_policy);
    let has_list = || Field::PRINCIPAL_LISTS.iter().any(|list| has(list.json_name()));
    match operation {
        Operation::CreateTemplate => has("name") && (has_key_policy() || has_list()),
        Operation::SetPolicy => has_key_policy(),
        Operation::AddTags => {
            let tags = body.member("tags").filter(|tags| tags.kind() == Kind::Array);
            tags.is_some_and(|tags| tags.children().any(|tag| tag.member("tag_key").is_some()))
        }
        _ => false,
    }
}

/// What the fields of a key that exists are called; nothing where a value is none.
#[must_use]
pub fn key_dialect(value: Value<'_>) -> Option<Dialect> {
    let has = |name: &str| value.member(name).is_some();
    // Buckets and roles have policies, too.
    let has_key_policy = || {
        let policy = value.member("Policy");
        policy.is_some_and(|policy| has("PolicyName") || memchr::memmem::find(policy.raw().as_bytes(), b"kms:").is_some())
    };
    match value.kind() {
        Kind::Object if has("aws_param") => Some(Dialect::of(Operation::ReadKey)),
        Kind::Object if has("KeyMetadata") || has_key_policy() => Some(Dialect::of(Operation::ReadAwsKey)),
        _ => None,
    }
}

/// Whether a policy is one of a key, and not of a bucket or a role: a statement names an action of KMS, and a principal.
#[must_use]
pub fn is_key_policy(value: Value<'_>) -> bool {
    let has = |object: Value<'_>, names: &[&str]| names.iter().any(|name| object.member(name).is_some());
    let names_kms =
        |statement: Value<'_>| statement.subtree().any(|value| value.as_str().is_some_and(|text| text.starts_with("kms:")));
    value
        .subtree()
        .any(|statement| has(statement, &["Principal", "NotPrincipal"]) && has(statement, &["Effect"]) && names_kms(statement))
}
