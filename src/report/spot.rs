//! Findings with their lines and columns, for the formats that say little more than where and what.

use super::FileReport;
use crate::diagnostic::{Diagnostic, escape_controls};
use crate::source::{LineIndex, Position};

/// A finding and where it is.
pub(super) struct Spot<'r> {
    /// The file, as the user gave it.
    pub path: &'r str,
    pub start: Position,
    pub end: Position,
    pub diagnostic: &'r Diagnostic,
}

/// The findings of a file, in their order.
pub(super) fn spots(file: &FileReport) -> impl Iterator<Item = Spot<'_>> {
    let text = file.source.text();
    let lines = LineIndex::of(&file.source);
    file.diagnostics.iter().map(move |diagnostic| Spot {
        path: file.source.name(),
        start: lines.position(diagnostic.span.start(), text),
        end: lines.position(diagnostic.span.end(), text),
        diagnostic,
    })
}

impl Spot<'_> {
    /// What is wrong, and on a second line what to do about it.
    pub(super) fn text(&self) -> String {
        said(self.diagnostic)
    }

    /// `path:line:column: level[rule] message`
    pub(super) fn line(&self) -> String {
        let Diagnostic { rule, level, message, .. } = self.diagnostic;
        let line = format!("{}:{}:{}: {level}[{}] {message}", self.path, self.start.line, self.start.column, rule.name);
        escape_controls(&line).into_owned()
    }
}

/// What is wrong, and on a second line what to do about it.
pub(super) fn said(diagnostic: &Diagnostic) -> String {
    let message = escape_controls(&diagnostic.message);
    match &diagnostic.help {
        Some(help) => format!("{message}\nhelp: {}", escape_controls(help)),
        None => message.into_owned(),
    }
}
