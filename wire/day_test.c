/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/day.h"

/* 2026-11-22T01:02:03Z, and 2026-02-03. */
enum { NOVEMBER = 1795309323, FEBRUARY = 1770076800 };

/* The day as "2026-12-22"; NULL when there is none. */
struct day_case {
	const char *in, *want;
};

static const struct day_case autumn[] = {
	/* Every language with words of return, with a year and without. */
	{ "22 December 2026", "2026-12-22" },
	{ "December 22, 2026.", "2026-12-22" },
	{ "Monday, 22 Dec", "2026-12-22" },
	{ "Mon Dec 22nd, 2026", "2026-12-22" },
	{ "the 22nd of December", "2026-12-22" },
	{ "22. Dezember 2026", "2026-12-22" },
	{ "22. Dez.", "2026-12-22" },
	{ "7. J\xc3\xa4nner", "2027-01-07" },
	{ "3. M\xc3\xa4rz 2027", "2027-03-03" },
	{ "22 d\xc3\xa9"
	  "cembre 2026",
		"2026-12-22" },
	{ "1er janvier", "2027-01-01" },
	{ "15 ao\xc3\xbbt 2027", "2027-08-15" },
	{ "22 de diciembre de 2026", "2026-12-22" },
	{ "5 de enero", "2027-01-05" },
	{ "22 de dezembro de 2026", "2026-12-22" },
	{ "1\xc2\xba de mar\xc3\xa7o", "2027-03-01" },
	{ "22 dicembre 2026", "2026-12-22" },
	{ "7 gennaio", "2027-01-07" },
	{ "22 december 2026", "2026-12-22" },
	{ "3 maart", "2027-03-03" },
	{ "22 grudnia 2026 r.", "2026-12-22" },
	{ "11 wrze\xc5\x9bnia", "2026-09-11" },
	{ "22 декабря 2026 г.", "2026-12-22" },
	{ "3 мая", "2027-05-03" },
	{ "2026年12月22日", "2026-12-22" },
	{ "12月22", "2026-12-22" },
	{ "返回时间：2026年1月5日", "2026-01-05" },
	{ "2026 年 12 月 22 日", "2026-12-22" },
	{ "2026년 12월 22일까지", "2026-12-22" },
	{ "1월 5일", "2027-01-05" },
	/* Numbers. */
	{ "2026-12-22", "2026-12-22" },
	{ "2026-12-22T08:00:00Z", "2026-12-22" },
	{ "2026/12/22", "2026-12-22" },
	{ "2026.12.22", "2026-12-22" },
	{ "22.12.2026", "2026-12-22" },
	{ "22.12.", "2026-12-22" },
	{ "22.12.26", "2026-12-22" },
	{ "5.1.", "2027-01-05" },
	{ "22-12-2026", "2026-12-22" },
	{ "22/12/2026", "2026-12-22" },
	{ "12/22/2026", "2026-12-22" },
	{ "02/03/2027", "2027-03-02" },
	{ "22-Dec-26", "2026-12-22" },
	{ "22-Dec-2026", "2026-12-22" },
	{ "from 12-14 December", "2026-12-14" },
	{ "ready (5.1.2027).", "2027-01-05" },
	/* A clock, a room or a telephone behind a day is no year. */
	{ "22 December 17:00", "2026-12-22" },
	{ "22. Dezember 8 Uhr", "2026-12-22" },
	{ "22 December 1030 hours", "2026-12-22" },
	{ "22 December 5550123", "2026-12-22" },
	/* The first that is a day. */
	{ "on 31 June, rather 1 July", "2026-07-01" },
	{ "29 February 2027 or 28 February 2027", "2027-02-28" },
	{ "29 February", NULL },
	{ "in 24 months, on 5 May 2028", "2028-05-05" },
	/* The year that is not stated. */
	{ "23 May", "2027-05-23" },
	{ "24 May", "2026-05-24" },
	{ "1 December", "2026-12-01" },
	{ "31 January", "2027-01-31" },
	/* Nothing. */
	{ "", NULL },
	{ "tomorrow", NULL },
	{ "December", NULL },
	{ "22", NULL },
	{ "2026", NULL },
	{ "December 2026", NULL },
	{ "0 December", NULL },
	{ "32 December", NULL },
	{ "287 December", NULL },
	{ "00.12.2026", NULL },
	{ "22.00.2026", NULL },
	{ "22.13.2026", NULL },
	{ "22.12.0000", NULL },
	{ "22.12.1850", NULL },
	{ "2026-13-22", NULL },
	{ "22/12", NULL },
	{ "22-12", NULL },
	{ "17:00 to 18:30", NULL },
	{ "192.0.2.1", NULL },
	{ "version 10.2.1.9", NULL },
	{ "99999 December", NULL },
	{ "99999999999999999999.12.2026", NULL },
	{ "22 12 2026", NULL },
	{ "22, 12", NULL },
	/* Words that begin as months do. */
	{ "room 22 Marketing", NULL },
	{ "Maria 22", NULL },
	{ "list 3", NULL },
	{ "out 5 days", NULL },
	{ "set 2", NULL },
	{ "22 decided", NULL },
	{ "separate 12", NULL },
	{ "x22 December", NULL },
	{ "5 самара", NULL },
	{ "самар 5", NULL },
	/* Not text at all. */
	{ "\xff\xfe"
	  "22 December",
		"2026-12-22" },
	{ "\xe5\xb9", NULL },
	{ "22\xe6\x9c", NULL },
};

