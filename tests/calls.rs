//! The calls beside the one that makes a key: a body for each that is in order, and one that is not, with the very characters.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::path::{Path, PathBuf};

use cckm_lint::catalog::Operation;
use cckm_lint::diagnostic::Level;
use cckm_lint::lint::Linted;
use cckm_lint::request::Surroundings;
use cckm_lint::source::{LineIndex, Source};
use common::run_in;

/// What each faulty body yields at `warning` and above, as `line:column rule characters`.
const BAD: &[(Operation, &[&str])] = &[
    (
        Operation::UploadKey,
        &[
            r#"3:13 unknown-region "eu-west1""#,
            r#"4:28 missing-field """#,
            r#"5:22 unknown-value "luna-hsm""#,
            r#"6:3 misspelled-field "KeyExpiration""#,
            r#"7:3 unknown-field "replica_region""#,
            r#"11:5 misspelled-field "valid_to""#,
            r#"13:17 spec-usage-mismatch "ENCRYPT_DECRYPT""#,
            r#"14:5 conflicting-policy-sources "Policy""#,
        ],
    ),
    (
        Operation::ImportMaterial,
        &[
            r#"3:22 unknown-value "azure""#,
            r#"4:21 wrong-type "true""#,
            r#"5:3 misspelled-field "ValidTo""#,
            r#"6:18 unknown-value "NEW""#,
            r#"7:3 unknown-field "region""#,
        ],
    ),
    (
        Operation::CreateHyokKey,
        &[
            r#"2:3 unknown-field "kms""#,
            "4:15 alias-prefix alias/",
            r#"5:5 unknown-field "KeyUsage""#,
            r#"6:16 misspelled-field "tag_key""#,
            "6:49 tag-value-charset  ",
            "9:28 wrong-type 7",
            r#"10:24 unknown-value "dsm""#,
            r#"11:5 misspelled-field "link_state""#,
            r#"13:3 misplaced-field "source_key_id""#,
        ],
    ),
    (
        Operation::CreateStoreKey,
        &[
            r#"2:3 unknown-field "region""#,
            "4:23 alias-charset  ",
            r#"5:5 unknown-field "MultiRegion""#,
            r#"12:31 action-usage-mismatch "kms:Sign""#,
        ],
    ),
    (
        Operation::LinkKey,
        &[
            r#"2:44 unknown-field "Origin""#,
            "2:110 lockout-check-bypassed true",
            r#"4:3 conflicting-policy-sources "key_admins""#,
        ],
    ),
    (
        Operation::ReplicateKey,
        &[r#"2:21 unknown-region "eu-central1""#, r#"4:3 unknown-field "region""#, r#"5:39 unknown-field "MultiRegion""#],
    ),
    (Operation::SetPolicy, &[r#"2:3 misspelled-field "Policy""#, r#"4:3 unknown-field "aws_param""#]),
    (
        Operation::CreateTemplate,
        &[
            r#"4:3 unknown-field "policytemplate""#,
            r#"5:3 unknown-field "auto_push""#,
            r#"11:31 public-access "*""#,
            r#"17:3 conflicting-policy-sources "key_admins""#,
        ],
    ),
    (Operation::AddTags, &[r#"3:7 misspelled-field "TagKey""#, "4:19 reserved-tag-key aws:", "5:5 missing-field {"]),
    (
        Operation::RemoveTags,
        &[r#"1:12 wrong-type { "tag_key": "team", "tag_value": "cards" }"#, r#"1:58 unknown-field "tag_keys""#],
    ),
    (Operation::AddAlias, &[r"1:16 alias-charset  ", r#"1:25 unknown-field "region""#]),
    (Operation::DeleteAlias, &[r#"1:3 misspelled-field "Alias""#, r#"1:30 unknown-field "tags""#]),
    (Operation::VerifyAlias, &[r#"1:32 unknown-region "eu-west1""#, "1:54 alias-prefix alias/", r#"1:71 unknown-field "name""#]),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/calls").join(name)
}

fn body(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

fn run_as(operation: Operation, text: &str) -> Linted {
    let surroundings = Surroundings { operation: Some(operation), ..Surroundings::default() };
    run_in(&Source::from_text("body.json", text), surroundings)
}

/// What was found at `warning` and above.
fn found(text: &str, linted: &Linted) -> Vec<String> {
    let lines = LineIndex::new(text);
    let told = linted.diagnostics.iter().filter(|found| found.level > Level::Info);
    told.map(|found| {
        let at = lines.position(found.span.start(), text);
        format!("{}:{} {} {}", at.line, at.column, found.rule.name, found.span.of(text))
    })
    .collect()
}

#[test]
fn a_body_in_order_is_in_order_for_its_own_call() {
    for operation in Operation::ALL {
        let text = body(&format!("{}.json", operation.name()));
        assert_eq!(found(&text, &run_as(operation, &text)), [""; 0], "{}", operation.name());
    }
}

#[test]
fn each_fault_is_found_where_it_is() {
    for operation in Operation::ALL.into_iter().filter(|operation| *operation != Operation::CreateKey) {
        let text = body(&format!("{}-faulty.json", operation.name()));
        let expected = BAD.iter().find(|(known, _)| *known == operation).map(|(_, expected)| *expected).unwrap_or_default();
        assert_eq!(found(&text, &run_as(operation, &text)), expected, "{}", operation.name());
    }
}

#[test]
fn a_call_is_known_by_its_address() {
    for operation in Operation::ALL {
        for kind in ["", "-faulty"].into_iter().take(if operation == Operation::CreateKey { 1 } else { 2 }) {
            let text = body(&format!("{}{kind}.json", operation.name()));
            let path: Vec<&str> = operation.path().map(|piece| if piece == "{id}" { "$KEY_ID" } else { piece }).collect();
            let script = format!("curl \"https://cm.example.com/api/{}\" --json '{text}'\n", path.join("/"));
            let linted = run_in(&Source::from_text("call.sh", &script), Surroundings::default());
            let rules = |linted: &Linted| -> Vec<(String, String)> {
                let told = linted.diagnostics.iter().filter(|found| found.level > Level::Info);
                told.map(|found| (found.rule.name.to_owned(), found.message.clone())).collect()
            };
            assert_eq!(linted.requests, 1, "{script}");
            assert_eq!(rules(&linted), rules(&run_as(operation, &text)), "{script}");
        }
    }
}

#[test]
fn a_body_by_itself_is_known_by_its_shape() {
    let shaped = [
        Operation::CreateKey,
        Operation::UploadKey,
        Operation::ImportMaterial,
        Operation::CreateHyokKey,
        Operation::ReplicateKey,
        Operation::SetPolicy,
        Operation::CreateTemplate,
        Operation::AddTags,
    ];
    for operation in shaped {
        let text = body(&format!("{}.json", operation.name()));
        let linted = run_in(&Source::from_text("body.json", &text), Surroundings::default());
        assert_eq!((found(&text, &linted), linted.requests), (Vec::new(), 1), "{}", operation.name());
    }
}

#[test]
fn what_looks_like_a_key_with_a_field_in_the_wrong_place_is_taken_for_that() {
    let text = body("alias-verify.json");
    let linted = run_in(&Source::from_text("body.json", &text), Surroundings::default());
    assert_eq!(found(&text, &linted), ["1:1 missing-aws-param {", r#"1:45 misplaced-field "alias""#]);
}

/// The same of other forms, in which resources and modules make the calls.
const HOSTS: &[(&str, &[&str])] = &[
    ("tasks.yml", &[]),
    (
        "tasks-faulty.yml",
        &[
            "2:3 missing-field thalesgroup.ciphertrust.cckm_aws_key",
            "5:13 unknown-region eu-west1",
            "6:22 unknown-value luna-hsm",
            "8:5 conflicting-policy-sources policytemplate",
            "9:28 alias-charset  ",
            "12:3 missing-field thalesgroup.ciphertrust.cckm_aws_key",
            "25:29 public-access \"*\"",
            "33:24 reserved-tag-key aws:",
            "33:51 tag-value-charset  & ",
            "39:16 wrong-type { tag_key: team }",
            "42:3 missing-field thalesgroup.ciphertrust.cckm_aws_key",
            "51:12 alias-prefix alias/",
            "57:5 misspelled-field Alias",
            "65:46 public-access \"*\"",
            "66:5 conflicting-policy-sources key_users",
            "73:18 misspelled-field Alias",
        ],
    ),
    ("tasks-old.yml", &[]),
    (
        "tasks-old-faulty.yml",
        &[
            "2:3 missing-field thalesgroup.ciphertrust.cckm_aws_key",
            "5:13 unknown-region eu-west1",
            "6:22 unknown-value luna-hsm",
            "8:5 conflicting-policy-sources policytemplate",
            "9:28 alias-charset  ",
            "9:84 spec-usage-mismatch ENCRYPT_DECRYPT",
            "9:101 misspelled-field valid_to",
            "16:22 unknown-value dsm2",
            "17:21 wrong-type maybe",
            "24:21 unknown-region eu-central1",
            "25:18 misspelled-field alias",
            "25:53 reserved-tag-key aws:",
            "25:79 tag-value-charset  & ",
            "33:5 conflicting-policy-sources policy",
            "35:53 public-access \"*\"",
            "42:14 misspelled-field TagKey",
            "42:44 tag-value-charset  & ",
            "49:12 wrong-type { tag_key: team }",
            "56:12 alias-prefix alias/",
            "64:5 misspelled-field Policy",
        ],
    ),
    ("keys.tf", &[]),
    (
        "keys-faulty.tf",
        &[
            r#"3:27 unknown-region "eu-west1""#,
            r#"5:27 unknown-value "lokal""#,
            "7:37 alias-charset  ",
            r#"9:32 spec-usage-mismatch "SIGN_VERIFY""#,
            "14:13 alias-prefix alias/",
            r#"16:27 wrong-type "no""#,
            r#"20:27 unknown-value "dsm""#,
            "30:63 reserved-tag-key aws:",
            r#"33:58 public-access "*""#,
            r#"39:78 unknown-value "lokal""#,
            "40:88 misspelled-field ValidTo",
            r#"51:23 unknown-value "luna""#,
            r#"52:23 wrong-type "perhaps""#,
            r#"58:30 unknown-region "eu-west1""#,
            r#"61:30 spec-usage-mismatch "GENERATE_VERIFY_MAC""#,
            "64:5 misspelled-field source_key_identifer",
            r#"65:28 unknown-value "lokal""#,
            r#"66:28 wrong-type "perhaps""#,
        ],
    ),
];

/// A plan has every block, those that are not there as an empty list.
#[test]
fn a_planned_key_is_uploaded_where_a_block_says_so() {
    let plan = |upload: &str| {
        let values = format!(
            r#"{{ "kms": "a", "region": "eu-west-1", "alias": ["a"], "origin": "AWS_KMS", "import_key_material": [], "upload_key": {upload} }}"#
        );
        let resource = format!(r#"{{ "mode": "managed", "type": "ciphertrust_aws_key", "values": {values} }}"#);
        let root = format!(r#"{{ "root_module": {{ "resources": [{resource}] }} }}"#);
        format!(r#"{{ "format_version": "1.2", "planned_values": {root} }}"#)
    };
    for (upload, expected) in [("[]", None), ("null", None), (r#"[{ "source_key_tier": "lokal" }]"#, Some(r#""lokal""#))] {
        let text = plan(upload);
        let linted = run_in(&Source::from_text("plan.json", &text), Surroundings::default());
        let tiers = linted.diagnostics.iter().filter(|found| found.rule.name == "unknown-value");
        assert_eq!(tiers.map(|found| found.span.of(&text)).collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
        assert_eq!(linted.requests, 1, "{text}");
    }
}

#[test]
fn resources_and_modules_make_calls() {
    for (name, expected) in HOSTS {
        let text = body(name);
        let linted = run_in(&Source::from_text(*name, &text), Surroundings::default());
        assert_eq!(found(&text, &linted), *expected, "{name}");
    }
}
