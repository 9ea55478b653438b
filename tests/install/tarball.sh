#!/usr/bin/env bash
# tarball.sh RELEASE SCRATCH: the binary of the tarball needs no library, and does its work.
set -euo pipefail
. "$(dirname "$0")/common.sh"
mkdir -p "$2"
tar -C "$2" -xzf "$1"/*-linux-musl.tar.gz
cd "$2"
binary=$(echo "$PWD"/cckm-lint-*/cckm-lint)
ldd "$binary" 2>&1 | grep -qE 'statically linked|not a dynamic executable' || fail "the binary is not static"
lints "$binary"
# Where there is nothing else at all, it still starts.
if [ "$(id -u)" -eq 0 ]; then chroot "$(dirname "$binary")" /cckm-lint --version; fi
echo "the static binary works: $(stat -c %s "$binary") bytes"
