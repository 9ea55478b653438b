// @ts-check
"use strict";
const vscode = require("vscode");

/** The first folder that is open, if there is one. */
function folder() {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

/** @param {string} path */
function resolved(path) {
  return path.replaceAll("${workspaceFolder}", folder() ?? ".");
}

/** The settings as they are now. */
function settings() {
  const given = vscode.workspace.getConfiguration("cckm-lint");
  return {
    path: resolved(given.get("path", "") || "cckm-lint"),
    args: given.get("args", /** @type {string[]} */ ([])),
    /** What the server is told when it starts. What is not set is left out, so that `cckm-lint.toml` decides. */
    options: {
      show: chosen(given.inspect("show")),
      callerArn: given.get("callerArn") || undefined,
      account: given.get("account") || undefined,
      configPath: resolved(given.get("configPath", "")) || undefined,
      isolated: given.get("isolated") || undefined,
    },
  };
}

/**
 * A setting that somebody made; the default is not taken for one.
 * @param {{ globalValue?: unknown, workspaceValue?: unknown, workspaceFolderValue?: unknown } | undefined} setting
 */
function chosen(setting) {
  return setting?.workspaceFolderValue ?? setting?.workspaceValue ?? setting?.globalValue;
}

module.exports = { settings };
