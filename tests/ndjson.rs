//! NDJSON: read, linted and told of line by line, however much of it there is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use cckm_lint::source::Source;
use common::command::{BAD, Scratch, command, json, pipe};
use common::lint;

/// As many requests, every seventh of them with a fault, and none with the alias of another.
fn archive(requests: usize) -> String {
    let line = |at: usize| {
        let region = if at.is_multiple_of(7) { "eu-west1" } else { "eu-west-1" };
        format!(
            "{{\"kms\":\"aws-main\",\"region\":\"{region}\",\"aws_param\":{{\"Alias\":\"key-{at}\",\"Description\":\"größer\"}}}}\n"
        )
    };
    (0..requests).map(line).collect()
}

#[test]
fn a_finding_is_told_before_the_end_is_there() {
    let words = ["--format", "concise", "--as", "ndjson", "-"];
    let mut child = command(&std::env::temp_dir()).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut lines) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()).lines());
    for at in 1..=3 {
        writeln!(input, "{}", BAD.replace("payments", &format!("payments-{at}"))).unwrap();
        input.flush().unwrap();
        let told = lines.next().unwrap().unwrap();
        assert!(told.starts_with(&format!("<stdin>:{at}:32: error[unknown-region]")), "{told}");
    }
    drop(input);
    assert!(lines.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn standard_input_is_known_for_ndjson_by_its_first_lines() {
    let words = ["--format", "concise", "-q", "-"];
    let mut child = command(&std::env::temp_dir()).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(archive(2).as_bytes()).unwrap();
    input.flush().unwrap();
    let told = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    assert!(told.starts_with("<stdin>:1:28: error[unknown-region]"), "{told}");
    drop(input);
    child.wait().unwrap();
}

/// More lines than are read at once, in every format, on any number of threads: the same bytes.
#[test]
fn the_number_of_threads_changes_nothing() {
    let text = archive(1_500).replace("größer", &"größer ".repeat(60));
    let scratch = Scratch::new("threads").file("all.ndjson", text);
    for format in common::command::formats() {
        let run = |jobs| scratch.run(&["--format", &format, "--max-diagnostics", "200", "--jobs", jobs, "all.ndjson"]);
        let (one, many) = (run("1"), run("7"));
        assert_eq!((one.code, &one.out, &one.err), (many.code, &many.out, &many.err), "{format}");
    }
}

/// The same for a list of requests in one text, of which some have an alias of another, and one has its policy in a string.
#[test]
fn the_number_of_threads_changes_nothing_in_a_list() {
    let text = archive(1_500).replace("key-140\"", "key-14\"").trim().replace('\n', ",\n");
    let policy = r#""Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Alow\"}]}", "Description""#;
    let scratch = Scratch::new("list").file("all.json", format!("[{}]", text.replacen("\"Description\"", policy, 1)));
    for most in ["10000", "100", "1"] {
        let run = |jobs| scratch.run(&["--format", "json", "--max-diagnostics", most, "--jobs", jobs, "all.json"]);
        let (one, many) = (run("1"), run("7"));
        assert_eq!((one.code, &one.out, &one.err), (many.code, &many.out, &many.err), "{most}");
        assert!(one.out.contains("\"requests\":1500"));
    }
}

#[test]
fn findings_of_a_stream_are_those_of_its_lines() {
    let text = archive(3_000);
    let scratch = Scratch::new("lines").file("all.ndjson", &text);
    let streamed = json(&scratch.run(&["--format", "json", "--show", "info", "all.ndjson"]));
    let whole = lint(&Source::from_text("all.ndjson", text));
    let streamed = streamed["diagnostics"].as_array().unwrap();
    assert_eq!(streamed.len(), whole.len());
    for (streamed, whole) in streamed.iter().zip(&whole) {
        assert_eq!(streamed["rule"], whole.rule.name);
        assert_eq!(streamed["request"], whole.request.unwrap());
        assert_eq!(streamed["range"]["start"]["offset"], whole.span.start());
        assert_eq!(streamed["fingerprint"], whole.fingerprint);
    }
}

#[test]
fn places_are_right_behind_a_mark_blank_lines_and_every_kind_of_line_break() {
    let text = format!(
        "\u{feff}{BAD}\r\n\r\n{{ \"kms\": \"a\",\r \"region\": \"eu-west1\", \"aws_param\": {{ \"Alias\": \"a\" }} }}\n  \n{}",
        BAD.replace("pay", "p")
    );
    let scratch = Scratch::new("places").file("all.ndjson", text);
    let run = scratch.run(&["--format", "concise", "--allow", "byte-order-mark", "all.ndjson"]);
    let places: Vec<&str> = run.out.lines().map(|line| line.split(": error").next().unwrap()).collect();
    assert_eq!(places, ["all.ndjson:1:32", "all.ndjson:4:12", "all.ndjson:6:32"]);
}

#[test]
fn a_line_that_is_not_utf_8_costs_only_itself() {
    let mut bytes = format!("{BAD}\n").into_bytes();
    bytes.extend(b"{ \"kms\": \"caf\xe9\" }\n");
    bytes.extend(BAD.replace("payments", "cards").bytes());
    let scratch = Scratch::new("latin").file("all.ndjson", bytes);
    let run = scratch.run(&["--format", "concise", "all.ndjson"]);
    let rules: Vec<&str> = run.out.lines().map(|line| &line[..line.find(']').unwrap()]).collect();
    let expected = ["1:32: error[unknown-region", "2:14: error[invalid-utf8", "3:32: error[unknown-region"];
    assert_eq!(rules, expected.map(|place| format!("all.ndjson:{place}")));
    let offset = "{ \"kms\": \"caf".len();
    assert!(run.out.contains(&format!("the byte at offset {offset} of the line is not UTF-8")), "{}", run.out);
}

#[test]
fn utf_16_is_one_fault_and_not_one_a_line() {
    let bytes: Vec<u8> = archive(50).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let scratch = Scratch::new("wide").file("all.ndjson", bytes);
    let run = scratch.run(&["--format", "concise", "all.ndjson"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 1), "{}", run.out);
}

#[test]
fn an_alias_is_compared_with_those_of_lines_that_are_gone() {
    let mut text = archive(4_000);
    text.push_str(&BAD.replace("eu-west1", "eu-west-1").replace("payments", "key-1"));
    let scratch = Scratch::new("aliases").file("all.ndjson", text);
    let run = scratch.run(&["--allow", "unknown-region", "--format", "json", "all.ndjson"]);
    let found = &json(&run)["diagnostics"][0];
    assert_eq!((&found["rule"], &found["range"]["start"]["line"]), (&"duplicate-alias".into(), &4001.into()));
    let first = &found["related"][0];
    assert_eq!((&first["range"]["start"]["line"], &first["path"]), (&2.into(), &serde_json::Value::Null));
    let run = scratch.run(&["--allow", "unknown-region", "all.ndjson"]);
    assert!(run.out.contains("see also all.ndjson:2:61: given here first"), "{}", run.out);
}

#[test]
fn further_reports_have_what_was_printed() {
    let scratch = Scratch::new("further").file("all.ndjson", archive(5_000));
    let run = scratch.run(&["--format", "jsonl", "--output", "json=all.json", "--max-diagnostics", "100", "all.ndjson"]);
    let kept: serde_json::Value = serde_json::from_str(&scratch.read("all.json")).unwrap();
    let printed: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(kept["diagnostics"].as_array().unwrap(), &printed);
    assert_eq!((printed.len(), &kept["summary"]["errors"]), (100, &715.into()));
}

#[cfg(unix)]
#[test]
fn a_device_without_an_end_is_read_up_to_the_limit() {
    let run = pipe("", &["--as", "ndjson", "--max-size", "1000", "/dev/zero"]);
    assert_eq!((run.code, run.err.as_str()), (3, "cckm-lint: /dev/zero: larger than 1000 bytes, the limit of --max-size\n"));
}

#[test]
fn what_a_baseline_knows_is_set_aside_behind_the_last_finding_that_is_shown() {
    let scratch = Scratch::new("behind").file("all.ndjson", archive(4_000));
    assert_eq!(scratch.run(&["baseline", "--show", "info", "all.ndjson"]).code, 0);
    let grown = BAD.replace("payments", "new").replace("eu-west1", "eu-central1") + "\n" + &archive(4_000);
    let scratch = scratch.file("all.ndjson", grown);
    let run = scratch.run(&["--baseline", "cckm-lint-baseline.json", "--max-diagnostics", "1", "--format", "json", "all.ndjson"]);
    let output = json(&run);
    // The new request has a note, too.
    assert_eq!((&output["summary"]["errors"], &output["summary"]["hidden"]), (&1.into(), &1.into()), "{}", run.err);
    assert_eq!(output["diagnostics"][0]["message"], "AWS has no region `eu-central1`");
}

#[test]
fn whoever_has_read_enough_is_not_kept_waiting() {
    let scratch = Scratch::new("enough").file("all.ndjson", archive(60_000));
    let words = ["--format", "jsonl", "--max-diagnostics", "100000", "all.ndjson"];
    let mut child = command(&scratch.0).args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("unknown-region"));
    let end = child.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(1));
    let words = String::from_utf8(end.stderr).unwrap();
    assert!(!words.contains("cannot be written"), "{words}");
}

