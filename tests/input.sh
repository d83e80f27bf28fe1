#!/bin/sh
# SPDX-License-Identifier: MIT
# input.sh RETORT SOURCE-ROOT - what the verbs read and how: files, folders, pipes, packed or not,
# by one worker or more; and what cannot be read.
set -u
case $1 in
/*) retort=$1 ;;
*) retort=$PWD/$1 ;;
esac
export LC_ALL=C
corpus=$(cd "$2" && pwd)/tests/corpus
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp" || exit 1
passed=0
failed=0

# is WANTED GOT WHAT
is() {
	if [ "$1" = "$2" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s: wanted "%s", got "%s"\n' "$3" "$1" "$2"
	fi
}

# same FILE FILE WHAT
same() {
	if cmp -s "$1" "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s: %s and %s differ\n' "$3" "$1" "$2"
	fi
}

# An mbox of some megabytes, longer than what one worker gets at a time.
for message in "$corpus"/*.eml; do
	head -n 1 "$message" | grep -q '^From ' && continue
	tr -d '\r' <"$message" | sed -e '1i\
From news@example.com Sun Nov 22 10:15:02 2026' -e 's/^From />From /'
	echo
done >once
for i in 1 2 3 4 5 6 7 8; do cat once; done >box
awk 'BEGIN { for (i = 0; i < 50000; i++)
	printf "%d 5.1.%d <u%d@example.org>: User unknown\n", 550 + i % 5, i % 9, i }' >lines

# By any number of workers, the output is the same.
"$retort" read --json --threads 1 box >one
is 0 $? 'one worker'
for threads in 2 3 8; do
	"$retort" read --json --threads $threads box >many
	same one many "read with $threads workers"
done
is "$(grep -c '^From ' box)" "$(sed 's/.*"message":\([0-9]*\).*/\1/' one | sort -un | tail -n 1)" \
	'number of the last message'
"$retort" classify --json --threads 1 lines >one.lines
for threads in 2 5; do
	"$retort" classify --json --threads $threads lines >many
	same one.lines many "classify with $threads workers"
done
is 50000 "$(tail -n 1 one.lines | sed 's/.*"line":\([0-9]*\).*/\1/')" 'number of the last line'

# By any way in; only the name differs.
plain() { sed 's/"source":"[^"]*"/"source":"box"/' "$1" >"$1.plain"; }
"$retort" read --json <box >out && plain out
same one out.plain 'standard input'
cat box | "$retort" read --json - >out && plain out
same one out.plain 'a pipe'
for packer in gzip zstd xz; do
	command -v $packer >/dev/null || { echo "$packer is not installed: skipped"; continue; }
	$packer -qc box >box.packed
	"$retort" read --json box.packed >out && plain out
	same one out.plain "packed by $packer"
	"$retort" read --json <box.packed >out && plain out
	same one out.plain "packed by $packer, standard input"
	$packer -qc lines >lines.packed
	"$retort" classify --json <lines.packed | sed 's/"source":"-"/"source":"lines"/' >out
	same one.lines out "lines packed by $packer"
	# Several packed files behind one another are one.
	head -n 25000 lines >half && tail -n 25000 lines >rest
	{ $packer -qc half; $packer -qc rest; } >two.packed
	"$retort" classify --json <two.packed | sed 's/"source":"-"/"source":"lines"/' >out
	same one.lines out "two packed by $packer"
	# Cut short: what can be read is, and it is said.
	head -c "$(($(wc -c <box.packed) * 2 / 3))" box.packed >short
	"$retort" read --json short >out 2>err
	is 3 $? "cut short: $packer"
	is 1 "$(grep -c '^retort: short: ' err)" "cut short: $packer: what it says"
	"$retort" read --json short box 2>/dev/null | grep -c '"source":"box"' >count
	is "$(wc -l <one | tr -d ' ')" "$(cat count)" "cut short: $packer: the rest"
	# Damaged.
	{ head -c 200 box.packed; head -c 4000 /dev/zero; } >damaged
	"$retort" read --json damaged >/dev/null 2>err
	is 3 $? "damaged: $packer"
	is 1 "$(grep -c '^retort: damaged: ' err)" "damaged: $packer: what it says"
done

# What cannot be read is named; the rest is read.
"$retort" read --json missing box >out 2>err
is 3 $? 'a missing file'
same one out 'the file behind a missing one'
is 'retort: missing: No such file or directory' "$(cat err)" 'a missing file: what it says'
"$retort" read -q --json missing box >out 2>err
is 3 $? 'a missing file, quietly'
is '' "$(cat err)" 'a missing file, quietly'

# Folders: files by their names, then folders; nothing hidden, no tmp of a Maildir.
mkdir -p folder/b/cur folder/b/new folder/b/tmp folder/.hidden
for to in folder/2 folder/1 folder/b/cur/m1 folder/b/new/m2 folder/b/tmp/m3 folder/.hidden/m4 folder/.m5; do
	cp "$corpus/dsn-exim-remote.eml" $to
done
ln -s ../folder folder/again
"$retort" read --json folder | sed 's/.*"source":"\([^"]*\)".*/\1/' >out
is 'folder/1 folder/2 folder/b/cur/m1 folder/b/new/m2' "$(tr '\n' ' ' <out | sed 's/ $//')" 'a folder'
mkdir empty
"$retort" read --json empty >out
is 0 $? 'an empty folder'
is 0 "$(wc -c <out | tr -d ' ')" 'an empty folder'

# One message larger than any buffer is one message.
{
	cat "$corpus/dsn-exim-remote.eml"
	awk 'BEGIN { for (i = 0; i < 60000; i++) print "a line of the returned message that is fairly long" }'
} >large
"$retort" read --json large | cut -d , -f 3- >out
"$retort" read --json "$corpus/dsn-exim-remote.eml" | cut -d , -f 3- >want
same want out 'a large message'
"$retort" read --json <large | cut -d , -f 3- >out
same want out 'a large message, standard input'

# What comes through a pipe is answered before its end.
mkfifo in
"$retort" classify <in >piped &
reader=$!
exec 9>in
echo '550 5.1.1 User unknown' >&9
tries=0
while [ ! -s piped ] && [ $tries -lt 100 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
is 1 "$(wc -l <piped | tr -d ' ')" 'a line through a pipe that is still open'
exec 9>&-
wait $reader
is 0 $? 'the end of a pipe'

# Wrong numbers of workers.
for threads in 0 -1 x 100000; do
	"$retort" read --threads=$threads box >out 2>/dev/null
	is 2 $? "--threads=$threads"
done

# Nobody reads the output.
{ "$retort" read --json box; echo $? >status; } 2>err | head -n 1 >/dev/null
is '' "$(cat err)" 'a closed output'

echo "checks: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
