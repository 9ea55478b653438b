//! Keys that exist: what matters of a living key is found at its place, and those at the greatest risk come first.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::catalog::Operation;
use cckm_lint::request::Surroundings;
use cckm_lint::source::Source;
use common::command::{Scratch, json};
use common::run_in;

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keys").join(name)).unwrap()
}

/// What is found of keys, as `key rule characters`.
fn found(text: &str) -> Vec<String> {
    let surroundings = Surroundings { operation: Some(Operation::ReadKey), ..Surroundings::default() };
    let linted = run_in(&Source::from_text("keys.json", text), surroundings);
    let told = linted.diagnostics.iter();
    told.map(|found| format!("{} {} {}", found.request.unwrap(), found.rule.name, found.span.of(text))).collect()
}

#[test]
fn each_key_of_a_page_is_looked_at_as_what_it_is() {
    assert_eq!(
        found(&fixture("page.json")),
        [
            r#"1 public-access "*""#,
            "2 rotation-off false",
            r#"3 key-not-usable "PendingDeletion""#,
            r"4 key-without-alias []",
            r#"4 action-usage-mismatch "kms:Encrypt""#,
        ]
    );
}

#[test]
fn a_policy_that_aws_answers_with_is_read_inside_of_its_string() {
    assert_eq!(found(&fixture("get-key-policy.json")), [r#"0 public-access \"*\""#, r#"0 broad-grant \"kms:*\""#]);
}

#[test]
fn a_key_by_itself_and_a_list_of_keys_are_read_too() {
    let page: serde_json::Value = serde_json::from_str(&fixture("page.json")).unwrap();
    let keys = page["resources"].as_array().unwrap();
    assert_eq!(found(&serde_json::to_string(&keys[1]).unwrap()), [r#"0 public-access "*""#]);
    assert_eq!(found(&serde_json::to_string(keys).unwrap()).len(), 5);
}

#[test]
fn what_a_person_sees() {
    let here = Scratch::new("audit").file("page.json", fixture("page.json"));
    let run = here.run(&["audit", "--show", "info", "page.json"]);
    assert_eq!(run.code, 1);
    let table = &run.out[run.out.find("Keys by risk").unwrap()..];
    insta::assert_snapshot!("audit", format!("{table}{}", run.err));
}

#[test]
fn the_exit_code_says_what_came_of_it() {
    let page = fixture("page.json");
    let here = Scratch::new("audit-exit")
        .file("page.json", page.replace("\"*\",\n            \"Action\": \"kms:Decrypt\"", "x"))
        .file("other.json", "{}");
    assert_eq!(here.run(&["audit", "other.json"]).code, 4);
    assert_eq!(here.run(&["audit", "nowhere.json"]).code, 3);
    let run = here.run(&["audit", "page.json", "--format", "json"]);
    assert!(json(&run)["diagnostics"].as_array().unwrap().iter().all(|found| found["rule"] != "wrong-type"));
}
