//! `cckm-lint.toml`: where it is found, what it changes, and how its faults are shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::config;
use cckm_lint::source::Source;
use common::command::{Run, Scratch, found, json, run_in};
use toml::de::{DeTable, DeValue};

const GOOD: &str = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }"#;
const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "cards" } }"#;
const WARNS: &str = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "alias/orders" } }"#;

/// A folder with a configuration, cut off from whatever stands above it.
fn project(name: &str, config: &str) -> Scratch {
    Scratch::new(name).file(".git/HEAD", "").file("cckm-lint.toml", config)
}

fn paths(run: &Run) -> Vec<String> {
    let output = json(run);
    let diagnostics = output["diagnostics"].as_array().unwrap().iter();
    diagnostics.map(|found| format!("{} {}", found["path"].as_str().unwrap(), found["rule"].as_str().unwrap())).collect()
}

#[test]
fn the_nearest_file_upwards_counts_and_no_other() {
    let scratch = project("nearest", "[rules]\nunknown-region = \"warning\"\n")
        .file("requests/a.json", BAD)
        .file("requests/inner/cckm-lint.toml", "[rules]\nregion = \"info\"\n")
        .file("requests/inner/b.json", BAD)
        .file("other/.git/HEAD", "")
        .file("other/c.json", BAD);
    let lint = |folder: &str, file: &str| {
        found(&run_in(&scratch.0.join(folder), &["--show", "info", "--allow", "no-policy-source", "--format", "json", file], ""))
    };
    assert_eq!(lint(".", "requests/a.json"), ["warning unknown-region"]);
    assert_eq!(lint("requests", "a.json"), ["warning unknown-region"]);
    assert_eq!(lint("requests/inner", "b.json"), ["info unknown-region"]);
    assert_eq!(lint("other", "c.json"), ["error unknown-region"], "a repository ends the search");
}

#[test]
fn a_file_can_be_named_and_none_can_be_asked_for() {
    let scratch =
        project("named", "strict = true\n").file("a.json", WARNS).file("lax.toml", "fail-on = \"never\"\nshow = \"error\"\n");
    assert_eq!(scratch.run(&["a.json"]).code, 1);
    assert_eq!(scratch.run(&["--isolated", "a.json"]).code, 0);
    let run = scratch.run(&["--config", "lax.toml", "--format", "json", "a.json"]);
    assert_eq!((run.code, found(&run)), (0, vec![]));
    assert_eq!(scratch.run(&["--config", "lax.toml", "--isolated", "a.json"]).code, 2);
    let run = scratch.run(&["--config", "gone.toml", "a.json"]);
    assert_eq!((run.code, run.err.as_str()), (2, "cckm-lint: gone.toml: no such file or folder\n"));
}

#[test]
fn the_command_line_counts_more_than_the_file() {
    let config = "fail-on = \"warning\"\nshow = \"error\"\n[rules]\nunknown-region = \"allow\"\n";
    let scratch = project("more", config).file("a.json", WARNS).file("b.json", BAD);
    assert_eq!(scratch.run(&["a.json"]).code, 1);
    assert_eq!(scratch.run(&["--fail-on", "error", "a.json"]).code, 0);
    assert_eq!(found(&scratch.run(&["--format", "json", "a.json"])), [""; 0]);
    assert_eq!(found(&scratch.run(&["--show", "warning", "--format", "json", "a.json"])), ["warning alias-prefix"]);
    assert_eq!(scratch.run(&["b.json"]).code, 0);
    assert_eq!(found(&scratch.run(&["--error", "unknown-region", "--format", "json", "b.json"])), ["error unknown-region"]);
}

#[test]
fn a_rule_counts_more_than_its_category_wherever_it_stands() {
    let scratch = project("category", "[rules]\nalias-prefix = \"error\"\nnaming = \"allow\"\n").file("a.json", WARNS);
    assert_eq!(found(&scratch.run(&["--format", "json", "a.json"])), ["error alias-prefix"]);
}

