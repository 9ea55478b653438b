//! The JSON output, version 1. Its schema is `schemas/output.schema.json`.

use std::io;

use serde::Serialize;

use super::keys::Names;
use super::{FileReport, Note, Report, Summary, serial};
use crate::diagnostic::{Diagnostic, FileFix, Label};
use crate::source::{self, LineIndex, Span};

#[derive(Serialize)]
struct Output<'r> {
    version: u8,
    tool: Tool,
    summary: &'r Summary,
    diagnostics: Vec<Finding<'r>>,
    skipped: &'r [Note],
    incomplete: &'r [Note],
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// A finding, here and on a line of its own.
#[derive(Serialize)]
pub(super) struct Finding<'r> {
    rule: &'static str,
    category: &'static str,
    level: &'static str,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'r str>,
    pointer: &'r str,
    range: Range,
    label: &'r str,
    related: Vec<Related<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'r>>,
    docs: String,
    see: Vec<String>,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'r str>,
    pointer: &'r str,
    range: Range,
}

#[derive(Serialize)]
struct Fix<'r> {
    applicability: &'static str,
    title: &'r str,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Edit<'r> {
    range: Range,
    text: &'r str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    offset: usize,
}

impl From<source::Position> for Position {
    fn from(at: source::Position) -> Self {
        Self { line: at.line, column: at.column, offset: at.offset }
    }
}

/// Places of one file, to be counted out in lines and columns.
struct Places<'r> {
    text: &'r str,
    lines: LineIndex,
}

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let names = Names::of(report);
    let output = Output {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: &report.summary,
        diagnostics: report.files.iter().flat_map(|file| findings(file, &names)).collect(),
        skipped: &report.skipped,
        incomplete: &report.incomplete,
    };
    serial::line(&output, out)
}

/// The findings of a file, each with what its key goes by.
pub(super) fn findings<'r>(file: &'r FileReport, names: &Names<'r>) -> impl Iterator<Item = Finding<'r>> {
    let text = file.source.text();
    let places = Places { text, lines: LineIndex::of(&file.source) };
    file.diagnostics.iter().map(move |diagnostic| {
        let key = diagnostic.record.as_deref().or_else(|| names.get(file, diagnostic));
        finding(diagnostic, file.source.name(), key, &places)
    })
}

fn finding<'r>(diagnostic: &'r Diagnostic, path: &'r str, key: Option<&'r str>, places: &Places<'_>) -> Finding<'r> {
    Finding {
        rule: diagnostic.rule.name,
        category: diagnostic.rule.category.name(),
        level: diagnostic.level.name(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        path,
        request: diagnostic.request,
        key,
        pointer: &diagnostic.pointer,
        range: places.range(diagnostic.span),
        label: &diagnostic.label,
        related: diagnostic.related.iter().map(|label| places.related(label, path)).collect(),
        fix: diagnostic.fix.as_ref().map(|fix| places.fix(fix)),
        docs: format!("README.md#{}", diagnostic.rule.name),
        see: diagnostic.rule.see.iter().map(|id| format!("access-analyzer:{id}")).collect(),
        fingerprint: &diagnostic.fingerprint,
    }
}

impl Places<'_> {
    fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start()), end: self.position(span.end()) }
    }

    fn position(&self, offset: usize) -> Position {
        self.lines.position(offset, self.text).into()
    }

    fn related<'r>(&self, label: &'r Label, path: &str) -> Related<'r> {
        let elsewhere = label.elsewhere.as_ref();
        let other = elsewhere.map(|place| place.path.as_str()).filter(|other| *other != path);
        let range =
            elsewhere.map_or_else(|| self.range(label.span), |place| Range { start: place.start.into(), end: place.end.into() });
        Related { message: &label.text, path: other, pointer: &label.pointer, range }
    }

    fn fix<'r>(&self, fix: &'r FileFix) -> Fix<'r> {
        let edits = fix.edits.iter().map(|edit| Edit { range: self.range(edit.span), text: &edit.text });
        Fix { applicability: fix.safety.name(), title: &fix.title, edits: edits.collect() }
    }
}
