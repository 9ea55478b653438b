//! Whatever stands in a file and wherever the cursor is, an editor is told something that it can use, or nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::path::Path;

use cckm_lint::assist::{Symbol, complete, hover, symbols};
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::source::{Source, Span};
use proptest::prelude::*;

fn linter() -> Linter {
    Linter::new(&Levels::default(), Form::Auto, Vec::new(), 1_000)
}

/// Every fixture, by its name.
fn fixtures() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["hosts", "requests/good", "requests/bad", "policies/good", "policies/bad", "responses"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(std::fs::read_to_string(&path).ok().map(|text| (name, text)));
        }
    }
    found.sort();
    assert!(found.len() > 20, "{}", found.len());
    found
}

fn inside(span: Span, text: &str) {
    assert!(span.start() <= span.end() && span.end() <= text.len(), "{span:?} is outside of {} bytes", text.len());
    assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?} is inside of a character");
}

fn nested(symbol: &Symbol, text: &str) {
    inside(symbol.span, text);
    inside(symbol.selection, text);
    assert_eq!(symbol.span.to(symbol.selection), symbol.span);
    assert!(!symbol.name.is_empty());
    for child in &symbol.children {
        assert_eq!(symbol.span.to(child.span), symbol.span);
        nested(child, text);
    }
}

/// What must hold at a place: an editor replaces what the cursor is in, on one line.
fn check(source: &Source, offset: usize) {
    let (linter, text) = (linter(), source.text());
    let cursor = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    for completion in complete(&linter, source, offset) {
        inside(completion.span, text);
        assert!(completion.span.start() <= cursor && cursor <= completion.span.end(), "{completion:?} at {cursor}");
        assert!(!completion.span.of(text).contains('\n'), "{completion:?}");
        assert!(completion.caret.is_none_or(|caret| completion.text.is_char_boundary(caret)), "{completion:?}");
    }
    if let Some(hover) = hover(&linter, source, offset) {
        inside(hover.span, text);
    }
}

#[test]
fn in_every_fixture_cut_off_anywhere() {
    for (name, text) in fixtures() {
        // Steps that meet every column sooner or later.
        for at in (0..=text.len()).step_by(97) {
            let cut = String::from_utf8_lossy(&text.as_bytes()[..at]).into_owned();
            check(&Source::from_text(name.as_str(), cut), at);
            check(&Source::from_text(name.as_str(), text.as_str()), at);
        }
        let source = Source::from_text(name, text);
        for symbol in symbols(&linter(), &source) {
            nested(&symbol, source.text());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_part_of_any_fixture(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        cursor in any::<prop::sample::Index>(),
        typed in "[\"'{}\\[\\]:,=|\\\\ \na-zé]{0,6}",
    ) {
        let fixtures = fixtures();
        let (name, text) = which.get(&fixtures);
        let end = (0..=cut.index(text.len() + 1)).rev().find(|end| text.is_char_boundary(*end)).unwrap();
        let source = Source::from_text(name.as_str(), format!("{}{typed}{}", &text[..end], text[end..].get(9..).unwrap_or_default()));
        check(&source, cursor.index(source.text().len() + 2));
        check(&source, end + typed.len());
        for symbol in symbols(&linter(), &source) {
            nested(&symbol, source.text());
        }
    }
}
