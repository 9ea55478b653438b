//! The report for people keeps to the columns that there are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::source::Source;
use common::lint;
use unicode_width::UnicodeWidthStr;

/// What a person sees of the findings of a file.
fn shown(path: &Path, width: usize) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    let source = Source::from_bytes(name, std::fs::read(path).unwrap());
    let diagnostics = lint(&source);
    let redactor = cckm_lint::diagnostic::redact::Redactor::new(source.text());
    let report = Report { files: vec![FileReport::new(source, diagnostics, redactor)], ..Report::default() };
    let mut out = Vec::new();
    report::write(&report, Format::Human, &Human { width, ..Human::PLAIN }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for folder in ["hosts", "requests/bad", "policies/bad"] {
        for entry in std::fs::read_dir(fixtures.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            for width in [40, 80, 200] {
                let text = shown(&path, width);
                // A path is not broken, so that it can be copied and clicked on.
                let breaks = |line: &&str| !line.contains("╭─[");
                let too_long: Vec<&str> = text.lines().filter(breaks).filter(|line| line.width() > width).collect();
                assert!(too_long.is_empty(), "{} at {width} columns:\n{}", path.display(), too_long.join("\n"));
            }
        }
    }
}
