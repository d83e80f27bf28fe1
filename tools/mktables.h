/* SPDX-License-Identifier: MIT */
#ifndef RT_TOOLS_MKTABLES_H
#define RT_TOOLS_MKTABLES_H

#include <stdio.h>

#include "wire/block.h"
#include "wire/status.h"

/*
 * mktables turns data/ into constant tables. It is a program of its own that runs at build time:
 * it may allocate, print and exit. The first error ends it, as "file:line: error: what: text".
 */

enum kind {
	KIND_CHECK,
	KIND_CONDITION,
	KIND_CLASS,
	KIND_DIGIT,
	KIND_SECOND,
	KIND_SUBJECT,
	KIND_STATUS,
	KIND_REPLY,
	KIND_COMMAND,
	KIND_VENDOR,
	KIND_RULE,
	KIND_COLLISION,
	KIND_PAGE,
	KIND_CLAIM,
	KIND_LABEL,
	KIND_MARK,
	KIND_COUNT,
};

/* One block with where it came from. vendor is the index of the vendor block before a rule, or -1. */
struct record {
	struct rt_block block;
	const char *path;
	enum kind kind;
	int vendor;
};

struct records {
	struct record *at;
	size_t count, max;
	size_t of_kind[KIND_COUNT];
};

/* Whoever calls it does not come back. what is the offending text; it may be empty. */
_Noreturn void mk_fail(const struct record *r, uint32_t line, const char *why, rt_str what);

/* Memory that lives as long as the program. */
void *mk_alloc(size_t size, size_t count);
struct rt_arena *mk_arena(void);

/* Reads all blocks of a file and checks their fields against the schema of their kind. */
void mk_load(struct records *all, const char *path);

/* Refuses duplicates, disorder and gaps across all files. */
void mk_check(const struct records *all);

/* The next record of a kind at or after number from, or NULL; ret_index is its number. */
const struct record *
mk_next(const struct records *all, enum kind kind, size_t from, size_t *ret_index);

/* The value of a field; empty when it is not there. */
rt_str mk_value(const struct record *r, const char *name);
/* The same as number in a vocabulary, a condition, a check; fails when the word is unknown. */
unsigned
mk_word(const struct record *r, const char *name, rt_str (*word)(unsigned), unsigned count);
unsigned mk_condition(const struct records *all, const struct record *r, const char *name);
bool mk_yes(const struct record *r, const char *name);
struct rt_status mk_status(const struct record *r, const char *name, rt_str value);

/* A string of C, over several lines, and a semicolon. */
void mk_literal(FILE *f, rt_str s);

/* Writing. Text goes to the pool, which is written last. */
void mk_text(FILE *f, rt_str s);
void mk_emit(FILE *f, const struct records *all);
void mk_emit_rules(FILE *f, const struct records *all);
void mk_emit_marks(FILE *f, const struct records *all);
void mk_emit_pool(FILE *f);

/* Patterns of the blocks of one kind, compiled; see mk_patterns.c. */
struct rt_pattern_builder;
void mk_add_texts(
	struct rt_pattern_builder *b, const struct record *r, const char *name, uint16_t owner);
void
mk_emit_patterns(FILE *f, const char *prefix, const struct rt_pattern_builder *b, rt_str sample);

/* The words of the enums as functions of unsigned, for mk_word(). */
rt_str mk_party(unsigned i);
rt_str mk_scope(unsigned i);
rt_str mk_persistence(unsigned i);
rt_str mk_action(unsigned i);
rt_str mk_standing(unsigned i);
rt_str mk_event(unsigned i);
rt_str mk_certainty(unsigned i);

#endif
