//! The JSON Schemas say what the rules say. `UPDATE=1 cargo test` writes the request's schema anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cckm_lint::catalog::foreign::RESPONSE_FIELDS;
use cckm_lint::catalog::{FIELDS, FieldFacts, Object, Operation, schema};
use cckm_lint::diagnostic::{Diagnostic, Level};
use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::request::Surroundings;
use cckm_lint::rules;
use cckm_lint::source::Source;
use common::{examples, lint_text, run, run_in};
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

const REQUEST: &str = "create-key-request.schema.json";
const OUTPUT: &str = "output.schema.json";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name)
}

fn validator(name: &str) -> Validator {
    let text = std::fs::read_to_string(path(name)).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// The rules of shape that report `text` at `warning` or above; nothing where the schema is not asked about such a text.
fn shape(operation: Operation, text: &str) -> Option<BTreeSet<&'static str>> {
    let surroundings = Surroundings { operation: Some(operation), ..Surroundings::default() };
    let found = run_in(&Source::from_text("payload.json", text), surroundings).diagnostics;
    if found.iter().any(|diagnostic| BEYOND.contains(&diagnostic.rule.name)) {
        return None;
    }
    // An account id that is a number has a rule of its own, and is refused by the schema for its type.
    let is_number = |found: &Diagnostic| found.rule.name == "invalid-account-id" && !found.span.of(text).starts_with('"');
    let is_shape = |found: &&Diagnostic| found.level > Level::Info && (SHAPE.contains(&found.rule.name) || is_number(found));
    Some(found.iter().filter(is_shape).map(|diagnostic| diagnostic.rule.name).collect())
}

/// Schema and rules give one verdict on a request; what differs is named. Says whether the request was compared at all.
fn assert_agreement(schema: &Validator, text: &str) -> bool {
    assert_agreement_of(Operation::CreateKey, schema, text)
}

fn assert_agreement_of(operation: Operation, schema: &Validator, text: &str) -> bool {
    let Some(said) = shape(operation, text) else { return false };
    let request: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = schema.iter_errors(&request).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(errors.is_empty(), said.is_empty(), "{text}\nschema: {errors:?}\nrules: {said:?}");
    true
}

/// The requests of a file that holds one, or several in a list or a line each; none where it is a key policy or no JSON.
fn requests(text: &str) -> Vec<String> {
    let documents: Vec<Value> = match serde_json::from_str(text) {
        // As it is written, since it may say a thing twice.
        Ok(value @ Value::Object(_)) => return if is_policy(&value) { Vec::new() } else { vec![text.to_owned()] },
        Ok(Value::Array(several)) => several,
        Ok(other) => vec![other],
        Err(_) => text.lines().filter_map(|line| serde_json::from_str(line).ok()).filter(Value::is_object).collect(),
    };
    documents.iter().filter(|document| !is_policy(document)).map(Value::to_string).collect()
}

fn is_policy(value: &Value) -> bool {
    value.get("Statement").is_some() && value.get("aws_param").is_none()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
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
fn the_schema_of_each_other_call_is_written_from_its_table() {
    for operation in Operation::ALL.into_iter().filter(|operation| *operation != Operation::CreateKey) {
        let written = format!("{:#}\n", schema::of(operation));
        let file = path(&format!("{}-request.schema.json", operation.name()));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &written).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), written, "run UPDATE=1 cargo test --test schema");
    }
}

