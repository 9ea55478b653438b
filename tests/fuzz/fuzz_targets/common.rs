//! What must hold of any input in any form: no panic, and every place inside of the file, between characters.

#![allow(dead_code, reason = "each target uses a part of this")]

use cckm_lint::assist::{Symbol, complete, hover, symbols};
use cckm_lint::extract::{Body, Form, Piece, parts};
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::source::{Origin, Source, Span};

pub fn check(form: Form, data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let source = Source::from_text("input", text);
    let (parts, _) = parts(&source, form, &[], &Vec::new);
    for part in &parts {
        inside(part.span, text);
        for body in &part.bodies {
            if let Body::Text(document) = body {
                maps(&document.text, &document.origin, text);
            }
        }
        for Piece { text: said, origin } in part.call.iter().flat_map(|call| call.words.iter().chain([&call.url])) {
            maps(said, origin, text);
        }
    }
    if !parts.is_empty() {
        lints(form, &source, text);
    }
}

/// Every character of a decoded text stands somewhere.
fn maps(said: &str, origin: &Origin, text: &str) {
    let mut before = 0;
    for (at, c) in said.char_indices() {
        let host = origin.lift(Span::new(at, at + c.len_utf8()));
        inside(host, text);
        inside(origin.lift(Span::point(at)), text);
        before = before.max(host.start());
    }
    inside(origin.lift(Span::point(said.len())), text);
}

fn lints(form: Form, source: &Source, text: &str) {
    let linter = Linter::new(&Levels::default(), form, Vec::new(), 1_000);
    for diagnostic in linter.lint(source).diagnostics {
        inside(diagnostic.span, text);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in diagnostic.related.iter().map(|label| label.span).chain(edits) {
            inside(span, text);
        }
    }
}

/// The forms that something can be typed in.
const FORMS: [Form; 10] = [
    Form::Json,
    Form::Ndjson,
    Form::Policy,
    Form::Shell,
    Form::Markdown,
    Form::Yaml,
    Form::Terraform,
    Form::Postman,
    Form::Http,
    Form::Jenkins,
];

/// What an editor is told. The last byte says in which form, the one before it where the cursor is.
pub fn assists(data: &[u8]) {
    let [text @ .., place, form] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let form = FORMS[usize::from(*form) % FORMS.len()];
    let linter = Linter::new(&Levels::default(), form, Vec::new(), 1_000);
    let source = Source::from_text("input", text);
    let offset = text.len() * usize::from(*place) / 255;
    for completion in complete(&linter, &source, offset) {
        inside(completion.span, text);
    }
    if let Some(hover) = hover(&linter, &source, offset) {
        inside(hover.span, text);
    }
    symbols(&linter, &source).iter().for_each(|symbol| nested(symbol, text));
}

fn nested(symbol: &Symbol, text: &str) {
    inside(symbol.span, text);
    inside(symbol.selection, text);
    symbol.children.iter().for_each(|child| nested(child, text));
}

fn inside(span: Span, text: &str) {
    assert!(span.start() <= span.end() && span.end() <= text.len(), "{span:?} is outside of {} bytes", text.len());
    assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?} is inside of a character");
}
