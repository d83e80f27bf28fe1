/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/clause.h"

static enum rt_result
read(const char *block, struct rt_clause *ret, struct rt_clause_err *err)
{
	static char room[8192];
	struct rt_arena a = { room, room + sizeof room };
	struct rt_block_reader reader = { rt_str_z(block), 1 };
	struct rt_block b;

	CHECK(rt_block_next(&reader, &a, &b) == RT_OK);
	return rt_clause_read(&b, 60, ret, err);
}

static void
test_fields(void)
{
	struct rt_clause_err err;
	struct rt_clause c;

	CHECK(read("Rule: a\nReply: 5xx 421 550\nStatus: 5.7.1 4.7.500-699 X.1.1\n"
		   "Needs: reply class5\nRank: 42\n",
		      &c, &err) == RT_OK);
	CHECK(c.code[0] == 550 && c.code[1] == 421 && c.code[2] == 5 && c.code[3] == 0);
	CHECK(c.needs == (RT_NEEDS_REPLY | RT_NEEDS_CLASS5) && c.rank == 42);
	CHECK(c.status[1].low == 500 && c.status[1].high == 699 && c.status[1].class == 4);
	CHECK(c.status[2].class == 0 && c.status[2].subject == 1);
	CHECK(rt_clause_has_code(&c, 550) && rt_clause_has_code(&c, 571) &&
		!rt_clause_has_code(&c, 450));
	CHECK(rt_clause_has_status(&c, (struct rt_status){ 4, 1, 1 }));
	CHECK(rt_clause_has_status(&c, (struct rt_status){ 4, 7, 699 }));
	CHECK(!rt_clause_has_status(&c, (struct rt_status){ 4, 7, 700 }));
	CHECK(!rt_clause_has_status(&c, (struct rt_status){ 5, 7, 500 }));

	CHECK(read("Rule: a\n", &c, &err) == RT_OK);
	CHECK(c.rank == 60 && c.needs == 0);
	CHECK(!rt_clause_has_code(&c, 550) && !rt_clause_has_code(&c, 0));
	CHECK(!rt_clause_has_status(&c, (struct rt_status){ 0 }));
	CHECK(read("Rule: a\nStatus: 5.0.0\n", &c, &err) == RT_OK);
	CHECK(rt_clause_has_status(&c, (struct rt_status){ 5, 0, 0 }));
	CHECK(!rt_clause_has_status(&c, (struct rt_status){ 4, 0, 0 }));
}

static void
test_errors(void)
{
	static const struct {
		const char *block, *text, *what;
	} wrong[] = {
		{ "Rule: a\nReply: 55", "55", "not a reply code" },
		{ "Rule: a\nReply: 550 five", "five", "not a reply code" },
		{ "Rule: a\nReply: 5x0", "5x0", "not a reply code" },
		{ "Rule: a\nReply: 500 501 502 503 504 505 506 507 508", "508",
			"too many reply codes" },
		{ "Rule: a\nStatus: 5.1", "5.1", "not a status" },
		{ "Rule: a\nStatus: 5.1.1x", "5.1.1x", "not a status" },
		{ "Rule: a\nStatus: 5.1.9-1", "5.1.9-1", "not a range" },
		{ "Rule: a\nStatus: 5.1.1-x", "5.1.1-x", "not a range" },
		{ "Rule: a\nNeeds: vendors", "vendors", "unknown need" },
		{ "Rule: a\nNeeds: reply", "", "needs a reply code and names none" },
		{ "Rule: a\nNeeds: status", "", "needs a status and names none" },
		{ "Rule: a\nRank: 100", "100", "a rank is a number from 0 to 99" },
		{ "Rule: a\nRank: high", "high", "a rank is a number from 0 to 99" },
	};

	for (size_t i = 0; i < RT_COUNT(wrong); i++) {
		struct rt_clause_err err = { 0 };
		struct rt_clause c;
		CHECK_CASE(read(wrong[i].block, &c, &err) == RT_ESYNTAX, wrong[i].block);
		CHECK_CASE(err.line == 2, wrong[i].block);
		CHECK_CASE(rt_str_eq(err.text, rt_str_z(wrong[i].text)), wrong[i].block);
		CHECK_CASE(err.what && strcmp(err.what, wrong[i].what) == 0, wrong[i].block);
	}
}

int
main(void)
{
	test_fields();
	test_errors();
	return rt_done();
}
