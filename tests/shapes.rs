//! Requests that differ in nothing but the names that they choose are good, or at fault, together: one of a shape that was
//! good is not looked at again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::catalog::placeholder::is_placeholder;
use cckm_lint::diagnostic::Diagnostic;
use cckm_lint::extract::Form;
use cckm_lint::json;
use cckm_lint::lint::{Category, Levels, Linter};
use cckm_lint::request::Plain;
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::lint_text;
use proptest::prelude::*;

fn shape(text: &str) -> Option<String> {
    Some(Plain::read(json::parse(text).root()?)?.shape())
}

/// The requests of all fixtures and all pages that are JSON objects.
fn requests() -> Vec<String> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/requests");
    let files = ["good", "bad"].iter().flat_map(|folder| std::fs::read_dir(fixtures.join(folder)).unwrap());
    let texts = files.filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok());
    let pages = rules::all().flat_map(|rule| common::examples(&rule.meta().page())).map(|example| example.text());
    let values = texts.chain(pages).filter_map(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    let requests = values.flat_map(|value| match value {
        serde_json::Value::Array(items) => items,
        other => vec![other],
    });
    requests.filter(|request| request["aws_param"].is_object()).map(|request| request.to_string()).collect()
}

/// Every name that a request chooses, each replaced by what `name` makes of it.
fn renamed(request: &str, mut name: impl FnMut(&str) -> String) -> String {
    let mut request: serde_json::Value = serde_json::from_str(request).unwrap();
    let param = &mut request["aws_param"];
    let mut rename = |value: Option<&mut serde_json::Value>| {
        if let Some(serde_json::Value::String(text)) = value
            && !text.is_empty()
        {
            *text = name(text);
        }
    };
    rename(param.get_mut("Alias"));
    rename(param.get_mut("Description"));
    for tag in param.get_mut("Tags").and_then(|tags| tags.as_array_mut()).into_iter().flatten() {
        rename(tag.get_mut("TagValue"));
    }
    request.to_string()
}

/// What is said, but for the names in it, and for secrets: a text is looked through for those whatever its shape.
fn said(found: &[Diagnostic]) -> Vec<(&str, &str)> {
    found
        .iter()
        .filter(|found| found.rule.category != Category::Secret)
        .map(|found| (found.rule.name, found.pointer.as_str()))
        .collect()
}

/// A rule that minded a plain name would have an example of it on its page.
#[test]
fn no_rule_minds_which_plain_name_a_request_chooses() {
    let mut tried = 0;
    for request in requests() {
        let Some(own) = shape(&request) else { continue };
        for other in ["a", "Z9", "key-2_b", "prod", "0123456789012345678901234567890123456789"] {
            let renamed = renamed(&request, |own| if is_placeholder(own) { own } else { other }.to_owned());
            // What is no plain name is looked at in any case.
            let Some(shape) = shape(&renamed) else { continue };
            assert_eq!(shape, own);
            assert_eq!(said(&lint_text(&renamed)), said(&lint_text(&request)), "{renamed}\n{request}");
            tried += 1;
        }
    }
    assert!(tried > 500, "{tried}");
}

/// All requests, one after the other and then again, with other names: each is told what a linter that never saw another says.
#[test]
fn a_linter_that_knows_good_requests_says_the_same_as_one_that_does_not() {
    let linter = || Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000);
    let one_for_all = linter();
    let names = ["alias/x", "aws", "<alias>", "TODO", "größe", "two  words", " a", "x:y", "", "plain", "payments", "aws/ebs"];
    let mut good = 0;
    for round in 0..=names.len() {
        for request in requests() {
            let name = |own: &str| round.checked_sub(1).map_or_else(|| own.to_owned(), |round| names[round].to_owned());
            let source = Source::from_text("request.json", renamed(&request, name));
            let fresh = linter().lint(&source).diagnostics;
            assert_eq!(format!("{:?}", one_for_all.lint(&source).diagnostics), format!("{fresh:?}"), "{}", source.text());
            good += usize::from(fresh.is_empty());
        }
    }
    assert!(good > 100, "{good}");
}

proptest! {
    #[test]
    fn of_one_shape_all_are_good(alias in "\\PC{0,12}|[a-zA-Z0-9_-]{0,70}", value in "\\PC{0,12}|[a-zA-Z0-9 ._-]{0,70}") {
        let request = |alias: &str, value: &str| {
            serde_json::json!({ "kms": "aws-main", "region": "eu-west-1", "policytemplate": "1", "aws_param": {
                "Alias": alias, "Description": value, "Tags": [{ "TagKey": "a", "TagValue": value }, { "TagKey": "b", "TagValue": alias }]
            } }).to_string()
        };
        let (good, other) = (request("payments", "of-the-shop"), request(&alias, &value));
        prop_assert_eq!(format!("{:?}", lint_text(&good)), "[]");
        if shape(&other) == shape(&good) {
            prop_assert!(lint_text(&other).is_empty(), "{}", other);
        }
    }
}
