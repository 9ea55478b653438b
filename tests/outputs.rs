//! Where reports go: logs, in which nothing of a file may be acted upon, jobs of GitHub Actions, and files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

use cckm_lint::diagnostic::{escape_controls, is_unsafe};
use cckm_lint::report::{self, FileReport, Format, Human, Note, Report};
use cckm_lint::source::Source;
use clap::ValueEnum;
use common::command::{BAD, Run, Scratch, URL, command, folder, formats, json, pipe};
use common::xml::elements;
use proptest::prelude::*;

// What must not be acted upon.

/// A command as GitHub, Azure and TeamCity take it from a line of a log.
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
    let at = line
        .match_indices("##")
        .find(|(at, _)| line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('['))?
        .0;
    let (_, rest) = line[at..].split_once('[')?;
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
    for format in formats().filter(|name| name != "github") {
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
    for format in formats() {
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
    for format in formats() {
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
        text.ends_with(
            "\n1 error in 1 request of 1 file; 1 note with --show info; --fix mends 1; 1 finding allowed by a comment\n"
        ),
        "{text}"
    );
    let left: Vec<String> = scratch.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn what_is_mended_has_standard_output_to_itself() {
    let scratch = folder("mended");
    let pipe = |words: &[&str]| {
        let mut child = command(&scratch.0)
            .env("GITHUB_ACTIONS", "true")
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(BAD.replace("payments", "a b").as_bytes()).unwrap();
        Run::from(child.wait_with_output().unwrap())
    };
    let run = pipe(&["--fix", "--output", "json=left.json", "-"]);
    assert_eq!(run.out, BAD.replace("payments", "a b").replace("eu-west1", "eu-west-1"));
    assert!(run.err.starts_with("error[alias-charset]") && run.err.contains("\n::error file=<stdin>,line=1,"), "{}", run.err);
    assert!(scratch.read("left.json").contains("alias-charset") && !scratch.read("left.json").contains("unknown-region"));
    let run = pipe(&["--diff", "--output", "concise=both.txt", "-"]);
    assert!(run.out.starts_with("--- ") && !run.out.contains("alias-charset"), "{}", run.out);
    assert_eq!(scratch.read("both.txt").lines().count(), 2);
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
    for (words, why) in [
        (["--output=json=a", "--output=sarif=a", "-"], "is given to two reports"),
        (["--output=json=b", "b", "-"], "is to be linted"),
    ] {
        let run = pipe(BAD, &words);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(why), "{}", run.err);
    }
    assert_eq!(pipe("", &["rules", "--format", "sarif"]).code, 2);
}

// Whatever a name or a message says.

/// A report of one finding with this name of the file and this message.
fn report(name: &str, message: &str) -> Report {
    let source = Source::from_text(name, BAD);
    let mut linted = common::run(&source);
    linted.diagnostics.truncate(1);
    message.clone_into(&mut linted.diagnostics[0].message);
    linted.diagnostics[0].help = Some(message.to_owned());
    let note = Note { path: name.to_owned(), reason: message.to_owned() };
    let file = FileReport::new(source, linted.diagnostics, linted.redactor);
    Report { files: vec![file], incomplete: vec![note], ..Report::default() }
}

fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report::write(report, format, &Human::PLAIN, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What those are made of that mean to break out of a report.
fn words() -> impl Strategy<Value = String> {
    let pieces = vec![
        "::",
        ":",
        "error",
        " file=a",
        ",",
        "=",
        "##[",
        "##",
        "[",
        "]",
        "\n",
        "\r",
        "\t",
        " ",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "%",
        "%0A",
        "%3A",
        "\u{1b}[31m",
        "\u{9b}",
        "\u{202e}",
        "\u{feff}",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "&#10;",
        "\0",
        "\u{fffe}",
        "\u{ffff}",
        "\\",
        "/",
        "a",
        "ä",
        "😀",
        "`",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_words_break_out_of_a_report(name in words(), message in words()) {
        let report = report(&name, &message);
        for format in Format::value_variants() {
            let out = written(&report, *format);
            let is_shown = |c: char| c == '\n' || !is_unsafe(c);
            prop_assert!(out.chars().all(is_shown), "{format:?}: {out:?}");
            match format {
                Format::Github => {
                    let found = commands(&out);
                    let titles: Vec<_> = found.iter().map(|command| command.properties.last().cloned().unwrap().1).collect();
                    prop_assert_eq!(&titles[1..], ["incomplete"]);
                    prop_assert_eq!((found.len(), out.lines().count()), (2, 2));
                    prop_assert_eq!(&found[1].data, &*escape_controls(&message));
                    prop_assert!(name.is_empty() || found[0].properties[0].1 == escape_controls(&name));
                }
                _ => prop_assert_eq!(commands(&out), [], "{:?}", format),
            }
        }
        let read: serde_json::Value = serde_json::from_str(&written(&report, Format::Json)).unwrap();
        prop_assert_eq!((read["diagnostics"][0]["path"].as_str(), read["diagnostics"][0]["message"].as_str()), (Some(&*name), Some(&*message)));
        for format in [Format::Junit, Format::Checkstyle] {
            elements(&written(&report, format));
        }
    }
}
