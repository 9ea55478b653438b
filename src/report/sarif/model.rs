//! The objects of SARIF that a report is made of, by their names there.

use serde::Serialize;

use crate::diagnostic::escape_controls;
use crate::report::Summary;
use crate::source::Position;

#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

impl<'r> Log<'r> {
    /// A log of one run.
    pub(super) const fn of(run: Run<'r>) -> Self {
        let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
        Self { schema, version: "2.1.0", runs: [run] }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub tool: Tool,
    pub invocations: [Invocation; 1],
    pub original_uri_base_ids: Bases,
    pub column_kind: &'static str,
    pub results: Vec<Result<'r>>,
    pub properties: RunProperties<'r>,
}

/// The counts that the JSON output has, too: what is not shown is told here.
#[derive(Serialize)]
pub(super) struct RunProperties<'r> {
    pub summary: &'r Summary,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub name: &'static str,
    pub version: &'static str,
    pub semantic_version: &'static str,
    pub rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub id: &'static str,
    pub short_description: Message,
    pub full_description: Message,
    pub help: Help,
    pub default_configuration: Configuration,
    pub properties: Properties,
}

#[derive(Serialize)]
pub(super) struct Help {
    pub text: String,
    pub markdown: String,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub level: &'static str,
}

#[derive(Serialize)]
pub(super) struct Properties {
    pub tags: [&'static str; 1],
    #[serde(rename = "problem.severity")]
    pub severity: &'static str,
}

#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// Plain text.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub execution_successful: bool,
    #[serde(rename = "toolExecutionNotifications", skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub level: &'static str,
    pub message: Message,
    pub locations: [Place; 1],
}

/// What relative addresses are relative to. Where that is, is for the reader to know.
#[derive(Default, Serialize)]
pub(super) struct Bases {
    #[serde(rename = "%SRCROOT%")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message,
}

impl Default for Base {
    fn default() -> Self {
        Self { description: Message::new("The folder that cckm-lint was run in.") }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result<'r> {
    pub rule_id: &'static str,
    pub rule_index: usize,
    pub level: &'static str,
    pub message: Message,
    pub locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Place>,
    pub partial_fingerprints: Fingerprints<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix<'r>>,
    /// Empty where the finding stands. Either each result of a run has this member, or none.
    pub suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints<'r> {
    #[serde(rename = "cckmLint/v1")]
    pub own: &'r str,
}

#[derive(Serialize)]
pub(super) struct Suppression {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

/// A `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    pub physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

impl Place {
    /// A place of which nothing is said.
    pub(super) const fn of(physical_location: Physical) -> Self {
        Self { id: None, physical_location, logical_locations: Vec::new(), message: None }
    }

    /// The same, with words on it, if there are any.
    pub(super) fn saying(self, words: &str) -> Self {
        let message = (!words.is_empty()).then(|| Message::new(escape_controls(words)));
        Self { message, ..self }
    }
}

/// Where in the request something stands, as a JSON Pointer.
#[derive(Serialize)]
pub(super) struct Logical {
    #[serde(rename = "fullyQualifiedName")]
    pub name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// An `artifactLocation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    /// From one place up to, but without, another.
    pub(super) const fn between(start: Position, end: Position) -> Self {
        Self { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'r> {
    pub description: Message,
    pub artifact_changes: [Change<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change<'r> {
    pub artifact_location: Artifact,
    pub replacements: Vec<Replacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'r> {
    pub deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inserted_content: Option<Content<'r>>,
}

#[derive(Serialize)]
pub(super) struct Content<'r> {
    pub text: &'r str,
}
