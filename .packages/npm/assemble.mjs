// Packs the npm packages from binaries that were built before.
//
//   node assemble.mjs main FOLDER              cckm-lint: the command, which finds the binary
//   node assemble.mjs TARGET BINARY FOLDER     @cckm-lint/PLATFORM: the binary for one platform
//
// The table of platforms is platforms.json; version, description and licence are those of Cargo.toml.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));
const cargo = readFileSync(join(root, "Cargo.toml"), "utf8");

/** A text of the table `[package]`, which is the first of Cargo.toml. */
function fact(name) {
  const found = cargo.match(new RegExp(`^${name} = "(.*)"$`, "m"));
  if (!found) throw new Error(`Cargo.toml has no ${name}`);
  return found[1];
}

const common = { version: fact("version"), description: fact("description"), license: fact("license") };

/** The command. Each platform's binary is optional: npm installs the one whose `os` and `cpu` fit. */
function main_package(folder) {
  for (const file of ["bin", "platforms.json", "README.md"]) cpSync(join(here, file), join(folder, file), { recursive: true });
  const names = Object.keys(platforms).map((platform) => `@cckm-lint/${platform}`);
  return {
    name: "cckm-lint",
    ...common,
    bin: { "cckm-lint": "bin/cckm-lint.js" },
    engines: { node: ">=16" },
    optionalDependencies: Object.fromEntries(names.map((name) => [name, common.version])),
  };
}

/** The binary for one platform. */
function platform_package(target, binary, folder) {
  const entry = Object.entries(platforms).find(([, platform]) => platform.target === target);
  if (!entry) throw new Error(`${target} is not in platforms.json`);
  const [platform, { binary: name }] = entry;
  const [os, cpu] = platform.split("-");
  mkdirSync(join(folder, "bin"));
  cpSync(binary, join(folder, "bin", name));
  chmodSync(join(folder, "bin", name), 0o755);
  writeFileSync(join(folder, "README.md"), `The binary of cckm-lint for ${platform}. Install \`cckm-lint\` instead.\n`);
  return { name: `@cckm-lint/${platform}`, ...common, os: [os], cpu: [cpu], preferUnplugged: true };
}

/** `npm pack`, in a folder that holds nothing but the package. */
function pack(folder, manifest, out) {
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(out, { recursive: true });
  // On Windows npm is a script, which only a shell starts.
  const options = { cwd: folder, encoding: "utf8", shell: process.platform === "win32" };
  execFileSync("npm", ["pack", "--silent", "--pack-destination", resolve(out)], options);
}

const [what, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "cckm-lint-"));
try {
  if (what === "main") pack(folder, main_package(folder), resolve(rest[0]));
  else pack(folder, platform_package(what, rest[0], folder), resolve(rest[1]));
} finally {
  rmSync(folder, { recursive: true });
}
