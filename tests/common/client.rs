//! An editor, as far as a language server sees one.

#![allow(clippy::needless_pass_by_value, reason = "what is said is written where it is said")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use cckm_lint::lsp::serve;
use lsp_server::{Connection, Message};
use serde_json::{Value, json};

use super::command::command;

/// How long a test waits for what never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A conversation with the command, over its standard input and output.
pub struct Client {
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    asked: i64,
    /// What the server said without being asked, and nobody looked at yet.
    said: Vec<Value>,
}

impl Client {
    /// Starts the command in a folder, and says nothing yet.
    pub fn start(folder: &Path) -> Self {
        let mut child =
            command(folder).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, output) = channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || while read(&mut stdout).is_some_and(|message| sender.send(message).is_ok()) {});
        Self { input: child.stdin.take().unwrap(), child, output, asked: 0, said: Vec::new() }
    }

    /// Starts the command, and is welcomed.
    pub fn welcomed(folder: &Path, says: Value) -> Self {
        let mut client = Self::start(folder);
        client.request("initialize", says);
        client.notify("initialized", json!({}));
        client
    }

    /// Sends whatever is given.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        self.send_raw(&framed(message));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The result of a request, or its error.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = json!(self.asked);
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let mut answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        let error = answer["error"].take();
        if error.is_null() { answer["result"].take() } else { error }
    }

    /// The first message of that kind, be it one that came before.
    pub fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.said.iter().position(&is_it) {
            return self.said.remove(at);
        }
        loop {
            let message = self.output.recv_timeout(PATIENCE).expect("the server says nothing more");
            if is_it(&message) {
                return message;
            }
            self.said.push(message);
        }
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a document, in its next version.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The diagnostics of a document that are published next.
    pub fn published(&mut self, uri: &str) -> Vec<Value> {
        let is_it = |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        self.wait(is_it)["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Asks about a place in a document.
    pub fn ask(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Value {
        self.request(method, at(uri, (line, character)))
    }

    /// The actions for a range of one line.
    pub fn actions(&mut self, uri: &str, line: u32) -> Vec<Value> {
        let range = json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": 999 } });
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
        self.request("textDocument/codeAction", params).as_array().unwrap().clone()
    }

    /// Shuts the server down; its exit code.
    pub fn shut_down(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Waits for the end; the exit code. Nothing is ever said on standard error.
    pub fn exit_code(self) -> i32 {
        let Self { child, input, .. } = self;
        drop(input);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        output.status.code().unwrap()
    }
}

/// The parameters that name a place.
pub fn at(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// A whole conversation in memory: all that is said is there before the server reads the first of it. What it answers.
pub fn converse(messages: &[Value]) -> Vec<Value> {
    let (server, client) = Connection::memory();
    for message in messages {
        client.sender.send(serde_json::from_value::<Message>(message.clone()).unwrap()).unwrap();
    }
    drop(client.sender);
    let _ = serve(&server);
    drop(server);
    client.receiver.iter().map(|message| serde_json::to_value(message).unwrap()).collect()
}

fn framed(message: &Value) -> Vec<u8> {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

fn read(input: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    input.read_line(&mut header).ok()?;
    let length = header.trim().strip_prefix("Content-Length: ")?.parse().ok()?;
    input.read_line(&mut String::new()).ok()?;
    let mut content = vec![0; length];
    input.read_exact(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}
