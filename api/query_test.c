/* SPDX-License-Identifier: MIT */
#include "api/query.h"
#include "tests/rt_test.h"

#define NOTHING RT_ASKED_NOTHING
#define CODES RT_ASKED_CODES
#define FIRST RT_ASKED_FIRST
#define SECOND RT_ASKED_SECOND
#define CLASS RT_ASKED_CLASS
#define SUBJECT RT_ASKED_SUBJECT
#define COMMAND RT_ASKED_COMMAND
#define WORDS RT_ASKED_WORDS
#define WRONG RT_ASKED_WRONG

struct query_case {
	const char *text;
	enum rt_asked asked;
	uint16_t code;
	struct rt_status status;
	bool words, any_class;
	unsigned digit, subject;
};

static const struct query_case cases[] = {
	{ "", .asked = NOTHING },
	{ " \t\r\n", .asked = NOTHING },
	/* Codes. */
	{ "550", .asked = CODES, .code = 550 },
	{ " 550 ", .asked = CODES, .code = 550 },
	{ "550-", .asked = CODES, .code = 550 },
	{ "5.7.26", .asked = CODES, .status = { 5, 7, 26 } },
	{ "#5.1.1", .asked = CODES, .status = { 5, 1, 1 } },
	{ "(#5.1.1)", .asked = CODES, .status = { 5, 1, 1 } },
	{ "[5.1.1]", .asked = CODES, .status = { 5, 1, 1 } },
	{ "550 5.7.26", .asked = CODES, .code = 550, .status = { 5, 7, 26 } },
	{ "smtp; 550 5.1.1 x", .asked = CODES, .code = 550, .status = { 5, 1, 1 }, .words = true },
	{ "550 5.1.1 User unknown", .asked = CODES, .code = 550, .status = { 5, 1, 1 },
		.words = true },
	{ "550-5.1.1 a\r\n550 5.1.1 b", .asked = CODES, .code = 550, .status = { 5, 1, 1 },
		.words = true },
	{ "550 User unknown (#5.1.1)", .asked = CODES, .code = 550, .status = { 5, 1, 1 },
		.words = true },
	{ "X.1.1", .asked = CODES, .status = { 5, 1, 1 }, .any_class = true },
	{ "x.7.26", .asked = CODES, .status = { 5, 7, 26 }, .any_class = true },
	{ "599", .asked = CODES, .code = 599 },
	{ "605", .asked = CODES, .code = 605 },
	{ "101", .asked = CODES, .code = 101 },
	{ "5.1.99", .asked = CODES, .status = { 5, 1, 99 } },
	{ "5.999.999", .asked = CODES, .status = { 5, 999, 999 } },
	/* Digits. */
	{ "4yz", .asked = FIRST, .digit = 4 },
	{ "5xx", .asked = FIRST, .digit = 5 },
	{ "5XX", .asked = FIRST, .digit = 5 },
	{ "4nn", .asked = FIRST, .digit = 4 },
	{ "x5z", .asked = SECOND, .digit = 5 },
	{ "x0x", .asked = SECOND, .digit = 0 },
	{ "4.x.x", .asked = CLASS, .digit = 4 },
	{ "2.XXX.YYY", .asked = CLASS, .digit = 2 },
	{ "4.1.x", .asked = SUBJECT, .digit = 4, .subject = 1 },
	{ "X.1.x", .asked = SUBJECT, .subject = 1 },
	{ "5.7.YYY", .asked = SUBJECT, .digit = 5, .subject = 7 },
	/* Commands and words. */
	{ "RCPT", .asked = COMMAND },
	{ "rcpt", .asked = COMMAND },
	{ "data-end", .asked = COMMAND },
	{ "user unknown", .asked = WORDS, .words = true },
	{ "x", .asked = WORDS, .words = true },
	{ "55x", .asked = WORDS, .words = true },
	{ "X.X.X", .asked = WORDS, .words = true },
	{ "5.x.1", .asked = WORDS, .words = true },
	/* What is none. */
	{ "55", .asked = WRONG },
	{ "5500", .asked = WRONG },
	{ "650", .asked = WRONG, .code = 650 },
	{ "5", .asked = WRONG },
	{ "5.1", .asked = WRONG },
	{ "5.01.1", .asked = WRONG },
	{ "5. 1.1", .asked = WRONG },
	{ "5.1.1.1", .asked = WRONG },
	{ "1.1.1", .asked = WRONG },
	{ "3.5.4", .asked = WRONG },
	{ "5.1.1000", .asked = WRONG },
	{ "5,1,1", .asked = WRONG },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		const struct query_case *c = &cases[i];
		struct rt_query q = rt_query_parse(at_the_edge(rt_str_z(c->text)));
		CHECK_CASE(q.asked == c->asked, c->text);
		CHECK_CASE(q.said.code == c->code, c->text);
		CHECK_CASE(rt_status_eq(q.said.status, c->status), c->text);
		CHECK_CASE(q.words == c->words, c->text);
		CHECK_CASE(q.any_class == c->any_class, c->text);
		if (q.asked >= FIRST && q.asked <= SUBJECT)
			CHECK_CASE(q.digit == c->digit, c->text);
		if (q.asked == SUBJECT)
			CHECK_CASE(q.subject == c->subject, c->text);
		CHECK_CASE(!q.wrong == (c->asked != WRONG), c->text);
		if (q.asked != c->asked)
			fprintf(stderr, "\tgot %d\n", q.asked);
	}
}

/* What is wrong with it, and what was probably meant. */
static void
test_wrong(void)
{
	static const struct {
		const char *text, *why;
		uint16_t code;
		struct rt_status status;
	} wrong[] = {
		{ "55", "three digits", 0, { 0, 0, 0 } },
		{ "5500", "three digits", 0, { 0, 0, 0 } },
		{ "650", "first digit", 0, { 0, 0, 0 } },
		{ "5.1", "three numbers", 0, { 0, 0, 0 } },
		{ "5.01.1", "leading zeros", 511, { 5, 1, 1 } },
		{ "5. 1.1", "blanks", 511, { 5, 1, 1 } },
		{ "1.1.1", "class", 111, { 0, 0, 0 } },
		{ "6.6.6", "class", 0, { 0, 0, 0 } },
		{ "3.5.4", "class", 354, { 0, 0, 0 } },
		{ "5.1.1.1", "does not belong", 0, { 0, 0, 0 } },
		{ "5.1.1000", "three digits", 0, { 0, 0, 0 } },
	};

	for (size_t i = 0; i < RT_COUNT(wrong); i++) {
		struct rt_query q = rt_query_parse(rt_str_z(wrong[i].text));
		CHECK_CASE(q.wrong && strstr(q.wrong, wrong[i].why), wrong[i].text);
		CHECK_CASE(q.meant_code == wrong[i].code, wrong[i].text);
		CHECK_CASE(rt_status_eq(q.meant_status, wrong[i].status), wrong[i].text);
	}
}

int
main(void)
{
	test_cases();
	test_wrong();
	return rt_done();
}
