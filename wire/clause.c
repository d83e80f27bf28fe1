/* SPDX-License-Identifier: MIT */
#include "wire/clause.h"

#include "base/ascii.h"
#include "wire/status.h"

/* A field that is read, and where to say what is wrong with it. */
struct clause_field {
	rt_str list;
	uint32_t line;
	struct rt_clause_err *err;
};

static struct clause_field
field_named(const struct rt_block *b, const char *name, struct rt_clause_err *err)
{
	for (uint32_t i = 0; i < b->count; i++)
		if (rt_str_ieq(b->field[i].name, rt_str_z(name)))
			return (struct clause_field){ b->field[i].value, b->field[i].line, err };
	return (struct clause_field){ .line = b->line, .err = err };
}

static bool
wrong(const struct clause_field *f, rt_str text, const char *what)
{
	*f->err = (struct rt_clause_err){ f->line, text, what };
	return false;
}

/* "421 450", "5xx"; a code that stands for all of its class is its digit. */
static bool
read_codes(struct clause_field f, struct rt_clause *c)
{
	rt_str word;
	size_t n = 0;

	while ((word = rt_str_word(&f.list)).n) {
		rt_str digits = word;
		uint64_t value;
		if (n == RT_RULE_CODES)
			return wrong(&f, word, "too many reply codes");
		if (word.n == 3 && rt_is_digit(word.p[0]) && rt_lower(word.p[1]) == 'x' &&
			rt_lower(word.p[2]) == 'x')
			value = (uint64_t)(word.p[0] - '0');
		else if (word.n != 3 || rt_str_number(&digits, 999, &value) != RT_OK || digits.n)
			return wrong(&f, word, "not a reply code");
		size_t at = n++;
		for (; at > 0 && c->code[at - 1] < value; at--)
			c->code[at] = c->code[at - 1];
		c->code[at] = (uint16_t)value;
	}
	return true;
}

/* A status whose class may be X, for any. */
static bool
take_status(rt_str *s, struct rt_status *ret)
{
	char any[16] = "5";
	rt_str word = rt_str_head(*s, sizeof any - 1);

	if (!word.n || rt_lower(word.p[0]) != 'x')
		return rt_status_take(s, ret, NULL) == RT_OK;
	memcpy(any + 1, word.p + 1, word.n - 1);
	rt_str rest = { any, word.n };
	if (rt_status_take(&rest, ret, NULL) != RT_OK)
		return false;
	*s = rt_str_from(*s, word.n - rest.n);
	ret->class = 0;
	return true;
}

/* "5.7.1 4.7.500-699" */
static bool
read_statuses(struct clause_field f, struct rt_clause *c)
{
	rt_str word;
	size_t n = 0;

	while ((word = rt_str_word(&f.list)).n) {
		rt_str rest = word;
		struct rt_status s;
		if (!take_status(&rest, &s))
			return wrong(&f, word, "not a status");
		uint64_t high = s.detail;
		if (n == RT_RULE_STATUSES)
			return wrong(&f, word, "too many statuses");
		if (rest.n && rest.p[0] == '-') {
			rest = rt_str_from(rest, 1);
			if (rt_str_number(&rest, 999, &high) != RT_OK || high < s.detail)
				return wrong(&f, word, "not a range");
		}
		if (rest.n)
			return wrong(&f, word, "not a status");
		c->status[n++] = (struct rt_status_range){ s.subject, s.detail, (uint16_t)high,
			s.class };
	}
	return true;
}

static bool
read_needs(struct clause_field f, struct rt_clause *c)
{
	static const struct {
		const char *word;
		uint8_t bit;
	} words[] = { { "vendor", RT_NEEDS_VENDOR }, { "reply", RT_NEEDS_REPLY },
		{ "status", RT_NEEDS_STATUS }, { "class4", RT_NEEDS_CLASS4 },
		{ "class5", RT_NEEDS_CLASS5 } };
	rt_str word;

	while ((word = rt_str_word(&f.list)).n) {
		size_t i = 0;
		while (i < RT_COUNT(words) && !rt_str_eq(word, rt_str_z(words[i].word)))
			i++;
		if (i == RT_COUNT(words))
			return wrong(&f, word, "unknown need");
		c->needs |= words[i].bit;
	}
	const struct rt_status_range *s = &c->status[0];
	if (c->needs & RT_NEEDS_REPLY && !c->code[0])
		return wrong(&f, (rt_str){ 0 }, "needs a reply code and names none");
	if (c->needs & RT_NEEDS_STATUS && !s->class && !s->subject && !s->high)
		return wrong(&f, (rt_str){ 0 }, "needs a status and names none");
	return true;
}

static bool
read_rank(struct clause_field f, struct rt_clause *c)
{
	rt_str digits = f.list;
	uint64_t value;

	if (!digits.n)
		return true;
	if (rt_str_number(&digits, RT_MAX_RANK, &value) != RT_OK || digits.n)
		return wrong(&f, f.list, "a rank is a number from 0 to 99");
	c->rank = (uint8_t)value;
	return true;
}

enum rt_result
rt_clause_read(
	const struct rt_block *b, uint8_t rank, struct rt_clause *ret, struct rt_clause_err *err)
{
	struct rt_clause c = { .rank = rank };

	if (!read_codes(field_named(b, "Reply", err), &c) ||
		!read_statuses(field_named(b, "Status", err), &c) ||
		!read_needs(field_named(b, "Needs", err), &c) ||
		!read_rank(field_named(b, "Rank", err), &c))
		return RT_ESYNTAX;
	*ret = c;
	return RT_OK;
}

bool
rt_clause_has_code(const struct rt_clause *c, uint16_t code)
{
	for (size_t i = 0; i < RT_RULE_CODES && c->code[i]; i++)
		if (c->code[i] == code || c->code[i] == code / 100)
			return true;
	return false;
}

bool
rt_status_in_range(const struct rt_status_range *range, struct rt_status s)
{
	return (range->class == s.class || !range->class) && range->subject == s.subject &&
		s.detail >= range->low && s.detail <= range->high;
}

bool
rt_clause_has_status(const struct rt_clause *c, struct rt_status s)
{
	for (size_t i = 0; i < RT_RULE_STATUSES; i++) {
		const struct rt_status_range *range = &c->status[i];
		if (!range->class && !range->subject && !range->high)
			return false;
		if (rt_status_in_range(range, s))
			return true;
	}
	return false;
}
