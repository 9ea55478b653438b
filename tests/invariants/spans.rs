//! Every place is inside of its text, and between characters.

use cckm_lint::diagnostic::Diagnostic;
use cckm_lint::source::Span;

pub fn inside(span: Span, text: &str) {
    assert!(span.start() <= span.end() && span.end() <= text.len(), "{span:?} is outside of {} bytes", text.len());
    assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?} is inside of a character");
}

/// All places of findings: of the finding, of what matters besides, of the edits of its fix.
pub fn are_inside(found: &[Diagnostic], text: &str) {
    for diagnostic in found {
        inside(diagnostic.span, text);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in diagnostic.related.iter().map(|label| label.span).chain(edits) {
            inside(span, text);
        }
    }
}
