//! The language server in bodies of other calls than the one that makes a key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::client::Client;
use serde_json::{Value, json};

const BODY: &str = "file:///nowhere/body.json";
const SCRIPT: &str = "file:///nowhere/upload.sh";

fn welcomed() -> Client {
    let completion = json!({ "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } });
    let able = json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] }, "completion": completion } });
    Client::welcomed(&std::env::temp_dir(), json!({ "processId": null, "capabilities": able }))
}

/// Where `|` stands in a text, and the text without it.
fn caret(marked: &str) -> (String, (u32, u32)) {
    let at = marked.find('|').unwrap();
    let before = &marked[..at];
    let line = u32::try_from(before.matches('\n').count()).unwrap();
    let column = u32::try_from(at - before.rfind('\n').map_or(0, |end| end + 1)).unwrap();
    (marked.replacen('|', "", 1), (line, column))
}

/// What is found, as `line:column rule`.
fn found(client: &mut Client, uri: &str, text: &str) -> Vec<String> {
    let language = if uri == BODY { "json" } else { "shellscript" };
    client.open(uri, language, text);
    let told = client.published(uri);
    let brief = |found: &Value| {
        let at = &found["range"]["start"];
        format!("{}:{} {}", at["line"], at["character"], found["code"].as_str().unwrap())
    };
    told.iter().map(brief).collect()
}

fn hover(client: &mut Client, uri: &str, marked: &str) -> String {
    let (text, at) = caret(marked);
    found(client, uri, &text);
    client.ask("textDocument/hover", uri, at)["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

fn offered(client: &mut Client, uri: &str, marked: &str) -> Vec<String> {
    let (text, at) = caret(marked);
    found(client, uri, &text);
    let items = client.ask("textDocument/completion", uri, at);
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_body_that_is_known_by_its_shape_is_helped_with_as_that_call() {
    let mut client = welcomed();
    let faulty = "{\n  \"replica_region\": \"eu-central1\",\n  \"key_admins\": [\"alice\"],\n  \"aws_param\": { \"Alias\": \"payments\", \"MultiRegion\": true }\n}\n";
    assert_eq!(found(&mut client, BODY, faulty), ["1:20 unknown-region", "3:38 unknown-field"]);
    let about = hover(&mut client, BODY, "{ \"repl|ica_region\": \"eu-central-1\", \"key_admins\": [\"alice\"] }");
    assert!(about.contains("The AWS region that the key is copied to."), "{about}");
    let fields = offered(&mut client, BODY, "{ \"replica_region\": \"eu-central-1\", \"|\" }");
    assert!(fields.iter().any(|field| field == "aws_param"), "{fields:?}");
    assert!(!fields.iter().any(|field| field == "region" || field == "kms"), "{fields:?}");
    let params = offered(&mut client, BODY, "{ \"replica_region\": \"eu-central-1\", \"aws_param\": { \"|\" } }");
    assert!(params.iter().any(|field| field == "Alias"), "{params:?}");
    assert!(!params.iter().any(|field| field == "MultiRegion" || field == "KeyUsage"), "{params:?}");
    let regions = offered(&mut client, BODY, "{ \"replica_region\": \"eu-cen|\", \"key_admins\": [\"alice\"] }");
    assert!(regions.iter().any(|region| region == "eu-central-1"), "{regions:?}");
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_command_to_another_call_is_helped_with_as_that_call() {
    let script = |body: &str| {
        format!("#!/bin/sh\ncurl \"$CM/api/v1/cckm/aws/upload-key\" --json '{body}'\n").replace("$CM", "https://cm.example.com")
    };
    let mut client = welcomed();
    let faulty = script(
        "{\n  \"kms\": \"aws-main\", \"region\": \"eu-west-1\", \"source_key_tier\": \"luna-hsm\",\n  \"source_key_identifier\": \"payments\", \"key_admins\": [\"alice\"],\n  \"aws_param\": { \"Alias\": \"payments\", \"valid_to\": \"2027-11-26T00:00:00Z\" }\n}",
    );
    assert_eq!(found(&mut client, SCRIPT, &faulty), ["2:63 unknown-value", "4:38 misspelled-field"]);
    let about = hover(&mut client, SCRIPT, &script("{ \"kms\": \"aws-main\", \"source_key_|identifier\": \"payments\" }"));
    assert!(about.contains("Id or name of the key whose material goes to AWS."), "{about}");
    let about = hover(&mut client, SCRIPT, &script("{ \"aws_param\": { \"Valid|To\": \"2027-11-26T00:00:00Z\" } }"));
    assert!(about.contains("When the key material expires"), "{about}");
    let fields = offered(&mut client, SCRIPT, &script("{ \"kms\": \"aws-main\", \"|\" }"));
    for field in ["source_key_identifier", "source_key_tier", "key_expiration", "region"] {
        assert!(fields.iter().any(|offered| offered == field), "{field}: {fields:?}");
    }
    let params = offered(&mut client, SCRIPT, &script("{ \"kms\": \"aws-main\", \"aws_param\": { \"|\" } }"));
    assert!(params.iter().any(|field| field == "ValidTo"), "{params:?}");
    let tiers = offered(&mut client, SCRIPT, &script("{ \"source_key_tier\": \"|\" }"));
    assert_eq!(tiers, ["local", "dsm", "hsm-luna", "external-cm"]);
    assert_eq!(client.shut_down(), 0);
}
