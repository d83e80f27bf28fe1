/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "tests/rt_test.h"

static const struct {
	const char *name;
	uint64_t value;
	unsigned min_digits;
	rt_str want;
} numbers[] = {
	{ "zero", 0, 1, LIT("0") },
	{ "zero without digits", 0, 0, LIT("0") },
	{ "zeros in front", 7, 4, LIT("0007") },
	{ "more than wanted", 12345, 2, LIT("12345") },
	{ "greatest", UINT64_MAX, 1, LIT("18446744073709551615") },
	{ "most digits", 1, 20, LIT("00000000000000000001") },
	{ "more digits than there are", 1, 99, LIT("00000000000000000001") },
};

static void
check_numbers(void)
{
	struct rt_arena whole = arena_at_the_edge(32);

	for (size_t i = 0; i < RT_COUNT(numbers); i++) {
		for (size_t room = 0; room <= 32; room++) {
			struct rt_arena a = arena_tail(whole, room);
			struct rt_buf b = { .p = a.at, .cap = room };
			rt_buf_uint(&b, numbers[i].value, numbers[i].min_digits);
			CHECK_CASE(b.full == (room < numbers[i].want.n), numbers[i].name);
			CHECK_CASE(rt_str_eq(rt_buf_view(&b), numbers[i].want) || (b.full && !b.n),
				numbers[i].name);
			CHECK_CASE(arena_kept(whole, room), numbers[i].name);
		}
	}
}

static const struct {
	struct rt_status status;
	rt_str want;
} statuses[] = {
	{ { 5, 1, 1 }, LIT("5.1.1") },
	{ { 2, 0, 0 }, LIT("2.0.0") },
	{ { 4, 999, 999 }, LIT("4.999.999") },
	{ { 0, 7, 26 }, LIT("X.7.26") },
	{ { 5, 10, 100 }, LIT("5.10.100") },
};

static void
check_statuses(void)
{
	char room[16];

	for (size_t i = 0; i < RT_COUNT(statuses); i++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		rt_buf_status(&b, statuses[i].status);
		CHECK_CASE(rt_str_eq(rt_buf_view(&b), statuses[i].want), statuses[i].want.p);
		CHECK_CASE(!b.full, statuses[i].want.p);
	}
}

/* Whatever the order of writes, nothing is written behind the room, and full tells. */
static void
check_sweep(void)
{
	struct rt_arena whole = arena_at_the_edge(64);

	for (size_t room = 0; room <= 40; room++) {
		struct rt_arena a = arena_tail(whole, room);
		struct rt_buf b = { .p = a.at, .cap = room };
		RT_BUF_LIT(&b, "abcdefgh");
		rt_buf_ch(&b, '-');
		rt_buf_fill(&b, '.', 5);
		rt_buf_fill(&b, '.', 0);
		RT_BUF_LIT(&b, "");
		rt_buf_uint(&b, 42, 3);
		rt_buf_status(&b, (struct rt_status){ 5, 7, 1 });
		CHECK(b.full == (room < 22) && b.n <= room);
		if (!b.full)
			CHECK(rt_str_eq(rt_buf_view(&b), RT_STR("abcdefgh-.....0425.7.1")));
		CHECK(arena_kept(whole, room));
	}
}

static void
check_edges(void)
{
	struct rt_buf none = { 0 };
	char room[4];
	struct rt_buf b = { .p = room, .cap = sizeof room };

	rt_buf_str(&none, (rt_str){ 0 });
	rt_buf_fill(&none, ' ', 0);
	CHECK(!none.full && rt_buf_view(&none).n == 0);
	rt_buf_ch(&none, 'a');
	CHECK(none.full && none.n == 0);

	rt_buf_str(&b, (rt_str){ 0 });
	rt_buf_fill(&b, ' ', SIZE_MAX);
	CHECK(b.full && b.n == 0);
	b.full = false;
	rt_buf_str(&b, (rt_str)LIT("a\0b"));
	CHECK(!b.full && b.n == 3 && memcmp(room, "a\0b", 3) == 0);
	RT_BUF_LIT(&b, "cd");
	CHECK(b.full && b.n == 3);
}

int
main(void)
{
	check_numbers();
	check_statuses();
	check_sweep();
	check_edges();
	return rt_done();
}