static const struct day_case spring[] = {
	{ "1 September", "2026-09-01" },
	{ "30 August", "2026-08-30" },
	{ "22 December", "2026-12-22" },
	{ "4 August", "2026-08-04" },
	{ "2 February", "2026-02-02" },
};

/* Without a time to count from, a day has its year or is none. */
static const struct day_case timeless[] = {
	{ "22 December", NULL },
	{ "22.12.", NULL },
	{ "22 December 2026", "2026-12-22" },
	{ "22 December or 3 May 2027", "2027-05-03" },
};

static void
check(const struct day_case *c, int64_t after)
{
	rt_str s = at_the_edge(rt_str_z(c->in));
	struct rt_civil day = { .year = -1 };
	bool found = rt_day_find(s, after, &day);
	char got[32] = "none";

	if (found)
		snprintf(got, sizeof got, "%04d-%02d-%02d", day.year, day.month, day.day);
	bool good = found == (c->want != NULL) && (found || day.year == -1) &&
		(!found || strcmp(got, c->want) == 0);
	CHECK_CASE(good, c->in);
	CHECK_CASE(!found || (!day.hour && !day.minute && !day.second), c->in);
	if (!good)
		fprintf(stderr, "\tgot %s, want %s\n", got, c->want ? c->want : "none");
}

static void
check_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(autumn); i++)
		check(&autumn[i], NOVEMBER);
	for (size_t i = 0; i < RT_COUNT(spring); i++)
		check(&spring[i], FEBRUARY);
	for (size_t i = 0; i < RT_COUNT(timeless); i++)
		check(&timeless[i], RT_TIME_NONE);
}

/* Each day of two years, as seen from a day between: at most half a year back. */
static void
check_years(void)
{
	enum { DAY = 86400 };

	for (int i = -365; i <= 365; i++) {
		int64_t then = NOVEMBER + (int64_t)i * DAY;
		struct rt_civil want = rt_time_to_civil(then), got;
		char text[16];
		snprintf(text, sizeof text, "%d.%d.", want.day, want.month);
		CHECK_CASE(rt_day_find(rt_str_z(text), NOVEMBER, &got), text);
		got.hour = 23;
		int64_t t = rt_time_from_civil(got);
		CHECK_CASE(got.day == want.day && got.month == want.month, text);
		CHECK_CASE(t > NOVEMBER - 184 * DAY && t < NOVEMBER + 184 * DAY, text);
	}
}

/* A sender's clock may say anything. */
static void
check_clocks(void)
{
	static const int64_t clocks[] = { INT64_MIN + 1, -99999999999999, -62167219200 - 3600,
		-62167219200, 0, 253402300799, 253402300800, 99999999999999, INT64_MAX };

	for (size_t i = 0; i < RT_COUNT(clocks); i++) {
		struct rt_civil day;
		if (rt_day_find(RT_STR("22 December"), clocks[i], &day))
			CHECK(day.year > 0 && day.year <= 9999);
		CHECK(rt_day_find(RT_STR("22 December 2026"), clocks[i], &day));
	}
}

/* Texts that are made to be slow. */
static void
check_large(void)
{
	static const char *const pieces[] = { "22 ", "22.", "12.22.", "2026-", "Dec ", "dec", "年",
		"9", "22 Dec-", "\xd0", "31.02.", "1st ", " " };
	struct rt_civil day;

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], 1 << 18);
		bool found = rt_day_find(s, NOVEMBER, &day);
		CHECK_CASE(!found || (day.month >= 1 && day.month <= 12), pieces[i]);
	}
	CHECK(!rt_day_find((rt_str){ 0 }, NOVEMBER, &day));
}

int
main(void)
{
	check_cases();
	check_years();
	check_clocks();
	check_large();
	return rt_done();
}
