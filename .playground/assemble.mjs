// Puts the page together from its parts: `node assemble.mjs LINTER.wasm PAGE.html`. The page is complete in itself, and its
// policy admits its own style and script by their hashes, the linter, and nothing that could send or fetch.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 3 * 1024 * 1024;
const here = import.meta.dirname;
const root = path.dirname(here);
const read = (...names) => readFileSync(path.join(...names), "utf8");
const part = (name) => read(here, "page", name);

const [wasmPath, pagePath] = process.argv.slice(2);
const wasm = readFileSync(wasmPath);
const packed = gzipSync(wasm, { level: 9 });
if (packed.length > MOST_BYTES) throw new Error(`the linter takes ${packed.length} bytes, more than a page should`);

// The report's look, and then what the playground has besides.
const style = read(root, "src/report/html/page.css") + part("playground.css");
const SCRIPTS = ["theme", "findings", "editor", "choices", "files", "linter", "share", "main"];
const script = `"use strict";\n(() => {\n${SCRIPTS.map((name) => part(`${name}.js`)).join("\n")}})();\n`;
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'", "connect-src 'none'", `style-src ${hash(style)}`, `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  "worker-src blob:", "img-src data:", "base-uri 'none'", "form-action 'none'",
].join("; ");

const examples = JSON.parse(read(here, "examples/list.json"))
  .map(({ title, form, file }) => ({ title, form, text: read(root, file).replaceAll("\r\n", "\n") }));
const version = /^version = "(.*)"$/m.exec(read(root, "Cargo.toml"))[1];
// Within a script a `<` might start something else.
const data = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

const worker = part("worker.js");
const parts = { version, policy, style, script, worker, examples: data(examples), wasm: packed.toString("base64") };
for (const name of ["script", "worker"]) {
  if (/<\/script|<!--/i.test(parts[name])) throw new Error(`${name}: it would end its own element`);
}
const page = part("index.html").replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(pagePath, page);
const size = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
console.log(`the linter: ${size(wasm.length)}, ${size(packed.length)} packed; the page: ${size(page.length)}`);
