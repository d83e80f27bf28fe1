/* SPDX-License-Identifier: MIT */
#ifndef RT_SINK_TEXT_H
#define RT_SINK_TEXT_H

#include "base/buf.h"

/* Laying out text for people. Widths count code points, not what a terminal makes of wide ones. */

enum rt_paint {
	RT_PAINT_NONE,
	RT_PAINT_BOLD,
	RT_PAINT_DIM,
	RT_PAINT_GOOD,
	RT_PAINT_BAD,
	RT_PAINT_WARN
};

/* A sheet being written: where to, how wide, in colour or not. */
struct rt_sheet {
	struct rt_buf *b;
	unsigned width;
	bool color;
};

struct rt_sheet rt_sheet_of(struct rt_buf *b, const struct rt_style *style);

/* s with control bytes as "\x1b" and bytes that are no UTF-8 as U+FFFD; painted where wanted. */
void rt_sheet_put(struct rt_sheet *s, rt_str text, enum rt_paint paint);

/* label, then text in a column that begins at indent, wrapped between words, and a line end. */
void rt_sheet_row(struct rt_sheet *s, rt_str label, unsigned indent, rt_str text);

/* As rt_sheet_row(), with the label painted. */
void rt_sheet_painted_row(
	struct rt_sheet *s, rt_str label, enum rt_paint paint, unsigned indent, rt_str text);

/* How many code points; control bytes count as what they are escaped to. */
size_t rt_text_width(rt_str text);

#endif
