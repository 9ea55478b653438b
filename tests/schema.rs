//! The JSON Schemas say what the rules say. `UPDATE=1 cargo test` writes the request's schema anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::{Path, PathBuf};

use cckm_lint::catalog::schema;
use cckm_lint::diagnostic::{Diagnostic, Level};
use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::{examples, lint_text, run};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The rules that a schema of single fields can stand for.
const SHAPE: &[&str] = &[
    "alias-charset",
    "alias-length",
    "description-length",
    "header-in-body",
    "misplaced-field",
    "misspelled-field",
    "missing-field",
    "response-field",
    "tag-key-charset",
    "tag-length",
    "tag-value-charset",
    "tag-value-non-ascii",
    "too-many-tags",
    "undocumented-value",
    "unknown-field",
    "unknown-value",
    "wrong-type",
];

/// Rules whose findings the schema does not speak of, so that what they are found on is not compared: the text is no JSON or
/// says a thing twice, or a value is to be filled in.
const BEYOND: &[&str] =
    &["invalid-syntax", "invalid-utf8", "byte-order-mark", "duplicate-key", "too-deep", "placeholder", "unresolved-variable"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name)
}

fn validator(name: &str) -> Validator {
    let text = std::fs::read_to_string(path(name)).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// Schema and rules give one verdict on a request; what differs is named.
fn assert_agreement(schema: &Validator, text: &str) {
    if text.contains("\"Statement\"") && !text.contains("aws_param") {
        // A key policy by itself is no request.
        return;
    }
    let found = lint_text(text);
    let is = |names: &[&str], diagnostic: &Diagnostic| names.contains(&diagnostic.rule.name);
    if found.iter().any(|diagnostic| is(BEYOND, diagnostic)) {
        return;
    }
    // An account id that is no string is refused by the schema for its type.
    let loses_zeros =
        |diagnostic: &Diagnostic| diagnostic.rule.name == "invalid-account-id" && !diagnostic.span.of(text).starts_with('"');
    let shape: Vec<_> = found
        .iter()
        .filter(|diagnostic| diagnostic.level > Level::Info && (is(SHAPE, diagnostic) || loses_zeros(diagnostic)))
        .collect();
    let request: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> =
        schema.iter_errors(&request).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    let said: Vec<_> = shape.iter().map(|diagnostic| diagnostic.rule.name).collect();
    assert_eq!(errors.is_empty(), said.is_empty(), "{text}\nschema: {errors:?}\nrules: {said:?}");
}

#[test]
fn the_schema_of_the_request_is_written_from_the_field_table() {
    let written = serde_json::to_string_pretty(&schema::request()).unwrap() + "\n";
    let file = path("create-key-request.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written, "run UPDATE=1 cargo test --test schema");
}

#[test]
fn the_schemas_are_schemas() {
    for name in ["create-key-request.schema.json", "output.schema.json"] {
        let text = std::fs::read_to_string(path(name)).unwrap();
        assert!(jsonschema::meta::is_valid(&serde_json::from_str(&text).unwrap()), "{name}");
    }
}

#[test]
fn each_rule_of_shape_exists() {
    for name in SHAPE.iter().chain(BEYOND) {
        assert!(rules::find(name).is_some(), "{name}");
    }
}

#[test]
fn schema_and_rules_agree_on_every_example_of_every_page() {
    let schema = validator("create-key-request.schema.json");
    for rule in rules::all() {
        for example in examples(&rule.meta().page()) {
            assert_agreement(&schema, &example.text());
        }
    }
}

#[test]
fn schema_and_rules_agree_on_every_fixture() {
    let schema = validator("create-key-request.schema.json");
    for folder in ["good", "bad"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/requests").join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let is_batch = text.trim_start().starts_with('[') || path.extension().is_some_and(|extension| extension == "ndjson");
            if !is_batch {
                assert_agreement(&schema, &text);
            }
        }
    }
}

#[test]
fn what_means_not_set_passes_both() {
    let schema = validator("create-key-request.schema.json");
    for unset in ["null", r#""""#, "[]"] {
        for field in ["policytemplate", "key_admins", "external_accounts"] {
            assert_agreement(
                &schema,
                &format!(r#"{{"kms":"a","region":"eu-west-1","{field}":{unset},"aws_param":{{"Alias":"b"}}}}"#),
            );
        }
        for field in
            ["Alias", "BypassPolicyLockoutSafetyCheck", "CustomerMasterKeySpec", "Description", "MultiRegion", "Policy", "Tags"]
        {
            let text = format!(r#"{{"kms":"a","region":"eu-west-1","aws_param":{{"{field}":{unset}}}}}"#);
            assert!(schema.is_valid(&serde_json::from_str(&text).unwrap()), "{text}");
            assert_agreement(&schema, &text);
        }
    }
}

/// A value that is right for a field, or wrong in one of the ways that the rules of shape know.
fn value(right: Vec<Value>) -> impl Strategy<Value = Option<Value>> {
    let odd = vec![
        json!(null),
        json!(""),
        json!([]),
        json!({}),
        json!(7),
        json!(true),
        json!("true"),
        json!("eu-west-1"),
        json!("SM2"),
        json!("KEY_AGREEMENT"),
        json!("sym metric"),
        json!("ärger"),
        json!("x".repeat(300)),
        json!("x".repeat(9000)),
        json!(["alice"]),
        json!([null]),
        json!([7]),
        json!([{ "TagKey": "a", "TagValue": "b c" }]),
        json!([{ "TagKey": "a&b", "TagValue": null }]),
        json!([{ "TagKey": "", "TagValue": "" }]),
        json!([{ "Key": "a", "Value": "b" }]),
        json!([{ "TagKey": "a" }, "b"]),
        json!((0..51).map(|at| json!({ "TagKey": format!("t{at}"), "TagValue": "" })).collect::<Vec<_>>()),
        json!({ "Statement": [] }),
    ];
    prop_oneof![
        3 => Just(None),
        4 => proptest::sample::select(right).prop_map(Some),
        2 => proptest::sample::select(odd).prop_map(Some),
    ]
}

fn members(fields: Vec<(&'static str, Vec<Value>)>) -> impl Strategy<Value = Value> {
    let each: Vec<_> = fields
        .into_iter()
        .map(|(name, right)| value(right).prop_map(move |value| value.map(|value| (name.to_owned(), value))))
        .collect();
    each.prop_map(|members| Value::Object(members.into_iter().flatten().collect()))
}

fn param() -> impl Strategy<Value = Value> {
    members(vec![
        ("Alias", vec![json!("payments"), json!("a/b_c-1")]),
        ("BypassPolicyLockoutSafetyCheck", vec![json!(true), json!(false)]),
        ("CustomerMasterKeySpec", vec![json!("RSA_2048"), json!("SYMMETRIC_DEFAULT")]),
        ("Description", vec![json!("Encrypts: everything.")]),
        ("KeyUsage", vec![json!("SIGN_VERIFY")]),
        ("MultiRegion", vec![json!(true)]),
        ("Origin", vec![json!("EXTERNAL")]),
        ("Policy", vec![json!({})]),
        ("Tags", vec![json!([{ "TagKey": "Kosten: 1", "TagValue": "a_b" }, { "TagKey": "b", "TagValue": "" }])]),
        ("alias", vec![json!("slip")]),
        ("policytemplate", vec![json!("misplaced")]),
        ("KeyState", vec![json!("Enabled")]),
        ("Comment", vec![json!("unknown")]),
    ])
}

fn request() -> impl Strategy<Value = Value> {
    let top = members(vec![
        ("kms", vec![json!("aws-main"); 6]),
        ("region", vec![json!("eu-west-1"); 6]),
        ("policytemplate", vec![json!("2b2a1e29")]),
        ("key_admins", vec![json!(["alice"])]),
        ("external_accounts", vec![json!(["111122223333"])]),
        ("Region", vec![json!("slip")]),
        ("Alias", vec![json!("misplaced")]),
        ("id", vec![json!("of a response")]),
        ("AUTHTOKEN", vec![json!("header")]),
    ]);
    (top, proptest::option::weighted(0.8, param()), any::<bool>()).prop_map(|(mut request, param, whole)| {
        let members = request.as_object_mut().unwrap();
        if whole {
            // Most faults are only seen where nothing else is wrong.
            for name in ["Region", "Alias", "id", "AUTHTOKEN"] {
                members.remove(name);
            }
            members.insert("kms".to_owned(), json!("aws-main"));
            members.insert("region".to_owned(), json!("eu-west-1"));
        }
        if let Some(param) = param {
            members.insert("aws_param".to_owned(), param);
        }
        request
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn schema_and_rules_agree_on_any_request(request in request()) {
        thread_local!(static SCHEMA: Validator = validator("create-key-request.schema.json"));
        SCHEMA.with(|schema| assert_agreement(schema, &request.to_string()));
    }
}

#[test]
fn the_output_is_what_its_schema_says() {
    let schema = validator("output.schema.json");
    for rule in rules::all() {
        for example in examples(&rule.meta().page()) {
            let source: Source = example.source();
            let linted = run(&source);
            let file = FileReport { source, diagnostics: linted.diagnostics, redactor: linted.redactor };
            let note = report::Note { path: "a".to_owned(), reason: "b".to_owned() };
            let report = Report { files: vec![file], skipped: vec![note.clone()], incomplete: vec![note], ..Report::default() };
            let mut out = Vec::new();
            report::write(&report, Format::Json, &Human { color: false, width: 80 }, &mut out).unwrap();
            let output: Value = serde_json::from_slice(&out).unwrap();
            let errors: Vec<String> =
                schema.iter_errors(&output).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", rule.meta().name);
        }
    }
}
