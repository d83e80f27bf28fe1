#!/bin/sh
# SPDX-License-Identifier: MIT
# corpus.sh RETORT SOURCE-ROOT - reads every message of tests/corpus and compares what is said of it
# with the golden text beside it: NAME.json of NAME.eml, NAME.mbox.json of NAME.mbox.
case $1 in
/*) retort=$1 ;;
*) retort=$PWD/$1 ;;
esac
cd "$2/tests/corpus" || exit 1
LC_ALL=C
export LC_ALL
got=$(mktemp) || exit 1
trap 'rm -f "$got"' EXIT
trap 'exit 1' HUP INT TERM
passed=0
failed=0

# check MESSAGE GOLDEN
check() {
	if [ ! -f "$2" ]; then
		failed=$((failed + 1))
		echo "$1: there is no $2"
		return
	fi
	"$retort" read --json "$1" >"$got" 2>&1
	status=$?
	if [ "$status" -eq 0 ] && cmp -s "$2" "$got"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	[ "$status" -eq 0 ] || echo "$1: exit status $status"
	diff -u "$2" "$got"
}

for message in *.eml; do
	check "$message" "${message%.eml}.json"
done
for message in *.mbox; do
	check "$message" "$message.json"
done
echo "checks: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
