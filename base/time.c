/* SPDX-License-Identifier: MIT */
#include "base/time.h"

enum { DAY = 86400 };

static bool
is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static uint8_t
days_in(int32_t year, uint8_t month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return (uint8_t)(days[month - 1] + (month == 2 && is_leap(year)));
}

/* Counts from 1 March, so that the leap day is the year's last; eras are 400 years. */
static int64_t
days_from_civil(int32_t year, unsigned month, unsigned day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day -
		1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int64_t
rt_time_from_civil(struct rt_civil c)
{
	if (c.month < 1 || c.month > 12 || c.day < 1 || c.day > days_in(c.year, c.month))
		return RT_TIME_NONE;
	if (c.hour > 23 || c.minute > 59 || c.second > 60)
		return RT_TIME_NONE;
	int32_t second = c.hour * 3600 + c.minute * 60 + c.second;
	return days_from_civil(c.year, c.month, c.day) * DAY + second;
}

struct rt_civil
rt_time_to_civil(int64_t t)
{
	int64_t days = t / DAY + 719468, rest = t % DAY;

	if (rest < 0) {
		rest += DAY;
		days--;
	}
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t m = (5 * doy + 2) / 153;
	uint8_t month = (uint8_t)(m < 10 ? m + 3 : m - 9);

	return (struct rt_civil){
		.year = (int32_t)(yoe + era * 400 + (month <= 2)),
		.month = month,
		.day = (uint8_t)(doy - (153 * m + 2) / 5 + 1),
		.hour = (uint8_t)(rest / 3600),
		.minute = (uint8_t)(rest / 60 % 60),
		.second = (uint8_t)(rest % 60),
	};
}

void
rt_buf_time(struct rt_buf *b, int64_t t)
{
	/* Year 0 to 9999. */
	if (t < -62167219200 || t > 253402300799)
		return;

	struct rt_civil c = rt_time_to_civil(t);
	rt_buf_uint(b, (uint64_t)c.year, 4);
	rt_buf_ch(b, '-');
	rt_buf_uint(b, c.month, 2);
	rt_buf_ch(b, '-');
	rt_buf_uint(b, c.day, 2);
	rt_buf_ch(b, 'T');
	rt_buf_uint(b, c.hour, 2);
	rt_buf_ch(b, ':');
	rt_buf_uint(b, c.minute, 2);
	rt_buf_ch(b, ':');
	rt_buf_uint(b, c.second, 2);
	rt_buf_ch(b, 'Z');
}

unsigned
rt_time_month(rt_str s)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (unsigned i = 0; i < 12 && s.n >= 3; i++)
		if (rt_str_ieq(rt_str_head(s, 3), (rt_str){ names + (size_t)i * 3, 3 }))
			return i + 1;
	return 0;
}
