// A stand-in for cckm-lint: it says a version, and as `lsp` writes down what an editor tells it and finds one fault in each document.
"use strict";
const { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

/** Makes the program `name` in `folder`, and says where it is. */
function make(folder, name, version) {
  const path = join(folder, name);
  const call = `require(${JSON.stringify(__filename)}).run(${JSON.stringify(version)}, ${JSON.stringify(resolve(folder, "log.jsonl"))})`;
  writeFileSync(path, `#!${process.execPath}\n${call};\n`);
  chmodSync(path, 0o755);
  return path;
}

/** What the programs in `folder` were told so far. */
function told(folder) {
  const log = join(folder, "log.jsonl");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
}

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function answer({ id, method, params }) {
  if (method === "exit") process.exit();
  if (method === "initialize") return send({ id, result: { capabilities: { textDocumentSync: 1 } } });
  if (method === "textDocument/didOpen") {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const fault = { range, severity: 2, source: "cckm-lint", message: "a fault to be shown" };
    return send({ method: "textDocument/publishDiagnostics", params: { uri: params.textDocument.uri, diagnostics: [fault] } });
  }
  if (id !== undefined) send({ id, result: null });
}

function run(version, log) {
  if (process.argv[2] === "--version") return console.log(version);
  const write = (what) => appendFileSync(log, `${JSON.stringify(what)}\n`);
  write({ arguments: process.argv.slice(2), cwd: process.cwd() });
  let data = Buffer.alloc(0);
  process.stdin.on("data", (more) => {
    data = Buffer.concat([data, more]);
    for (let head; (head = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(data.toString("latin1"))); ) {
      const end = head[0].length + Number(head[1]);
      if (data.length < end) return;
      const message = JSON.parse(data.subarray(head[0].length, end));
      data = data.subarray(end);
      write({ method: message.method, options: message.params?.initializationOptions, language: message.params?.textDocument?.languageId });
      answer(message);
    }
  });
}

module.exports = { make, told, run };
