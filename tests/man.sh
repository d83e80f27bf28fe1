#!/bin/sh
# SPDX-License-Identifier: MIT
# man.sh RETORT SOURCE-ROOT LIBRETORT.A - run the examples of the manual, and look for what it lacks.
#
# An example is a literal display whose first line begins with "$ ". Each such line is a command; it
# goes on in the next line if it ends in a backslash or "|". What follows is its output; a line "..." stands
# for whatever else comes. The program in libretort(3) is compiled with $CC $CFLAGS.
set -u
export LC_ALL=C
unset NO_COLOR
# The program leaves its memory to the system when it ends.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
root=$2
passed=0 failed=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

absolute() {
	case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac
}

# check OK MESSAGE - count; and say what is wrong
check() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s\n' "$2"
	fi
}

# Writes NNN.cmd, NNN.want and NNN.where for each command, NAME.c for the program after ".Pa NAME.c".
extract() {
	awk -v dir="$tmp" '
		function plain(s) {
			gsub(/\\&/, "", s)
			gsub(/\\\(aq/, "\047", s)
			gsub(/\\\(dq/, "\"", s)
			gsub(/\\\(ha/, "^", s)
			gsub(/\\\(ti/, "~", s)
			gsub(/\\\(ga/, "`", s)
			gsub(/\\-/, "-", s)
			gsub(/\\e/, "\\", s)
			return s
		}
		FNR == 1 { page = FILENAME; sub(/.*\//, "", page) }
		/^\.Pa .*\.c$/ { program = $2 }
		/^\.Bd -literal/ { first = FNR + 1; kind = ""; next }
		/^\.Ed/ { first = 0; next }
		!first { next }
		{ line = plain($0) }
		FNR == first && line ~ /^\$ / { kind = "run" }
		FNR == first && line ~ /^#include/ { kind = "program" }
		kind == "program" { print line > (dir "/" program); next }
		kind != "run" { next }
		more { print line > command; more = line ~ /[\\|]$/; next }
		line ~ /^\$ / {
			name = sprintf("%s/%03d", dir, ++count)
			command = name ".cmd"
			print page ":" FNR > (name ".where")
			printf "" > (name ".want")
			print substr(line, 3) > command
			more = line ~ /[\\|]$/
			next
		}
		{ print line > (name ".want") }
	' "$root"/man/*.[1-8]
}

# Both outputs up to the line "..." of the wanted one.
compare() {
	n=$(awk '$0 == "..." { print NR - 1; exit }' "$1")
	if [ -n "$n" ]; then
		awk -v n="$n" 'NR <= n' "$1" >"$tmp/want"
		awk -v n="$n" 'NR <= n' "$2" >"$tmp/got"
	else
		cat "$1" >"$tmp/want"
		cat "$2" >"$tmp/got"
	fi
	diff -u "$tmp/want" "$tmp/got" >"$tmp/diff"
}

run_examples() {
	for command in "$tmp"/*.cmd; do
		name=${command%.cmd}
		(cd "$root/tests/corpus" && PATH="$tmp/bin:$PATH" sh "$command") \
			<&- >"$name.got" 2>"$name.err"
		compare "$name.want" "$name.got"
		check $? "$(cat "$name.where"): $(cat "$command")
$(cat "$tmp/diff" "$name.err")"
	done
}

compile_programs() {
	for source in "$tmp"/*.c; do
		name=${source##*/}
		# shellcheck disable=SC2086
		${CC:-cc} ${CFLAGS:-} -std=c17 -Wall -Wextra -Wpedantic -Werror -I"$root/include" \
			-o "$tmp/bin/${name%.c}" "$source" "$1"
		check $? "$name does not compile"
	done
}

# need PAGE WORD - a word that a list or sentence must have as .Cm or .Fl
need() {
	grep -Eq "^\.(It |Op )?(Cm|Fl) (.* )?$2( |\$)" "$root/man/$1"
	check $? "$1: nothing about $2"
}

# need_all PAGE - the words in $tmp/list, of which there must be some
need_all() {
	[ -s "$tmp/list" ]
	check $? "$1: man.sh no longer finds the words that it must have"
	while read -r word; do
		need "$1" "$word"
	done <"$tmp/list"
}

options_of() {
	tr '{' '\n' <"$root/$1" | sed -n 's/^ "\([a-z-]*\)", [a-z]*_argument.*/-\1/p'
}

# What the sources have and the manual must have.
look_for_gaps() {
	header=$root/include/retort/retort.h
	for f in $(sed -n 's/^RT_API .*[ *]\(rt_[a-z_]*\)(.*/\1/p' "$header"); do
		grep -Eq "^\.F[no] $f( |\$)" "$root/man/libretort.3"
		check $? "libretort.3: nothing about $f"
	done

	sed -nE 's/^	X\([A-Z_]+, "([a-z-]{2,})"\).*/\1/p' "$header" | grep -vx as-class >"$tmp/list"
	need_all retort.1
	sed -nE 's/^	(OUTCOME|VERDICT)\(([a-z_]+),.*/\2/p' "$root/sink/field.c" >"$tmp/list"
	need_all retort.1
	options_of cli/cli.h >"$tmp/list"
	need_all retort.1
	sed -nE 's/^	\{ "([a-z]+)", ".*", cmd_.*/\1/p' "$root/cli/main.c" >"$tmp/list"
	cp "$tmp/list" "$tmp/verbs"
	need_all retort.1
	while read -r verb; do
		for option in $(options_of "cli/cmd_$verb.c"); do
			need "retort-$verb.1" "$option"
		done
	done <"$tmp/verbs"

	# Conditions are told as ".It Cm word", "title:", ".Cm action".
	awk '/^Condition: / { word = $2 } /^Action: / { print word, $2 }' "$root/data/condition.txt" >"$tmp/list"
	awk '/^\.It Cm / { word = $3; at = NR } /^\.Cm / && NR == at + 2 { print word, $2 }' \
		"$root/man/retort.1" >"$tmp/told"
	while read -r row; do
		grep -Fqx "$row" "$tmp/told"
		check $? "retort.1: no condition and action $row"
	done <"$tmp/list"

	# "[KIND_X] = { { "Key", "!Field", "*Field" } }": a section for the key, an item for a field.
	sed -n '/^} schemas/,/^};/p' "$root/tools/mk_load.c" >"$tmp/schemas"
	sed -nE 's/.*\[KIND_[A-Z]+\] = \{ \{ "([A-Za-z]+)".*/\1/p' "$tmp/schemas" >"$tmp/keys"
	while read -r key; do
		grep -Eq "^\.Ss (.*, )?${key}[:,]" "$root/man/retort-data.5"
		check $? "retort-data.5: nothing about blocks of $key"
	done <"$tmp/keys"
	tr -c 'A-Za-z0-9"-' '\n' <"$tmp/schemas" | tr -d '"' | grep '^[A-Z][a-z]' | grep -Fvx -f "$tmp/keys" |
		sort -u >"$tmp/list"
	need_all retort-data.5
}

mkdir "$tmp/bin"
ln -s "$(absolute "$1")" "$tmp/bin/retort"
extract
compile_programs "$3"
run_examples
look_for_gaps
echo "checks: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
