/* SPDX-License-Identifier: MIT */
#include "wire/block.h"

static uint32_t
lines_between(const char *at, const char *end)
{
	uint32_t n = 0;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		n++;
		at++;
	}
	return n;
}

/* Passes over comments, and over empty lines too where they separate nothing. */
static void
skip(struct rt_block_reader *r, bool empty_too)
{
	for (;;) {
		rt_str rest = r->rest, line;
		if (!rt_line_next(&rest, &line))
			return;
		if (!(line.n && line.p[0] == '#') && !(empty_too && !rt_str_trim(line).n))
			return;
		r->rest = rest;
		r->line++;
	}
}

enum rt_result
rt_block_next(struct rt_block_reader *reader, struct rt_arena *a, struct rt_block *ret)
{
	struct rt_block b = { 0 };

	skip(reader, true);
	if (!reader->rest.n)
		return RT_ENOTFOUND;
	b.line = reader->line;

	/* Values of many lines are copied to the arena, so the fields are counted first. */
	uint32_t max = 0;
	struct rt_field f;
	for (rt_str s = reader->rest; s.n && rt_field_next(&s, &f) != RT_ENOTFOUND;)
		max++;
	b.field = RT_NEW(a, struct rt_block_field, max);
	if (!b.field)
		return RT_ELIMIT;
	while (reader->rest.n) {
		rt_str was = reader->rest;
		enum rt_result r = rt_field_next(&reader->rest, &f);
		uint32_t lines = lines_between(was.p, reader->rest.p);
		if (r == RT_ESYNTAX)
			return RT_ESYNTAX;
		if (r == RT_ENOTFOUND) {
			reader->line += lines;
			break;
		}
		struct rt_block_field *to = &b.field[b.count++];
		*to = (struct rt_block_field){ .name = f.name, .line = reader->line };
		if (rt_field_unfold(f.value, a, &to->value) != RT_OK)
			return RT_ELIMIT;
		reader->line += lines;
		skip(reader, false);
	}
	*ret = b;
	return RT_OK;
}

rt_str
rt_block_value(const struct rt_block *b, rt_str name)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (rt_str_ieq(b->field[i].name, name))
			return b->field[i].value;
	return (rt_str){ 0 };
}
