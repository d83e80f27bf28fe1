/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "judge/condition.h"
#include "judge/judge.h"
#include "tests/rt_test.h"

static char room[1 << 20];

static struct rt_arena
fresh(void)
{
	return (struct rt_arena){ room, room + sizeof room };
}

static rt_str
part(rt_str s, struct rt_span span)
{
	return rt_str_from(rt_str_head(s, span.end), span.at);
}

/* rule: how the name of the deciding rule begins; evidence: the bytes that it matched. */
struct text_case {
	const char *text, *condition, *rule, *evidence;
	enum rt_certainty certainty;
	enum rt_action action;
	enum rt_persistence persistence;
};

#define KNOWN RT_CERTAINTY_KNOWN
#define GENERIC RT_CERTAINTY_GENERIC
#define TRANSIENT RT_PERSISTENCE_TRANSIENT
#define UNTIL_FIXED RT_PERSISTENCE_UNTIL_FIXED
#define PERMANENT RT_PERSISTENCE_PERMANENT

static const struct text_case texts[] = {
	/* A vendor's token beats everything else. */
	{ "421 4.7.1 [TSS04] User unknown", "rate", "yahoo.", "[TSS04]", KNOWN,
		RT_ACTION_RETRY_SLOWER, TRANSIENT },
	{ "452 4.1.1 over quota https://support.google.com/mail/?p=OverQuotaTemp x - gsmtp",
		"mailbox.full", "google.", "OverQuotaTemp", KNOWN, RT_ACTION_RETRY, TRANSIENT },
	/* A phrase beats a status, even one that says something else. */
	{ "550 5.7.1 <u@example.org>... User unknown", "address.unknown", "", "User unknown", KNOWN,
		RT_ACTION_SUPPRESS, PERMANENT },
	{ "550-5.7.1 <u@example.org>... User\r\n550 5.7.1 unknown", "address.unknown", "",
		"User\r\n550 5.7.1 unknown", KNOWN, RT_ACTION_SUPPRESS, PERMANENT },
	/* A specific status. */
	{ "550 5.1.1 zqx wvut", "address.unknown", "status", "", KNOWN, RT_ACTION_SUPPRESS,
		PERMANENT },
	{ "5.1.1", "address.unknown", "status", "", KNOWN, RT_ACTION_SUPPRESS, PERMANENT },
	{ "552 5.2.2", "mailbox.full", "status", "", KNOWN, RT_ACTION_RETRY, TRANSIENT },
	{ "550 zqx wvut #5.1.1", "address.unknown", "status", "", KNOWN, RT_ACTION_SUPPRESS,
		PERMANENT },
	{ "smtp; 550 5.1.1 zqx", "address.unknown", "status", "", KNOWN, RT_ACTION_SUPPRESS,
		PERMANENT },
	/* A status whose class contradicts its code. */
	{ "550 4.2.2 zqx", "mailbox.full", "status", "", KNOWN, RT_ACTION_RETRY, TRANSIENT },
	{ "450 5.1.1 zqx", "address.unknown", "status", "", KNOWN, RT_ACTION_RETRY, TRANSIENT },
	/* A generic one; a detail that nobody registered says what its subject says. */
	{ "550 5.7.1", "policy.refused", "status.generic", "", GENERIC, RT_ACTION_REVIEW,
		UNTIL_FIXED },
	{ "550 5.1.99", "address", "status.generic", "", GENERIC, RT_ACTION_SUPPRESS, PERMANENT },
	{ "550 5.9.9", "unspecified", "class", "", GENERIC, RT_ACTION_REVIEW, PERMANENT },
	/* The reply code. */
	{ "530", "login.required", "code", "", KNOWN, RT_ACTION_LOGIN, UNTIL_FIXED },
	{ "421", "system.down", "code.generic", "", GENERIC, RT_ACTION_RETRY, TRANSIENT },
	{ "530 5.0.0", "login.required", "code", "", KNOWN, RT_ACTION_LOGIN, UNTIL_FIXED },
	/* The class. */
	{ "550", "unspecified", "class", "", GENERIC, RT_ACTION_REVIEW, PERMANENT },
	{ "5.0.0", "unspecified", "class", "", GENERIC, RT_ACTION_REVIEW, PERMANENT },
	{ "4.0.0", "unspecified", "class", "", GENERIC, RT_ACTION_RETRY, TRANSIENT },
	{ "550 zqx wvut", "unspecified", "class", "", RT_CERTAINTY_UNRECOGNISED, RT_ACTION_REVIEW,
		PERMANENT },
	{ "489 zqx wvut", "unspecified", "class", "", RT_CERTAINTY_UNRECOGNISED, RT_ACTION_RETRY,
		TRANSIENT },
	{ "zqx wvut", "unspecified", "", "", RT_CERTAINTY_UNRECOGNISED, RT_ACTION_REVIEW,
		PERMANENT },
	{ "", "unspecified", "", "", RT_CERTAINTY_NO_TEXT, RT_ACTION_REVIEW, PERMANENT },
	{ " \r\n", "unspecified", "", "", RT_CERTAINTY_NO_TEXT, RT_ACTION_REVIEW, PERMANENT },
	/* A word inside a name says nothing. */
	{ "550 greylisted.example.org zqx", "unspecified", "class", "", RT_CERTAINTY_UNRECOGNISED,
		RT_ACTION_REVIEW, PERMANENT },
	{ "550 zqx <a@greylisted.example.org>", "unspecified", "class", "",
		RT_CERTAINTY_UNRECOGNISED, RT_ACTION_REVIEW, PERMANENT },
	{ "550 zqx http://example.org/greylisted", "unspecified", "class", "",
		RT_CERTAINTY_UNRECOGNISED, RT_ACTION_REVIEW, PERMANENT },
};

