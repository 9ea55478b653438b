//! What must hold of any input in any form: no panic, and every place inside of the file, between characters.

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

fn inside(span: Span, text: &str) {
    assert!(span.start() <= span.end() && span.end() <= text.len(), "{span:?} is outside of {} bytes", text.len());
    assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?} is inside of a character");
}
