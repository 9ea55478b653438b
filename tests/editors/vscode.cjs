// The extension as it is packaged, against a stub of VS Code and a server of its own making.
//
//   node vscode.cjs EXTENSION [BINARY]      EXTENSION is the unpacked folder; BINARY a cckm-lint that has `lsp`
"use strict";
const assert = require("node:assert/strict");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { homedir, tmpdir } = require("node:os");
const { join } = require("node:path");

const [extension, real] = process.argv.slice(2);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === "vscode" ? join(__dirname, "vscode_stub.cjs") : resolve(name, ...rest));
const { make, told: told_in } = require("./server.cjs");
const vscode = require("./vscode_stub.cjs");
const { seen } = vscode;
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
const { activate, deactivate } = require(join(extension, manifest.main));
const context = { subscriptions: [], extension: { packageJSON: manifest }, asAbsolutePath: (path) => path };

/** The document that is open: its usage is that of another spec. */
const fixture = join(__dirname, "..", "..", "fixtures", "requests", "bad", "usage-of-another-spec.json");
const document = { uri: vscode.Uri.file(fixture), languageId: "json", version: 1, getText: () => readFileSync(fixture, "utf8") };
vscode.workspace.textDocuments.push(document);

const folder = mkdtempSync(join(tmpdir(), "cckm-lint-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
const program = (name, version) => make(folder, name, version);
const told = () => told_in(folder);
const restart = (settings) => ((seen.settings = settings), seen.errors.splice(0), seen.commands.get("cckm-lint.restart")());

/** What is shown of the document, once there is something. */
async function shown() {
  for (let tries = 0; tries < 1000; tries += 1) {
    const found = seen.diagnostics.get(document.uri.fsPath);
    if (found?.length) return found.map(({ message }) => message).join("\n");
    await new Promise((after) => setTimeout(after, 20));
  }
  throw new Error("nothing is shown");
}

async function main() {
  seen.settings = { "cckm-lint.path": program("good", "cckm-lint 0.1.0"), "cckm-lint.account": "111122223333", "cckm-lint.show": "info" };
  await activate(context);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(told()[0], { arguments: ["lsp"], cwd: homedir() });
  assert.deepEqual(told()[1], { method: "initialize", options: { show: "info", account: "111122223333" } });
  assert.equal(await shown(), "a fault to be shown");
  const declared = manifest.contributes.commands.map(({ command }) => command).sort();
  assert.deepEqual([...seen.commands.keys()].sort(), declared);

  // A change of the trace, and of what is not ours, starts nothing anew; a setting of ours does. Restarts wait for each other.
  const change = (section) => seen.listeners.configuration.forEach((listener) => listener({ affectsConfiguration: (asked) => `${section}.`.startsWith(`${asked}.`) }));
  const starts = () => told().filter((line) => line.arguments).map((line) => line.arguments);
  change("editor.fontSize");
  change("cckm-lint.trace.server");
  await restart({ ...seen.settings, "cckm-lint.args": ["--flag"] });
  assert.deepEqual(starts(), [["lsp"], ["lsp", "--flag"]]);
  change("cckm-lint.args");
  await restart(seen.settings);
  assert.equal(starts().length, 4);
  assert.ok(told().some((line) => line.method === "exit"), "the first server was told to exit");

  await restart({ "cckm-lint.path": join(folder, "nowhere") });
  assert.match(seen.errors[0][0], /nowhere` was not found\. Install it with `pip install cckm-lint`/);
  assert.deepEqual(seen.errors[1], ["command", "workbench.action.openSettings", "cckm-lint.path"]);
  await restart({ "cckm-lint.path": program("old", "cckm-lint 0.0.9") });
  assert.match(seen.errors[0][0], /is version 0\.0\.9, and 0\.1\.0 is needed/);
  await restart({ "cckm-lint.path": program("other", "GNU something 3.1") });
  assert.match(seen.errors[0][0], /is some other program/);
  assert.ok(!seen.output.some((line) => line.startsWith("starting") && line.includes("other")));

  if (real) {
    await restart({ "cckm-lint.path": real });
    assert.deepEqual(seen.errors, []);
    assert.match(await shown(), /an ECC_SECG_P256K1 key cannot be made for/);
  }
  // A program of the right version that does not know `lsp` ends at once. The client lets promises of its own fail then, which
  // VS Code writes to a log.
  process.on("unhandledRejection", () => {});
  const deaf = join(folder, "deaf");
  writeFileSync(deaf, '#!/bin/sh\n[ "$1" = --version ] && echo "cckm-lint 0.1.0" && exit\nexit 3\n', { mode: 0o755 });
  await restart({ "cckm-lint.path": deaf });
  assert.ok(seen.errors.some(([message]) => message.startsWith(`cckm-lint: \`${deaf} lsp\` does not start.`)), JSON.stringify(seen.errors));

  await deactivate();
  console.log(`the extension starts ${real ? "cckm-lint lsp" : "a server"}, hands over its settings, starts anew, and says what is wrong with the program`);
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
