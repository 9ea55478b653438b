// The extension as it is packaged, against a stub of VS Code and a server of its own making.
//
//   node vscode.cjs EXTENSION [BINARY]      EXTENSION is the unpacked folder; BINARY a cckm-lint that has `lsp`
"use strict";
const assert = require("node:assert/strict");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const Module = require("node:module");
const { homedir, tmpdir } = require("node:os");
const { join } = require("node:path");

const [extension, real] = process.argv.slice(2);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === "vscode" ? join(__dirname, "vscode_stub.cjs") : resolve(name, ...rest));
const { make, told: told_in } = require("./server.cjs");
const { seen } = require("./vscode_stub.cjs");
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
const { activate, deactivate } = require(join(extension, manifest.main));
const context = { subscriptions: [], extension: { packageJSON: manifest }, asAbsolutePath: (path) => path };

const folder = mkdtempSync(join(tmpdir(), "cckm-lint-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
const program = (name, version) => make(folder, name, version);
const told = () => told_in(folder);
const restart = (settings) => ((seen.settings = settings), seen.errors.splice(0), seen.commands.get("cckm-lint.restart")());

async function main() {
  seen.settings = { "cckm-lint.path": program("good", "cckm-lint 0.1.0"), "cckm-lint.account": "111122223333", "cckm-lint.show": "info" };
  await activate(context);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(told()[0], { arguments: ["lsp"], cwd: homedir() });
  assert.deepEqual(told()[1], { method: "initialize", options: { show: "info", account: "111122223333" } });
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
    // The server asks for the files that it wants to be told of.
    assert.ok(seen.watched.length > 0);
  }
  await deactivate();
  console.log(`the extension starts ${real ? "cckm-lint lsp" : "a server"}, hands over its settings, starts anew, and says what is wrong with the program`);
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
