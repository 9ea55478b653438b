//! Keys that exist: what matters of a living key is found at its place, and those at the greatest risk come first.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::catalog::Operation;
use cckm_lint::config::Config;
use cckm_lint::request::Surroundings;
use cckm_lint::source::Source;
use common::command::{Scratch, json, pipe};
use common::run_in;

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keys").join(name)).unwrap()
}

/// What is found of keys, as `key rule characters`.
fn found(text: &str) -> Vec<String> {
    found_in("keys.json", text, Surroundings::default())
}

fn found_in(name: &str, text: &str, surroundings: Surroundings) -> Vec<String> {
    let surroundings = Surroundings { operation: Some(Operation::ReadKey), ..surroundings };
    let linted = run_in(&Source::from_text(name, text), surroundings);
    let told = linted.diagnostics.iter();
    told.map(|found| format!("{} {} {}", found.request.unwrap(), found.rule.name, found.span.of(text))).collect()
}

#[test]
fn each_key_of_a_page_is_looked_at_as_what_it_is() {
    assert_eq!(
        found(&fixture("page.json")),
        [
            r#"1 public-access "*""#,
            "2 rotation-off false",
            r#"3 key-not-usable "PendingDeletion""#,
            r"4 key-without-alias []",
            r#"4 action-usage-mismatch "kms:Encrypt""#,
        ]
    );
}

