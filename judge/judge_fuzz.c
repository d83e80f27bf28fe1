/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a reply. Behind a NUL comes who said it, if there is one. What is asserted: evidence
 * lies inside the text, and taken by itself it is still recognised by the rule it is evidence for.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "judge/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char memory[2 << 20];

/* An arena of as much as retort.h asks for, at the end of the memory. */
static struct rt_arena
scratch_for(size_t n)
{
	size_t size = 5 * n + (16 << 10);

	return (struct rt_arena){ memory + sizeof memory - size, memory + sizeof memory };
}

/* Whether a text of the rule stands in s, which was cut out of a reply. */
static bool
is_recognised(uint16_t rule, rt_str s, struct rt_reply said)
{
	static struct rt_gram_hit hits[4096];
	struct rt_arena a = scratch_for(s.n);
	struct rt_patterns ps = rt_rule_patterns();
	struct rt_folded f;
	struct rt_span span;

	said.text_at = 0;
	assert(rt_fold(s, &said, &a, &f) == RT_OK);
	size_t n = rt_gram_scan(&ps.gram, f.text, hits, RT_COUNT(hits));
	for (size_t i = 0; i < n; i++)
		for (uint16_t k = ps.group[hits[i].literal]; k < ps.group[hits[i].literal + 1]; k++)
			if (ps.pattern[k].owner == rule &&
				rt_pattern_match(&ps, k, hits[i].at, &f, &span))
				return true;
	return false;
}

static void
check_candidates(const struct rt_outcome *o)
{
	struct rt_candidates found;
	struct rt_case c;

	rt_case_init(&c, o);
	assert(c.text.n <= RT_MAX_REPLY && c.said.text_at <= c.text.n);
	assert(rt_candidates_find(&c, scratch_for(c.text.n), true, &found) == RT_OK);
	assert(found.count <= RT_MAX_CANDIDATES);
	for (size_t i = 0; i < found.count; i++) {
		struct rt_span e = found.at[i].evidence;
		assert(found.at[i].rule < rt_rules_count && !rt_rules[found.at[i].rule].sign);
		assert(e.at < e.end && e.end <= c.text.n);
		rt_str cut = rt_str_from(rt_str_head(c.text, e.end), e.at);
		assert(is_recognised(found.at[i].rule, cut, c.said));
	}
}

static void
check_verdict(const struct rt_outcome *o, struct rt_arena scratch)
{
	struct rt_verdict v;

	rt_judge(o, scratch, &v);
	assert(v.condition < rt_conditions_count && v.persistence != RT_PERSISTENCE_AS_CLASS);
	assert(v.evidence.at <= v.evidence.end && v.evidence.end <= o->text.n);
	assert(v.evidence.end <= RT_MAX_REPLY);
	assert(!rt_verdict_hard(&v) || o->event != RT_EVENT_NONE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rt_cut cut = rt_str_cut((rt_str){ (const char *)data, size }, '\0');
	struct rt_outcome o = {
		.event = RT_EVENT_FAILED, .text = cut.head, .remote_mta = cut.tail
	};
	struct rt_verdict v;

	check_candidates(&o);
	check_verdict(&o, scratch_for(o.text.n < RT_MAX_REPLY ? o.text.n : RT_MAX_REPLY));
	check_verdict(&o, (struct rt_arena){ memory, memory + size % 4096 });
	rt_interpret(&o, scratch_for(RT_MAX_REPLY), &v);
	o.event = RT_EVENT_NONE;
	check_verdict(&o, scratch_for(0));
	return 0;
}
