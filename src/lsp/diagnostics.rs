//! Findings as an editor shows them.

use std::path::Path;
use std::str::FromStr;

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Position, Range, Uri,
};

use super::position::Places;
use super::setup::Obstacle;
use crate::config::Fault;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{self, Label, Level, escape_controls};
use crate::source::{LineIndex, name_of, uri_of, whole};

/// Who says it.
const SOURCE: &str = "cckm-lint";

/// Rules that find what could as well not be there.
const UNNECESSARY: &[&str] = &["redundant-policy", "duplicate-principal", "ineffective-action", "unused-suppression"];

/// A finding in the document with that URI.
pub(super) fn of(found: &diagnostic::Diagnostic, uri: &Uri, places: Places<'_>) -> Diagnostic {
    let is_unnecessary = UNNECESSARY.contains(&found.rule.name);
    Diagnostic {
        range: places.range(found.span),
        severity: Some(severity(found.level)),
        code: Some(NumberOrString::String(found.rule.name.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message(found),
        related_information: related(&found.related, uri, places),
        tags: is_unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        ..Diagnostic::default()
    }
}

const fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What is wrong, what stands there, and what to do.
pub(super) fn message(found: &diagnostic::Diagnostic) -> String {
    let record = found.record.as_deref().map(|key| format!("in the record {key}"));
    words(&found.message, &found.label, found.help.as_deref(), record.as_deref())
}

fn words(message: &str, label: &str, help: Option<&str>, record: Option<&str>) -> String {
    let help = help.map(|help| format!("help: {help}"));
    let parts = [Some(message), Some(label), help.as_deref(), record].into_iter().flatten().filter(|part| !part.is_empty());
    // A help may have several lines; of what a line holds nothing is to act on whoever shows it.
    let lines: Vec<_> = parts.flat_map(str::lines).map(escape_controls).collect();
    lines.join("\n")
}

fn related(labels: &[Label], uri: &Uri, places: Places<'_>) -> Option<Vec<DiagnosticRelatedInformation>> {
    let related: Vec<_> = labels.iter().filter_map(|label| related_place(label, uri, places)).collect();
    (!related.is_empty()).then_some(related)
}

fn related_place(label: &Label, uri: &Uri, places: Places<'_>) -> Option<DiagnosticRelatedInformation> {
    let location = match &label.elsewhere {
        None => Location { uri: uri.clone(), range: places.range(label.span) },
        // How that file counts its columns is not known here; its lines are.
        Some(place) => {
            let line = |at: usize| Position::new(at.saturating_sub(1) as u32, 0);
            Location { uri: file(Path::new(&place.path))?, range: Range::new(line(place.start.line), line(place.end.line)) }
        }
    };
    let message = if label.text.is_empty() { "see here" } else { &label.text };
    Some(DiagnosticRelatedInformation { location, message: escape_controls(message).into_owned() })
}

/// The URI of a file.
fn file(path: &Path) -> Option<Uri> {
    uri_of(&name_of(&whole(path))).and_then(|uri| Uri::from_str(&uri).ok())
}

/// Something that is said of a document as a whole: on its first line.
pub(super) fn note(places: Places<'_>, words: &str) -> Diagnostic {
    Diagnostic {
        range: places.range(places.lines.line(0, places.text)),
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(SOURCE.to_owned()),
        message: escape_controls(words).into_owned(),
        ..Diagnostic::default()
    }
}

/// What is wrong with a configuration file.
pub(super) fn of_faults(faults: &[Fault], places: Places<'_>) -> Vec<Diagnostic> {
    let redactor = Redactor::new(places.text);
    let words = |fault: &Fault| redactor.scrub(&words(&fault.message, &fault.label, fault.help.as_deref(), None)).into_owned();
    let of = |fault: &Fault| Diagnostic {
        range: places.range(fault.span),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("configuration".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: words(fault),
        ..Diagnostic::default()
    };
    faults.iter().map(of).collect()
}

/// That a document is not linted, as its configuration cannot be followed.
pub(super) fn of_obstacle(obstacle: &Obstacle, places: Places<'_>) -> Diagnostic {
    let there = obstacle.place.as_deref().and_then(|(source, span)| {
        let lines = LineIndex::new(source.text());
        let range = Places { text: source.text(), lines: &lines, encoding: places.encoding }.range(*span);
        Some(Location { uri: file(&obstacle.path)?, range })
    });
    let related =
        there.map(|location| vec![DiagnosticRelatedInformation { location, message: "what is wrong there".to_owned() }]);
    let words = format!("nothing is checked here: {}: {}", name_of(&obstacle.path), obstacle.reason);
    Diagnostic { severity: Some(DiagnosticSeverity::ERROR), related_information: related, ..note(places, &words) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Elsewhere;
    use crate::source::{self, Span};

    #[test]
    fn what_is_called_unnecessary_are_rules() {
        assert!(UNNECESSARY.iter().all(|name| crate::rules::find(name).is_some()));
    }

    #[test]
    fn a_place_in_another_file_is_named_by_its_lines() {
        let at = |line| source::Position { line, column: 7, offset: 0 };
        let elsewhere = Some(Elsewhere { path: "/a b/c.json".to_owned(), start: at(3), end: at(3) });
        let label = Label { span: Span::point(0), text: "the first".to_owned(), pointer: String::new(), elsewhere };
        let lines = LineIndex::new("");
        let places = Places { text: "", lines: &lines, encoding: super::super::Encoding::Utf16 };
        let related = related_place(&label, &Uri::from_str("file:///d.json").unwrap(), places).unwrap();
        let end = if cfg!(windows) { "/a%20b/c.json" } else { "file:///a%20b/c.json" };
        assert!(related.location.uri.as_str().ends_with(end));
        assert_eq!(related.location.range, Range::new(Position::new(2, 0), Position::new(2, 0)));
    }
}
