//! The command as it is used: what it prints where, and how it exits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::command::{Run, Scratch, URL, command, found, json, pipe, run_in};

const GOOD: &str = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }"#;
const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "payments" } }"#;

#[test]
fn a_clean_request_exits_with_0_and_prints_nothing_on_stdout() {
    let run = pipe(GOOD, &["-"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "cckm-lint: nothing wrong in 1 request of 1 file; 1 note with --show info\n");
}

#[test]
fn findings_go_to_stdout_and_words_about_the_run_to_stderr() {
    let run = pipe(BAD, &["-"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("error[unknown-region]"), "{}", run.out);
    assert_eq!(run.err, "cckm-lint: 1 error in 1 request of 1 file; 1 note with --show info; --fix mends 1\n");
    assert_eq!(pipe(BAD, &["-q", "-"]).err, "");
}

#[test]
fn what_is_wrong_at_the_very_end_is_shown_there() {
    let run = pipe(r#"{"kms": "a""#, &["--color", "never", "-"]);
    assert!(run.out.contains("╰── a closing bracket is missing"), "{}", run.out);
}

/// A script that no name tells of, and the file that it sends: sorted by their names, as all others.
#[test]
fn what_standard_input_leads_to_is_sorted_with_it() {
    let scratch = Scratch::new("leads").file("a.json", BAD.replace("payments", "cards"));
    let script = format!("curl {URL} -d @a.json\ncurl {URL} -d '{BAD}'\n");
    let run = run_in(&scratch.0, &["--format", "concise", "--stdin-filename", "b", "-"], &script);
    let files: Vec<&str> = run.out.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(files, ["a.json", "b"]);
}

#[test]
fn the_format_changes_neither_exit_code_nor_findings() {
    let run = pipe(BAD, &["--format", "json", "-"]);
    assert_eq!((run.code, found(&run)), (1, vec!["error unknown-region".to_owned()]));
    assert_eq!(run.err, "");
    assert_eq!(json(&run)["summary"]["errors"], 1);
    assert_eq!(json(&run)["diagnostics"][0]["path"], "<stdin>");
}

#[test]
fn fail_on_and_exit_zero_decide_what_fails_a_run() {
    let warns = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "alias/payments" } }"#;
    assert_eq!(pipe(warns, &["-"]).code, 0);
    assert_eq!(pipe(warns, &["--fail-on", "warning", "-"]).code, 1);
    assert_eq!(pipe(GOOD, &["--fail-on", "info", "-"]).code, 1);
    assert_eq!(pipe(BAD, &["--fail-on", "never", "-"]).code, 0);
    assert_eq!(pipe(BAD, &["--exit-zero", "-"]).code, 0);
    assert_eq!(pipe(warns, &["--strict", "-"]).code, 1);
}

#[test]
fn show_leaves_findings_out_and_counts_them() {
    let run = pipe(GOOD, &["--show", "info", "--format", "json", "-"]);
    assert_eq!((run.code, found(&run)), (0, vec!["info no-policy-source".to_owned()]));
    let run = pipe(BAD, &["--show", "error", "--format", "json", "-"]);
    assert_eq!(json(&run)["summary"]["hidden"], 1);
    let run = pipe(GOOD, &["--fail-on", "info", "--format", "json", "-"]);
    assert_eq!(found(&run).len(), 1, "what fails a run is shown");
}

#[test]
fn the_last_word_on_a_rule_wins() {
    let level =
        |words: &[&str]| found(&pipe(BAD, &[words, &["--format", "json", "--show", "info", "--allow", "access", "-"]].concat()));
    assert_eq!(level(&["--warn", "unknown-region"]), ["warning unknown-region"]);
    assert_eq!(level(&["--allow", "region"]), [""; 0]);
    assert_eq!(level(&["--allow", "region", "--info", "unknown-region"]), ["info unknown-region"]);
    assert_eq!(level(&["--error", "unknown-region", "--allow", "region"]), [""; 0]);
}

#[test]
fn what_is_misspelled_on_the_command_line_is_refused_with_what_was_meant() {
    let wrong: &[(&[&str], &str)] = &[
        (&["--allow", "hmac-regoin", "-"], "`hmac-region`"),
        (&["--formt", "json", "-"], "'--format'"),
        (&["--format", "jsn", "-"], "'json'"),
        (&["--fail-on", "warn", "-"], "warning"),
        (&["explain", "hmac-regio"], "`hmac-region`"),
        (&["--define", "REGION", "-"], "NAME=VALUE"),
        (&["--max-size", "much", "-"], "--max-size"),
        (&["schema", "requests"], "'request'"),
        (&["--key-usage", "SIGN", "-"], "key usage"),
    ];
    for (words, meant) in wrong {
        let run = pipe(GOOD, words);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{words:?}");
        assert!(run.err.contains(meant), "{words:?}: {}", run.err);
    }
}

#[test]
fn a_verb_wins_over_a_path_of_the_same_name() {
    let scratch = Scratch::new("verb").file("rules", BAD);
    assert!(scratch.run(&["rules"]).out.contains("unknown-region"));
    assert_eq!(scratch.run(&["./rules"]).code, 1);
    assert_eq!(scratch.run(&["check", "rules"]).code, 1);
    assert_eq!(scratch.run(&["--format", "json", "check", "rules"]).code, 1);
    assert_eq!(scratch.run(&["--", "rules"]).code, 1);
    assert!(scratch.run(&["--format", "json", "rules"]).out.starts_with('['));
}

#[test]
fn a_file_that_cannot_be_read_makes_the_run_incomplete_and_the_others_are_linted() {
    let scratch = Scratch::new("missing").file("good.json", GOOD).file("big.json", BAD);
    let run = scratch.run(&["--format", "json", "nowhere.json", "good.json"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.err, "cckm-lint: nowhere.json: no such file or folder\n");
    let output = json(&run);
    assert_eq!(output["summary"]["files"], 1);
    assert_eq!(output["incomplete"][0]["path"], "nowhere.json");
    let run = scratch.run(&["--max-size", "10", "big.json"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    assert!(run.err.contains("larger than 10 bytes"), "{}", run.err);
}

#[test]
fn a_line_of_ndjson_that_is_too_long_is_said_and_the_others_are_linted() {
    let long = GOOD.replace("payments", &"x".repeat(500));
    let scratch = Scratch::new("line").file("batch.ndjson", format!("{GOOD}\n{long}\n{BAD}\n"));
    let run = scratch.run(&["--max-size", "200", "--format", "json", "batch.ndjson"]);
    assert_eq!((run.code, found(&run)), (3, vec!["error unknown-region".to_owned()]));
    assert_eq!(
        json(&run)["incomplete"][0]["reason"],
        "line 2 is larger than 200 bytes, the limit of --max-size, and was not read"
    );
}

#[test]
fn findings_are_sorted_by_path() {
    let scratch = Scratch::new("sorted").file("b.json", BAD).file("a.json", BAD.replace("payments", "cards"));
    let run = scratch.run(&["--format", "json", "b.json", "a.json"]);
    let paths: Vec<_> =
        json(&run)["diagnostics"].as_array().unwrap().iter().map(|found| found["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["a.json", "b.json"]);
}

#[test]
fn in_a_folder_only_what_holds_a_request_is_taken() {
    let answer =
        r#"{ "id": "1", "uri": "kylo:1", "createdAt": "2026-11-05", "kms": "a", "region": "eu-west-1", "aws_param": {} }"#;
    let scratch = Scratch::new("folder")
        .file("a/one.json", BAD)
        .file("a/package.json", r#"{ "name": "x", "dependencies": {} }"#)
        .file("a/broken.json", "{ not json")
        .file("a/answer.json", answer)
        .file("a/all.ndjson", format!("{GOOD}\n{}\n", BAD.replace("payments", "cards")))
        .file("a/notes.txt", BAD)
        .file("a/ignored.json", BAD.replace("payments", "refunds"))
        .file(".gitignore", "ignored.json\n");
    let run = scratch.run(&["--format", "json", "."]);
    assert_eq!(run.code, 1);
    let output = json(&run);
    assert_eq!(
        (&output["summary"]["files"], &output["summary"]["requests"], &output["summary"]["skipped"]),
        (&2.into(), &3.into(), &3.into())
    );
    let places: Vec<_> = output["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["path"].as_str().unwrap(), found["request"].as_u64()))
        .collect();
    assert_eq!(places, [("a/all.ndjson", Some(1)), ("a/one.json", Some(0))]);
    assert_eq!(json(&scratch.run(&["--format", "json", "--no-ignore", "."]))["summary"]["files"], 3);
    assert_eq!(json(&scratch.run(&["--format", "json", "--exclude", "*.ndjson", "."]))["summary"]["files"], 1);
}

#[test]
fn a_named_file_is_linted_whatever_it_holds_unless_only_requests_are_asked_for() {
    let scratch = Scratch::new("named").file("other.json", r#"{ "name": "x" }"#).file("empty.json", "{}").file("list.json", "[]");
    assert_eq!(
        found(&scratch.run(&["--format", "json", "other.json"])),
        ["warning missing-aws-param", "error missing-field", "error missing-field", "warning unknown-field"]
    );
    assert_eq!(scratch.run(&["empty.json"]).code, 1);
    assert_eq!(scratch.run(&["list.json"]).code, 4);
    assert_eq!(scratch.run(&["--requests-only", "other.json"]).code, 0);
    assert_eq!(scratch.run(&["--exclude", "other.*", "--force-exclude", "--allow-empty", "other.json"]).code, 0);
}

#[test]
fn a_key_policy_by_itself_is_recognised_or_asked_for() {
    let root =
        r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }"#;
    let policy = format!(r#"{{ "Version": "2012-10-17", "Statement": [{root}] }}"#);
    let bucket = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }] }"#;
    let scratch = Scratch::new("policy").file("key.json", &policy).file("bucket.json", bucket);
    assert_eq!(scratch.run(&["key.json"]).code, 0);
    assert_eq!(json(&scratch.run(&["--format", "json", "."]))["summary"]["files"], 1, "a policy of a bucket is passed over");
    let run = scratch.run(&["--region", "cn-north-1", "--format", "json", "key.json"]);
    assert_eq!(found(&run), ["error partition-mismatch"]);
    let run = scratch.run(&["--caller-arn", "arn:aws:iam::444455556666:user/cckm", "--format", "json", "key.json"]);
    assert!(found(&run).contains(&"error policy-lockout".to_owned()));
    let run = pipe("{}", &["--as", "policy", "--format", "json", "-"]);
    assert_eq!(found(&run), ["error policy-element", "warning policy-version"]);
    for (words, meant) in [
        (["--region", "eu-west1"], "eu-west-1"),
        (["--key-spec", "HMAC256"], "HMAC_256"),
        (["--account", "1234"], "twelve digits"),
        (["--caller-arn", "me"], "the ARN"),
    ] {
        let run = scratch.run(&[words[0], words[1], "key.json"]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(meant), "{}", run.err);
    }
}

#[test]
fn the_same_check_of_access_analyzer_is_named() {
    let run = pipe(r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "allow" }] }"#, &["--format", "json", "-"]);
    let effect =
        json(&run)["diagnostics"].as_array().unwrap().iter().find(|found| found["rule"] == "policy-effect").unwrap().clone();
    assert_eq!(effect["see"], serde_json::json!(["access-analyzer:INVALID_EFFECT"]));
}

#[test]
fn where_there_is_no_request_the_exit_code_says_so() {
    let scratch = Scratch::new("none").file("a.json", "[1]");
    let run = scratch.run(&["."]);
    assert_eq!((run.code, run.err.as_str()), (4, "cckm-lint: no create-key request found in what was named\n"));
    assert_eq!(scratch.run(&["--allow-empty", "."]).code, 0);
}

#[test]
fn standard_input_can_have_a_name() {
    let run = pipe(&format!("{GOOD}\n{BAD}\n"), &["--stdin-filename", "batch.ndjson", "--format", "json", "-"]);
    assert_eq!(json(&run)["diagnostics"][0]["path"], "batch.ndjson");
    assert_eq!(json(&run)["summary"]["requests"], 2);
    let run = pipe(&format!("{GOOD}\n{BAD}\n"), &["--as", "json", "--format", "json", "-"]);
    assert_eq!(found(&run), ["error invalid-syntax"]);
}

#[test]
fn a_hole_is_filled_by_a_definition() {
    let text = r#"{ "kms": "aws-main", "region": "${REGION}", "aws_param": { "Alias": "payments-$ENV" } }"#;
    assert_eq!(pipe(text, &["-"]).code, 0);
    let run = pipe(text, &["--define", "REGION=eu-west1", "--define", "ENV=b c", "--format", "json", "-"]);
    assert_eq!(found(&run), ["error unknown-region", "error alias-charset"]);
    let labelled = &json(&run)["diagnostics"][1]["range"];
    let (start, end) =
        (labelled["start"]["offset"].as_u64().unwrap() as usize, labelled["end"]["offset"].as_u64().unwrap() as usize);
    assert_eq!(&text[start..end], "$ENV", "a label on a part of the value covers the hole");
}

#[test]
fn a_token_never_reaches_an_output() {
    let token = "eyJub3QiOiJhIn0.cmVhbCB0b2tlbg.bm90LWEtc2lnbmF0dXJl";
    let text = format!(
        r#"{{ "Authorization": "Bearer {token}", "kms": "{token}", "region": "{token}", "{token}": 1, "aws_param": {{ "Alias": "{token}", "KeyUsage": "{token}" }} }}"#
    );
    for format in ["human", "json"] {
        let run = pipe(&text, &["--show", "info", "--format", format, "-"]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains("credential-in-input"), "{}", run.out);
        for part in token.split('.') {
            assert!(!run.out.contains(part) && !run.err.contains(part), "{format}: {}", run.out);
        }
    }
}

#[test]
fn control_characters_reach_no_terminal() {
    let text = "{ \"kms\": \"aws\\u001b[31m\u{202e}\", \"region\": \"eu\u{202e}\", \"aws_param\": { \"Alias\": \"a\\u0007b\" }, \"\\u001b[2J\": 1 }";
    let run = pipe(text, &["-"]);
    assert!(run.out.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", run.out);
    assert!(!run.out.contains('\u{202e}'));
}

#[test]
fn colour_is_a_choice() {
    let colored = |words: &[&str], set: &[(&str, &str)]| {
        let folder = std::env::temp_dir();
        let mut command = command(&folder);
        command
            .args(words)
            .arg("-")
            .envs(set.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(BAD.as_bytes()).unwrap();
        Run::from(child.wait_with_output().unwrap()).out.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "not a terminal");
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]), "the command line wins");
    assert!(colored(&[], &[("FORCE_COLOR", "1")]));
    assert!(!colored(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[test]
fn a_path_leads_to_its_file_in_a_terminal_that_follows_links() {
    let scratch = Scratch::new("links").file("a b.json", BAD);
    let linked = |words: &[&str], set: &[(&str, &str)]| {
        let mut command = command(&scratch.0);
        let output = command.args(words).envs(set.iter().copied()).output().unwrap();
        Run::from(output).out.lines().find(|line| line.contains("╭─[")).unwrap().to_owned()
    };
    let folder = scratch.0.canonicalize().unwrap();
    let link = format!("\u{1b}]8;;file://{}/a%20b.json\u{1b}\\a b.json:", folder.display());
    let line = linked(&["--hyperlinks", "always", "a b.json"], &[]);
    assert!(line.contains(&link) && line.ends_with("\u{1b}]8;;\u{1b}\\]"), "{line:?}");
    let forced = [("FORCE_COLOR", "1"), ("FORCE_HYPERLINK", "1")];
    assert!(linked(&["a b.json"], &forced).contains(&link));
    assert!(!linked(&["--hyperlinks", "never", "a b.json"], &forced).contains("]8;;"));
    assert!(!linked(&["--color", "never", "a b.json"], &forced).contains('\u{1b}'), "what is plain is all plain");
    assert!(!linked(&["a b.json"], &[]).contains('\u{1b}'), "not a terminal");
    let run = pipe(BAD, &["--hyperlinks", "always", "-"]);
    assert!(!run.out.contains("]8;;"), "standard input stands nowhere");
}

#[test]
fn the_number_of_findings_is_limited_and_the_rest_counted() {
    let tags: Vec<String> = (0..40).map(|at| format!(r#"{{ "TagKey": "t{at}", "TagValue": "a b" }}"#)).collect();
    let text = format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Tags": [{}] }} }}"#, tags.join(","));
    let run = pipe(&text, &["--max-diagnostics", "5", "--format", "json", "-"]);
    let output = json(&run);
    assert_eq!((run.code, output["diagnostics"].as_array().unwrap().len()), (1, 5));
    assert_eq!((&output["summary"]["errors"], &output["summary"]["hidden"]), (&40.into(), &36.into()));
}

#[test]
fn a_megabyte_on_one_line_is_shown_around_the_fault() {
    let text = format!(
        r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Description": "{}", "Alias": "a b" }} }}"#,
        "x".repeat(1_000_000)
    );
    let run = pipe(&text, &["-"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("[<stdin>:1:1000090]"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn places_of_a_long_line_that_are_not_in_the_excerpt_are_named() {
    let text = format!(
        r#"{{"kms":"a","region":"eu-west-1","policytemplate":"t","aws_param":{{"Alias":"{}"}},"key_users":["bob"]}}"#,
        "a".repeat(200)
    );
    let run = pipe(&text, &["-"]);
    assert!(run.out.contains("[<stdin>:1:279]"), "{}", run.out);
    assert!(run.out.contains("see also 1:33: a policy template"), "{}", run.out);
}

#[test]
fn a_misspelled_command_is_recognised() {
    let run = pipe("", &["expalin", "hmac-region"]);
    assert_eq!(run.code, 3);
    assert!(
        run.err.starts_with("cckm-lint: expalin: no such file or folder; did you mean the command `explain`?\n"),
        "{}",
        run.err
    );
}

#[test]
fn the_same_bytes_come_from_any_number_of_threads() {
    let mut scratch = Scratch::new("threads");
    for at in 0..60 {
        scratch = scratch.file(&format!("{at:02}.json"), if at % 3 == 0 { BAD } else { GOOD });
    }
    let alone = scratch.run(&["--jobs", "1", "--show", "info", "."]);
    let many = scratch.run(&["--jobs", "8", "--show", "info", "."]);
    assert_eq!((alone.code, alone.out, alone.err), (many.code, many.out, many.err));
}

#[test]
fn the_same_bytes_come_from_any_order_of_arguments() {
    // Both give the same alias, so that it matters which one is read first.
    let scratch = Scratch::new("order").file("a.json", GOOD).file("b.json", GOOD).file("c/d.json", BAD);
    let run = |paths: &[&str]| {
        let run = scratch.run(&[&["--show", "info"], paths].concat());
        (run.code, run.out, run.err)
    };
    let first = run(&["a.json", "b.json", "c", "-"]);
    assert!(first.1.contains("b.json:"), "{}", first.1);
    for paths in [["-", "c", "b.json", "a.json"], ["c", "a.json", "-", "b.json"]] {
        assert_eq!(run(&paths), first);
    }
    assert_eq!(run(&[".", "a.json", "./a.json", "c/d.json"]), run(&["c/d.json", ".", "a.json"]));
}

#[test]
fn explain_fits_a_terminal_and_every_rule_has_a_page() {
    let listed = pipe("", &["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    for rule in rules.as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        let page = pipe("", &["explain", name]);
        assert_eq!(page.code, 0, "{name}");
        let prose = page.out.lines().filter(|line| !line.starts_with("    "));
        assert!(prose.clone().all(|line| line.chars().count() <= 80), "{name}: {}", page.out);
        assert!(page.out.contains("\nSOURCE\n"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_refused_and_one_of_the_shell_is_read() {
    let scratch = Scratch::new("fifo").file("good.json", GOOD);
    let made = Command::new("mkfifo").arg(scratch.0.join("pipe.json")).status().unwrap();
    assert!(made.success());
    let run = scratch.run(&["pipe.json"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("named pipe"), "{}", run.err);
    let shell = format!("'{}' <(cat good.json)", env!("CARGO_BIN_EXE_cckm-lint"));
    let output = Command::new("bash").args(["-c", &shell]).current_dir(&scratch.0).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let shell = format!("echo '{BAD}' | '{}' - | true; echo ${{PIPESTATUS[1]}}", env!("CARGO_BIN_EXE_cckm-lint"));
    let output = Command::new("bash").args(["-c", &shell]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "1\n");
}
