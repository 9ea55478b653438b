//! What the server answered, held against what was asked: the manual's own exchange, and what may go wrong with it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linted, Linter, Unverifiable};
use cckm_lint::source::Source;
use common::command::{Scratch, json, pipe};

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

fn request() -> String {
    fixture("requests/good/manual-example.json")
}

fn response() -> String {
    fixture("responses/manual-example.json")
}

fn verify(request: &str, response: &str) -> Result<Linted, Unverifiable> {
    let linter = Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000);
    linter.verify(&Source::from_text("request.json", request), &Source::from_text("response.json", response))
}

/// What was found, as `rule message`, with the characters of the response and, where it has some, those of the request.
fn found(request: &str, response: &str) -> Vec<String> {
    let linted = verify(request, response).unwrap();
    let told = linted.diagnostics.iter().map(|found| {
        let asked = found.related.last().map(|label| label.span.of(request)).unwrap_or_default();
        format!("{}: {} [{}] [{asked}]", found.rule.name, found.message, found.span.of(response))
    });
    told.collect()
}

#[test]
fn the_exchange_of_the_manual_is_in_order() {
    assert_eq!(found(&request(), &response()), [""; 0]);
}

#[test]
fn each_alteration_of_the_response_is_found_once() {
    let mismatches = [
        (r#""SYMMETRIC_DEFAULT","#, r#""RSA_2048","#, "the key's spec is RSA_2048, not SYMMETRIC_DEFAULT", r#""RSA_2048""#, "{"),
        ("ENCRYPT_DECRYPT", "SIGN_VERIFY", "the key's usage is SIGN_VERIFY, not ENCRYPT_DECRYPT", r#""SIGN_VERIFY""#, "{"),
        ("AWS_KMS", "EXTERNAL", "the key's origin is EXTERNAL, not AWS_KMS", r#""EXTERNAL""#, "{"),
        (
            r#""region": "ap-south-1""#,
            r#""region": "ap-south-2""#,
            "the key is in `ap-south-2`, not in `ap-south-1`",
            r#""ap-south-2""#,
            r#""ap-south-1""#,
        ),
        (r#""MultiRegion": true"#, r#""MultiRegion": false"#, "the key is of one region, not multi-region", "false", "true"),
        (
            "alias/aws-test-key",
            "alias/aws-test-key-2",
            "the key goes by `aws-test-key-2`, not by `aws-test-key`",
            r#"["alias/aws-test-key-2"]"#,
            r#""aws-test-key""#,
        ),
        (
            r#""TagValue": "value""#,
            r#""TagValue": "other""#,
            "the tag `key` is `other`, not `value`",
            r#"{ "TagKey": "key", "TagValue": "other" }"#,
            "{\n        \"TagKey\": \"key\",\n        \"TagValue\": \"value\"\n      }",
        ),
        (
            r#""AWS_KMS","#,
            r#""AWS_KMS", "Description": "something else","#,
            "the key has a description that nobody asked for",
            r#""something else""#,
            "{",
        ),
    ];
    for (from, to, message, answered, asked) in mismatches {
        let altered = altered(from, to);
        assert_eq!(found(&request(), &altered), [format!("response-mismatch: {message} [{answered}] [{asked}]")]);
    }
    let given = altered("\"kms:*\"", "\"kms:Decrypt\"");
    let policy = given.split_once("\"Policy\": ").and_then(|(_, rest)| rest.split_once(",\n    \"Alias\"")).unwrap().0;
    let expected = format!("response-mismatch: the key policy gives other access than was asked for [{policy}] [{{]");
    assert_eq!(found(&request(), &given), [expected]);
    let altered = altered(r#""KeyState": "Enabled""#, r#""KeyState": "PendingDeletion""#);
    let expected = r#"key-not-usable: the key is `PendingDeletion`, and cannot be used ["PendingDeletion"] []"#;
    assert_eq!(found(&request(), &altered), [expected]);
}

/// The manual's response with something put for something else, once.
fn altered(from: &str, to: &str) -> String {
    let response = response();
    assert!(response.contains(from), "{from}");
    response.replacen(from, to, 1)
}

#[test]
fn of_several_requests_the_one_of_that_alias_is_meant() {
    let both = format!(r#"[{{ "kms": "kms", "region": "eu-west-1", "aws_param": {{ "Alias": "other" }} }}, {}]"#, request());
    assert_eq!(found(&both, &response()), [""; 0]);
    let neither = both.replace("aws-test-key", "third");
    assert_eq!(verify(&neither, &response()).unwrap_err(), Unverifiable::SeveralRequests(2));
}

#[test]
fn what_is_no_answer_or_no_request_is_said() {
    assert_eq!(verify(&request(), "{}").unwrap_err(), Unverifiable::NoAnswer);
    assert_eq!(verify("{}", &response()).unwrap_err(), Unverifiable::NoRequest);
    assert_eq!(
        verify(&request(), "{ \"aws_param\": ").unwrap_err(),
        Unverifiable::Unread { source: "response.json".to_owned(), reason: "line 1: a fault of syntax".to_owned() }
    );
}

#[test]
fn a_refusal_says_what_would_have_found_it() {
    let request = request().replace("\"value\"", "\"cards & co\"");
    let refusal = r#"{ "code": 15, "codeDesc": "NCERRBadRequest: Bad HTTP request", "message": "Error Creating AWS Key : TagException: Invalid tag" }"#;
    let linted = verify(&request, refusal).unwrap();
    let help = linted.diagnostics[0].help.clone().unwrap();
    assert!(help.contains("tag-value-charset at request.json:"), "{help}");
}

/// The key that is just what a request asks for, as CCKM shows it: defaults filled in, the alias in a list.
fn made_of(request: &serde_json::Value) -> serde_json::Value {
    let mut key = request.clone();
    let defaults = serde_json::json!({
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS", "MultiRegion": false, "Description": "", "Tags": []
    });
    let param = key["aws_param"].as_object_mut().unwrap();
    for (name, value) in defaults.as_object().unwrap() {
        let given = param.entry(name.clone()).or_insert(serde_json::Value::Null);
        if given.is_null() || *given == "" {
            *given = value.clone();
        }
    }
    match param.get("Alias").and_then(|alias| alias.as_str()) {
        Some("") | None => drop(param.remove("Alias")),
        Some(alias) => drop(param.insert("Alias".to_owned(), serde_json::json!([format!("alias/{alias}")]))),
    }
    key
}

#[test]
fn a_key_that_is_what_was_asked_for_is_never_found_fault_with() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/requests/good");
    let mut held = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        for request in serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>().map_while(Result::ok) {
            let requests = request.as_array().cloned().unwrap_or_else(|| vec![request]);
            for request in requests.iter().filter(|request| request["aws_param"].is_object()) {
                assert_eq!(found(&request.to_string(), &made_of(request).to_string()), [""; 0], "{request}");
                held += 1;
            }
        }
    }
    assert!(held > 20, "{held}");
}

/// The request of the manual, with lists in place of what says nothing of access.
fn request_with(more: &str) -> String {
    request().replacen('{', &format!("{{ {more},"), 1)
}

#[test]
fn everybody_of_the_lists_is_named_in_the_policy() {
    let user = r#""Principal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/app/payments", "444455556666"] }"#;
    let answer = altered(r#""Principal": { "AWS": "arn:aws:iam::111122223333:root" }"#, user);
    assert_eq!(
        found(&request_with(r#""key_users_roles": ["payments"], "external_accounts": ["444455556666"]"#), &answer),
        [""; 0]
    );
    for (lists, name, list) in [
        (r#""key_users_roles": ["payments", "ledger"]"#, "ledger", "key_users_roles"),
        (r#""external_accounts": ["777788889999"]"#, "777788889999", "external_accounts"),
    ] {
        let found = found(&request_with(lists), &answer);
        assert_eq!(found.len(), 1, "{found:?}");
        let expected = format!("response-mismatch: the key policy does not name `{name}`, who is in `{list}` [");
        assert!(found[0].starts_with(&expected) && found[0].ends_with(&format!("[\"{name}\"]")), "{found:?}");
    }
    let deleted = answer.replace("arn:aws:iam::111122223333:role/app/payments", "AROAEXAMPLEEXAMPLEEX");
    assert_eq!(found(&request_with(r#""key_users_roles": ["ledger"]"#), &deleted), [""; 0], "who that is nobody knows");
}

#[test]
fn a_key_of_another_template_is_told_by_its_tag() {
    let (asked, other) = ("0d1c2b3a-1111-4222-8333-444455556666", "0d1c2b3a-1111-4222-8333-777788889999");
    let request = request_with(&format!("\"policytemplate\": \"{asked}\""));
    let tagged = |id: &str| {
        altered(r#""Tags": ["#, &format!(r#""Tags": [{{ "TagKey": "cckm_policy_template_id", "TagValue": "{id}" }}, "#))
    };
    assert_eq!(found(&request, &tagged(asked)), [""; 0]);
    assert_eq!(
        found(&request, &tagged(other)),
        [format!(
            "response-mismatch: the key is made with the policy template `{other}`, not with `{asked}` \
             [{{ \"TagKey\": \"cckm_policy_template_id\", \"TagValue\": \"{other}\" }}] [\"{asked}\"]"
        )]
    );
}

#[test]
fn headers_in_front_of_an_answer_are_passed_over() {
    let answer = format!("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{}", response());
    assert_eq!(found(&request(), &answer), [""; 0]);
    let other = answer.replace("SYMMETRIC_DEFAULT\",", "RSA_2048\",");
    assert_eq!(
        found(&request(), &other),
        [r#"response-mismatch: the key's spec is RSA_2048, not SYMMETRIC_DEFAULT ["RSA_2048"] [{]"#]
    );
}

/// A recording of exchanges as browsers keep it, and as collections of Postman keep examples.
fn recordings(exchanges: &[(&str, &str)]) -> [(&'static str, String); 2] {
    let url = "https://cm.example.com/api/v1/cckm/aws/keys";
    let entries: Vec<serde_json::Value> = exchanges
        .iter()
        .map(|(request, response)| {
            serde_json::json!({
                "request": { "method": "POST", "url": url, "headers": [], "postData": { "mimeType": "application/json", "text": request } },
                "response": { "status": 201, "content": { "mimeType": "application/json", "text": response } }
            })
        })
        .collect();
    let items: Vec<serde_json::Value> = exchanges
        .iter()
        .map(|(request, response)| {
            serde_json::json!({
                "name": "create",
                "request": { "method": "POST", "url": { "raw": url }, "header": [], "body": { "mode": "raw", "raw": request } },
                "response": [{ "name": "made", "code": 201, "body": response }]
            })
        })
        .collect();
    [
        ("made.har", serde_json::json!({ "log": { "version": "1.2", "entries": entries } }).to_string()),
        ("made.postman_collection.json", serde_json::json!({ "info": { "name": "keys" }, "item": items }).to_string()),
    ]
}

#[test]
fn a_recording_has_both_sides() {
    let other = altered(r#""MultiRegion": true"#, r#""MultiRegion": false"#);
    let refusal = r#"{ "code": 15, "codeDesc": "NCERRBadRequest: Bad HTTP request", "message": "Error Creating AWS Key : TagException: Invalid tag" }"#;
    let tagged = request().replace("\"value\"", "\"cards & co\"");
    let linter = Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000);
    for (name, text) in recordings(&[(&request(), &response()), (&request(), &other), (&tagged, refusal), (&request(), "[]")]) {
        let linted = linter.verify_recording(&Source::from_text(name, &text)).unwrap();
        assert_eq!(linted.requests, 3, "{name}");
        let told: Vec<_> =
            linted.diagnostics.iter().map(|found| (found.request, found.rule.name, found.span.of(&text))).collect();
        assert_eq!(told.first(), Some(&(Some(1), "response-mismatch", "false")), "{name}");
        assert_eq!(told.get(1).map(|found| (found.0, found.1)), Some((Some(2), "request-refused")), "{name}");
        assert_eq!(told.len(), 2, "{told:?}");
        let asked = linted.diagnostics[0].related.last().unwrap();
        assert_eq!((asked.span.of(&text), asked.elsewhere.is_none()), ("true", true), "{name}");
        let help = linted.diagnostics[1].help.clone().unwrap();
        assert!(help.contains("tag-value-charset at"), "{help}");
    }
    for (name, text) in recordings(&[(&request(), "[]")]) {
        assert_eq!(linter.verify_recording(&Source::from_text(name, &text)).unwrap_err(), Unverifiable::NoExchange);
    }
    let plain = linter.verify_recording(&Source::from_text("response.json", response()));
    assert_eq!(plain.unwrap_err(), Unverifiable::NoExchange);
}

#[test]
fn what_cannot_be_read_is_named() {
    let wide = |name: &str| Source::from_bytes(name, vec![0xff, 0xfe, b'{', 0]);
    let (linter, plain) =
        (Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10), Source::from_text("plain.json", request()));
    let unread = |source: &str| Unverifiable::Unread { source: source.to_owned(), reason: "not UTF-8".to_owned() };
    assert_eq!(linter.verify(&wide("a.json"), &plain).unwrap_err(), unread("a.json"));
    assert_eq!(linter.verify(&plain, &wide("b.json")).unwrap_err(), unread("b.json"));
}

#[test]
fn the_command_says_it_in_its_exit_code_and_in_any_form() {
    let script = format!("curl https://cm.example.com/api/v1/cckm/aws/keys --json '{}'\n", request().trim());
    let here = Scratch::new("verify").file("make.sh", script).file("response.json", response());
    let made = here.run(&["verify", "--request", "make.sh", "response.json"]);
    assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.err);
    let other = response().replace("ap-south-1\",\n  \"gone", "ap-south-2\",\n  \"gone");
    std::fs::write(here.0.join("response.json"), other).unwrap();
    let run = here.run(&["verify", "--request", "make.sh", "response.json", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let related = json(&run)["diagnostics"][0]["related"][0].clone();
    assert_eq!(related["path"], "make.sh");
    assert_eq!(pipe("{", &["verify", "--request", "nowhere.json", "-"]).code, 3);
    let [(har, text), _] = recordings(&[(&request(), &response()), (&request(), &response())]);
    std::fs::write(here.0.join(har), text).unwrap();
    let run = here.run(&["verify", har]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", "cckm-lint: the server made what was asked, 2 times\n"));
    let run = here.run(&["verify", "response.json"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("name the file with the request: --request"), "{}", run.err);
}

#[test]
fn a_secret_of_either_side_is_kept_back_however_it_is_written() {
    let token = "eyJhbGciOiJub25lIn0.eyJub3QiOiJyZWFsIn0.c2lnbmF0dXJl";
    for written in [token.to_owned(), format!("\\u0065{}", &token[1..])] {
        let asked = request().replace("aws-test-key", &written);
        let answered = response().replace("alias/aws-test-key", &format!("alias/{written}x"));
        for (asked, answered) in [(asked.clone(), response()), (request(), answered)] {
            let linted = verify(&asked, &answered).unwrap();
            assert!(!linted.diagnostics.is_empty());
            assert!(linted.diagnostics.iter().all(|found| !format!("{found:?}").contains(&token[4..20])), "{linted:?}");
        }
    }
}
