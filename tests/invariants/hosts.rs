//! What is decoded from a file leads back to it.

use cckm_lint::extract::{Body, Form, Piece, parts};
use cckm_lint::source::{Origin, Source, Span};

use super::spans::{are_inside, inside};

/// What a form finds in a text, and what is said of it.
pub fn holds(form: Form, text: &str) {
    let source = Source::from_text("input", text);
    let (parts, _) = parts(&source, form, &[], &Vec::new);
    for part in &parts {
        inside(part.span, text);
        for body in &part.bodies {
            if let Body::Text(document) = body {
                leads_back(&document.text, &document.origin, text);
            }
        }
        for Piece { text: said, origin } in part.call.iter().flat_map(|call| call.words.iter().chain([&call.url])) {
            leads_back(said, origin, text);
        }
    }
    if !parts.is_empty() {
        are_inside(&super::linter(form).lint(&source).diagnostics, text);
    }
}

/// Every character of a decoded text stands somewhere, and one that was copied as itself.
pub fn leads_back(said: &str, origin: &Origin, text: &str) {
    for (at, c) in said.char_indices() {
        let host = origin.lift(Span::new(at, at + c.len_utf8()));
        inside(host, text);
        inside(origin.lift(Span::point(at)), text);
        if (at..at + c.len_utf8()).all(|byte| origin.is_copied(byte)) {
            assert_eq!(host.of(text), c.to_string(), "at {at} of {said:?} in {text:?}");
        }
    }
    inside(origin.lift(Span::point(said.len())), text);
}
