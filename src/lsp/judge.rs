//! What is found in a document.

use lsp_types::Diagnostic;

use super::diagnostics::{self, note};
use super::document::{Document, Role};
use super::position::Places;
use super::setup::{Obstacle, Outcome, Setup};
use crate::config::Config;
use crate::diagnostic::{Level, number};
use crate::fault::guarded;
use crate::fix;
use crate::lint::{Claims, Linted};

/// How many findings of a document are shown.
const MOST: usize = 1_000;

/// What is found in a document.
#[derive(Default)]
pub(super) struct Found {
    /// What the editor shows.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings among that, where the document was linted.
    pub linted: Option<Linted>,
    /// Whether fixes may be written to it.
    pub is_ours_to_write: bool,
    /// A fault of the linter's own.
    pub fault: Option<String>,
}

/// Judges a document as a file that a check comes across: what holds no request is passed over.
pub(super) fn judge(document: &Document, places: Places<'_>, outcome: &Outcome) -> Found {
    match (document.role, outcome.as_ref()) {
        (Role::Foreign, _) => Found::default(),
        (Role::Configuration, _) => guard(|| judge_configuration(document, places, outcome)),
        (Role::Input, Err(obstacle)) => judge_nothing(places, obstacle),
        (Role::Input, Ok(setup)) if setup.leaves_out(document.path.as_deref()) => Found::default(),
        (Role::Input, Ok(_)) if document.is_too_large() => {
            let words = "this document is larger than is read in an editor, and was not looked at";
            Found { diagnostics: vec![note(places, words)], ..Found::default() }
        }
        (Role::Input, Ok(setup)) => guard(|| judge_input(document, places, setup)),
    }
}

/// A fault of ours costs the document what is found in it, and no more.
fn guard(work: impl FnOnce() -> Found) -> Found {
    guarded(work).unwrap_or_else(|fault| Found { fault: Some(fault), ..Found::default() })
}

fn judge_input(document: &Document, places: Places<'_>, setup: &Setup) -> Found {
    let mut linted = setup.linter.read(&document.source, false);
    linted.join(&setup.linter, &document.source, &mut Claims::default());
    let mut diagnostics: Vec<Diagnostic> = linted.incomplete.iter().map(|reason| note(places, reason)).collect();
    if linted.skipped.is_some() {
        return Found { diagnostics, ..Found::default() };
    }
    setup.set_aside(document.path.as_deref(), &mut linted);
    linted.diagnostics.retain(|found| found.level >= setup.show);
    let left_out = left_out(&linted, setup.show);
    linted.diagnostics.truncate(MOST);
    if left_out > 0 {
        let words = format!("too many findings to show: the command shows all {}", number(linted.diagnostics.len() + left_out));
        diagnostics.push(note(places, &words));
    }
    diagnostics.extend(linted.diagnostics.iter().map(|found| diagnostics::of(found, &document.uri, places)));
    let is_ours_to_write = fix::is_ours_to_write(&document.source, &linted);
    Found { diagnostics, linted: Some(linted), is_ours_to_write, fault: None }
}

/// How many findings of a level that is shown there are too many.
fn left_out(linted: &Linted, show: Level) -> usize {
    let uncounted = Level::ALL.into_iter().zip(linted.uncounted);
    let uncounted: usize = uncounted.filter(|(level, _)| *level >= show).map(|(_, number)| number).sum();
    uncounted + linted.diagnostics.len().saturating_sub(MOST)
}

/// Where the configuration cannot be followed, findings would be those of another one.
fn judge_nothing(places: Places<'_>, obstacle: &Obstacle) -> Found {
    Found { diagnostics: vec![diagnostics::of_obstacle(obstacle, places)], ..Found::default() }
}

/// A configuration file: what is wrong with it or, where nothing is, what is to be said of its entries.
fn judge_configuration(document: &Document, places: Places<'_>, outcome: &Outcome) -> Found {
    let folder = document.path.as_deref().map(Config::folder_of).unwrap_or_default();
    let diagnostics = match (Config::read(&document.source, &folder), outcome.as_ref()) {
        (Err(faults), _) => diagnostics::of_faults(&faults, places),
        (Ok(_), Err(_)) => Vec::new(),
        (Ok(config), Ok(setup)) => {
            let found = setup.linter.judge(&document.source, &config.exceptions);
            found.iter().map(|found| diagnostics::of(found, &document.uri, places)).collect()
        }
    };
    Found { diagnostics, ..Found::default() }
}
