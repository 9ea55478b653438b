//! Key policies in their surroundings: in a request, in a string, by themselves, and with what the command line says of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use cckm_lint::catalog::{Region, Spec};
use cckm_lint::diagnostic::{Diagnostic, Level, apply};
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::request::Surroundings;
use cckm_lint::source::Source;
use common::{lint_text, run_in};

const ROOT: &str =
    r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }"#;

fn policy(statements: &str) -> String {
    format!(r#"{{ "Version": "2012-10-17", "Statement": [{statements}] }}"#)
}

fn loud(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().filter(|found| found.level > Level::Info).map(|found| found.rule.name).collect()
}

fn lint_in(text: &str, surroundings: Surroundings) -> Vec<Diagnostic> {
    run_in(&Source::from_text("policy.json", text), surroundings).diagnostics
}

#[test]
fn a_policy_in_a_string_is_read_and_labelled_inside_the_string() {
    let inside =
        policy(r#"{ "Effect": "allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypted", "Resource": "*" }"#);
    let text = format!(
        r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Alias": "a", "Policy": {} }} }}"#,
        serde_json::json!(inside)
    );
    let found = lint_text(&text);
    let said: Vec<(&str, &str)> =
        found.iter().filter(|found| found.level == Level::Error).map(|found| (found.rule.name, found.span.of(&text))).collect();
    assert_eq!(said[0].0, "policy-not-object");
    assert_eq!(said[1..], [("policy-effect", r#"\"allow\""#), ("unknown-action", r#"\"kms:Decrypted\""#)]);
    assert!(
        found.iter().filter(|found| found.rule.category.name() == "policy").all(|found| found.pointer == "/aws_param/Policy")
    );
}

#[test]
fn a_fix_inside_a_string_is_written_with_the_escapes_of_the_string() {
    let inside = policy(&format!(
        r#"{ROOT}, {{ "Effect": "allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:Decrypt", "Resource": "*" }}"#
    ));
    let text = format!(
        r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Alias": "a", "Policy": {} }} }}"#,
        serde_json::json!(inside)
    );
    let found = lint_text(&text);
    let effect = found.iter().find(|found| found.rule.name == "policy-effect").unwrap();
    let mended = apply(&text, &effect.fix.as_ref().unwrap().edits);
    assert_eq!(loud(&lint_text(&mended)), ["policy-not-object"]);
}

#[test]
fn broken_json_in_a_string_is_labelled_where_it_breaks() {
    let text = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "a", "Policy": "{\"Version\": \"2012-10-17\", \"Statement\": [],}" } }"#;
    let found = lint_text(text);
    let syntax = found.iter().find(|found| found.rule.name == "invalid-syntax").unwrap();
    assert_eq!((syntax.span.of(text), &text[syntax.span.start() - 2..syntax.span.start()]), (",", "[]"));
}

#[test]
fn a_duplicate_key_in_a_string_is_found_too() {
    let inside = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*" }] }"#;
    let text = format!(
        r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Alias": "a", "Policy": {} }} }}"#,
        serde_json::json!(inside)
    );
    assert!(loud(&lint_text(&text)).contains(&"duplicate-key"));
}

#[test]
fn of_two_policies_in_strings_the_last_one_is_judged() {
    let quoted = |policy: &str| serde_json::json!(policy).to_string();
    let use_only = ROOT.replace("kms:*", "kms:Decrypt");
    let said = |first: &str, last: &str| {
        let policies = format!(r#""Policy": {}, "Policy": {}"#, quoted(&policy(first)), quoted(&policy(last)));
        let text = format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Alias": "a", {policies} }} }}"#);
        loud(&lint_text(&text)).contains(&"policy-lockout")
    };
    assert!(said(ROOT, &use_only), "servers keep the last one, which nobody may change");
    assert!(!said(&use_only, ROOT));
}

#[test]
fn a_broken_statement_does_not_silence_the_others() {
    let statements =
        format!(r#"{ROOT}, 7, {{ "Effect": "Allow", "Principal": {{ "AWS": "*" }}, "Action": "kms:Decrypt", "Resource": "*" }}"#);
    assert_eq!(loud(&lint_text(&policy(&statements))), ["policy-element", "public-access"]);
}

#[test]
fn what_must_stay_silent_is_silent() {
    for statement in [
        r#"{ "Sid": "Allow use, of the key!", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:decrypt", "Resource": "*" }"#,
        r#"{ "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": false } } }"#,
        r#"{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }"#,
    ] {
        assert_eq!(loud(&lint_text(&policy(&format!("{ROOT}, {statement}")))), [""; 0], "{statement}");
    }
    let single = format!(r#"{{ "Version": "2012-10-17", "Statement": {ROOT} }}"#);
    assert_eq!(loud(&lint_text(&single)), [""; 0]);
    let china = r#"{ "kms": "a", "region": "cn-north-1", "aws_param": { "Alias": "b", "Policy": { "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws-cn:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
        { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*",
          "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] } } }"#;
    assert_eq!(loud(&lint_text(china)), [""; 0]);
}

#[test]
fn what_is_null_is_not_set() {
    let statement =
        ROOT.replace(r#""Effect""#, r#""Sid": null, "NotAction": null, "NotPrincipal": null, "Condition": null, "Effect""#);
    assert_eq!(loud(&lint_text(&policy(&statement))), [""; 0]);
    let without = policy(&format!("{ROOT}, {}", ROOT.replace(r#""kms:*""#, "null")));
    assert_eq!(loud(&lint_text(&without)), ["policy-element"]);
}

#[test]
fn holes_of_templates_are_no_faults_of_the_policy() {
    let text = r#"{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${AWS::AccountId}:root" }, "Action": "kms:*", "Resource": "*" },
        { "Effect": "${EFFECT}", "Principal": ${PRINCIPAL}, "Action": ["${ACTION}", "kms:{{ verb }}"], "Resource": "*",
          "Condition": { "StringEquals": { "kms:CallerAccount": "$ACCOUNT", "${KEY}": "x" } } },
        ${MORE}
    ] }"#;
    assert_eq!(loud(&lint_text(text)), [""; 0]);
}

#[test]
fn the_caller_decides_a_lockout() {
    let admin = r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": ["kms:PutKeyPolicy"], "Resource": "*" }"#;
    let as_caller = |arn: &str| lint_in(&policy(admin), Surroundings { caller: Some(arn.to_owned()), ..Surroundings::default() });
    assert_eq!(loud(&as_caller("arn:aws:sts::111122223333:assumed-role/admin/cckm")), ["no-root-access"]);
    assert!(loud(&as_caller("arn:aws:iam::111122223333:user/cckm")).contains(&"policy-lockout"));
    // The root of the account leaves it to IAM, of which nothing is known here.
    let found = lint_in(
        &policy(ROOT),
        Surroundings { caller: Some("arn:aws:iam::111122223333:user/cckm".to_owned()), ..Surroundings::default() },
    );
    assert_eq!(loud(&found), [""; 0]);
}

#[test]
fn the_account_decides_what_is_another_account() {
    let found = |account: Option<&str>| {
        lint_in(&policy(ROOT), Surroundings { account: account.map(ToOwned::to_owned), ..Surroundings::default() })
    };
    assert_eq!(loud(&found(None)), [""; 0]);
    assert_eq!(loud(&found(Some("111122223333"))), [""; 0]);
    let other = found(Some("444455556666"));
    assert!(loud(&other).contains(&"policy-lockout"), "only another account may change the policy");
    assert!(other.iter().any(|found| found.rule.name == "cross-account-access"));
    // Who makes the key is of its account.
    let caller = Some("arn:aws:iam::444455556666:user/cckm".to_owned());
    let made_by = lint_in(&policy(ROOT), Surroundings { caller, ..Surroundings::default() });
    assert!(made_by.iter().any(|found| found.rule.name == "cross-account-access"));
}

#[test]
fn a_bypass_leaves_the_lockout_to_its_own_rule() {
    let use_only = r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }"#;
    let request = |param: &str| {
        format!(
            r#"{{ "kms": "a", "region": "eu-west-1", "aws_param": {{ "Alias": "b", {param} "Policy": {} }} }}"#,
            policy(use_only)
        )
    };
    assert_eq!(loud(&lint_text(&request(""))), ["policy-lockout"]);
    assert_eq!(loud(&lint_text(&request(r#""BypassPolicyLockoutSafetyCheck": true,"#))), ["lockout-check-bypassed"]);
}

#[test]
fn a_policy_by_itself_is_judged_for_the_key_that_is_named() {
    let statement = r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws-cn:iam::111122223333:role/app" }, "Action": "kms:Encrypt", "Resource": "*" }"#;
    let text = policy(&format!("{}, {statement}", ROOT.replace("arn:aws:", "arn:aws-cn:")));
    assert_eq!(loud(&lint_in(&text, Surroundings::default())), [""; 0], "nothing is known of region and key");
    let in_ireland = Surroundings { region: Region::find("eu-west-1"), spec: Spec::find("HMAC_256"), ..Surroundings::default() };
    assert_eq!(loud(&lint_in(&text, in_ireland)), ["partition-mismatch", "partition-mismatch", "action-usage-mismatch"]);
}

#[test]
fn conditions_that_narrow_are_told_from_those_that_do_not() {
    let public = |condition: &str| {
        let statement = format!(
            r#"{{ "Effect": "Allow", "Principal": {{ "AWS": "*" }}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {condition} }}"#
        );
        loud(&lint_text(&policy(&format!("{ROOT}, {statement}")))).contains(&"public-access")
    };
    for narrowing in [
        r#"{ "StringEquals": { "kms:CallerAccount": "111122223333" } }"#,
        r#"{ "StringEqualsIfExists": { "aws:PrincipalAccount": "111122223333" } }"#,
        r#"{ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }"#,
        r#"{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } }"#,
        r#"{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }"#,
        r#"{ "StringEquals": { "aws:PrincipalOrgID": "${ORG}" } }"#,
    ] {
        assert!(!public(narrowing), "{narrowing}");
    }
    for open in [
        r#"{ "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }"#,
        r#"{ "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } }"#,
        r#"{ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }"#,
        r#"{ "StringNotEquals": { "aws:PrincipalAccount": "444455556666" } }"#,
        r#"{ "Null": { "aws:PrincipalOrgID": "false" } }"#,
        r#"{ "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } }"#,
        r#"{ "StringEquals": { "aws:PrincipalTag/team": "blue" } }"#,
    ] {
        assert!(public(open), "{open}");
    }
}

/// A policy in which nothing was found is not looked at again for such a key: for another key it is.
#[test]
fn what_was_found_before_does_not_count_for_another_key() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies");
    let files = ["good", "bad"].iter().flat_map(|folder| std::fs::read_dir(fixtures.join(folder)).unwrap());
    let mut policies: Vec<String> = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    policies.push(policy(&format!(
        r#"{ROOT}, {{ "Effect": "Allow", "Principal": {{ "AWS": "arn:aws:iam::111122223333:role/app" }}, "Action": "kms:Decrypt", "Resource": "*" }}"#
    )));
    let keys = [
        r#""region": "eu-west-1""#,
        r#""region": "cn-north-1""#,
        r#""region": "eu-west-1", "CustomerMasterKeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY""#,
        r#""region": "eu-west-1", "MultiRegion": true"#,
        r#""region": "eu-west-1", "Origin": "EXTERNAL", "BypassPolicyLockoutSafetyCheck": true"#,
    ];
    let linter = || Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000);
    let one_for_all = linter();
    let mut differs_by_key = false;
    for policy in &policies {
        let mut counts = BTreeSet::new();
        for key in keys {
            let (region, rest) = key.split_once(", ").unwrap_or((key, r#""Alias": "a""#));
            let text = format!(r#"{{ "kms": "a", {region}, "aws_param": {{ {rest}, "Policy": {policy} }} }}"#);
            let source = Source::from_text("request.json", text);
            let fresh = linter().lint(&source).diagnostics;
            for _ in 0..2 {
                let again = one_for_all.lint(&source).diagnostics;
                assert_eq!(format!("{again:?}"), format!("{fresh:?}"), "{}", source.text());
            }
            counts.insert(fresh.len());
        }
        differs_by_key |= counts.contains(&0) && counts.len() > 1;
    }
    assert!(differs_by_key, "no policy is good for one key and not for another");
}