static void
test_texts(void)
{
	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		const struct text_case *c = &texts[i];
		struct rt_outcome o = {
			.event = RT_EVENT_FAILED, .line = 1, .text = at_the_edge(rt_str_z(c->text))
		};
		struct rt_verdict v;
		rt_judge(&o, fresh(), &v);
		rt_str word = rt_condition_word(v.condition), why = part(o.text, v.evidence);
		CHECK_CASE(rt_str_eq(word, rt_str_z(c->condition)), c->text);
		CHECK_CASE(rt_str_starts(v.rule, rt_str_z(c->rule)), c->text);
		CHECK_CASE(rt_str_eq(why, rt_str_z(c->evidence)), c->text);
		CHECK_CASE(v.certainty == c->certainty, c->text);
		CHECK_CASE(v.action == c->action, c->text);
		CHECK_CASE(v.persistence == c->persistence, c->text);
		if (!rt_str_eq(word, rt_str_z(c->condition)) ||
			!rt_str_eq(why, rt_str_z(c->evidence)))
			fprintf(stderr, "\tgot %.*s by %.*s: \"%.*s\"\n", RT_ARG(word),
				RT_ARG(v.rule), RT_ARG(why));
	}
}

/* What the outcome says goes before what its text says. */
static void
test_given(void)
{
	static const struct {
		const char *name, *condition;
		struct rt_outcome o;
	} given[] = {
		{ "a code", "login.required", { .code = 530 } },
		{ "a status", "mailbox.full", { .status = { 4, 2, 2 } } },
		{ "a status beside a text", "mailbox.full",
			{ .text = { "550 5.1.1 zqx", 13 }, .status = { 5, 2, 2 } } },
		{ "a code beside a text", "login.required",
			{ .text = { "550 zqx", 7 }, .code = 530 } },
		{ "a text beside a status", "address.unknown",
			{ .text = { "550 User unknown", 16 }, .status = { 5, 2, 2 } } },
		{ "a class", "unspecified", { .class = RT_CLASS_PERMANENT } },
		{ "a status of no subject", "unspecified", { .status = { 5, 0, 999 } } },
	};

	for (size_t i = 0; i < RT_COUNT(given); i++) {
		struct rt_outcome o = given[i].o;
		struct rt_verdict v;
		o.event = RT_EVENT_FAILED;
		rt_judge(&o, fresh(), &v);
		CHECK_CASE(rt_str_eq(rt_condition_word(v.condition), rt_str_z(given[i].condition)),
			given[i].name);
	}
}

