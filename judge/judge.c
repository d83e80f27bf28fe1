/* SPDX-License-Identifier: MIT */
/* The rules of judgement, interface by interface: see rt_judge() in retort.h. */
#include "judge/judge.h"

#include "judge/condition.h"
#include "wire/mention.h"

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

/* What a refusal of this command is about when nothing tells more. */
static uint8_t
refused_condition(const struct rt_case *c)
{
	rt_str command = rt_command_word(c->command);

	if (!command.n || c->class != RT_CLASS_PERMANENT)
		return RT_CONDITION_UNSPECIFIED;
	for (uint32_t i = 0; i < rt_commands_count; i++)
		if (rt_commands[i].refused && rt_str_eq(rt_text(rt_commands[i].command), command))
			return rt_commands[i].refused;
	return RT_CONDITION_UNSPECIFIED;
}

static void
decide_by_class(const struct rt_case *c, struct rt_verdict *v)
{
	bool words = c->text.n > c->said.text_at;
	uint8_t condition = refused_condition(c);

	rt_verdict_fill(v, condition, c->class);
	if (words)
		v->certainty = RT_CERTAINTY_UNRECOGNISED;
	else if (c->said.code || c->said.status.class)
		v->certainty = RT_CERTAINTY_GENERIC;
	else
		v->certainty = c->nobody ? RT_CERTAINTY_NO_RECIPIENT : RT_CERTAINTY_NO_TEXT;
	if (condition != RT_CONDITION_UNSPECIFIED)
		v->rule = RT_STR("command");
	else
		v->rule = c->class ? RT_STR("class") : (rt_str){ 0 };
}

static void
decide_by_rule(const struct rt_case *c, const struct rt_candidate *k, struct rt_verdict *v)
{
	rt_verdict_fill(v, rt_rule_row(c->rules, k->rule)->condition, c->class);
	v->certainty = RT_CERTAINTY_KNOWN;
	v->rule = rt_rule_id(c->rules, k->rule);
	v->evidence = k->evidence;
}

/*
 * A code or a catch-all status beside words that nobody recognises is not enough to give an address
 * up: the words may well blame somebody else.
 */
static void
spare_recipient(const struct rt_case *c, struct rt_verdict *v)
{
	bool words = c->text.n > c->said.text_at;

	if (words && v->action == RT_ACTION_SUPPRESS && !rt_str_eq(v->rule, RT_STR("status")))
		v->action = RT_ACTION_REVIEW;
}

/* Whether the command is one of those that come before any recipient is named (RFC 5321 3.3). */
static bool
is_before_recipients(enum rt_command c)
{
	return c == RT_COMMAND_CONNECT || c == RT_COMMAND_EHLO || c == RT_COMMAND_HELO ||
		c == RT_COMMAND_LHLO || c == RT_COMMAND_MAIL || c == RT_COMMAND_AUTH ||
		c == RT_COMMAND_STARTTLS;
}

/*
 * "User unknown" to MAIL speaks of the sender, to AUTH of the login: before RCPT nobody can be right
 * to blame the recipient.
 */
static void
acquit_recipient(const struct rt_case *c, struct rt_verdict *v)
{
	uint8_t condition = refused_condition(c);

	if (!is_before_recipients(c->command) || v->action != RT_ACTION_SUPPRESS)
		return;
	rt_verdict_fill(v, condition, c->class);
	if (v->certainty == RT_CERTAINTY_KNOWN)
		v->certainty = RT_CERTAINTY_GENERIC;
	v->rule = RT_STR("command");
	v->evidence = (struct rt_span){ 0, 0 };
}

/* What to look for in the text: who cannot send wants to know other things than who may retry. */
static unsigned
wanted_mentions(const struct rt_verdict *v)
{
	switch (v->action) {
	case RT_ACTION_RETRY:
		return RT_MENTION_DELAY;
	case RT_ACTION_RETRY_SLOWER:
	case RT_ACTION_DELIST:
		return RT_MENTION_ALL;
	case RT_ACTION_FIX_CONFIG:
		return RT_MENTION_IP;
	case RT_ACTION_FIX_CONTENT:
		return RT_MENTION_TICKET;
	case RT_ACTION_REVIEW:
		return v->condition == RT_CONDITION_UNSPECIFIED ? 0
								: RT_MENTION_IP | RT_MENTION_TICKET;
	case RT_ACTION_NONE:
	case RT_ACTION_SUPPRESS:
	case RT_ACTION_LOGIN:
	case RT_ACTION_COUNT:
	default:
		return 0;
	}
}

static void
add_mentions(const struct rt_case *c, struct rt_verdict *v)
{
	struct rt_mentions m = rt_mentions_read(c->text, wanted_mentions(v));

	if (v->action == RT_ACTION_RETRY || v->action == RT_ACTION_RETRY_SLOWER) {
		v->retry_after = m.delay ? m.delay : rt_conditions[v->condition].retry_after;
		if (!v->retry_after)
			v->retry_after = RT_RETRY_AFTER;
	}
	v->blocklist = m.list;
	v->ip = m.ip;
	v->url = m.url;
	v->ticket = m.ticket;
}

void
rt_judge_case(
	struct rt_case *c, enum rt_event event, struct rt_arena scratch, struct rt_verdict *ret)
{
	struct rt_candidates found;
	struct rt_verdict v = { 0 };

	if (!rt_is_failure(event) || c->class == RT_CLASS_SUCCESS) {
		rt_verdict_fill(&v, RT_CONDITION_NONE, RT_CLASS_SUCCESS);
		*ret = v;
		return;
	}
	/* A specific status decides against all rules but those above it. */
	bool decided = decide_by_status(c, false, &v);
	c->least_rank = decided ? RT_RANK_SPECIFIC + 1 : 0;
	(void)rt_candidates_find(c, scratch, false, &found);

	const struct rt_candidate *best = found.count ? &found.at[0] : NULL;
	const struct rt_rule_row *row = best ? rt_rule_row(c->rules, best->rule) : NULL;
	bool strong = row && row->clause.rank > RT_RANK_SPECIFIC;
	if (strong || (!decided && best))
		decide_by_rule(c, best, &v);
	else if (!decided && !decide_by_status(c, true, &v) && !decide_by_code(c, &v))
		decide_by_class(c, &v);
	if (!v.evidence.end && !best)
		spare_recipient(c, &v);
	if (c->vendor != RT_NO_VENDOR)
		v.vendor = rt_text(rt_vendors[c->vendor].id);
	else if (row && v.evidence.end && row->vendor != RT_NO_VENDOR &&
		row->clause.rank >= RT_RANK_VENDOR)
		v.vendor = rt_text(rt_vendors[row->vendor].id);
	acquit_recipient(c, &v);
	add_mentions(c, &v);
	*ret = v;
}

void
rt_judge(const struct rt_outcome *o, struct rt_arena scratch, struct rt_verdict *ret)
{
	struct rt_case c;

	rt_case_init(&c, o);
	rt_judge_case(&c, o->event, scratch, ret);
}
