/* SPDX-License-Identifier: MIT */
/* One recipient's outcome for people: who, what, why, what to do, and the words that prove it. */
#include "sink/render.h"
#include "sink/text.h"

enum { INDENT = 14 };

static enum rt_paint
paint_of(enum rt_event e)
{
	switch (e) {
	case RT_EVENT_FAILED:
	case RT_EVENT_REJECTED:
	case RT_EVENT_COMPLAINT:
		return RT_PAINT_BAD;
	case RT_EVENT_DELAYED:
		return RT_PAINT_WARN;
	case RT_EVENT_DELIVERED:
	case RT_EVENT_RELAYED:
	case RT_EVENT_EXPANDED:
		return RT_PAINT_GOOD;
	case RT_EVENT_NONE:
	case RT_EVENT_AUTO_REPLY:
	case RT_EVENT_CHALLENGE:
	case RT_EVENT_SUBSCRIBE:
	case RT_EVENT_UNSUBSCRIBE:
	case RT_EVENT_RECEIPT:
	case RT_EVENT_COUNT:
	default:
		return RT_PAINT_NONE;
	}
}

static void
put_head(struct rt_sheet *s, const struct rt_outcome *o)
{
	rt_sheet_put(s, rt_event_word(o->event), paint_of(o->event));
	RT_BUF_LIT(s->b, "  ");
	rt_sheet_put(s, o->recipient.n ? o->recipient : o->subject, RT_PAINT_BOLD);
	RT_BUF_LIT(s->b, "  ");
	rt_sheet_put(s, o->source, RT_PAINT_DIM);
	if (o->message > 1) {
		rt_buf_ch(s->b, '#');
		rt_buf_uint(s->b, o->message, 1);
	}
	rt_buf_ch(s->b, '\n');
}

static void
put_verdict(struct rt_sheet *s, const struct rt_verdict *v)
{
	char room[160];
	struct rt_buf line = { .p = room, .cap = sizeof room };

	rt_buf_str(&line, rt_condition_word(v->condition));
	RT_BUF_LIT(&line, " (");
	rt_buf_str(&line, rt_certainty_word(v->certainty));
	RT_BUF_LIT(&line, "), fault of ");
	rt_buf_str(&line, rt_party_word(v->party));
	RT_BUF_LIT(&line, ", ");
	rt_buf_str(&line, rt_persistence_word(v->persistence));
	rt_sheet_row(s, RT_STR("  why"), INDENT, rt_buf_view(&line));
	rt_sheet_row(s, RT_STR("  do"), INDENT, rt_action_word(v->action));
}

/* A header field that was asked for, by its name as far as there is room for it. */
static void
put_header(struct rt_sheet *s, const struct rt_named *field)
{
	char room[256];
	struct rt_buf label = { .p = room, .cap = sizeof room };

	RT_BUF_LIT(&label, "  ");
	rt_buf_str(&label, rt_str_head(field->name, sizeof room - 2));
	rt_sheet_row(s, rt_buf_view(&label), INDENT, field->value);
}

/* Of a log or a list of replies: one line each, columns apart by tabs. */
static void
put_line(struct rt_sheet *s, const struct rt_outcome *o, const struct rt_verdict *v)
{
	const rt_str columns[] = { rt_condition_word(v->condition), rt_action_word(v->action),
		rt_persistence_word(v->persistence), rt_certainty_word(v->certainty) };

	for (size_t i = 0; i < RT_COUNT(columns); i++) {
		rt_buf_str(s->b, columns[i]);
		rt_buf_ch(s->b, '\t');
	}
	rt_sheet_put(s, o->text, RT_PAINT_NONE);
	rt_buf_ch(s->b, '\n');
}

void
rt_text_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style)
{
	struct rt_sheet s = rt_sheet_of(b, style);
	bool failure = o->event == RT_EVENT_FAILED || o->event == RT_EVENT_DELAYED ||
		o->event == RT_EVENT_REJECTED;

	if (o->line && v) {
		put_line(&s, o, v);
		return;
	}
	put_head(&s, o);
	if (o->original_recipient.n)
		rt_sheet_row(&s, RT_STR("  sent to"), INDENT, o->original_recipient);
	if (failure && v)
		put_verdict(&s, v);
	if (o->text.n)
		rt_sheet_row(&s, RT_STR("  said"), INDENT, o->text);
	if (o->remote_mta.n)
		rt_sheet_row(&s, RT_STR("  by"), INDENT, o->remote_mta);
	if (o->message_id.n && o->event != RT_EVENT_NONE)
		rt_sheet_row(&s, RT_STR("  of"), INDENT, o->message_id);
	for (size_t i = 0; i < o->headers_count; i++)
		put_header(&s, &o->headers[i]);
	if (o->limit.n)
		rt_sheet_row(&s, RT_STR("  limit"), INDENT, o->limit);
}
