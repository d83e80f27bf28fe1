/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "tools/mktables.h"

/* The fields of each kind of block: the first is its key; "!" is required, "*" may be repeated. */
static const struct {
	const char *fields[20];
} schemas[KIND_COUNT] = {
	[KIND_CHECK] = { { "Check", "!Title", "!How", "!Confirms", "!Limits" } },
	[KIND_CONDITION] = { { "Condition", "!Title", "!Status", "!Party", "!Scope", "!Persistence",
		"!Action", "!Means", "!Sender", "!Sending-postmaster", "!Receiving-postmaster",
		"!Recipient", "!Retry", "Retry-after", "!Suppress", "!Check" } },
	[KIND_CLASS] = { { "Class", "!Title", "!Source", "!Standing", "!Means" } },
	[KIND_DIGIT] = { { "Digit", "!Title", "!Source", "!Standing", "!Means" } },
	[KIND_SECOND] = { { "Second", "!Title", "!Source", "!Standing", "!Means" } },
	[KIND_SUBJECT] = { { "Subject", "!Title", "!Source", "!Standing", "!Means", "!Control" } },
	[KIND_STATUS] = { { "Status", "!Title", "!Standing", "!Source", "Classes", "Replies",
		"If-2", "!If-4", "!If-5", "Generic", "!Means", "Note", "Sender",
		"Sending-postmaster", "Receiving-postmaster", "Recipient" } },
	[KIND_REPLY] = { { "Reply", "!Title", "!Standing", "!Source", "Commands", "Old-commands",
		"Statuses", "!If", "Generic", "!Means", "Note", "Dotless" } },
	[KIND_COMMAND] = { { "Command", "!Source", "!Standing", "!Replies", "Always", "Success",
		"Refused", "!Means", "Note" } },
	[KIND_VENDOR] = { { "Vendor", "!Name", "Hosts", "!Source", "*Sign", "Note" } },
	[KIND_RULE] = { { "Rule", "Reply", "Status", "Token", "*Text", "*Not", "Needs", "Rank",
		"!Condition", "!Title", "Note", "Source", "*Match", "*Miss" } },
	[KIND_COLLISION] = { { "Collision", "!Registered", "!Vendor", "!User", "!Theirs", "!Tell",
		"!Condition" } },
	[KIND_PAGE] = { { "Page", "!Title", "!Source", "!Means" } },
	[KIND_CLAIM] = { { "Claim", "!Code", "!Says", "!Standing", "!Right", "!Source", "Means" } },
	[KIND_LABEL] = { { "Label", "!Of", "!Event", "!Condition", "!Persistence", "!Origin",
		"!Certainty" } },
	[KIND_MARK] = { { "Mark", "!Kind", "Format", "*Text" } },
};

_Noreturn void
mk_fail(const struct record *r, uint32_t line, const char *why, rt_str what)
{
	fprintf(stderr, "%s:%u: error: %s: %.*s\n", r->path, line ? line : r->block.line, why,
		RT_ARG(what));
	exit(1);
}

void *
mk_alloc(size_t size, size_t count)
{
	void *p = calloc(count ? count : 1, size);

	if (!p) {
		fprintf(stderr, "mktables: out of memory\n");
		exit(1);
	}
	return p;
}

struct rt_arena *
mk_arena(void)
{
	enum { ROOM = 64 << 20 };
	static struct rt_arena arena;

	if (!arena.at) {
		arena.at = mk_alloc(1, ROOM);
		arena.end = arena.at + ROOM;
	}
	return &arena;
}

static rt_str
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *room = f ? rt_arena_bytes(mk_arena(), 4 << 20) : NULL;

	if (!room) {
		fprintf(stderr, "%s: error: cannot be read\n", path);
		exit(1);
	}
	rt_str s = { room, fread(room, 1, 4 << 20, f) };
	fclose(f);
	mk_arena()->at = room + s.n;
	return s;
}

static const char *
bare(const char *field)
{
	return *field == '!' || *field == '*' ? field + 1 : field;
}

static void
check_field(const struct record *r, uint32_t i)
{
	const struct rt_block_field *f = &r->block.field[i];
	const char *const *fields = schemas[r->kind].fields;

	for (size_t k = 0; k < RT_COUNT(schemas[0].fields) && fields[k]; k++) {
		if (!rt_str_ieq(f->name, rt_str_z(bare(fields[k]))))
			continue;
		if (!f->value.n)
			mk_fail(r, f->line, "empty field", f->name);
		for (uint32_t j = 0; j < i && fields[k][0] != '*'; j++)
			if (rt_str_ieq(r->block.field[j].name, f->name))
				mk_fail(r, f->line, "field stands twice", f->name);
		return;
	}
	mk_fail(r, f->line, "unknown field", f->name);
}

static enum kind
kind_of(struct record *r)
{
	for (unsigned k = 0; k < KIND_COUNT; k++)
		if (rt_str_eq(r->block.field[0].name, rt_str_z(schemas[k].fields[0])))
			return (enum kind)k;
	mk_fail(r, 0, "unknown kind of block", r->block.field[0].name);
}

static void
check_fields(const struct record *r)
{
	const char *const *fields = schemas[r->kind].fields;

	for (uint32_t i = 0; i < r->block.count; i++)
		check_field(r, i);
	for (size_t k = 0; k < RT_COUNT(schemas[0].fields) && fields[k]; k++)
		if (fields[k][0] == '!' && !mk_value(r, bare(fields[k])).n)
			mk_fail(r, 0, "missing field", rt_str_z(bare(fields[k])));
}

void
mk_load(struct records *all, const char *path)
{
	struct rt_block_reader reader = { .rest = read_file(path), .line = 1 };
	struct record r = { .path = path, .vendor = -1 };

	for (;;) {
		enum rt_result got = rt_block_next(&reader, mk_arena(), &r.block);
		if (got == RT_ENOTFOUND)
			return;
		if (got != RT_OK || all->count == all->max)
			mk_fail(&r, reader.line, got == RT_ESYNTAX ? "not a field" : "too much",
				(rt_str){ 0 });
		r.kind = kind_of(&r);
		check_fields(&r);
		if (r.kind == KIND_VENDOR)
			r.vendor = (int)all->of_kind[KIND_VENDOR];
		all->at[all->count++] = r;
		all->of_kind[r.kind]++;
	}
}

const struct record *
mk_next(const struct records *all, enum kind kind, size_t from, size_t *ret_index)
{
	for (size_t i = from; i < all->count; i++)
		if (all->at[i].kind == kind) {
			*ret_index = i;
			return &all->at[i];
		}
	return NULL;
}

rt_str
mk_value(const struct record *r, const char *name)
{
	return rt_block_value(&r->block, rt_str_z(name));
}
