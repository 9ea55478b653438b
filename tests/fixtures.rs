//! Every fixture, and what is said of it: the place, the rule, and the very characters that are labelled.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cckm_lint::diagnostic::{Level, apply};
use cckm_lint::lint::Category;
use cckm_lint::source::{LineIndex, Source};
use common::lint;

/// What each faulty request yields at `warning` and above, as `line:column rule characters`.
const BAD: &[(&str, &[&str])] = &[
    ("batch.ndjson", &[r#"3:28 unknown-region "eu-west1""#, "4:64 alias-charset  "]),
    ("crlf-tabs-and-escapes.json", &[r"7:59 tag-value-charset \u0020"]),
    (
        "every-fault-once.json",
        &[
            r#"7:30 hmac-region "HMAC_256""#,
            r#"8:17 spec-usage-mismatch "ENCRYPT_DECRYPT""#,
            "13:23 tag-value-charset  ",
            r#"16:5 conflicting-policy-sources "Policy""#,
        ],
    ),
    ("four-lists.json", &[r#"13:3 combined-principal-lists "key_users_roles""#]),
    ("hmac-in-china.json", &[r#"6:30 hmac-region "HMAC_512""#]),
    ("hmac-in-china-northwest.json", &[r#"6:30 hmac-region "HMAC_224""#]),
    (
        "manual-syntax-line.json",
        &[
            r#"2:10 placeholder "<kms id>""#,
            r#"3:13 placeholder "<region>""#,
            "4:17 invalid-syntax <aws parameters>",
            "4:34 invalid-syntax ",
        ],
    ),
    ("policy-and-template.json", &[r#"7:5 conflicting-policy-sources "Policy""#]),
    ("policy-and-users.json", &[r#"9:5 conflicting-policy-sources "Policy""#]),
    (
        "snake-case.json",
        &[
            r#"5:5 misspelled-field "alias""#,
            r#"6:5 misspelled-field "key_usage""#,
            r#"7:5 misspelled-field "tags""#,
            r#"7:16 misspelled-field "tag_key""#,
            r#"7:35 misspelled-field "tag_value""#,
        ],
    ),
    ("tag-characters.json", &["9:26 tag-value-charset  ", "12:21 tag-key-charset &", "17:23 tag-value-non-ascii ö"]),
    ("template-and-accounts.json", &[r#"5:3 conflicting-policy-sources "external_accounts""#]),
    ("token-in-body.json", &[r#"4:3 header-in-body "AUTHTOKEN""#]),
    (
        "types.json",
        &[
            "2:10 wrong-type [\n    \"aws-main\"\n  ]",
            r#"6:16 wrong-type "bob""#,
            "8:14 wrong-type [\n      \"payments\"\n    ]",
            r#"11:20 wrong-type "true""#,
            "12:20 wrong-type 7",
            "13:13 wrong-type {\n      \"team\": \"cards\"\n    }",
        ],
    ),
    ("unknown-spec.json", &[r#"6:30 unknown-value "RSA_8192""#]),
    ("unknown-usage-and-origin.json", &[r#"6:17 unknown-value "encrypt_decrypt""#, r#"7:15 unknown-value "IMPORTED""#]),
    ("usage-of-another-spec.json", &[r#"7:17 spec-usage-mismatch "ENCRYPT_DECRYPT""#]),
];

/// What each faulty key policy yields.
const BAD_POLICIES: &[(&str, &[&str])] = &[
    ("deny-that-locks-out.json", &["13:5 policy-lockout {"]),
    ("nobody-administers.json", &[r#"3:3 policy-lockout "Statement""#]),
    ("open-to-the-world.json", &[r#"8:16 public-access "*""#]),
    (
        "slips.json",
        &[
            r#"2:3 policy-element "version""#,
            r#"15:17 policy-effect "allow""#,
            r#"16:7 policy-element "Principals""#,
            r#"20:9 unknown-action "kms:ReEncrypt""#,
            r#"23:19 invalid-resource "arn:aws:kms:eu-west-1:111122223333:key/*""#,
            r#"25:9 unknown-condition-operator "StringEqual""#,
        ],
    ),
];

/// What each file in another language yields: every place is one of the file, whatever it is quoted in.
const HOSTS: &[(&str, &[&str])] = &[
    ("Jenkinsfile", &["8:12 insecure-tls k", r#"9:134 unknown-value "RSA_1024""#, "11:134 alias-charset  "]),
    ("Makefile", &["6:9 insecure-tls k", "7:83 alias-charset  "]),
    (
        "create-keys.sh",
        &[
            "7:8 insecure-tls k",
            "7:11 plain-http http://",
            r"8:105 alias-charset \xc3\xa9",
            r#"8:128 spec-usage-mismatch "SIGN_VERIFY""#,
            "11:9 wrong-endpoint PUT",
            "11:27 wrong-endpoint /api/v1/cckm/aws/key",
            r#"11:84 unknown-region "eu-west1""#,
            "11:128 alias-prefix alias/",
            "14:76 credential-in-input 0123456789-plainly-not-a-token",
            "15:106 alias-charset  ",
            r#"19:95 policy-not-object "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Sid\": \"Z\u00fcrich\", \"Effect\": \"allow\", \"Principal\": { \"AWS\": \"arn:aws:iam::111122223333:root\" }, \"Action\": \"kms:*\", \"Resource\": \"*\" } ] }""#,
            r#"19:184 policy-effect \"allow\""#,
            "24:20 unused-suppression plain-http",
            r#"25:118 duplicate-alias "lab""#,
        ],
    ),
    (
        "github-workflow.yml",
        &[
            r#"13:106 spec-usage-mismatch "SIGN_VERIFY""#,
            "14:21 plain-http http://",
            r#"14:167 unknown-value \"IMPORTED\""#,
            "16:17 insecure-tls k",
            "18:38 alias-charset  ",
        ],
    ),
    ("gitlab-ci.yml", &[r#"9:99 wrong-type "true""#, "12:14 insecure-tls k"]),
    (
        "keys.postman_collection.json",
        &["7:60 credential-in-input 0123456789-plainly-not-a-token", "8:22 plain-http http://", "9:141 alias-charset  "],
    ),
    (
        "ksctl.sh",
        &[
            r"2:75 alias-charset \$é",
            "3:49 spec-usage-mismatch ENCRYPT_DECRYPT",
            "3:79 invalid-iam-name ä",
            "3:88 invalid-iam-name  ",
            "3:96 misspelled-field --key-usrs",
        ],
    ),
    (
        "requests.http",
        &[
            "6:23 credential-in-input 0123456789-plainly-not-a-token",
            "12:29 alias-charset  ",
            "19:1 wrong-endpoint PUT",
            "19:5 plain-http http://",
        ],
    ),
    (
        "runbook.md",
        &[
            r#"14:95 spec-usage-mismatch "GENERATE_VERIFY_MAC""#,
            r#"22:108 hmac-region "HMAC_256""#,
            "29:167 tag-value-charset  ",
            "33:6 plain-http http://",
            "36:71 alias-charset ü",
        ],
    ),
    ("session.har", &["4:61 credential-in-input 0123456789-plainly-not-a-token", "5:163 alias-charset  "]),
    (
        "keys.tf.json",
        &["4:81 alias-charset é", r#"5:62 unknown-value "ENCRYPT""#, r#"6:46 conflicting-policy-sources "policy_template""#],
    ),
    (
        "plan.json",
        &[
            r"3:27 alias-charset é\u00e9",
            r#"3:115 spec-usage-mismatch "ENCRYPT_DECRYPT""#,
            "4:42 tag-value-non-ascii ä",
            r#"6:159 unknown-action \"kms:Encript\""#,
        ],
    ),
    (
        "playbook.yml",
        &[
            "15:21 alias-charset ''",
            "16:37 unknown-value rsa_2048",
            "17:11 misspelled-field keyUsage",
            r"19:45 tag-value-non-ascii \u00e4",
            "19:58 misspelled-field tagkey",
            r#"26:17 unknown-region "eu\x2dwest-9""#,
            "28:18 alias-prefix alias/",
            "28:24 alias-charset é",
            r#"35:25 policy-effect "\u0061llow""#,
            "44:9 misspelled-field km",
            "45:28 invalid-iam-name  ",
            "50:15 plain-http http://",
            "52:9 insecure-tls validate_certs",
            "53:44 credential-in-input -0123456789-plainly-not-a-token",
            "57:11 misspelled-field Region",
            r"58:32 alias-charset \u00e9",
            r#"58:54 wrong-type "true""#,
            "58:72 spec-usage-mismatch SIGN_VERIFY",
            "65:38 alias-charset é",
            "65:83 tag-value-charset  ",
        ],
    ),
    ("policy-template.tf", &[r#"5:127 public-access \"*\""#, "10:2 misspelled-field km", "11:19 invalid-iam-name  "]),
    (
        "provider-1.tf",
        &[
            r"14:15 alias-charset \t",
            "14:26 alias-prefix alias/",
            "14:32 alias-charset ${local.team}",
            "16:14 spec-usage-mismatch local.usage",
            "18:18 tag-value-non-ascii é",
            "18:19 tag-value-charset  ",
            "19:4 reserved-tag-key aws:",
            r#"24:43 policy-effect "allow""#,
            "28:2 misspelled-field enable_rotatoin",
            r#"33:1 missing-field resource "ciphertrust_aws_key" "bern""#,
            "35:2 misspelled-field policy",
            "38:2 misspelled-field descripton",
            "45:12 alias-charset é",
        ],
    ),
    (
        "provider-2026.tf",
        &[
            r#"4:11 unknown-region "us-\u0065ast-7""#,
            r"7:13 alias-charset é\\",
            r#"8:30 unknown-value "hmac_256""#,
            "9:3 misspelled-field multi_regoin",
            "10:19 tag-value-non-ascii ä",
            r"10:32 tag-value-non-ascii \u00e9",
            r#"16:16 policy-element "effect""#,
            r#"18:30 unknown-action "kms:Decript""#,
            "22:3 conflicting-policy-sources policy_template",
            "27:2 misspelled-field kms",
            "29:14 missing-aws-param {}",
        ],
    ),
    (
        "requests.yml",
        &[
            "8:8 alias-charset \r\n    ",
            "11:13 unknown-value encrypt_decrypt",
            r#"12:16 wrong-type "true""#,
            "14:15 tag-key-charset ''",
            r"21:13 alias-charset \u00e9",
        ],
    ),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn files(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn said(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let source = Source::from_bytes(name, std::fs::read(path).unwrap());
    let lines = LineIndex::new(source.text());
    let loud = lint(&source).into_iter().filter(|diagnostic| diagnostic.level > Level::Info);
    loud.map(|diagnostic| {
        let at = lines.position(diagnostic.span.start(), source.text());
        format!("{}:{} {} {}", at.line, at.column, diagnostic.rule.name, diagnostic.span.of(source.text()))
    })
    .collect()
}

#[test]
fn each_bad_file_has_its_faults_at_the_very_characters() {
    for (folder, table) in [(folder("requests/bad"), BAD), (folder("policies/bad"), BAD_POLICIES), (folder("hosts"), HOSTS)] {
        for (name, expected) in table {
            assert_eq!(said(&folder.join(name)), *expected, "{name}");
        }
        let listed: BTreeSet<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files(&folder), listed, "each file of the folder is in the table, and the other way round");
    }
}

#[test]
fn nothing_is_said_of_a_good_file() {
    for folder in [folder("requests/good"), folder("policies/good")] {
        for name in files(&folder) {
            assert_eq!(said(&folder.join(&name)), [""; 0], "{name}");
        }
    }
}

/// Applying what the fixes of a file say leaves nothing of what they mend, in whatever quoting the file has it.
#[test]
fn fixes_are_written_in_the_language_of_their_file() {
    for (name, _) in HOSTS {
        let path = folder("hosts").join(name);
        let source = Source::from_bytes(*name, std::fs::read(&path).unwrap());
        for diagnostic in lint(&source).iter().filter(|diagnostic| diagnostic.fix.is_some()) {
            let fix = diagnostic.fix.as_ref().unwrap();
            let text = apply(source.text(), fix.edits.iter());
            let left = lint(&Source::from_text(*name, text.clone()));
            let is_left = left.iter().any(|other| other.rule == diagnostic.rule && other.span.start == diagnostic.span.start);
            assert!(!is_left, "{} is still found after its fix:\n{text}", diagnostic.rule.name);
            assert!(
                left.iter().all(|other| other.rule.category != Category::Json),
                "the fix of {} breaks\n{text}",
                diagnostic.rule.name
            );
        }
    }
}
