#![no_main]

//! A conversation made of bytes: opens, edits and questions at wild places, and what is no message at all. The server never
//! panics, and answers every request once.

use std::collections::HashMap;

use cckm_lint::lsp::{decode, serve};
use lsp_server::{Connection, Message};
use serde_json::{Value, json};

libfuzzer_sys::fuzz_target!(|data: &[u8]| converse(data));

const DOCUMENTS: &[(&str, &str)] = &[
    ("file:///nowhere/payload.json", "json"),
    ("untitled:Untitled-1", "terraform"),
    ("untitled:Untitled-2", "yaml"),
    ("untitled:Untitled-3", "shellscript"),
    ("untitled:Untitled-4", "markdown"),
    ("file:///nowhere/cckm-lint.toml", "toml"),
];

const QUESTIONS: &[&str] =
    &["textDocument/hover", "textDocument/completion", "textDocument/documentSymbol", "textDocument/codeAction", "nothing/known"];

/// Bytes that are decided by.
struct Bytes<'d>(&'d [u8]);

impl<'d> Bytes<'d> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The text up to the next zero byte.
    fn text(&mut self) -> String {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    }

    /// A place that is mostly near, and sometimes nowhere.
    fn position(&mut self) -> Option<Value> {
        let wild = |byte: u8| if byte == 255 { u32::MAX } else { u32::from(byte) };
        Some(json!({ "line": wild(self.byte()? % 16), "character": wild(self.byte()?) }))
    }

    fn range(&mut self) -> Option<Value> {
        Some(json!({ "start": self.position()?, "end": self.position()? }))
    }
}

/// The next message, if there are bytes for one.
fn message(bytes: &mut Bytes<'_>, id: i32) -> Option<Value> {
    let (kind, which) = (bytes.byte()?, bytes.byte()?);
    let (uri, language) = DOCUMENTS[usize::from(which) % DOCUMENTS.len()];
    let document = json!({ "uri": uri, "version": id });
    Some(match kind % 8 {
        0 => json!({ "method": "textDocument/didOpen", "params": { "textDocument":
            { "uri": uri, "languageId": language, "version": id, "text": bytes.text() } } }),
        1 | 2 => json!({ "method": "textDocument/didChange", "params": { "textDocument": document, "contentChanges":
            [{ "range": bytes.range()?, "text": bytes.text() }] } }),
        3 => json!({ "method": "textDocument/didClose", "params": { "textDocument": document } }),
        4 => json!({ "method": "$/cancelRequest", "params": { "id": i32::from(which) } }),
        5 | 6 => json!({ "id": id, "method": QUESTIONS[usize::from(kind / 8) % QUESTIONS.len()], "params": {
            "textDocument": document, "position": bytes.position()?, "range": bytes.range()?, "context": { "diagnostics": [] } } }),
        _ => serde_json::from_str(&bytes.text()).unwrap_or(json!({ "id": id, "method": bytes.text(), "params": bytes.text() })),
    })
}

fn converse(data: &[u8]) {
    let mut bytes = Bytes(data);
    let Some(flags) = bytes.byte() else { return };
    let encoding = ["utf-8", "utf-16", "utf-32"][usize::from(flags) % 3];
    let capabilities = json!({
        "general": { "positionEncodings": [encoding] },
        "workspace": { "workspaceEdit": { "documentChanges": flags & 4 == 0 } },
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
    });
    let mut messages =
        vec![json!({ "id": 0, "method": "initialize", "params": { "processId": null, "capabilities": capabilities } })];
    for id in 1.. {
        let Some(message) = message(&mut bytes, id) else { break };
        messages.push(message);
    }
    let (server, client) = Connection::memory();
    let mut asked: HashMap<String, usize> = HashMap::new();
    for message in &messages {
        let Ok(message) = decode(message.to_string().as_bytes()) else { continue };
        let is_exit = matches!(&message, Message::Notification(note) if note.method == "exit");
        if let Message::Request(request) = &message {
            *asked.entry(request.id.to_string()).or_default() += 1;
        }
        client.sender.send(message).unwrap();
        if is_exit {
            break;
        }
    }
    drop(client.sender);
    let _ = serve(&server);
    drop(server);
    for message in client.receiver.iter() {
        if let Message::Response(response) = message {
            let left = asked.get_mut(&response.id.to_string()).expect("an answer to what was not asked");
            *left = left.checked_sub(1).expect("a second answer");
        }
    }
    assert!(asked.values().all(|left| *left == 0), "a request without an answer");
}
