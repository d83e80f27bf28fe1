/* SPDX-License-Identifier: MIT */
/* The card: what it says, what it means, what to do, how else it is read. */
#include "sink/render.h"
#include "sink/text.h"

enum { INDENT = 24, MOST_VENDORS = 12 };

static enum rt_paint
paint_of(enum rt_standing s)
{
	switch (s) {
	case RT_STANDING_STANDARD:
		return RT_PAINT_GOOD;
	case RT_STANDING_WRONG:
		return RT_PAINT_BAD;
	case RT_STANDING_FOLKLORE:
	case RT_STANDING_OBSOLETE:
		return RT_PAINT_WARN;
	case RT_STANDING_REGISTERED_ONLY:
	case RT_STANDING_VENDOR:
	case RT_STANDING_COUNT:
	default:
		return RT_PAINT_NONE;
	}
}

/* "550 5.7.26" as far as the reading has them. */
static void
put_codes(struct rt_buf *b, const struct rt_reading *r)
{
	if (r->code)
		rt_buf_uint(b, r->code, 3);
	if (r->code && r->has_status)
		rt_buf_ch(b, ' ');
	if (r->has_status)
		rt_buf_status(b, r->status);
}

static void
put_reading(struct rt_sheet *s, const struct rt_reading *r)
{
	char room[32];
	struct rt_buf codes = { .p = room, .cap = sizeof room };

	put_codes(&codes, r);
	rt_sheet_put(s, rt_buf_view(&codes), RT_PAINT_BOLD);
	RT_BUF_LIT(s->b, "  ");
	rt_sheet_put(s, r->title, RT_PAINT_BOLD);
	rt_buf_ch(s->b, '\n');
	RT_BUF_LIT(s->b, "  ");
	rt_sheet_put(s, rt_standing_word(r->standing), paint_of(r->standing));
	if (r->vendor.n) {
		RT_BUF_LIT(s->b, " of ");
		rt_sheet_put(s, r->vendor, RT_PAINT_NONE);
	}
	if (r->command.n) {
		RT_BUF_LIT(s->b, ", in reply to ");
		rt_sheet_put(s, r->command, RT_PAINT_NONE);
	}
	if (r->source.n) {
		RT_BUF_LIT(s->b, ", ");
		rt_sheet_put(s, r->source, RT_PAINT_DIM);
	}
	rt_buf_ch(s->b, '\n');
	if (r->note.n)
		rt_sheet_row(s, (rt_str){ 0 }, 2, r->note);
	if (r->remark.n)
		rt_sheet_row(s, (rt_str){ 0 }, 2, r->remark);
}

static void
put_heading(struct rt_sheet *s, rt_str text)
{
	rt_buf_ch(s->b, '\n');
	rt_sheet_put(s, text, RT_PAINT_BOLD);
	rt_buf_ch(s->b, '\n');
}

static void
put_verdict(struct rt_sheet *s, const struct rt_explanation *e)
{
	const struct rt_verdict *v = &e->verdict;

	put_heading(s, RT_STR("Verdict"));
	rt_sheet_row(s, RT_STR("  what"), INDENT, e->title);
	rt_sheet_row(s, RT_STR("  condition"), INDENT, rt_condition_word(v->condition));
	rt_sheet_row(s, RT_STR("  whose fault"), INDENT, rt_party_word(v->party));
	rt_sheet_row(s, RT_STR("  it is"), INDENT, rt_persistence_word(v->persistence));
	rt_sheet_row(s, RT_STR("  action"), INDENT, rt_action_word(v->action));
	rt_sheet_row(s, RT_STR("  suppress address"), INDENT,
		rt_verdict_hard(v) ? RT_STR("yes") : RT_STR("no"));
	rt_sheet_row(s, RT_STR("  certainty"), INDENT, rt_certainty_word(v->certainty));
	if (v->rule.n)
		rt_sheet_row(s, RT_STR("  decided by"), INDENT, v->rule);
}

static void
put_advice(struct rt_sheet *s, const struct rt_advice *a)
{
	const struct {
		rt_str label, text;
	} rows[] = {
		{ RT_STR("  who sent it"), a->sender },
		{ RT_STR("  sending postmaster"), a->sending_postmaster },
		{ RT_STR("  receiving postmaster"), a->receiving_postmaster },
		{ RT_STR("  the recipient"), a->recipient },
		{ RT_STR("  retry"), a->retry },
		{ RT_STR("  suppress"), a->suppress },
	};

	put_heading(s, RT_STR("What to do"));
	for (size_t i = 0; i < RT_COUNT(rows); i++)
		if (rows[i].text.n)
			rt_sheet_row(s, rows[i].label, INDENT, rows[i].text);
	if (!a->checks)
		return;
	rt_sheet_put(s, RT_STR("  check live"), RT_PAINT_DIM);
	rt_buf_fill(s->b, ' ', INDENT - 12);
	for (uint32_t i = 0; i < a->checks; i++) {
		if (i)
			rt_buf_ch(s->b, ' ');
		rt_sheet_put(s, a->check[i], RT_PAINT_NONE);
	}
	rt_buf_ch(s->b, '\n');
}

