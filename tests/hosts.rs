//! Requests in scripts, runbooks, pipelines and archives, as the command finds them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::command::{Scratch, found, json, pipe};

const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";
const GOOD: &str = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }"#;
const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "cards" } }"#;

fn paths(run: &common::command::Run) -> Vec<String> {
    let output = json(run);
    let diagnostics = output["diagnostics"].as_array().unwrap().iter();
    diagnostics.map(|found| format!("{} {}", found["path"].as_str().unwrap(), found["rule"].as_str().unwrap())).collect()
}

#[test]
fn a_command_that_is_pasted_is_known_by_its_content() {
    let run = pipe(&format!("curl -k {URL} -d '{BAD}'\n"), &["--format", "json", "-"]);
    assert_eq!(found(&run), ["warning insecure-tls", "error unknown-region"]);
    let run = pipe(&format!("Make a key:\n\n```sh\ncurl -k {URL} -d '{BAD}'\n```\n"), &["--format", "json", "-"]);
    assert_eq!(found(&run), ["warning insecure-tls", "error unknown-region"]);
    let run = pipe(&format!("POST {URL}\n\n{BAD}\n"), &["--format", "json", "-"]);
    assert_eq!(found(&run), ["error unknown-region"]);
    let run = pipe(&format!("make:\n  script:\n    - |\n      curl -k {URL} -d '{BAD}'\n"), &["--format", "json", "-"]);
    assert_eq!(found(&run), ["warning insecure-tls", "error unknown-region"]);
}