#[test]
fn the_schema_of_the_response_takes_the_manuals_and_refuses_another_shape() {
    let written = format!("{:#}\n", cckm_lint::catalog::response::schema());
    let file = path("key-response.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written, "run UPDATE=1 cargo test --test schema");
    let schema = validator("key-response.schema.json");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/responses/manual-example.json");
    let mut answer: Value = serde_json::from_str(&std::fs::read_to_string(example).unwrap()).unwrap();
    assert!(schema.is_valid(&answer));
    answer["aws_param"]["Alias"] = json!("alias/aws-test-key");
    assert!(!schema.is_valid(&answer));
}

#[test]
fn the_schemas_are_schemas() {
    for name in [REQUEST, OUTPUT, "key-response.schema.json"] {
        let text = std::fs::read_to_string(path(name)).unwrap();
        assert!(jsonschema::meta::is_valid(&serde_json::from_str(&text).unwrap()), "{name}");
    }
    assert!(Operation::ALL.into_iter().all(|operation| jsonschema::meta::is_valid(&schema::of(operation))));
}

#[test]
fn schema_and_rules_agree_on_every_fixture_of_every_call() {
    let fixtures = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/calls"));
    for path in fixtures.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let operation = Operation::find(name.trim_end_matches("-faulty")).unwrap();
        let schema = jsonschema::validator_for(&schema::of(operation)).unwrap();
        assert_agreement_of(operation, &schema, &std::fs::read_to_string(path).unwrap());
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
    let schema = validator(REQUEST);
    let pages = rules::all().flat_map(|rule| examples(&rule.meta().page()));
    let compared = pages.flat_map(|example| requests(&example.text())).filter(|text| assert_agreement(&schema, text));
    assert!(compared.count() > 100, "most examples are requests");
}

#[test]
fn schema_and_rules_agree_on_every_fixture() {
    let schema = validator(REQUEST);
    let fixtures = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/requests"));
    let texts = fixtures.iter().map(|path| std::fs::read_to_string(path).unwrap());
    let compared = texts.flat_map(|text| requests(&text)).filter(|text| assert_agreement(&schema, text));
    assert!(compared.count() > 20, "most fixtures are requests");
}

/// A request with every field, and nothing wrong with its shape.
fn whole() -> Value {
    json!({
        "kms": "aws-main",
        "region": "eu-west-1",
        "policytemplate": "2b2a1e29",
        "key_admins": ["alice"],
        "key_admins_roles": ["admins"],
        "key_users": ["bob"],
        "key_users_roles": ["users", ""],
        "external_accounts": ["111122223333"],
        "aws_param": {
            "Alias": "a/b_c-1",
            "BypassPolicyLockoutSafetyCheck": false,
            "CustomerMasterKeySpec": "RSA_2048",
            "Description": "Encrypts: everything.",
            "KeyUsage": "SIGN_VERIFY",
            "MultiRegion": true,
            "Origin": "EXTERNAL",
            "Policy": {},
            "Tags": [{ "TagKey": "Kosten: ä1", "TagValue": "a_b./=+-@" }, { "TagKey": "b", "TagValue": null }]
        }
    })
}

const fn pointer(object: Object) -> &'static str {
    match object {
        Object::Request => "",
        Object::AwsParam => "/aws_param",
        Object::Tag => "/aws_param/Tags/0",
        Object::LocalHostedParams => "/local_hosted_params",
    }
}

/// The request with a member set, or taken away; as it was where an earlier change took the member's object.
fn with(mut request: Value, object: Object, name: &str, value: Option<Value>) -> Value {
    if let Some(home) = request.pointer_mut(pointer(object)).and_then(Value::as_object_mut) {
        match value {
            Some(value) => home.insert(name.to_owned(), value),
            None => home.remove(name),
        };
    }
    request
}

fn tags(count: usize) -> Value {
    (0..count).map(|at| json!({ "TagKey": format!("t{at}"), "TagValue": "" })).collect()
}

