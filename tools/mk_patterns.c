/* SPDX-License-Identifier: MIT */
/* Patterns and the gram filter over them, as tables. */
#include <stdlib.h>

#include "tools/mktables.h"
#include "wire/pattern.h"

void
mk_add_texts(struct rt_pattern_builder *b, const struct record *r, const char *name, uint16_t owner)
{
	for (uint32_t i = 0; i < r->block.count; i++) {
		const struct rt_block_field *f = &r->block.field[i];
		struct rt_err err = { 0 };
		if (!rt_str_ieq(f->name, rt_str_z(name)))
			continue;
		enum rt_result result = rt_pattern_add(b, f->value, owner, &err);
		if (result != RT_OK)
			mk_fail(r, f->line, err.what ? err.what : "too many patterns",
				rt_str_from(f->value, err.at));
	}
}

static void
emit_numbers(FILE *f, const char *prefix, const char *name, const uint16_t *p, size_t n)
{
	fprintf(f, "static const uint16_t %s_%s[] = {", prefix, name);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s%u,", i % 20 ? " " : "\n\t", p[i]);
	fprintf(f, "\n};\n");
}

static void
emit_wide(FILE *f, const char *prefix, const char *name, const uint32_t *p, size_t n)
{
	fprintf(f, "static const uint32_t %s_%s[] = {", prefix, name);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s0x%x,", i % 10 ? " " : "\n\t", p[i]);
	fprintf(f, "\n};\n");
}

/* Of one of the two tables of the filter, unless it is empty. */
static void
emit_table(FILE *f, const char *prefix, const struct rt_gram_table *t, unsigned bits)
{
	size_t slots = UINT64_C(1) << bits;

	if (!t->bitmap)
		return;
	fprintf(f, "static const uint64_t %s_bitmap[] = {", prefix);
	for (size_t i = 0; i < slots / 64; i++)
		fprintf(f, "%s0x%llx,", i % 6 ? " " : "\n\t", (unsigned long long)t->bitmap[i]);
	fprintf(f, "\n};\n");
	emit_numbers(f, prefix, "first", t->first, slots / RT_GRAM_TOGETHER + 1);
	emit_wide(f, prefix, "around", t->around, t->entries + RT_GRAM_READ_PAST);
	emit_wide(f, prefix, "counts", t->counts, t->entries + RT_GRAM_READ_PAST);
	fprintf(f, "static const struct rt_gram_entry %s_entry[] = {\n", prefix);
	for (size_t i = 0; i < t->entries; i++) {
		const struct rt_gram_entry *e = &t->entry[i];
		fprintf(f, "\t{ %u, %u, %u, %u },\n", e->start, e->literal, e->off, e->length);
	}
	fprintf(f, "%s};\n", t->entries ? "" : "\t{ 0 },\n");
}

/* The initialiser of that. */
static void
emit_table_use(FILE *f, const char *prefix, const char *name, const struct rt_gram_table *t)
{
	static const char *const arrays[] = { "bitmap", "first", "around", "counts", "entry" };

	if (!t->bitmap)
		return;
	fprintf(f, "\t\t.gram.%s = {", name);
	for (size_t i = 0; i < RT_COUNT(arrays); i++)
		fprintf(f, " %s_%s_%s,", prefix, name, arrays[i]);
	fprintf(f, " %u },\n", t->entries);
}

static void
emit_gram(FILE *f, const char *prefix, const struct rt_gram *g)
{
	char name[32];

	snprintf(name, sizeof name, "%s_word", prefix);
	emit_table(f, name, &g->word, RT_GRAM_BITS);
	snprintf(name, sizeof name, "%s_loose", prefix);
	emit_table(f, name, &g->loose, RT_GRAM_LOOSE_BITS);
}

static void
emit_rows(FILE *f, const char *prefix, const struct rt_patterns *ps)
{
	fprintf(f, "static const struct rt_pattern %s_patterns[] = {\n", prefix);
	for (uint32_t i = 0; i < ps->count; i++) {
		const struct rt_pattern *p = &ps->pattern[i];
		fprintf(f, "\t{ %u, %u, %u, %u, %u, %u, %u, %u },\n", p->owner, p->segment,
			p->count, p->key, p->flags, p->length, p->rank, p->word);
	}
	fprintf(f, "};\nstatic const struct rt_segment %s_segments[] = {\n", prefix);
	for (uint32_t i = 0; i < ps->segments; i++) {
		const struct rt_segment *s = &ps->segment[i];
		fprintf(f, "\t{ %u, %u, %u, %u, %u },\n", s->pool, s->low, s->high, s->length,
			s->gap);
	}
	fprintf(f, "%s};\n", ps->segments ? "" : "\t{ 0 },\n");
}

static void
emit_tables(FILE *f, const char *prefix, const struct rt_pattern_builder *b,
	const struct rt_patterns *ps)
{
	emit_rows(f, prefix, ps);
	fprintf(f, "static const char %s_pool[] =", prefix);
	mk_literal(f, (rt_str){ b->pool, b->pool_n });
	fprintf(f,
		"struct rt_patterns\nrt_%s_patterns(void)\n{\n"
		"\treturn (struct rt_patterns){\n",
		prefix);
	emit_table_use(f, prefix, "word", &ps->gram.word);
	emit_table_use(f, prefix, "loose", &ps->gram.loose);
	fprintf(f,
		"\t\t.gram.pool = %s_pool,\n"
		"\t\t.group = %s_group,\n\t\t.pattern = %s_patterns,\n\t\t.segment = %s_segments,\n\t\t.pool = %s_pool,\n"
		"\t\t.count = %u,\n\t\t.literals = %u,\n\t\t.segments = %u,\n"
		"\t};\n}\n\n",
		prefix, prefix, prefix, prefix, prefix, ps->count, ps->literals, ps->segments);
}

void
mk_emit_patterns(FILE *f, const char *prefix, const struct rt_pattern_builder *b, rt_str sample)
{
	struct rt_patterns ps;

	if (rt_pattern_compile(b, sample, mk_arena(), &ps) != RT_OK) {
		fprintf(stderr, "mktables: the patterns cannot be compiled\n");
		exit(1);
	}
	emit_gram(f, prefix, &ps.gram);
	emit_numbers(f, prefix, "group", ps.group, ps.literals + 1);
	emit_tables(f, prefix, b, &ps);
}
