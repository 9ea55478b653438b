// Makes dist/: the extension in one file, the schema, and the licences of what went into it.
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const dist = join(here, "dist");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/extension.js"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  platform: "node",
  target: "node18",
  external: ["vscode"],
  legalComments: "none",
  metafile: true,
});
writeFileSync(join(dist, "licences.txt"), licences(Object.keys(metafile.inputs)));
cpSync(join(root, "schemas", "create-key-request.schema.json"), join(dist, "create-key-request.schema.json"));
cpSync(join(root, "LICENSE"), join(here, "LICENSE"));

/** The licence of each package that a bundled file is from. */
function licences(files) {
  const packages = new Set(files.flatMap((file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.slice(0, 1) ?? []));
  return [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = ["License.txt", "LICENSE", "LICENSE.md"].map((each) => join(here, folder, each)).find(existsSync);
    if (!file) throw new Error(`${name} has no licence`);
    return `${name} ${version}\n\n${readFileSync(file, "utf8").trim()}\n`;
  }).join("\n\n");
}