/// A member that breaks one rule of shape and no other, or none.
#[rustfmt::skip]
fn faults() -> Vec<(&'static str, Object, &'static str, Option<Value>)> {
    use Object::{AwsParam, Request, Tag};
    vec![
        ("", Request, "kms", Some(json!("b"))),
        ("", AwsParam, "Alias", Some(json!("a".repeat(250)))),
        ("", AwsParam, "Alias", Some(json!(format!("alias/{}", "a".repeat(250))))),
        ("", AwsParam, "Description", Some(json!("😀".repeat(8192)))),
        ("", AwsParam, "Policy", Some(json!("{}"))),
        ("", AwsParam, "Policy", Some(json!([7]))),
        ("", AwsParam, "Tags", Some(tags(50))),
        ("", Tag, "TagKey", Some(json!("ä".repeat(128)))),
        ("", Tag, "TagValue", Some(json!("a".repeat(256)))),
        ("alias-charset", AwsParam, "Alias", Some(json!("a b"))),
        ("alias-charset", AwsParam, "Alias", Some(json!("a\n"))),
        ("alias-charset", AwsParam, "Alias", Some(json!("ä"))),
        ("alias-length", AwsParam, "Alias", Some(json!("a".repeat(251)))),
        ("alias-length", AwsParam, "Alias", Some(json!(format!("alias/{}", "a".repeat(251))))),
        ("description-length", AwsParam, "Description", Some(json!("😀".repeat(8193)))),
        ("header-in-body", Request, "AUTHTOKEN", Some(json!("a"))),
        ("misplaced-field", Request, "Alias", Some(json!("a"))),
        ("misplaced-field", AwsParam, "key_users", Some(json!(["a"]))),
        ("misspelled-field", Request, "Region", Some(json!("eu-west-1"))),
        ("misspelled-field", AwsParam, "KeySpec", Some(json!("RSA_2048"))),
        ("misspelled-field", Tag, "tag_key", Some(json!("a"))),
        ("missing-field", Request, "kms", None),
        ("missing-field", Request, "region", Some(json!(""))),
        ("missing-field", Tag, "TagKey", Some(json!(""))),
        ("missing-field", Tag, "TagKey", None),
        ("missing-field", Tag, "TagValue", None),
        ("response-field", AwsParam, "KeyState", Some(json!("Enabled"))),
        ("tag-key-charset", Tag, "TagKey", Some(json!("a&b"))),
        ("tag-length", Tag, "TagKey", Some(json!("ä".repeat(129)))),
        ("tag-length", Tag, "TagValue", Some(json!("a".repeat(257)))),
        ("tag-value-charset", Tag, "TagValue", Some(json!("a b"))),
        ("tag-value-non-ascii", Tag, "TagValue", Some(json!("ärger"))),
        ("too-many-tags", AwsParam, "Tags", Some(tags(51))),
        ("undocumented-value", AwsParam, "CustomerMasterKeySpec", Some(json!("SM2"))),
        ("undocumented-value", AwsParam, "KeyUsage", Some(json!("KEY_AGREEMENT"))),
        ("undocumented-value", AwsParam, "Origin", Some(json!("AWS_CLOUDHSM"))),
        ("unknown-field", Request, "comment", Some(json!("a"))),
        ("unknown-field", AwsParam, "ValidTo", Some(json!("a"))),
        ("unknown-field", Tag, "Comment", Some(json!("a"))),
        ("unknown-value", AwsParam, "CustomerMasterKeySpec", Some(json!("rsa_2048"))),
        ("unknown-value", AwsParam, "KeyUsage", Some(json!("SIGN"))),
        ("unknown-value", AwsParam, "Origin", Some(json!("IMPORTED"))),
        ("wrong-type", Request, "aws_param", Some(json!([{}]))),
        ("wrong-type", Request, "key_admins", Some(json!([null]))),
        ("wrong-type", AwsParam, "MultiRegion", Some(json!("true"))),
        ("wrong-type", AwsParam, "Tags", Some(json!(["a"]))),
        // A number there is for `invalid-account-id`, which is about more than shape.
        ("invalid-account-id", Request, "external_accounts", Some(json!([111_122_223_333_u64]))),
    ]
}

#[test]
fn schema_and_rules_agree_on_one_fault_alone() {
    let schema = validator(REQUEST);
    let mut seen = BTreeSet::new();
    for (rule, object, name, value) in faults() {
        let text = with(whole(), object, name, value).to_string();
        assert!(assert_agreement(&schema, &text), "{text}");
        let said = Vec::from_iter(shape(Operation::CreateKey, &text).unwrap());
        assert_eq!(said, Vec::from_iter(Some(rule).filter(|rule| !rule.is_empty())), "{text}");
        seen.insert(rule);
    }
    let unseen: Vec<_> = SHAPE.iter().filter(|rule| !seen.contains(*rule)).collect();
    assert!(unseen.is_empty(), "no request has these faults alone: {unseen:?}");
}

/// A value of every type, and of every way to leave a field unset.
#[rustfmt::skip]
fn of_every_type() -> Vec<Value> {
    vec![
        json!(null), json!(""), json!([]), json!({}), json!(7), json!(7.5), json!(true), json!(false), json!("true"), json!("a"),
        json!("{}"), json!([null]), json!([""]), json!([7]), json!([true]), json!(["a"]), json!([[]]), json!([{}]),
        json!({ "a": "b" }), json!([{ "TagKey": "a", "TagValue": "" }]), json!([{ "Key": "a", "Value": "b" }]),
    ]
}

#[test]
fn schema_and_rules_agree_on_every_type_for_every_field() {
    let schema = validator(REQUEST);
    for facts in FIELDS {
        for value in of_every_type().into_iter().map(Some).chain([None]) {
            let text = with(whole(), facts.object, facts.name, value).to_string();
            assert!(assert_agreement(&schema, &text), "{text}");
        }
    }
    for request in [json!({}), json!(7), json!("a"), json!(true), json!(null)] {
        assert!(assert_agreement(&schema, &request.to_string()), "{request}");
    }
}

#[test]
fn what_means_not_set_passes_both() {
    let schema = validator(REQUEST);
    let may_be_unset = |facts: &&FieldFacts| !facts.required;
    for facts in FIELDS.iter().filter(may_be_unset) {
        for unset in [json!(null), json!(""), json!([])] {
            let request = with(whole(), facts.object, facts.name, Some(unset));
            assert!(
                schema.is_valid(&request) && shape(Operation::CreateKey, &request.to_string()).unwrap().is_empty(),
                "{request}"
            );
        }
    }
}

