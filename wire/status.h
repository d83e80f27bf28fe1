/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_STATUS_H
#define RT_WIRE_STATUS_H

#include "base/str.h"

/*
 * Takes an enhanced status code off the front of s (RFC 3463 2):
 *
 *	status-code = class "." subject "." detail
 *	class = "2" / "4" / "5"; subject = detail = 1*3digit, without leading zeros
 *
 * It must not run on into more digits, letters or another ".digit". RT_ESYNTAX leaves s as it was
 * and, where err is not NULL, says what is wrong and where.
 */
enum rt_result rt_status_take(rt_str *s, struct rt_status *ret, struct rt_err *err);

/*
 * As rt_status_take(), with the leniency that real texts need: "#5.1.1", "(#5.1.1)", "[5.1.1]" and
 * any of those behind blanks.
 */
enum rt_result rt_status_take_loose(rt_str *s, struct rt_status *ret);

/*
 * Finds the first status that stands by itself anywhere at or after from. span is where its digits
 * are. class 0 takes any class, else only that one. False when there is none.
 */
bool rt_status_find(
	rt_str s, size_t from, uint8_t class, struct rt_status *ret, struct rt_span *ret_span);

static inline bool
rt_status_eq(struct rt_status a, struct rt_status b)
{
	return a.class == b.class && a.subject == b.subject && a.detail == b.detail;
}

/* The class that a first digit states. */
static inline enum rt_class
rt_class_of_digit(unsigned digit)
{
	return digit == 2    ? RT_CLASS_SUCCESS
		: digit == 4 ? RT_CLASS_TEMPORARY
		: digit == 5 ? RT_CLASS_PERMANENT
			     : RT_CLASS_UNKNOWN;
}

#endif
