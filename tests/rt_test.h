/* SPDX-License-Identifier: MIT */
#ifndef RT_TEST_H
#define RT_TEST_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/arena.h"

/*
 * A test is a program: it CHECKs, and returns rt_done(), which prints how many checks passed and
 * failed. Cases are tables; each failure names its file, line and, if given, the case.
 */
static int rt_passed, rt_failed;

static inline void
rt_check(bool good, const char *where, const char *what, const char *name)
{
	if (good) {
		rt_passed++;
	} else {
		rt_failed++;
		fprintf(stderr, "%s: %s: %s\n", where, what, name);
	}
}

#define RT_TEXT(x) #x
#define RT_LINE(line) RT_TEXT(line)

#define CHECK(cond) CHECK_CASE(cond, "")
#define CHECK_CASE(cond, name) rt_check(cond, __FILE__ ":" RT_LINE(__LINE__), #cond, name)

static inline int
rt_done(void)
{
	printf("checks: %d passed, %d failed\n", rt_passed, rt_failed);
	return rt_failed != 0;
}

/*
 * A copy of s against a page that cannot be read, so that one byte too far is a crash even without
 * a sanitizer. It is never freed.
 */
static inline rt_str
at_the_edge(rt_str s)
{
	enum { PAGE = 4096 };
	size_t room = (s.n / PAGE + 1) * PAGE;
	char *m = mmap(
		NULL, room + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (m == MAP_FAILED || mprotect(m + room, PAGE, PROT_NONE) != 0)
		abort();
	if (s.n)
		memcpy(m + room - s.n, s.p, s.n);
	return (rt_str){ .p = m + room - s.n, .n = s.n };
}

/* An arena of n bytes, likewise against a page that cannot be touched. */
static inline struct rt_arena
arena_at_the_edge(size_t n)
{
	char *zero = calloc(n ? n : 1, 1);
	rt_str s = at_the_edge((rt_str){ zero, n });

	free(zero);
	return (struct rt_arena){ (char *)(uintptr_t)s.p, (char *)(uintptr_t)s.p + n };
}

/* A view in a constant table; the literal may hold NUL bytes. */
#define LIT(literal) \
	{ \
		"" literal, sizeof(literal) - 1 \
	}

/* Many copies of a piece of text, n bytes in all, against a page that cannot be read. */
static inline rt_str
repeated(const char *piece, size_t n)
{
	size_t length = strlen(piece);
	char *p = malloc(n ? n : 1);

	if (!p)
		abort();
	for (size_t i = 0; i < n; i++)
		p[i] = piece[i % length];
	rt_str s = at_the_edge((rt_str){ p, n });
	free(p);
	return s;
}

/*
 * For sweeps over arena sizes: the last n bytes of an arena, everything before them marked; and
 * whether the marks still stand.
 */
enum { RT_MARK = 0x5a };

static inline struct rt_arena
arena_tail(struct rt_arena whole, size_t n)
{
	memset(whole.at, RT_MARK, rt_arena_room(&whole));
	return (struct rt_arena){ whole.end - n, whole.end };
}

static inline bool
arena_kept(struct rt_arena whole, size_t n)
{
	for (const char *p = whole.at; p < whole.end - n; p++)
		if (*p != RT_MARK)
			return false;
	return true;
}

/* Whether a view lies inside another or inside an arena's memory; an empty one lies anywhere. */
static inline bool
lies_in(rt_str s, rt_str in)
{
	return !s.n ||
		((uintptr_t)s.p >= (uintptr_t)in.p && s.n <= in.n &&
			(uintptr_t)s.p - (uintptr_t)in.p <= in.n - s.n);
}

static inline rt_str
arena_view(struct rt_arena a)
{
	return (rt_str){ a.at, rt_arena_room(&a) };
}

#endif
