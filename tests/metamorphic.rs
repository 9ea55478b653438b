//! A change to a request that has nothing to do with what is wrong with it changes nothing of what is said.
//!
//! That other plain names for alias, description and the values of tags change nothing is held to by `tests/shapes.rs`, that the
//! order of members and the way of writing do not by `tests/fuzzed.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;
mod invariants;

use std::collections::BTreeSet;
use std::path::Path;

use cckm_lint::extract::{Form, form_by_name};
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::rules;
use cckm_lint::source::Source;
use serde_json::{Value, json};

/// The requests of all fixtures and all pages that are JSON objects.
fn requests() -> Vec<Value> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["requests/good", "requests/bad", "policies/good", "policies/bad"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(fixtures.join(folder)).unwrap());
    let texts = files.flat_map(|file| pieces(&file.unwrap().path()));
    let pages = rules::all().flat_map(|rule| common::examples(&rule.meta().page())).map(|example| example.text());
    let values = texts.chain(pages).filter_map(|text| serde_json::from_str::<Value>(&text).ok());
    let requests = values.flat_map(|value| match value {
        Value::Array(items) => items,
        other => vec![other],
    });
    requests.filter_map(with_policy).collect()
}

/// A request as it is, and a policy by itself in one.
fn with_policy(value: Value) -> Option<Value> {
    if value["Statement"].is_array() {
        return Some(json!({ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Policy": value } }));
    }
    Some(value).filter(|request| request["aws_param"].is_object())
}

/// A file, or its lines.
fn pieces(path: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    match form_by_name(path.to_str().unwrap()) {
        Some(Form::Ndjson) => text.lines().map(ToOwned::to_owned).collect(),
        _ => vec![text],
    }
}

/// What is said of a text, wherever and however often, but for rules that are about what was changed.
fn said(form: Form, text: &str, but_for: &[&str]) -> Vec<String> {
    let linter = Linter::new(&Levels::default(), form, Vec::new(), 10_000);
    let found = linter.lint(&Source::from_text("input", text)).diagnostics;
    let mut said: Vec<String> = found
        .iter()
        .filter(|found| !but_for.contains(&found.rule.name))
        .map(|found| format!("{:?} {}: {}", found.level, found.rule.name, found.message))
        .collect();
    said.sort();
    said.dedup();
    said
}

/// Holds all requests that can be changed so to it; at least so many can.
fn change_nothing(least: usize, but_for: &[&str], change: impl Fn(&Value) -> Option<Value>) {
    let mut tried = 0;
    for request in requests() {
        let Some(changed) = change(&request) else { continue };
        let (before, after) = (request.to_string(), changed.to_string());
        let [before, after] = [before, after].map(|text| (said(Form::Json, &text, but_for), text));
        assert_eq!(after.0, before.0, "\n{}\n{}", before.1, after.1);
        tried += 1;
    }
    assert!(tried >= least, "{tried}");
}

/// The request with a list from the last entry to the first.
fn reversed(request: &Value, pointer: &str) -> Option<Value> {
    let mut request = request.clone();
    let list = request.pointer_mut(pointer)?.as_array_mut().filter(|list| list.len() > 1)?;
    list.reverse();
    Some(request)
}

#[test]
fn the_order_of_tags_changes_nothing() {
    change_nothing(3, &[], |request| reversed(request, "/aws_param/Tags"));
}

#[test]
fn the_order_of_statements_changes_nothing() {
    change_nothing(30, &[], |request| reversed(request, "/aws_param/Policy/Statement"));
}

#[test]
fn the_order_of_actions_and_principals_changes_nothing() {
    for list in ["Action", "Principal/AWS"] {
        change_nothing(3, &[], |request| {
            let mut request = request.clone();
            let statements = request.pointer_mut("/aws_param/Policy/Statement")?.as_array_mut()?;
            let lists = statements.iter_mut().filter_map(|statement| statement.pointer_mut(&format!("/{list}"))?.as_array_mut());
            let longer: Vec<_> = lists.filter(|list| list.len() > 1).collect();
            let is_some = !longer.is_empty();
            for list in longer {
                list.reverse();
            }
            is_some.then_some(request)
        });
    }
}

#[test]
fn the_order_of_those_who_use_a_key_changes_nothing() {
    for list in ["key_users", "key_admins", "key_users_roles", "key_admins_roles", "external_accounts"] {
        change_nothing(0, &[], |request| reversed(request, &format!("/{list}")));
    }
}

#[test]
fn another_name_for_the_kms_changes_nothing() {
    change_nothing(100, &[], |request| {
        let mut request = request.clone();
        // What was never filled in is no name.
        let kms = request.get_mut("kms").filter(|kms| kms.as_str().is_some_and(|kms| kms == "aws-main"))?;
        *kms = json!("other-vault_2");
        Some(request)
    });
}

/// Whether a name could as well be another one.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric())
}

fn is_plain_arn(text: &str) -> bool {
    text.starts_with("arn:aws:iam::") && text.rsplit_once('/').is_some_and(|(_, name)| is_plain(name))
}

/// Gives tags, statements, users and roles other names, and those of one name one name.
fn rename(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if matches!(name.as_str(), "TagKey" | "Sid") && is_plain(text) => text.push_str("Two"),
                    other => rename(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rename),
        Value::String(text) if is_plain_arn(text) => text.push_str("Two"),
        _ => {}
    }
}

#[test]
fn other_names_for_tags_statements_and_roles_change_nothing() {
    let mut changed = 0;
    for request in requests() {
        let mut renamed = request.clone();
        rename(&mut renamed);
        changed += usize::from(renamed != request);
        let [before, after] = [request, renamed].map(|request| request.to_string());
        // Some messages say the name.
        assert_eq!(names(Form::Json, &after, &[]), names(Form::Json, &before, &[]), "\n{before}\n{after}");
    }
    assert!(changed > 100, "{changed}");
}

#[test]
fn a_harmless_tag_changes_nothing() {
    // An empty `aws_param` is one no longer.
    change_nothing(100, &[], |request| {
        let mut request = request.clone();
        request["aws_param"].as_object().filter(|param| !param.is_empty())?;
        let tags = request["aws_param"].as_object_mut()?.entry("Tags").or_insert_with(|| json!([]));
        tags.as_array_mut().filter(|tags| tags.len() < 50)?.push(json!({ "TagKey": "harmless", "TagValue": "yes" }));
        Some(request)
    });
}

#[test]
fn a_statement_that_is_cut_in_two_gives_the_same() {
    for element in ["Action", "Principal"] {
        // What of one statement says what another part of it says already hangs on what it is together with.
        change_nothing(3, &["redundant-policy"], |request| {
            let policy = request.pointer("/aws_param/Policy")?;
            let count = policy["Statement"].as_array()?.len();
            let split = (0..count).find_map(|at| invariants::policy::split(policy, at, element))?;
            let mut request = request.clone();
            request["aws_param"]["Policy"] = split;
            Some(request)
        });
    }
}

#[test]
fn a_policy_as_a_text_is_the_same_policy() {
    // How long it is hangs on how it is written, and that it is a text is said.
    change_nothing(100, &["policy-size", "policy-not-object"], |request| {
        let mut request = request.clone();
        let policy = request.pointer_mut("/aws_param/Policy").filter(|policy| policy.is_object())?;
        *policy = Value::String(policy.to_string());
        Some(request)
    });
}

// ---- other forms --------------------------------------------------------------------------------------------------------

const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";

type Host = (&'static str, Form, fn(&Value) -> String);

fn in_quotes(request: &Value) -> String {
    format!("'{}'", request.to_string().replace('\'', r"'\''"))
}

fn curl(request: &Value) -> String {
    format!("curl {URL} -d {}\n", in_quotes(request))
}

/// The value as YAML in blocks, each line so far to the right.
fn yaml(value: &Value, columns: usize) -> String {
    let line = |start: String, value: &Value| format!("\n{}{start}{}", " ".repeat(columns), yaml(value, columns + 2));
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().map(|(name, value)| line(format!("{}: ", Value::String(name.clone())), value)).collect()
        }
        Value::Array(items) if !items.is_empty() => items.iter().map(|item| line("- ".to_owned(), item)).collect(),
        other => other.to_string(),
    }
}

