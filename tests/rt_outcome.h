/* SPDX-License-Identifier: MIT */
#ifndef RT_OUTCOME_H
#define RT_OUTCOME_H

#include "base/buf.h"
#include "retort/retort.h"
#include "tests/rt_test.h"

/*
 * Tests of formats: a message in, and out a line for each outcome:
 *
 *	format event recipient < original : code status class | text | sender verp list
 *
 * What is empty is "-"; the last three stand there only if one of them is known.
 */
struct message_case {
	const char *name;
	rt_str in;
	const char *want;
};

static inline void
put_or_dash(struct rt_buf *b, rt_str s)
{
	rt_buf_str(b, s.n ? s : RT_STR("-"));
}

static inline void
put_outcome(struct rt_buf *b, const struct rt_outcome *o)
{
	rt_buf_str(b, o->format);
	rt_buf_ch(b, ' ');
	rt_buf_str(b, rt_event_word(o->event));
	rt_buf_ch(b, ' ');
	put_or_dash(b, o->recipient);
	if (o->original_recipient.n) {
		rt_buf_str(b, RT_STR(" < "));
		rt_buf_str(b, o->original_recipient);
	}
	rt_buf_str(b, RT_STR(" : "));
	rt_buf_uint(b, o->code, 1);
	rt_buf_ch(b, ' ');
	rt_buf_status(b, o->status);
	rt_buf_ch(b, ' ');
	put_or_dash(b, rt_class_word(o->class));
	rt_buf_str(b, RT_STR(" | "));
	put_or_dash(b, o->text);
	if (o->sender.n || o->verp.n || o->list_id.n) {
		rt_buf_str(b, RT_STR(" | "));
		put_or_dash(b, o->sender);
		rt_buf_ch(b, ' ');
		put_or_dash(b, o->verp);
		rt_buf_ch(b, ' ');
		put_or_dash(b, o->list_id);
	}
	rt_buf_ch(b, '\n');
}

/* What is read of a message, with this much room. */
static inline rt_str
outcomes_of(rt_str message, struct rt_arena a, struct rt_buf *b)
{
	struct rt_reader *r;
	struct rt_outcome o;
	enum rt_result result;

	b->n = 0;
	if (rt_read_begin(message, NULL, &a, &r) != RT_OK)
		return RT_STR("no room\n");
	while ((result = rt_read_next(r, &o)) != RT_ENOTFOUND)
		if (result == RT_OK)
			put_outcome(b, &o);
	return rt_buf_view(b);
}

static inline void
check_messages(const struct message_case *cases, size_t count)
{
	enum { ROOM = 1 << 18, LINES = 1 << 14 };
	static char lines[LINES];
	struct rt_arena whole = arena_at_the_edge(ROOM);
	struct rt_buf b = { .p = lines, .cap = LINES };

	for (size_t i = 0; i < count; i++) {
		rt_str in = at_the_edge(cases[i].in);
		rt_str got = outcomes_of(in, whole, &b);
		bool good = rt_str_eq(got, rt_str_z(cases[i].want));
		CHECK_CASE(good, cases[i].name);
		if (!good)
			fprintf(stderr, "got:\n%.*swant:\n%s", RT_ARG(got), cases[i].want);
		/* Less room gives less, and never harm. */
		for (size_t n = 0; n < 1 << 14; n += 97) {
			struct rt_arena a = arena_tail(whole, n);
			(void)outcomes_of(in, a, &b);
			CHECK_CASE(arena_kept(whole, n), cases[i].name);
		}
		/* A message that stops early is read as far as it goes. */
		for (size_t n = 0; n < in.n; n += 7)
			CHECK_CASE(outcomes_of(rt_str_head(in, n), whole, &b).n, cases[i].name);
	}
}

#endif
