/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"
#include "tests/rt_test.h"

static char room[256 << 10];

static rt_str
label_of(const char *reply, const char *vocabulary)
{
	struct rt_arena a = { room, room + sizeof room };
	struct rt_outcome o = { .text = rt_str_z(reply), .event = RT_EVENT_FAILED, .line = 1 };
	struct rt_verdict v;

	rt_interpret(&o, a, &v);
	if (o.class == RT_CLASS_TEMPORARY)
		o.event = RT_EVENT_DELAYED;
	return rt_label(rt_str_z(vocabulary), o.event, &v);
}

static const struct {
	const char *vocabulary, *reply, *label;
} cases[] = {
	{ "sisimai", "550 5.1.1 User unknown", "userunknown" },
	{ "Sisimai", "552 5.2.2 Over quota", "mailboxfull" },
	{ "sisimai", "550 5.7.26 Unauthenticated mail", "authfailure" },
	{ "kumomta", "550 5.1.1 User unknown", "InvalidRecipient" },
	{ "kumomta", "550 zqx wvut", "Uncategorized" },
	{ "zonemta", "550 5.1.2 Host unknown", "recipient" },
	{ "sparkpost", "452 4.2.2 Over quota", "22 Mailbox Full" },
	{ "sparkpost", "450 4.7.1 Greylisted", "70 Transient Failure" },
	{ "powermta", "550 5.1.1 User unknown", "bad-mailbox" },
	{ "ses", "550 5.1.1 User unknown", "Permanent/General" },
	{ "ses", "451 4.3.0 zqx", "DeliveryDelay" },
	{ "sendgrid", "550 5.1.1 User unknown", "Invalid Address" },
	{ "mailgun", "450 4.7.1 Greylisted", "failed/temporary greylisted" },
	{ "postmark", "550 5.1.1 User unknown", "HardBounce" },
	{ "nobody", "550 5.1.1 User unknown", "" },
	{ "", "550 5.1.1 User unknown", "" },
};

static void
test_replies(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str label = label_of(cases[i].reply, cases[i].vocabulary);
		CHECK_CASE(rt_str_eq(label, rt_str_z(cases[i].label)), cases[i].reply);
		if (!rt_str_eq(label, rt_str_z(cases[i].label)))
			fprintf(stderr, "\t%s: %.*s\n", cases[i].vocabulary, RT_ARG(label));
	}
}

/* Other events than failures have labels of their own, or none. */
static void
test_events(void)
{
	struct rt_verdict none = { .condition = 0 };

	CHECK(rt_str_eq(
		rt_label(RT_STR("sisimai"), RT_EVENT_COMPLAINT, &none), RT_STR("feedback")));
	CHECK(rt_str_eq(
		rt_label(RT_STR("sisimai"), RT_EVENT_AUTO_REPLY, &none), RT_STR("vacation")));
	CHECK(rt_str_eq(rt_label(RT_STR("ses"), RT_EVENT_DELIVERED, &none), RT_STR("Delivery")));
	CHECK(rt_label(RT_STR("zonemta"), RT_EVENT_COMPLAINT, &none).n == 0);
}

/* A vocabulary that speaks of failures has a word for any of them. */
static void
test_every_condition(void)
{
	rt_str name;

	for (size_t i = 0; rt_vocabulary_at(i, &name) == RT_OK; i++) {
		bool speaks = rt_label(name, RT_EVENT_FAILED,
				      &(struct rt_verdict){ .condition = 1,
					      .persistence = RT_PERSISTENCE_PERMANENT })
				      .n > 0;
		for (uint32_t c = 1; speaks && c < rt_conditions_count; c++) {
			struct rt_verdict v;
			rt_verdict_fill(&v, (uint8_t)c, RT_CLASS_PERMANENT);
			v.certainty = RT_CERTAINTY_KNOWN;
			CHECK(rt_label(name, RT_EVENT_FAILED, &v).n);
		}
	}
	CHECK(rt_vocabulary_at(100, &name) == RT_ENOTFOUND);
}

int
main(void)
{
	test_replies();
	test_events();
	test_every_condition();
	return rt_done();
}
