/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/time.h"
#include "tests/rt_test.h"

static const struct {
	const char *name;
	struct rt_civil civil;
	int64_t want;
} civils[] = {
	{ "the beginning", { 1970, 1, 1, 0, 0, 0 }, 0 },
	{ "just before", { 1969, 12, 31, 23, 59, 59 }, -1 },
	{ "leap day of a century", { 2000, 2, 29, 12, 0, 0 }, 951825600 },
	{ "no leap day of a century", { 1900, 2, 29, 0, 0, 0 }, RT_TIME_NONE },
	{ "leap day", { 2024, 2, 29, 0, 0, 0 }, 1709164800 },
	{ "no leap day", { 2026, 2, 29, 0, 0, 0 }, RT_TIME_NONE },
	{ "leap second", { 2016, 12, 31, 23, 59, 60 }, 1483228800 },
	{ "two leap seconds", { 2016, 12, 31, 23, 59, 61 }, RT_TIME_NONE },
	{ "minute 60", { 2016, 12, 31, 23, 60, 0 }, RT_TIME_NONE },
	{ "hour 24", { 2016, 12, 31, 24, 0, 0 }, RT_TIME_NONE },
	{ "day 0", { 2016, 12, 0, 0, 0, 0 }, RT_TIME_NONE },
	{ "31 April", { 2016, 4, 31, 0, 0, 0 }, RT_TIME_NONE },
	{ "month 0", { 2016, 0, 1, 0, 0, 0 }, RT_TIME_NONE },
	{ "month 13", { 2016, 13, 1, 0, 0, 0 }, RT_TIME_NONE },
	{ "all too great", { 2016, 255, 255, 255, 255, 255 }, RT_TIME_NONE },
	{ "the last second of 32 bits", { 2038, 1, 19, 3, 14, 7 }, 2147483647 },
	{ "year 0", { 0, 1, 1, 0, 0, 0 }, -62167219200 },
	{ "year 9999", { 9999, 12, 31, 23, 59, 59 }, 253402300799 },
	{ "before year 0", { -1, 12, 31, 23, 59, 59 }, -62167219201 },
};

static bool
same(struct rt_civil a, struct rt_civil b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day && a.hour == b.hour &&
		a.minute == b.minute && a.second == b.second;
}

static void
check_civils(void)
{
	for (size_t i = 0; i < RT_COUNT(civils); i++) {
		int64_t t = rt_time_from_civil(civils[i].civil);
		CHECK_CASE(t == civils[i].want, civils[i].name);
		if (t != RT_TIME_NONE && civils[i].civil.second < 60)
			CHECK_CASE(same(rt_time_to_civil(t), civils[i].civil), civils[i].name);
	}
}

static struct rt_civil
by_the_library(int64_t t)
{
	time_t when = (time_t)t;
	struct tm tm;

	if (!gmtime_r(&when, &tm))
		abort();
	return (struct rt_civil){ tm.tm_year + 1900, (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday,
		(uint8_t)tm.tm_hour, (uint8_t)tm.tm_min, (uint8_t)tm.tm_sec };
}

/* Steps of an odd length go through 20,000 years and meet every month, day and hour. */
static void
check_against_library(void)
{
	for (int64_t t = -377705116800; t < 253402300800; t += 86399 * 97 + 11) {
		struct rt_civil c = rt_time_to_civil(t);
		CHECK(same(c, by_the_library(t)) && rt_time_from_civil(c) == t);
	}
	size_t wrong = 0;
	for (int64_t day = -719528; day < 2932897; day++)
		wrong += rt_time_from_civil(rt_time_to_civil(day * 86400)) != day * 86400;
	CHECK(wrong == 0);
}

/* Moments whose year no calendar holds must do no harm. */
static void
check_extremes(void)
{
	static const int64_t moments[] = { INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1 };
	char room[32];

	for (size_t i = 0; i < RT_COUNT(moments); i++) {
		struct rt_civil c = rt_time_to_civil(moments[i]);
		struct rt_buf b = { .p = room, .cap = sizeof room };
		CHECK(c.hour < 24 && c.minute < 60 && c.second < 60);
		rt_buf_time(&b, moments[i]);
		CHECK(!b.n && !b.full);
	}
	CHECK(rt_time_from_civil((struct rt_civil){ INT32_MAX, 12, 31, 23, 59, 60 }) > 0);
	CHECK(rt_time_from_civil((struct rt_civil){ INT32_MIN, 1, 1, 0, 0, 0 }) < 0);
}

static const struct {
	int64_t t;
	rt_str want;
} stamps[] = {
	{ 0, LIT("1970-01-01T00:00:00Z") },
	{ 1795309323, LIT("2026-11-22T01:02:03Z") },
	{ -1, LIT("1969-12-31T23:59:59Z") },
	{ -62167219200, LIT("0000-01-01T00:00:00Z") },
	{ -62167219201, LIT("") },
	{ 253402300799, LIT("9999-12-31T23:59:59Z") },
	{ 253402300800, LIT("") },
	{ RT_TIME_NONE, LIT("") },
};

static void
check_stamps(void)
{
	struct rt_arena whole = arena_at_the_edge(24);

	for (size_t i = 0; i < RT_COUNT(stamps); i++) {
		for (size_t room = 0; room <= 24; room++) {
			struct rt_arena a = arena_tail(whole, room);
			struct rt_buf b = { .p = a.at, .cap = room };
			rt_buf_time(&b, stamps[i].t);
			CHECK(b.full || rt_str_eq(rt_buf_view(&b), stamps[i].want));
			CHECK(b.full == (room < stamps[i].want.n) && arena_kept(whole, room));
		}
	}
}

static const struct {
	rt_str in;
	unsigned want;
} months[] = {
	{ LIT("Jan"), 1 },
	{ LIT("FEBRUARY"), 2 },
	{ LIT("mar"), 3 },
	{ LIT("Apr."), 4 },
	{ LIT("mAY"), 5 },
	{ LIT("Jun"), 6 },
	{ LIT("Jul"), 7 },
	{ LIT("Aug"), 8 },
	{ LIT("Sept"), 9 },
	{ LIT("Oct"), 10 },
	{ LIT("Nov"), 11 },
	{ LIT("Dec"), 12 },
	{ LIT(""), 0 },
	{ LIT("Ja"), 0 },
	{ LIT("anf"), 0 }, /* stands in the list of names, at no name's place */
	{ LIT("M\xe4r"), 0 },
	{ LIT("Ma\0"), 0 },
};

static void
check_months(void)
{
	for (size_t i = 0; i < RT_COUNT(months); i++)
		CHECK_CASE(
			rt_time_month(at_the_edge(months[i].in)) == months[i].want, months[i].in.p);
	CHECK(rt_time_month((rt_str){ 0 }) == 0);
}

int
main(void)
{
	check_civils();
	check_against_library();
	check_extremes();
	check_stamps();
	check_months();
	return rt_done();
}
