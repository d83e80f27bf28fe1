/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "tools/mktables.h"

#define WORD_OF(kind) \
	rt_str mk_##kind(unsigned i) \
	{ \
		return rt_##kind##_word((enum rt_##kind)i); \
	}
WORD_OF(party)
WORD_OF(scope)
WORD_OF(persistence)
WORD_OF(action)
WORD_OF(standing)
WORD_OF(event)
WORD_OF(certainty)

unsigned
mk_word(const struct record *r, const char *name, rt_str (*word)(unsigned), unsigned count)
{
	rt_str value = mk_value(r, name);

	for (unsigned i = 0; i < count; i++)
		if (rt_str_eq(value, word(i)))
			return i;
	mk_fail(r, 0, "unknown word", value);
}

unsigned
mk_condition(const struct records *all, const struct record *r, const char *name)
{
	rt_str value = mk_value(r, name);
	unsigned n = 0;

	for (size_t i = 0; i < all->count; i++) {
		if (all->at[i].kind != KIND_CONDITION)
			continue;
		if (rt_str_eq(all->at[i].block.field[0].value, value))
			return n;
		n++;
	}
	mk_fail(r, 0, "unknown condition", value);
}

bool
mk_yes(const struct record *r, const char *name)
{
	rt_str value = mk_value(r, name);

	if (value.n && !rt_str_eq(value, RT_STR("yes")))
		mk_fail(r, 0, "only yes may stand here", value);
	return value.n;
}

struct rt_status
mk_status(const struct record *r, const char *name, rt_str value)
{
	struct rt_status s = { 0 };
	struct rt_err err = { 0 };
	char digits[16];
	rt_str text = value;
	bool any = value.n && value.p[0] == 'X';

	/* "X.1.1" stands for every class; it is read with 5 in its place. */
	if (any && value.n < sizeof digits) {
		memcpy(digits, value.p, value.n);
		digits[0] = '5';
		text.p = digits;
	}
	if (rt_status_take(&text, &s, &err) != RT_OK || text.n) {
		fprintf(stderr, "%s: %s\n", name, err.what ? err.what : "too long");
		mk_fail(r, 0, "not a status", value);
	}
	if (any)
		s.class = 0;
	return s;
}

/* What makes a block of this kind the same as another: its key, and for some a second field. */
static bool
is_same(const struct record *a, const struct record *b)
{
	const char *also = a->kind == KIND_STATUS || a->kind == KIND_COMMAND ? "Source"
		: a->kind == KIND_LABEL                                      ? "Of"
		: a->kind == KIND_COLLISION                                  ? "User"
									     : NULL;

	if (a->kind != b->kind || !rt_str_eq(a->block.field[0].value, b->block.field[0].value))
		return false;
	return !also || rt_str_eq(mk_value(a, also), mk_value(b, also));
}

static void
check_twice(const struct records *all)
{
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < i; k++)
			if (is_same(&all->at[i], &all->at[k]))
				mk_fail(&all->at[i], 0, "stands twice",
					all->at[i].block.field[0].value);
}

/* Reply codes rise; statuses rise, and the registered details of a subject have no gaps. */
static void
check_order(const struct records *all)
{
	struct rt_status last = { .class = 9 };
	rt_str last_code = { 0 };
	uint16_t next = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct record *r = &all->at[i];
		rt_str key = r->block.field[0].value;
		if (r->kind == KIND_REPLY) {
			if (rt_str_cmp(last_code, key) >= 0)
				mk_fail(r, 0, "out of order", key);
			last_code = key;
		}
		if (r->kind != KIND_STATUS)
			continue;
		struct rt_status s = mk_status(r, "Status", key);
		rt_str standing = mk_value(r, "Standing");
		bool registered = rt_str_eq(standing, RT_STR("standard")) ||
			rt_str_eq(standing, RT_STR("registered-only")) ||
			(s.subject == 6 && s.detail == 10);
		if (!registered)
			continue;
		if (last.class == 9 || s.subject != last.subject)
			next = 0;
		if (s.subject < last.subject && last.class != 9)
			mk_fail(r, 0, "out of order", key);
		if (s.detail != next++)
			mk_fail(r, 0, "a gap before, or out of order", key);
		last = s;
	}
}

static void
check_claims(const struct records *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct record *r = &all->at[i];
		bool found = false;
		if (r->kind != KIND_CLAIM)
			continue;
		rt_str page = rt_str_cut(r->block.field[0].value, '.').head;
		for (size_t k = 0; k < all->count; k++)
			found |= all->at[k].kind == KIND_PAGE &&
				rt_str_eq(all->at[k].block.field[0].value, page);
		if (!found)
			mk_fail(r, 0, "a claim of an unknown page", page);
	}
}

/* A rule is recognised by a text, or by codes that it says it needs. */
static void
check_rules(const struct records *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct record *r = &all->at[i];
		if (r->kind != KIND_RULE)
			continue;
		if (rt_str_has(r->block.field[0].value, ' '))
			mk_fail(r, 0, "a rule's name has no blanks", r->block.field[0].value);
		if (!mk_value(r, "Text").n && !mk_value(r, "Needs").n)
			mk_fail(r, 0, "neither Text nor Needs", r->block.field[0].value);
	}
}

void
mk_check(const struct records *all)
{
	check_twice(all);
	check_order(all);
	check_claims(all);
	check_rules(all);
}
