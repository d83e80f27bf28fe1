/* SPDX-License-Identifier: MIT */
#include "judge/condition.h"
#include "sink/field.h"
#include "tests/rt_test.h"

static char room[1 << 16];

#define IN(lit) \
	{ \
		lit, sizeof(lit) - 1 \
	}

static const struct rt_named fields[] = { { IN("X-A"), IN("a\"b\\\x1b") }, { IN("X-B"), IN("") } };

static const struct rt_outcome full = {
	.source = IN("-"),
	.message = 2,
	.entry = 3,
	.format = IN("dsn"),
	.event = RT_EVENT_DELAYED,
	.time = 0,
	.recipient = IN("u@example.org"),
	.code = 450,
	.status = { 4, 2, 1 },
	.status_from = RT_STATUS_STATED,
	.class = RT_CLASS_TEMPORARY,
	.command = RT_COMMAND_DATA_END,
	.text = IN("450 a\tb\r\nc\\d \x1b\x7f\xc2\x9b \xff \xc3\xa9"),
	.subject = IN(""),
	.list_id = IN("news.example.net"),
	.verp = IN("v@example.org"),
	.return_date = IN("2026-12-22"),
	.headers = fields,
	.headers_count = RT_COUNT(fields),
};

static const struct rt_verdict verdict = {
	.condition = RT_CONDITION_MAILBOX_BUSY,
	.party = RT_PARTY_NOBODY,
	.scope = RT_SCOPE_RECIPIENT,
	.persistence = RT_PERSISTENCE_TRANSIENT,
	.action = RT_ACTION_RETRY,
	.rule = IN("google.x"),
	.evidence = { 4, 9 },
	.retry_after = 3600,
	.ip = IN("192.0.2.10"),
	.ticket = IN("a\tb"),
};

static const struct {
	const char *name;
	const struct rt_outcome *o;
	const struct rt_verdict *v;
	const char *want;
} outcomes[] = {
	{ "judged", &full, &verdict,
		"-\t2\t\t3\tdsn\tdelayed\t1970-01-01T00:00:00Z\tu@example.org\t\t\t450\t4.2.1\t"
		"stated\ttemporary\t"
		"DATA-END\t450 a\\tb\\r\\nc\\\\d \\x1b\\x7f\\x9b \xef\xbf\xbd \xc3\xa9\t\t\t\t\t\t"
		"\t\t\tnews.example.net\tv@example.org\t2026-12-22\t\t"
		"mailbox.busy\tnobody\trecipient\ttransient\tretry\tfalse\tknown\t\tgoogle.x\t[4,"
		"9]\t3600\t\t192.0.2.10\t\ta\\tb\t\t{\"X-A\":\"a\\\\\"b\\\\\\\\\\\\u001b\",\"X-B\":\"\"}\n" },
	{ "not judged", &(const struct rt_outcome){ .time = RT_TIME_NONE }, NULL,
		"\t\t\t\t\tnone\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n" },
};

static size_t
columns(rt_str line)
{
	size_t n = 1;

	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '\t';
	return n;
}

static void
test_outcomes(void)
{
	for (size_t i = 0; i < RT_COUNT(outcomes); i++) {
		const char *want = outcomes[i].want;
		size_t n = rt_render_outcome(outcomes[i].o, outcomes[i].v,
			&(struct rt_style){ .form = RT_FORM_TSV }, room, sizeof room);
		rt_str got = { room, n == SIZE_MAX ? 0 : n };
		bool fine = true;
		CHECK_CASE(rt_str_eq(got, rt_str_z(want)), outcomes[i].name);
		if (!rt_str_eq(got, rt_str_z(want)))
			fprintf(stderr, "\tgot  %.*s\twant %s", RT_ARG(got), want);
		CHECK_CASE(columns(got) == rt_outcome_fields_count + rt_verdict_fields_count + 1,
			outcomes[i].name);
		for (n = 0; n <= strlen(want) + 1; n++) {
			struct rt_arena a = arena_at_the_edge(n);
			size_t wrote = rt_render_outcome(outcomes[i].o, outcomes[i].v,
				&(struct rt_style){ .form = RT_FORM_TSV }, a.at, n);
			fine &= wrote == (n < strlen(want) ? SIZE_MAX : strlen(want));
		}
		CHECK_CASE(fine, outcomes[i].name);
	}
}

/* The line of names has the columns of the others. */
static void
test_head(void)
{
	size_t n = rt_render_outcome_head(room, sizeof room);
	rt_str head = { room, n };

	CHECK(n != SIZE_MAX && room[n - 1] == '\n');
	CHECK(columns(head) == rt_outcome_fields_count + rt_verdict_fields_count + 1);
	CHECK(rt_str_starts(
		head, RT_STR("source\tmessage\tline\tentry\tformat\tevent\ttime\trecipient\t")));
	CHECK(rt_str_find(head, RT_STR("\tfeedback_type\tlist_id\tverp\treturn_date\tlimit\t"),
		      0) != SIZE_MAX);
	CHECK(rt_str_iends(head,
		RT_STR("\trule\tevidence\tretry_after\tblocklist\tip\turl\tticket\tlabel\theaders\n")));
	for (size_t k = 0; k < n; k++) {
		struct rt_arena a = arena_at_the_edge(k);
		CHECK(rt_render_outcome_head(a.at, k) == SIZE_MAX);
	}
}

static void
test_explanation(void)
{
	static const struct rt_reading readings[] = {
		{ .kind = RT_KIND_STATUS,
			.standing = RT_STANDING_STANDARD,
			.status = { 5, 7, 26 },
			.has_status = true,
			.title = IN("Multiple"),
			.source = IN("RFC 7372"),
			.note = IN("A\tb.") },
		{ .kind = RT_KIND_VENDOR,
			.standing = RT_STANDING_VENDOR,
			.code = 550,
			.vendor = IN("google"),
			.command = IN("RCPT"),
			.condition = IN("auth"),
			.title = IN("Blocked"),
			.source = IN("x"),
			.token = IN("t"),
			.note = IN("n"),
			.remark = IN("r") },
	};
	static const char want[] =
		"status\t\t5.7.26\tstandard\t\t\t\tMultiple\tRFC 7372\t\tA\\tb.\t\n"
		"vendor\t550\t\tvendor\tgoogle\tRCPT\tauth\tBlocked\tx\tt\tn\tr\n";
	const struct rt_explanation e = { .query = IN("q"), .reading = readings, .count = 2 };
	size_t n = rt_render_explanation(
		&e, &(struct rt_style){ .form = RT_FORM_TSV }, room, sizeof room);

	CHECK(n == sizeof want - 1 && memcmp(room, want, n) == 0);
	for (n = 0; n < sizeof want; n++) {
		struct rt_arena a = arena_at_the_edge(n);
		size_t wrote = rt_render_explanation(
			&e, &(struct rt_style){ .form = RT_FORM_TSV }, a.at, n);
		CHECK(wrote == (n < sizeof want - 1 ? SIZE_MAX : sizeof want - 1));
	}
}

int
main(void)
{
	test_outcomes();
	test_head();
	test_explanation();
	return rt_done();
}
