//! The formats for machines, and reports in files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cckm_lint::diagnostic::{apply, escape_controls, is_unsafe};
use cckm_lint::report::{self, FileReport, Format, Human, Note, Report};
use cckm_lint::rules;
use cckm_lint::source::Source;
use clap::ValueEnum;
use common::command::{Run, Scratch, command, json, pipe};
use common::{examples, lint, run};
use serde_json::{Value, json};

const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";
const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "payments" } }"#;

/// Two files with findings, one of which is allowed; letters outside ASCII in front of a fault; a name to be escaped.
fn folder(name: &str) -> Scratch {
    let request = "{ \"kms\": \"größe\", \"region\": \"eu-west1\",\n  \"aws_param\": { \"Alias\": \"cards\",\n    \"CustomerMasterKeySpec\": \"ECC_SECG_P256K1\", \"KeyUsage\": \"ENCRYPT_DECRYPT\" } }\n";
    let script = format!("# cckm-lint: allow(insecure-tls) the lab has no authority\ncurl -k {URL} -d '{BAD}'\n");
    Scratch::new(name)
        .file("new keys/100%.json", request)
        .file("make.sh", script)
        .file("good.json", r#"{ "kms": "a", "region": "eu-west-1", "policytemplate": "1", "aws_param": { "Alias": "a" } }"#)
}

/// The names of all formats.
fn names() -> impl Iterator<Item = String> {
    Format::value_variants().iter().map(|format| format.to_possible_value().unwrap().get_name().to_owned())
}

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
    for name in names() {
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

// What must not be acted upon.

/// A command as the runner of GitHub takes it from a line of a log.
#[derive(Debug, PartialEq)]
struct Command {
    name: String,
    properties: Vec<(String, String)>,
    data: String,
}

fn unescaped(text: &str) -> String {
    [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
        .iter()
        .fold(text.to_owned(), |text, (escaped, meant)| text.replace(escaped, meant))
}

fn commands(log: &str) -> Vec<Command> {
    let lines = log.split(['\n', '\r']);
    lines.filter_map(|line| new_command(line.trim_start()).or_else(|| old_command(line))).collect()
}

fn new_command(line: &str) -> Option<Command> {
    let (head, data) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    let properties = pairs.map(|(name, value)| (name.to_owned(), unescaped(value))).collect();
    Some(Command { name: name.to_owned(), properties, data: unescaped(data) })
}

fn old_command(line: &str) -> Option<Command> {
    let (_, rest) = line.split_once("##[")?;
    let (name, data) = rest.split_once(']')?;
    Some(Command { name: name.to_owned(), properties: Vec::new(), data: data.to_owned() })
}

/// A folder in which names and values try to be commands.
fn hostile(name: &str) -> Scratch {
    let value = r"eu ::error::a%0A::error::b \r\n::error::c \u001b[31m \u202e##[error]d";
    let request = format!(
        r###"{{ "kms": "aws-main", "region": "{value}", "::error::e ##[add-path]f %0A": 1, "aws_param": {{ "Alias": "##[error]g" }} }}"###
    );
    let spread = request.replace(", ", ",\n::error::h\n  ::set-output name=a::b\n##[error]i\n");
    Scratch::new(name)
        .file("::error::a,line=9::b%0A.json", &request)
        .file(" ::error::\n::error file=a::b\r##[error]\u{1b}[31m\u{202e}.json", &request)
        .file("spread.json", spread)
}

fn in_actions(scratch: &Scratch, words: &[&str]) -> Run {
    command(&scratch.0).env("GITHUB_ACTIONS", "true").args(words).output().unwrap().into()
}

#[test]
fn nothing_in_a_file_or_its_name_becomes_a_command() {
    let scratch = hostile("commands");
    for format in names().filter(|name| name != "github") {
        let run = in_actions(&scratch, &["--show", "info", "--format", &format]);
        assert_eq!(commands(&run.out), [], "{format}");
        assert_eq!(commands(&run.err), [], "{format}");
        assert!(run.out.contains("unknown-region"), "{}", run.out);
    }
    // The words that are shown of a name on standard error.
    let run = in_actions(&scratch, &["::error::x", "##[error]y", "\n::error::z"]);
    assert_eq!((run.code, commands(&run.err)), (3, vec![]));
}

#[test]
fn nothing_that_a_terminal_acts_upon_is_shown_as_it_is() {
    let scratch = hostile("terminal");
    for format in names() {
        let run = scratch.run(&["--show", "info", "--format", &format]);
        let shown: BTreeSet<char> = run.out.chars().filter(|c| is_unsafe(*c) && *c != '\n').collect();
        assert!(shown.is_empty(), "{format}: {shown:?}");
    }
}

#[test]
fn an_annotation_says_what_the_finding_does_and_no_more() {
    let scratch = hostile("annotations");
    let found = json(&scratch.run(&["--show", "info", "--format", "json"]));
    let run = scratch.run(&["--show", "info", "--format", "github"]);
    let annotations = commands(&run.out);
    let found = found["diagnostics"].as_array().unwrap();
    assert_eq!(annotations.len(), found.len());
    assert_eq!(run.out.lines().count(), found.len());
    for (annotation, found) in annotations.iter().zip(found) {
        let property = |name: &str| annotation.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let level = found["level"].as_str().unwrap().replace("info", "notice");
        assert_eq!((annotation.name.as_str(), property("title")), (level.as_str(), found["rule"].as_str()));
        let (start, end) = (&found["range"]["start"], &found["range"]["end"]);
        assert_eq!(property("line").unwrap(), start["line"].to_string());
        assert_eq!(property("endLine").unwrap(), end["line"].to_string());
        let is_one_line = start["line"] == end["line"];
        assert_eq!(property("col"), is_one_line.then(|| start["column"].to_string()).as_deref());
        assert_eq!(property("endColumn"), is_one_line.then(|| end["column"].to_string()).as_deref());
        assert!(annotation.data.starts_with(&*escape_controls(found["message"].as_str().unwrap())), "{annotation:?}");
    }
    let names: BTreeSet<&str> = annotations.iter().map(|annotation| annotation.properties[0].1.as_str()).collect();
    assert!(names.contains("::error::a,line=9::b%0A.json"), "{names:?}");
}

#[test]
fn a_secret_is_shown_in_no_format() {
    let token = "eyJhbGciOiJub25lIn0.eyJub3QiOiJyZWFsIn0.c2lnbmF0dXJl";
    let allowed = format!(
        "# cckm-lint: allow(transport, secret) used {token} once\ncurl -k {URL} -H 'Authorization: Bearer {token}' -d '{BAD}'\n"
    );
    let request = BAD.replace("payments", token).replace("\"kms\"", &format!("\"{token}\": 1, \"kms\""));
    let scratch = Scratch::new("secrets").file("allowed.sh", allowed).file("request.json", request);
    for format in names() {
        let run = scratch.run(&["--format", &format, "--show", "info", "."]);
        assert!(run.out.contains("credential-in-input"), "{}", run.out);
        assert!(!run.out.contains(&token[..12]) && !run.out.contains(&token[20..]), "{format}: {}", run.out);
    }
}

// In a job of GitHub Actions.

#[test]
fn in_actions_people_get_the_text_and_github_the_annotations() {
    let scratch = folder("actions");
    let text = scratch.run(&["."]);
    let annotations = scratch.run(&["--format", "github", "."]);
    let run = in_actions(&scratch, &["."]);
    assert_eq!((run.code, run.out), (1, text.out.clone() + &annotations.out));
    assert_eq!(run.err, text.err);
    assert_eq!(in_actions(&scratch, &["--format", "human", "."]).out, text.out);
    assert_eq!(in_actions(&scratch, &["--format", "github", "."]).out, annotations.out);
    let run: Run = command(&scratch.0).env("GITHUB_ACTIONS", "false").arg(".").output().unwrap().into();
    assert_eq!(run.out, text.out);
    let colored = |name: &str, value: &str| {
        let run: Run = command(&scratch.0).env("GITHUB_ACTIONS", "true").env(name, value).arg(".").output().unwrap().into();
        run.out.contains('\u{1b}')
    };
    assert!(colored("FORCE_COLOR", "1") && !colored("NO_COLOR", "1"));
}

// Reports in files.

#[test]
fn several_reports_are_written_in_one_run() {
    let scratch = folder("outputs");
    let formats = ["concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle"];
    let expected: Vec<String> = formats.iter().map(|format| scratch.run(&["--format", format, "make.sh"]).out).collect();
    let outputs: Vec<String> = formats.iter().map(|format| format!("--output={format}=report.{format}")).collect();
    let words: Vec<&str> = outputs.iter().map(String::as_str).chain(["--output", "human=report.txt", "make.sh"]).collect();
    let run = scratch.run(&words);
    assert_eq!((run.code, run.out), (1, scratch.run(&["make.sh"]).out));
    for (format, expected) in formats.iter().zip(expected) {
        assert_eq!(scratch.read(&format!("report.{format}")), expected, "{format}");
    }
    let text = scratch.read("report.txt");
    assert!(text.starts_with("error[unknown-region]"), "{text}");
    assert!(
        text.ends_with("\n1 error in 1 request of 1 file; 1 note with --show info; 1 finding allowed by a comment\n"),
        "{text}"
    );
    let left: Vec<String> = scratch.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn a_report_takes_the_place_of_an_older_one() {
    let scratch = folder("older").file("report.json", "old".repeat(10_000));
    assert_eq!(scratch.run(&["-q", "--output", "json=report.json", "make.sh"]).code, 1);
    assert_eq!(scratch.read("report.json"), scratch.run(&["--format", "json", "make.sh"]).out);
}

#[test]
fn a_report_that_cannot_be_written_is_said_and_keeps_no_other_from_it() {
    let scratch = folder("unwritable").file("folder/a", "");
    for (path, why) in [("nowhere/report.json", "No such file"), ("folder", "a folder is there"), ("..", "a folder is there")] {
        let output = format!("json={path}");
        let run = scratch.run(&["--output", &output, "--output", "sarif=report.sarif", "good.json"]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{path}");
        assert!(run.err.contains(&format!("{path}: the report cannot be written: {why}")), "{}", run.err);
        assert!(scratch.read("report.sarif").contains("\"2.1.0\""));
    }
}

#[cfg(unix)]
#[test]
fn nothing_but_a_file_is_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = folder("links").file("kept.json", "kept").file("report.json", "old");
    std::os::unix::fs::symlink("kept.json", scratch.0.join("link.json")).unwrap();
    let run = scratch.run(&["--output", "json=link.json", "good.json"]);
    assert_eq!((run.code, scratch.read("kept.json").as_str()), (3, "kept"));
    assert!(run.err.contains("link.json: the report cannot be written: a link is there"), "{}", run.err);
    let run = scratch.run(&["--output", "json=/dev/null", "good.json"]);
    assert_eq!(run.code, 3);
    let mode = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(scratch.0.join("report.json"), mode(0o640)).unwrap();
    assert_eq!(scratch.run(&["--output", "json=report.json", "good.json"]).code, 0);
    assert_eq!(std::fs::metadata(scratch.0.join("report.json")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_is_no_output_is_refused() {
    let wrong = [
        ("json", "FORMAT=PATH"),
        ("json=", "no path"),
        ("json=-", "name a file"),
        ("sarf=a", "did you mean sarif?"),
        ("pdf=a", "checkstyle"),
    ];
    for (output, meant) in wrong {
        let run = pipe(BAD, &["--output", output, "-"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{output}");
        assert!(run.err.contains(meant), "{output}: {}", run.err);
    }
    assert_eq!(pipe("", &["rules", "--format", "sarif"]).code, 2);
}

// What the formats promise of any finding.

fn written(file: FileReport, format: Format) -> String {
    let note = Note { path: "gone.json".to_owned(), reason: "no such file or folder".to_owned() };
    let report = Report { files: vec![file], clean: vec!["clean.json".to_owned()], incomplete: vec![note], ..Report::default() };
    let mut out = Vec::new();
    report::write(&report, format, &Human { color: false, width: 80 }, &mut out).unwrap();
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

/// The names of all elements of a document, which must be well-formed.
fn elements(xml: &str) -> Vec<String> {
    let is_allowed = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(is_allowed));
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let (mut open, mut met) = (Vec::new(), Vec::new());
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains('>') && has_only_entities(tag) && has_only_entities(text), "{piece}");
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.to_owned()));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap().to_owned();
        if !tag.ends_with('/') {
            open.push(name.clone());
        }
        met.push(name);
    }
    assert!(open.is_empty());
    met
}

fn has_only_entities(text: &str) -> bool {
    let known = ["amp;", "lt;", "gt;", "quot;", "#10;", "#91;"];
    text.split('&').skip(1).all(|rest| known.iter().any(|entity| rest.starts_with(entity)))
}
