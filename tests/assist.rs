//! What an editor is told: what can stand at the cursor, what stands there, what there is in a file.
//!
//! In the texts `|` is the cursor; a pipe is written `\|`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use cckm_lint::assist::{self, Completion, CompletionKind, Symbol};
use cckm_lint::catalog::spec::{SPECS, USAGES};
use cckm_lint::config::Config;
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::request::Surroundings;
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::lint;

fn linter() -> Linter {
    Linter::new(&Levels::default(), Form::Auto, Vec::new(), 1_000)
}

/// The file and the cursor of a marked text.
fn marked(name: &str, text: &str) -> (Source, usize) {
    let text = text.replace("\\|", "\u{0}");
    let offset = text.find('|').expect("a cursor");
    (Source::from_text(name, text.replacen('|', "", 1).replace('\u{0}', "|")), offset)
}

fn offered(name: &str, text: &str) -> Vec<Completion> {
    let (source, offset) = marked(name, text);
    assist::complete(&linter(), &source, offset)
}

/// What is offered.
fn labels(name: &str, text: &str) -> Vec<String> {
    offered(name, text).into_iter().map(|completion| completion.label).collect()
}

/// The text once what goes by that label is accepted, with the cursor.
fn accept(name: &str, text: &str, label: &str) -> String {
    let (source, _) = marked(name, text);
    let offered = offered(name, text);
    let Some(taken) = offered.iter().find(|completion| completion.label == label) else {
        panic!("{label} is not among {:?}", offered.iter().map(|completion| &completion.label).collect::<Vec<_>>());
    };
    let caret = taken.caret.unwrap_or(taken.text.len());
    let (before, behind) = (&source.text()[..taken.span.start()], &source.text()[taken.span.end()..]);
    format!("{before}{}|{}{behind}", &taken.text[..caret], &taken.text[caret..])
}

/// A request in JSON with these members in `aws_param`.
fn request(params: &str) -> String {
    format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "aws_param": {{ {params} }} }}"#)
}

