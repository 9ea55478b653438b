#!/usr/bin/env node
// Starts the binary of this platform. npm has installed it beside this package, so nothing is fetched and no script runs on install.
"use strict";

const { spawn } = require("node:child_process");
const platforms = require("../platforms.json");

/** What shells and CI systems send to end a program. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"];

/** The exit code for "the run is incomplete", as the binary has it. */
const INCOMPLETE = 3;

function give_up(message) {
  process.stderr.write(`cckm-lint: ${message}\n`);
  process.exit(INCOMPLETE);
}

function binary() {
  const name = `${process.platform}-${process.arch}`;
  const platform = platforms[name];
  if (!platform) give_up(`there is no binary for ${name}; with Rust, \`cargo install\` makes one`);
  try {
    return require.resolve(`@cckm-lint/${name}/bin/${platform.binary}`);
  } catch {
    return give_up(`the package @cckm-lint/${name} is missing; install again, without --omit=optional`);
  }
}

const child = spawn(binary(), process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => give_up(`the binary does not start: ${error.message}`));

// A signal that only this process gets is passed on; it ends when the binary has ended.
for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  if (!signal) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
