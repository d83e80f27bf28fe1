/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_SCAN_H
#define RT_BASE_SCAN_H

#include "base/str.h"

/*
 * Finds the next line that begins with one of three bytes (which may be the same): the place behind
 * the first LF at or after p that is followed by one of them; end when there is none. It looks at
 * sixteen bytes at a time where the machine can, and so costs a fraction of looking at every line.
 */
const char *rt_scan_line(const char *p, const char *end, const char first[3]);

#endif
