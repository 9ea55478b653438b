//! The README says what is true. `UPDATE=1 cargo test` writes its generated parts anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::path::{Path, PathBuf};

use cckm_lint::lint::{Category, FixKind, Meta};
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::command::run_in;
use common::render;

/// The request whose finding opens the README.
const SHOWN: &str = "fixtures/requests/bad/usage-of-another-spec.json";

/// The request whose access is told there.
const TOLD: &str = "fixtures/access/via-services.json";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Holds the part between two marks to what it should be.
fn assert_part(mark: &str, expected: &str) {
    let readme = std::fs::read_to_string(path("README.md")).unwrap();
    let (before, rest) = readme.split_once(&format!("<!-- {mark} -->\n")).unwrap();
    let (part, after) = rest.split_once(&format!("<!-- /{mark} -->\n")).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{before}<!-- {mark} -->\n{expected}<!-- /{mark} -->\n{after}");
        std::fs::write(path("README.md"), text).unwrap();
    } else {
        assert_eq!(part, expected, "run UPDATE=1 cargo test --test readme");
    }
}

fn row(meta: &Meta) -> String {
    let fix = match meta.fix {
        FixKind::None => "",
        FixKind::Safe => "yes",
        FixKind::Unsafe => "unsafe",
    };
    let strict = if meta.strict { ", error with `--strict`" } else { "" };
    format!("| <a id=\"{0}\"></a>`{0}` | {1}{strict} | {fix} | {2} |\n", meta.name, meta.levels(), meta.summary())
}

fn table(category: Category) -> String {
    let rows: String = rules::all().map(|rule| rule.meta()).filter(|meta| meta.category == category).map(row).collect();
    format!("\n### {}: {}\n\n| rule | level | fix | finds |\n|---|---|---|---|\n{rows}", category.name(), category.title())
}

#[test]
fn the_generated_parts_of_the_readme_are_up_to_date() {
    let source = Source::from_bytes(SHOWN, std::fs::read(path(SHOWN)).unwrap());
    let shown = render(&source, "spec-usage-mismatch");
    assert_part("diagnostic", &format!("\n```\n$ cckm-lint {SHOWN}\n{}\n```\n\n", shown.trim_end()));
    let tables: String = Category::ALL.iter().map(|category| table(*category)).collect();
    assert_part("rules", &format!("{tables}\n"));
    let told = run_in(&path(""), &["access", TOLD], "");
    assert_eq!(told.code, 0, "{}", told.err);
    assert_part("access", &format!("\n```\n$ cckm-lint access {TOLD}\n{}\n```\n\n", told.out.trim_end()));
}
