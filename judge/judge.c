/* SPDX-License-Identifier: MIT */
/* The rules of judgement, interface by interface: see rt_judge() in retort.h. */
#include "judge/judge.h"

#include "judge/condition.h"

rt_str
rt_condition_word(uint8_t condition)
{
	return condition < rt_conditions_count ? rt_text(rt_conditions[condition].word)
					       : (rt_str){ 0 };
}

enum rt_result
rt_condition_named(rt_str word, uint8_t *ret_condition)
{
	for (uint32_t i = 0; i < rt_conditions_count; i++)
		if (rt_str_eq(word, rt_text(rt_conditions[i].word))) {
			*ret_condition = (uint8_t)i;
			return RT_OK;
		}
	return RT_ENOTFOUND;
}

bool
rt_verdict_hard(const struct rt_verdict *v)
{
	return v->action == RT_ACTION_SUPPRESS;
}

/* A reply that says itself that it is temporary never suppresses; what is as-class follows it. */
void
rt_verdict_fill(struct rt_verdict *v, uint8_t condition, enum rt_class class)
{
	const struct rt_condition_row *row = &rt_conditions[condition];
	bool temporary = class == RT_CLASS_TEMPORARY;

	v->condition = condition;
	v->party = (enum rt_party)row->party;
	v->scope = (enum rt_scope)row->scope;
	v->persistence = (enum rt_persistence)row->persistence;
	v->action = (enum rt_action)row->action;
	if (v->persistence == RT_PERSISTENCE_AS_CLASS) {
		v->persistence = temporary ? RT_PERSISTENCE_TRANSIENT : RT_PERSISTENCE_PERMANENT;
		if (temporary && v->action == RT_ACTION_REVIEW)
			v->action = RT_ACTION_RETRY;
	}
	if (temporary && v->action == RT_ACTION_SUPPRESS) {
		v->persistence = RT_PERSISTENCE_TRANSIENT;
		v->action = RT_ACTION_RETRY;
	}
}

/* Events that report no failure have nothing to mend, whatever their text says. */
static bool
is_failure(enum rt_event e)
{
	return e == RT_EVENT_FAILED || e == RT_EVENT_DELAYED || e == RT_EVENT_REJECTED;
}

static bool
decide_by_status(const struct rt_case *c, bool generic, struct rt_verdict *v)
{
	struct rt_status s = c->said.status;
	if (!s.class)
		return false;

	const struct rt_status_row *row = rt_status_row(s);
	bool unknown = !row;
	if (unknown)
		row = rt_status_row((struct rt_status){ s.class, s.subject, 0 });
	if (!row || generic != (row->generic || unknown))
		return false;

	uint8_t condition = rt_status_condition(row, s.class);
	if (condition == RT_CONDITION_UNSPECIFIED || condition == RT_CONDITION_NONE)
		return false;
	rt_verdict_fill(v, condition, c->class);
	v->certainty = generic ? RT_CERTAINTY_GENERIC : RT_CERTAINTY_KNOWN;
	v->rule = generic ? RT_STR("status.generic") : RT_STR("status");
	return true;
}

static bool
decide_by_code(const struct rt_case *c, struct rt_verdict *v)
{
	const struct rt_reply_row *row = c->said.code ? rt_reply_row(c->said.code) : NULL;

	if (!row || row->condition == RT_CONDITION_UNSPECIFIED ||
		row->condition == RT_CONDITION_NONE)
		return false;
	rt_verdict_fill(v, row->condition, c->class);
	v->certainty = row->generic ? RT_CERTAINTY_GENERIC : RT_CERTAINTY_KNOWN;
	v->rule = row->generic ? RT_STR("code.generic") : RT_STR("code");
	return true;
}

static void
decide_by_class(const struct rt_case *c, struct rt_verdict *v)
{
	bool words = c->text.n > c->said.text_at;

	rt_verdict_fill(v, RT_CONDITION_UNSPECIFIED, c->class);
	if (words)
		v->certainty = RT_CERTAINTY_UNRECOGNISED;
	else if (c->said.code || c->said.status.class)
		v->certainty = RT_CERTAINTY_GENERIC;
	else
		v->certainty = c->nobody ? RT_CERTAINTY_NO_RECIPIENT : RT_CERTAINTY_NO_TEXT;
	v->rule = c->class ? RT_STR("class") : (rt_str){ 0 };
}

static void
decide_by_rule(const struct rt_case *c, const struct rt_candidate *k, struct rt_verdict *v)
{
	const struct rt_rule_row *r = &rt_rules[k->rule];

	rt_verdict_fill(v, r->condition, c->class);
	v->certainty = RT_CERTAINTY_KNOWN;
	v->rule = rt_text(r->id);
	v->evidence = k->evidence;
}

void
rt_judge_case(
	struct rt_case *c, enum rt_event event, struct rt_arena scratch, struct rt_verdict *ret)
{
	struct rt_candidates found;
	struct rt_verdict v = { 0 };

	if (!is_failure(event) || c->class == RT_CLASS_SUCCESS) {
		rt_verdict_fill(&v, RT_CONDITION_NONE, RT_CLASS_SUCCESS);
		*ret = v;
		return;
	}
	(void)rt_candidates_find(c, scratch, &found);

	const struct rt_candidate *best = found.count ? &found.at[0] : NULL;
	bool strong = best && rt_rules[best->rule].rank > RT_RANK_SPECIFIC;
	if (strong || (!decide_by_status(c, false, &v) && best))
		decide_by_rule(c, best, &v);
	else if (v.rule.n)
		; /* a specific status has decided */
	else if (!decide_by_status(c, true, &v) && !decide_by_code(c, &v))
		decide_by_class(c, &v);
	if (c->vendor != RT_NO_VENDOR)
		v.vendor = rt_text(rt_vendors[c->vendor].id);
	else if (best && v.evidence.end && rt_rules[best->rule].vendor != RT_NO_VENDOR)
		v.vendor = rt_text(rt_vendors[rt_rules[best->rule].vendor].id);
	*ret = v;
}

void
rt_judge(const struct rt_outcome *o, struct rt_arena scratch, struct rt_verdict *ret)
{
	struct rt_case c;

	rt_case_init(&c, o);
	rt_judge_case(&c, o->event, scratch, ret);
}
