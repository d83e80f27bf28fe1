/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_STR_H
#define RT_BASE_STR_H

#include <string.h>

#include "retort/retort.h"

/*
 * Views of bytes. Nothing here allocates or reads outside its arguments; case means ASCII case.
 * "%.*s" with RT_ARG(s) prints a view.
 */
#define RT_STR(lit) ((rt_str){ .p = "" lit, .n = sizeof(lit) - 1 })
#define RT_ARG(s) (int)(s).n, (s).p
#define RT_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The two sides of a separator; ok is false when it did not occur, and then head is everything. */
struct rt_cut {
	rt_str head, tail;
	bool ok;
};

/* A view of a terminated string. */
static inline rt_str
rt_str_z(const char *z)
{
	return (rt_str){ .p = z, .n = strlen(z) };
}

/* The view between two pointers of one object; empty when they are equal. */
static inline rt_str
rt_str_between(const char *at, const char *end)
{
	return (rt_str){ .p = at, .n = (size_t)(end - at) };
}

/* s without its first off bytes; clamps. */
static inline rt_str
rt_str_from(rt_str s, size_t off)
{
	if (off > s.n)
		off = s.n;
	return (rt_str){ .p = off ? s.p + off : s.p, .n = s.n - off };
}

/* The first n bytes of s; clamps. */
static inline rt_str
rt_str_head(rt_str s, size_t n)
{
	return (rt_str){ .p = s.p, .n = n < s.n ? n : s.n };
}

struct rt_cut rt_str_cut(rt_str s, char sep);

/* As rt_str_cut, at the last separator; when there is none, head is everything. */
struct rt_cut rt_str_cut_last(rt_str s, char sep);

bool rt_str_eq(rt_str a, rt_str b);
bool rt_str_ieq(rt_str a, rt_str b);
bool rt_str_starts(rt_str s, rt_str prefix);
bool rt_str_istarts(rt_str s, rt_str prefix);
bool rt_str_iends(rt_str s, rt_str suffix);

/* The order of bytes, shorter first when one begins the other: negative, 0 or positive. */
int rt_str_cmp(rt_str a, rt_str b);

/* The offset of the first occurrence at or after from, or SIZE_MAX. ifind ignores case. */
size_t rt_str_find(rt_str s, rt_str what, size_t from);
size_t rt_str_ifind(rt_str s, rt_str what, size_t from);

/* Whether the byte occurs. */
bool rt_str_has(rt_str s, char c);

/* Without blanks and line ends at both sides. */
rt_str rt_str_trim(rt_str s);

/* Takes the next run of non-blank bytes off the front of s; empty when there is none. */
rt_str rt_str_word(rt_str *s);

/*
 * Eats decimal digits off the front of s. RT_ESYNTAX when there are none, RT_ELIMIT when the value
 * passes max; then s stays as it was.
 */
enum rt_result rt_str_number(rt_str *s, uint64_t max, uint64_t *ret_value);

#endif
