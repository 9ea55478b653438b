//! The invariants that made-up inputs are held to by `tests/fuzz`, for all fixtures, for the examples of all pages, and for the
//! smallest inputs that once broke them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;
mod invariants;

use std::path::Path;

use cckm_lint::extract::{Form, form_by_name};
use cckm_lint::rules;

/// The fixtures of a folder and the examples of the pages, each with the form that it is in.
fn texts(folders: &[&str]) -> Vec<(Form, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(fixtures.join(folder)).unwrap());
    let texts = files.map(|file| {
        let path = file.unwrap().path();
        (path.to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap())
    });
    let pages = rules::all().flat_map(|rule| common::examples(&rule.meta().page()));
    let examples = pages.map(|example| (example.source().name().to_owned(), example.text()));
    texts.chain(examples).filter_map(|(name, text)| Some((form_by_name(&name)?, text))).collect()
}

fn json() -> impl Iterator<Item = String> {
    texts(&["requests/good", "requests/bad", "policies/good", "policies/bad"])
        .into_iter()
        .filter(|(form, _)| *form == Form::Json)
        .map(|(_, text)| text)
}

#[test]
fn trees_are_sound_and_agree_with_serde_json() {
    json().for_each(|text| invariants::tree::holds(&text));
}

#[test]
fn a_request_says_the_same_in_every_hand() {
    json().for_each(|text| invariants::reformat::holds(&text));
}

#[test]
fn a_policy_gives_the_same_however_it_is_cut() {
    json().for_each(|text| invariants::policy::holds(&text));
}

#[test]
fn what_is_decoded_leads_back() {
    for (form, text) in texts(&["hosts"]) {
        invariants::hosts::holds(form, &text);
    }
}

#[test]
fn fixes_leave_nothing_to_mend() {
    let folders = ["hosts", "requests/good", "requests/bad", "policies/good", "policies/bad"];
    for (form, text) in texts(&folders) {
        invariants::fixes::hold(form, &text);
    }
}

#[test]
fn answers_are_told_where_they_are() {
    for (form, text) in texts(&["hosts", "requests/good", "requests/bad", "policies/good", "responses", "keys", "calls"]) {
        invariants::answers::hold(form, &text);
    }
}

// ---- what was found once ------------------------------------------------------------------------------------------------

fn rules_of(text: &str) -> Vec<&'static str> {
    common::lint_text(text).iter().map(|found| found.rule.name).collect()
}

/// A policy that gives the account all, and has one more statement.
fn policy(statement: &str) -> String {
    let root =
        r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }"#;
    format!(r#"{{ "Version": "2012-10-17", "Statement": [{root}, {statement}] }}"#)
}

#[test]
fn what_is_written_with_escapes_is_what_it_says() {
    let open = policy(r#"{ "Effect": "Allow", "Principal": "\u002a", "Action": "kms:Decrypt", "Resource": "*" }"#);
    assert!(rules_of(&open).contains(&"public-access"));
    let inside = r#"{ \"Version\": \"2012-10-17\", \"Statement\": [{ \"Effect\": \"allow\" }] }"#;
    let request =
        format!(r#"{{ "kms": "a", "region": "eu-west-1", "aws\u005fparam": {{ "Alias": "b", "\u0050olicy": "{inside}" }} }}"#);
    assert!(rules_of(&request).contains(&"policy-effect"));
    let form_feed = policy(r#"{ "Sid": "a\fb", "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }"#);
    assert!(rules_of(&form_feed).contains(&"policy-charset"));
    let variable = policy(
        r#"{ "Sid": "a", "Effect": "Allow", "Principal": { "AWS": "\u0024{aws:username}" }, "Action": "kms:Decrypt", "Resource": "*" }"#,
    );
    assert!(rules_of(&variable).contains(&"policy-variable"));
}

#[test]
fn statements_that_are_laid_out_otherwise_are_the_same() {
    let [one, other] = [
        r#"{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":["kms:Decrypt"],"Resource":"*"}"#,
        r#"{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": [ "kms:\u0044ecrypt" ], "Resource": "*" }"#,
    ];
    let again =
        |other: &str| rules_of(&policy(&format!("{one}, {other}"))).iter().filter(|rule| **rule == "redundant-policy").count();
    assert_eq!((again(one), again(other), again(&other.replace("111122223333", "444455556666"))), (1, 1, 0));
}

#[test]
fn an_id_that_is_no_text_is_found_fault_with_once() {
    let text = policy(
        r#"{ "Sid": 1, "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }"#,
    );
    let found = rules_of(&text);
    assert!(found.contains(&"policy-element") && !found.contains(&"redundant-policy"), "{found:?}");
}

#[test]
fn a_condition_of_an_action_with_a_slip_may_match() {
    let statement = r#"{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "kms:Encryptt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:a": "b" } } }"#;
    assert_eq!(rules_of(&policy(statement)), ["unknown-action"]);
}

#[test]
fn what_stands_at_a_fault_of_syntax_is_not_mended_before_that_is() {
    let found = common::lint_text(r#"{"Version"aws:PrincipalArn":, "Statement": []}"#);
    let guessed: Vec<_> = found.iter().filter(|found| found.rule.name == "policy-version").collect();
    assert!(!guessed.is_empty() && guessed.iter().all(|found| found.fix.is_none()), "{guessed:?}");
}
