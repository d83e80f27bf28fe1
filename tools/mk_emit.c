/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/ascii.h"
#include "judge/table.h"
#include "tools/mktables.h"

/* The text pool. Equal texts are stored once: a chain for each hash. */
static struct {
	char *p;
	size_t n;
	struct {
		rt_str text;
		uint32_t at, next;
	} * seen;
	uint32_t count, heads[4096];
} pool;

enum { POOL_ROOM = 8 << 20, POOL_TEXTS = 100000 };

static uint32_t
intern(rt_str s)
{
	uint32_t h = 2166136261u;

	if (!pool.p) {
		pool.p = mk_alloc(1, POOL_ROOM);
		pool.seen = mk_alloc(sizeof *pool.seen, POOL_TEXTS);
	}
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.p[i]) * 16777619u;
	h &= 4095;
	for (uint32_t i = pool.heads[h]; i; i = pool.seen[i].next)
		if (rt_str_eq(pool.seen[i].text, s))
			return pool.seen[i].at;
	if (pool.n + s.n > POOL_ROOM || pool.count + 2 > POOL_TEXTS) {
		fprintf(stderr, "mktables: the text pool is full\n");
		exit(1);
	}
	uint32_t at = (uint32_t)pool.n;
	memcpy(pool.p + at, s.p ? s.p : "", s.n);
	pool.n += s.n;
	uint32_t slot = ++pool.count;
	pool.seen[slot].text = (rt_str){ pool.p + at, s.n };
	pool.seen[slot].at = at;
	pool.seen[slot].next = pool.heads[h];
	pool.heads[h] = slot;
	return at;
}

void
mk_text(FILE *f, rt_str s)
{
	if (rt_str_eq(s, RT_STR("-")))
		s.n = 0;
	fprintf(f, "{ %u, %zu }, ", s.n ? intern(s) : 0, s.n);
}

void
mk_literal(FILE *f, rt_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (i % 96 == 0)
			fprintf(f, "%s\n\t\"", i ? "\"" : "");
		if (c == '"' || c == '\\')
			fprintf(f, "\\%c", c);
		else if (c == '?' || rt_is_cntrl(c) || (uint8_t)c > 126)
			fprintf(f, "\\%03o", (uint8_t)c);
		else
			fputc(c, f);
	}
	fprintf(f, "\";\n");
}

void
mk_emit_pool(FILE *f)
{
	fprintf(f, "const char rt_pool[] =");
	mk_literal(f, (rt_str){ pool.p, pool.n });
}

/* A text field of a record. */
static void
field(FILE *f, const struct record *r, const char *name)
{
	mk_text(f, mk_value(r, name));
}

static void
fields(FILE *f, const struct record *r, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		field(f, r, names[i]);
}

