//! Every rule keeps the promises of its page: each example is run, each fix applied, each heading looked for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use cckm_lint::diagnostic::{Diagnostic, Level, apply};
use cckm_lint::lint::{Category, FixKind, Meta};
use cckm_lint::rules;
use cckm_lint::source::Source;
use clap::ValueEnum;
use common::{Example, examples, lint};

fn metas() -> impl Iterator<Item = &'static Meta> {
    rules::all().map(|rule| rule.meta())
}

fn examples_of(meta: &Meta, kind: &str) -> Vec<Example> {
    examples(&meta.page()).into_iter().filter(|example| example.kind == kind).collect()
}

fn of_rule<'d>(meta: &Meta, found: &'d [Diagnostic]) -> Vec<&'d Diagnostic> {
    found.iter().filter(|diagnostic| diagnostic.rule == meta).collect()
}

fn names(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|diagnostic| diagnostic.rule.name).collect()
}

#[test]
fn each_bad_example_yields_its_rule_and_no_other() {
    let mut faults = Vec::new();
    for meta in metas() {
        let bad = examples_of(meta, "bad");
        assert!(!bad.is_empty(), "{} has no bad example", meta.name);
        for example in bad {
            let found = example.lint();
            let expected = |other: &Diagnostic| other.rule == meta || example.marks.iter().any(|mark| mark == other.rule.name);
            let others = found.iter().any(|other| !expected(other) && other.level > Level::Info);
            if of_rule(meta, &found).is_empty() || others {
                faults.push(format!("{} yields {:?} on\n{}", meta.name, names(&found), example.text()));
            }
        }
    }
    assert!(faults.is_empty(), "one fault, one finding, but\n{}", faults.join("\n"));
}

#[test]
fn each_good_example_yields_nothing() {
    let mut faults = Vec::new();
    for meta in metas() {
        let good = examples_of(meta, "good");
        assert!(!good.is_empty(), "{} has no good example", meta.name);
        for example in good {
            let found = example.lint();
            if found.iter().any(|other| other.rule == meta || other.level > Level::Info) {
                faults.push(format!("{} yields {:?} on\n{}", meta.name, names(&found), example.text()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_level_that_a_rule_declares_is_shown_by_an_example() {
    for meta in metas() {
        let shown: BTreeSet<Level> = examples_of(meta, "bad")
            .iter()
            .flat_map(|example| example.lint())
            .filter(|diagnostic| diagnostic.rule == meta)
            .map(|diagnostic| diagnostic.level)
            .collect();
        let declared: BTreeSet<Level> = [meta.level].into_iter().chain(meta.other_levels.iter().copied()).collect();
        assert_eq!(shown, declared, "{}", meta.name);
    }
}

#[test]
fn each_fix_mends_its_fault_for_good() {
    for meta in metas() {
        let mut mended = 0;
        for example in examples_of(meta, "bad") {
            let source = example.source();
            let found = lint(&source);
            let edits =
                of_rule(meta, &found).into_iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits);
            let edits: Vec<_> = edits.collect();
            if edits.is_empty() {
                continue;
            }
            mended += 1;
            let text = apply(source.text(), edits);
            let left = lint(&Source::from_text(source.name(), text.clone()));
            assert!(of_rule(meta, &left).is_empty(), "{} is still found after its fix:\n{text}", meta.name);
            let made: Vec<_> = left.iter().filter(|other| other.level > Level::Info).collect();
            assert!(made.is_empty(), "the fix of {} makes {:?}:\n{text}", meta.name, names(&left));
        }
        assert_eq!(mended > 0, meta.fix != FixKind::None, "{}: what it says of its fix, and what its examples show", meta.name);
    }
}

#[test]
fn each_page_has_its_headings_in_order() {
    for meta in metas() {
        let page = meta.page();
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, ["What it finds", "Why it matters", "Example", "Instead", "Source"], "{}", meta.name);
        assert!(meta.summary().chars().count() <= 200, "{}: the first sentence is a mouthful: {}", meta.name, meta.summary());
    }
}

#[test]
fn names_read_well_after_allow() {
    let mut seen = BTreeSet::new();
    for meta in metas() {
        let is_kebab = meta
            .name
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert!(is_kebab, "{} is not in kebab case", meta.name);
        let says_level = meta.name.split('-').any(|word| Level::from_str(word, true).is_ok());
        assert!(!says_level, "{}: no level in a name", meta.name);
        assert!(seen.insert(meta.name), "{} stands twice", meta.name);
        assert!(Category::ALL.iter().all(|category| category.name() != meta.name), "{} is a category too", meta.name);
    }
}

#[test]
fn each_file_of_rules_is_listed_and_named_after_its_rule() {
    for meta in metas() {
        let stem = Path::new(meta.file).with_extension("");
        let stem = stem.strip_suffix_mod();
        assert!(
            stem.ends_with(Path::new(meta.category.name()).join(meta.name.replace('-', "_"))),
            "{} stands in {}",
            meta.name,
            meta.file
        );
    }
    let listed: BTreeSet<String> = metas().map(|meta| meta.file.replace('\\', "/")).collect();
    for category in Category::ALL {
        let folder = format!("src/rules/{}", category.name());
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let file = if entry.path().is_dir() { format!("{folder}/{name}/mod.rs") } else { format!("{folder}/{name}") };
            assert!(name == "mod.rs" || listed.contains(&file), "{file} is in no list");
        }
    }
}

trait StripMod {
    fn strip_suffix_mod(&self) -> &Path;
}

impl StripMod for Path {
    /// A rule that is a folder is named after it.
    fn strip_suffix_mod(&self) -> &Path {
        if self.ends_with("mod") { self.parent().unwrap_or(self) } else { self }
    }
}

/// What a person sees of each bad example. `INSTA_UPDATE=always cargo test` writes them anew; read the difference.
#[test]
fn what_a_person_sees() {
    for meta in metas() {
        let shown: Vec<String> = examples_of(meta, "bad").iter().map(|example| example.render(meta.name)).collect();
        for line in shown.iter().flat_map(|text| text.lines()) {
            assert!(line.chars().count() <= 80, "{}: wider than a terminal of 80 columns: {line}", meta.name);
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(meta.name, shown.join("\n"));
        });
    }
}
