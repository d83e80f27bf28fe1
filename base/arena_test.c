/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "tests/rt_test.h"

static const struct {
	const char *name;
	size_t room, size, align, count;
	bool fits;
} cases[] = {
	{ "nothing of nothing", 0, 1, 1, 0, true },
	{ "one of nothing", 0, 1, 1, 1, false },
	{ "exactly", 8, 8, 1, 1, true },
	{ "one too many", 8, 1, 1, 9, false },
	{ "aligned exactly", 8, 8, 8, 1, true },
	{ "alignment takes what is left", 9, 8, 8, 2, false },
	{ "none behind the alignment", 3, 8, 8, 0, true },
	{ "count times size wraps round", 64, 16, 1, SIZE_MAX / 16 + 2, false },
	{ "greatest count", 64, 1, 1, SIZE_MAX, false },
	{ "greatest size", 64, SIZE_MAX, 1, 2, false },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		struct rt_arena a = arena_at_the_edge(cases[i].room), was = a;
		char *p = rt_arena_alloc(&a, cases[i].size, cases[i].align, cases[i].count);
		CHECK_CASE((p != NULL) == cases[i].fits, cases[i].name);
		CHECK_CASE(a.end == was.end, cases[i].name);
		if (!p) {
			CHECK_CASE(a.at == was.at, cases[i].name);
			continue;
		}
		CHECK_CASE((uintptr_t)p % cases[i].align == 0, cases[i].name);
		CHECK_CASE(a.at == p + cases[i].size * cases[i].count, cases[i].name);
	}
}

/* Objects come one after another, aligned and cleared, until the arena is full. */
static void
check_sweep(void)
{
	struct rt_arena whole = arena_at_the_edge(200);

	for (size_t n = 0; n <= 200; n++) {
		struct rt_arena a = arena_tail(whole, n);
		size_t got = 0;
		for (uint64_t *p; (p = RT_NEW(&a, uint64_t, 1)); got++) {
			CHECK((uintptr_t)p % alignof(uint64_t) == 0 && *p == 0);
			*p = UINT64_MAX;
		}
		CHECK(got == n / 8 && rt_arena_room(&a) < 8);
		CHECK(arena_kept(whole, n));
	}
}

/* Where the arena ends before the next aligned address, not even nothing fits. */
static void
check_alignment(void)
{
	struct rt_arena whole = arena_at_the_edge(16);
	struct rt_arena a = { whole.at + 1, whole.at + 7 }, was = a;

	CHECK(!rt_arena_alloc(&a, 8, 8, 0) && a.at == was.at);
	CHECK(rt_arena_alloc(&a, 2, 2, 2) == whole.at + 2 && rt_arena_room(&a) == 1);
	CHECK(rt_arena_alloc(&a, 1, 1, 1) && rt_arena_room(&a) == 0);
}

static void
check_bytes(void)
{
	struct rt_arena a = arena_at_the_edge(10), mark = a;

	char *p = rt_arena_bytes(&a, 7);
	CHECK(p == mark.at && rt_arena_room(&a) == 3);
	CHECK(!rt_arena_bytes(&a, 4) && rt_arena_room(&a) == 3);
	CHECK(!rt_arena_bytes(&a, SIZE_MAX));
	a.at = p + 2;
	CHECK(rt_arena_bytes(&a, 8) == p + 2 && rt_arena_room(&a) == 0);
	CHECK(rt_arena_bytes(&a, 0) == a.end && !rt_arena_bytes(&a, 1));
	a = mark;
	CHECK(rt_arena_room(&a) == 10);
	/* Memory that was in use is cleared when it is handed out again. */
	memset(a.at, 1, 10);
	p = RT_NEW(&a, char, 10);
	CHECK(p && p[0] == 0 && p[9] == 0);
}

int
main(void)
{
	check_cases();
	check_sweep();
	check_alignment();
	check_bytes();
	return rt_done();
}
