//! The command as a filter of NDJSON: what it says of a line hangs on nothing but the line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::command::{Run, Scratch, json, pipe};
use serde_json::Value;

const WORDS: [&str; 9] = ["--as", "ndjson", "--show", "info", "--pointer", "/request", "--key", "/id", "--quiet"];

/// The one rule that compares requests.
const COMPARES: &str = "duplicate-alias";

/// Lines as an archive has them, each with the key that its findings have.
fn lines() -> Vec<(String, Option<&'static str>)> {
    let account =
        r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }"#;
    let record = |id: &str, region: &str, param: &str| {
        format!(r#"{{ "id": {id}, "request": {{ "kms": "größe", "region": "{region}", "aws_param": {{ {param} }} }} }}"#)
    };
    vec![
        (record("\"first\"", "eu-west-1", r#""Alias": "aws-test-key-1""#), Some("first")),
        (record("2", "eu-west1", r#""Alias": "aws-test-key-2", "Tags": [{ "TagKey": "größe", "TagValue": "a b" }]"#), Some("2")),
        (String::new(), None),
        (r#"{ "id": 3 "request": { "kms": "aws-main" } }"#.to_owned(), Some("3")),
        ("no JSON at all".to_owned(), None),
        (r#"{ "id": "elsewhere", "call": "list" }"#.to_owned(), None),
        (format!("{}\r", record("\"windows\"", "eu-west2", r#""Alias": "alias/aws-test-key-4""#)), Some("windows")),
        (r#"{ "id": "empty", "request": {} }"#.to_owned(), Some("empty")),
        (r#"{ "id": "list", "request": [{ "kms": "a", "region": "eu-west1" }, { "kms": "b" }] }"#.to_owned(), Some("list")),
        (record("\"first, again\"", "eu-west-1", r#""Alias": "aws-test-key-1""#), Some("first, again")),
        ("   ".to_owned(), None),
        (record("\"last\"", "eu-west-1", &format!(r#""Polcy": 1, "Policy": {{ "Statement": [{account}] }}"#)), Some("last")),
    ]
}

fn text(lines: &[(String, Option<&str>)]) -> String {
    lines.iter().flat_map(|(line, _)| [line, "\n"]).collect()
}

/// The findings, in the order in which they are written.
fn findings(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn filtered(text: &str) -> Vec<Value> {
    findings(&pipe(text, &[&WORDS[..], &["--format", "jsonl", "-"]].concat()))
}

fn line_of(finding: &Value) -> usize {
    finding["range"]["start"]["line"].as_u64().unwrap() as usize
}

#[test]
fn findings_come_in_the_order_of_the_lines_with_the_key_of_each() {
    let lines = lines();
    let found = filtered(&text(&lines));
    let places: Vec<u64> = found.iter().map(|finding| finding["range"]["start"]["offset"].as_u64().unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    for finding in &found {
        assert_eq!(finding["key"].as_str(), lines[line_of(finding) - 1].1, "{finding}");
    }
    let with_findings: Vec<usize> = (1..=lines.len()).filter(|line| found.iter().any(|found| line_of(found) == *line)).collect();
    assert_eq!(with_findings, [1, 2, 4, 5, 7, 8, 9, 10, 12]);
}

#[test]
fn a_file_and_a_stream_are_the_same() {
    let scratch = Scratch::new("filter").file("archive.ndjson", text(&lines()));
    let of_file = findings(&scratch.run(&[&WORDS[..], &["--format", "jsonl", "archive.ndjson"]].concat()));
    let named = [&WORDS[..], &["--format", "jsonl", "--stdin-filename", "archive.ndjson", "-"]].concat();
    assert_eq!(of_file, findings(&pipe(&text(&lines()), &named)));
}

/// What is in front of a part of a stream.
#[derive(Clone, Copy)]
struct Front {
    lines: u64,
    bytes: u64,
    requests: u64,
}

impl Front {
    /// A finding of the part, as it is in the whole.
    fn shift(self, mut finding: Value) -> Value {
        if let Some(request) = finding.get_mut("request") {
            *request = (request.as_u64().unwrap() + self.requests).into();
        }
        self.shift_places(&mut finding);
        finding
    }

    fn shift_places(self, value: &mut Value) {
        for (name, by) in [("line", self.lines), ("offset", self.bytes)] {
            if let Some(number) = value.get_mut(name) {
                *number = (number.as_u64().unwrap() + by).into();
            }
        }
        match value {
            Value::Object(members) => members.values_mut().for_each(|member| self.shift_places(member)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.shift_places(item)),
            _ => {}
        }
    }
}

/// What is left to compare where requests of the other part are not known.
fn of_lines(mut found: Vec<Value>) -> Vec<Value> {
    found.retain(|finding| finding["rule"] != COMPARES);
    found
}

#[test]
fn what_is_cut_in_two_has_the_findings_of_the_whole() {
    let lines = lines();
    let whole = filtered(&text(&lines));
    assert_eq!(whole.iter().filter(|finding| finding["rule"] == COMPARES).count(), 1, "of the two that are far apart");
    for cut in 0..=lines.len() {
        let (first, second) = (text(&lines[..cut]), text(&lines[cut..]));
        let summary = json(&pipe(&first, &[&WORDS[..], &["--format", "json", "-"]].concat()));
        let requests = summary["summary"]["requests"].as_u64().unwrap();
        let front = Front { lines: cut as u64, bytes: first.len() as u64, requests };
        let second = filtered(&second).into_iter().map(|finding| front.shift(finding));
        let joined: Vec<Value> = filtered(&first).into_iter().chain(second).collect();
        assert_eq!(of_lines(joined), of_lines(whole.clone()), "cut in front of line {}", cut + 1);
    }
}