const HOSTS: &[Host] = &[
    ("lines of NDJSON", Form::Ndjson, |request| format!("{request}\n")),
    ("curl", Form::Shell, curl),
    ("curl with a here-document", Form::Shell, |request| format!("curl {URL} -d @- <<'EOF'\n{request:#}\nEOF\n")),
    ("a block of JSON", Form::Markdown, |request| format!("Make a key:\n\n```json\n{request:#}\n```\n")),
    ("a block of shell", Form::Markdown, |request| format!("- So:\n\n  ```sh\n  {}  ```\n", curl(request))),
    ("HTTP", Form::Http, |request| format!("POST {URL}\nContent-Type: application/json\n\n{request:#}\n")),
    ("YAML", Form::Yaml, |request| format!("---{}\n", yaml(request, 0))),
    ("a task of Ansible", Form::Yaml, |request| {
        format!("- uri:\n    url: {URL}\n    method: POST\n    body_format: json\n    body: {}\n", yaml(request, 6))
    }),
    ("a step of a pipeline", Form::Yaml, |request| format!("make:\n  script:\n    - |\n      {}", curl(request))),
    ("a recipe", Form::Makefile, |request| format!("keys:\n\t{}", curl(request).replace('$', "$$"))),
    ("a stage of Jenkins", Form::Jenkins, |request| {
        format!("sh '''\n{}'''\n", curl(request).replace('\\', r"\\").replace('\'', r"\'"))
    }),
    ("a collection", Form::Postman, |request| {
        let body = json!({ "mode": "raw", "raw": request.to_string() });
        json!({ "info": { "_postman_id": "1", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
            "item": [{ "name": "make", "request": { "method": "POST", "url": { "raw": URL }, "body": body } }] })
        .to_string()
    }),
];

/// YAML has texts without quotes, so that what looks like a number may be meant as a text, and is not found fault with.
fn may_be_meant_as_text(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(items) => items.iter().any(may_be_meant_as_text),
        Value::Object(members) => members.values().any(may_be_meant_as_text),
        _ => false,
    }
}

