//! What the server answers, and keys that exist: whatever stands there, it is told where.

use cckm_lint::access::Finder;
use cckm_lint::catalog::Operation;
use cckm_lint::extract::Form;
use cckm_lint::lint::{Linted, Unverifiable};
use cckm_lint::request::Surroundings;
use cckm_lint::source::{LineIndex, Source};

use super::spans::{are_inside, inside};

const REQUEST: &str = include_str!("../../fixtures/requests/good/manual-example.json");
const ANSWER: &str = include_str!("../../fixtures/responses/manual-example.json");

/// A text as a request, as an answer, as a recording of both, as keys that exist, and as what access is told of.
pub fn hold(form: Form, text: &str) {
    let linter = super::linter(form);
    let (source, request, answer) =
        (Source::from_text("input", text), Source::from_text("request", REQUEST), Source::from_text("answer", ANSWER));
    if let Some(linted) = done(linter.verify(&source, &answer), "input") {
        are_inside_of(&linted, ANSWER, text);
    }
    if let Some(linted) = done(super::linter(Form::Json).verify(&request, &source), "input") {
        are_inside_of(&linted, text, REQUEST);
    }
    if let Some(linted) = done(linter.verify_recording(&source), "input") {
        are_inside(&linted.diagnostics, text);
    }
    let surroundings = Surroundings { operation: Some(Operation::ReadKey), ..Surroundings::default() };
    are_inside(&super::linter(form).with_surroundings(surroundings).lint(&source).diagnostics, text);
    let lines = LineIndex::new(text).count();
    for told in Finder::new(form).find(&source, true).told {
        assert!((1..=lines).contains(&told.line), "line {} of {lines}: {text:?}", told.line);
    }
}

/// What came of it; what cannot be read is what was made up.
fn done(verified: Result<Linted, Unverifiable>, made_up: &str) -> Option<Linted> {
    if let Err(Unverifiable::Unread { source, .. }) = &verified {
        assert_eq!(source, made_up);
    }
    verified.ok()
}

/// A finding stands in the answer, and points into the request.
fn are_inside_of(linted: &Linted, answer: &str, request: &str) {
    for found in &linted.diagnostics {
        inside(found.span, answer);
        for label in &found.related {
            inside(label.span, if label.elsewhere.is_some() { request } else { answer });
        }
    }
}
