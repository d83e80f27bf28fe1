/* SPDX-License-Identifier: MIT */
/* Explanations as JSON; keys of a reading that do not apply are null. */
#include "sink/json.h"
#include "sink/render.h"

static void
put_or_null(struct rt_buf *b, rt_str name, rt_str value)
{
	if (value.n) {
		rt_json_member(b, name, value, false);
		return;
	}
	RT_BUF_LIT(b, ",\"");
	rt_buf_str(b, name);
	RT_BUF_LIT(b, "\":null");
}

static void
put_note(struct rt_buf *b, const struct rt_reading *r)
{
	if (!r->note.n || !r->remark.n) {
		put_or_null(b, RT_STR("note"), r->note.n ? r->note : r->remark);
		return;
	}
	rt_json_member(b, RT_STR("note"), r->note, false);
	if (b->full)
		return;
	b->n--; /* the closing quote: the remark goes on in the same string */
	rt_buf_ch(b, ' ');
	size_t at = b->n;
	rt_json_str(b, r->remark);
	if (b->full)
		return;
	memmove(b->p + at, b->p + at + 1, b->n - at - 1);
	b->n--;
}

static void
put_reading(struct rt_buf *b, const struct rt_reading *r)
{
	char digits[16];
	struct rt_buf status = { .p = digits, .cap = sizeof digits };

	if (r->has_status)
		rt_buf_status(&status, r->status);
	rt_buf_ch(b, '{');
	rt_json_member(b, RT_STR("kind"), rt_kind_word(r->kind), true);
	RT_BUF_LIT(b, ",\"code\":");
	if (r->code)
		rt_buf_uint(b, r->code, 3);
	else
		RT_BUF_LIT(b, "null");
	put_or_null(b, RT_STR("status"), rt_buf_view(&status));
	put_or_null(b, RT_STR("title"), r->title);
	rt_json_member(b, RT_STR("standing"), rt_standing_word(r->standing), false);
	put_or_null(b, RT_STR("source"), r->source);
	put_or_null(b, RT_STR("vendor"), r->vendor);
	put_or_null(b, RT_STR("command"), r->command);
	put_note(b, r);
	if (r->token.n)
		rt_json_member(b, RT_STR("token"), r->token, false);
	if (r->condition.n)
		rt_json_member(b, RT_STR("condition"), r->condition, false);
	rt_buf_ch(b, '}');
}

static void
put_advice(struct rt_buf *b, const struct rt_advice *a)
{
	const struct {
		rt_str name, value;
	} rows[] = {
		{ RT_STR("sender"), a->sender },
		{ RT_STR("sending_postmaster"), a->sending_postmaster },
		{ RT_STR("receiving_postmaster"), a->receiving_postmaster },
		{ RT_STR("recipient"), a->recipient },
		{ RT_STR("retry"), a->retry },
		{ RT_STR("suppress"), a->suppress },
	};

	RT_BUF_LIT(b, "{\"check\":[");
	for (uint32_t i = 0; i < a->checks; i++) {
		if (i)
			rt_buf_ch(b, ',');
		rt_json_str(b, a->check[i]);
	}
	rt_buf_ch(b, ']');
	for (size_t i = 0; i < RT_COUNT(rows); i++)
		if (rows[i].value.n)
			rt_json_member(b, rows[i].name, rows[i].value, false);
	rt_buf_ch(b, '}');
}

void
rt_json_explanation(struct rt_buf *b, const struct rt_explanation *e)
{
	RT_BUF_LIT(b, "{\"v\":1,\"query\":");
	rt_json_str(b, e->query);
	RT_BUF_LIT(b, ",\"readings\":[");
	for (size_t i = 0; i < e->count; i++) {
		if (i)
			rt_buf_ch(b, ',');
		put_reading(b, &e->reading[i]);
	}
	rt_buf_ch(b, ']');
	if (e->judged) {
		RT_BUF_LIT(b, ",\"verdict\":");
		rt_json_verdict(b, &e->verdict);
		RT_BUF_LIT(b, ",\"advice\":");
		put_advice(b, &e->advice);
	}
	if (e->error.n)
		rt_json_member(b, RT_STR("error"), e->error, false);
	if (e->meant.n)
		rt_json_member(b, RT_STR("meant"), e->meant, false);
	RT_BUF_LIT(b, "}\n");
}
