//! What an editor is told.

use cckm_lint::assist::{Symbol, complete, hover, symbols};
use cckm_lint::extract::Form;
use cckm_lint::source::Source;

use super::spans::inside;

/// Completions, hovers and outlines of a text with the cursor at a place, in 255ths of the text.
pub fn hold(form: Form, text: &str, place: u8) {
    let linter = super::linter(form);
    let source = Source::from_text("input", text);
    let offset = text.len() * usize::from(place) / 255;
    for completion in complete(&linter, &source, offset) {
        inside(completion.span, text);
    }
    if let Some(hover) = hover(&linter, &source, offset) {
        inside(hover.span, text);
    }
    for symbol in &symbols(&linter, &source) {
        nested(symbol, text);
    }
}

fn nested(symbol: &Symbol, text: &str) {
    inside(symbol.span, text);
    inside(symbol.selection, text);
    for child in &symbol.children {
        nested(child, text);
    }
}
