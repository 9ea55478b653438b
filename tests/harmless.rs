//! What a file, a name or a word says is never acted upon: by a terminal, by who reads a log, or by a browser. `outputs.rs` has
//! the commands of GitHub in all formats, `html.rs` the page; here are the other ways to a terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::command::{Run, Scratch, command, formats, pipe};

/// What a terminal acts upon, what changes how the text around it reads, and what is not seen.
const ACTING: &str = "\u{1b}[31m\r\u{8}\u{7f}\u{9b}2J\u{202e}\u{2066}\u{200b}\u{2028}\u{2029}\u{ad}\u{3164}\u{e0041}";

/// Lines that are commands to who runs a build.
const COMMANDS: &str = "::error::a\n  ::set-output name=a::b\n##[error]c\n##vso[task.complete]d\n##teamcity[e]\n%0A::error::f";

/// Fails where something acts. Of a text that was printed each line is looked at as a log has it.
fn is_harmless(text: &str, what: &str) {
    let line = |line: &str| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let acts = |c: &char| (c.is_control() && *c != '\t') || ACTING.contains(*c) && !c.is_ascii();
        assert_eq!(line.chars().find(acts), None, "{what}: {line:?}");
        let is_command =
            line.trim_start().starts_with("::") || ["##[", "##vso[", "##teamcity["].iter().any(|sign| line.contains(sign));
        assert!(!is_command, "{what}: {line:?}");
    };
    text.split('\n').for_each(line);
}

fn are_harmless(run: &Run, what: &str) {
    // Annotations are commands of our own; that they are all is tested in `outputs.rs`.
    if what != "github" {
        is_harmless(&run.out, what);
    }
    is_harmless(&run.err, what);
}

/// A folder of requests that can be mended, in which values, keys and the names of files and folders are hostile.
fn hostile(name: &str) -> Scratch {
    let request = |payload: &str| {
        format!(
            "{{ \"kms\": \"{payload}\", \"Region\": \"eu-west-1\",\n \"{payload}\": 1,\n \"aws_param\": {{ \"Alias\": \"alias/{payload}\", \
             \"Tags\": [{{ \"TagKey\": \"a\", \"TagValue\": \"{payload}\" }}] }} }}\n{payload}\n"
        )
    };
    let acting: String = ACTING.chars().filter(|c| !matches!(c, '\r' | '\u{2028}' | '\u{2029}')).collect();
    let scratch = Scratch::new(name)
        .file(&format!("::error::{acting}/a##[b].json"), request(ACTING))
        .file("\n::error::c\r.json", request(COMMANDS))
        .file("##vso[d]/##teamcity[e] %0A.json", request("x").replace('\n', "\r\n"));
    let script = format!(
        "# {ACTING}\ncurl -k https://cm.example.com/api/v1/cckm/aws/keys -H '{ACTING}' -d '{}'\n{COMMANDS}\n",
        request(ACTING).trim_end()
    );
    scratch.file(&format!("{acting}.sh"), script)
}

#[test]
fn nothing_acts_in_any_format() {
    let scratch = hostile("acting");
    for format in formats() {
        let run = scratch.run(&["--show", "info", "--format", &format]);
        assert_eq!(run.code, 1, "{}", run.err);
        are_harmless(&run, &format);
        // What cannot be read is named as it is written on the command line.
        are_harmless(&scratch.run(&["--format", &format, &format!("{ACTING}{COMMANDS}.json")]), &format);
    }
}

#[test]
fn nothing_acts_in_a_diff_or_in_what_is_said_of_mending() {
    let scratch = hostile("mending");
    let run = scratch.run(&["--diff"]);
    are_harmless(&run, "--diff");
    assert!(run.out.contains("\n-{") && run.out.contains("\n+{"), "{}", run.out);
    // Where nothing is hostile the line breaks stay, so that the diff can be applied.
    assert!(run.out.contains("\"Region\": \"eu-west-1\",\r\n"), "{}", run.out);
    are_harmless(&scratch.run(&["--fix"]), "--fix");
    are_harmless(&scratch.run(&["baseline"]), "baseline");
}

#[test]
fn nothing_acts_in_what_is_said_of_the_words_of_a_command_line() {
    for payload in [ACTING, COMMANDS] {
        // Names of files come to a command line, too, by what a shell makes of an asterisk.
        let flag = format!("--{payload}");
        let line = format!("x\n{payload}");
        for words in [
            vec![flag.as_str()],
            vec!["--format", &line],
            vec!["--allow", &line, "-"],
            vec!["--define", &line, "-"],
            vec!["--output", &line, "-"],
            vec!["--exclude", &line, "-"],
            vec!["--account", &line, "-"],
            vec!["--config", &line, "-"],
            vec!["--baseline", &line, "-"],
            vec!["--stdin-filename", &line, "-"],
            vec!["explain", &line],
            vec!["schema", &line],
            vec![&line],
        ] {
            let run = pipe("{", &words);
            assert_ne!(run.code, 0, "{words:?}");
            are_harmless(&run, &format!("{words:?}"));
        }
    }
}

#[test]
fn nothing_acts_in_what_is_said_of_a_configuration_or_a_baseline() {
    for payload in [ACTING, COMMANDS] {
        for text in [
            format!("# {payload}\nfail-on = \n{payload}\n"),
            format!("fail-on = '''{payload}'''\n"),
            format!("[rules]\n'{payload}' = 1\n"),
        ] {
            let scratch =
                Scratch::new("config-acting").file("a.toml", &text).file("b.json", format!("{{ \"version\": \"{payload}\" }}"));
            let run = scratch.run(&["--config", "a.toml", "b.json"]);
            assert_eq!(run.code, 2, "{}", run.err);
            are_harmless(&run, "a configuration");
            are_harmless(&scratch.run(&["--baseline", "b.json", "b.json"]), "a baseline");
        }
    }
}

#[test]
fn nothing_acts_in_a_job_of_github_actions() {
    let scratch = hostile("job");
    let run: Run = command(&scratch.0).env("GITHUB_ACTIONS", "true").args(["--show", "info"]).output().unwrap().into();
    let (ours, others): (Vec<&str>, Vec<&str>) = run.out.split('\n').partition(|line| line.starts_with("::"));
    is_harmless(&others.join("\n"), "the report for people");
    let found = scratch.run(&["--show", "info", "--format", "github"]).out;
    assert_eq!(ours, found.lines().collect::<Vec<_>>());
    assert!(ours.iter().all(|line| !line.contains(['\r', '\u{1b}', '\u{202e}', '\u{200b}', '\u{ad}'])));
}
