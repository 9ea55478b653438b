//! The pages of the policy rules: every check that a rule is to make is named on its page, with an example of its own; and every
//! check of AWS IAM Access Analyzer is covered, or it is said why not. `UPDATE=1 cargo test` writes the two lists anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use cckm_lint::catalog::access_analyzer::ANALYZER_CHECKS;
use cckm_lint::lint::Meta;
use cckm_lint::rules;
use common::examples;

/// Which of the numbered checks on key policies each rule makes. The numbers are those of a survey of public tools.
const CHECKS: &[(&str, &[u32])] = &[
    ("duplicate-key", &[7, 8]),
    ("placeholder", &[17]),
    ("policy-not-object", &[2, 5]),
    ("policy-element", &[6, 9, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31, 36, 87]),
    ("policy-version", &[10, 11, 12, 13]),
    ("policy-effect", &[24]),
    ("policy-size", &[3]),
    ("policy-charset", &[4]),
    ("policy-variable", &[14, 15, 16]),
    ("invalid-principal", &[37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 49, 52, 60]),
    ("principal-may-not-exist", &[51, 54]),
    ("partition-mismatch", &[48, 53]),
    ("cross-account-access", &[65]),
    ("unknown-action", &[66, 67, 69]),
    ("foreign-action", &[68, 71]),
    ("ineffective-action", &[70]),
    ("action-usage-mismatch", &[77, 78, 79]),
    ("invalid-resource", &[83, 84]),
    ("unknown-condition-operator", &[86, 88]),
    ("unknown-condition-key", &[95, 96, 97, 98, 101]),
    ("condition-value", &[90, 91, 92, 94, 107, 109, 110]),
    ("condition-type-mismatch", &[93, 102]),
    ("misleading-condition", &[57, 104, 106, 108, 111, 112, 117]),
    ("forbidden-condition-key", &[100]),
    ("condition-never-matches", &[99, 113, 114, 115, 116]),
    ("policy-lockout", &[119, 120, 123, 125]),
    ("no-root-access", &[121, 122]),
    ("public-access", &[58, 59]),
    ("allow-not-principal", &[62, 63]),
    ("forallvalues-allow", &[103]),
    ("broad-grant", &[72, 75, 76, 81, 82]),
    ("confused-deputy", &[55]),
    ("duties-not-separated", &[80]),
    ("redundant-policy", &[33, 34, 35, 36, 73, 74, 89, 105]),
    ("multi-region-policy-gap", &[131]),
];

/// Holds a generated page to what it should be.
fn assert_page(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected, "run UPDATE=1 cargo test --test policy_pages");
}

fn meta(name: &str) -> &'static Meta {
    rules::find(name).unwrap_or_else(|| panic!("there is no rule {name}"))
}

/// The sentence in front of the example of a check.
fn caption(page: &str, number: u32) -> String {
    let sentence = page.lines().find(|line| line.contains(&format!("C {number})")) || line.contains(&format!("C {number},")));
    let text = sentence.unwrap_or_default();
    text.split(" (C ").next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[test]
fn each_check_is_named_on_its_page_with_an_example_of_its_own() {
    for (name, numbers) in CHECKS {
        let page = meta(name).page();
        for number in *numbers {
            assert!(page.contains(&format!("C {number})")), "{name} does not name C {number}");
            let mark = format!("C{number}");
            let example = examples(&page).into_iter().find(|example| example.kind == "bad" && example.marks.contains(&mark));
            let example = example.unwrap_or_else(|| panic!("{name} has no example of C {number}"));
            assert!(
                example.lint().iter().any(|found| found.rule.name == *name),
                "{name} does not find its example of C {number}"
            );
        }
    }
}

#[test]
fn the_list_of_checks_is_up_to_date() {
    let mut rows: BTreeMap<(u32, &str), String> = BTreeMap::new();
    for (name, numbers) in CHECKS {
        let page = meta(name).page();
        rows.extend(numbers.iter().map(|number| ((*number, *name), caption(&page, *number))));
    }
    let table: Vec<String> =
        rows.iter().map(|((number, name), caption)| format!("| {number} | {caption} | `{name}` |\n")).collect();
    let table = table.concat();
    assert_page(
        "KEY-POLICY-CHECKS.md",
        &format!(
            "# Checks on key policies\n\nThe numbers that the pages of the rules give, as in \"C 24\", and what each finds. They come from a survey of the \
             checks that public tools make on key policies; those that cannot be decided offline, or that must stay silent, have no \
             row.\n\n| C | finds | rule |\n|---|---|---|\n{table}"
        ),
    );
}

#[test]
fn each_check_of_access_analyzer_is_covered_or_it_is_said_why_not() {
    let mut rows = String::new();
    for check in ANALYZER_CHECKS {
        let covering: Vec<String> = rules::all()
            .map(|rule| rule.meta())
            .filter(|meta| meta.see.contains(&check.id))
            .map(|meta| format!("`{}`", meta.name))
            .collect();
        assert_eq!(
            covering.is_empty(),
            check.left_out.is_some(),
            "{}: covered by {covering:?}, and left out: {:?}",
            check.id,
            check.left_out
        );
        rows.push_str(&format!("| {} | {} | {} |\n", check.id, covering.join(", "), check.left_out.unwrap_or_default()));
    }
    for meta in rules::all().map(|rule| rule.meta()) {
        for id in meta.see {
            assert!(
                ANALYZER_CHECKS.iter().any(|check| check.id == *id),
                "{} names {id}, which Access Analyzer does not have",
                meta.name
            );
        }
    }
    assert_page(
        "ACCESS-ANALYZER.md",
        &format!(
            "# AWS IAM Access Analyzer\n\nIts policy validation needs an account, and has no mode for key policies. These are its checks that could apply to \
             one, and the rules that make them here. What a key policy needs besides has no check there: lockout, the request around it, \
             `Resource` other than `\"*\"`, the size.\n\n| check | rule | why not |\n|---|---|---|\n{rows}"
        ),
    );
}
