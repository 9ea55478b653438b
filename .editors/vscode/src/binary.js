// @ts-check
"use strict";
const { execFile } = require("node:child_process");
const { homedir } = require("node:os");

/** The first version that can speak to an editor. */
const MINIMUM = [0, 1, 0];

/** Where the program is started. In the folder that is open, Windows would take a program of that name there for it. */
const CWD = homedir();

/** How long the program may take to say its version. */
const PATIENCE = 10_000;

const INSTALL = "Install it with `pip install cckm-lint` or `npm install --global cckm-lint`, or set `cckm-lint.path`.";

/**
 * Asks the program for its version, and says what is wrong if it cannot be used.
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
function problem_with(path) {
  return new Promise((resolve) => {
    execFile(path, ["--version"], { timeout: PATIENCE, cwd: CWD }, (error, stdout) => resolve(problem(path, error, stdout)));
  });
}

/**
 * @param {string} path
 * @param {(Error & { code?: unknown }) | null} error
 * @param {string} stdout
 */
function problem(path, error, stdout) {
  if (error?.code === "ENOENT") return `\`${path}\` was not found. ${INSTALL}`;
  if (error) return `\`${path}\` cannot be started: ${error.message.trim()}. ${INSTALL}`;
  const version = /^cckm-lint (\d+)\.(\d+)\.(\d+)/.exec(stdout)?.slice(1).map(Number);
  if (!version) return `\`${path}\` is some other program. ${INSTALL}`;
  if (older(version, MINIMUM)) return `\`${path}\` is version ${version.join(".")}, and ${MINIMUM.join(".")} is needed. Update it.`;
  return undefined;
}

/**
 * @param {number[]} version
 * @param {number[]} other
 */
function older(version, other) {
  const at = version.findIndex((part, index) => part !== other[index]);
  return at >= 0 && version[at] < other[at];
}

module.exports = { CWD, problem_with };
