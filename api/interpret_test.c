/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"
#include "tests/rt_test.h"

static char room[1 << 16];

#define FAILED RT_EVENT_FAILED
#define DELAYED RT_EVENT_DELAYED
#define PERMANENT RT_CLASS_PERMANENT
#define TEMPORARY RT_CLASS_TEMPORARY
#define STATED RT_STATUS_STATED
#define DERIVED RT_STATUS_DERIVED
#define ABSENT RT_STATUS_ABSENT

/* What the outcome says, and what it says when it is completed. */
struct interpret_case {
	const char *name;
	struct rt_outcome in;
	const char *condition;
	uint16_t code;
	struct rt_status status;
	enum rt_status_from from;
	enum rt_class class;
};

#define TEXT(lit) .text = { lit, sizeof(lit) - 1 }

static const struct interpret_case cases[] = {
	{ "all from the text", { TEXT("550 5.1.1 zqx"), .event = FAILED }, "address.unknown", 550,
		{ 5, 1, 1 }, STATED, PERMANENT },
	{ "a status from the condition", { TEXT("550 No such user here"), .event = FAILED },
		"address.unknown", 550, { 5, 1, 1 }, DERIVED, PERMANENT },
	{ "of a temporary failure", { TEXT("452 zqx mailbox is full"), .event = DELAYED }, NULL,
		452, { 4, 0, 0 }, DERIVED, TEMPORARY },
	{ "a status at the end", { TEXT("550 zqx (#5.2.2)"), .event = FAILED }, "mailbox.full", 550,
		{ 5, 2, 2 }, STATED, PERMANENT },
	{ "what is given stays",
		{ TEXT("550 5.1.1 zqx"), .event = FAILED, .code = 552, .status = { 5, 2, 2 },
			.status_from = STATED, .class = PERMANENT },
		"mailbox.full", 552, { 5, 2, 2 }, STATED, PERMANENT },
	{ "a class alone", { .event = FAILED, .class = PERMANENT }, "unspecified", 0, { 5, 0, 0 },
		DERIVED, PERMANENT },
	{ "a status alone", { .event = FAILED, .status = { 4, 4, 1 }, .status_from = STATED },
		"network.no-answer", 0, { 4, 4, 1 }, STATED, TEMPORARY },
	{ "nothing at all", { .event = FAILED }, "unspecified", 0, { 0, 0, 0 }, ABSENT,
		RT_CLASS_UNKNOWN },
	{ "words alone", { TEXT("zqx wvut"), .event = FAILED }, "unspecified", 0, { 0, 0, 0 },
		ABSENT, RT_CLASS_UNKNOWN },
	{ "the code's class, not the status's", { TEXT("550 4.2.2 zqx"), .event = FAILED },
		"mailbox.full", 550, { 4, 2, 2 }, STATED, PERMANENT },
	{ "a success", { TEXT("250 2.1.5 ok"), .event = RT_EVENT_DELIVERED }, "none", 250,
		{ 2, 1, 5 }, STATED, RT_CLASS_SUCCESS },
	{ "a success without a status", { TEXT("250 ok"), .event = RT_EVENT_DELIVERED }, "none",
		250, { 0, 0, 0 }, ABSENT, RT_CLASS_SUCCESS },
	{ "a complaint", { .event = RT_EVENT_COMPLAINT, .class = PERMANENT }, "none", 0,
		{ 0, 0, 0 }, ABSENT, PERMANENT },
	{ "an answer that goes on", { TEXT("354 go on"), .event = FAILED }, "unspecified", 354,
		{ 0, 0, 0 }, ABSENT, RT_CLASS_UNKNOWN },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		const struct interpret_case *c = &cases[i];
		struct rt_outcome o = c->in;
		struct rt_arena a = { room, room + sizeof room };
		struct rt_verdict v;
		rt_interpret(&o, a, &v);
		CHECK_CASE(o.code == c->code, c->name);
		CHECK_CASE(o.status.class == c->status.class, c->name);
		if (c->condition) {
			CHECK_CASE(rt_status_eq(o.status, c->status), c->name);
			CHECK_CASE(
				rt_str_eq(rt_condition_word(v.condition), rt_str_z(c->condition)),
				c->name);
		}
		CHECK_CASE(o.status_from == c->from, c->name);
		CHECK_CASE(o.class == c->class, c->name);
	}
}

/* The status of a condition says what the condition says. */
static void
test_derived(void)
{
	for (uint32_t i = 0; i < rt_conditions_count; i++) {
		const struct rt_condition_row *row = &rt_conditions[i];
		struct rt_status s = { 5, row->subject, row->detail };
		CHECK(rt_status_row(s));
	}
}

static void
test_mbox(void)
{
	static const char box[] =
		"From a@example.org Thu Jan  1 00:00:00 2026\nSubject: x\n\nOne\n\n"
		"From b@example.org Thu Jan  1 00:00:00 2026\nSubject: y\n\nTwo\n";
	rt_str s = rt_str_z(box);

	CHECK(rt_mbox_begins(s));
	CHECK(!rt_mbox_begins(RT_STR("Subject: From a\n\n")));
	size_t end = rt_mbox_end(s, 0);
	CHECK(end < s.n && rt_str_starts(rt_str_from(s, end), RT_STR("From b@")));
	CHECK(rt_mbox_end(rt_str_from(s, end), 0) == SIZE_MAX);
}

int
main(void)
{
	test_cases();
	test_derived();
	test_mbox();
	return rt_done();
}