#[test]
fn a_policy_that_aws_answers_with_is_read_inside_of_its_string() {
    assert_eq!(found(&fixture("get-key-policy.json")), [r#"0 public-access \"*\""#, r#"0 broad-grant \"kms:*\""#]);
}

#[test]
fn a_key_by_itself_and_a_list_of_keys_are_read_too() {
    let page: serde_json::Value = serde_json::from_str(&fixture("page.json")).unwrap();
    let keys = page["resources"].as_array().unwrap();
    assert_eq!(found(&serde_json::to_string(&keys[1]).unwrap()), [r#"0 public-access "*""#]);
    assert_eq!(found(&serde_json::to_string(keys).unwrap()).len(), 5);
}

#[test]
fn what_aws_answers_of_a_key_is_one_key_once_it_is_merged() {
    let text = fixture("merged.json");
    let expected = [
        r#"0 action-usage-mismatch \"kms:Sign\""#,
        r#"0 redundant-policy \"Use\""#,
        r#"0 cross-account-access \"arn:aws:iam::444455556666:root\""#,
        "0 rotation-off false",
    ];
    assert_eq!(found(&text), expected);
    // Lists and pages of such, too.
    assert_eq!(found(&format!("[{text}]")), expected);
    assert_eq!(found(&format!(r#"[{{ "resources": [{text}] }}, {{ "resources": [{{}}] }}]"#)), expected);
    // The account and the region are those of its ARN, where nothing else names them.
    assert_eq!(found(&text.replace("\"AWSAccountId\": \"111122223333\",", "")), expected);
    // Older clients have one name for the spec, and newer ones may leave it out.
    for name in ["CustomerMasterKeySpec", "KeySpec"] {
        let line = format!("\"{name}\": \"SYMMETRIC_DEFAULT\",");
        assert_eq!(found(&text.replacen(&line, "", 1)), expected, "{name}");
    }
    assert_eq!(found(&fixture("describe-key.json")), [r#"0 key-not-usable "PendingDeletion""#]);
}

#[test]
fn the_account_and_the_region_of_a_key_are_those_of_its_answer() {
    let policy = r#"{ \"Statement\": [{ \"Effect\": \"Allow\", \"Principal\": { \"AWS\": \"arn:aws:iam::444455556666:root\" }, \"Action\": \"kms:*\", \"Resource\": \"*\" }] }"#;
    let key = |account: &str, region: &str| {
        format!(r#"{{ "KeyMetadata": {{ "Arn": "arn:aws:kms:{region}:{account}:key/1" }}, "Policy": "{policy}" }}"#)
    };
    let rules = |text: &str| found(text).into_iter().map(|found| found.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
    assert!(rules(&key("111122223333", "eu-west-1")).contains(&"policy-lockout".to_owned()));
    assert!(!rules(&key("444455556666", "eu-west-1")).contains(&"policy-lockout".to_owned()));
    assert!(rules(&key("444455556666", "cn-north-1")).contains(&"partition-mismatch".to_owned()));
    // The same policy is judged anew for a key of another account.
    let two = format!("[{}, {}]", key("444455556666", "eu-west-1"), key("111122223333", "eu-west-1"));
    assert!(found(&two).iter().any(|found| found.starts_with("1 policy-lockout")));
    assert!(!found(&two).iter().any(|found| found.starts_with("0 policy-lockout")));
}

#[test]
fn each_line_of_ndjson_is_a_key_and_what_cannot_be_changed_or_known_is_left_alone() {
    // A replica, a primary, imported material, a key store, one of AWS's own, one for signatures, one without an alias among those
    // of others, a policy alone, and one of which neither aliases nor rotation are told.
    assert_eq!(
        found_in("keys.ndjson", &fixture("keys.ndjson"), Surroundings::default()),
        [
            "1 rotation-off false",
            r#"5 action-usage-mismatch \"kms:Encrypt\""#,
            r#"6 key-without-alias [{"AliasName": "alias/other", "AliasArn": "arn:aws:kms:eu-west-1:111122223333:alias/other", "TargetKeyId": "0a1b2c3d-0000-4000-8000-000000000001"}]"#,
            r#"7 public-access \"*\""#,
            r#"7 broad-grant \"kms:*\""#,
        ]
    );
}

#[test]
fn what_the_organisation_wants_is_asked_of_what_was_exported() {
    let rules =
        "[org]\nallowed-regions = [\"us-east-1\"]\nrequired-tags = { team = true, owner = true }\nalias-pattern = \"pay-.*\"\n";
    let config = Config::read(&Source::from_text("cckm-lint.toml", rules), Path::new("/")).unwrap();
    let of = |name: &str| {
        let surroundings = Surroundings { org: config.org.clone(), ..Surroundings::default() };
        let found = found_in(name, &fixture(name), surroundings);
        found.into_iter().filter(|found| found.contains(" org-")).collect::<Vec<_>>()
    };
    let arn =
        |id| format!(r#"org-allowed-regions "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-00000000000{id}""#);
    let merged = of("merged.json");
    assert_eq!(merged[..2], [format!("0 {}", arn(1)), r#"0 org-alias-pattern "alias/orders""#.to_owned()]);
    assert!(merged.len() == 3 && merged[2].starts_with("0 org-required-tags ["), "{merged:?}");
    assert_eq!(of("describe-key.json"), [format!("0 {}", arn(2))], "not a word of tags that were not asked for");
}

#[test]
fn a_list_of_names_says_what_to_export_instead() {
    let here = Scratch::new("audit-names");
    for name in ["list-keys.json", "list-aliases.json"] {
        let here = Scratch::new(&format!("audit-{name}")).file(name, fixture(name));
        for named in [name, "."] {
            let run = here.run(&["audit", named]);
            assert_eq!((run.code, run.out.as_str()), (4, ""), "{}", run.err);
            let note = "it only names keys; export each with `aws kms describe-key` and `aws kms get-key-policy`\n";
            assert!(run.err.contains(&format!("{name}: {note}")), "{}", run.err);
        }
    }
    // A policy of something else is none of ours.
    let bucket = r#"{ "Policy": "{\"Statement\": [{ \"Action\": \"s3:*\" }]}" }"#;
    let run = here.file("bucket.json", bucket).run(&["audit", "bucket.json"]);
    assert_eq!((run.code, run.err.contains("no key in it")), (4, true), "{}", run.err);
}

/// A folder with each kind of answer.
fn folder(name: &str) -> Scratch {
    let names = ["page.json", "merged.json", "describe-key.json", "get-key-policy.json", "keys.ndjson", "list-keys.json"];
    names.into_iter().fold(Scratch::new(name).file("notes.md", "# nothing"), |here, name| here.file(name, fixture(name)))
}

#[test]
fn the_table_is_ordered_by_risk_and_fits_a_terminal() {
    let run = folder("audit-table").run(&["audit", "."]);
    let table = &run.out[run.out.find("Keys by risk").unwrap()..];
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    insta::assert_snapshot!("folder", format!("{table}{}", run.err));
}

#[test]
fn a_finding_says_which_key_it_is_about() {
    let here = folder("audit-json");
    let run = here.run(&["audit", "--format", "json", "."]);
    let all = json(&run)["diagnostics"].as_array().unwrap().clone();
    let of = |path: &str| -> Vec<String> {
        let own = all.iter().filter(|found| found["path"].as_str().unwrap().ends_with(path));
        own.map(|found| found["key"].as_str().unwrap_or("none").to_owned()).collect()
    };
    assert_eq!(of("merged.json"), ["orders", "orders"]);
    assert_eq!(of("describe-key.json"), ["0a1b2c3d-0000-4000-8000-000000000002"]);
    assert_eq!(of("keys.ndjson"), ["primary", "signing", "none"]);
    let lines = here.run(&["audit", "--format", "jsonl", "keys.ndjson"]).out;
    assert!(lines.lines().next().unwrap().contains(r#""key":"primary""#), "{lines}");
}

/// What stands behind each of these marks, up to the next `end`.
fn behind<'p>(page: &'p str, mark: &str, end: char) -> Vec<&'p str> {
    page.split(mark).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

#[test]
fn the_page_has_a_section_for_each_key_the_worst_first() {
    let run = folder("audit-page").run(&["audit", "--format", "html", "."]);
    let page = run.out.as_str();
    let headings: Vec<&str> = behind(page, "<h3>", '<').into_iter().map(str::trim).collect();
    let titles = [
        "get-key-policy.json",
        "keys.ndjson, key 8",
        "open",
        "orders",
        "0a1b2c3d-0000-4000-8000-000000000002",
        "5f0f7d52-0005",
        "old",
        "orders",
        "primary",
        "signing",
    ];
    assert_eq!(headings[..titles.len()], titles);
    let rows: Vec<String> = behind(page, "<th scope=\"row\"><a href=\"", '<').into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(rows, titles.iter().enumerate().map(|(at, title)| format!("#key-{}\">{title}", at + 1)).collect::<Vec<_>>());
    let ids: Vec<&str> = behind(page, " id=\"", '"');
    assert!(ids.iter().all(|id| ids.iter().filter(|other| other == &id).count() == 1));
    assert!(behind(page, "href=\"#", '"').iter().all(|link| ids.contains(link) || link.starts_with("rule=")));
    let fine = page.split("<details class=\"skipped\"><summary>7 keys are fine</summary>").nth(1).unwrap();
    let fine: Vec<&str> = behind(fine.split("</details>").next().unwrap(), "<li><code>", '<');
    let names =
        ["0a1b2c3d-0000-4000-8000-000000000007", "0a1b2c3d-0000-4000-8000-000000000008", "aws/s3", "imported", "payments"];
    assert_eq!(fine[..5], names);
    let orders = page.split("id=\"key-4\"").nth(1).unwrap().split("</section>").next().unwrap();
    for part in [
        "<dt>Region</dt> <dd>eu-west-1</dd>",
        "<dt>Account</dt> <dd>111122223333</dd>",
        "<dt>Rotation</dt> <dd>off</dd>",
        "data-rule=\"rotation-off\"",
        "<span>key orders</span>",
    ] {
        assert!(orders.contains(part), "{part}\n{orders}");
    }
    assert!(!orders.contains("data-rule=\"public-access\""));
}

#[test]
fn what_a_file_says_of_a_key_is_text_and_secrets_are_kept_back() {
    let token = "eyJub3QiOiJhIn0.cmVhbGx5LW5vdA.dG9rZW4tYXQtYWxs";
    let key = |id: &str, state: &str| {
        serde_json::json!({ "KeyMetadata": { "KeyId": id, "KeyState": state, "Description": format!("Bearer {token}") } })
            .to_string()
    };
    let lines = format!("{}\n{}\n{}\n", key("<b>bad</b>", "Disabled"), key(token, "Disabled"), key(token, "Enabled"));
    let here = Scratch::new("audit-secret").file("keys.ndjson", lines);
    for format in ["html", "human", "json"] {
        let run = here.run(&["audit", "--format", format, "keys.ndjson"]);
        assert!(!run.out.contains("cmVhbGx5") && !run.out.contains("eyJub3Q"), "{format}: {}", run.out);
        assert_eq!(run.out.contains("<b>bad"), format != "html");
    }
}

#[test]
fn a_page_of_nothing_says_what_it_is_of() {
    let fine = fixture("keys.ndjson").lines().next().unwrap().to_owned();
    let here = Scratch::new("audit-fine").file("fine.json", fine).file("list.json", fixture("list-keys.json"));
    let page = here.run(&["audit", "--format", "html", "fine.json"]).out;
    assert!(page.contains("<h1>Nothing wrong in 1 key of 1 file</h1>") && page.contains("1 key is fine"), "{page}");
    assert!(!page.contains("<article") && !page.contains("id=\"filters\""));
    let page = here.run(&["audit", "--format", "html", "list.json"]).out;
    assert!(page.contains("<h1>No key was found</h1>") && page.contains("it only names keys"), "{page}");
}

#[test]
fn a_fault_of_the_text_is_shown_beside_the_keys() {
    let here = Scratch::new("audit-broken").file("page.json", fixture("page.json").replace("\"skip\": 0,", "\"skip\": 0"));
    let page = here.run(&["audit", "--format", "html", "page.json"]).out;
    let sections = behind(&page, "<section class=\"file\" id=\"", '"');
    assert_eq!(sections.last(), Some(&"file-1"), "what is about no key comes last");
    assert!(page.contains("data-rule=\"invalid-syntax\"") && page.contains("id=\"key-1\""));
}

#[test]
fn standard_input_is_known_by_its_content() {
    let run = pipe(&fixture("keys.ndjson"), &["audit", "--format", "concise", "-"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 3), "{}", run.out);
}

#[test]
fn what_a_person_sees() {
    let here = Scratch::new("audit").file("page.json", fixture("page.json"));
    let run = here.run(&["audit", "--show", "info", "page.json"]);
    assert_eq!(run.code, 1);
    let table = &run.out[run.out.find("Keys by risk").unwrap()..];
    insta::assert_snapshot!("audit", format!("{table}{}", run.err));
}

#[test]
fn the_exit_code_says_what_came_of_it() {
    let page = fixture("page.json");
    let here = Scratch::new("audit-exit")
        .file("page.json", page.replace("\"*\",\n            \"Action\": \"kms:Decrypt\"", "x"))
        .file("other.json", "{}");
    assert_eq!(here.run(&["audit", "other.json"]).code, 4);
    assert_eq!(here.run(&["audit", "nowhere.json"]).code, 3);
    let run = here.run(&["audit", "page.json", "--format", "json"]);
    assert!(json(&run)["diagnostics"].as_array().unwrap().iter().all(|found| found["rule"] != "wrong-type"));
}
