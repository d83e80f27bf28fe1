#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh BUILD - run all tests; the last line says how many checks passed and failed.
build=$1
meson test -C "$build" --no-rebuild --print-errorlogs
status=$?

# A test prints "checks: N passed, M failed"; one that prints nothing of the kind is one check.
awk '
	{ ok = /"result": "OK"/; skip = /"result": "SKIP"/ }
	match($0, /checks: [0-9]+ passed, [0-9]+ failed/) {
		split(substr($0, RSTART, RLENGTH), n, " ")
		passed += n[2]; failed += n[4]
		if (!ok && !skip && n[4] == 0) failed++
		next
	}
	skip { skipped++; next }
	{ if (ok) passed++; else failed++ }
	END {
		if (skipped) printf "%d tests skipped: they need what is not here\n", skipped
		printf "%d passed, %d failed\n", passed, failed
	}' "$build/meson-logs/testlog.json"
exit $status