/* One reading in a line or two, for the long list of vendors' and commands' uses. */
static void
put_short(struct rt_sheet *s, const struct rt_reading *r)
{
	char room[160];
	struct rt_buf label = { .p = room, .cap = 64 };

	RT_BUF_LIT(&label, "  ");
	rt_buf_str(&label, rt_str_head(r->vendor.n ? r->vendor : r->command, 48));
	if (r->kind == RT_KIND_FOLK)
		rt_buf_str(&label, rt_standing_word(r->standing));
	rt_sheet_painted_row(s, rt_buf_view(&label), paint_of(r->standing), INDENT, r->title);
	if (r->kind == RT_KIND_FOLK)
		rt_sheet_row(s, (rt_str){ 0 }, INDENT, r->note);
	else if (r->token.n)
		rt_sheet_row(s, (rt_str){ 0 }, INDENT, r->token);
}

/* Readings that stand for all servers are shown whole. */
static bool
is_main(const struct rt_reading *r)
{
	return r->kind != RT_KIND_VENDOR && r->kind != RT_KIND_FOLK && !r->command.n;
}

static void
put_others(struct rt_sheet *s, const struct rt_explanation *e, enum rt_kind kind, rt_str heading)
{
	size_t shown = 0, all = 0;

	for (size_t i = 0; i < e->count; i++) {
		const struct rt_reading *r = &e->reading[i];
		if (r->kind != kind || is_main(r))
			continue;
		if (!all++)
			put_heading(s, heading);
		if (shown < MOST_VENDORS) {
			put_short(s, r);
			shown++;
		}
	}
	if (shown == all)
		return;
	RT_BUF_LIT(s->b, "  and ");
	rt_buf_uint(s->b, all - shown, 1);
	RT_BUF_LIT(s->b, " more: --json shows all, --vendor one vendor's\n");
}

static void
put_commands(struct rt_sheet *s, const struct rt_explanation *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++) {
		const struct rt_reading *r = &e->reading[i];
		if (r->kind != RT_KIND_REPLY || !r->command.n)
			continue;
		if (!n++)
			put_heading(s, RT_STR("In reply to"));
		char room[32];
		struct rt_buf codes = { .p = room, .cap = sizeof room };
		put_codes(&codes, r);
		rt_sheet_put(s, RT_STR("  "), RT_PAINT_NONE);
		rt_sheet_put(s, rt_buf_view(&codes), RT_PAINT_NONE);
		rt_buf_ch(s->b, ' ');
		rt_sheet_put(s, r->command, RT_PAINT_NONE);
		rt_buf_fill(s->b, ' ', 2);
		rt_sheet_put(s, r->source, RT_PAINT_DIM);
		if (r->standing != RT_STANDING_STANDARD) {
			RT_BUF_LIT(s->b, ", ");
			rt_sheet_put(s, rt_standing_word(r->standing), paint_of(r->standing));
		}
		rt_buf_ch(s->b, '\n');
	}
}

static void
put_error(struct rt_sheet *s, const struct rt_explanation *e)
{
	rt_sheet_put(s, e->query, RT_PAINT_BOLD);
	RT_BUF_LIT(s->b, ": ");
	rt_sheet_put(s, e->error, RT_PAINT_BAD);
	rt_buf_ch(s->b, '\n');
	if (e->meant.n) {
		RT_BUF_LIT(s->b, "Perhaps meant: ");
		rt_sheet_put(s, e->meant, RT_PAINT_BOLD);
		rt_buf_ch(s->b, '\n');
	}
}

void
rt_text_explanation(struct rt_buf *b, const struct rt_explanation *e, const struct rt_style *style)
{
	struct rt_sheet s = rt_sheet_of(b, style);
	size_t shown = 0;

	if (e->error.n)
		put_error(&s, e);
	for (size_t i = 0; i < e->count; i++) {
		if (!is_main(&e->reading[i]))
			continue;
		if (shown++ || e->error.n)
			rt_buf_ch(b, '\n');
		put_reading(&s, &e->reading[i]);
	}
	if (e->judged) {
		put_verdict(&s, e);
		put_advice(&s, &e->advice);
	}
	put_others(&s, e, RT_KIND_VENDOR, RT_STR("Said by"));
	put_others(&s, e, RT_KIND_FOLK, RT_STR("What pages say of it"));
	put_commands(&s, e);
}