#[test]
fn records_are_named_by_their_key_and_known_again_by_it() {
    let record = |id: usize, extra: &str| format!("{{\"id\":{id},{extra}\"body\":{BAD}}}\n");
    let words = ["--format", "json", "--as", "ndjson", "--pointer", "/body", "--key", "/id", "-"];
    let before = json(&pipe(&record(1, ""), &words));
    let after = json(&pipe(&(record(3, "").replace("payments", "other") + &record(1, "\"at\":7,")), &words));
    assert_eq!(before["diagnostics"][0]["key"], "1");
    assert_eq!(after["diagnostics"][1]["key"], "1");
    assert_eq!(after["diagnostics"][1]["fingerprint"], before["diagnostics"][0]["fingerprint"]);
    assert_ne!(after["diagnostics"][0]["fingerprint"], before["diagnostics"][0]["fingerprint"]);
}

#[test]
fn a_stream_without_requests_is_passed_over_in_a_folder_and_told_of_where_it_is_named() {
    let scratch = Scratch::new("none").file("logs/app.ndjson", "{\"level\":\"info\"}\n{\"level\":\"warn\"}\n");
    assert_eq!(scratch.run(&["logs"]).code, 4);
    let empty = Scratch::new("empty").file("app.ndjson", "\n\n");
    let run = empty.run(&["app.ndjson"]);
    assert_eq!((run.code, run.err.lines().next()), (4, Some("cckm-lint: app.ndjson: no create-key request in it")));
}