#[test]
fn a_body_in_a_file_is_linted_under_its_own_name() {
    let scratch = Scratch::new("body")
        .file(
            "scripts/make.sh",
            format!("curl -k {URL} -d @bodies/one.json\ncurl {URL} -d @../two.json\ncurl {URL} -d @gone.json\n"),
        )
        .file("scripts/bodies/one.json", BAD)
        .file("two.json", r#"{ "kms": "aws-main" }"#);
    let run = scratch.run(&["--format", "json", "scripts/make.sh"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        paths(&run),
        [
            "scripts/bodies/one.json unknown-region",
            "scripts/make.sh insecure-tls",
            "two.json missing-aws-param",
            "two.json missing-field"
        ]
    );
    let output = json(&run);
    assert_eq!(output["skipped"][0]["path"], "scripts/gone.json");
    assert_eq!(output["skipped"][0]["reason"], "named by a command, and not there");
}

/// A script that somebody else wrote must not have files of the machine shown in a log, or mended.
#[test]
fn a_body_outside_of_the_folders_at_hand_is_not_read() {
    let outside = Scratch::new("outside").file("keys.json", BAD);
    let path = outside.0.join("keys.json");
    let shown = path.to_str().unwrap();
    let scratch = Scratch::new("inside").file("make.sh", format!("curl {URL} -d @{shown}\ncurl {URL} -d @link.json\n"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, scratch.0.join("link.json")).unwrap();
    let run = scratch.run(&["--format", "json", "--fix", "make.sh"]);
    assert_eq!(paths(&run), [] as [&str; 0], "{}", run.out);
    let reason = json(&run)["skipped"][0]["reason"].clone();
    assert_eq!(reason, "named by a command, and neither below the current folder nor beside it; name it to have it linted");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), BAD);
    assert_eq!(paths(&scratch.run(&["--format", "json", "make.sh", shown])).len(), 1);
}

#[test]
fn a_body_that_is_in_the_run_already_is_linted_once() {
    let scratch = Scratch::new("once").file("make.sh", format!("curl {URL} -d @body.json\n")).file("body.json", BAD);
    let run = scratch.run(&["--format", "json", "."]);
    assert_eq!(paths(&run), ["body.json unknown-region"]);
    assert_eq!(json(&run)["summary"]["requests"], 1);
}

#[test]
fn a_policy_file_of_ksctl_is_linted_as_a_policy() {
    let policy = r#"{ "Version": "2012-10-17", "Statement": [ { "Effect": "allow", "Principal": "*", "Action": "kms:*", "Resource": "*" } ] }"#;
    let command = "ksctl cckm aws keys create --kms a --region eu-west-1 --alias b --aws-policy-jsonfile policy.json --aws-tags-jsonfile tags.json\n";
    let scratch = Scratch::new("ksctl").file("make.sh", command).file("policy.json", policy).file("tags.json", "[]");
    let run = scratch.run(&["--format", "json", "make.sh"]);
    assert!(paths(&run).contains(&"policy.json policy-effect".to_owned()), "{}", run.out);
    assert_eq!(json(&run)["skipped"][0]["path"], "tags.json");
}

#[test]
fn the_summary_says_what_was_read_of_a_folder_with_all_forms() {
    let hosts = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/hosts");
    let mut scratch = Scratch::new("mixed")
        .file("request.json", GOOD)
        .file("batch.ndjson", format!("{BAD}\n"))
        .file("package.json", r#"{ "name": "x" }"#)
        .file("README.md", "# kms\n\nNothing to see.\n")
        .file("deploy.sh", "kubectl apply -f kms.yml\n")
        .file("compose.yml", "services:\n  kms: {}\n");
    for entry in std::fs::read_dir(hosts).unwrap() {
        let entry = entry.unwrap();
        scratch = scratch.file(entry.file_name().to_str().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    let run = scratch.run(&["--allow", "duplicate-alias", "."]);
    assert_eq!(run.code, 1);
    let summary: Vec<_> = run.err.lines().collect();
    assert!(
        summary[0].ends_with(
            "43 requests of 19 files; 34 notes with --show info; --fix mends 30; 4 findings allowed by a comment; 4 files passed over"
        ),
        "{}",
        run.err
    );
    assert_eq!(
        summary[1],
        "cckm-lint: read: 1 HAR, 1 HTTP, 1 JSON, 1 Jenkins, 1 Markdown, 1 NDJSON, 1 Postman, 5 Terraform, 4 YAML, 1 make, 2 shell"
    );
}

#[test]
fn one_alias_in_two_forms_is_found() {
    let scratch = Scratch::new("alias")
        .file("a.json", GOOD)
        .file("b.sh", format!("curl {URL} -d '{}'\n", GOOD.replace("payments", "alias/payments")));
    let run = scratch.run(&["--format", "json", "--allow", "alias-prefix", "."]);
    assert_eq!(paths(&run), ["b.sh duplicate-alias"]);
    let related = &json(&run)["diagnostics"][0]["related"][0];
    assert_eq!((&related["path"], &related["range"]["start"]["column"]), (&"a.json".into(), &69.into()));
    let run = scratch.run(&["--allow", "alias-prefix", "."]);
    assert!(run.out.contains("see also a.json:1:69"), "{}", run.out);
}

#[test]
fn a_request_in_a_record_is_found_by_its_pointer() {
    let record = |id: u32, body: &str| format!("{{\"id\": {id}, \"request\": {{ \"body\": {body} }} }}\n");
    let text = serde_json::to_string(BAD).unwrap();
    let scratch = Scratch::new("record").file(
        "log.ndjson",
        record(1, &GOOD.replace("payments", "one"))
            + &record(2, BAD)
            + &record(3, &text.replace("cards", "three"))
            + "{\"id\": 4}\n",
    );
    let run = scratch.run(&["--format", "json", "--pointer", "/request/body", "--key", "/id", "log.ndjson"]);
    let output = json(&run);
    let keys: Vec<_> = output["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["key"].as_str().unwrap(), found["range"]["start"]["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(keys, [("2", 2), ("3", 3)]);
    assert_eq!(output["summary"]["requests"], 3);
    assert!(scratch.run(&["--pointer", "request", "log.ndjson"]).err.contains("starts with a slash"));
}

#[test]
fn a_comment_allows_and_is_counted() {
    let script = format!("# cckm-lint: allow(insecure-tls) the lab\ncurl -k {URL} -d '{GOOD}' # cckm-lint: allow(secret)\n");
    let scratch = Scratch::new("comment").file("make.sh", script);
    let run = scratch.run(&["--format", "json", "make.sh"]);
    assert_eq!(found(&run), ["warning invalid-suppression", "warning unused-suppression"]);
    assert_eq!(json(&run)["summary"]["suppressed"], 1);
}

/// As many as are allowed, be it more than are ever shown.
#[test]
fn comments_allow_more_findings_than_are_shown() {
    let script = format!("# cckm-lint: allow(insecure-tls) the lab\ncurl -k {URL} -d '{GOOD}'\n").repeat(30);
    let scratch = Scratch::new("comments").file("make.sh", script);
    let run = scratch.run(&["--format", "json", "--max-diagnostics", "10", "--allow", "duplicate-alias", "make.sh"]);
    assert_eq!((run.code, found(&run).len(), &json(&run)["summary"]["suppressed"]), (0, 0, &serde_json::json!(30)));
}

#[test]
fn a_token_is_shown_in_no_format() {
    let token = "eyJhbGciOiJub25lIn0.eyJub3QiOiJyZWFsIn0.c2lnbmF0dXJl";
    let spliced = format!("curl -k {URL} -H 'Authorization: Bearer '\"{}\"'{}' -d '{BAD}'\n", &token[..12], &token[12..]);
    let scratch = Scratch::new("token").file("make.sh", spliced);
    for format in ["human", "json"] {
        let run = scratch.run(&["--format", format, "--show", "info", "make.sh"]);
        assert!(run.out.contains("credential-in-input"), "{}", run.out);
        assert!(!run.out.contains(&token[..12]) && !run.out.contains(&token[20..]), "{}", run.out);
    }
}

#[test]
fn yaml_that_cannot_be_read_is_said_where_a_request_may_be_behind_it() {
    // A colon and a space end a plain scalar of YAML.
    let scratch = Scratch::new("yaml").file("ci.yml", format!("make:\n  script:\n    - curl -k {URL} -d '{BAD}'\n"));
    let run = scratch.run(&["--format", "json", "ci.yml"]);
    assert_eq!(run.code, 3);
    let reason = json(&run)["incomplete"][0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.starts_with("line 3: this is not YAML from here on"), "{reason}");
}
