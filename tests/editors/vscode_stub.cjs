// As much of the module `vscode` as the extension and its language client ask for, which remembers what they do with it.
"use strict";

/** What happened: the tests read it. */
const seen = { errors: [], output: [], commands: new Map(), listeners: { configuration: [] }, settings: {}, diagnostics: new Map() };

class Disposable {
  constructor(end = () => {}) { this.end = end; }
  dispose() { this.end(); }
  static from(...parts) { return new Disposable(() => parts.forEach((part) => part.dispose())); }
}

class EventEmitter {
  constructor() {
    this.listeners = [];
    this.event = (listener) => (this.listeners.push(listener), new Disposable());
  }
  fire(event) { this.listeners.forEach((listener) => listener(event)); }
  dispose() {}
}

class Uri {
  constructor(path) { Object.assign(this, { scheme: "file", path, fsPath: path }); }
  static file(path) { return new Uri(path); }
  static parse(text) { return new Uri(text.replace("file://", "")); }
  toString() { return `file://${this.path}`; }
}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
CodeActionKind.Empty = new CodeActionKind("");

class CancellationTokenSource {
  constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() }; }
  cancel() { this.token.isCancellationRequested = true; }
  dispose() {}
}

class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}

/** A namespace: what is not given is an event that never happens, a registration, or a class to derive from. */
function namespace(given) {
  return new Proxy(given, {
    get(target, name) {
      if (name in target || typeof name === "symbol") return target[name];
      if (/^on(Did|Will)/.test(name)) return () => new Disposable();
      if (/^(register|create)/.test(name)) return () => Object.assign(new Disposable(), { clear() {}, set() {}, delete() {} });
      return /^[A-Z]/.test(name) ? (target[name] = class {}) : undefined;
    },
  });
}

const output = { append: (text) => seen.output.push(text), appendLine: (text) => seen.output.push(text), show() {}, dispose() {} };

function configuration(section) {
  const setting = (name) => seen.settings[`${section}.${name}`];
  return {
    get: (name, fallback) => setting(name) ?? fallback,
    inspect: (name) => ({ globalValue: setting(name) }),
  };
}

module.exports = namespace({
  seen,
  CancellationTokenSource,
  CodeActionKind,
  Diagnostic,
  Disposable,
  EventEmitter,
  Uri,
  version: "1.82.0",
  env: { appName: "stub", language: "en", isTelemetryEnabled: false },
  commands: namespace({
    registerCommand: (name, command) => (seen.commands.set(name, command), new Disposable()),
    executeCommand: async (...command) => { seen.errors.push(["command", ...command]); },
  }),
  window: namespace({
    createOutputChannel: () => output,
    showErrorMessage: async (message, ...answers) => (seen.errors.push([message, ...answers]), answers.at(0)),
    tabGroups: namespace({ all: [] }),
    visibleTextEditors: [],
  }),
  languages: namespace({
    match: (selector, document) => (selector.some(({ language }) => language === document.languageId) ? 10 : 0),
    createDiagnosticCollection: () => ({
      set: (uri, diagnostics) => seen.diagnostics.set(uri.fsPath, diagnostics),
      delete: (uri) => seen.diagnostics.delete(uri.fsPath),
      clear: () => seen.diagnostics.clear(),
      dispose: () => seen.diagnostics.clear(),
    }),
  }),
  workspace: namespace({
    workspaceFolders: [{ uri: Uri.file("/project"), name: "project", index: 0 }],
    textDocuments: [],
    notebookDocuments: [],
    getConfiguration: configuration,
    createFileSystemWatcher: () => Object.assign(new Disposable(), { onDidCreate() {}, onDidChange() {}, onDidDelete() {} }),
    onDidChangeConfiguration: (listener) => (seen.listeners.configuration.push(listener), new Disposable()),
  }),
});
