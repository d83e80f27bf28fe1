#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh SECONDS - build all fuzz targets with sanitizers and run each for so long, from the corpus.
set -eu
seconds=$1
top=$(cd "$(dirname "$0")/.." && pwd)
build=${BUILD:-$top/build}-fuzz

command -v clang >/dev/null || { echo "fuzz: needs clang and its runtime (Debian: clang libclang-rt-14-dev)" >&2; exit 1; }
[ -f "$build/build.ninja" ] ||
	CC=clang meson setup "$build" "$top" -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
		--buildtype=debugoptimized >/dev/null
ninja -C "$build" --quiet
seeds=$build/seeds
mkdir -p "$seeds"
cp "$top"/tests/corpus/*.eml "$seeds"/ 2>/dev/null || true

failed=0
for target in "$build"/fuzz/*_fuzz; do
	name=$(basename "$target")
	work=$build/found/$name
	mkdir -p "$work"
	printf '%s: ' "$name"
	if (cd "$work" && ASAN_OPTIONS=detect_leaks=0 "$target" -max_total_time="$seconds" -max_len=65536 -timeout=10 \
		-rss_limit_mb=2048 "$work" "$seeds" >log 2>&1); then
		grep -o 'Done [0-9]* runs' "$work/log" || echo done
	else
		failed=1
		echo FAILED
		tail -n 30 "$work/log"
	fi
done
exit $failed
