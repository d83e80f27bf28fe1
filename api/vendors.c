/* SPDX-License-Identifier: MIT */
/* What vendors and web pages make of a code. */
#include "api/explain.h"
#include "judge/condition.h"

static bool
is_of(uint16_t vendor, rt_str only)
{
	return !only.n ||
		(vendor != RT_NO_VENDOR && rt_str_ieq(only, rt_text(rt_vendors[vendor].id)));
}

/* The rules whose text stands in the query. */
static void
add_found(struct rt_readings *rs, const struct rt_query *q, rt_str only)
{
	struct rt_candidates found;
	struct rt_outcome o = { .text = q->text };
	struct rt_case c;

	rt_case_init(&c, &o);
	if (only.n)
		c.vendor = rt_vendor_named(only);
	if (rt_candidates_find(&c, *rs->arena, true, &found) != RT_OK) {
		rs->full = true;
		return;
	}
	for (size_t i = 0; i < found.count; i++) {
		const struct rt_rule_row *row = &rt_rules[found.at[i].rule];
		if (is_of(row->vendor, only))
			rt_readings_add(rs, rt_reading_of_rule(row));
	}
}

/* Without words, the rules that are seen with these codes. */
static void
add_by_code(struct rt_readings *rs, const struct rt_query *q, rt_str only)
{
	uint16_t code = q->said.code;
	struct rt_status s = q->said.status;

	if (q->any_class)
		s.class = 0;
	for (uint32_t i = 0; i < rt_rules_count; i++) {
		const struct rt_rule_row *row = &rt_rules[i];
		if (row->sign || !is_of(row->vendor, only))
			continue;
		if (code && !rt_clause_has_code(&row->clause, code))
			continue;
		bool has = rt_clause_has_status(&row->clause, s);
		for (uint8_t class = 2; q->any_class && !has && class <= 5; class ++)
			has = rt_clause_has_status(
				&row->clause, (struct rt_status){ class, s.subject, s.detail });
		if (q->said.status.class && !has)
			continue;
		rt_readings_add(rs, rt_reading_of_rule(row));
	}
}

static bool
is_collision(const struct rt_collision_row *row, const struct rt_query *q)
{
	if (row->status.class == 9)
		return q->said.code &&
			(row->code[0] == q->said.code || row->code[1] == q->said.code);
	return q->said.status.class && rt_status_in_range(&row->status, q->said.status);
}

/* Who uses a registered code against its meaning, and how to tell. */
static void
add_collisions(struct rt_readings *rs, const struct rt_query *q, rt_str only)
{
	for (uint32_t i = 0; i < rt_collisions_count; i++) {
		const struct rt_collision_row *row = &rt_collisions[i];
		rt_str vendors = rt_text(row->vendors), word;
		bool wanted = !only.n;
		if (!is_collision(row, q))
			continue;
		for (rt_str list = vendors; (word = rt_str_word(&list)).n;)
			wanted |= rt_str_ieq(word, only);
		if (!wanted)
			continue;
		bool status = row->status.class != 9;
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = vendors.n ? RT_KIND_VENDOR : RT_KIND_FOLK,
				.standing = vendors.n ? RT_STANDING_VENDOR : RT_STANDING_FOLKLORE,
				.code = status ? 0 : q->said.code,
				.status = q->said.status,
				.has_status = status,
				.title = rt_text(row->theirs),
				.source = rt_text(row->user),
				.vendor = vendors,
				.note = rt_text(row->tell),
				.condition = rt_condition_word(row->condition),
			});
	}
}

void
rt_readings_of_vendors(
	struct rt_readings *rs, const struct rt_query *q, const struct rt_explain_options *only)
{
	if (q->words)
		add_found(rs, q, only->vendor);
	else
		add_by_code(rs, q, only->vendor);
	add_collisions(rs, q, only->vendor);
}

/* Whether a claim speaks of what was asked: by the same word, or by the same code. */
static bool
is_about(const struct rt_claim_row *row, const struct rt_query *q)
{
	rt_str code = rt_text(row->code);

	if (rt_str_ieq(code, q->text))
		return true;
	if (q->asked == RT_ASKED_WRONG || q->words || rt_str_has(code, '('))
		return false;

	struct rt_query asked = rt_query_parse(code);
	if (asked.asked != q->asked)
		return false;
	if (q->asked == RT_ASKED_COMMAND)
		return rt_str_ieq(asked.text, q->text);
	if (q->asked != RT_ASKED_CODES)
		return asked.digit == q->digit && asked.subject == q->subject;
	if (asked.said.code != q->said.code)
		return false;
	if (asked.any_class || q->any_class)
		asked.said.status.class = q->said.status.class;
	return rt_status_eq(asked.said.status, q->said.status);
}

void
rt_readings_of_pages(struct rt_readings *rs, const struct rt_query *q)
{
	for (uint32_t i = 0; i < rt_claims_count; i++) {
		const struct rt_claim_row *row = &rt_claims[i];
		uint16_t code = q->said.code;
		rt_str meant = rt_text(row->meant);
		uint64_t value;
		if (!is_about(row, q))
			continue;
		if (rt_str_number(&meant, 999, &value) == RT_OK && !meant.n)
			code = (uint16_t)value;
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = RT_KIND_FOLK,
				.standing = (enum rt_standing)row->standing,
				.code = code,
				.status = q->said.status,
				.has_status = q->said.status.class,
				.title = rt_text(row->says),
				.source = rt_text(row->source),
				.token = rt_text(row->id),
				.note = rt_text(row->right),
			});
	}
}
