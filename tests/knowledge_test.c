/* SPDX-License-Identifier: MIT */
/*
 * The rules against the list of vendors' replies that they were made from, where that lies beside
 * the project: the text "reply status token" must mean what the list says. First as a bare text,
 * then as said by a host of that vendor, since some texts mean something else elsewhere.
 */
#include "base/buf.h"
#include "judge/judge.h"
#include "tests/rt_data.h"
#include "tests/rt_test.h"

/* Of a thousand: a few rows we hold to be wrong, and some texts need to have a known speaker. */
enum { SKIPPED = 77, ENOUGH_ALONE = 970, ENOUGH_BY_VENDOR = 985 };

/* One line of the list. */
struct row {
	rt_str reply, status, token, condition;
};

static bool
row_next(rt_str *rest, struct row *ret)
{
	rt_str line, column[5];

	if (!rt_line_next(rest, &line))
		return false;
	for (size_t i = 0; i < RT_COUNT(column); i++) {
		struct rt_cut cut = rt_str_cut(line, '\t');
		column[i] = cut.head;
		line = cut.tail;
	}
	*ret = (struct row){ column[1], column[2], column[3], column[4] };
	return true;
}

/* "550 5.1.1 User unknown", without what is "-". */
static rt_str
text_of(const struct row *r, char *room, size_t cap)
{
	const rt_str parts[] = { r->reply, r->status, r->token };
	struct rt_buf b = { .p = room, .cap = cap };

	for (size_t i = 0; i < RT_COUNT(parts); i++) {
		if (rt_str_eq(parts[i], RT_STR("-")))
			continue;
		if (b.n)
			rt_buf_ch(&b, ' ');
		rt_buf_str(&b, parts[i]);
	}
	return rt_buf_view(&b);
}

/* A host of the vendor whose rule has this token and, where the row has them, these codes. */
static rt_str
host_of(const struct row *r)
{
	rt_str reply = r->reply, status = r->status;
	struct rt_status s;
	uint16_t code;
	bool has_code = rt_reply_code_take(&reply, &code) == RT_OK;
	bool has_status = rt_status_take(&status, &s, NULL) == RT_OK;

	for (uint32_t i = 0; i < rt_rules_count; i++) {
		const struct rt_rule_row *rule = &rt_rules[i];
		if (!rt_str_eq(r->token, rt_text(rule->token)) ||
			(has_code && !rt_clause_has_code(&rule->clause, code)) ||
			(has_status && !rt_clause_has_status(&rule->clause, s)))
			continue;
		for (uint32_t k = 0; k < rt_hosts_count; k++)
			if (rt_hosts[k].vendor == rule->vendor)
				return rt_text(rt_hosts[k].suffix);
	}
	return (rt_str){ 0 };
}

static rt_str
judge(rt_str text, rt_str host)
{
	static char scratch[1 << 18];
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = text, .remote_mta = host };
	struct rt_arena a = { scratch, scratch + sizeof scratch };
	struct rt_verdict v;

	rt_judge(&o, a, &v);
	return rt_condition_word(v.condition);
}

int
main(void)
{
	rt_str all = file_read(SOURCE_ROOT "/../shared/knowledge/vendors.tsv"), rest = all;
	unsigned rows = 0, alone = 0, by_vendor = 0;
	struct row r;

	if (!all.p) {
		printf("no list of vendors' replies beside the project: skipped\n");
		return SKIPPED;
	}
	(void)row_next(&rest, &r); /* the names of the columns */
	while (row_next(&rest, &r)) {
		char room[4096];
		rt_str text = text_of(&r, room, sizeof room);
		rt_str got = judge(text, (rt_str){ 0 }), said = judge(text, host_of(&r));
		rows++;
		alone += rt_str_eq(got, r.condition);
		by_vendor += rt_str_eq(said, r.condition);
		if (!rt_str_eq(said, r.condition))
			printf("%.*s: %.*s, not %.*s\n", RT_ARG(text), RT_ARG(said),
				RT_ARG(r.condition));
	}
	printf("vendors' replies: %u of %u as a text, %u of %u said by the vendor\n", alone, rows,
		by_vendor, rows);
	CHECK(rows > 0 && alone * 1000 >= rows * ENOUGH_ALONE);
	CHECK(rows > 0 && by_vendor * 1000 >= rows * ENOUGH_BY_VENDOR);
	free((void *)(uintptr_t)all.p);
	return rt_done();
}
