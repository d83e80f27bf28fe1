/* SPDX-License-Identifier: MIT */
#include "judge/ruleset.h"

#include "judge/judge.h"

/* Reading a file of rules. */
struct rules_file {
	rt_str text;
	struct rt_arena *arena;
	struct rt_rules *rules;
	struct rt_pattern_builder builder;
	struct rt_rules_err *err;
	rt_str vendor; /* of the rules that follow */
};

/* What is wrong, and where: part lies in a value of the line, or is empty. */
static enum rt_result
wrong_at(struct rules_file *f, size_t line, rt_str part, const char *what)
{
	rt_str rest = f->text;

	*f->err = (struct rt_rules_err){ line, 1, what };
	for (size_t i = 1; i < line; i++)
		rest = rt_str_cut(rest, '\n').tail;
	size_t at = part.n ? rt_str_find(rt_str_cut(rest, '\n').head, part, 0) : SIZE_MAX;
	if (at != SIZE_MAX)
		f->err->column = at + 1;
	return RT_ESYNTAX;
}

static enum rt_result
add_texts(struct rules_file *f, const struct rt_block *b, const char *name, uint16_t owner)
{
	for (uint32_t i = 0; i < b->count; i++) {
		const struct rt_block_field *t = &b->field[i];
		struct rt_err err = { 0 };
		if (!rt_str_ieq(t->name, rt_str_z(name)))
			continue;
		enum rt_result r = rt_pattern_add(&f->builder, t->value, owner, &err);
		if (r == RT_ESYNTAX)
			return wrong_at(f, t->line, rt_str_head(rt_str_from(t->value, err.at), 20),
				err.what);
		if (r != RT_OK)
			return r;
	}
	return RT_OK;
}

static const struct rt_block_field *
field_of(const struct rt_block *b, const char *name)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (rt_str_ieq(b->field[i].name, rt_str_z(name)))
			return &b->field[i];
	return NULL;
}

static enum rt_result
check_names(struct rules_file *f, const struct rt_block *b)
{
	static const char *const names[] = { "Rule", "Reply", "Status", "Token", "Text", "Not",
		"Needs", "Rank", "Condition", "Title", "Note", "Source", "Match", "Miss" };

	for (uint32_t i = 0; i < b->count; i++) {
		size_t k = 0;
		while (k < RT_COUNT(names) && !rt_str_ieq(b->field[i].name, rt_str_z(names[k])))
			k++;
		if (k == RT_COUNT(names))
			return wrong_at(
				f, b->field[i].line, b->field[i].name, "no field of a rule");
	}
	return RT_OK;
}

/* Its name, which no other has. */
static enum rt_result
check_name(struct rules_file *f, const struct rt_block *b)
{
	rt_str name = b->field[0].value;

	if (!name.n)
		return wrong_at(f, b->line, b->field[0].name, "a rule needs a name");
	for (uint32_t i = 0; i < f->rules->count; i++)
		if (rt_str_eq(f->rules->own[i].id, name))
			return wrong_at(f, b->line, name, "another rule has that name");
	return RT_OK;
}

/* Condition, codes and needs. */
static enum rt_result
read_row(struct rules_file *f, const struct rt_block *b, struct rt_rule_row *row)
{
	const struct rt_block_field *condition = field_of(b, "Condition");
	struct rt_clause_err err;

	if (!condition)
		return wrong_at(f, b->line, (rt_str){ 0 }, "a rule needs a Condition");
	*row = (struct rt_rule_row){ .vendor = RT_NO_VENDOR };
	if (rt_condition_named(condition->value, &row->condition) != RT_OK)
		return wrong_at(f, condition->line, condition->value, "no condition of that name");
	if (rt_clause_read(b, RT_OWN_RANK, &row->clause, &err) != RT_OK)
		return wrong_at(f, err.line, err.text, err.what);
	if (f->vendor.n)
		row->vendor = rt_vendor_named(f->vendor);
	return RT_OK;
}

/* A rule without a text is recognised by its codes: so it must need one. */
static enum rt_result
check_textless(struct rules_file *f, const struct rt_block *b, const struct rt_rule_row *row)
{
	const struct rt_block_field *not = field_of(b, "Not");

	if (!(row->clause.needs & (RT_NEEDS_REPLY | RT_NEEDS_STATUS)))
		return wrong_at(f, b->line, (rt_str){ 0 },
			"a rule without Text needs \"Needs: reply\" or \"Needs: status\"");
	return not ? wrong_at(f, not ->line, not ->name, "a rule without Text has no Not") : RT_OK;
}

static enum rt_result
read_texts(struct rules_file *f, const struct rt_block *b, uint16_t number)
{
	const struct rt_clause *clause = &f->rules->row[number].clause;

	f->builder.rank = clause->rank;
	f->builder.flags = clause->needs ? RT_PATTERN_NEEDS : 0;
	enum rt_result r = add_texts(f, b, "Text", number);

	f->builder.flags = RT_PATTERN_NOT;
	if (r == RT_OK)
		r = add_texts(f, b, "Not", number);
	return r;
}

static enum rt_result
read_rule(struct rules_file *f, const struct rt_block *b)
{
	struct rt_rules *rules = f->rules;
	struct rt_rule_row *row = &rules->row[rules->count];
	uint16_t number = (uint16_t)rules->count;
	enum rt_result r;

	if ((r = check_names(f, b)) != RT_OK || (r = check_name(f, b)) != RT_OK ||
		(r = read_row(f, b, row)) != RT_OK)
		return r;
	if (field_of(b, "Text"))
		r = read_texts(f, b, number);
	else if ((r = check_textless(f, b, row)) == RT_OK)
		rules->textless[rules->textless_count++] = number;
	if (r == RT_OK)
		rules->own[rules->count++] = (struct rt_own_rule){ *b, b->field[0].value,
			rt_block_value(b, RT_STR("Title")) };
	return r;
}

