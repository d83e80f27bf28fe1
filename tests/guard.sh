#!/bin/sh
# SPDX-License-Identifier: MIT
# guard.sh SRC [LIB...] - the rules of the house that a machine can check.
set -u
src=$1
shift
passed=0 failed=0

verdict() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "guard: $2"
	fi
}

sources=$(find "$src" \( -name 'build*' -o -name '.git' \) -prune -o -name '*.[ch]' -print)

# Arrows: no folder includes a folder that layers.txt does not put below it.
awk 'FNR==NR { if ($0 !~ /^#/ && NF) for (i=1;i<=NF;i++) ok[$1,$i]=1; next }
  FNR==1 { n=split(FILENAME,p,"/"); dir=p[n-1] }
  /^#include "/ { split($2,q,"[\"/]"); to=q[2]; if (to=="retort") to="include"
    if (dir!=to && dir!="retort" && !((dir,to) in ok) && !(FILENAME ~ /_(test|fuzz)\.c$/)) {
      print FILENAME ": may not include " to "/"; e=1 } }
  END { exit e }' "$src/tests/layers.txt" $sources
verdict $? "an include against the arrows"

# Sizes: a file has at most 600 lines, and names its licence first.
long=$(wc -l $sources | awk '$1 > 600 && $2 != "total"')
[ -z "$long" ]
verdict $? "a file is too long: $long"
unlicensed=$(for f in $sources; do head -n 1 "$f" | grep -q 'SPDX-License-Identifier: MIT' || echo "$f"; done)
[ -z "$unlicensed" ]
verdict $? "no licence in the first line: $unlicensed"

# The verbs of the program are sorted, so that a new one has its place.
sed -n '/} verbs\[\] = {/,/^};/s/^.*{ "\([a-z]*\)".*/\1/p' "$src/cli/main.c" | LC_ALL=C sort -c
verdict $? "the verbs are out of order"

# Forbidden calls in the library: locale, C strings without a bound, state.
grep -nE '\b(isalpha|isdigit|isalnum|isspace|tolower|toupper|strtol|strtoul|atoi|strtok|sprintf|gmtime|localtime|setlocale|malloc|free|printf|errno)\b' \
	$(echo "$sources" | grep -E '/(base|wire|read|judge|sink|api)/' | grep -vE '_(test|fuzz)\.c$') |
	grep -vE ':[0-9]+:[[:space:]]*(/?\*|.*/\*.*\b(malloc|errno)\b)' && bad=1 || bad=0
verdict $bad "the library may not call the above"

# Objects of link-time optimisation hold no code yet: they are compiled first.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for given; do
	lib=$work/whole.o
	${CC:-cc} -r -nostdlib -flto -flinker-output=nolto-rel -Wl,--whole-archive "$given" -o "$lib" 2>/dev/null ||
		lib=$given
	# No state: nothing writable; tables of functions are, until they are linked (.data.rel.ro).
	# No prefix: every name the linker sees begins with rt_.
	! objdump -t "$lib" 2>/dev/null |
		awk '/[[:space:]](\.t?data|\.t?bss|\*COM\*)[[:space:]]/ && $NF !~ /^\./ { print "writable: " $NF; e=1 } END { exit !e }'
	verdict $? "$given holds writable data"
	! nm -g --defined-only "$lib" 2>/dev/null | awk 'NF==3 && $3 !~ /^rt_/ { print "no prefix: " $3; e=1 } END { exit !e }'
	verdict $? "$given defines names without the prefix"
	# No I/O, no heap: it may call only these.
	! nm -u "$lib" 2>/dev/null | awk '$1=="U" { print $2 }' | sort -u |
		grep -vE '^(rt_|mem(cpy|cmp|chr|set|move)$|bcmp$|strlen$|__asan|__ubsan|__stack_chk|_GLOBAL_OFFSET|__sanitizer|__gcov)'
	verdict $? "$given calls the above"
done
echo "checks: $passed passed, $failed failed"
exit $((failed > 0))