/* Who speaks: by the host that answered, or by a sign in the text. */
static void
test_vendor(void)
{
	static const struct {
		const char *text, *host, *vendor, *condition;
	} speakers[] = {
		{ "501 Bad address syntax", "mx3.qq.com", "tencent", "address.unknown" },
		{ "501 Bad address syntax", "mx3.example.org", "", "protocol.arguments" },
		{ "501 Bad address syntax", "", "", "protocol.arguments" },
		{ "501 Bad address syntax. https://service.mail.qq.com/detail/122/167", "",
			"tencent", "address.unknown" },
		{ "501 Bad address syntax. https://service.mail.qq.com/detail/122/167",
			"mx.example.org", "tencent", "address.unknown" },
		{ "550 zqx wvut", "gmail-smtp-in.l.google.com", "google", "unspecified" },
		{ "550 zqx wvut - gsmtp", "mx3.qq.com", "tencent", "unspecified" },
		{ "421 4.7.1 [TSS04] deferred", "", "yahoo", "rate" },
	};

	for (size_t i = 0; i < RT_COUNT(speakers); i++) {
		struct rt_outcome o = {
			.event = RT_EVENT_FAILED,
			.text = rt_str_z(speakers[i].text),
			.remote_mta = rt_str_z(speakers[i].host),
		};
		struct rt_verdict v;
		rt_judge(&o, fresh(), &v);
		CHECK_CASE(rt_str_eq(v.vendor, rt_str_z(speakers[i].vendor)), speakers[i].text);
		CHECK_CASE(
			rt_str_eq(rt_condition_word(v.condition), rt_str_z(speakers[i].condition)),
			speakers[i].text);
	}
}

/* Only a failure has something to mend. */
static void
test_events(void)
{
	for (unsigned e = 0; e < RT_EVENT_COUNT; e++) {
		struct rt_outcome o = { .event = (enum rt_event)e,
			.text = RT_STR("550 5.1.1 zqx") };
		struct rt_verdict v;
		bool failure = e == RT_EVENT_FAILED || e == RT_EVENT_DELAYED ||
			e == RT_EVENT_REJECTED;
		rt_judge(&o, fresh(), &v);
		CHECK(v.condition == (failure ? RT_CONDITION_ADDRESS_UNKNOWN : RT_CONDITION_NONE));
		CHECK(rt_verdict_hard(&v) == failure);
	}
}

/* Only a fault of the recipient's address or mailbox may suppress; nothing temporary ever does. */
static void
test_conditions(void)
{
	for (uint32_t i = 0; i < rt_conditions_count; i++) {
		rt_str word = rt_condition_word((uint8_t)i);
		char name[64] = { 0 };
		struct rt_verdict v = { 0 };
		uint8_t back;
		memcpy(name, word.p, word.n < 63 ? word.n : 63);
		CHECK_CASE(rt_condition_named(word, &back) == RT_OK && back == i, name);
		for (unsigned class = 0; class < RT_CLASS_COUNT; class ++) {
			rt_verdict_fill(&v, (uint8_t)i, (enum rt_class) class);
			CHECK_CASE(v.condition == i, name);
			CHECK_CASE(v.persistence != RT_PERSISTENCE_AS_CLASS, name);
			CHECK_CASE(!rt_verdict_hard(&v) || class != RT_CLASS_TEMPORARY, name);
			CHECK_CASE(!rt_verdict_hard(&v) || rt_str_starts(word, RT_STR("address")) ||
					rt_str_starts(word, RT_STR("mailbox")),
				name);
		}
	}

	uint8_t untouched = 77;
	CHECK(rt_condition_named(RT_STR("no.such"), &untouched) == RT_ENOTFOUND && untouched == 77);
	CHECK(rt_condition_named((rt_str){ 0 }, &untouched) == RT_ENOTFOUND);
	CHECK(!rt_condition_word(255).n);
}

/*
 * Every pair of a reply code and a status that the registry of RFC 5248 knows: the status decides,
 * and where it is a catch-all, the code does not contradict it.
 */
