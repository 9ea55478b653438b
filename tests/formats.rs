//! The formats for machines: what they look like, and what they promise of any finding.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cckm_lint::diagnostic::apply;
use cckm_lint::report::{self, FileReport, Format, Human, Note, Report};
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::command::{BAD, Scratch, folder, formats, json};
use common::xml::elements;
use common::{examples, lint, run};
use serde_json::{Value, json};

/// Without what changes with every version, or with a rule's page.
fn settled(format: &str, out: &str) -> String {
    if format != "sarif" {
        return out.replace(&format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION")), "\"version\":\"…\"");
    }
    let mut log: Value = serde_json::from_str(out).unwrap();
    let driver = &mut log["runs"][0]["tool"]["driver"];
    for version in ["version", "semanticVersion"] {
        driver[version] = json!("…");
    }
    for rule in driver["rules"].as_array_mut().unwrap() {
        assert_eq!(rule["help"]["text"], rule["help"]["markdown"]);
        for page in ["text", "markdown"] {
            rule["help"][page] = json!("…");
        }
    }
    serde_json::to_string_pretty(&log).unwrap()
}

#[test]
fn what_a_machine_sees() {
    let scratch = folder("formats");
    for format in ["concise", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle"] {
        let run = scratch.run(&["--format", format, ".", "gone.json"]);
        assert_eq!(run.code, 3, "{format}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("format-{format}"), settled(format, &run.out));
        });
    }
}

#[test]
fn no_format_changes_the_exit_code_or_what_is_said_of_a_run() {
    let scratch = folder("codes");
    for name in formats() {
        assert_eq!(scratch.run(&["--format", &name, "."]).code, 1, "{name}");
        assert_eq!(scratch.run(&["--format", &name, "good.json"]).code, 0, "{name}");
        assert_eq!(scratch.run(&["--format", &name, "--exit-zero", "."]).code, 0, "{name}");
        let run = scratch.run(&["--format", &name, "gone.json"]);
        assert_eq!((run.code, run.err.as_str()), (3, "cckm-lint: gone.json: no such file or folder\n"), "{name}");
    }
}

#[test]
fn a_line_of_jsonl_is_a_finding_of_the_json_output() {
    let scratch = folder("jsonl");
    let words = [".", "gone.json", "--show", "info", "--format"];
    let whole = json(&scratch.run(&[&words[..], &["json"]].concat()));
    let out = scratch.run(&[&words[..], &["jsonl"]].concat()).out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, findings) = lines.split_last().unwrap();
    assert_eq!(findings, whole["diagnostics"].as_array().unwrap());
    assert_eq!(last["incomplete"], whole["incomplete"][0]);
    let mut schema: Value = serde_json::from_str(include_str!("../schemas/output.schema.json")).unwrap();
    schema = json!({ "$schema": schema["$schema"], "$ref": "#/$defs/line", "$defs": schema["$defs"].take() });
    let schema = jsonschema::validator_for(&schema).unwrap();
    assert!(lines.iter().all(|line| schema.is_valid(line)));
}

#[test]
fn the_key_of_a_record_is_in_its_line() {
    let record = format!("{{\"id\": 7, \"body\": {BAD}}}\n");
    let scratch = Scratch::new("record-key").file("log.ndjson", record);
    let run = scratch.run(&["--format", "jsonl", "--pointer", "/body", "--key", "/id", "log.ndjson"]);
    assert_eq!(json(&run)["key"], "7");
}

// What the formats promise of any finding.