#[test]
fn overrides_are_for_the_files_that_they_name() {
    let config = "[[overrides]]\npaths = [\"legacy/\"]\nrules = { unknown-region = \"allow\" }\n\
                  [[overrides]]\npaths = [\"legacy/new.json\"]\nrules = { region = \"warning\" }\n";
    let scratch = project("overrides", config)
        .file("legacy/old.json", BAD)
        .file("legacy/new.json", BAD)
        .file("a.json", BAD)
        .file("x/y", "");
    let run = scratch.run(&["--allow", "duplicate-alias", "--format", "json", "."]);
    assert_eq!(paths(&run), ["a.json unknown-region", "legacy/new.json unknown-region"]);
    assert_eq!(found(&run), ["error unknown-region", "warning unknown-region"]);
    let run = run_in(&scratch.0.join("x"), &["--format", "json", "../legacy/old.json"], "");
    assert_eq!(found(&run), [""; 0], "paths are those of the project, wherever the command is run");
    let run = run_in(&scratch.0, &["--stdin-filename", "legacy/old.json", "--format", "json", "-"], BAD);
    assert_eq!(found(&run), [""; 0]);
}

#[test]
fn excluded_files_are_left_out_of_folders() {
    let scratch = project("exclude", "exclude = [\"legacy/\", \"*.draft.json\"]\n")
        .file("legacy/old.json", BAD)
        .file("x/a.draft.json", BAD)
        .file("x/a.json", GOOD);
    assert_eq!(scratch.run(&["."]).code, 0);
    assert_eq!(run_in(&scratch.0.join("x"), &["."], "").code, 0);
    assert_eq!(scratch.run(&["legacy/old.json"]).code, 1, "what is named is linted");
    assert_eq!(scratch.run(&["--force-exclude", "--requests-only", "legacy/old.json"]).code, 0);
}

#[test]
fn the_catalog_knows_regions_and_specs_of_tomorrow() {
    let new = r#"{ "kms": "aws-main", "region": "eu-west-9", "aws_param": { "Alias": "a", "CustomerMasterKeySpec": "FALCON_512", "KeyUsage": "SIGN_VERIFY" } }"#;
    let known = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "b", "CustomerMasterKeySpec": "ML_DSA_65", "KeyUsage": "SIGN_VERIFY" } }"#;
    let scratch = project("catalog", "[catalog]\nregions = [\"eu-west-9\"]\nspecs = [\"FALCON_512\", \"ML_DSA_65\"]\n")
        .file("new.json", new)
        .file("known.json", known);
    let run = scratch.run(&["--format", "json", "."]);
    assert_eq!(found(&run), [""; 0]);
    let run = scratch.run(&["--isolated", "--format", "json", "."]);
    assert_eq!(found(&run), ["warning undocumented-value", "warning unknown-region", "error unknown-value"]);
}

#[test]
fn account_and_caller_make_things_decidable() {
    let policy = r#"{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/app" }, "Action": "kms:Decrypt", "Resource": "*" } ] }"#;
    let scratch = project("account", "account = \"444455556666\"\n").file("policy.json", policy);
    let run = scratch.run(&["--show", "info", "--format", "json", "policy.json"]);
    assert!(run.out.contains("account 111122223333 gets access to a key of account 444455556666"), "{}", run.out);
}

