#!/bin/sh
# SPDX-License-Identifier: MIT
# lint.sh BUILD - formatting, static analysis, manuals, shell. Silent and 0 when there is nothing to say.
set -u
build=$1
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
bad=0

need() {
	command -v "$1" >/dev/null || { echo "lint: $1 is missing (Debian: clang-format clang-tidy mandoc)" >&2; exit 1; }
}
need clang-format
need clang-tidy
need mandoc
sources=$(git ls-files '*.c' '*.h')
clang-format --dry-run -Werror $sources || bad=1
mandoc -T lint -W warning man/*.[0-9] || bad=1
# The compilation database of a build without LTO and with clang's own flags.
lint=$build-lint
[ -f "$lint/build.ninja" ] || CC=clang meson setup "$lint" >/dev/null || exit 1
ninja -C "$lint" --quiet || exit 1
git ls-files '*.c' | grep -vE '_(test|fuzz)\.c$|^bench/gmime' |
	xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p "$lint" 2>/dev/null || bad=1
exit $bad
