/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "judge/table.h"
#include "read/mark.h"
#include "tools/mktables.h"

/* A vendor's rule outranks one that speaks of everybody. */
static struct rt_clause
clause_of(const struct record *r)
{
	struct rt_clause_err err;
	struct rt_clause c;

	if (rt_clause_read(&r->block, r->vendor >= 0 ? 80 : 60, &c, &err) != RT_OK)
		mk_fail(r, err.line, err.what, err.text);
	return c;
}

static void
emit_clause(FILE *f, const struct record *r)
{
	struct rt_clause c = clause_of(r);

	fprintf(f, "{ { ");
	for (size_t i = 0; i < RT_RULE_CODES; i++)
		fprintf(f, "%u, ", c.code[i]);
	fprintf(f, "}, { ");
	for (size_t i = 0; i < RT_RULE_STATUSES; i++)
		fprintf(f, "{ %u, %u, %u, %u }, ", c.status[i].subject, c.status[i].low,
			c.status[i].high, c.status[i].class);
	fprintf(f, "}, %u, %u }, ", c.needs, c.rank);
}

/* The source of a rule is its own, or its vendor's. */
static rt_str
source(const struct records *all, const struct record *r)
{
	rt_str own = mk_value(r, "Source");
	size_t i = 0;
	int n = 0;

	if (own.n || r->vendor < 0)
		return own;
	for (const struct record *v; (v = mk_next(all, KIND_VENDOR, i, &i)); i++, n++)
		if (n == r->vendor)
			return mk_value(v, "Source");
	return own;
}

static void
emit_rule(FILE *f, const struct records *all, const struct record *r)
{
	rt_str from = source(all, r);

	if (!from.n)
		mk_fail(r, 0, "a claim without a source", r->block.field[0].value);
	fprintf(f, "\t{ ");
	mk_text(f, r->block.field[0].value);
	mk_text(f, mk_value(r, "Title"));
	mk_text(f, mk_value(r, "Token"));
	mk_text(f, mk_value(r, "Note"));
	mk_text(f, from);
	mk_text(f, mk_value(r, "Reply"));
	mk_text(f, mk_value(r, "Status"));
	emit_clause(f, r);
	fprintf(f, "%d, %u, 0 },\n", r->vendor < 0 ? RT_NO_VENDOR : r->vendor,
		mk_condition(all, r, "Condition"));
}

/* A sign of a vendor becomes a rule that only says who speaks. */
static void
emit_sign(FILE *f, const struct record *r)
{
	fprintf(f, "\t{ ");
	mk_text(f, r->block.field[0].value);
	for (int i = 0; i < 6; i++)
		fprintf(f, "{ 0, 0 }, ");
	fprintf(f, "{ { 0 }, { { 0, 0, 0, 0 } }, 0, 0 }, %d, 0, 1 },\n", r->vendor);
}

/* What the rarity of grams is learnt from: the replies that stand beside the rules. */
static rt_str
sample(const struct records *all)
{
	enum { ROOM = 4 << 20 };
	static rt_str made;
	struct rt_buf b = { .p = made.p ? NULL : rt_arena_bytes(mk_arena(), ROOM), .cap = ROOM };
	char folded[4096];

	for (size_t i = 0; b.p && i < all->count; i++)
		for (uint32_t k = 0; k < all->at[i].block.count; k++) {
			const struct rt_block_field *f = &all->at[i].block.field[k];
			if ((rt_str_ieq(f->name, RT_STR("Match")) ||
				    rt_str_ieq(f->name, RT_STR("Miss"))) &&
				f->value.n < sizeof folded - RT_FOLD_PAD)
				rt_buf_str(&b, rt_fold_plain(f->value, folded));
		}
	if (b.p)
		made = rt_buf_view(&b);
	return made;
}

/* Hosts are sorted by their suffix from its end, so that a name is looked up label by label. */
static int
compare_hosts(const void *a, const void *b)
{
	const rt_str *x = a, *y = b;
	size_t i = 1;

	for (; i <= x->n && i <= y->n; i++)
		if (x->p[x->n - i] != y->p[y->n - i])
			return (uint8_t)x->p[x->n - i] - (uint8_t)y->p[y->n - i];
	return (x->n > y->n) - (x->n < y->n);
}

