//! What an editor can do about findings.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use similar::{DiffTag, TextDiff};

use super::diagnostics;
use super::document::Document;
use super::judge::Found;
use super::position::Places;
use super::setup::Setup;
use crate::diagnostic::{Diagnostic, FileFix, Safety, escape_controls};
use crate::fix::{self, Choice};
use crate::json::Edit;
use crate::lint::Linted;
use crate::source::Span;

/// The kind of the action that fixes all there is in a file.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.cckm-lint");

/// A document that may be fixed, with what is found in it.
pub(super) struct Fixable<'d> {
    pub document: &'d Document,
    pub places: Places<'d>,
    pub setup: &'d Setup,
    /// Whether the editor takes edits for a certain version of a document.
    pub takes_versions: bool,
}

impl Fixable<'_> {
    /// What can be done about the findings that a range touches.
    pub(super) fn actions(&self, found: &Found, range: Range, context: &CodeActionContext) -> Vec<CodeActionOrCommand> {
        let Some(linted) = found.linted.as_ref().filter(|_| found.is_ours_to_write) else { return Vec::new() };
        let mut actions = Vec::new();
        if is_asked_for(context, &CodeActionKind::QUICKFIX) {
            let asked = self.places.span(range);
            let here = linted.diagnostics.iter().filter(|found| found.span.touches(asked));
            actions.extend(here.filter_map(|found| found.fix.as_ref().map(|fix| self.quick_fix(found, fix))));
        }
        if is_asked_for(context, &FIX_ALL) {
            actions.extend(self.fix_all(linted));
        }
        actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
    }

    fn quick_fix(&self, found: &Diagnostic, fix: &FileFix) -> CodeAction {
        let is_safe = fix.safety == Safety::Safe;
        let title = escape_controls(&fix.title);
        CodeAction {
            title: if is_safe { title.into_owned() } else { format!("{title} (look at it first)") },
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::of(found, &self.document.uri, self.places)]),
            edit: Some(self.edit(&fix::edits(self.places.text, fix))),
            is_preferred: is_safe.then_some(true),
            ..CodeAction::default()
        }
    }

    /// Mends all that needs no person to look at it, as `--fix` does.
    fn fix_all(&self, linted: &Linted) -> Option<CodeAction> {
        let choice = Choice { level: self.setup.show, is_unsafe: false };
        let mended = fix::mend(&self.setup.linter, &self.document.source, linted, false, choice)?;
        Some(CodeAction {
            title: "fix all that needs no person to look at it".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(self.edit(&changes(self.places.text, mended.source.text()))),
            ..CodeAction::default()
        })
    }

    fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let edit = |edit: &Edit| TextEdit { range: self.places.range(edit.span), new_text: edit.text.clone() };
        let edits = edits.iter().map(edit);
        let uri = self.document.uri.clone();
        if !self.takes_versions {
            #[expect(clippy::mutable_key_type, reason = "the protocol's type; its hash is that of its text")]
            let changes = HashMap::from([(uri, edits.collect())]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(self.document.version) };
        let of_document = TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() };
        let changes = DocumentChanges::Operations(vec![DocumentChangeOperation::Edit(of_document)]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

/// Whether an action of that kind is asked for: by its kind, by one above it, or as any.
fn is_asked_for(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let is_meant = |asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| asked.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    context.only.as_ref().is_none_or(|only| only.iter().any(is_meant))
}

/// What makes one text of another, with no more of it written anew than has to be.
fn changes(before: &str, after: &str) -> Vec<Edit> {
    let diff = TextDiff::from_lines(before, after);
    let starts = |lines: &[&str]| {
        let ends = lines.iter().scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        std::iter::once(0).chain(ends).collect::<Vec<usize>>()
    };
    let (old, new) = (starts(diff.old_slices()), starts(diff.new_slices()));
    let at = |starts: &[usize], line: usize| starts.get(line).copied().unwrap_or_default();
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changed
        .map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            let span = Span::new(at(&old, from.start), at(&old, from.end));
            trimmed(before, span, after.get(at(&new, to.start)..at(&new, to.end)).unwrap_or_default())
        })
        .collect()
}

/// A change without what is the same at its start and at its end.
fn trimmed(before: &str, span: Span, text: &str) -> Edit {
    let replaced = span.of(before);
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = replaced.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (replaced, text) = (replaced.get(start..).unwrap_or_default(), text.get(start..).unwrap_or_default());
    let end: usize = replaced.chars().rev().zip(text.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let text = text.get(..text.len() - end).unwrap_or_default().to_owned();
    Edit { span: Span::new(span.start() + start, span.end() - end), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::apply;

    #[test]
    fn no_more_is_written_anew_than_has_to_be() {
        let (before, after) = ("a\n\"é\": 1,\nsame\nx\n", "a\n\"è\": 1,\nsame\nnew\nx\ny");
        let edits = changes(before, after);
        assert_eq!(apply(before, &edits), after);
        assert_eq!(
            edits.iter().map(|edit| (edit.span.of(before), edit.text.as_str())).collect::<Vec<_>>(),
            [("é", "è"), ("", "new\n"), ("", "y"),]
        );
    }

    #[test]
    fn a_kind_is_asked_for_by_one_above_it() {
        let asked = |only: &str| CodeActionContext { only: Some(vec![only.to_owned().into()]), ..Default::default() };
        assert!(is_asked_for(&asked("source.fixAll"), &FIX_ALL) && is_asked_for(&asked(""), &FIX_ALL));
        assert!(!is_asked_for(&asked("source.fix"), &FIX_ALL) && !is_asked_for(&asked("quickfix"), &FIX_ALL));
        assert!(is_asked_for(&CodeActionContext::default(), &FIX_ALL));
    }
}
