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
