#!/usr/bin/env bash
# Shared by the tests of the packages: how a cckm-lint that was installed has to act.

fixtures=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../fixtures/requests" && pwd)

fail() { echo "$*"; exit 1; }

# lints COMMAND…: a good request gives 0, a faulty one gives 1, and nothing to read gives 3.
lints() {
  local code
  "$@" -q "$fixtures/good/manual-example.json" || fail "$*: the good request was not passed"
  "$@" -q - <"$fixtures/good/manual-example.json" >/dev/null || fail "$*: standard input did not get through"
  code=0
  "$@" --format concise "$fixtures/bad/every-fault-once.json" >found.txt 2>&1 || code=$?
  [ $code -eq 1 ] || fail "$*: a faulty request gives $code"
  grep -q 'spec-usage-mismatch' found.txt || fail "$*: what it found is missing"
  code=0
  "$@" nowhere.json >/dev/null 2>&1 || code=$?
  [ $code -eq 3 ] || fail "$*: a file that is not there gives $code"
}

# The folders of programs in which there is no Rust.
path_without_rust() {
  local folder path=
  while read -r -d : folder; do
    [ -x "$folder/cargo" ] || [ -x "$folder/rustc" ] || path+=${path:+:}$folder
  done <<<"$PATH:"
  echo "$path"
}

seconds() { awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $1 }"; }
