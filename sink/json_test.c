/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "judge/condition.h"
#include "sink/json.h"
#include "tests/rt_test.h"

static char room[1 << 16];

struct string_case {
	const char *name;
	rt_str in;
	const char *want;
};

#define IN(lit) \
	{ \
		lit, sizeof(lit) - 1 \
	}

static const struct string_case strings[] = {
	{ "empty", IN(""), "\"\"" },
	{ "plain", IN("User unknown"), "\"User unknown\"" },
	{ "quotes and backslashes", IN("a\"b\\c"), "\"a\\\"b\\\\c\"" },
	{ "line ends and tabs", IN("a\r\n\tb"), "\"a\\r\\n\\tb\"" },
	{ "other control bytes", IN("\0\x01\x1b[31m\x7f"), "\"\\u0000\\u0001\\u001b[31m\\u007f\"" },
	{ "control characters of two octets", IN("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"),
		"\"\\u0080\\u009b\\u009f\xc2\xa0\"" },
	{ "a delete in a long text",
		IN("aaaaaaaaaaaaaaa\x7f"
		   "aaaaaaaaaaaaaaaa"),
		"\"aaaaaaaaaaaaaaa\\u007faaaaaaaaaaaaaaaa\"" },
	{ "each in the second eight", IN("aaaaaaaa\"aaaaaaa\\aaaaaaa\naaaaaaa"),
		"\"aaaaaaaa\\\"aaaaaaa\\\\aaaaaaa\\naaaaaaa\"" },
	{ "UTF-8", IN("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"),
		"\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"" },
	{ "bytes that are none",
		IN("a\xff"
		   "b\xc3"),
		"\"a\xef\xbf\xbd"
		"b\xef\xbf\xbd\"" },
	{ "overlong", IN("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
	{ "a surrogate", IN("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
	{ "solidus and DEL's neighbours", IN("/~ !"), "\"/~ !\"" },
};

static void
test_strings(void)
{
	for (size_t i = 0; i < RT_COUNT(strings); i++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		rt_json_str(&b, at_the_edge(strings[i].in));
		CHECK_CASE(!b.full, strings[i].name);
		CHECK_CASE(rt_str_eq(rt_buf_view(&b), rt_str_z(strings[i].want)), strings[i].name);
		if (!rt_str_eq(rt_buf_view(&b), rt_str_z(strings[i].want)))
			fprintf(stderr, "\tgot %.*s\n", RT_ARG(rt_buf_view(&b)));
	}

	struct rt_buf b = { .p = room, .cap = sizeof room };
	rt_json_member(&b, RT_STR("a"), RT_STR("1"), true);
	rt_json_member(&b, RT_STR("b"), RT_STR("\""), false);
	CHECK(rt_str_eq(rt_buf_view(&b), RT_STR("\"a\":\"1\",\"b\":\"\\\"\"")));
}

#define KNOWN \
	{ \
		.condition = RT_CONDITION_ADDRESS_UNKNOWN, .party = RT_PARTY_SENDER, \
		.scope = RT_SCOPE_RECIPIENT, .persistence = RT_PERSISTENCE_PERMANENT, \
		.action = RT_ACTION_SUPPRESS, .certainty = RT_CERTAINTY_KNOWN, \
		.vendor = IN("postfix"), .rule = IN("phrase.user-unknown"), \
		.evidence = { 48, 60 }, .retry_after = 300, .blocklist = IN("bl.example.net"), \
		.url = IN("https://example.org/?a=\"b"), \
	}
static const struct rt_verdict known = KNOWN;

#define KNOWN_JSON \
	"\"verdict\":{\"condition\":\"address.unknown\",\"party\":\"sender\"," \
	"\"scope\":\"recipient\"," \
	"\"persistence\":\"permanent\",\"action\":\"suppress\",\"hard\":true," \
	"\"certainty\":\"known\"," \
	"\"vendor\":\"postfix\",\"rule\":\"phrase.user-unknown\",\"evidence\":[48,60]," \
	"\"retry_after\":300,\"blocklist\":\"bl.example.net\"," \
	"\"url\":\"https://example.org/?a=\\\"b\"}"

static const struct rt_verdict none = { 0 };

static const struct rt_named fields[] = { { IN("X-A"), IN("caf\xc3\xa9 \"b\"") },
	{ IN("X-B"), IN("") } };
static const struct rt_heard heard[] = {
	{ IN("550 no"), RT_ORIGIN_DIAGNOSTIC, true },
	{ IN("\"no\""), RT_ORIGIN_NOTICE, false },
	{ IN("450"), RT_ORIGIN_TRANSCRIPT, false },
	{ IN("x"), RT_ORIGIN_STATUS, false },
};

static const struct rt_outcome whole = {
	.source = IN("bounce.eml"),
	.message = 1,
	.entry = 1,
	.format = IN("dsn"),
	.event = RT_EVENT_FAILED,
	.time = 1795309323,
	.recipient = IN("u@example.org"),
	.original_recipient = IN("alias@example.com"),
	.sender = IN("list@example.net"),
	.code = 550,
	.status = { 5, 1, 1 },
	.status_from = RT_STATUS_STATED,
	.class = RT_CLASS_PERMANENT,
	.command = RT_COMMAND_RCPT,
	.text = IN("550 5.1.1 <u@example.org>: \"User\"\r\n\x1b unknown \xff"),
	.reporting_mta = IN("mx.example.net"),
	.remote_mta = IN("mx1.example.org"),
	.remote_ip = IN("192.0.2.25"),
	.queue_id = IN("4F2A1C"),
	.envelope_id = IN("e"),
	.message_id = IN("<m@example.net>"),
	.subject = IN("caf\xc3\xa9"),
	.feedback_type = IN("abuse"),
	.list_id = IN("news.example.net"),
	.verp = IN("v@example.org"),
	.return_date = IN("2026-12-22"),
	.limit = IN("parts"),
	.headers = fields,
	.headers_count = RT_COUNT(fields),
	.replies = heard,
	.replies_count = RT_COUNT(heard),
};

struct outcome_case {
	const char *name;
	const struct rt_outcome *o;
	const struct rt_verdict *v;
	const char *want;
};

static const struct outcome_case outcomes[] = {
	{ "everything", &whole, &known,
		"{\"v\":1,\"source\":\"bounce.eml\",\"message\":1,\"entry\":1,\"format\":\"dsn\","
		"\"event\":\"failed\","
		"\"time\":\"2026-11-22T01:02:03Z\",\"recipient\":\"u@example.org\","
		"\"original_recipient\":\"alias@example.com\",\"sender\":\"list@example.net\","
		"\"code\":550,"
		"\"status\":\"5.1.1\",\"status_from\":\"stated\",\"class\":\"permanent\","
		"\"command\":\"RCPT\","
		"\"text\":\"550 5.1.1 <u@example.org>: \\\"User\\\"\\r\\n\\u001b unknown "
		"\xef\xbf\xbd\","
		"\"reporting_mta\":\"mx.example.net\",\"remote_mta\":\"mx1.example.org\","
		"\"remote_ip\":\"192.0.2.25\",\"queue_id\":\"4F2A1C\",\"envelope_id\":\"e\","
		"\"message_id\":\"<m@example.net>\",\"subject\":\"caf\xc3\xa9\","
		"\"feedback_type\":\"abuse\",\"list_id\":\"news.example.net\","
		"\"verp\":\"v@example.org\",\"return_date\":\"2026-12-22\","
		"\"limit\":\"parts\","
		"\"headers\":{\"X-A\":\"caf\xc3\xa9 \\\"b\\\"\",\"X-B\":\"\"},"
		"\"replies\":["
		"{\"text\":\"550 no\",\"from\":\"diagnostic-code\",\"decided\":true},"
		"{\"text\":\"\\\"no\\\"\",\"from\":\"notice\",\"decided\":false},"
		"{\"text\":\"450\",\"from\":\"transcript\",\"decided\":false},"
		"{\"text\":\"x\",\"from\":\"status-comment\",\"decided\":false}]," KNOWN_JSON
		"}\n" },
	{ "nothing", &(const struct rt_outcome){ .time = RT_TIME_NONE }, NULL,
		"{\"v\":1,\"event\":\"none\"}\n" },
	{ "nothing, judged", &(const struct rt_outcome){ .time = RT_TIME_NONE }, &none,
		"{\"v\":1,\"event\":\"none\",\"verdict\":{\"condition\":\"none\","
		"\"party\":\"unknown\","
		"\"action\":\"none\",\"hard\":false,\"certainty\":\"known\"}}\n" },
	{ "a line of a log",
		&(const struct rt_outcome){ .time = RT_TIME_NONE,
			.line = 18446744073709551615u,
			.event = RT_EVENT_DELAYED,
			.status = { 4, 0, 0 },
			.status_from = RT_STATUS_DERIVED,
			.class = RT_CLASS_TEMPORARY },
		NULL,
		"{\"v\":1,\"line\":18446744073709551615,\"event\":\"delayed\",\"status\":\"4.0.0\","
		"\"status_from\":\"derived\",\"class\":\"temporary\"}\n" },
};

/* Into each size of room, against a page that cannot be written: the whole, or nothing. */
static void
check_rooms(const struct outcome_case *c, size_t length)
{
	bool fine = true;

	for (size_t n = 0; n <= length + 1; n++) {
		struct rt_arena a = arena_at_the_edge(n);
		size_t got = rt_render_outcome(
			c->o, c->v, &(struct rt_style){ .form = RT_FORM_JSON }, a.at, n);
		fine &= got == (n < length ? SIZE_MAX : length);
	}
	CHECK_CASE(fine, c->name);
}

static void
test_outcomes(void)
{
	for (size_t i = 0; i < RT_COUNT(outcomes); i++) {
		const struct outcome_case *c = &outcomes[i];
		size_t n = rt_render_outcome(
			c->o, c->v, &(struct rt_style){ .form = RT_FORM_JSON }, room, sizeof room);
		CHECK_CASE(n != SIZE_MAX, c->name);
		rt_str got = { room, n == SIZE_MAX ? 0 : n };
		CHECK_CASE(rt_str_eq(got, rt_str_z(c->want)), c->name);
		if (!rt_str_eq(got, rt_str_z(c->want)))
			fprintf(stderr, "\tgot  %.*s\twant %s", RT_ARG(got), c->want);
		check_rooms(c, strlen(c->want));
	}
}

static const struct rt_reading readings[] = {
	{ .kind = RT_KIND_STATUS,
		.standing = RT_STANDING_STANDARD,
		.status = { 5, 7, 26 },
		.has_status = true,
		.title = IN("Multiple"),
		.source = IN("RFC 7372 3.3"),
		.note = IN("It \"failed\"."),
		.remark = IN("See X."),
		.condition = IN("auth") },
	{ .kind = RT_KIND_VENDOR,
		.standing = RT_STANDING_VENDOR,
		.code = 550,
		.vendor = IN("google"),
		.title = IN("Blocked"),
		.source = IN("https://example.net"),
		.remark = IN("Only."),
		.token = IN("[5.7.26]") },
	{ .kind = RT_KIND_REPLY,
		.standing = RT_STANDING_OBSOLETE,
		.code = 550,
		.command = IN("RCPT"),
		.status = { 0, 1, 1 },
		.has_status = true },
};

static const struct rt_explanation explanations[] = {
	{ .query = IN("550 5.7.26 \xff"),
		.reading = readings,
		.count = 3,
		.verdict = KNOWN,
		.judged = true,
		.title = IN("No such mailbox"),
		.advice = { .sender = IN("Correct it."),
			.retry = IN("Never."),
			.suppress = IN("Yes."),
			.check = { IN("mx"), IN("rcpt") },
			.checks = 2 } },
	{ .query = IN("5.01.1"), .error = IN("a number"), .meant = IN("5.1.1 or 511") },
};

static const char *const explained[] = {
	"{\"v\":1,\"query\":\"550 5.7.26 \xef\xbf\xbd\",\"readings\":["
	"{\"kind\":\"status\",\"code\":null,\"status\":\"5.7.26\",\"title\":\"Multiple\","
	"\"standing\":\"standard\","
	"\"source\":\"RFC 7372 3.3\",\"vendor\":null,\"command\":null,\"note\":\"It "
	"\\\"failed\\\". See X.\","
	"\"condition\":\"auth\"},"
	"{\"kind\":\"vendor\",\"code\":550,\"status\":null,\"title\":\"Blocked\","
	"\"standing\":\"vendor\","
	"\"source\":\"https://example.net\",\"vendor\":\"google\",\"command\":null,"
	"\"note\":\"Only.\","
	"\"token\":\"[5.7.26]\"},"
	"{\"kind\":\"reply\",\"code\":550,\"status\":\"X.1.1\",\"title\":null,"
	"\"standing\":\"obsolete\","
	"\"source\":null,\"vendor\":null,\"command\":\"RCPT\",\"note\":null}]," KNOWN_JSON
	",\"advice\":{\"check\":[\"mx\",\"rcpt\"],\"sender\":\"Correct it.\",\"retry\":\"Never.\","
	"\"suppress\":\"Yes.\"}}\n",
	"{\"v\":1,\"query\":\"5.01.1\",\"readings\":[],\"error\":\"a number\",\"meant\":\"5.1.1 "
	"or 511\"}\n",
};

static void
test_explanations(void)
{
	for (size_t i = 0; i < RT_COUNT(explanations); i++) {
		const struct rt_explanation *e = &explanations[i];
		size_t length = strlen(explained[i]);
		bool fine = true;
		size_t n = rt_render_explanation(
			e, &(struct rt_style){ .form = RT_FORM_JSON }, room, sizeof room);
		rt_str got = { room, n == SIZE_MAX ? 0 : n };
		CHECK_CASE(rt_str_eq(got, rt_str_z(explained[i])), explained[i]);
		if (!rt_str_eq(got, rt_str_z(explained[i])))
			fprintf(stderr, "\tgot %.*s", RT_ARG(got));
		for (n = 0; n <= length + 1; n++) {
			struct rt_arena a = arena_at_the_edge(n);
			size_t wrote = rt_render_explanation(
				e, &(struct rt_style){ .form = RT_FORM_JSON }, a.at, n);
			fine &= wrote == (n < length ? SIZE_MAX : length);
		}
		CHECK_CASE(fine, explained[i]);
	}
}

/* Whatever the bytes: valid UTF-8, one line. */
static void
test_bytes(void)
{
	for (unsigned lead = 0; lead < 256; lead++)
		for (unsigned next = 0; next < 256; next++) {
			const char in[] = { 'a', (char)lead, (char)next, 'b' };
			struct rt_buf b = { .p = room, .cap = 64 };
			rt_json_str(&b, (rt_str){ in, sizeof in });
			rt_str got = rt_buf_view(&b);
			bool fine = !b.full && rt_utf8_span(got) == got.n &&
				got.p[got.n - 1] == '"';
			for (size_t i = 0; i < got.n; i++)
				fine &= (unsigned char)got.p[i] >= ' ' && got.p[i] != 127;
			CHECK(fine);
		}
}

int
main(void)
{
	test_strings();
	test_outcomes();
	test_explanations();
	test_bytes();
	return rt_done();
}
