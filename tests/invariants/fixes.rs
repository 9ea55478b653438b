//! What fixes leave: a text that is read as before, and nothing that they would mend.

use cckm_lint::diagnostic::{Diagnostic, Level, apply};
use cckm_lint::extract::Form;
use cckm_lint::fix::{Choice, edits, is_ours_to_write, mend};
use cckm_lint::lint::{Category, Linted, Linter};
use cckm_lint::source::Source;

use super::spans::are_inside;

const SAFE: Choice = Choice { level: Level::Info, is_unsafe: false };

/// Each safe fix by itself, and then all of them.
pub fn hold(form: Form, text: &str) {
    let linter = super::linter(form);
    let source = Source::from_text("input", text);
    let linted = linter.lint(&source);
    are_inside(&linted.diagnostics, text);
    if !is_ours_to_write(&source, &linted) {
        return;
    }
    // Where a text has a fault of syntax, it may hide others, which a mend of it brings to light.
    let is_readable = |linted: &Linted| faults(linted) == 0;
    if let Some(mended) = mend(&linter, &source, &linted, true, SAFE) {
        let after = mended.source.text();
        assert!(faults(&mended.linted) <= faults(&linted), "{form:?}\n{text:?}\n{after:?}");
        let left = mended.linted.diagnostics.iter().find(|found| found.is_safely_fixable() && is_readable(&mended.linted));
        assert!(left.is_none(), "{:?}\n{form:?}\n{text:?}\n{after:?}", left.map(|found| &found.message));
    }
    for found in linted.diagnostics.iter().filter(|found| found.is_safely_fixable() && is_readable(&linted)).take(8) {
        mends(&linter, &source, &linted, found);
    }
}

/// One fix takes its finding away, and breaks nothing.
fn mends(linter: &Linter, source: &Source, linted: &Linted, found: &Diagnostic) {
    let text = source.text();
    let edits = edits(text, found.fix.as_ref().unwrap());
    let mut places: Vec<_> = edits.iter().map(|edit| edit.span).collect();
    places.sort();
    assert!(places.is_sorted_by(|a, b| a.end <= b.start), "{} edits a place twice: {text:?}", found.rule.name);
    let changed = apply(text, &edits);
    assert_ne!(changed, text, "{} changes nothing", found.rule.name);
    let left = linter.lint(&Source::from_text("input", changed.clone()));
    let again = |linted: &Linted| linted.diagnostics.iter().filter(|other| is_same(other, found)).count();
    assert!(again(&left) < again(linted), "{} is still found: {}\n{text:?}\n{changed:?}", found.rule.name, found.message);
    assert!(faults(&left) <= faults(linted), "the fix of {} breaks\n{text:?}\n{changed:?}", found.rule.name);
}

fn is_same(other: &Diagnostic, found: &Diagnostic) -> bool {
    other.rule.name == found.rule.name && other.message == found.message
}

fn faults(linted: &Linted) -> usize {
    let broken = linted.diagnostics.iter().filter(|found| found.rule.category == Category::Json).count();
    broken + usize::from(linted.incomplete.is_some()) + usize::from(linted.skipped.is_some())
}