#define FIELDS(...) \
	fields(f, r, (const char *const[]){ __VA_ARGS__ }, \
		sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static unsigned
standing(const struct record *r)
{
	return mk_word(r, "Standing", mk_standing, RT_STANDING_COUNT);
}

static void
emit_check(FILE *f, const struct records *all, const struct record *r)
{
	(void)all;
	FIELDS("Check", "Title", "How", "Confirms", "Limits");
}

static unsigned
check_bits(const struct records *all, const struct record *r)
{
	rt_str list = mk_value(r, "Check"), word;
	unsigned bits = 0;

	if (rt_str_eq(list, RT_STR("-")))
		return 0;
	while ((word = rt_str_word(&list)).n) {
		unsigned n = 0, found = 0;
		for (size_t i = 0; i < all->count; i++) {
			if (all->at[i].kind != KIND_CHECK)
				continue;
			if (rt_str_eq(all->at[i].block.field[0].value, word))
				found |= 1u << n;
			n++;
		}
		if (!found)
			mk_fail(r, 0, "unknown check", word);
		bits |= found;
	}
	return bits;
}

/* An optional field that holds a number of seconds. */
static unsigned
mk_seconds(const struct record *r, const char *name)
{
	rt_str text = mk_value(r, name), rest = text;
	uint64_t value = 0;

	if (text.n && (rt_str_number(&rest, UINT64_C(7) * 86400, &value) != RT_OK || rest.n))
		mk_fail(r, 0, "not a number of seconds", text);
	return (unsigned)value;
}

static void
emit_condition(FILE *f, const struct records *all, const struct record *r)
{
	rt_str text = mk_value(r, "Status");
	struct rt_status s = { 0 };

	if (!rt_str_eq(text, RT_STR("-")))
		s = mk_status(r, "Status", text);
	FIELDS("Condition", "Title", "Means", "Sender", "Sending-postmaster",
		"Receiving-postmaster", "Recipient", "Retry", "Suppress");
	fprintf(f, "%u, %u, %u, %u, %u, %u, %u, %u ", check_bits(all, r),
		mk_seconds(r, "Retry-after"), s.subject, s.detail,
		mk_word(r, "Party", mk_party, RT_PARTY_COUNT),
		mk_word(r, "Scope", mk_scope, RT_SCOPE_COUNT),
		mk_word(r, "Persistence", mk_persistence, RT_PERSISTENCE_COUNT),
		mk_word(r, "Action", mk_action, RT_ACTION_COUNT));
}

static void
emit_digit(FILE *f, const struct records *all, const struct record *r)
{
	rt_str key = r->block.field[0].value;
	unsigned place = r->kind == KIND_CLASS ? RT_DIGIT_CLASS
		: r->kind == KIND_DIGIT        ? RT_DIGIT_FIRST
					       : RT_DIGIT_SECOND;

	(void)all;
	if (key.n != 1 || !rt_is_digit(key.p[0]))
		mk_fail(r, 0, "not a digit", key);
	FIELDS("Title", "Source", "Means");
	fprintf(f, "%u, %d, %u ", place, key.p[0] - '0', standing(r));
}

static void
emit_subject(FILE *f, const struct records *all, const struct record *r)
{
	rt_str key = r->block.field[0].value;

	(void)all;
	if (key.n != 3 || !rt_str_starts(key, RT_STR("X.")) || !rt_is_digit(key.p[2]))
		mk_fail(r, 0, "not a subject", key);
	FIELDS("Title", "Source", "Means", "Control");
	fprintf(f, "%d, %u ", key.p[2] - '0', standing(r));
}

static unsigned
class_bits(const struct record *r)
{
	rt_str list = mk_value(r, "Classes");
	unsigned bits = 0;

	for (size_t i = 0; i < list.n; i++)
		if (rt_is_digit(list.p[i]))
			bits |= 1u << (list.p[i] - '0');
	return bits;
}

static void
emit_status(FILE *f, const struct records *all, const struct record *r)
{
	struct rt_status s = mk_status(r, "Status", r->block.field[0].value);

	FIELDS("Title", "Source", "Means", "Note", "Replies", "Sender", "Sending-postmaster",
		"Receiving-postmaster", "Recipient");
	fprintf(f, "%u, %u, %u, %u, { %u, %u, %u }, %d ", s.subject, s.detail, standing(r),
		class_bits(r), mk_value(r, "If-2").n ? mk_condition(all, r, "If-2") : 0,
		mk_condition(all, r, "If-4"), mk_condition(all, r, "If-5"), mk_yes(r, "Generic"));
}

static void
emit_reply(FILE *f, const struct records *all, const struct record *r)
{
	struct rt_status dotless = { 0 };
	rt_str key = r->block.field[0].value, code = key;
	uint64_t value;

	if (rt_str_number(&code, 999, &value) != RT_OK || code.n || key.n != 3)
		mk_fail(r, 0, "not a reply code", key);
	if (mk_value(r, "Dotless").n)
		dotless = mk_status(r, "Dotless", mk_value(r, "Dotless"));
	FIELDS("Title", "Source", "Means", "Note", "Commands", "Old-commands", "Statuses");
	fprintf(f, "%u, %u, %u, %d, { %u, %u, %u } ", (unsigned)value, standing(r),
		mk_condition(all, r, "If"), mk_yes(r, "Generic"), dotless.class, dotless.subject,
		dotless.detail);
}

static void
emit_command(FILE *f, const struct records *all, const struct record *r)
{
	FIELDS("Command", "Source", "Means", "Note", "Replies", "Always", "Success");
	fprintf(f, "%u, %u ", standing(r),
		mk_value(r, "Refused").n ? mk_condition(all, r, "Refused") : 0);
}

static void
emit_vendor(FILE *f, const struct records *all, const struct record *r)
{
	(void)all;
	FIELDS("Vendor", "Name", "Source", "Note");
}

static void
emit_collision(FILE *f, const struct records *all, const struct record *r)
{
	rt_str key = r->block.field[0].value;
	struct rt_status s = { 0 };
	unsigned low = 0, high = 0, class = 0, code[2] = { 0, 0 };

	FIELDS("Collision", "Registered", "Vendor", "User", "Theirs", "Tell");
	if (rt_is_digit(key.p[0])) {
		class = 9;
		code[0] = (unsigned)strtoul(rt_str_head(key, 3).p, NULL, 10);
		code[1] = key.n > 4 && key.p[3] == '/' ? (unsigned)strtoul(key.p + 4, NULL, 10) : 0;
	} else if (rt_str_find(key, RT_STR("5nn-9nn"), 0) != SIZE_MAX) {
		s.subject = 7;
		low = 500;
		high = 999;
	} else {
		s = mk_status(r, "Collision", key);
		low = high = s.detail;
	}
	fprintf(f, "{ %u, %u, %u, %u }, { %u, %u }, %u ", s.subject, low, high, class, code[0],
		code[1], mk_condition(all, r, "Condition"));
}

static void
emit_page(FILE *f, const struct records *all, const struct record *r)
{
	(void)all;
	FIELDS("Page", "Title", "Source", "Means");
}

static void
emit_claim(FILE *f, const struct records *all, const struct record *r)
{
	rt_str page = rt_str_cut(r->block.field[0].value, '.').head;
	size_t i = 0;
	unsigned n = 0;

	for (const struct record *p; (p = mk_next(all, KIND_PAGE, i, &i)); i++, n++)
		if (rt_str_eq(p->block.field[0].value, page))
			break;
	FIELDS("Claim", "Code", "Means", "Says", "Right", "Source");
	fprintf(f, "%u, %u ", n, standing(r));
}

static void
emit_label(FILE *f, const struct records *all, const struct record *r)
{
	FIELDS("Of", "Label", "Origin");
	fprintf(f, "%u, %u, %u, %u ", mk_word(r, "Event", mk_event, RT_EVENT_COUNT),
		mk_condition(all, r, "Condition"),
		mk_word(r, "Persistence", mk_persistence, RT_PERSISTENCE_COUNT),
		mk_word(r, "Certainty", mk_certainty, RT_CERTAINTY_COUNT));
}

/* One table: its kinds (class.txt holds three), and how a row of it is written. */
static const struct {
	const char *row, *name;
	enum kind first, last;
	void (*emit)(FILE *f, const struct records *all, const struct record *r);
} tables[] = {
	{ "check", "checks", KIND_CHECK, KIND_CHECK, emit_check },
	{ "condition", "conditions", KIND_CONDITION, KIND_CONDITION, emit_condition },
	{ "digit", "digits", KIND_CLASS, KIND_SECOND, emit_digit },
	{ "subject", "subjects", KIND_SUBJECT, KIND_SUBJECT, emit_subject },
	{ "status", "statuses", KIND_STATUS, KIND_STATUS, emit_status },
	{ "reply", "replies", KIND_REPLY, KIND_REPLY, emit_reply },
	{ "command", "commands", KIND_COMMAND, KIND_COMMAND, emit_command },
	{ "vendor", "vendors", KIND_VENDOR, KIND_VENDOR, emit_vendor },
	{ "collision", "collisions", KIND_COLLISION, KIND_COLLISION, emit_collision },
	{ "page", "pages", KIND_PAGE, KIND_PAGE, emit_page },
	{ "claim", "claims", KIND_CLAIM, KIND_CLAIM, emit_claim },
	{ "label", "labels", KIND_LABEL, KIND_LABEL, emit_label },
};

void
mk_emit(FILE *f, const struct records *all)
{
	for (size_t t = 0; t < RT_COUNT(tables); t++) {
		unsigned n = 0;
		fprintf(f, "const struct rt_%s_row rt_%s[] = {\n", tables[t].row, tables[t].name);
		for (size_t i = 0; i < all->count; i++) {
			const struct record *r = &all->at[i];
			if (r->kind < tables[t].first || r->kind > tables[t].last)
				continue;
			fprintf(f, "\t{ ");
			tables[t].emit(f, all, r);
			fprintf(f, "},\n");
			n++;
		}
		fprintf(f, "};\nconst uint32_t rt_%s_count = %u;\n\n", tables[t].name, n);
	}
}