static void
test_registered_pairs(void)
{
	unsigned pairs = 0;

	for (uint32_t i = 0; i < rt_statuses_count; i++) {
		const struct rt_status_row *row = &rt_statuses[i];
		rt_str list = rt_text(row->replies), word;
		while ((word = rt_str_word(&list)).n) {
			uint16_t code;
			rt_str digits = word;
			if (rt_reply_code_take(&digits, &code) != RT_OK)
				continue;
			struct rt_outcome o = { .event = RT_EVENT_FAILED,
				.line = 1,
				.code = code,
				.status = { (uint8_t)(code / 100), row->subject, row->detail } };
			struct rt_verdict v;
			char name[32];
			if (rt_status_row(o.status) != row)
				continue; /* superseded by another meaning of the same number */
			rt_judge(&o, fresh(), &v);
			snprintf(name, sizeof name, "%u %u.%u.%u", code, code / 100, row->subject,
				row->detail);
			pairs++;
			uint8_t wanted = rt_status_condition(row, (uint8_t)(code / 100));
			if (code / 100 == 2)
				wanted = RT_CONDITION_NONE;
			bool open = row->generic || wanted == RT_CONDITION_UNSPECIFIED;
			CHECK_CASE(v.condition == wanted || open, name);
			CHECK_CASE(!open || v.certainty != RT_CERTAINTY_UNRECOGNISED, name);
		}
	}
	CHECK(pairs >= 105);
}

/* The best first, no rule twice, all of them with evidence inside the text. */
static void
test_candidates(void)
{
	rt_str text = at_the_edge(RT_STR(
		"550 5.7.1 User unknown. User unknown; mailbox full; [TSS04] greylisted, user "
		"unknown"));
	struct rt_outcome o = { .text = text };
	struct rt_candidates found;
	struct rt_case c;

	rt_case_init(&c, &o);
	CHECK(c.said.code == 550 && c.said.status.detail == 1 && c.class == RT_CLASS_PERMANENT);
	CHECK(c.vendor == RT_NO_VENDOR);
	CHECK(rt_candidates_find(&c, fresh(), true, &found) == RT_OK);
	CHECK(found.count >= 2);
	for (size_t i = 0; i < found.count; i++) {
		struct rt_span e = found.at[i].evidence;
		CHECK(e.at < e.end && e.end <= text.n);
		CHECK(!rt_rules[found.at[i].rule].sign);
		CHECK(i == 0 ||
			rt_rules[found.at[i].rule].clause.rank <=
				rt_rules[found.at[i - 1].rule].clause.rank);
		for (size_t k = 0; k < i; k++)
			CHECK(found.at[k].rule != found.at[i].rule);
	}
}

/* Too little scratch: the codes alone decide. Enough, by the promise in retort.h: the text. */
static void
test_scratch(void)
{
	struct rt_outcome o = { .event = RT_EVENT_FAILED,
		.text = RT_STR("550 5.2.2 User  unknown") };
	struct rt_candidates found;
	struct rt_verdict v;
	struct rt_case c;
	bool enough = false;

	for (size_t n = 0; n < 6000; n += n < 4000 || n > 4400 ? 37 : 1) {
		rt_judge(&o, arena_at_the_edge(n), &v);
		bool by_text = v.condition == RT_CONDITION_ADDRESS_UNKNOWN;
		CHECK(by_text || (!enough && v.condition == RT_CONDITION_MAILBOX_FULL));
		enough |= by_text;
	}
	CHECK(enough);
	rt_case_init(&c, &o);
	CHECK(rt_candidates_find(&c, (struct rt_arena){ room, room }, true, &found) == RT_ELIMIT);
	CHECK(found.count == 0);
}

static void
test_long(void)
{
	enum { N = 3 * RT_MAX_REPLY };
	static char p[N];
	struct rt_verdict v;

	for (size_t i = 0; i < N; i++)
		p[i] = i < 4 ? "550 "[i] : "User  Unknown "[i % 14];
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = { p, N } };
	rt_judge(&o, arena_at_the_edge(5 * RT_MAX_REPLY + (16 << 10)), &v);
	CHECK(v.certainty == RT_CERTAINTY_KNOWN && v.evidence.end <= RT_MAX_REPLY);
	/* What stands behind the limit is not looked at. */
	memset(p, '-', RT_MAX_REPLY);
	rt_judge(&o, fresh(), &v);
	CHECK(v.certainty == RT_CERTAINTY_UNRECOGNISED);
}

int
main(void)
{
	test_texts();
	test_given();
	test_vendor();
	test_events();
	test_conditions();
	test_registered_pairs();
	test_candidates();
	test_scratch();
	test_long();
	return rt_done();
}
