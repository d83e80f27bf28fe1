/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_DATE_H
#define RT_WIRE_DATE_H

#include "base/time.h"

/*
 * The moment a date field names (RFC 5322 3.3 with its obsolete zones), or an RFC 3339 time stamp:
 *
 *	date-time = [ day-name "," ] day month year hour ":" minute [ ":" second ] zone
 *
 * Words that it does not need are passed over; a zone that is missing or unknown counts as UTC, two
 * and three-digit years as RFC 5322 4.3 says. RT_TIME_NONE when it names no moment.
 */
int64_t rt_date_parse(rt_str s);

#endif
