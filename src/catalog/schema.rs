//! The JSON Schema of the request, written from the field table.
//!
//! Keywords apply by type, so "or not set" is said flatly: `null` is among the types, an empty list passes as a list of no
//! items, and `""` is among the words. `oneOf` and `anyOf` would say it too, in errors that nobody can read.

use serde_json::{Map, Value, json};

use super::Operation;
use super::field::{Field, FieldFacts, Object, Shape, TextLimits};
use super::limits::{ALIAS_PREFIX, TAG_COUNT};
use super::spec::Word;

/// The JSON Schema (draft 2020-12) of a create-key request.
///
/// It has what can be said of a field alone. It rejects what the rules of shape report at `warning` and above.
#[must_use]
pub fn request() -> Value {
    let mut schema = object(Operation::CreateKey, Object::Request);
    let front = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cckm-lint:create-key-request:1",
        "title": "CCKM: create an AWS key",
        "description": "The body of POST /v1/cckm/aws/keys. What goes across fields, such as the usages of a spec, is checked by cckm-lint.",
        "examples": [{
            "kms": "aws-main",
            "region": "eu-west-1",
            "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
        }],
    });
    merge(&mut schema, front);
    schema
}

/// The JSON Schema (draft 2020-12) of the request of an operation.
#[must_use]
pub fn of(operation: Operation) -> Value {
    if operation == Operation::CreateKey {
        return request();
    }
    let mut schema = object(operation, Object::Request);
    let front = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:cckm-lint:{}-request:1", operation.name()),
        "title": format!("CCKM: {}", operation.name()),
        "description": format!("The body of {}. What goes across fields is checked by cckm-lint.", operation.endpoint()),
    });
    merge(&mut schema, front);
    schema
}

fn object(operation: Operation, of: Object) -> Value {
    // What some clients send along is let pass.
    let passed = operation.facts().passed.iter().filter(|_| of == Object::Request).map(|name| ((*name).to_owned(), json!({})));
    let fields = operation.fields(of).map(|facts| (facts.name.to_owned(), field(operation, facts)));
    let properties: Map<String, Value> = fields.chain(passed).collect();
    let required: Vec<&str> = operation.fields(of).filter(|facts| facts.required).map(|facts| facts.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        merge(&mut schema, json!({ "required": required }));
    }
    schema
}

fn field(operation: Operation, facts: &FieldFacts) -> Value {
    let mut schema = match facts.shape {
        Shape::Text => text(facts),
        Shape::Word(words) => json!({ "enum": documented(words).chain([json!(""), Value::Null, json!([])]).collect::<Vec<_>>() }),
        Shape::Flag => or_unset(json!({}), "boolean"),
        Shape::Object(inner) => or_unset(object(operation, inner), "object"),
        // Its shape is a matter of the category `policy`, which says more than a schema could.
        Shape::Policy => json!({}),
        Shape::Texts => list(&json!({ "type": "string" })),
        Shape::Accounts => list(&json!({ "type": "string", "description": "Twelve digits, or the ARN of an account's root." })),
        Shape::Objects(inner) => {
            let mut tags = list(&object(operation, inner));
            merge(&mut tags, json!({ "maxItems": TAG_COUNT }));
            tags
        }
    };
    merge(&mut schema, json!({ "title": title(facts.name), "description": facts.about }));
    if let Some(default) = default_of(facts.field).filter(|_| operation == Operation::CreateKey) {
        merge(&mut schema, json!({ "default": default }));
    }
    if let Some(examples) = examples(operation, facts) {
        merge(&mut schema, json!({ "examples": examples }));
    }
    schema
}

/// A string that must be given, or one that may be unset, too.
fn text(facts: &FieldFacts) -> Value {
    let mut schema = match facts.field {
        // An empty tag value is a value, and so is `null`.
        Field::TagValue => json!({ "type": ["string", "null"] }),
        _ if facts.required => json!({ "type": "string", "minLength": 1 }),
        _ => or_unset(json!({}), "string"),
    };
    if let Some(text_limits) = facts.limits {
        merge(&mut schema, limits(facts.field, text_limits));
    }
    schema
}

