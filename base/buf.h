/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_BUF_H
#define RT_BASE_BUF_H

#include "base/str.h"

/*
 * An append writer into memory of a fixed size. What does not fit is dropped and full is set, so
 * that a caller checks once, at the end, and not at every step.
 */
struct rt_buf {
	char *p;
	size_t n, cap;
	bool full;
};

static inline void
rt_buf_ch(struct rt_buf *b, char c)
{
	if (b->n < b->cap)
		b->p[b->n++] = c;
	else
		b->full = true;
}

static inline void
rt_buf_str(struct rt_buf *b, rt_str s)
{
	if (s.n > b->cap - b->n) {
		b->full = true;
		return;
	}
	if (s.n)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

#define RT_BUF_LIT(b, lit) rt_buf_str((b), RT_STR(lit))

/* c repeated n times. */
void rt_buf_fill(struct rt_buf *b, char c, size_t n);

/* A decimal number, with at least min_digits digits. */
void rt_buf_uint(struct rt_buf *b, uint64_t value, unsigned min_digits);

/* "5.1.1"; class 0 gives "X.1.1". */
void rt_buf_status(struct rt_buf *b, struct rt_status s);

/* What has been written. */
static inline rt_str
rt_buf_view(const struct rt_buf *b)
{
	return (rt_str){ .p = b->p, .n = b->n };
}

#endif