static void
emit_hosts(FILE *f, const struct records *all)
{
	struct host {
		rt_str suffix;
		int vendor;
		const struct record *of;
	} *hosts = mk_alloc(sizeof *hosts, 4096);
	size_t n = 0, i = 0;

	for (const struct record *v; (v = mk_next(all, KIND_VENDOR, i, &i)); i++) {
		rt_str list = mk_value(v, "Hosts"), word;
		while ((word = rt_str_word(&list)).n && n < 4096)
			hosts[n++] = (struct host){ word, v->vendor, v };
	}
	qsort(hosts, n, sizeof *hosts, compare_hosts);
	fprintf(f, "const struct rt_host_row rt_hosts[] = {\n");
	for (i = 0; i < n; i++) {
		if (i && rt_str_eq(hosts[i].suffix, hosts[i - 1].suffix))
			mk_fail(hosts[i].of, 0, "a host of two vendors", hosts[i].suffix);
		fprintf(f, "\t{ ");
		mk_text(f, hosts[i].suffix);
		fprintf(f, "%d },\n", hosts[i].vendor);
	}
	fprintf(f, "};\nconst uint32_t rt_hosts_count = %zu;\n\n", n);
	free(hosts);
}

/* Rules that codes alone recognise: they are not found by a text, so they are listed. */
static void
emit_textless(FILE *f, const struct records *all)
{
	unsigned n = 0, count = 0;

	fprintf(f, "const uint16_t rt_textless[] = {");
	for (size_t i = 0; i < all->count; i++) {
		const struct record *r = &all->at[i];
		bool sign = r->kind == KIND_VENDOR && mk_value(r, "Sign").n;
		if (r->kind == KIND_RULE && !mk_value(r, "Text").n) {
			fprintf(f, " %u,", n);
			count++;
		}
		n += r->kind == KIND_RULE || sign;
	}
	fprintf(f, "%s };\nconst uint32_t rt_textless_count = %u;\n\n", count ? "" : " 0", count);
}

void
mk_emit_rules(FILE *f, const struct records *all)
{
	struct rt_pattern_builder b;
	uint16_t n = 0;

	if (rt_pattern_builder_init(&b, RT_GRAM_LITERALS, 2 << 20, mk_arena()) != RT_OK)
		exit(1);
	emit_hosts(f, all);
	fprintf(f, "const struct rt_rule_row rt_rules[] = {\n");
	for (size_t i = 0; i < all->count; i++) {
		const struct record *r = &all->at[i];
		if (r->kind == KIND_RULE) {
			struct rt_clause c = clause_of(r);
			emit_rule(f, all, r);
			b.rank = c.rank;
			b.flags = c.needs ? RT_PATTERN_NEEDS : 0;
			mk_add_texts(&b, r, "Text", n);
			b.flags = RT_PATTERN_NOT;
			mk_add_texts(&b, r, "Not", n++);
		} else if (r->kind == KIND_VENDOR && mk_value(r, "Sign").n) {
			emit_sign(f, r);
			b.flags = RT_PATTERN_SIGN;
			mk_add_texts(&b, r, "Sign", n++);
		}
	}
	fprintf(f, "};\nconst uint32_t rt_rules_count = %u;\n\n", n);
	emit_textless(f, all);
	mk_emit_patterns(f, "rule", &b, sample(all));
}

/* The kinds of marks are words of read/mark.h. */
static unsigned
mark_kind(const struct record *r)
{
#define MARK_WORD(name, word) word,
	static const char words[][16] = { RT_MARK_KINDS(MARK_WORD) };
	rt_str value = mk_value(r, "Kind");

	for (unsigned i = 0; i < RT_COUNT(words); i++)
		if (rt_str_eq(value, rt_str_z(words[i])))
			return i;
	mk_fail(r, 0, "unknown kind of mark", value);
}

void
mk_emit_marks(FILE *f, const struct records *all)
{
	struct rt_pattern_builder b;
	size_t i = 0;
	uint16_t n = 0;

	if (rt_pattern_builder_init(&b, 4000, 1 << 18, mk_arena()) != RT_OK)
		exit(1);
	fprintf(f, "const struct rt_mark_row rt_marks[] = {\n");
	for (const struct record *r; (r = mk_next(all, KIND_MARK, i, &i)); i++) {
		rt_str format = mk_value(r, "Format");
		if (format.n > 15)
			mk_fail(r, 0, "a format's name has at most 15 letters", format);
		fprintf(f, "\t{ \"%.*s\", %u },\n", RT_ARG(format), mark_kind(r));
		mk_add_texts(&b, r, "Text", n++);
	}
	fprintf(f, "};\n\n");
	mk_emit_patterns(f, "mark", &b, sample(all));
}
