//! What rules do at their edges: cases that nothing held until a change of one operator went unseen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::catalog::{Region, Spec};
use cckm_lint::diagnostic::Diagnostic;
use cckm_lint::json;
use cckm_lint::request::policy::{Caller, KeyFacts, KeyPolicy, Truth};
use cckm_lint::request::{OrgSchema, Surroundings};
use cckm_lint::source::{PathSet, Source};
use common::{lint_text, run_in};

const ROOT: &str =
    r#"{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }"#;

fn policy(statements: &str) -> String {
    format!(r#"{{ "Version": "2012-10-17", "Statement": [{ROOT}, {statements}] }}"#)
}

/// The findings of one rule in a policy, as the characters that are labelled.
fn told<'t>(text: &'t str, rule: &str) -> Vec<&'t str> {
    lint_text(text).iter().filter(|found| found.rule.name == rule).map(|found| found.span.of(text)).collect()
}

fn allow(principal: &str, action: &str) -> String {
    format!(r#"{{ "Effect": "Allow", "Principal": {{ "AWS": "{principal}" }}, "Action": {action}, "Resource": "*" }}"#)
}

fn request(param: &str) -> String {
    format!(
        r#"{{ "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": {{ "Alias": "a", {param} }} }}"#
    )
}

#[test]
fn a_principal_has_an_account_and_no_region() {
    for principal in ["arn:aws:iam:eu-west-1:111122223333:root", "arn:aws:iam::1234:root"] {
        let text = policy(&allow(principal, r#""kms:Decrypt""#));
        assert_eq!(told(&text, "invalid-principal"), [format!("\"{principal}\"")]);
    }
}

#[test]
fn whoever_acts_for_the_account_may_be_the_one_that_is_denied() {
    let text = policy(
        r#"{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/a" }, "Action": "kms:PutKeyPolicy", "Resource": "*" }"#,
    );
    let tree = json::parse(&text);
    let policy = KeyPolicy::read(tree.root().unwrap());
    assert_eq!(policy.may(Caller::Account("111122223333"), "kms:PutKeyPolicy", KeyFacts::default()), Truth::Maybe);
    assert_eq!(policy.may(Caller::Account("111122223333"), "kms:Decrypt", KeyFacts::default()), Truth::Yes);
}

#[test]
fn of_an_action_that_is_listed_twice_the_second_adds_nothing() {
    let text = policy(&allow("111122223333", r#"["kms:Decrypt", "kms:Encrypt", "kms:Decrypt"]"#));
    let found = lint_text(&text);
    let again =
        found.iter().find(|found| found.rule.name == "redundant-policy" && found.message.contains("says this already")).unwrap();
    assert_eq!(again.span.start(), text.rfind("\"kms:Decrypt\"").unwrap());
}

#[test]
fn a_set_qualifier_is_only_idle_with_null() {
    let with = |operator: &str| {
        policy(&format!(
            r#"{{ "Effect": "Allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{ "{operator}": {{ "kms:EncryptionContextKeys": "true" }} }} }}"#
        ))
    };
    let idle = |text: &str| lint_text(text).iter().any(|found| found.message.contains("a set qualifier does nothing"));
    assert!(idle(&with("ForAnyValue:Null")));
    assert!(!idle(&with("Null")) && !idle(&with("ForAnyValue:StringEquals")));
}

#[test]
fn what_denies_a_service_without_a_condition_is_no_confused_deputy() {
    let statement = |effect: &str| {
        policy(&format!(
            r#"{{ "Effect": "{effect}", "Principal": {{ "Service": "cloudtrail.amazonaws.com" }}, "Action": "kms:GenerateDataKey", "Resource": "*" }}"#
        ))
    };
    assert_eq!(told(&statement("Allow"), "confused-deputy").len(), 1);
    assert_eq!(told(&statement("Deny"), "confused-deputy").len(), 0);
}

#[test]
fn an_action_of_more_pieces_or_with_a_variable_is_no_action_of_another_service() {
    let rule = |action: &str| told(&policy(&allow("111122223333", action)), "foreign-action").len();
    assert_eq!(rule(r#""s3:GetObject""#), 1);
    assert_eq!(rule(r#""s3:Get:Object""#), 0);
    assert_eq!(rule(r#""${service}:GetObject""#), 0);
    assert_eq!(rule(r#"":GetObject""#), 0);
    assert_eq!(rule(r#""kmss:Decrypt""#), 0, "a slip of kms");
}

#[test]
fn a_version_is_only_mended_where_it_changes_no_variable() {
    let with = |value: &str| {
        format!(
            r#"{{ "Version": "2008-10-17", "Statement": [{ROOT}, {{ "Effect": "Allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{ "StringEquals": {{ "aws:PrincipalTag/team": "{value}" }} }} }}] }}"#
        )
    };
    let fix =
        |text: &str| lint_text(text).iter().find(|found| found.rule.name == "policy-version").map(Diagnostic::is_safely_fixable);
    assert_eq!(fix(&with("cards")), Some(true));
    assert_ne!(fix(&with("${aws:username}")), Some(true));
}

#[test]
fn a_region_in_a_condition_ends_in_a_number() {
    let with = |region: &str| {
        policy(&format!(
            r#"{{ "Effect": "Allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{ "StringEquals": {{ "aws:RequestedRegion": "{region}" }} }} }}"#
        ))
    };
    assert_eq!(told(&with("eu-west-"), "condition-value"), ["\"eu-west-\""]);
    assert_eq!(told(&with("eu-west-9"), "condition-value").len(), 0, "it may be opened tomorrow");
}

#[test]
fn a_role_and_a_session_of_it_are_one() {
    let session = "arn:aws:sts::111122223333:assumed-role/payments/batch";
    let both = format!(
        "{}, {}",
        allow("arn:aws:iam::111122223333:role/payments", r#"["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]"#),
        allow(session, r#"["kms:Encrypt", "kms:Decrypt"]"#)
    );
    assert!(!told(&policy(&both), "duties-not-separated").is_empty());
    let other = both.replace("assumed-role/payments/", "assumed-role/orders/");
    assert!(told(&policy(&other), "duties-not-separated").is_empty());
}

#[test]
fn an_empty_tag_key_is_labelled_where_it_stands() {
    let text = request(r#""Tags": [{ "TagKey": "", "TagValue": "cards" }]"#);
    assert_eq!(told(&text, "missing-field"), [r#""""#]);
}

#[test]
fn an_entry_of_another_type_is_mended_in_its_place() {
    let text = r#"{ "kms": "aws-main", "region": "eu-west-1", "key_users": ["alice", 42], "aws_param": { "Alias": "a" } }"#;
    let found = lint_text(text);
    let wrong = found.iter().find(|found| found.rule.name == "wrong-type").unwrap();
    let fix = wrong.fix.as_ref().unwrap();
    assert_eq!((fix.edits[0].span.of(text), fix.edits[0].text.as_str()), ("42", "\"42\""));
}

#[test]
fn what_is_crossed_out_is_a_placeholder() {
    let text = request("\"Description\": \"a\"").replace("aws-main", "xxxxxx");
    assert_eq!(told(&text, "placeholder"), ["\"xxxxxx\""]);
}

#[test]
fn a_spec_is_made_where_aws_makes_it() {
    let (china, ireland) = (Region::find("cn-north-1").unwrap(), Region::find("eu-west-1").unwrap());
    let is_made = |spec: &str| {
        let spec = Spec::find(spec).unwrap();
        (spec.is_available_in(ireland), spec.is_available_in(china))
    };
    assert_eq!(is_made("SM2"), (false, true));
    assert_eq!(is_made("ML_KEM_768"), (true, false));
    assert_eq!(is_made("HMAC_256"), (true, false));
    assert_eq!(is_made("RSA_2048"), (true, true));
}

#[test]
fn a_fault_beside_an_object_costs_it_no_members() {
    let text =
        r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "CustomerMasterKeySpec": "ECC_NIST_P256" }, ] oops }"#;
    assert!(!told(text, "invalid-syntax").is_empty());
    assert_eq!(told(text, "missing-key-usage").len(), 1, "that no usage is given is certain all the same");
    let inside =
        r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "CustomerMasterKeySpec": "ECC_NIST_P256", ] oops } }"#;
    assert_eq!(told(inside, "missing-key-usage").len(), 0);
}

#[test]
fn the_size_of_a_policy_is_that_of_its_shortest_json() {
    // Half of the limit in quotes, which take two bytes each when they are written.
    let quotes = "\\\"".repeat(16_400);
    let sid = format!(
        r#"{{ "Sid": "{quotes}", "Effect": "Allow", "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:Decrypt", "Resource": "*" }}"#
    );
    assert_eq!(told(&policy(&sid), "policy-size").len(), 1);
    let plain = sid.replace("\\\"", "a");
    assert_eq!(told(&policy(&plain), "policy-size").len(), 0);
    let backslashes = sid.replace("\\\"", "\\\\");
    assert_eq!(told(&policy(&backslashes), "policy-size").len(), 1);
    let escaped = sid.replace("\\\"", "\\u0061");
    assert_eq!(told(&policy(&escaped), "policy-size").len(), 0, "a letter is one byte, however it is written");
}

#[test]
fn a_slip_in_one_half_of_a_tag_says_nothing_of_the_other() {
    let text = request(r#""Tags": [{ "tagvalue": "cards" }]"#);
    let missing: Vec<String> =
        lint_text(&text).into_iter().filter(|found| found.rule.name == "missing-field").map(|found| found.message).collect();
    assert_eq!(missing, ["a tag has no `TagKey`"]);
}

#[test]
fn a_policy_variable_in_a_request_is_no_hole() {
    let policy = policy(
        r#"{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "${aws:username}" } } }"#,
    );
    let text = format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ "Alias": "a", "Policy": {policy} }} }}"#);
    assert_eq!(told(&text, "unresolved-variable").len(), 0);
    assert_eq!(told(&text.replace("\"a\"", "\"${ALIAS}\""), "unresolved-variable").len(), 1);
}

#[test]
fn a_reference_of_terraform_is_no_hole_that_somebody_forgot() {
    let text = "resource \"ciphertrust_aws_key\" \"a\" {\n  kms    = ciphertrust_aws_kms.main.id\n  region = var.region\n  alias  = [\"a\"]\n}\n";
    let found = common::lint(&Source::from_text("key.tf", text));
    assert!(found.iter().all(|found| found.rule.name != "unresolved-variable"), "{found:?}");
}

#[test]
fn an_empty_half_of_a_tag_says_nothing_of_the_other() {
    let text = request(r#""Tags": [{ "TagValue": "cards", "TagKey": "" }]"#);
    assert_eq!(told(&text, "missing-field").len(), 1);
}

#[test]
fn a_lockout_is_told_where_everyone_loses_the_policy_and_nowhere_else() {
    let allow = allow("arn:aws:iam::111122223333:role/payments", r#""kms:Decrypt""#);
    let deny = |principal: &str, action: &str| {
        format!(r#"{{ "Effect": "Deny", "Principal": {{ "AWS": "{principal}" }}, "Action": "{action}", "Resource": "*" }}"#)
    };
    let label = |statements: &str| {
        let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{statements}] }}"#);
        let found = lint_text(&text);
        found.into_iter().find(|found| found.rule.name == "policy-lockout").unwrap().label
    };
    let everyone = "takes kms:PutKeyPolicy from everyone";
    assert_eq!(label(&format!("{ROOT}, {}", deny("*", "kms:PutKeyPolicy"))), everyone);
    assert_ne!(label(&format!("{allow}, {}", deny("*", "kms:Encrypt"))), everyone);
    assert_ne!(label(&format!("{allow}, {}", deny("111122223333", "kms:PutKeyPolicy"))), everyone);
}

#[test]
fn what_a_schema_of_ones_own_demands_is_missed_whatever_is_filled_in_elsewhere() {
    let ours = r#"{ "properties": { "aws_param": { "required": ["Description"] } } }"#;
    let everywhere = PathSet::new(Path::new("/"), ["*"]);
    let schemas = [OrgSchema::new("ours.json", ours, everywhere).unwrap()].into_iter().collect();
    let text = r#"{ "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": { "Alias": "${ALIAS}" } }"#;
    let surroundings = Surroundings { schemas, ..Surroundings::default() };
    let found = run_in(&Source::from_text("payload.json", text), surroundings).diagnostics;
    assert_eq!(found.iter().filter(|found| found.rule.name == "org-schema").count(), 1);
}

#[test]
fn quotes_of_a_word_processor_are_mended_to_the_same_text() {
    let text = "{ \"kms\": \u{201c}aws-main\u{201d}, \"region\": 'eu-west-1', \"aws_param\": { \"Alias\": \"a\" } }";
    let found = lint_text(text);
    let mended: Vec<&str> = found
        .iter()
        .filter(|found| found.rule.name == "invalid-syntax")
        .filter_map(|found| found.fix.as_ref())
        .map(|fix| fix.edits[0].text.as_str())
        .collect();
    assert_eq!(mended, ["\"aws-main\"", "\"eu-west-1\""]);
}
