/* SPDX-License-Identifier: MIT */
#include "api/explain.h"

#include "base/buf.h"
#include "judge/condition.h"

struct rt_advice
rt_advise(const struct rt_verdict *v)
{
	const struct rt_condition_row *row = &rt_conditions[v->condition];
	struct rt_advice a = {
		.sender = rt_text(row->sender),
		.sending_postmaster = rt_text(row->sending_postmaster),
		.receiving_postmaster = rt_text(row->receiving_postmaster),
		.recipient = rt_text(row->recipient),
		.retry = rt_text(row->retry),
		.suppress = rt_text(row->suppress),
	};

	for (uint32_t i = 0; i < rt_checks_count && i < RT_MAX_CHECKS; i++)
		if (row->checks >> i & 1)
			a.check[a.checks++] = rt_text(rt_checks[i].word);
	return a;
}

/* What a status says of its own to a party goes before what its condition says. */
static void
advise_by_status(struct rt_advice *a, struct rt_status s)
{
	const struct rt_status_row *row = s.class ? rt_status_row(s) : NULL;

	if (!row)
		return;
	if (row->sender.n)
		a->sender = rt_text(row->sender);
	if (row->sending_postmaster.n)
		a->sending_postmaster = rt_text(row->sending_postmaster);
	if (row->receiving_postmaster.n)
		a->receiving_postmaster = rt_text(row->receiving_postmaster);
	if (row->recipient.n)
		a->recipient = rt_text(row->recipient);
}

static void
judge(const struct rt_query *q, const struct rt_explain_options *only, struct rt_arena scratch,
	struct rt_explanation *e)
{
	struct rt_outcome o = {
		.event = RT_EVENT_FAILED,
		.text = q->text,
		.code = q->said.code,
		.status = q->said.status,
		.command = rt_command_named(only->command),
	};
	unsigned digit = o.code ? o.code / 100u : o.status.class;

	if (q->asked == RT_ASKED_FIRST || q->asked == RT_ASKED_CLASS ||
		q->asked == RT_ASKED_SUBJECT)
		digit = q->digit;
	if (q->asked == RT_ASKED_SUBJECT)
		o.status = (struct rt_status){ (uint8_t)(digit ? digit : 5), (uint16_t)q->subject,
			0 };
	o.class = rt_class_of_digit(digit);
	if (digit == 2 || digit == 3)
		o.event = RT_EVENT_DELIVERED;
	if (!q->words)
		o.text = (rt_str){ 0 };
	struct rt_case c;
	rt_case_init(&c, &o);
	if (only->vendor.n)
		c.vendor = rt_vendor_named(only->vendor);
	rt_judge_case(&c, o.event, scratch, &e->verdict);
	e->advice = rt_advise(&e->verdict);
	if (rt_str_starts(e->verdict.rule, RT_STR("status")))
		advise_by_status(&e->advice, o.status);
	e->title = rt_text(rt_conditions[e->verdict.condition].title);
	e->judged = true;
}

static rt_str
describe_meant(const struct rt_query *q, struct rt_arena *a)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };

	if (q->meant_status.class)
		rt_buf_status(&b, q->meant_status);
	if (q->meant_status.class && q->meant_code)
		RT_BUF_LIT(&b, " or ");
	if (q->meant_code)
		rt_buf_uint(&b, q->meant_code, 3);
	if (b.full)
		return (rt_str){ 0 };
	a->at += b.n;
	return rt_buf_view(&b);
}

/* "5.5.2" is registered; some pages write reply 552 so. */
static void
add_dotted(struct rt_readings *rs, const struct rt_query *q)
{
	struct rt_status s = q->said.status;

	if (q->said.code || q->words || q->any_class || s.subject > 9 || s.detail > 9 || !s.class)
		return;
	const struct rt_reply_row *row = rt_reply_row(
		(uint16_t)(s.class * 100 + s.subject * 10 + s.detail));
	if (!row || row->dotless.class)
		return;
	struct rt_reading r = rt_reading_of_reply(row);
	r.kind = RT_KIND_FOLK;
	r.standing = RT_STANDING_FOLKLORE;
	r.source = RT_STR("pages that put dots into reply codes; wrong by RFC 3463 2");
	rt_readings_add(rs, r);
}

static void
gather(struct rt_readings *rs, const struct rt_query *q, const struct rt_explain_options *only)
{
	switch (q->asked) {
	case RT_ASKED_CODES:
		rt_readings_of_codes(rs, q, only);
		rt_readings_of_vendors(rs, q, only);
		add_dotted(rs, q);
		break;
	case RT_ASKED_WORDS:
		rt_readings_of_vendors(rs, q, only);
		break;
	case RT_ASKED_COMMAND:
		rt_readings_of_command(rs, q->text);
		break;
	case RT_ASKED_FIRST:
	case RT_ASKED_SECOND:
	case RT_ASKED_CLASS:
	case RT_ASKED_SUBJECT:
		rt_readings_of_digits(rs, q);
		break;
	case RT_ASKED_WRONG:
		/* Programs print numbers of their own where a reply code belongs. */
		if (q->said.code)
			rt_readings_of_vendors(rs, q, only);
		break;
	case RT_ASKED_NOTHING:
	default:
		break;
	}
	rt_readings_of_pages(rs, q);
}

/* Whether there is any standard or registered thing of that name; else what is missing. */
static rt_str
complaint(const struct rt_query *q, const struct rt_explanation *e)
{
	switch (q->asked) {
	case RT_ASKED_NOTHING:
		return RT_STR("nothing was asked");
	case RT_ASKED_WRONG:
		return rt_str_z(q->wrong);
	case RT_ASKED_CODES:
		if (q->said.code && !rt_reply_row(q->said.code))
			return RT_STR(
				"no such reply code is known; only its digits tell something");
		return (rt_str){ 0 };
	case RT_ASKED_WORDS:
		return e->count ? (rt_str){ 0 } : RT_STR("neither a code nor words that are known");
	case RT_ASKED_FIRST:
	case RT_ASKED_SECOND:
	case RT_ASKED_CLASS:
	case RT_ASKED_SUBJECT:
	case RT_ASKED_COMMAND:
	default:
		return e->count ? (rt_str){ 0 }
				: RT_STR("there is no such class, subject or command");
	}
}

enum rt_result
rt_explain(rt_str query, const struct rt_explain_options *options, struct rt_arena *a,
	struct rt_explanation *ret)
{
	static const struct rt_explain_options all = { { 0 }, { 0 } };
	const struct rt_explain_options *only = options ? options : &all;
	struct rt_query q = rt_query_parse(query);
	struct rt_explanation e = { .query = query };

	e.meant = describe_meant(&q, a);
	struct rt_readings rs = { .arena = a };
	gather(&rs, &q, only);
	e.reading = rs.at;
	e.count = rs.count;
	e.error = complaint(&q, &e);
	if (q.asked != RT_ASKED_WRONG && q.asked != RT_ASKED_NOTHING &&
		q.asked != RT_ASKED_COMMAND && q.asked != RT_ASKED_SECOND)
		judge(&q, only, *a, &e);
	*ret = e;
	if (rs.full)
		return RT_ELIMIT;
	if (!e.error.n)
		return RT_OK;
	return q.asked == RT_ASKED_WRONG ? RT_ESYNTAX : RT_ENOTFOUND;
}
