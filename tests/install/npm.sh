#!/usr/bin/env bash
# npm.sh RELEASE SCRATCH: the packed npm packages of the folder RELEASE, in an empty folder, without Rust.
set -euo pipefail
. "$(dirname "$0")/common.sh"
release=$1 scratch=$2
mkdir -p "$scratch"
cd "$scratch"
export PATH
PATH=$(path_without_rust)
if command -v cargo; then fail "Rust is on the path"; fi

# The platform's package first, so that npm need not ask a registry for it.
npm install --silent --no-fund --no-audit --omit=optional "$release"/cckm-lint-linux-*.tgz "$release"/cckm-lint-[0-9]*.tgz
lints node_modules/.bin/cckm-lint
if grep -l '"\(pre\|post\)\?install"' node_modules/cckm-lint/package.json node_modules/@cckm-lint/*/package.json; then fail "a script runs on install"; fi

# A signal to the command ends the binary too, and is what the command ends by.
mkfifo input
node_modules/.bin/cckm-lint - <input &
command=$!
exec 3>input
binary=
until [ -n "$binary" ]; do kill -0 $command || fail "the command ended by itself"; binary=$(ps -o pid= --ppid $command || true); done
kill -TERM $command
code=0
wait $command || code=$?
[ $code -eq $((128 + 15)) ] || fail "a signal gives $code"
if kill -0 "$binary" 2>/dev/null; then fail "the binary runs on"; fi
exec 3>&-

# Without the platform's package the command says what is missing.
rm -r node_modules/@cckm-lint
code=0
node_modules/.bin/cckm-lint --version 2>said.txt || code=$?
[ $code -eq 3 ] || fail "a missing binary gives $code"
grep -q 'is missing; install again' said.txt || fail "a missing binary is said so: $(cat said.txt)"
echo "the npm packages lint where there is no Rust: $(stat -c %s "$release"/cckm-lint-linux-*.tgz) bytes, and $(stat -c %s "$release"/cckm-lint-[0-9]*.tgz) for the command"
