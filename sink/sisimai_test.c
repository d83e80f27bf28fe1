/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"

static char room[1 << 16];

static const struct rt_named fields[] = { { LIT("X-Campaign"), LIT("a \"b\"") },
	{ LIT("feedback-id"), LIT("1:2:3") } };

static const struct rt_verdict hard = {
	.action = RT_ACTION_SUPPRESS,
	.label = LIT("userunknown"),
};
static const struct rt_verdict soft = { .action = RT_ACTION_RETRY, .label = LIT("speeding") };
static const struct rt_verdict none = { .action = RT_ACTION_NONE };

static const struct rt_outcome whole = {
	.source = LIT("bounce.eml"),
	.format = LIT("postfix"),
	.event = RT_EVENT_REJECTED,
	.time = 1795309323,
	.recipient = LIT("u@example.org"),
	.original_recipient = LIT("alias@example.com"),
	.sender = LIT("List@example.net"),
	.code = 550,
	.status = { 5, 1, 1 },
	.command = RT_COMMAND_DATA_END,
	.text = LIT("550 5.1.1 \xff"),
	.reporting_mta = LIT("mx.example.net"),
	.remote_ip = LIT("192.0.2.25"),
	.message_id = LIT("<m@example.net>"),
	.subject = LIT("News"),
	.list_id = LIT("news.example.net"),
	.headers = fields,
	.headers_count = RT_COUNT(fields),
};

#define EMPTY_FRONT \
	"\"addresser\":\"\",\"alias\":\"\",\"catch\":null,\"command\":\"\",\"decodedby\":\"RFC3464\"," \
	"\"deliverystatus\":\"\",\"destination\":\"\",\"diagnosticcode\":\"\",\"diagnostictype\":\"\"," \
	"\"feedbackid\":\"\",\"feedbacktype\":\"\",\"hardbounce\":false,\"lhost\":\"\",\"listid\":\"\"," \
	"\"messageid\":\"\",\"origin\":\"\",\"reason\":\"speeding\",\"recipient\":\"\"," \
	"\"replycode\":\"\",\"rhost\":\"\",\"senderdomain\":\"\",\"smtpcommand\":\"\",\"subject\":\"\","

static const struct {
	const char *name;
	const struct rt_outcome *o;
	const struct rt_verdict *v;
	const char *want;
} cases[] = {
	{ "everything", &whole, &hard,
		"{\"action\":\"failed\",\"addresser\":\"List@example.net\","
		"\"alias\":\"alias@example.com\",\"catch\":{\"X-Campaign\":\"a \\\"b\\\"\"},"
		"\"command\":\"DATA\",\"decodedby\":\"Postfix\",\"deliverystatus\":\"5.1.1\","
		"\"destination\":\"example.org\",\"diagnosticcode\":\"550 5.1.1 \xef\xbf\xbd\","
		"\"diagnostictype\":\"SMTP\",\"feedbackid\":\"1:2:3\",\"feedbacktype\":\"\","
		"\"hardbounce\":true,\"lhost\":\"mx.example.net\",\"listid\":\"news.example.net\","
		"\"messageid\":\"m@example.net\",\"origin\":\"bounce.eml\","
		"\"reason\":\"userunknown\",\"recipient\":\"u@example.org\",\"replycode\":\"550\","
		"\"rhost\":\"192.0.2.25\",\"senderdomain\":\"example.net\","
		"\"smtpcommand\":\"DATA\",\"subject\":\"News\",\"timestamp\":1795309323,"
		"\"timezoneoffset\":\"+0000\","
		"\"token\":\"49d7c128444e86461011b663129c366dc286ef74\"}\n" },
	{ "nothing known",
		&(const struct rt_outcome){ .time = RT_TIME_NONE, .event = RT_EVENT_COMPLAINT },
		&soft,
		"{\"action\":\"\"," EMPTY_FRONT
		"\"timestamp\":null,\"timezoneoffset\":\"+0000\",\"token\":\"\"}\n" },
	{ "before 1970", &(const struct rt_outcome){ .time = -5, .event = RT_EVENT_DELAYED }, &soft,
		"{\"action\":\"delayed\"," EMPTY_FRONT
		"\"timestamp\":-5,\"timezoneoffset\":\"+0000\",\"token\":\"\"}\n" },
	{ "no word for it", &whole, &none, "" },
	{ "not judged", &whole, NULL, "" },
};

