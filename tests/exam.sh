#!/bin/sh
# SPDX-License-Identifier: MIT
# exam.sh RETORT - measure a build against the exam, where it lies beside the project.
score=$(dirname "$0")/../../shared/exam/score
[ -x "$score" ] || { echo "exam: there is none beside the project; skipped"; exit 0; }
"$score" messages "$1"
"$score" replies "$1" | head -n 2
"$score" loop "$1" | grep -E '^ *(mail|log) '
exit 0
