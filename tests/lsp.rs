//! The language server, as an editor talks to it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(clippy::needless_pass_by_value, reason = "what is said is written where it is said")]

mod common;

use common::client::{Client, at, converse};
use common::command::Scratch;
use serde_json::{Value, json};

const BAD: &str = "{\n  \"kms\": \"aws-main\",\n  \"region\": \"eu-west-1\",\n  \"aws_param\": {\n    \"Alias\": \"payments\",\n    \"CustomerMasterKeySpec\": \"ECC_SECG_P256K1\",\n    \"KeyUsage\": \"ENCRYPT_DECRYPT\"\n  }\n}\n";
const URI: &str = "file:///nowhere/payload.json";

/// What an editor of today can do.
fn able() -> Value {
    json!({
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "hover": { "contentFormat": ["markdown"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } } },
        },
    })
}

/// Holds what a client sees to what it saw before.
fn seen(name: &str, what: &Value) {
    seen_text(name, &serde_json::to_string_pretty(what).unwrap());
}

fn seen_text(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn welcomed() -> Client {
    Client::welcomed(&std::env::temp_dir(), json!({ "processId": null, "capabilities": able() }))
}

/// A diagnostic on a line: where, how bad, which rule, what is wrong.
fn brief(diagnostic: &Value) -> String {
    let place = |end: &str| {
        let at = &diagnostic["range"][end];
        format!("{}:{}", at["line"], at["character"])
    };
    let rule = diagnostic["code"].as_str().unwrap_or("-");
    let message = diagnostic["message"].as_str().unwrap().lines().next().unwrap().to_owned();
    format!("{}-{} {} {rule}: {message}", place("start"), place("end"), diagnostic["severity"])
}

fn briefly(diagnostics: &[Value]) -> String {
    diagnostics.iter().map(brief).collect::<Vec<_>>().join("\n")
}

/// A text with the edits of an action applied, which are for a document of one version.
fn applied(text: &str, action: &Value, version: i32) -> String {
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], version);
    let offset = |at: &Value| {
        let line = usize::try_from(at["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + usize::try_from(at["character"].as_u64().unwrap()).unwrap()
    };
    let mut edits: Vec<(usize, usize, &str)> = change["edits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut changed = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        changed.replace_range(start..end, new);
    }
    changed
}

fn initialize(capabilities: Value) -> Value {
    json!({ "id": 0, "method": "initialize", "params": { "processId": null, "capabilities": capabilities } })
}

fn opened(uri: &str, language: &str, text: &str) -> Value {
    let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
    json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
}

/// What is found in a document that is opened.
fn found_in(uri: &str, language: &str, text: &str) -> Vec<Value> {
    let said = converse(&[initialize(able()), opened(uri, language, text)]);
    let published: Vec<&Value> = said.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics").collect();
    assert_eq!(published.len(), 1, "{said:?}");
    published[0]["params"]["diagnostics"].as_array().unwrap().clone()
}

#[test]
fn the_server_says_what_it_can() {
    let mut client = Client::start(&std::env::temp_dir());
    let mut welcome = client.request("initialize", json!({ "processId": null, "capabilities": able() }));
    assert_eq!(welcome["serverInfo"]["version"].take(), env!("CARGO_PKG_VERSION"));
    seen("lsp-welcome", &welcome);
    client.notify("initialized", json!({}));
    let asked = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"], "**/cckm-lint.toml");
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn findings_come_and_go_while_somebody_types() {
    let mut client = welcomed();
    client.open(URI, "json", "{ \"kms\": \"a\", \"aws_param\": { \"Alias\": \"b\" }, \"regio\n");
    insta::assert_snapshot!(briefly(&client.published(URI)), @r"
    0:45-0:51 1 invalid-syntax: a text without its closing quote
    0:51-0:51 1 invalid-syntax: the text ends too early
    ");
    let typed = json!([{ "range": { "start": { "line": 0, "character": 53 }, "end": { "line": 0, "character": 53 } }, "text": "n\": \"eu-west-1\" }" }]);
    client.change(URI, 2, typed);
    insta::assert_snapshot!(briefly(&client.published(URI)), @"");
    client.change(URI, 3, json!([{ "text": BAD }]));
    let found = client.published(URI);
    seen("lsp-diagnostic", &json!(found));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.published(URI), Vec::<Value>::new());
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_quick_fix_gives_a_clean_document() {
    let mut client = welcomed();
    client.open(URI, "json", BAD);
    client.published(URI);
    let actions = client.actions(URI, 6);
    seen("lsp-actions", &json!(actions));
    assert_eq!(client.actions(URI, 1).iter().map(|action| &action["kind"]).collect::<Vec<_>>(), ["source.fixAll.cckm-lint"]);
    let mended = applied(BAD, &actions[0], 1);
    assert_eq!(mended, BAD.replace("ENCRYPT_DECRYPT", "SIGN_VERIFY"));
    assert_eq!(applied(BAD, &actions[1], 1), mended);
    client.change(URI, 2, json!([{ "text": mended }]));
    assert_eq!(client.published(URI), Vec::<Value>::new());
    assert_eq!(client.actions(URI, 6), Vec::<Value>::new());
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_fix_that_wants_a_look_says_so_and_is_not_among_all() {
    let text = r#"{ "kms": "a", "region": "eu-west-1", "Alias": "b", "aws_param": { "Description": "c" } }"#;
    let mut client = welcomed();
    client.open(URI, "json", text);
    let actions = client.actions(URI, 0);
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    insta::assert_snapshot!(titles.join("\n"), @"move it into `aws_param` as `Alias` (look at it first)");
    assert_eq!(actions[0].get("isPreferred"), None);
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn all_is_fixed_at_once_with_the_line_breaks_of_the_file() {
    let text = "{\r\n  \"kms\": \"a\",\r\n  \"Region\": \"eu-west-1\",\r\n  \"aws_param\": {\r\n    \"alias\": \"alias/b\",\r\n    \"CustomerMasterKeySpec\": \"HMAC_256\"\r\n  },\r\n}\r\n";
    let mut client = welcomed();
    client.open(URI, "json", text);
    let only = json!({ "textDocument": { "uri": URI }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "context": { "diagnostics": [], "only": ["source.fixAll"] } });
    let actions = client.request("textDocument/codeAction", only);
    assert_eq!(actions.as_array().unwrap().len(), 1, "{actions}");
    let mended = applied(text, &actions[0], 1);
    seen_text("lsp-fix-all", &mended.replace("\r\n", "⏎\n"));
    client.change(URI, 2, json!([{ "text": mended }]));
    client.published(URI);
    assert_eq!(client.actions(URI, 0), Vec::<Value>::new());
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn what_was_recorded_is_not_changed() {
    let har = std::fs::read_to_string("fixtures/hosts/session.har").unwrap();
    let mut client = welcomed();
    client.open("file:///nowhere/session.har", "json", &har);
    assert!(!client.published("file:///nowhere/session.har").is_empty());
    let lines = u32::try_from(har.lines().count()).unwrap();
    assert!((0..lines).all(|line| client.actions("file:///nowhere/session.har", line).is_empty()));
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_hover_shows_the_finding_and_the_page_of_its_rule() {
    let mut client = welcomed();
    client.open(URI, "json", BAD);
    let hover = client.ask("textDocument/hover", URI, (6, 20));
    assert_eq!(hover["range"], json!({ "start": { "line": 6, "character": 16 }, "end": { "line": 6, "character": 33 } }));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("```text\nerror[spec-usage-mismatch]: an ECC_SECG_P256K1 key cannot be made for"), "{text}");
    assert!(text.contains("# spec-usage-mismatch\n\nkey · error · since"), "{text}");
    assert!(
        client.ask("textDocument/hover", URI, (5, 8))["contents"]["value"].as_str().unwrap().contains("CustomerMasterKeySpec")
    );
    assert_eq!(client.ask("textDocument/hover", URI, (8, 0)), Value::Null);
    assert_eq!(client.ask("textDocument/hover", "file:///nowhere/else.json", (0, 0)), Value::Null);
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn a_completion_is_an_edit_that_leads_to_a_clean_document() {
    let text = BAD.replace("ENCRYPT_DECRYPT", "SI");
    let mut client = welcomed();
    client.open(URI, "json", &text);
    let items = client.ask("textDocument/completion", URI, (6, 19));
    let item = items.as_array().unwrap().iter().find(|item| item["label"] == "SIGN_VERIFY").unwrap().clone();
    seen("lsp-completion", &item);
    let edit = json!({ "edit": { "documentChanges": [{ "textDocument": { "version": 1 }, "edits": [item["textEdit"]] }] } });
    client.change(URI, 2, json!([{ "text": applied(&text, &edit, 1) }]));
    assert_eq!(client.published(URI).len(), 1, "what was opened");
    assert_eq!(client.published(URI), Vec::<Value>::new());
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn symbols_are_a_tree_or_a_list() {
    let text = r#"[{ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "x" }] } }]"#;
    let mut client = welcomed();
    client.open(URI, "json", text);
    let tree = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert_eq!((&tree[0]["name"], &tree[0]["children"][0]["name"]), (&json!("payments"), &json!("team")), "{tree}");
    assert_eq!(client.shut_down(), 0);
    let asked = json!({ "id": 1, "method": "textDocument/documentSymbol", "params": { "textDocument": { "uri": URI } } });
    let said = converse(&[initialize(json!({})), opened(URI, "json", text), asked]);
    let list = &said.iter().find(|message| message["id"] == 1).unwrap()["result"];
    assert_eq!((&list[1]["name"], &list[1]["containerName"]), (&json!("team"), &json!("payments")), "{list}");
}

/// Every form is read; what holds no request gets nothing.
#[test]
fn a_document_is_judged_as_in_a_check_of_requests_only() {
    for (name, findings) in [("package.json", 0), ("Cargo.toml", 0), ("notes.txt", 0)] {
        let text = r#"{ "name": "x", "region": "eu-west1" }"#;
        assert_eq!(found_in(&format!("file:///nowhere/{name}"), "json", text).len(), findings, "{name}");
    }
    let hosts = std::fs::read_dir("fixtures/hosts").unwrap().map(|entry| entry.unwrap().path());
    let files = hosts.chain(std::fs::read_dir("fixtures/requests/bad").unwrap().map(|entry| entry.unwrap().path()));
    for path in files {
        let path = path.canonicalize().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let run = common::command::run_in(
            path.parent().unwrap(),
            &["--requests-only", "--isolated", "--format", "json", path.to_str().unwrap()],
            "",
        );
        let output = common::command::json(&run);
        let in_check: Vec<&Value> =
            output["diagnostics"].as_array().unwrap().iter().filter(|found| found["path"] == path.to_str().unwrap()).collect();
        let here = found_in(&format!("file://{}", path.display()), "any", &text);
        assert_eq!(
            here.iter().map(|found| &found["code"]).collect::<Vec<_>>(),
            in_check.iter().map(|found| &found["rule"]).collect::<Vec<_>>(),
            "{}",
            path.display()
        );
        let lines = |found: &Value| {
            (found["range"]["start"]["line"].as_u64().unwrap() + 1, found["range"]["end"]["line"].as_u64().unwrap() + 1)
        };
        let lines_in_check =
            |found: &&Value| (found["range"]["start"]["line"].as_u64().unwrap(), found["range"]["end"]["line"].as_u64().unwrap());
        assert_eq!(here.iter().map(lines).collect::<Vec<_>>(), in_check.iter().map(lines_in_check).collect::<Vec<_>>());
    }
}

#[test]
fn a_document_that_is_no_file_is_what_its_language_says() {
    let terraform = "resource \"ciphertrust_aws_key\" \"k\" {\n  kms = \"a\"\n  region = \"eu-west1\"\n}\n";
    insta::assert_snapshot!(briefly(&found_in("untitled:Untitled-1", "terraform", terraform)), @"2:11-2:21 1 unknown-region: AWS has no region `eu-west1`");
    assert_eq!(found_in("untitled:Untitled-1", "python", terraform), Vec::<Value>::new());
    let json = BAD.replace("ENCRYPT_DECRYPT", "SIGN_VERIFY").replace("eu-west-1", "eu-west1");
    insta::assert_snapshot!(briefly(&found_in("untitled:Untitled-2", "plaintext", &json)), @"2:12-2:22 1 unknown-region: AWS has no region `eu-west1`");
}

#[test]
fn requests_of_one_file_are_compared() {
    let request = r#"{ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "b" } }"#;
    let found = found_in("file:///nowhere/a.ndjson", "ndjson", &format!("{request}\n{request}\n"));
    insta::assert_snapshot!(briefly(&found), @"1:61-1:64 1 duplicate-alias: the alias `b` is given twice in eu-west-1 of `a`");
    assert_eq!(found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"], 0);
}

#[test]
fn what_was_not_read_is_said() {
    let broken = "resource \"ciphertrust_aws_key\" \"k\" {\n  kms = \"a\"\n  region = = 1\n}\n";
    let found = found_in("file:///nowhere/a.tf", "terraform", broken);
    insta::assert_snapshot!(briefly(&found), @r#"0:0-0:36 2 -: line 3: this is not Terraform (invalid expression; expected `"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit); what follows was not read"#);
    let request = r#"{ "kms": "a", "region": "x1", "aws_param": { "Alias": "b c" } }"#;
    let many = found_in("file:///nowhere/a.ndjson", "ndjson", &format!("{request}\n").repeat(600));
    assert_eq!(many.len(), 1_001);
    insta::assert_snapshot!(brief(&many[0]), @"0:0-0:63 2 -: too many findings to show: the command shows all 1,799");
}

#[test]
fn columns_count_what_was_agreed_on() {
    let text = "{ \"kms\": \"𝄞é\", \"region\": \"eu-west1\", \"aws_param\": { \"Alias\": \"b\" } }";
    for (encodings, column) in
        [(json!(null), 26), (json!(["utf-16"]), 26), (json!(["utf-32", "utf-8"]), 25), (json!(["utf-8"]), 29)]
    {
        let mut capabilities = able();
        capabilities["general"]["positionEncodings"].clone_from(&encodings);
        let change = json!({ "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": URI, "version": 2 },
            "contentChanges": [{ "range": { "start": { "line": 0, "character": column + 8 }, "end": { "line": 0, "character": column + 8 } }, "text": "-" }],
        } });
        let hover = json!({ "id": 1, "method": "textDocument/hover", "params": at(URI, (0, column + 1)) });
        let said = converse(&[initialize(capabilities.clone()), opened(URI, "json", text), hover.clone()]);
        let range =
            |start: u32, end: u32| json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } });
        assert_eq!(said[0]["result"]["capabilities"]["positionEncoding"], encodings.get(0).cloned().unwrap_or(json!("utf-16")));
        assert_eq!(said[1]["result"]["range"], range(column, column + 10));
        assert_eq!(said[2]["params"]["diagnostics"][0]["range"], range(column, column + 10));
        let said = converse(&[initialize(capabilities), opened(URI, "json", text), change]);
        assert_eq!(said[1]["params"], json!({ "uri": URI, "version": 2, "diagnostics": [] }), "{encodings}");
    }
}

#[test]
fn of_a_burst_of_changes_the_last_state_is_judged() {
    let change = |version: i32| {
        let text = if version == 100 { BAD } else { "{" };
        json!({ "method": "textDocument/didChange", "params": { "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "text": text }] } })
    };
    let messages: Vec<Value> = [initialize(able()), opened(URI, "json", "")].into_iter().chain((2..=100).map(change)).collect();
    let said = converse(&messages);
    assert_eq!(said.len(), 2);
    assert_eq!((&said[1]["params"]["version"], said[1]["params"]["diagnostics"].as_array().unwrap().len()), (&json!(100), 1));
}

#[test]
fn a_request_that_is_cancelled_in_time_is_answered_so() {
    let hover = |id: i32| json!({ "id": id, "method": "textDocument/hover", "params": at(URI, (6, 20)) });
    let cancel = |id: Value| json!({ "method": "$/cancelRequest", "params": { "id": id } });
    let said = converse(&[
        initialize(able()),
        opened(URI, "json", BAD),
        hover(1),
        hover(2),
        cancel(json!(1)),
        cancel(json!("2")),
        cancel(json!(9)),
    ]);
    let answers: Vec<(&Value, &Value)> = said
        .iter()
        .filter(|message| message.get("method").is_none())
        .map(|message| (&message["id"], &message["error"]["code"]))
        .collect();
    assert_eq!(answers, [(&json!(0), &Value::Null), (&json!(1), &json!(-32800)), (&json!(2), &Value::Null)]);
}

#[test]
fn requests_out_of_turn_are_refused() {
    let request = |id: i32, method: &str| json!({ "id": id, "method": method, "params": null });
    let said = converse(&[
        request(1, "textDocument/hover"),
        opened(URI, "json", BAD),
        initialize(able()),
        initialize(able()),
        request(2, "textDocument/rename"),
        request(3, "textDocument/hover"),
        request(4, "shutdown"),
        request(5, "textDocument/hover"),
        opened(URI, "json", BAD),
    ]);
    let codes: Vec<(i64, Option<i64>)> =
        said.iter().map(|message| (message["id"].as_i64().unwrap(), message["error"]["code"].as_i64())).collect();
    assert_eq!(
        codes,
        [(1, Some(-32002)), (0, None), (0, Some(-32600)), (2, Some(-32601)), (3, Some(-32602)), (4, None), (5, Some(-32600))]
    );
}

#[test]
fn what_is_no_message_is_answered_and_the_next_one_is_read() {
    let mut client = welcomed();
    for (bytes, code) in [
        (&b"Content-Length: 3\r\n\r\n{\"a"[..], -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 2\r\n\r\n\xff\xff", -32700),
        (b"Hello: there\r\n\r\n", -32700),
    ] {
        client.send_raw(bytes);
        let refused = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
        assert_eq!(refused["error"]["code"], code);
    }
    client.change("file:///never/opened.json", 1, json!([]));
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": "a secret" } }));
    client.notify("of/nothing", json!(7));
    for _ in 0..2 {
        let logged = client.wait(|message| message["method"] == "window/logMessage");
        assert!(!logged.to_string().contains("secret"), "{logged}");
    }
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn the_exit_code_tells_whether_the_server_was_shut_down() {
    let mut client = welcomed();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    assert_eq!(welcomed().exit_code(), 1, "the client is gone");
    let mut client = Client::start(&std::env::temp_dir());
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1, "before anything else");
}

#[test]
fn the_configuration_counts_as_in_a_check() {
    let folder = Scratch::new("lsp-configuration")
        .file("cckm-lint.toml", "exclude = [\"old/\"]\n[rules]\nalias-prefix = \"error\"\n[[overrides]]\npaths = [\"lab/\"]\nrules = { alias-prefix = \"info\" }\n[[allow]]\nrule = \"alias-prefix\"\npath = \"vault.json\"\nreason = \"agreed\"\n[org]\nallowed-regions = [\"eu-west-1\"]\n");
    let text = r#"{ "kms": "a", "region": "eu-west-2", "aws_param": { "Alias": "alias/b" } }"#;
    let uri = |name: &str| format!("file://{}", folder.0.join(name).display());
    let mut client = welcomed();
    let mut said = String::new();
    for name in ["a.json", "old/b.json", "lab/c.json", "vault.json"] {
        client.open(&uri(name), "json", text);
        said += &format!("{name}\n{}\n", briefly(&client.published(&uri(name))));
    }
    seen_text("lsp-settings", &said);

    // The file is read anew once it is said to have changed, and what is wrong in it is said.
    std::fs::write(folder.0.join("cckm-lint.toml"), "[rules]\nalias-prefix = \"loud\"\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri("cckm-lint.toml"), "type": 2 }] }));
    let found = client.published(&uri("a.json"));
    let message = found[0]["message"].as_str().unwrap().replace(folder.0.to_str().unwrap(), "…");
    insta::assert_snapshot!(message, @"nothing is checked here: …/cckm-lint.toml: `loud` cannot stand here");
    let related = &found[0]["relatedInformation"][0]["location"];
    assert_eq!((related["uri"].as_str().unwrap(), &related["range"]["start"]["line"]), (&*uri("cckm-lint.toml"), &json!(1)));
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn the_configuration_file_is_judged_itself() {
    let folder = Scratch::new("lsp-toml");
    let uri = format!("file://{}/cckm-lint.toml", folder.0.display());
    let mut client = welcomed();
    client.open(&uri, "toml", "[rules]\nalias-prefx = \"error\"\n");
    seen("lsp-configuration", &json!(client.published(&uri)));
    client.change(&uri, 2, json!([{ "text": "[[allow]]\nrule = \"alias-prefix\"\nreason = \"x\"\nexpires = 2020-01-01\n" }]));
    insta::assert_snapshot!(briefly(&client.published(&uri)), @"3:10-3:20 2 expired-suppression: `alias-prefix` is allowed until 2020-01-01 only, which has gone by");
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn each_folder_has_its_own_configuration_and_settings_count_more() {
    let two = Scratch::new("lsp-folders")
        .file("one/cckm-lint.toml", "[rules]\nalias-prefix = \"allow\"\n")
        .file("two/cckm-lint.toml", "show = \"error\"\n")
        .file("two/.git/HEAD", "")
        .file("three/other.toml", "strict = true\n");
    let uri = |name: &str| format!("file://{}", two.0.join(name).display());
    let folder = |name: &str| json!({ "uri": uri(name), "name": name });
    let text = r#"{ "kms": "a", "region": "eu-west-1", "aws_param": { "Alias": "alias/b" } }"#;
    let mut client = Client::welcomed(
        &two.0,
        json!({
            "processId": null, "capabilities": able(), "workspaceFolders": [folder("one"), folder("two")],
            "initializationOptions": { "shwo": "info" },
        }),
    );
    let logged = client.wait(|message| message["method"] == "window/logMessage");
    assert_eq!(logged["params"], json!({ "type": 2, "message": "the setting `shwo`: did you mean `show`?" }));
    let open = |client: &mut Client, uri: &str| {
        client.open(uri, "json", text);
        briefly(&client.published(uri))
    };
    assert_eq!(open(&mut client, &uri("one/a.json")), "");
    assert_eq!(open(&mut client, &uri("two/a.json")), "");
    assert_eq!(open(&mut client, "untitled:Untitled-1"), "", "as in the first folder");
    let mut change = |settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        let found = ["one/a.json", "two/a.json"].map(|name| briefly(&client.published(&uri(name))));
        let all = format!("{settings}\none: {}\ntwo: {}\n", found[0], found[1]);
        client.published("untitled:Untitled-1");
        all
    };
    let said = [
        change(json!({ "cckm-lint": { "show": "warning" } })),
        change(json!({ "isolated": true })),
        change(json!({ "configPath": "../three/other.toml" })),
        change(json!(null)),
    ];
    seen_text("lsp-folders", &said.concat());
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [folder("one")] } }));
    assert_eq!(client.shut_down(), 0);
}

/// A token in a document stands in nothing that the server says, but where an edit has to write it.
#[test]
fn no_secret_is_told() {
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    let text = format!(
        "{{ \"kms\": \"a\", \"Authorization\": \"Bearer {token}\", \"Region\": \"eu-west-1\",\n \"aws_param\": {{ \"Alias\": \"{token}\", \"Description\": \"Bearer {token}\" }} }}"
    );
    let params = |(line, character)| at(URI, (line, character));
    let places = (0..2).flat_map(|line| (0..200).step_by(7).map(move |character| (line, character)));
    let mut messages = vec![initialize(able()), opened(URI, "json", &text)];
    for (line, character) in places {
        for method in ["textDocument/hover", "textDocument/completion"] {
            messages.push(json!({ "id": messages.len(), "method": method, "params": params((line, character)) }));
        }
    }
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let document = json!({ "uri": URI });
    messages
        .push(json!({ "id": messages.len(), "method": "textDocument/documentSymbol", "params": { "textDocument": document } }));
    messages.push(json!({ "id": messages.len(), "method": "textDocument/codeAction", "params": { "textDocument": document, "range": whole, "context": { "diagnostics": [] } } }));
    let said = converse(&messages);
    assert!(said.len() > messages.len() - 2);
    for message in said {
        assert!(!message.to_string().contains(token), "{message}");
    }
}
