#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh BUILD - all benchmarks. Mail is the exam's where it lies beside the project, else the corpus.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

exam=$here/../../shared/exam/messages
if [ -d "$exam" ]; then
	find "$exam" -type f | LC_ALL=C sort >"$work/files"
else
	find "$here/../tests/corpus" -name '*.eml' | LC_ALL=C sort >"$work/files"
fi
ninja -C "$build" --quiet bench/mime_bench
xargs sh "$here/mkmbox.sh" "$work/mail.mbox" 100 <"$work/files"

echo "== MIME reader, 100 MB of mail"
"$build/bench/mime_bench" "$work/mail.mbox"
if ninja -C "$build" --quiet bench/gmime_bench 2>/dev/null; then
	"$build/bench/gmime_bench" "$work/mail.mbox"
else
	echo "GMime is not installed (libgmime-3.0-dev): no ratio to it"
fi

echo "== start-up: retort explain 550 against /bin/true, 500 runs each"
runs() {
	i=0
	start=$(date +%s%N)
	while [ $i -lt 500 ]; do
		"$@" >/dev/null
		i=$((i + 1))
	done
	echo $((($(date +%s%N) - start) / 500000))
}
true_us=$(runs /bin/true)
explain_us=$(runs "$build/retort" explain 550)
echo "true $true_us us, explain $explain_us us: ratio $(awk "BEGIN { printf \"%.2f\", $explain_us / $true_us }")"
