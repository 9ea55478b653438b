//! JSON Schemas that an organisation has for its requests.

use std::path::Path;

use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::source::PathSet;

/// A JSON Schema of an organisation's own, and the files whose requests it is for.
#[derive(Debug)]
pub struct OrgSchema {
    name: String,
    paths: PathSet,
    validator: Validator,
}

impl OrgSchema {
    /// Reads the schema that `text` is. Nothing is fetched: what it refers to has to stand in it.
    ///
    /// # Errors
    /// Where `text` is no JSON Schema: the reason.
    pub fn new(name: &str, text: &str, paths: PathSet) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
        let validator = jsonschema::validator_for(&schema).map_err(|error| format!("no JSON Schema: {}", error.masked()))?;
        Ok(Self { name: name.to_owned(), paths, validator })
    }

    /// What it goes by: the path of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is for the requests of a file.
    #[must_use]
    pub fn is_for(&self, path: &str) -> bool {
        self.paths.has(Path::new(path), false)
    }

    /// What it says of a request, the first hundred faults at most.
    #[must_use]
    pub fn errors<'i>(&'i self, instance: &'i Value) -> Vec<ValidationError<'i>> {
        self.validator.iter_errors(instance).take(100).collect()
    }
}
