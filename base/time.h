/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_TIME_H
#define RT_BASE_TIME_H

#include "base/buf.h"

/* The proleptic Gregorian calendar without the C library's: no locale, no zone files, no state. */

struct rt_civil {
	int32_t year;
	uint8_t month, day; /* from 1 */
	uint8_t hour, minute, second; /* second may be 60 */
};

/* Seconds since 1970-01-01T00:00:00Z, or RT_TIME_NONE when a field is out of its range. */
int64_t rt_time_from_civil(struct rt_civil c);

/* Of any moment; a year that 32 bits do not hold is cut to them. */
struct rt_civil rt_time_to_civil(int64_t t);

/* "2026-11-22T01:02:03Z" (RFC 3339). Years outside 0 to 9999 write nothing. */
void rt_buf_time(struct rt_buf *b, int64_t t);

/* The month 1 to 12 named by the first three letters of s, in English and any case; 0 if none is. */
unsigned rt_time_month(rt_str s);

#endif
