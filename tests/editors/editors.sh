#!/usr/bin/env bash
# editors.sh SCRATCH: Neovim and Emacs, set up as .editors/README.md says, start the server and show what it finds.
# They talk to a stand-in for it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
readme=$here/../../.editors/README.md
mkdir -p "$1/bin" "$1/project"
cd "$1"
export PATH=$PWD/bin:$PATH
printf '{ "kms": "aws-main" }\n' >project/request.json
git init --quiet project
node -e 'require(process.argv[1]).make("bin", "cckm-lint", "cckm-lint 0.1.0")' "$here/server.cjs"

# block LANGUAGE NUMBER: a fenced block of the README.
block() { awk -v start="\`\`\`$1" -v wanted="$2" '/^```$/ { inside = 0 } inside && seen == wanted; $0 == start { inside = 1; seen++ }' "$readme"; }

# heard: what the server was told is what was set up.
heard() {
  node -e '
    const assert = require("node:assert/strict");
    const told = require(process.argv[1]).told("bin");
    assert.deepEqual(told[0].arguments, ["lsp"]);
    assert.deepEqual(told[1], { method: "initialize", options: { show: "info" } });
    assert.ok(told.some(({ method, language }) => method === "textDocument/didOpen" && language === "json"));
  ' "$here/server.cjs"
  rm bin/log.jsonl
}

neovim() {
  local number version
  for number in 1 2 3; do
    block lua $number >"$number.lua"
    [ -s "$number.lua" ] || { echo "the README has no block $number for Neovim"; exit 1; }
    nvim --headless --clean -c "lua assert(loadfile('$number.lua'))" -c quit
  done
  version=$(nvim --version | sed -n '1s/NVIM v0\.\([0-9]*\).*/\1/p')
  case $version in 7) number=3 ;; 8 | 9 | 10) number=2 ;; *) number=1 ;; esac
  nvim --headless --clean -c "luafile $number.lua" -c "edit project/request.json" \
    -c "lua vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)" \
    -c "lua io.stdout:write(vim.diagnostic.get(0)[1].message)" -c "quitall!" >said.txt
  grep -q 'a fault to be shown' said.txt
  heard
  echo "Neovim 0.$version shows what the server finds"
}

emacs_with_eglot() {
  { block elisp 1; cat <<'ELISP'
    (package-initialize)
    (require 'eglot)
    ;; Emacs 28 has no mode of its own for JSON; this is what the package json-mode makes.
    (define-derived-mode json-mode js-mode "JSON")
    (find-file "project/request.json")
    (json-mode)
    (apply #'eglot--connect (eglot--guess-contact))
    (let ((deadline (+ (float-time) 20)))
      (while (and (< (float-time) deadline) (not (flymake-diagnostics)))
        (accept-process-output nil 0.1)))
    (princ (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))
ELISP
  } >set-up.el
  emacs --batch --load set-up.el >said.txt 2>emacs.log || { cat emacs.log; exit 1; }
  grep -q 'a fault to be shown' said.txt
  heard
  echo "Eglot shows what the server finds"
}

neovim
emacs_with_eglot
