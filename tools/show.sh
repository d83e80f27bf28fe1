#!/bin/sh
# SPDX-License-Identifier: MIT
# show.sh RETORT - the main job on sample mail, for make run.
set -eu
retort=$1
corpus=$(dirname "$0")/../tests/corpus

show() {
	printf '\n$ retort %s\n' "$*"
	"$retort" "$@" || true
}

cd "$corpus"
retort=$(cd - >/dev/null && cd "$(dirname "$retort")" && pwd)/$(basename "$retort")
show read man-example.eml
show read --json man-example.eml
show explain 550 5.7.1 Service unavailable, Client host '[192.0.2.25]' blocked using zen.spamhaus.org