/// What is said of a configuration, without the colours and frames.
fn refused(name: &str, config: &str) -> String {
    let run = project(name, config).file("a.json", GOOD).run(&["a.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    run.err
}

#[test]
fn faults_are_shown_with_their_place() {
    let said = refused("faults", "strict = true\nfail_on = \"error\"\n");
    assert_eq!(
        said,
        "error[configuration]\n\n\
         \x20 × there is no key `fail_on` here\n\
         \x20  ╭─[cckm-lint.toml:2:1]\n\
         \x201 │ strict = true\n\
         \x202 │ fail_on = \"error\"\n\
         \x20  · ───┬───\n\
         \x20  ·    ╰── did you mean `fail-on`?\n\
         \x20  ╰────\n\n"
    );
}

#[test]
fn faults_say_what_may_have_been_meant() {
    for (config, said) in [
        ("[rules]\nunknown-regoin = \"allow\"\n", "did you mean `unknown-region`?"),
        ("[rules]\nunknown-region = \"warn\"\n", "use error, warning, info or allow"),
        ("[rules]\nunknown-region = \"eror\"\n", "did you mean \"error\"?"),
        ("strict = \"yes\"\n", "`strict` takes true or false"),
        ("show = 3\n", "this is an integer"),
        ("account = \"1234\"\n", "expected twelve digits"),
        ("caller-arn = \"me\"\n", "expected the ARN of an IAM user or role"),
        ("exclude = [\"a[\"]\n", "`a[` is no glob"),
        ("exclude = \"a\"\n", "takes a list of texts"),
        ("[[overrides]]\nrules = {}\n", "`paths` is missing here"),
        ("strict = true\nstrict = false\n", "duplicate key"),
        ("strict = tru\n", "this is not TOML"),
        ("exclude = [\"\"]\n", "this says nothing"),
        ("[colour]\n", "there are fail-on, show,"),
    ] {
        let shown = refused("meant", config);
        assert!(shown.contains(said) && shown.contains("cckm-lint.toml:"), "{config}\n{shown}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_refused() {
    let scratch = Scratch::new("config-bytes").file("a.json", GOOD).file("cckm-lint.toml", b"strict = true # \xff\n");
    let run = scratch.run(&["a.json"]);
    assert!(run.code == 2 && run.err.contains("this is not UTF-8") && run.err.contains("cckm-lint.toml:1:17"), "{}", run.err);
    let marked = Scratch::new("config-mark").file("a.json", WARNS).file("cckm-lint.toml", "\u{feff}strict = true\r\n");
    assert_eq!(marked.run(&["a.json"]).code, 1);
}

#[test]
fn all_faults_of_a_file_are_said_at_once() {
    let said = refused("all", "fail-on = \"sometimes\"\n[rules]\nnothing-known = \"allow\"\n");
    assert!(said.contains("`sometimes` cannot stand here") && said.contains("`nothing-known`"), "{said}");
}

const ALLOW: &str = "[[allow]]\nrule = \"alias-prefix\"\nreason = \"renamed with the move\"\n";

#[test]
fn an_entry_allows_findings_which_are_counted() {
    let scratch = project("allow", &format!("{ALLOW}path = \"legacy/\"\npointer = \"/aws_param\"\n"))
        .file("legacy/a.json", WARNS)
        .file("b.json", WARNS.replace("orders", "cards"));
    let run = scratch.run(&["--format", "json", "."]);
    assert_eq!(paths(&run), ["b.json alias-prefix"]);
    assert_eq!(json(&run)["summary"]["suppressed"], 1);
    let run = scratch.run(&["legacy"]);
    assert!(run.err.contains("1 finding allowed by the configuration"), "{}", run.err);
    let elsewhere = project("allow-elsewhere", &format!("{ALLOW}pointer = \"/region\"\n")).file("a.json", WARNS);
    assert_eq!(paths(&elsewhere.run(&["--format", "json", "a.json"])), ["a.json alias-prefix"]);
}

#[test]
fn an_entry_of_no_use_is_found_by_a_run_over_all_files() {
    let scratch = project("idle", ALLOW).file("x/a.json", GOOD);
    let run = scratch.run(&["--format", "json"]);
    assert_eq!(paths(&run), ["cckm-lint.toml unused-suppression"]);
    assert_eq!(json(&run)["diagnostics"][0]["range"]["start"], serde_json::json!({ "line": 2, "column": 8, "offset": 17 }));
    assert_eq!(json(&run)["summary"]["warnings"], 1);
    assert_eq!(scratch.run(&["--fail-on", "warning"]).code, 1);
    assert_eq!(paths(&scratch.run(&["--format", "json", "x/a.json"])), [""; 0], "it may be of use elsewhere");
    assert_eq!(paths(&scratch.run(&["--allow", "unused-suppression", "--format", "json"])), [""; 0]);
    let run = run_in(&scratch.0.join("x"), &["--format", "json", ".."], "");
    assert_eq!(paths(&run), ["../cckm-lint.toml unused-suppression"]);
    let one = project("idle-one", &format!("{ALLOW}path = \"a.json\"\n")).file("a.json", GOOD);
    assert_eq!(paths(&one.run(&["--format", "json", "a.json"])), ["cckm-lint.toml unused-suppression"]);
}

#[test]
fn an_entry_that_has_expired_allows_nothing_and_is_named() {
    let scratch = project("expired", &format!("{ALLOW}expires = 2021-06-30\n")).file("a.json", WARNS);
    let run = scratch.run(&["--format", "json", "a.json"]);
    assert_eq!(paths(&run), ["a.json alias-prefix", "cckm-lint.toml expired-suppression"]);
    let scratch = project("not-yet", &format!("{ALLOW}expires = 2999-06-30\n")).file("a.json", WARNS);
    assert_eq!(paths(&scratch.run(&["--format", "json"])), [""; 0]);
}

#[test]
fn an_entry_says_why_and_until_when() {
    assert!(refused("why", "[[allow]]\nrule = \"naming\"\n").contains("`reason` is missing here"));
    assert!(refused("why", "[[allow]]\nrule = \"naming\"\nreason = \"\"\n").contains("this says nothing"));
    let quoted = refused("until", &format!("{ALLOW}expires = \"2027-01-31\"\n"));
    assert!(quoted.contains("takes a day without quotes"), "{quoted}");
}

#[test]
fn an_organisation_says_what_it_wants_in_its_own_words() {
    let config = "[org]\nallowed-regions = { values = [\"eu-central-1\"], message = \"ask the cloud team: page 12\" }\n\
                  required-tags = { values = { team = \"[a-z]+\" }, message = \"see the tagging guide\" }\n\
                  forbid-multi-region = false\n";
    let multi = r#"{ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "a", "MultiRegion": true } }"#;
    let scratch = project("org", config).file("a.json", multi).file("b.json", multi.replace("eu-west-1", "${REGION}"));
    let run = scratch.run(&["--format", "json", "--allow", "duplicate-alias", "."]);
    assert_eq!(paths(&run), ["a.json org-allowed-regions", "a.json org-required-tags", "b.json org-required-tags"]);
    assert_eq!(json(&run)["diagnostics"][0]["help"], "ask the cloud team: page 12");
    assert_eq!(json(&run)["diagnostics"][1]["help"], "see the tagging guide");
    assert_eq!(scratch.run(&["--allow", "org", "a.json"]).code, 0);
    assert_eq!(found(&scratch.run(&["--warn", "org", "--format", "json", "b.json"])), ["warning org-required-tags"]);
}

#[test]
fn what_an_organisation_wants_holds_in_every_form() {
    let config = "[org]\ndescription-required = true\nrequired-tags = { team = true }\nallowed-key-specs = [\"FALCON_512\"]\n\
                  trusted-accounts = []\nalias-pattern = \"cards-.*\"\n[catalog]\nspecs = [\"FALCON_512\"]\n";
    let terraform = "resource \"ciphertrust_aws_key\" \"k\" {\n  kms = \"a\"\n  region = \"eu-west-1\"\n  alias = [\"old\"]\n  \
                     tags = { team = var.team }\n  description = local.what\n}\n";
    let policy = r#"{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" } ] }"#;
    let new = r#"{ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "cards-1", "Description": "d", "CustomerMasterKeySpec": "FALCON_512",
        "Tags": [ { "TagKey": "team", "TagValue": "x" } ] } }"#;
    let scratch = project("org-forms", config).file("k.tf", terraform).file("policy.json", policy).file("new.json", new);
    let lint = |file: &str, flags: &[&str]| {
        let run = scratch.run(&[&["--allow", "spec-usage-mismatch", "--format", "json", file], flags].concat());
        let mut found = paths(&run);
        found.retain(|found| found.contains(" org-"));
        found
    };
    assert_eq!(lint("k.tf", &[]), ["k.tf org-allowed-key-specs", "k.tf org-alias-pattern"]);
    assert_eq!(lint("policy.json", &[]), ["policy.json org-trusted-accounts"], "of a policy by itself, what is of policies");
    assert_eq!(lint("policy.json", &["--account", "111122223333"]), [""; 0]);
    assert_eq!(lint("new.json", &[]), [""; 0]);
    let wants = "[org]\nallowed-origins = [\"EXTERNAL\"]\npolicy-source = [\"template\"]\n";
    let brings = "resource \"ciphertrust_aws_key\" \"k\" {\n  kms = \"a\"\n  region = \"eu-west-1\"\n  origin = \"EXTERNAL\"\n  \
                  import_key_material { source_key_name = \"s\" }\n}\n\
                  resource \"ciphertrust_aws_policy_template\" \"t\" {\n  name = \"t\"\n  kms = \"a\"\n  key_users = [\"alice\"]\n}\n";
    let scratch = project("org-terraform", wants).file("k.tf", brings);
    let run = scratch.run(&["--format", "json", "k.tf"]);
    assert!(!run.out.contains("\"org-"), "{}", run.out);
}

#[test]
fn faults_in_what_an_organisation_wants_are_shown() {
    for (config, said) in [
        ("[org]\nalias-pattern = \"(a\"\n", "unclosed group"),
        ("[org]\nrequired-tags = { team = 3 }\n", "takes a regular expression in quotes, or true"),
        ("[org]\nallowed-regions = { value = [\"a\"] }\n", "did you mean `values`?"),
        ("[org]\naccount = { message = \"m\" }\n", "`value` is missing here"),
        ("[org]\nallowed-region = [\"a\"]\n", "did you mean `allowed-regions`?"),
        ("[org]\npolicy-source = [\"templates\"]\n", "did you mean \"template\"?"),
        ("[org]\nmax-policy-principals = -1\n", "takes a number, from 0"),
        ("[org]\ntrusted-accounts = [\"12\"]\n", "expected twelve digits"),
    ] {
        let shown = refused("org-faults", config);
        assert!(shown.contains(said), "{config}\n{shown}");
    }
}

/// Two requests in one file, with a tag that is at fault.
const LIST: &str = r#"[
  { "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "alias/one", "Tags": [ { "TagKey": "team", "TagValue": "a b" } ] } },
  { "kms": "a", "region": "eu-west1", "aws_param": { "Alias": "two" } }
]
"#;

#[test]
fn a_baseline_sets_aside_what_was_there_before() {
    let scratch = project("baseline", "").file("x/list.json", LIST).file("x/b.json", WARNS);
    let run = scratch.run(&["baseline"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(
        run.err,
        "cckm-lint: 4 findings written to cckm-lint-baseline.json; lint with --baseline cckm-lint-baseline.json\n"
    );
    let run = scratch.run(&["--baseline", "cckm-lint-baseline.json", "--format", "json"]);
    assert_eq!((run.code, found(&run)), (0, vec![]));
    assert_eq!(json(&run)["summary"]["suppressed"], 4);
    let run = run_in(&scratch.0.join("x"), &["--baseline", "../cckm-lint-baseline.json", "list.json"], "");
    assert_eq!(run.code, 0, "paths are those from the baseline's folder: {}", run.out);
    assert!(run.err.contains("3 findings known by the baseline"), "{}", run.err);
}

#[test]
fn a_baseline_that_the_configuration_names_is_written_and_heeded() {
    let scratch = project("baseline-key", "baseline = \"known/today.json\"\n").file("x/list.json", LIST).file("known/.keep", "");
    let run = scratch.run(&["x"]);
    assert_eq!(run.code, 2, "a baseline that is named has to be there");
    assert!(run.err.contains("`cckm-lint baseline` writes a baseline"), "{}", run.err);
    let run = scratch.run(&["baseline"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("3 findings written to ") && run.err.ends_with("known/today.json\n"), "{}", run.err);
    let run = run_in(&scratch.0.join("x"), &["."], "");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("3 findings known by the baseline"), "{}", run.err);
}

#[test]
fn a_baseline_outlives_edits_elsewhere() {
    let scratch = project("baseline-edits", "").file("list.json", LIST);
    assert_eq!(scratch.run(&["baseline", "--quiet", "list.json"]).code, 0);
    let moved = LIST
        .replacen('[', r#"[ { "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "new" } },"#, 1)
        .replace(r#"[ { "TagKey": "team""#, r#"[ { "TagKey": "cost", "TagValue": "1" }, { "TagKey": "team""#);
    let scratch = scratch.file("list.json", &moved);
    let lint = || scratch.run(&["--baseline", "cckm-lint-baseline.json", "--format", "json", "list.json"]);
    assert_eq!(paths(&lint()), [""; 0]);
    std::fs::write(
        scratch.0.join("list.json"),
        moved.replace("eu-west-1\", \"aws_param\": { \"Alias\": \"new", "eu-west1\", \"aws_param\": { \"Alias\": \"new"),
    )
    .unwrap();
    assert_eq!(paths(&lint()), ["list.json unknown-region"], "another fault of the same kind is a new one");
}

#[test]
fn what_no_longer_occurs_is_pruned() {
    let scratch = project("prune", "").file("a.json", BAD).file("b.json", WARNS).file("c.json", BAD.replace("cards", "c"));
    assert_eq!(scratch.run(&["baseline"]).code, 0);
    let scratch = scratch.file("a.json", GOOD);
    std::fs::remove_file(scratch.0.join("c.json")).unwrap();
    let run = scratch.run(&["--baseline", "cckm-lint-baseline.json"]);
    assert!(run.err.contains("2 findings of the baseline no longer there"), "{}", run.err);
    let run = scratch.run(&["baseline", "--prune"]);
    assert_eq!(run.err, "cckm-lint: 2 findings taken out of cckm-lint-baseline.json, 1 finding left\n");
    let text = std::fs::read_to_string(scratch.0.join("cckm-lint-baseline.json")).unwrap();
    assert_eq!(
        text,
        "{\n  \"version\": 1,\n  \"findings\": [\n    {\"path\":\"b.json\",\"rule\":\"alias-prefix\",\"place\":\"aws_param/Alias\"}\n  ]\n}\n"
    );
    let left: Vec<_> = std::fs::read_dir(&scratch.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "{left:?}");
    let scratch = scratch.file("b.json", GOOD).file("d.json", WARNS);
    assert_eq!(scratch.run(&["baseline", "--prune", "-q", "d.json"]).code, 0);
    assert!(
        std::fs::read_to_string(scratch.0.join("cckm-lint-baseline.json")).unwrap().contains("b.json"),
        "b.json was not looked at"
    );
}

#[test]
fn a_baseline_that_cannot_be_read_is_wrong_usage() {
    let scratch = project("baseline-broken", "")
        .file("a.json", BAD)
        .file("b.json", "{ \"version\": 2, \"findings\": [] }")
        .file("c.json", "[");
    for (path, said) in [("gone.json", "no such file"), ("b.json", "a baseline of version 2"), ("c.json", "this is no baseline")]
    {
        let run = scratch.run(&["--baseline", path, "a.json"]);
        assert!(run.code == 2 && run.out.is_empty() && run.err.contains(said), "{}", run.err);
    }
    assert_eq!(scratch.run(&["baseline", "--prune"]).code, 2);
    assert_eq!(scratch.run(&["baseline", ".git", "--output", "x.json"]).code, 4);
}

#[test]
fn a_baseline_holds_no_secret() {
    let token = "eyJhbGciOiJub25lIn0.eyJub3QiOiJyZWFsIn0.c2lnbmF0dXJl";
    let text = format!(r#"{{ "kms": "a", "region": "eu-west-1", "aws_param": {{ "Alias": "a", "{token}": 1 }} }}"#);
    let scratch = project("baseline-secret", "").file("a.json", text);
    assert_eq!(scratch.run(&["baseline", "--output", "known.json"]).code, 0);
    let text = std::fs::read_to_string(scratch.0.join("known.json")).unwrap();
    assert!(text.contains("credential-in-input") && !text.contains(&token[..12]), "{text}");
}

#[test]
fn the_schema_is_written_from_the_table_of_keys() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/config.schema.json");
    let written = serde_json::to_string_pretty(&config::schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        // The command has the old one in it.
        return std::fs::write(&file, &written).unwrap();
    }
    assert!(std::fs::read_to_string(&file).unwrap() == written, "run UPDATE=1 cargo test --test config");
    assert!(jsonschema::meta::is_valid(&config::schema()));
    let scratch = Scratch::new("config-schema");
    assert!(scratch.run(&["schema", "config"]).out == written);
}

/// What an editor sees of a configuration file.
fn as_json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(moment) => moment.to_string().into(),
        DeValue::Array(entries) => entries.iter().map(|entry| as_json(entry.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(name, value)| (name.get_ref().to_string(), as_json(value.get_ref()))).collect()
        }
        DeValue::Float(_) => panic!("no key takes one"),
    }
}

/// Whether the reader and the schema take a configuration.
fn verdicts(text: &str) -> (bool, bool) {
    let scratch =
        Scratch::new(&format!("verdicts-{:?}", std::thread::current().id())).file("schemas/our-requests.schema.json", "{}");
    let read = config::Config::read(&Source::from_text("cckm-lint.toml", text), &scratch.0).is_ok();
    let value = as_json(&DeValue::Table(DeTable::parse(text).unwrap().into_inner()));
    (read, jsonschema::validator_for(&config::schema()).unwrap().is_valid(&value))
}

#[test]
fn reader_and_schema_agree() {
    for text in [
        "",
        "strict = true\nshow = \"info\"\nexclude = []\n",
        "[rules]\nnaming = \"allow\"\nunknown-region = \"info\"\n",
        "[[allow]]\nrule = \"naming\"\nreason = \"r\"\npointer = \"\"\nexpires = 2027-01-31\n",
        "[org]\naccount = { value = \"111122223333\", message = \"m\" }\nmax-policy-principals = 3\n",
        "[org]\nrequired-tags = { values = true, message = \"[a-z]\" }\n",
        "[org]\nrequired-tags = { values = { team = true }, message = \"m\" }\n",
    ] {
        assert_eq!(verdicts(text), (true, true), "{text}");
    }
    for text in [
        "strict = 1\n",
        "fail_on = \"error\"\n",
        "fail-on = \"warn\"\n",
        "exclude = \"a\"\n",
        "account = \"1\"\n",
        "caller-arn = \"arn:aws:s3:::b\"\n",
        "[rules]\nnothing = \"allow\"\n",
        "[rules]\nnaming = true\n",
        "[[overrides]]\npaths = [\"a\"]\n",
        "[[allow]]\nrule = \"naming\"\n",
        "[[allow]]\nrule = \"naming\"\nreason = \"\"\n",
        "[[allow]]\nrule = \"naming\"\nreason = \"r\"\npointer = \"a\"\n",
        "[org]\nallowed-regions = { value = [\"a\"] }\n",
        "[org]\nmax-policy-principals = -1\n",
        "[org]\npolicy-source = [\"list\"]\n",
        "[org]\nforbid-bypass = { value = true, note = \"m\" }\n",
        "[org]\nrequired-tags = { team = 3 }\n",
        "[catalog]\nregions = [3]\n",
    ] {
        assert_eq!(verdicts(text), (false, false), "{text}");
    }
}

#[test]
fn a_configuration_to_start_from_is_written_once() {
    let scratch = Scratch::new("init").file(".git/HEAD", "").file("a.json", WARNS);
    let run = scratch.run(&["init"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(found(&scratch.run(&["--format", "json", "."])), ["warning alias-prefix"], "it changes nothing");
    let scratch = scratch.file("cckm-lint.toml", "strict = true\n");
    let run = scratch.run(&["init"]);
    assert_eq!((run.code, run.err.as_str()), (2, "cckm-lint: cckm-lint.toml is here already, and is left as it is\n"));
    assert_eq!(std::fs::read_to_string(scratch.0.join("cckm-lint.toml")).unwrap(), "strict = true\n");
}

#[test]
fn the_configuration_to_start_from_shows_every_key() {
    let text = all_switched_on();
    assert_eq!(verdicts(&text), (true, true), "{text}");
    let table = as_json(&DeValue::Table(DeTable::parse(&text).unwrap().into_inner()));
    shows(&table, config::KEYS);
}

fn shows(table: &serde_json::Value, keys: &[config::Key]) {
    for key in keys {
        let value = &table[key.name];
        assert!(!value.is_null(), "{} is not shown", key.name);
        match key.shape {
            config::Shape::Table(keys) => shows(value, keys),
            config::Shape::Tables(keys) => shows(&value[0], keys),
            _ => {}
        }
    }
}

#[test]
fn the_configuration_in_the_readme_can_be_read() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let example = readme.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    assert_eq!(verdicts(example), (true, true));
}

#[test]
fn an_alias_is_compared_with_that_of_a_file_that_may_repeat_others() {
    let config = "[[overrides]]\npaths = [\"lab/\"]\nrules = { duplicate-alias = \"allow\" }\n";
    let scratch = project("override-alias", config).file("a.json", GOOD).file("lab/b.json", GOOD).file("z.json", GOOD);
    assert_eq!(paths(&scratch.run(&["--format", "json", "."])), ["z.json duplicate-alias"]);
    assert_eq!(paths(&scratch.run(&["--format", "json", "lab/b.json", "z.json"])), ["z.json duplicate-alias"]);
}

#[test]
fn what_is_allowed_does_not_use_up_the_number_of_findings() {
    let scratch = project("most", ALLOW).file("a.json", format!("[{WARNS},{}]", WARNS.replace("orders", "cards")));
    let run = scratch.run(&["--max-diagnostics", "1", "--fail-on", "warning", "a.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

const OURS: &str = r#"{ "type": "object", "required": ["kms", "region"],
  "properties": {
    "kms": { "pattern": "^aws-(main|lab)$" },
    "aws_param": { "properties": { "Description": { "minLength": 10 } }, "required": ["Description"] },
    "key_admins": { "items": { "pattern": "^svc-" } } },
  "patternProperties": { "^(region|policytemplate)$": {} }, "additionalProperties": false }"#;

#[test]
fn a_schema_of_the_organisation_is_held_to_the_characters_of_the_request() {
    let request = r#"[{ "kms": "mine", "region": "eu-west-1", "key_admins": ["svc-a", "bob"], "key_users": ["x"], "aws_param": { "Description": "short" } },
  { "kms": "${KMS}", "region": "${REGION}", "aws_param": { "Alias": "b" } }]"#;
    let scratch = project("schema", "[[schema]]\npath = \"requests/\"\nfile = \"ours.json\"\n")
        .file("ours.json", OURS)
        .file("requests/a.json", request)
        .file("b.json", GOOD);
    let run = scratch.run(&["--warn", "combined-principal-lists", "--format", "json", "."]);
    let output = json(&run);
    let found: Vec<_> = output["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == "org-schema").collect();
    let said = |at: usize| {
        let range = &found[at]["range"];
        let (start, end) = (range["start"]["offset"].as_u64().unwrap(), range["end"]["offset"].as_u64().unwrap());
        (&request[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()], found[at]["message"].as_str().unwrap())
    };
    assert_eq!(said(0), ("\"mine\"", "the value does not match \"^aws-(main|lab)$\""));
    assert_eq!(said(1), ("\"bob\"", "the value does not match \"^svc-\""));
    assert_eq!(said(2), ("\"key_users\"", "`key_users` may not stand here"));
    assert_eq!(said(3), ("\"short\"", "the value is shorter than 10 characters"));
    assert_eq!(said(4), ("{", "`Description` is missing"));
    assert_eq!(found.len(), 5, "{}", run.out);
    assert!(found.iter().all(|found| found["path"] == "requests/a.json"));
}

#[test]
fn a_schema_that_cannot_be_used_is_a_fault_of_the_configuration() {
    for (text, said) in [
        (None, "no such file"),
        (Some("{"), "not JSON"),
        (Some("{ \"type\": 3 }"), "no JSON Schema"),
        (Some("{ \"$ref\": \"https://example.com/a.json\" }"), "no JSON Schema"),
    ] {
        let mut scratch = project("schema-fault", "[[schema]]\npath = \"*\"\nfile = \"ours.json\"\n").file("a.json", GOOD);
        if let Some(text) = text {
            scratch = scratch.file("ours.json", text);
        }
        let run = scratch.run(&["a.json"]);
        assert!(run.code == 2 && run.err.contains(said) && run.err.contains("cckm-lint.toml:3:8"), "{said}: {}", run.err);
    }
}

/// The configuration to start from with every setting switched on.
fn all_switched_on() -> String {
    let lines = config::TEMPLATE.lines();
    let on = lines.map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ') && !rest.is_empty()).unwrap_or(line));
    on.collect::<Vec<_>>().join("\n")
}

proptest::proptest! {
    /// Whatever stands in the file, there is an answer, and each fault can be shown.
    #[test]
    fn any_text_is_read_or_refused(at in 0_usize..2_000, len in 0_usize..40, with in "[\\[\\]{}=\"'#.,\n\\\\a-z0-9é-]{0,12}") {
        let mut text = all_switched_on();
        let near = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let span = near(at)..near(at + len);
        text.replace_range(span, &with);
        let source = Source::from_text("cckm-lint.toml", text);
        if let Err(faults) = config::Config::read(&source, Path::new("/nowhere")) {
            let human = cckm_lint::report::Human::PLAIN;
            assert!(!faults.is_empty() && human.faults(&source, &faults).contains("cckm-lint.toml:"));
        }
    }
}