/// Vowel signs and letters in circles are alphabetic without being of the category letter. Both sides let them pass.
#[test]
fn schema_and_rules_agree_on_marks_in_tag_keys() {
    let schema = validator(REQUEST);
    for key in ["नाम", "Ⓐ", "\u{345}"] {
        assert_agreement(&schema, &with(whole(), Object::Tag, "TagKey", Some(json!(key))).to_string());
    }
}

#[test]
fn the_examples_of_the_schema_are_without_fault() {
    let schema = schema::request();
    let bare = json!({
        "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "b", "Tags": [{ "TagKey": "a", "TagValue": "b" }] }
    });
    for facts in FIELDS {
        let within = match facts.object {
            Object::Request => "",
            Object::AwsParam => "/properties/aws_param",
            Object::Tag => "/properties/aws_param/properties/Tags/items",
            Object::LocalHostedParams => panic!("no object of this request"),
        };
        let field = schema.pointer(&format!("{within}/properties/{}", facts.name)).unwrap();
        assert!(field["title"].is_string() && field["description"].is_string(), "{}", facts.name);
        for example in field["examples"].as_array().into_iter().flatten() {
            let text = with(bare.clone(), facts.object, facts.name, Some(example.clone())).to_string();
            let found: Vec<_> = lint_text(&text).into_iter().filter(|found| found.level > Level::Info).collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}

fn field() -> impl Strategy<Value = &'static FieldFacts> {
    proptest::sample::select(FIELDS.iter().collect::<Vec<_>>())
}

fn object() -> impl Strategy<Value = Object> {
    proptest::sample::select(vec![Object::Request, Object::AwsParam, Object::Tag])
}

/// A change of one member of the request.
type Change = (Object, String, Option<Value>);

/// Texts at the limits of a field, and with characters that may be beyond them. Marks in tag keys are left out, see above.
fn texts() -> impl Strategy<Value = Change> {
    let alias = prop_oneof!["(alias/)?[a-z0-9/_-]{1,9}", "(alias/)?[ab]{243,257}", "[a-z]{1,3}[ .:&é\n\u{7f}]?[a-z]{1,3}"];
    let description = (8190..8195_usize, proptest::sample::select(vec!["a", "é", "😀"]));
    let key = prop_oneof![r"[\p{L}\p{N} _.:/=+@-]{1,9}", "[aé]{126,130}", r"[a-z]{1,3}[\p{P}\p{Sm}\p{Sc}\n]?[a-z]{1,3}"];
    let value = prop_oneof!["[a-zA-Z0-9_./=+@-]{0,9}", "[ab]{254,258}", r"[a-z]{1,3}\PC?[a-z]{1,3}"];
    let text = |object, name: &'static str| move |text: String| (object, name.to_owned(), Some(json!(text)));
    prop_oneof![
        alias.prop_map(text(Object::AwsParam, "Alias")),
        description.prop_map(|(count, c)| c.repeat(count)).prop_map(text(Object::AwsParam, "Description")),
        key.prop_map(text(Object::Tag, "TagKey")),
        value.prop_map(text(Object::Tag, "TagValue")),
    ]
}

/// Names that are a slip of a field's, another object's, another call's, or nobody's.
fn names() -> impl Strategy<Value = String> {
    let known: Vec<_> = FIELDS.iter().map(|facts| facts.name).collect();
    let of_calls = Operation::ALL.into_iter().flat_map(Operation::all_fields).map(|facts| facts.name);
    let foreign = of_calls.chain(RESPONSE_FIELDS.iter().copied());
    let foreign: Vec<_> = foreign.chain(["AUTHTOKEN", "Authorization"]).chain(known).collect();
    let slip = (field(), 0..4).prop_map(|(facts, how)| match how {
        0 => facts.name.to_lowercase(),
        1 => facts.name.to_uppercase(),
        2 => facts.name.replace('_', "-"),
        _ => facts.name.chars().skip(1).collect(),
    });
    prop_oneof![slip, proptest::sample::select(foreign).prop_map(ToOwned::to_owned), "[a-z]{3,9}"]
}

fn change() -> impl Strategy<Value = Change> {
    let any_type = (field(), proptest::option::of(proptest::sample::select(of_every_type())));
    let of_table: Vec<Change> = faults().into_iter().map(|(_, object, name, value)| (object, name.to_owned(), value)).collect();
    prop_oneof![
        any_type.prop_map(|(facts, value)| (facts.object, facts.name.to_owned(), value)),
        proptest::sample::select(of_table),
        texts(),
        (object(), names(), proptest::sample::select(of_every_type())).prop_map(|(object, name, value)| (
            object,
            name,
            Some(value)
        )),
    ]
}

/// A request with any of its fields unset or not given, and a few changes. Most faults are only seen where little is wrong.
fn request() -> impl Strategy<Value = Value> {
    let optional: Vec<_> = FIELDS.iter().filter(|facts| !facts.required).collect();
    let unset = proptest::sample::select(vec![None, Some(json!(null)), Some(json!("")), Some(json!([]))]);
    let left_out = proptest::collection::vec((proptest::sample::select(optional), unset), 0..6);
    (left_out, proptest::collection::vec(change(), 0..3)).prop_map(|(left_out, changes)| {
        let left_out = left_out.into_iter().map(|(facts, value)| (facts.object, facts.name.to_owned(), value));
        left_out.chain(changes).fold(whole(), |request, (object, name, value)| with(request, object, &name, value))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, max_global_rejects: 50, ..ProptestConfig::default() })]

    #[test]
    fn schema_and_rules_agree_on_any_request(request in request()) {
        thread_local!(static SCHEMA: Validator = validator(REQUEST));
        // By chance a text is a placeholder or a hole.
        prop_assume!(SCHEMA.with(|schema| assert_agreement(schema, &request.to_string())));
    }
}

