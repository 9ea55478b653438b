//! Mending a file by the fixes of its findings.
//!
//! Fixes whose edits would meet are applied one after the other, in passes, until nothing is left to mend. What a pass would
//! break is not kept: a text that cannot be read worse than before is the least that is asked of it.

mod write;

pub use write::{WriteError, write};

use crate::diagnostic::{Diagnostic, FileFix, Level, Safety, apply};
use crate::extract;
use crate::json::Edit;
use crate::lint::{Category, Linted, Linter};
use crate::source::{Encoding, Source};

/// Which fixes are applied.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Those of findings of this level and above.
    pub level: Level,
    /// Also those that want a person to look at them.
    pub is_unsafe: bool,
}

/// A mended source, what is left to be said of it, and how many findings were mended.
#[derive(Debug)]
pub struct Mended {
    /// The text as it is to be.
    pub source: Source,
    /// What is found in it.
    pub linted: Linted,
    /// How many fixes were applied.
    pub fixes: usize,
}

/// A fix may make room for another one, but not without end.
const MOST_PASSES: usize = 16;

/// Applies the fixes of a source that was read with this linter; nothing where there are none to apply.
#[must_use]
pub fn mend(linter: &Linter, source: &Source, linted: &Linted, is_named: bool, choice: Choice) -> Option<Mended> {
    if !is_ours_to_write(source, linted) {
        return None;
    }
    let mut mended = pass(linter, source, linted, is_named, choice)?;
    for _ in 1..MOST_PASSES {
        let Some(next) = pass(linter, &mended.source, &mended.linted, is_named, choice) else { break };
        mended = Mended { fixes: mended.fixes + next.fixes, ..next };
    }
    Some(mended)
}

/// Whether a source that was read is one that fixes may be written to.
#[must_use]
pub fn is_ours_to_write(source: &Source, linted: &Linted) -> bool {
    source.encoding() == Encoding::Utf8 && !extract::is_recording(linted.form, source.text())
}

/// The changes that a fix makes to a text, with line breaks as the text has them.
#[must_use]
pub fn edits(text: &str, fix: &FileFix) -> Vec<Edit> {
    fix.edits.iter().map(|edit| in_line_breaks_of(text, edit)).collect()
}

/// One pass: the first of the fixes that would meet are applied, if what comes of it can still be read.
fn pass(linter: &Linter, source: &Source, linted: &Linted, is_named: bool, choice: Choice) -> Option<Mended> {
    let fixes = chosen(&linted.diagnostics, choice);
    let text = source.text();
    let edits: Vec<Edit> = fixes.iter().flat_map(|fix| edits(text, fix)).collect();
    let changed = apply(text, &edits);
    if changed == text {
        return None;
    }
    let source = Source::from_text(source.name(), changed);
    let mut left = linter.read(&source, is_named);
    // What a secret was known by may be mended away.
    left.redactor.inherit(&linted.redactor, source.text());
    let redactor = &left.redactor;
    left.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.redact(redactor));
    (faults_of_syntax(&left) <= faults_of_syntax(linted)).then_some(Mended { source, linted: left, fixes: fixes.len() })
}

/// The fixes to apply, none of which meets another.
fn chosen(diagnostics: &[Diagnostic], choice: Choice) -> Vec<&FileFix> {
    let is_asked_for = |diagnostic: &&Diagnostic| diagnostic.level >= choice.level;
    let fixes = diagnostics.iter().filter(is_asked_for).filter_map(|diagnostic| diagnostic.fix.as_ref());
    let mut chosen: Vec<&FileFix> = Vec::new();
    for fix in fixes.filter(|fix| choice.is_unsafe || fix.safety == Safety::Safe) {
        if !chosen.iter().any(|other| meets(other, fix)) {
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether two fixes change the same place, or places next to each other.
fn meets(one: &FileFix, other: &FileFix) -> bool {
    one.edits.iter().any(|a| other.edits.iter().any(|b| a.span.touches(b.span)))
}

/// A line break is written as the file has them.
fn in_line_breaks_of(text: &str, edit: &Edit) -> Edit {
    let is_crlf =
        memchr::memchr(b'\n', text.as_bytes()).is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
    let text = if is_crlf { edit.text.replace("\r\n", "\n").replace('\n', "\r\n") } else { edit.text.clone() };
    Edit { text, span: edit.span }
}

fn faults_of_syntax(linted: &Linted) -> usize {
    let broken = linted.diagnostics.iter().filter(|diagnostic| diagnostic.rule.category == Category::Json).count();
    broken + usize::from(linted.incomplete.is_some()) + usize::from(linted.skipped.is_some())
}
