/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"
#include "tests/rt_fuzz.h"

enum { ROOM = 8 << 20 };

/* Any bytes are rules or an error that says where; rules judge the very bytes they stand in. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char room[ROOM], scratch[1 << 20];
	rt_str s = fuzz_input(data, size);
	size_t short_of = fuzz_number(&s, 4) ? 0 : fuzz_number(&s, 65535) * 128;
	struct rt_arena a = { room, room + sizeof room - (short_of < ROOM ? short_of : 0) };
	const struct rt_rules *rules = NULL;
	struct rt_rules_err err;
	enum rt_result r = rt_rules_read(s, &a, &rules, &err);

	CLAIM(r == RT_OK || r == RT_ELIMIT || r == RT_ESYNTAX);
	if (r == RT_ESYNTAX)
		CLAIM(err.line >= 1 && err.column >= 1 && err.what && err.column <= s.n + 1);
	if (r != RT_OK)
		return 0;

	struct rt_rule_view v;
	for (size_t at = 0; at < 50 && rt_rules_at(rules, at, &v) == RT_OK; at++) {
		struct rt_rule_example e;
		CLAIM(v.id.n && v.condition.n && v.line >= 1);
		for (size_t i = 0; i < 8 && rt_rules_example(rules, at, i, &e) == RT_OK; i++)
			(void)rt_rules_fit(rules, at, e.reply,
				(struct rt_arena){ scratch, scratch + sizeof scratch });
	}
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = s };
	struct rt_verdict verdict;
	rt_interpret_by(
		rules, &o, (struct rt_arena){ scratch, scratch + sizeof scratch }, &verdict);
	CLAIM(rt_condition_word(verdict.condition).n);
	CLAIM(verdict.evidence.at <= verdict.evidence.end && verdict.evidence.end <= s.n);
	return 0;
}