static enum rt_result
read_block(struct rules_file *f, const struct rt_block *b)
{
	if (!b->count)
		return RT_OK;
	if (rt_str_ieq(b->field[0].name, RT_STR("Rule")))
		return f->rules->count < RT_MAX_OWN_RULES ? read_rule(f, b) : RT_ELIMIT;
	if (!rt_str_ieq(b->field[0].name, RT_STR("Vendor")))
		return wrong_at(f, b->field[0].line, b->field[0].name,
			"a block begins with Rule or Vendor");
	f->vendor = b->field[0].value;
	if (rt_vendor_named(f->vendor) == RT_NO_VENDOR)
		return wrong_at(f, b->line, f->vendor, "no vendor of that name");
	return RT_OK;
}

/* How much room the rules may take, at most. */
static void
count(rt_str text, uint32_t *ret_rules, uint32_t *ret_patterns)
{
	*ret_rules = *ret_patterns = 1;
	for (size_t i = 0; i + 3 < text.n; i++) {
		*ret_rules += (text.p[i] == 'R' || text.p[i] == 'r') &&
			rt_str_istarts(rt_str_from(text, i), RT_STR("rule:"));
		*ret_patterns += text.p[i] == '|' ||
			(text.p[i] == ':' &&
				(i < 3 || text.p[i - 1] == 't' || text.p[i - 1] == 'T'));
	}
}

enum rt_result
rt_rules_read(
	rt_str text, struct rt_arena *a, const struct rt_rules **ret, struct rt_rules_err *err)
{
	uint32_t rules, patterns;
	struct rules_file f = { .text = text, .arena = a, .err = err };
	struct rt_block_reader reader = { text, 1 };
	struct rt_block b;
	enum rt_result r;

	*err = (struct rt_rules_err){ 0 };
	count(text, &rules, &patterns);
	f.rules = RT_NEW(a, struct rt_rules, 1);
	if (!f.rules || patterns > RT_GRAM_LITERALS)
		return RT_ELIMIT;
	f.rules->row = RT_NEW(a, struct rt_rule_row, rules);
	f.rules->own = RT_NEW(a, struct rt_own_rule, rules);
	f.rules->textless = RT_NEW(a, uint16_t, rules);
	if (!f.rules->row || !f.rules->own || !f.rules->textless ||
		rt_pattern_builder_init(&f.builder, patterns, (uint32_t)text.n + 1, a) != RT_OK)
		return RT_ELIMIT;
	while ((r = rt_block_next(&reader, a, &b)) == RT_OK)
		if ((r = read_block(&f, &b)) != RT_OK)
			return r;
	if (r == RT_ESYNTAX)
		return wrong_at(
			&f, reader.line, (rt_str){ 0 }, "not a field: a name, a colon, a value");
	if (r != RT_ENOTFOUND)
		return r;
	if (rt_pattern_compile(&f.builder, (rt_str){ 0 }, a, &f.rules->patterns) != RT_OK)
		return RT_ELIMIT;
	*ret = f.rules;
	return RT_OK;
}

enum rt_result
rt_rules_at(const struct rt_rules *rules, size_t at, struct rt_rule_view *ret)
{
	uint16_t number = (uint16_t)(rules ? at + RT_OWN_RULE : at);

	if (at >= (rules ? rules->count : rt_rules_count))
		return RT_ENOTFOUND;
	const struct rt_rule_row *row = rt_rule_row(rules, number);
	*ret = (struct rt_rule_view){
		.id = rt_rule_id(rules, number),
		.title = rules ? rules->own[at].title : rt_text(row->title),
		.condition = row->sign ? (rt_str){ 0 } : rt_condition_word(row->condition),
		.rank = row->clause.rank,
		.line = rules ? rules->own[at].block.line : 0,
	};
	if (row->vendor != RT_NO_VENDOR)
		ret->vendor = rt_text(rt_vendors[row->vendor].id);
	return RT_OK;
}

enum rt_result
rt_rules_example(const struct rt_rules *rules, size_t at, size_t i, struct rt_rule_example *ret)
{
	if (!rules || at >= rules->count)
		return RT_ENOTFOUND;

	const struct rt_block *b = &rules->own[at].block;
	for (uint32_t k = 0; k < b->count; k++) {
		const struct rt_block_field *f = &b->field[k];
		bool match = rt_str_ieq(f->name, RT_STR("Match"));
		if (!match && !rt_str_ieq(f->name, RT_STR("Miss")))
			continue;
		if (i--)
			continue;
		*ret = (struct rt_rule_example){ f->value, match, f->line };
		return RT_OK;
	}
	return RT_ENOTFOUND;
}

bool
rt_rules_fit(const struct rt_rules *rules, size_t at, rt_str reply, struct rt_arena scratch)
{
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = reply };
	struct rt_candidates found;
	struct rt_case c;

	if (!rules || at >= rules->count)
		return false;
	rt_case_init(&c, &o);
	c.rules = rules;
	if (rules->row[at].vendor != RT_NO_VENDOR)
		c.vendor = rules->row[at].vendor;
	if (rt_candidates_find(&c, scratch, true, &found) != RT_OK)
		return false;
	for (size_t i = 0; i < found.count; i++)
		if (found.at[i].rule == RT_OWN_RULE + at)
			return true;
	return false;
}
