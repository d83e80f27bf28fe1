/* SPDX-License-Identifier: MIT */
#ifndef RT_JUDGE_RULESET_H
#define RT_JUDGE_RULESET_H

#include "judge/table.h"

/*
 * A user's own rules, compiled as those of data/ are. Their numbers among candidates begin at
 * RT_OWN_RULE, behind all that are built in.
 */
enum { RT_OWN_RULE = 0x8000, RT_OWN_RANK = 90 };

struct rt_own_rule {
	struct rt_block block;
	rt_str id, title;
};

struct rt_rules {
	struct rt_rule_row *row; /* of which clause, vendor and condition are used */
	struct rt_own_rule *own;
	uint16_t *textless; /* the numbers of those without a text */
	uint32_t count, textless_count;
	struct rt_patterns patterns;
};

static inline const struct rt_rule_row *
rt_rule_row(const struct rt_rules *rules, uint16_t number)
{
	return rules && number >= RT_OWN_RULE ? &rules->row[number - RT_OWN_RULE]
					      : &rt_rules[number];
}

static inline rt_str
rt_rule_id(const struct rt_rules *rules, uint16_t number)
{
	return rules && number >= RT_OWN_RULE ? rules->own[number - RT_OWN_RULE].id
					      : rt_text(rt_rules[number].id);
}

#endif