fn limits(field: Field, TextLimits { max_length, pattern }: TextLimits) -> Value {
    match pattern {
        // `alias/` in front does not count; that it should not be there is for `alias-prefix` to say, which is not about shape.
        Some(pattern) if field == Field::Alias => {
            let character = pattern.trim_end_matches('*');
            let pattern = format!("^({ALIAS_PREFIX})?{character}{{0,{max_length}}}$");
            json!({ "maxLength": ALIAS_PREFIX.len() + max_length, "pattern": pattern })
        }
        Some(pattern) => json!({ "maxLength": max_length, "pattern": format!("^{pattern}$") }),
        None => json!({ "maxLength": max_length }),
    }
}

/// A list, `null` or `""`.
fn list(items: &Value) -> Value {
    json!({ "type": ["array", "null", "string"], "maxLength": 0, "items": items })
}

/// The schema with `null`, `""` and the empty list besides its own type.
fn or_unset(mut schema: Value, own: &str) -> Value {
    let unset = if own == "string" {
        json!({ "type": ["string", "null", "array"], "maxItems": 0 })
    } else {
        json!({ "type": [own, "null", "string", "array"], "maxLength": 0, "maxItems": 0 })
    };
    merge(&mut schema, unset);
    schema
}

fn documented(words: &'static [Word]) -> impl Iterator<Item = Value> {
    words.iter().filter(|word| word.documented).map(|word| json!(word.name))
}

/// What the server takes where the field is not set. Source: botocore 1.44.8, `CreateKey`.
///
/// `KeyUsage` has none: `ENCRYPT_DECRYPT` is taken for one spec alone, and would be wrong for most others.
const fn default_of(field: Field) -> Option<&'static str> {
    match field {
        Field::CustomerMasterKeySpec => Some("SYMMETRIC_DEFAULT"),
        Field::Origin => Some("AWS_KMS"),
        _ => None,
    }
}

/// Values for an editor to offer and to show. Those of words and flags are plain from their types.
fn examples(operation: Operation, facts: &FieldFacts) -> Option<Value> {
    let tag = || {
        let name = |field: Field| operation.field(field).map_or("", |facts| facts.name);
        json!({ name(Field::TagKey): "team", name(Field::TagValue): "cards" })
    };
    let examples = match facts.field {
        Field::Tags if facts.shape == Shape::Texts => json!([["team"]]),
        Field::Kms => json!(["aws-main"]),
        Field::Region => json!(["eu-west-1", "us-east-1"]),
        Field::KeyAdmins | Field::KeyUsers => json!([["alice"]]),
        Field::KeyAdminsRoles | Field::KeyUsersRoles => json!([["payments-keys"]]),
        Field::ExternalAccounts => json!([["111122223333"]]),
        Field::Alias => json!(["payments"]),
        Field::Description => json!(["Encrypts card data of the payments service."]),
        Field::Policy => json!([default_policy()]),
        Field::Tags => json!([[tag()]]),
        Field::TagKey => json!(["team"]),
        Field::TagValue => json!(["cards"]),
        _ => return None,
    };
    Some(examples)
}

/// What AWS gives a key that is made without a policy.
fn default_policy() -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
            "Action": "kms:*",
            "Resource": "*"
        }]
    })
}

/// `key_admins_roles` as `Key admins roles`, `KeyUsage` as `Key usage`.
fn title(name: &str) -> String {
    let mut title = String::new();
    for c in name.chars() {
        match c {
            '_' => title.push(' '),
            c if c.is_ascii_uppercase() && !title.is_empty() => title.extend([' ', c.to_ascii_lowercase()]),
            c if title.is_empty() => title.push(c.to_ascii_uppercase()),
            c => title.push(c),
        }
    }
    title
}

/// Puts the members of `more` into `schema`, where both are objects.
fn merge(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}
