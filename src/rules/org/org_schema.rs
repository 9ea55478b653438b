use jsonschema::error::ValidationErrorKind as Fault;
use jsonschema::ValidationError;

use crate::catalog::Operation;
use crate::diagnostic::{Finding, clip, quoted};
use crate::json::{Kind, Place, Syntax, Value, holes};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{self, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A request that is not as a JSON Schema of your own wants it. `[[schema]]` entries of the configuration say which schema is
    /// for which files. What a template fills in is not judged.
    ///
    /// ## Why it matters
    ///
    /// The schema is where your organisation has written down what its requests look like.
    ///
    /// ## Example
    ///
    /// ```json bad schema:{"properties":{"region":{"enum":["eu-west-1"]}}}
    /// { "kms": "aws-main", "region": "us-east-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad schema:{"properties":{"aws_param":{"required":["Description"]}}}
    /// { "kms": "aws-main", "region": "us-east-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good schema:{"properties":{"region":{"enum":["eu-west-1"]}}}
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `[[schema]]`. The rule is off without it.
    pub OrgSchema {
        name: "org-schema",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgSchema {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // A schema speaks of the names that the server knows, and of texts that can be read.
        let is_create_key = !request.is_bare_policy() && request.operation() == Operation::CreateKey;
        if !is_create_key || !request.is_sent_as_written() || !request.root().tree().errors().is_empty() {
            return;
        }
        let path = cx.path().to_owned();
        let mut schemas = request.org_schemas().iter().filter(|schema| schema.is_for(&path)).peekable();
        if schemas.peek().is_none() {
            return;
        }
        let Ok(instance) = serde_json::from_str(&without_holes(request.root())) else { return };
        for schema in schemas {
            for error in schema.errors(&instance) {
                if let Some(value) = request.root().at_pointer(error.instance_path().as_str()).filter(|value| is_certain(*value, &error)) {
                    report(&error, value, schema, cx);
                }
            }
        }
    }
}

/// The text of a request with `null` for every hole in the place of a value.
fn without_holes(root: Value<'_>) -> String {
    let start = root.span().start();
    let mut text = root.raw().to_owned();
    let spots: Vec<_> = root.subtree().filter(|value| value.kind() == Kind::Hole).map(|value| value.span()).collect();
    for spot in spots.into_iter().rev() {
        text.replace_range(spot.start() - start..spot.end() - start, "null");
    }
    text
}

/// Whether a template cannot change what is said of a value.
fn is_certain(value: Value<'_>, error: &ValidationError<'_>) -> bool {
    let has_hole = |text: &str| !holes(text, Syntax::Template).is_empty();
    let is_open = |value: Value<'_>| value.kind() == Kind::Hole || value.as_str().is_some_and(|text| has_hole(&text));
    let has_open_name = || value.children().filter_map(|child| child.key()).any(|key| has_hole(&key.name()));
    match error.kind() {
        Fault::Required { .. } | Fault::AdditionalProperties { .. } => !is_open(value) && !has_open_name(),
        _ => !value.subtree().any(is_open),
    }
}

fn report(error: &ValidationError<'_>, value: Value<'_>, schema: &request::OrgSchema, cx: &mut Context<'_>) {
    let help = format!("{} says so, at {}", quoted(schema.name()), error.schema_path().as_str());
    let say = |place: Place<'_>, message: String, label: &str, cx: &mut Context<'_>| {
        cx.report(Finding::at(place, message).label(label).help(help.clone()));
    };
    match error.kind() {
        Fault::Required { property } => {
            let name = quoted(property.as_str().unwrap_or_default());
            say(value.opening_place(), format!("{name} is missing"), "to be added here", cx);
        }
        Fault::AdditionalProperties { unexpected } | Fault::UnevaluatedProperties { unexpected } => {
            for member in value.children().filter(|member| unexpected.iter().any(|name| member.is_named(name))) {
                say(member.key_place(), format!("{} may not stand here", quoted(&member.name())), "not allowed", cx);
            }
        }
        _ => {
            let message = error.masked_with("the value").to_string();
            say(value.into(), clip(&message, 160).into_owned(), "not what is wanted", cx);
        }
    }
}