static rt_str
written(const struct rt_outcome *o, const struct rt_verdict *v, char *out, size_t n)
{
	static const struct rt_style style = { .form = RT_FORM_SISIMAI };
	size_t got = rt_render_outcome(o, v, &style, out, n);

	return got == SIZE_MAX ? RT_STR("full") : (rt_str){ out, got };
}

/* The examples of Sisimai's documentation: its README of 2015, and embulk-parser-sisimai's. */
static void
test_tokens(void)
{
	static const struct {
		rt_str sender, recipient;
		int64_t time;
		rt_str want;
	} tokens[] = {
		{ LIT("shironeko@1jo.example.org"), LIT("Kijitora@example.jp"), 1291954879,
			LIT("ce999a4c869e3f5e4d8a77b2e310b23960fb32ab") },
		{ LIT("user1@example.jp"), LIT("domain-does-not-exist@example.gov"), 1221728044,
			LIT("d059e55e074333fe59001b1d30d27da85a1a9c1d") },
	};

	for (size_t i = 0; i < RT_COUNT(tokens); i++) {
		const struct rt_outcome o = { .sender = tokens[i].sender,
			.recipient = tokens[i].recipient,
			.time = tokens[i].time };
		rt_str got = written(&o, &soft, room, sizeof room);
		CHECK(rt_str_find(got, tokens[i].want, 0) != SIZE_MAX);
	}
}

static void
test_commands(void)
{
	static const struct {
		enum rt_command command;
		rt_str want;
	} commands[] = { { RT_COMMAND_CONNECT, LIT("\"CONN\"") },
		{ RT_COMMAND_HELO, LIT("\"HELO\"") }, { RT_COMMAND_EHLO, LIT("\"EHLO\"") },
		{ RT_COMMAND_LHLO, LIT("\"EHLO\"") }, { RT_COMMAND_MAIL, LIT("\"MAIL\"") },
		{ RT_COMMAND_RCPT, LIT("\"RCPT\"") }, { RT_COMMAND_DATA, LIT("\"DATA\"") },
		{ RT_COMMAND_BDAT, LIT("\"DATA\"") }, { RT_COMMAND_DATA_END, LIT("\"DATA\"") },
		{ RT_COMMAND_QUIT, LIT("\"QUIT\"") } };

	for (size_t i = 0; i < RT_COUNT(commands); i++) {
		const struct rt_outcome o = { .command = commands[i].command };
		rt_str got = written(&o, &soft, room, sizeof room);
		size_t at = rt_str_find(got, RT_STR("\"command\":"), 0);
		CHECK(at != SIZE_MAX && rt_str_starts(rt_str_from(got, at + 10), commands[i].want));
	}
}

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str want = rt_str_z(cases[i].want);
		rt_str got = written(cases[i].o, cases[i].v, room, sizeof room);
		bool good = rt_str_eq(got, want), fine = true;
		CHECK_CASE(good, cases[i].name);
		if (!good)
			fprintf(stderr, "\tgot  %.*s\twant %s", RT_ARG(got), cases[i].want);
		for (size_t n = 0; n <= want.n + 1; n++) {
			struct rt_arena a = arena_at_the_edge(n);
			got = written(cases[i].o, cases[i].v, a.at, n);
			fine &= rt_str_eq(got, n < want.n ? RT_STR("full") : want);
		}
		CHECK_CASE(fine, cases[i].name);
	}
	test_tokens();
	test_commands();
	return rt_done();
}
