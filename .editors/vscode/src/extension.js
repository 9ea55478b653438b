// @ts-check
"use strict";
const vscode = require("vscode");
const { CloseAction, ErrorAction, LanguageClient } = require("vscode-languageclient/node");
const { CWD, problem_with } = require("./binary.js");
const { settings } = require("./settings.js");

const OPEN_SETTINGS = "Open Settings";
const SHOW_OUTPUT = "Show Output";

/**
 * A server that has ended is not started again by itself: what it failed at is still open.
 * @type {import("vscode-languageclient").ErrorHandler}
 */
const ERROR_HANDLER = {
  error: () => ({ action: ErrorAction.Continue }),
  closed: () => ({ action: CloseAction.DoNotRestart, message: "The server has ended. Look at the output, and restart it by the command." }),
};

/** @type {LanguageClient | undefined} */
let client;

/** Starts and stops come one after the other, however fast settings change. */
let last = Promise.resolve();

/** @param {vscode.ExtensionContext} context */
function activate(context) {
  const output = vscode.window.createOutputChannel("cckm-lint");
  const restart = () => in_turn(async () => {
    await stop();
    await start(context, output);
  });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("cckm-lint.restart", restart),
    vscode.commands.registerCommand("cckm-lint.output", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => { if (needs_restart(change)) restart(); }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  return restart();
}

function deactivate() {
  return in_turn(stop);
}

/** @param {() => Promise<void>} step */
function in_turn(step) {
  last = last.then(step, step);
  return last;
}

/** @param {vscode.ConfigurationChangeEvent} change */
function needs_restart(change) {
  return change.affectsConfiguration("cckm-lint") && !change.affectsConfiguration("cckm-lint.trace");
}

/**
 * @param {vscode.ExtensionContext} context
 * @param {vscode.OutputChannel} output
 */
async function start(context, output) {
  const { path, args, options } = settings();
  const problem = await problem_with(path);
  if (problem) return complain(output, problem);
  output.appendLine(`starting ${[path, "lsp", ...args].join(" ")}`);
  const server = { command: path, args: ["lsp", ...args], options: { cwd: CWD } };
  client = new LanguageClient("cckm-lint", "cckm-lint", server, {
    documentSelector: selector(context.extension.packageJSON.activationEvents),
    outputChannel: output,
    initializationOptions: options,
    initializationFailedHandler: () => false,
    errorHandler: ERROR_HANDLER,
  });
  // Where the server ends while it is greeted, the client neither fails nor runs.
  await client.start().catch((error) => output.appendLine(String(error)));
  if (client.isRunning()) return;
  client = undefined;
  complain(output, `\`${path} lsp\` does not start. Update it, or look at the output.`);
}

async function stop() {
  const running = client;
  client = undefined;
  // A server that has ended already cannot be stopped, and need not be.
  await running?.dispose().catch(() => {});
}

/**
 * The languages that wake the extension, in files and in what is not saved yet.
 * @param {string[]} events
 */
function selector(events) {
  const languages = events.map((event) => event.replace("onLanguage:", ""));
  return languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
}

/**
 * Says what is wrong and what to do. Nobody waits for the answer.
 * @param {vscode.OutputChannel} output
 * @param {string} problem
 */
function complain(output, problem) {
  output.appendLine(problem);
  vscode.window.showErrorMessage(`cckm-lint: ${problem}`, OPEN_SETTINGS, SHOW_OUTPUT).then((answer) => {
    if (answer === OPEN_SETTINGS) vscode.commands.executeCommand("workbench.action.openSettings", "cckm-lint.path");
    if (answer === SHOW_OUTPUT) output.show();
  });
}

module.exports = { activate, deactivate };