#[test]
fn a_request_is_the_same_in_every_form() {
    for (name, form, host) in HOSTS {
        for request in requests().iter().filter(|request| *form != Form::Yaml || !may_be_meant_as_text(request)) {
            let text = host(request);
            assert_eq!(said(*form, &text, &[]), said(Form::Json, &request.to_string(), &[]), "{name}:\n{text}");
        }
    }
}

/// How Terraform has a policy.
const IN_TERRAFORM: &[fn(&Value) -> String] = &[
    |policy| format!("jsonencode({})", template(&policy.to_string())),
    |policy| format!("<<EOT\n{}\nEOT", template(&format!("{policy:#}"))),
    |policy| template(&Value::String(policy.to_string()).to_string()),
];

/// Text in which Terraform fills in nothing.
fn template(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

#[test]
fn a_policy_is_the_same_in_terraform() {
    // Whether the check for a lockout is bypassed is said where a key is made from the template. How long a policy is hangs on how
    // it is written.
    let but_for = ["policy-lockout", "policy-size"];
    let requests = requests();
    let policies: Vec<&Value> = requests.iter().filter_map(|request| request.pointer("/aws_param/Policy")).collect();
    for policy in policies.iter().filter(|policy| policy.is_object()) {
        for written in IN_TERRAFORM {
            let resource = "resource \"ciphertrust_aws_policy_template\" \"a\"";
            let text = format!("{resource} {{\n  kms = \"aws-main\"\n  name = \"a\"\n  policy = {}\n}}\n", written(policy));
            let there = said(Form::Terraform, &text, &but_for);
            assert_eq!(there, said(Form::Policy, &policy.to_string(), &but_for), "{text}");
        }
    }
    assert!(policies.len() > 100, "{}", policies.len());
}

/// The rules that say something of a text, whatever they call its fields.
fn names(form: Form, text: &str, but_for: &[&str]) -> BTreeSet<String> {
    said(form, text, but_for).iter().filter_map(|said| said.split_once(':')).map(|(name, _)| name.to_owned()).collect()
}

/// What the arguments of the resource are called, of the fields that a text or a flag is given for.
const ARGUMENTS: &[(&str, &str)] = &[
    ("/kms", "kms"),
    ("/region", "region"),
    ("/aws_param/Description", "description"),
    ("/aws_param/CustomerMasterKeySpec", "customer_master_key_spec"),
    ("/aws_param/KeyUsage", "key_usage"),
    ("/aws_param/Origin", "origin"),
    ("/aws_param/MultiRegion", "multi_region"),
    ("/aws_param/BypassPolicyLockoutSafetyCheck", "bypass_policy_lockout_safety_check"),
];

/// A request as a resource of the provider 1.0; nothing where it has what a resource cannot have.
fn resource(request: &Value) -> Option<String> {
    let param = request["aws_param"].as_object()?;
    let given = ARGUMENTS.iter().filter_map(|(pointer, argument)| Some((*argument, request.pointer(pointer)?.to_string())));
    let mut arguments: Vec<(&str, String)> = given.collect();
    if let Some(alias) = param.get("Alias").filter(|alias| alias.is_string()) {
        arguments.push(("alias", format!("[{alias}]")));
    }
    if let Some(tags) = param.get("Tags") {
        arguments.push(("tags", tags_of_a_resource(tags.as_array()?)?));
    }
    let policy = param.get("Policy").filter(|policy| policy.is_object());
    let count = arguments.len() + policy.iter().len();
    let mut lines = arguments.iter().fold(String::new(), |lines, (name, value)| lines + "  " + name + " = " + value + "\n");
    if let Some(policy) = policy {
        lines += &format!("  key_policy {{\n    policy = jsonencode({})\n  }}\n", template(&policy.to_string()));
    }
    let fields = param.len() + request.as_object()?.keys().filter(|name| *name != "aws_param").count();
    (fields == count).then(|| format!("resource \"ciphertrust_aws_key\" \"a\" {{\n{lines}}}\n"))
}

/// A map, in which no key is given twice and none has no value.
fn tags_of_a_resource(tags: &[Value]) -> Option<String> {
    let pairs = tags.iter().map(|tag| Some((tag["TagKey"].as_str()?.to_owned(), tag["TagValue"].as_str()?.into())));
    let map: serde_json::Map<_, _> = pairs.collect::<Option<_>>()?;
    (map.len() == tags.len()).then(|| Value::Object(map).to_string())
}

#[test]
fn a_request_is_the_same_as_a_resource_of_terraform() {
    // A resource has no `aws_param`. Terraform makes a text of a number, and a flag of a text. The provider supplies a usage.
    let but_for = ["missing-aws-param", "wrong-type", "missing-key-usage"];
    let mut tried = 0;
    for request in requests() {
        let Some(text) = resource(&request) else { continue };
        assert_eq!(names(Form::Terraform, &text, &but_for), names(Form::Json, &request.to_string(), &but_for), "{text}");
        tried += 1;
    }
    assert!(tried > 250, "{tried}");
}

#[test]
fn a_request_is_the_same_as_a_task_of_ansible() {
    // The module has names and parameters of its own, and leaves out those that it does not know, with what is not filled in there.
    // Ansible makes a list of a text, and a flag of one. A policy may be a text.
    let but_for = [
        "misspelled-field",
        "unknown-field",
        "header-in-body",
        "response-field",
        "unresolved-variable",
        "wrong-type",
        "policy-not-object",
    ];
    for request in requests().iter().filter(|request| !may_be_meant_as_text(request)) {
        let text = format!("- cckm_aws_key:\n    op_type: create{}\n", yaml(request, 4));
        assert_eq!(names(Form::Yaml, &text, &but_for), names(Form::Json, &request.to_string(), &but_for), "{text}");
    }
}

// ---- what was found once ------------------------------------------------------------------------------------------------

#[test]
fn a_resource_without_a_kms_is_read() {
    let text = "resource \"ciphertrust_aws_key\" \"a\" {\n  region = \"eu-west-1\"\n}\n";
    assert_eq!(said(Form::Terraform, text, &["no-policy-source"]), ["Error missing-field: `ciphertrust_aws_key` has no `kms`"]);
}

#[test]
fn a_placeholder_in_a_policy_is_found_in_a_text_too() {
    let statement =
        json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::<account>:root" }, "Action": "kms:*", "Resource": "*" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
    for policy in [policy.clone(), Value::String(policy.to_string())] {
        let request = json!({ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "b", "Policy": policy } });
        let found = said(Form::Json, &request.to_string(), &["policy-not-object", "broad-grant"]);
        assert_eq!(found, ["Error placeholder: `<account>` in the ARN was never filled in"]);
    }
}

#[test]
fn a_list_that_is_null_in_ansible_is_not_set() {
    let text = "- cckm_aws_key:\n    op_type: create\n    kms: a\n    region: eu-west-1\n    key_users: bob\n    key_admins: null\n    key_users_roles: ~\n    key_admins_roles:\n    aws_param: { Alias: b }\n";
    assert_eq!(said(Form::Yaml, text, &[]), [""; 0]);
}
