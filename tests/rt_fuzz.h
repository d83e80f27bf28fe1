/* SPDX-License-Identifier: MIT */
#ifndef RT_FUZZ_H
#define RT_FUZZ_H

#include <stdlib.h>

#include "base/arena.h"

/*
 * A fuzzer's claims about what it called: one that is false ends the program, and libFuzzer keeps
 * the input. The input lies in memory of its own size, so that a sanitizer sees one byte too far.
 */
static inline void
fuzz_claim(bool good)
{
	if (!good)
		abort();
}

#define CLAIM(cond) fuzz_claim(cond)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline rt_str
fuzz_input(const uint8_t *data, size_t size)
{
	return (rt_str){ (const char *)data, size };
}

/* Takes a number below limit off the front of the input, 0 when there is none left. */
static inline size_t
fuzz_number(rt_str *s, size_t limit)
{
	size_t n = 0;

	for (int i = 0; i < 2 && s->n; i++) {
		n = n << 8 | (uint8_t)s->p[0];
		*s = rt_str_from(*s, 1);
	}
	return n % limit;
}

/* Whether a view lies inside another; an empty one lies anywhere. */
static inline bool
fuzz_lies_in(rt_str s, rt_str in)
{
	return !s.n ||
		((uintptr_t)s.p >= (uintptr_t)in.p && s.n <= in.n &&
			(uintptr_t)s.p - (uintptr_t)in.p <= in.n - s.n);
}

/* An arena of exactly n bytes; the caller frees its front. */
static inline struct rt_arena
fuzz_arena(size_t n)
{
	char *p = malloc(n ? n : 1);

	if (!p)
		abort();
	return (struct rt_arena){ p, p + n };
}

#endif
