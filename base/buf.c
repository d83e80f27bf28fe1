/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

void
rt_buf_fill(struct rt_buf *b, char c, size_t n)
{
	if (n > b->cap - b->n || n > PTRDIFF_MAX) {
		b->full = true;
		return;
	}
	if (n)
		memset(b->p + b->n, c, n);
	b->n += n;
}

void
rt_buf_uint(struct rt_buf *b, uint64_t value, unsigned min_digits)
{
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	while (sizeof digits - at < min_digits && at)
		digits[--at] = '0';
	rt_buf_str(b, (rt_str){ digits + at, sizeof digits - at });
}

void
rt_buf_status(struct rt_buf *b, struct rt_status s)
{
	if (s.class)
		rt_buf_uint(b, s.class, 1);
	else
		rt_buf_ch(b, 'X');
	rt_buf_ch(b, '.');
	rt_buf_uint(b, s.subject, 1);
	rt_buf_ch(b, '.');
	rt_buf_uint(b, s.detail, 1);
}
