#!/bin/sh
# SPDX-License-Identifier: MIT
# mkmbox.sh OUT MEGABYTES FILE... - the messages over and over as one mbox of about that size.
set -eu
out=$1 size=$(($2 * 1000000))
shift 2
: >"$out.one"
for f; do
	printf 'From MAILER-DAEMON Sun Nov 22 01:02:03 2026\n'
	# Lines that begin with From are quoted, as mbox wants it; a file's own separator is not repeated.
	sed -e '1{/^From /d;}' -e 's/^From />From /' "$f"
	printf '\n\n'
done >"$out.one"
one=$(wc -c <"$out.one")
n=$(((size + one - 1) / one))
: >"$out"
while [ "$n" -gt 0 ]; do
	cat "$out.one"
	n=$((n - 1))
done >"$out"
rm -f "$out.one"
