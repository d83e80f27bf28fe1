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

# seconds COMMAND... - the best of five runs.
seconds() {
	for i in 1 2 3 4 5; do
		start=$(date +%s%N)
		"$@" >/dev/null
		echo $(($(date +%s%N) - start))
	done | sort -n | head -n 1 | awk '{ printf "%.4f", $1 / 1e9 }'
}
# through WHAT COUNT FILE VERB... - how many a second one worker gets through, and two.
through() {
	what=$1 count=$2 file=$3
	shift 3
	wc=$(seconds wc -l "$file")
	one=$(seconds "$build/retort" "$@" --json --threads 1 "$file")
	two=$(seconds "$build/retort" "$@" --json --threads 2 "$file")
	awk -v what="$what" -v n="$count" -v wc="$wc" -v one="$one" -v two="$two" 'BEGIN {
		printf "%s: %.0f/s with one worker, %.0f/s with two (%.2f times); %.1f times wc -l\n",
			what, n / one, n / two, one / two, one / wc }'
}
ninja -C "$build" --quiet retort
echo "== retort read --json, the same mail"
messages=$("$build/retort" read --json "$work/mail.mbox" | sed 's/.*"message":\([0-9]*\).*/\1/' | tail -n 1)
through messages "$messages" "$work/mail.mbox" read

# Replies of the exam where it lies beside the project, else those that stand beside the rules.
replies=$here/../../shared/exam/replies.tsv
if [ -f "$replies" ]; then
	cut -f 5 "$replies" | tail -n +2
else
	sed -n 's/^Match: //p' "$here"/../data/phrase/*.txt
fi >"$work/few"
while [ "$(wc -l <"$work/few")" -lt 4000 ]; do
	cat "$work/few" "$work/few" >"$work/more"
	mv "$work/more" "$work/few"
done
i=0
while [ $i -lt 150 ]; do
	cat "$work/few"
	i=$((i + 1))
done >"$work/replies"
echo "== judging replies"
ninja -C "$build" --quiet bench/judge_bench
"$build/bench/judge_bench" "$work/few"
echo "== retort classify --json"
through replies "$(wc -l <"$work/replies")" "$work/replies" classify

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
