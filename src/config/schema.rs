//! The JSON Schema of the configuration, written from the table of its keys.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, LEVELS, Shape};
use super::words::Word;
use crate::lint::Category;
use crate::rules;

/// The JSON Schema (draft 2020-12) of a configuration file.
#[must_use]
pub fn schema() -> Value {
    let mut schema = table(KEYS);
    let front = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cckm-lint:config:1",
        "title": "cckm-lint.toml",
        "description": "How a project wants its create-key requests to be linted.",
        "$defs": { "level": { "enum": LEVELS }, "levels": levels(), "rule": { "enum": names().map(|(name, _)| name).collect::<Vec<_>>() } },
    });
    merge(&mut schema, front);
    schema
}

/// Rules and categories, each with what it is about.
fn names() -> impl Iterator<Item = (&'static str, String)> {
    let categories = Category::ALL.iter().map(|category| (category.name(), format!("Every rule on {}.", category.title())));
    categories.chain(rules::all().map(|rule| (rule.meta().name, rule.meta().summary() + ".")))
}

/// An editor that knows the names of the rules can offer them.
fn levels() -> Value {
    let properties: Map<String, Value> =
        names().map(|(name, about)| (name.to_owned(), json!({ "$ref": "#/$defs/level", "description": about }))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        merge(&mut schema, json!({ "required": required }));
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = shape(key.shape);
    merge(&mut schema, json!({ "description": key.about }));
    schema
}

fn shape(of: Shape) -> Value {
    match of {
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer", "minimum": 0 }),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Pattern => json!({ "type": "string", "format": "regex" }),
        Shape::PatternOrTrue => json!({ "type": ["string", "boolean"], "format": "regex" }),
        Shape::Text(kind) => word(kind),
        Shape::Texts(kind) => json!({ "type": "array", "items": word(kind) }),
        Shape::Named(Word::Rule, _) => json!({ "$ref": "#/$defs/levels" }),
        Shape::Named(kind, inner) => {
            json!({ "type": "object", "propertyNames": word(kind), "additionalProperties": shape(*inner) })
        }
        Shape::Wish(inner) => wish(*inner),
        Shape::Table(keys) => table(keys),
        Shape::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
    }
}

fn wish(inner: Shape) -> Value {
    let name = inner.name_of_value();
    let properties = json!({ name: shape(inner), "message": { "type": "string", "minLength": 1 } });
    let long = json!({ "type": "object", "properties": properties, "required": [name], "additionalProperties": false });
    json!({ "anyOf": [shape(inner), long] })
}

fn word(kind: Word) -> Value {
    match kind {
        Word::Any | Word::Glob => json!({ "type": "string", "minLength": 1 }),
        Word::OneOf(words) => json!({ "enum": words }),
        Word::Rule => json!({ "$ref": "#/$defs/rule" }),
        Word::Pointer => json!({ "type": "string", "pattern": "^(/.*)?$" }),
        Word::Account => json!({ "type": "string", "pattern": "^[0-9]{12}$" }),
        Word::Caller => json!({ "type": "string", "pattern": "^arn:[^:]*:(iam|sts):[^:]*:[0-9]{12}:" }),
    }
}

fn merge(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}
