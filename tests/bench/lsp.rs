//! How long a keystroke takes in a file of a thousand lines: from `didChange` to `publishDiagnostics`, through the server's own
//! loop, in memory. `cargo bench --bench lsp`

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a bench may fail loudly")]

use cckm_lint::lsp::serve;
use divan::Bencher;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::json;

const LINES: usize = 1_000;

fn main() {
    divan::main();
}

/// An editor with one document, in which somebody types in the middle.
struct Editor {
    client: Connection,
    uri: String,
    line: usize,
    version: i32,
}

impl Editor {
    fn open(name: &str, text: &str) -> Self {
        let (server, client) = Connection::memory();
        std::thread::spawn(move || serve(&server));
        let uri = format!("file:///nowhere/{name}");
        let middle = text.lines().count() / 2;
        let line = text.lines().skip(middle).position(|line| line.contains("payments")).unwrap() + middle;
        let mut editor = Self { client, uri, line, version: 1 };
        let params = json!({ "processId": null, "capabilities": {} });
        editor.client.sender.send(Request { id: 1.into(), method: "initialize".to_owned(), params }.into()).unwrap();
        editor.client.receiver.recv().unwrap();
        let document = json!({ "uri": editor.uri, "languageId": "", "version": 1, "text": text });
        editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
        editor.wait();
        editor
    }

    fn tell(&mut self, method: &str, params: serde_json::Value) {
        self.client.sender.send(Notification { method: method.to_owned(), params }.into()).unwrap();
    }

    /// Waits for the findings of the document as it is now.
    fn wait(&self) {
        let version = json!(self.version);
        let is_it = |message: Message| matches!(message, Message::Notification(note) if note.params["version"] == version);
        while !is_it(self.client.receiver.recv().unwrap()) {}
    }

    /// Types a space at the start of a line, or takes it back.
    fn press_a_key(&mut self) {
        self.version += 1;
        let (end, text) = if self.version % 2 == 0 { (0, " ") } else { (1, "") };
        let range = json!({ "start": { "line": self.line, "character": 0 }, "end": { "line": self.line, "character": end } });
        let changes = json!([{ "range": range, "text": text }]);
        let document = json!({ "uri": self.uri, "version": self.version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        self.wait();
    }
}

/// As many parts as make a thousand lines, each with an alias of its own.
fn thousand_lines(part: &str) -> Vec<String> {
    let parts = LINES.div_ceil(part.lines().count());
    (0..parts).map(|at| part.replace("payments", &format!("payments-{at}"))).collect()
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let text = format!("[\n{}]\n", thousand_lines(include_str!("payload.json")).join(",\n"));
    let mut editor = Editor::open("payloads.json", &text);
    bencher.bench_local(|| editor.press_a_key());
}

#[divan::bench]
fn terraform(bencher: Bencher<'_, '_>) {
    let mut editor = Editor::open("keys.tf", &thousand_lines(include_str!("key.tf")).concat());
    bencher.bench_local(|| editor.press_a_key());
}

#[divan::bench]
fn yaml(bencher: Bencher<'_, '_>) {
    let tasks = thousand_lines(include_str!("task.yml")).concat();
    let mut editor = Editor::open("playbook.yml", &format!("- hosts: localhost\n  tasks:\n{tasks}"));
    bencher.bench_local(|| editor.press_a_key());
}
