#!/usr/bin/env bash
# pip.sh WHEEL SCRATCH: the wheel, in an environment of its own and as a hook of pre-commit, without Rust.
set -euo pipefail
. "$(dirname "$0")/common.sh"
wheel=$1 scratch=$2
mkdir -p "$scratch"
cd "$scratch"
export PATH
PATH=$(path_without_rust)
if command -v cargo; then fail "Rust is on the path"; fi

python3 -m venv clean
start=$(date +%s.%N)
clean/bin/pip install --quiet --no-index --disable-pip-version-check "$wheel"
echo "pip install: $(seconds "$start") s, $(stat -c %s "$wheel") bytes"
lints clean/bin/cckm-lint
clean/bin/pip uninstall --quiet --yes cckm-lint
[ ! -e clean/bin/cckm-lint ] || fail "pip left the binary behind"

# The hook as the README has it, but for where the package is from.
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check pre-commit
git init --quiet user
cd user
hook=$(awk '/^  - repo: local$/ { inside = 1 } /^```$/ { inside = 0 } inside' "$fixtures/../../README.md")
[ -n "$hook" ] || fail "the README has no local hook"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$fixtures/../../Cargo.toml" | head -n 1)
grep -q "\"cckm-lint==$version\"" <<<"$hook" || fail "the README's hook is not of version $version"
files=$(sed -n 's/^ *files: &requests //p' "$fixtures/../../.pre-commit-hooks.yaml")
grep -qF "files: $files" <<<"$hook" || fail "the README's hook looks at other files than ours"
{ echo "repos:"; sed "s|\"cckm-lint==$version\"|\"$wheel\"|" <<<"$hook"; } >.pre-commit-config.yaml
printf '{ "name": "not a request" }\n' >package.json
cp "$fixtures/good/manual-example.json" good.json
git add .
start=$(date +%s.%N)
PRE_COMMIT_HOME=$PWD/../cache ../tools/bin/pre-commit run --all-files || fail "the hook stopped a good request"
echo "the hook, installed and run: $(seconds "$start") s"
cp "$fixtures/bad/every-fault-once.json" bad.json
git add .
if PRE_COMMIT_HOME=$PWD/../cache ../tools/bin/pre-commit run --all-files >report.txt 2>&1; then fail "the hook passed a faulty request"; fi
grep -q 'spec-usage-mismatch' report.txt || { cat report.txt; fail "the hook does not say what is wrong"; }
echo "the wheel lints where there is no Rust, by itself and as a hook"