/// A request in JSON with this statement in its policy.
fn statement(members: &str) -> String {
    request(&format!(r#""Policy": {{ "Version": "2012-10-17", "Statement": [{{ {members} }}] }}"#))
}

fn json(text: &str) -> Vec<String> {
    labels("payload.json", text)
}

fn json_accept(text: &str, label: &str) -> String {
    accept("payload.json", text, label)
}

// Names.

#[test]
fn fields_that_are_missing_are_offered_the_required_ones_first() {
    let all = [
        "kms",
        "region",
        "aws_param",
        "policytemplate",
        "key_admins",
        "key_admins_roles",
        "key_users",
        "key_users_roles",
        "external_accounts",
    ];
    assert_eq!(json("{|}"), all);
    assert_eq!(json(r#"{ "region": "eu-west-1", | }"#), [""; 0], "a region alone is too little to know a request by");
    assert_eq!(json(r#"{ "kms": "aws-main", | }"#), all[1..]);
    let params = json(&request(r#""Alias": "payments", |"#));
    assert!(!params.contains(&"Alias".to_owned()) && params.contains(&"KeyUsage".to_owned()), "{params:?}");
    assert_eq!(json(&request(r#""Tags": [{ "TagKey": "team", | }]"#)), ["TagValue"]);
}

#[test]
fn a_name_brings_its_colon_and_how_its_value_begins() {
    for begun in [r#""|""#, r#""Key|""#, r#""Key|"#, "|", "Key|"] {
        assert_eq!(json_accept(&request(begun), "KeyUsage"), request(r#""KeyUsage": "|""#), "{begun}");
    }
    assert_eq!(json_accept(&request("|"), "MultiRegion"), request(r#""MultiRegion": |"#));
    assert_eq!(json_accept(&request("|"), "Tags"), request(r#""Tags": [|]"#));
    assert_eq!(json_accept(&request("|"), "Policy"), request(r#""Policy": {|}"#));
    assert_eq!(json_accept(r#"{ | "kms": "aws-main" }"#, "region"), r#"{ "region": "|", "kms": "aws-main" }"#);
}

#[test]
fn a_name_that_is_there_is_changed_alone() {
    let changed = request(r#""KeyUsage|": "SIGN_VERIFY""#);
    assert_eq!(json_accept(&request(r#""Key|Usge": "SIGN_VERIFY""#), "KeyUsage"), changed);
    assert_eq!(json_accept(&request(r#""|": "SIGN_VERIFY""#), "KeyUsage"), changed);
}

#[test]
fn ways_that_exclude_one_another_are_not_offered_together() {
    let offered = json(r#"{ "kms": "aws-main", "policytemplate": "t", | }"#);
    assert_eq!(offered, ["region", "aws_param"]);
    let offered = json(&statement(r#""Principal": { "AWS": "111122223333" }, |"#));
    assert!(!offered.contains(&"NotPrincipal".to_owned()), "{offered:?}");
}

// Values.

#[test]
fn usages_suit_the_spec_and_specs_the_usage() {
    let usages = |spec: &str| json(&request(&format!(r#""CustomerMasterKeySpec": "{spec}", "KeyUsage": "|""#)));
    assert_eq!(usages("RSA_2048"), ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]);
    assert_eq!(usages("HMAC_256"), ["GENERATE_VERIFY_MAC"]);
    assert_eq!(usages("ML_KEM_768"), ["ENCAPSULATE_DECAPSULATE"], "there is no other, though the manual does not list it");
    let specs = json(&request(r#""KeyUsage": "GENERATE_VERIFY_MAC", "CustomerMasterKeySpec": "|""#));
    assert_eq!(specs, ["HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"]);
}

#[test]
fn half_typed_values_are_finished() {
    let spec = r#""CustomerMasterKeySpec": "RSA_2048", "KeyUsage":"#;
    for (begun, finished) in [
        (" |", r#" "SIGN_VERIFY"|"#),
        ("|", r#""SIGN_VERIFY"|"#),
        (r#" "|""#, r#" "SIGN_VERIFY|""#),
        (r#" "|"#, r#" "SIGN_VERIFY"|"#),
        (r#" "SI|"#, r#" "SIGN_VERIFY"|"#),
        (r#" "SI|FOO""#, r#" "SIGN_VERIFY|""#),
        (" SIGN|", r#" "SIGN_VERIFY"|"#),
    ] {
        let text = request(&format!("{spec}{begun}"));
        assert_eq!(json_accept(&text, "SIGN_VERIFY"), request(&format!("{spec}{finished}")), "{begun}");
    }
    let cut = r#"{ "kms": "aws-main", "aws_param": { "CustomerMasterKeySpec": "HMAC_256", "KeyUsage": "GEN|"#;
    assert_eq!(json(cut), ["GENERATE_VERIFY_MAC"]);
}

#[test]
fn regions_have_the_spec_that_is_given() {
    let regions =
        |spec: &str| json(&format!(r#"{{ "kms": "a", "region": "|", "aws_param": {{ "CustomerMasterKeySpec": "{spec}" }} }}"#));
    let has = |regions: &[String], name: &str| regions.iter().any(|region| region == name);
    assert!(has(&regions("RSA_2048"), "cn-north-1") && has(&regions("RSA_2048"), "eu-west-1"));
    assert!(!has(&regions("HMAC_256"), "cn-north-1"));
    assert_eq!(regions("SM2"), ["cn-north-1", "cn-northwest-1"]);
    let specs = json(r#"{ "kms": "a", "region": "cn-north-1", "aws_param": { "CustomerMasterKeySpec": "|" } }"#);
    assert!(has(&specs, "RSA_2048") && !has(&specs, "HMAC_256"));
}

#[test]
fn other_values() {
    assert_eq!(json(&request(r#""Origin": "|""#)), ["AWS_KMS", "EXTERNAL"]);
    assert_eq!(json(&request(r#""MultiRegion": |"#)), ["true", "false"]);
    assert_eq!(json_accept(&request(r#""MultiRegion": t|"#), "true"), request(r#""MultiRegion": true|"#));
    assert_eq!(json(&request(r#""Alias": "|""#)), [""; 0]);
    assert_eq!(json(&request(r#""Description": "the key of |""#)), [""; 0]);
}

#[test]
fn what_the_organisation_wants_comes_into_it() {
    let text = "[org]\nallowed-regions = [\"eu-west-1\"]\nrequired-tags = { team = true, \"cost centre\" = true }\n";
    let config = Config::read(&Source::from_text("cckm-lint.toml", text), std::path::Path::new("/")).unwrap();
    let linter = linter().with_surroundings(Surroundings { org: config.org, ..Surroundings::default() });
    let offered = |text: &str| {
        let (source, offset) = marked("payload.json", text);
        assist::complete(&linter, &source, offset).into_iter().map(|completion| completion.label).collect::<Vec<_>>()
    };
    assert_eq!(offered(r#"{ "kms": "a", "region": "|", "aws_param": {} }"#), ["eu-west-1"]);
    let tags = r#""Tags": [{ "TagKey": "team", "TagValue": "a" }, { "TagKey": "|" }]"#;
    assert_eq!(offered(&request(tags)), ["cost centre"]);
}

#[test]
fn whatever_usage_or_spec_is_offered_makes_no_mismatch() {
    let complete = |text: &str| {
        for label in json(text) {
            let accepted = json_accept(text, &label).replacen('|', "", 1);
            let found = lint(&Source::from_text("payload.json", accepted.as_str()));
            assert!(found.iter().all(|found| found.rule.name != "spec-usage-mismatch"), "{accepted}");
        }
        assert!(!json(text).is_empty(), "{text}");
    };
    for spec in SPECS {
        complete(&request(&format!(r#""CustomerMasterKeySpec": "{}", "KeyUsage": "|""#, spec.name)));
    }
    for usage in USAGES {
        complete(&request(&format!(r#""CustomerMasterKeySpec": "|", "KeyUsage": "{}""#, usage.name)));
    }
}

// Policies.

#[test]
fn elements_of_a_policy_and_of_a_statement() {
    assert_eq!(json(&request(r#""Policy": { | }"#)), ["Version", "Id", "Statement"]);
    assert_eq!(json(&request(r#""Policy": { "Version": "|" }"#)), ["2012-10-17"]);
    let elements = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    assert_eq!(json(&statement("|")), elements);
    assert_eq!(json(&statement(r#""Effect": |"#)), ["Allow", "Deny"]);
    assert_eq!(json(&statement(r#""Principal": { | }"#)), ["AWS", "Service"]);
    assert_eq!(json(&statement(r#""Resource": "|""#)), ["*"]);
}

#[test]
fn actions_and_the_families_of_them() {
    let offered = json(&statement(r#""Action": ["kms:Encrypt", "|"]"#));
    for action in ["kms:*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Decrypt", "kms:PutKeyPolicy"] {
        assert!(offered.iter().any(|label| label == action), "{action} is not among {offered:?}");
    }
    for (action, why) in [
        ("kms:Encrypt", "it is there"),
        ("kms:Sign", "the key is for something else"),
        ("kms:CreateKey", "a key policy cannot give it"),
        ("kms:Re*", "it would match in the middle of a word"),
    ] {
        assert!(offered.iter().all(|label| label != action), "{action}: {why}");
    }
    assert!(json(&statement(r#""Action": "kms:|""#)).contains(&"kms:Decrypt".to_owned()));
}

#[test]
fn every_action_that_is_offered_is_known_and_does_something() {
    for spec in ["SYMMETRIC_DEFAULT", "RSA_2048", "HMAC_256"] {
        let params = format!(
            r#""CustomerMasterKeySpec": "{spec}", "Policy": {{ "Statement": [{{ "Effect": "Allow", "Principal": {{}}, "Action": "|" }}] }}"#
        );
        for label in json(&request(&params)) {
            let accepted = json_accept(&request(&params), &label).replacen('|', "", 1);
            let found = lint(&Source::from_text("payload.json", accepted.as_str()));
            let faults = ["unknown-action", "action-usage-mismatch", "ineffective-action"];
            assert!(found.iter().all(|found| !faults.contains(&found.rule.name)), "{accepted}");
        }
    }
}

#[test]
fn conditions() {
    assert!(json(&statement(r#""Condition": { "|" }"#)).contains(&"StringEquals".to_owned()));
    let keys = json(&statement(r#""Condition": { "Bool": { "|" } }"#));
    assert_eq!(keys[0], "kms:BypassPolicyLockoutSafetyCheck");
    assert!(keys.contains(&"aws:SecureTransport".to_owned()) && !keys.contains(&"kms:ViaService".to_owned()), "{keys:?}");
    assert_eq!(json(&statement(r#""Condition": { "Bool": { "aws:SecureTransport": "|" } }"#)), ["true", "false"]);
    let text = statement(r#""Condition": { "StringEquals": { "kms:Via|" } }"#);
    let accepted = statement(r#""Condition": { "StringEquals": { "kms:ViaService": "|" } }"#);
    assert_eq!(json_accept(&text, "kms:ViaService"), accepted);
    let family = statement(r#""Condition": { "StringEquals": { "aws:PrincipalTag/|": "" } }"#);
    assert_eq!(json_accept(&text, "aws:PrincipalTag/"), family, "the rest is the user's");
    let about = offered("payload.json", &text).into_iter().find(|offer| offer.label == "kms:ViaService").unwrap();
    assert_eq!(about.kind, CompletionKind::ConditionKey);
    assert!(about.documentation.unwrap().contains("comes through"));
}

#[test]
fn a_policy_by_itself() {
    let policy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:*", | }] }"#;
    assert!(labels("policy.json", policy).contains(&"Principal".to_owned()));
    let foreign = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", | }] }"#;
    assert_eq!(labels("policy.json", foreign), [""; 0], "it is about something else");
}

// Forms.

#[test]
fn a_policy_in_a_json_string_is_written_with_escapes() {
    let text = request(r#""Policy": "{\"Statement\": [{\"Effect\": |}]}""#);
    assert_eq!(json_accept(&text, "Allow"), request(r#""Policy": "{\"Statement\": [{\"Effect\": \"Allow\"|}]}""#));
    let text = request(r#""Policy": "{\"Statement\": [{\"Effect\": \"Allow\", |}]}""#);
    let accepted = request(r#""Policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": |}]}""#);
    assert_eq!(json_accept(&text, "Action"), accepted);
}

#[test]
fn shell() {
    let curl = "cat x \\| curl -X POST https://cm.example.com/api/v1/cckm/aws/keys -d";
    let in_single = format!("{curl} '{{\"kms\": \"a\", |}}'\n");
    let accepted = accept("create.sh", &in_single, "region");
    assert_eq!(accepted, format!("{}{}", curl.replace("\\|", "|"), " '{\"kms\": \"a\", \"region\": \"|\"}'\n"));
    let curl = "curl -X POST https://cm.example.com/api/v1/cckm/aws/keys -d";
    let in_double = format!("{curl} \"{{\\\"kms\\\": \\\"a\\\", |}}\"\n");
    assert_eq!(
        accept("create.sh", &in_double, "region"),
        format!("{curl} \"{{\\\"kms\\\": \\\"a\\\", \\\"region\\\": \\\"|\\\"}}\"\n")
    );
    let unclosed = format!("{curl} '{{\"kms\": \"a\", \"region\": \"eu|");
    assert!(accept("create.sh", &unclosed, "eu-west-1").ends_with("\"region\": \"eu-west-1\"|"));
    let here = format!("{curl} @- <<EOF\n{{\"kms\": \"a\", |}}\nEOF\n");
    assert!(accept("create.sh", &here, "region").ends_with("<<EOF\n{\"kms\": \"a\", \"region\": \"|\"}\nEOF\n"));
    let flags = "ksctl cckm aws keys create --kms a --customer-masterkey-spec HMAC_256 --key-usage |\n";
    assert_eq!(labels("create.sh", flags), ["GENERATE_VERIFY_MAC"]);
}

#[test]
fn a_policy_in_a_string_in_a_shell_word() {
    let curl = |policy: &str| {
        format!(
            "curl -X POST https://cm.example.com/api/v1/cckm/aws/keys -d '{{\"kms\": \"a\", \"aws_param\": {{\"Policy\": \"{{\\\"Statement\\\": [{{{policy}}}]}}\"}}}}'\n"
        )
    };
    assert_eq!(accept("create.sh", &curl("|"), "Effect"), curl("\\\"Effect\\\": \\\"|\\\""));
    assert_eq!(accept("create.sh", &curl("\\\"Effect\\\": |"), "Deny"), curl("\\\"Effect\\\": \\\"Deny\\\"|"));
}

#[test]
fn markdown_http_postman_and_ndjson() {
    let fence = "# Keys\n\n- first\n  ```json\n  { \"kms\": \"a\", \"aws_param\": { \"CustomerMasterKeySpec\": \"HMAC_256\", \"KeyUsage\": | } }\n  ```\n";
    assert_eq!(accept("keys.md", fence, "GENERATE_VERIFY_MAC"), fence.replace('|', "\"GENERATE_VERIFY_MAC\"|"));
    let http = "POST https://cm.example.com/api/v1/cckm/aws/keys\nContent-Type: application/json\n\n{ \"kms\": \"a\", | }\n";
    assert_eq!(accept("keys.http", http, "region"), http.replace('|', "\"region\": \"|\""));
    let lines = "{\"kms\": \"a\", \"region\": \"eu-west-1\"}\n{\"kms\": \"a\", |}\n";
    assert_eq!(accept("keys.ndjson", lines, "region"), lines.replace('|', "\"region\": \"|\""));
    let postman = r#"{ "info": { "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" }, "item": [{ "request": {
        "method": "POST", "url": "https://cm.example.com/api/v1/cckm/aws/keys", "body": { "mode": "raw", "raw": "{ \"kms\": \"a\", | }" } } }] }"#;
    assert_eq!(accept("keys.postman_collection.json", postman, "region"), postman.replace('|', r#"\"region\": \"|\""#));
}

#[test]
fn yaml() {
    let yaml = |line: &str| {
        format!("kms: aws-main\nregion: eu-west-1\naws_param:\n  CustomerMasterKeySpec: RSA_2048\n{line}\n  Alias: payments\n")
    };
    for (begun, label, accepted) in [
        ("  |", "KeyUsage", "  KeyUsage: |"),
        ("  KeyU|", "KeyUsage", "  KeyUsage: |"),
        ("  KeyUsage: |", "SIGN_VERIFY", "  KeyUsage: SIGN_VERIFY|"),
        ("  KeyUsage: SI|", "SIGN_VERIFY", "  KeyUsage: SIGN_VERIFY|"),
        ("  KeyUsage: \"|\"", "SIGN_VERIFY", "  KeyUsage: \"SIGN_VERIFY|\""),
        ("  KeyUsage: \"SI|", "SIGN_VERIFY", "  KeyUsage: \"SIGN_VERIFY\"|"),
        ("  KeyUsage: '|'", "SIGN_VERIFY", "  KeyUsage: 'SIGN_VERIFY|'"),
        ("  Tags:\n    - |", "TagKey", "  Tags:\n    - TagKey: |"),
        ("  Tags: [{ TagKey: a, | }]", "TagValue", "  Tags: [{ TagKey: a, TagValue: | }]"),
        ("  Policy:\n    |", "Version", "  Policy:\n    Version: |"),
        ("  Policy:\n    Version: |", "2012-10-17", "  Policy:\n    Version: \"2012-10-17\"|"),
        ("  Policy:\n    Statement:\n      - Effect: |", "Allow", "  Policy:\n    Statement:\n      - Effect: Allow|"),
    ] {
        assert_eq!(accept("keys.yml", &yaml(begun), label), yaml(accepted), "{begun}");
    }
    let action = yaml("  Policy:\n    Statement:\n      - Effect: Allow\n        Action:\n          - |");
    assert_eq!(accept("keys.yml", &action, "kms:Decrypt"), action.replace('|', "\"kms:Decrypt\"|"));
}

#[test]
fn ansible_has_its_own_names() {
    let task = |line: &str| {
        format!(
            "- thalesgroup.ciphertrust.cckm_aws_key:\n    op_type: create\n    kms: a\n    aws_param:\n      origin: AWS_KMS\n{line}\n"
        )
    };
    assert_eq!(accept("play.yml", &task("      |"), "key_usage"), task("      key_usage: |"));
    assert!(labels("play.yml", &task("    |")).contains(&"region".to_owned()));
    let older = "- cckm_aws_key:\n    op_type: create\n    aws_param:\n      Origin: AWS_KMS\n      |\n";
    assert!(labels("play.yml", older).contains(&"KeyUsage".to_owned()));
}

#[test]
fn terraform() {
    let resource = |line: &str| {
        format!(
            "resource \"ciphertrust_aws_key\" \"a\" {{\n  kms    = \"aws-main\"\n  customer_master_key_spec = \"RSA_2048\"\n{line}\n}}\n"
        )
    };
    for (begun, label, accepted) in [
        ("  |", "region", "  region = \"|\""),
        ("  key_us|", "key_usage", "  key_usage = \"|\""),
        ("  |", "multi_region", "  multi_region = |"),
        ("  |", "tags", "  tags = {|}"),
        ("  |", "key_policy", "  key_policy {|}"),
        ("  key_usage = |", "SIGN_VERIFY", "  key_usage = \"SIGN_VERIFY\"|"),
        ("  key_usage = \"|\"", "SIGN_VERIFY", "  key_usage = \"SIGN_VERIFY|\""),
        ("  key_usage = \"SI|", "SIGN_VERIFY", "  key_usage = \"SIGN_VERIFY\"|"),
        ("  key_usage = SI|", "SIGN_VERIFY", "  key_usage = \"SIGN_VERIFY\"|"),
        ("  multi_region = |", "true", "  multi_region = true|"),
        ("  key_policy {\n    |\n  }", "key_users", "  key_policy {\n    key_users = [|]\n  }"),
    ] {
        assert_eq!(accept("main.tf", &resource(begun), label), resource(accepted), "{begun}");
    }
    assert!(!labels("main.tf", &resource("  |")).contains(&"key_users".to_owned()), "it stands in the block");
}

#[test]
fn a_resource_of_terraform_that_is_not_closed_yet() {
    for rest in ["", "\n\nresource \"ciphertrust_aws_key\" \"b\" {\n  kms = \"b\"\n}\n"] {
        let text = |line: &str| {
            format!("resource \"ciphertrust_aws_key\" \"a\" {{\n  kms_id = \"a\"\n  aws_param = {{\n    {line}{rest}")
        };
        assert_eq!(accept("main.tf", &text("|"), "origin"), text("origin = \"|\""));
        assert_eq!(accept("main.tf", &text("origin = \"|"), "EXTERNAL"), text("origin = \"EXTERNAL\"|"));
    }
}

#[test]
fn terraform_of_2026_templates_and_policies() {
    let resource = |body: &str| format!("resource \"ciphertrust_aws_key\" \"a\" {{\n  kms_id = \"a\"\n{body}\n}}\n");
    let params = resource("  aws_param = {\n    |\n  }");
    assert_eq!(accept("main.tf", &params, "origin"), params.replace('|', "origin = \"|\""));
    assert_eq!(labels("main.tf", &resource("  |\n  aws_param = {}")), ["region", "key_policy"]);
    let encoded = resource("  key_policy = { policy = jsonencode({ Statement = [{ Effect = \"Allow\", | }] }) }");
    assert_eq!(accept("main.tf", &encoded, "Action"), encoded.replace('|', "Action = |"));
    let here = resource("  key_policy = {\n    policy = <<-EOT\n      { \"Statement\": [{ \"Effect\": | }] }\n    EOT\n  }");
    assert_eq!(accept("main.tf", &here, "Deny"), here.replace('|', "\"Deny\"|"));
    let template = "resource \"ciphertrust_aws_policy_template\" \"a\" {\n  |\n}\n";
    assert_eq!(labels("main.tf", template)[0], "kms");
    let in_json = "{ \"resource\": { \"ciphertrust_aws_key\": { \"a\": { \"kms\": \"a\", \"key_usage\": \"|\" } } } }";
    assert!(labels("main.tf.json", in_json).contains(&"SIGN_VERIFY".to_owned()));
}

#[test]
fn what_was_accepted_can_be_chosen_anew() {
    let post = "curl -X POST https://cm.example.com/api/v1/cckm/aws/keys -d";
    let key = "resource \"ciphertrust_aws_key\" \"a\" {\n  kms_id = \"a\"\n";
    for (name, text) in [
        ("payload.json", statement(r#""Action": [|, "kms:Encrypt"]"#)),
        ("payload.json", statement(r#""Resource": |"#)),
        ("payload.json", request(r#""Policy": "{\"Statement\": [{\"Action\": [|]}]}""#)),
        ("create.sh", format!("{post} '{{\"kms\": \"a\", \"region\": |}}'\n")),
        ("create.sh", format!("{post} \"{{\\\"kms\\\": \\\"a\\\", \\\"region\\\": |}}\"\n")),
        ("create.sh", "ksctl cckm aws keys create --kms a --region |\n".to_owned()),
        ("keys.yml", "kms: a\nregion: |\naws_param:\n  Alias: a\n".to_owned()),
        ("keys.yml", "kms: a\naws_param:\n  Policy:\n    Version: |\n".to_owned()),
        ("keys.yml", "kms: a\naws_param:\n  Policy:\n    Statement:\n      - Action:\n          - |\n".to_owned()),
        ("keys.yml", "kms: a\naws_param:\n  Policy:\n    Statement: [{ Resource: | }]\n".to_owned()),
        ("main.tf", format!("{key}  aws_param = {{ customer_master_key_spec = | }}\n}}\n")),
        ("main.tf", format!("{key}  key_policy = {{ policy = jsonencode({{ Statement = [{{ Action = [|] }}] }}) }}\n}}\n")),
        (
            "main.tf",
            format!("{key}  key_policy = {{\n    policy = <<EOT\n{{ \"Statement\": [{{ \"Action\": | }}] }}\nEOT\n  }}\n}}\n"),
        ),
    ] {
        let offered = labels(name, &text);
        assert!(!offered.is_empty(), "{text}");
        for label in &offered {
            let accepted = accept(name, &text, label).replacen('|', "", 1);
            let at = text.find('|').unwrap();
            let at = at + accepted[at..].find(label.as_str()).unwrap() + 1;
            let again = format!("{}|{}", &accepted[..at], &accepted[at..]);
            assert_eq!(labels(name, &again), offered, "{again}");
        }
    }
}

#[test]
fn files_that_hold_no_request_are_left_alone() {
    for (name, text) in [
        ("package.json", "{ \"name\": \"a\", | }"),
        ("package.json", "{ \"name\": \"a\", \"scripts\": { | } }"),
        ("package.json", "{ \"name\": \"|\" }"),
        ("list.json", "[ | ]"),
        ("empty.json", "|"),
        ("compose.yml", "services:\n  kms:\n    image: |\n"),
        ("main.tf", "resource \"aws_kms_key\" \"a\" {\n  |\n}\n"),
        ("build.sh", "echo kms '{|}'\n"),
        ("README.md", "# kms\n```json\n{|}\n```\n"),
        ("answer.json", "{ \"id\": \"1\", \"uri\": \"u\", \"createdAt\": \"t\", \"region\": \"|\" }"),
    ] {
        assert_eq!(labels(name, text), [""; 0], "{name}: {text}");
    }
}

// Hovers.

/// The text that a hover is of, and what it says.
fn hovered(name: &str, text: &str) -> Option<(String, String)> {
    let (source, offset) = marked(name, text);
    let hover = assist::hover(&linter(), &source, offset)?;
    Some((hover.span.of(source.text()).to_owned(), hover.markdown))
}

fn says(name: &str, text: &str, of: &str, what: &str) {
    let (span, markdown) = hovered(name, text).unwrap_or_else(|| panic!("nothing is said at {text}"));
    assert_eq!(span, of);
    assert!(markdown.contains(what), "{markdown}");
}

#[test]
fn names_and_values_are_explained() {
    let said = |params: &str, of: &str, what: &str| says("payload.json", &request(params), of, what);
    said(r#""Key|Usage": "SIGN_VERIFY""#, r#""KeyUsage""#, "It can never be changed");
    said(r#""Alias|": "a""#, r#""Alias""#, "at most 250 characters");
    said(r#""KeyUsage": "SIGN|_VERIFY""#, r#""SIGN_VERIFY""#, "`RSA_2048`");
    said(r#""CustomerMasterKeySpec": "|HMAC_256""#, r#""HMAC_256""#, "Usages: `GENERATE_VERIFY_MAC`");
    said(r#""Origin": "EXTERNA|L""#, r#""EXTERNAL""#, "imported afterwards");
    says("payload.json", r#"{ "kms": "a", "region": "cn-n|orth-1" }"#, r#""cn-north-1""#, "China (Beijing), partition `aws-cn`");
    says("payload.json", r#"{ "kms": "a", "region": "cn-n|orth-1" }"#, r#""cn-north-1""#, "`HMAC_256`");
    assert_eq!(hovered("payload.json", r#"{ "kms": "a|", "region": "eu-west-1" }"#), None);
    assert_eq!(hovered("package.json", r#"{ "name": "a", "region|": "eu-west-1" }"#), None);
}

#[test]
fn policies_are_explained() {
    let said = |members: &str, of: &str, what: &str| says("payload.json", &statement(members), of, what);
    said(r#""Action": "kms:Put|KeyPolicy""#, r#""kms:PutKeyPolicy""#, "everything to anybody");
    said(r#""Action": ["kms:ReEnc|rypt*"]"#, r#""kms:ReEncrypt*""#, "2 actions: `ReEncryptFrom` and `ReEncryptTo`");
    said(r#""Effe|ct": "Allow""#, r#""Effect""#, "gives or takes");
    said(r#""Condition": { "For|AnyValue:StringLike": {} }"#, r#""ForAnyValue:StringLike""#, "any value of the call");
    let condition = r#""Condition": { "StringEquals": { "kms:Vi|aService": "s3.eu-west-1.amazonaws.com" } }"#;
    said(condition, r#""kms:ViaService""#, "*Source: KMS Developer Guide");
    let family = r#""Condition": { "StringEquals": { "aws:PrincipalTag/t|eam": "cards" } }"#;
    said(family, r#""aws:PrincipalTag/team""#, "**`aws:PrincipalTag/`**");
    let in_string = request(r#""Policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"kms:Decr|ypt\"}]}""#);
    says("payload.json", &in_string, r#"\"kms:Decrypt\""#, "Uses the key");
}

#[test]
fn other_forms_are_explained_by_their_own_names() {
    let resource = "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  key_us|age = \"SIGN_VERIFY\"\n}\n";
    says("main.tf", resource, "key_usage", "**`key_usage`**");
    says("main.tf", &resource.replace('|', "").replace("SIGN", "SI|GN"), "\"SIGN_VERIFY\"", "signs");
    assert_eq!(hovered("main.tf", &resource.replace('|', "").replace("resource", "reso|urce")), None);
    says("keys.yml", "kms: a\nregion: eu-w|est-1\naws_param: {}\n", "eu-west-1", "Europe (Ireland)");
}

// Outlines.

/// The names, one a line, each under what it is a part of.
fn outline(symbols: &[Symbol], depth: usize) -> String {
    let line = |symbol: &Symbol| {
        let detail = symbol.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
        format!("{}{}{detail}\n{}", "  ".repeat(depth), symbol.name, outline(&symbol.children, depth + 1))
    };
    symbols.iter().map(line).collect()
}

fn outline_of(name: &str, text: &str) -> String {
    outline(&assist::symbols(&linter(), &Source::from_text(name, text)), 0)
}

#[test]
fn requests_have_policies_and_tags_and_policies_have_statements() {
    let text = request(
        r#""Alias": "payments", "CustomerMasterKeySpec": "RSA_2048", "Tags": [{ "TagKey": "team", "TagValue": "cards" }],
        "Policy": { "Id": "ours", "Statement": [{ "Sid": "root", "Effect": "Allow", "Action": "kms:*" }, { "Effect": "Deny", "Action": ["kms:Sign", "kms:Verify"] }] }"#,
    );
    let expected = "payments: RSA_2048, eu-west-1\n  key policy: ours\n    root: Allow kms:*\n    statement 2: Deny kms:Sign, kms:Verify\n  team: cards\n";
    assert_eq!(outline_of("payload.json", &text), expected);
    assert_eq!(outline_of("payload.json", "{}"), "request\n");
    assert_eq!(outline_of("package.json", "{ \"name\": \"a\" }"), "");
    let lines = "{\"kms\": \"a\", \"region\": \"eu-west-1\"}\n{\"kms\": \"a\", \"region\": \"eu-west-2\"}\n";
    assert_eq!(outline_of("keys.ndjson", lines), "request: eu-west-1\nrequest: eu-west-2\n");
    let resource =
        "resource \"ciphertrust_aws_key\" \"a\" {\n  alias = [\"payments\"]\n  kms = \"a\"\n  tags = { team = \"cards\" }\n}\n";
    assert_eq!(outline_of("main.tf", resource), "payments\n  team: cards\n");
}

#[test]
fn an_outline_shows_no_secret() {
    let token = format!("eyJ{0}.eyJ{0}.{0}", "hbGciOiJIUzI1NiJ9abcdefghij");
    let text = request(&format!(r#""Tags": [{{ "TagKey": "team", "TagValue": "{token}" }}]"#));
    let outline = outline_of("payload.json", &text);
    assert!(outline.contains("team") && !outline.contains(&token[..20]), "{outline}");
}

// Pages.

#[test]
fn a_page_of_a_rule_is_plain_markdown() {
    for rule in rules::all() {
        let page = assist::page(rule.meta());
        assert!(page.starts_with(rule.meta().category.name()) && page.contains("## What it finds"), "{page}");
        assert!(!page.contains("```json bad") && !page.contains("```json good"), "{page}");
    }
}

#[test]
fn of_each_call_its_own_fields_and_values_are_offered() {
    let upload = |rest: &str| format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "source_key_identifier": "a", {rest} }}"#);
    let fields = labels("body.json", &upload("|"));
    assert!(
        fields.iter().any(|label| label == "source_key_tier") && !fields.iter().any(|label| label == "replica_region"),
        "{fields:?}"
    );
    assert!(labels("body.json", &upload(r#""aws_param": { | }"#)).iter().any(|label| label == "ValidTo"));
    assert_eq!(labels("body.json", &upload(r#""source_key_tier": "|""#)), ["local", "dsm", "hsm-luna", "external-cm"]);
    let script = "curl https://cm.example.com/api/v1/cckm/aws/keys/$ID/add-tags --json '{ \"tags\": [{ | }] }'\n";
    assert_eq!(labels("call.sh", script), ["tag_key", "tag_value"]);
}