#[test]
fn the_output_is_what_its_schema_says() {
    let schema = validator(OUTPUT);
    for rule in rules::all() {
        for example in examples(&rule.meta().page()) {
            let source: Source = example.source();
            let linted = run(&source);
            let file = FileReport::new(source, linted.diagnostics, linted.redactor);
            let note = report::Note { path: "a".to_owned(), reason: "b".to_owned() };
            let report = Report { files: vec![file], skipped: vec![note.clone()], incomplete: vec![note], ..Report::default() };
            let mut out = Vec::new();
            report::write(&report, Format::Json, &Human::PLAIN, &mut out).unwrap();
            let output: Value = serde_json::from_slice(&out).unwrap();
            let errors: Vec<String> =
                schema.iter_errors(&output).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", rule.meta().name);
        }
    }
}

/// The output of the contract, with everything that may be left out.
fn output() -> Value {
    let at = |column: usize| json!({ "line": 1, "column": column, "offset": column - 1 });
    let range = json!({ "start": at(1), "end": at(9) });
    let finding = json!({
        "rule": "spec-usage-mismatch", "category": "key", "level": "error", "message": "a", "help": "b", "path": "payload.json",
        "request": 0, "pointer": "/aws_param/KeyUsage", "range": range, "label": "c",
        "related": [{ "message": "d", "pointer": "", "range": range }],
        "fix": { "applicability": "safe", "title": "e", "edits": [{ "range": range, "text": "f" }] },
        "docs": "README.md#spec-usage-mismatch", "see": ["access-analyzer:INVALID_ACTION"], "fingerprint": "g"
    });
    json!({
        "version": 1,
        "tool": { "name": "cckm-lint", "version": "0.1.0" },
        "summary": {
            "files": 1, "requests": 1, "errors": 1, "warnings": 0, "infos": 0, "hidden": 0, "suppressed": 0, "skipped": 0
        },
        "diagnostics": [finding],
        "skipped": [{ "path": "a", "reason": "b" }],
        "incomplete": [{ "path": "a", "reason": "b" }]
    })
}

/// The pointers of every object inside of `value`, itself included.
fn objects(value: &Value, pointer: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(entries) => entries.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => return Vec::new(),
    };
    let itself = value.is_object().then(|| pointer.to_owned());
    let deeper = inside.into_iter().flat_map(|(name, value)| objects(value, &format!("{pointer}/{name}")));
    itself.into_iter().chain(deeper).collect()
}

#[test]
fn the_schema_of_the_output_wants_every_field_of_the_contract_and_takes_more() {
    let schema = validator(OUTPUT);
    assert!(schema.is_valid(&output()));
    for pointer in objects(&output(), "") {
        let home = output().pointer(&pointer).unwrap().as_object().unwrap().clone();
        for name in home.keys() {
            let mut without = output();
            without.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(name);
            let may_be_left_out = ["help", "request", "label", "fix"].contains(&&**name);
            assert_eq!(schema.is_valid(&without), may_be_left_out, "without {name} in {pointer}");
        }
        let mut more = output();
        more.pointer_mut(&pointer).unwrap()["more"] = json!(1);
        assert!(schema.is_valid(&more), "more in {pointer}");
    }
}
