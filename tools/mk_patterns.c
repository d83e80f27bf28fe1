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
emit_starts(FILE *f, const char *prefix, const uint32_t *p, size_t n)
{
	fprintf(f, "static const uint32_t %s_start[] = {", prefix);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s%u,", i % 16 ? " " : "\n\t", p[i]);
	fprintf(f, "\n};\n");
}

static void
emit_gram(FILE *f, const char *prefix, const struct rt_gram *g, size_t literals)
{
	enum { WORDS = (1 << RT_GRAM_BITS) / 64 };
	size_t set = g->rank[WORDS - 1] + (size_t)__builtin_popcountll(g->bitmap[WORDS - 1]);

	fprintf(f, "static const uint64_t %s_bitmap[] = {", prefix);
	for (size_t i = 0; i < WORDS; i++)
		fprintf(f, "%s0x%llx,", i % 6 ? " " : "\n\t", (unsigned long long)g->bitmap[i]);
	fprintf(f, "\n};\n");
	emit_numbers(f, prefix, "rank", g->rank, WORDS);
	emit_numbers(f, prefix, "bucket", g->bucket, set + 1);
	emit_starts(f, prefix, g->start, literals);
	fprintf(f, "static const struct rt_gram_entry %s_entry[] = {\n", prefix);
	for (size_t i = 0; i < literals * 2; i++) {
		const struct rt_gram_entry *e = &g->entry[i];
		fprintf(f, "\t{ 0x%llx, %u, %u, %u, %d },\n", (unsigned long long)e->key,
			e->literal, e->off, e->length, e->key_off);
	}
	fprintf(f, "};\n");
}

static void
emit_tables(FILE *f, const char *prefix, const struct rt_pattern_builder *b,
	const struct rt_patterns *ps)
{
	fprintf(f, "static const struct rt_pattern %s_patterns[] = {\n", prefix);
	for (uint32_t i = 0; i < b->patterns; i++) {
		const struct rt_pattern *p = &ps->pattern[i];
		fprintf(f, "\t{ %u, %u, %u, %u, %u, %u },\n", p->segment, p->owner, p->count,
			p->key, p->flags, p->length);
	}
	fprintf(f, "};\nstatic const struct rt_segment %s_segments[] = {\n", prefix);
	for (uint32_t i = 0; i < b->segments; i++) {
		const struct rt_segment *s = &ps->segment[i];
		fprintf(f, "\t{ %u, %u, %u, %u, %u },\n", s->pool, s->low, s->high, s->length,
			s->gap);
	}
	fprintf(f, "};\nstatic const char %s_pool[] =", prefix);
	mk_literal(f, (rt_str){ b->pool, b->pool_n });
	fprintf(f,
		"struct rt_patterns\nrt_%s_patterns(void)\n{\n"
		"\treturn (struct rt_patterns){\n"
		"\t\t.gram = { %s_bitmap, %s_rank, %s_bucket, %s_entry, %s_start, %s_pool },\n"
		"\t\t.group = %s_group,\n\t\t.pattern = %s_patterns,\n\t\t.segment = %s_segments,\n\t\t.pool = %s_pool,\n"
		"\t\t.count = %u,\n\t\t.literals = %u,\n"
		"\t};\n}\n\n",
		prefix, prefix, prefix, prefix, prefix, prefix, prefix, prefix, prefix, prefix,
		prefix, b->patterns, ps->literals);
}

void
mk_emit_patterns(FILE *f, const char *prefix, const struct rt_pattern_builder *b, rt_str sample)
{
	struct rt_patterns ps;

	if (rt_pattern_compile(b, sample, mk_arena(), &ps) != RT_OK) {
		fprintf(stderr, "mktables: the patterns cannot be compiled\n");
		exit(1);
	}
	emit_gram(f, prefix, &ps.gram, ps.literals);
	emit_numbers(f, prefix, "group", ps.group, ps.literals + 1);
	emit_tables(f, prefix, b, &ps);
}