fn written(file: FileReport, format: Format) -> String {
    let note = Note { path: "gone.json".to_owned(), reason: "no such file or folder".to_owned() };
    let report = Report { files: vec![file], clean: vec!["clean.json".to_owned()], incomplete: vec![note], ..Report::default() };
    let mut out = Vec::new();
    report::write(&report, format, &Human::PLAIN, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Every example of every page, and every fixture.
fn sources() -> Vec<Source> {
    let pages = rules::all().flat_map(|rule| examples(&rule.meta().page())).map(|example| example.source());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = files(&root).into_iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        Source::from_bytes(name, std::fs::read(&path).unwrap())
    });
    pages.chain(fixtures).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn file_report(source: Source) -> FileReport {
    let linted = run(&source);
    FileReport { suppressed: linted.suppressed, ..FileReport::new(source, linted.diagnostics, linted.redactor) }
}

fn fingerprints(source: &Source) -> Vec<String> {
    let issues: Vec<Value> = serde_json::from_str(&written(file_report(source.clone()), Format::Gitlab)).unwrap();
    issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_issue_has_what_gitlab_wants_of_it() {
    for source in sources() {
        let (name, count) = (source.name().to_owned(), lint(&source).len());
        let issues: Vec<Value> = serde_json::from_str(&written(file_report(source), Format::Gitlab)).unwrap();
        assert_eq!(issues.len(), count + 1);
        for issue in &issues {
            let texts = ["description", "check_name", "fingerprint"].map(|member| issue[member].as_str().unwrap());
            assert!(texts.iter().all(|text| !text.is_empty()), "{issue}");
            assert!(["blocker", "critical", "minor", "info"].contains(&issue["severity"].as_str().unwrap()), "{issue}");
            let (path, begin) = (&issue["location"]["path"], &issue["location"]["positions"]["begin"]);
            assert!(*path == *name || *path == "gone.json", "{issue}");
            assert!(begin["line"].as_u64().unwrap() > 0 && begin["column"].as_u64().unwrap() > 0, "{issue}");
        }
    }
}

#[test]
fn fingerprints_of_gitlab_are_unique_and_stay_when_a_line_is_inserted_above() {
    for source in sources() {
        let before = fingerprints(&source);
        assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "{}", source.name());
        let body = source.body();
        let below = Source::from_text(source.name(), format!("{}\n{}", &source.text()[..body.start()], body.of(source.text())));
        if source.bom().is_none() && lint(&source).iter().all(|found| found.rule.name != "invalid-utf8") {
            assert_eq!(fingerprints(&below), before, "{}", source.name());
        }
    }
}

#[test]
fn fingerprints_stay_wherever_a_line_is_inserted_between_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/requests/bad");
    for path in files(&root).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let source = Source::from_text("request.json", text.as_str());
        let before = fingerprints(&source);
        if lint(&source).iter().any(|found| found.rule.name == "invalid-syntax") {
            continue;
        }
        for (at, _) in text.match_indices('\n').take(40) {
            let (above, below) = text.split_at(at + 1);
            let edited = Source::from_text("request.json", format!("{above}\n{below}"));
            assert_eq!(fingerprints(&edited), before, "{} at {at}", path.display());
        }
    }
}

/// The byte at a line and column of SARIF: code points, from 1.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (line.as_u64().unwrap() as usize, column.as_u64().unwrap() as usize);
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    for _ in 1..line {
        let rest = &text[start..];
        let end = rest.find(['\n', '\r']).unwrap();
        start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    text[start..].char_indices().map(|(at, _)| start + at).chain([text.len()]).nth(column - 1).unwrap()
}

fn region(text: &str, region: &Value) -> (usize, usize) {
    (offset(text, &region["startLine"], &region["startColumn"]), offset(text, &region["endLine"], &region["endColumn"]))
}

#[test]
fn regions_and_fixes_of_sarif_lead_to_the_very_characters() {
    for source in sources().into_iter().filter(|source| source.bom().is_none()) {
        let text = source.text().to_owned();
        let found = lint(&source);
        let log: Value = serde_json::from_str(&written(file_report(source), Format::Sarif)).unwrap();
        let run = &log["runs"][0];
        for (result, found) in run["results"].as_array().unwrap().iter().zip(&found) {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!((&rule["id"], &result["ruleId"]), (&json!(found.rule.name), &json!(found.rule.name)));
            let place = region(&text, &result["locations"][0]["physicalLocation"]["region"]);
            assert_eq!(place, (found.span.start(), found.span.end()), "{text}");
            let Some(fix) = &found.fix else { continue };
            let replacements = result["fixes"][0]["artifactChanges"][0]["replacements"].as_array().unwrap();
            let mut fixed = text.clone();
            let mut edits: Vec<_> = replacements.iter().map(|edit| (region(&text, &edit["deletedRegion"]), edit)).collect();
            edits.sort_by_key(|(place, _)| *place);
            for ((start, end), edit) in edits.into_iter().rev() {
                fixed.replace_range(start..end, edit["insertedContent"]["text"].as_str().unwrap_or_default());
            }
            assert_eq!(fixed, apply(&text, &fix.edits));
        }
        assert!(run["results"].as_array().unwrap().iter().all(|result| result["suppressions"].is_array()));
    }
}

#[test]
fn whatever_is_found_makes_xml_that_ends_what_it_begins() {
    for source in sources() {
        let found = lint(&source).len();
        for (format, element) in [(Format::Junit, "failure"), (Format::Checkstyle, "error")] {
            let xml = written(file_report(source.clone()), format);
            let elements = elements(&xml);
            let unread = usize::from(format == Format::Checkstyle);
            assert_eq!(elements.iter().filter(|name| *name == element).count(), found + unread, "{xml}");
        }
    }
}
