// Holds the linter of the playground to the command: in every fixture both find the same, at the same characters.
// `node same.mjs PLAYGROUND.html COMMAND`, in the root of the repository.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const [playground, command] = process.argv.slice(2).map((word) => path.resolve(word));
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function start() {
  const packed = /id="wasm">([^<]*)</.exec(readFileSync(playground, "utf8"))[1];
  const compiled = new WebAssembly.Module(gunzipSync(Buffer.from(packed, "base64")));
  const imports = {};
  for (const { module, name } of WebAssembly.Module.imports(compiled)) {
    imports[module] ??= {};
    imports[module][name] = () => assert.fail(`${name} is called`);
  }
  const linter = new WebAssembly.Instance(compiled, imports).exports;
  linter.start();
  return linter;
}

/** What the page is told of a text. */
function inPage(linter, ...texts) {
  const parts = texts.map((text) => encoder.encode(text));
  let at = linter.room(parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) {
    new Uint8Array(linter.memory.buffer, at, part.length).set(part);
    at += part.length;
  }
  const length = linter.lint(parts[0].length, parts[1].length);
  const { diagnostics } = JSON.parse(decoder.decode(new Uint8Array(linter.memory.buffer, linter.answer(), length)));
  return diagnostics.map(({ rule, level, message, start, end }) => ({ rule, level, message, start, end }));
}

/** What the command says of a file by itself, with its bytes counted in units of UTF-16. */
function byCommand(file) {
  const bytes = readFileSync(file);
  const words = ["--isolated", "--quiet", "--exit-zero", "--show", "info", "--format", "json", file];
  const { diagnostics } = JSON.parse(spawnSync(command, words, { encoding: "utf8" }).stdout);
  const units = ({ offset }) => decoder.decode(bytes.subarray(0, offset)).length;
  return diagnostics.map(({ rule, level, message, range: { start, end } }) =>
    ({ rule, level, message, start: units(start), end: units(end) }));
}

const folder = mkdtempSync(path.join(tmpdir(), "cckm-lint-"));
const linter = start();
let findings = 0;
try {
  const names = ["fixtures", ".playground/examples"].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)));
  for (const name of names) {
    // Away from its neighbours, of which the page knows nothing.
    const file = path.join(folder, path.basename(name));
    writeFileSync(file, readFileSync(name));
    const found = inPage(linter, readFileSync(name, "utf8"), "auto", JSON.stringify({ name: path.basename(name), show: "info" }));
    assert.deepEqual(found, byCommand(file), name);
    findings += found.length;
    rmSync(file);
  }
  console.log(`ok: the page and the command find the same ${findings} in ${names.length} files`);
} finally {
  rmSync(folder, { recursive: true });
}
