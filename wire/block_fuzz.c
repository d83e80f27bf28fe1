/* SPDX-License-Identifier: MIT */
#include "tests/rt_fuzz.h"
#include "wire/block.h"

static void
claim_block(const struct rt_block *b, const struct rt_block_reader *reader, uint32_t line)
{
	CLAIM(b->count && b->line >= line && b->line == b->field[0].line);
	for (uint32_t i = 0; i < b->count; i++) {
		const struct rt_block_field *f = &b->field[i];
		CLAIM(f->name.n && f->name.p[0] != '#' && !rt_str_has(f->value, '\n'));
		CLAIM(f->line >= line && f->line <= reader->line);
		CLAIM(rt_block_value(b, f->name).n || !b->field[i].value.n || i);
		line = f->line + 1;
	}
}

/* All blocks, each in an arena of its own; returns how many there were before it ended. */
static size_t
read_all(rt_str s, size_t room)
{
	struct rt_block_reader reader = { .rest = s, .line = 1 };
	size_t blocks = 0;

	for (;; blocks++) {
		struct rt_arena a = fuzz_arena(room);
		char *front = a.at;
		struct rt_block b = { 0 };
		uint32_t line = reader.line;
		size_t left = reader.rest.n;
		enum rt_result r = rt_block_next(&reader, &a, &b);
		if (r == RT_OK) {
			CLAIM(reader.rest.n < left && a.at <= a.end);
			claim_block(&b, &reader, line);
		}
		free(front);
		CLAIM(reader.line >= line);
		CLAIM(r != RT_ENOTFOUND || reader.rest.n == 0);
		if (r != RT_OK)
			return blocks;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	size_t room = fuzz_number(&s, 2048);

	CLAIM(read_all(s, room) <=
		read_all(s, (s.n + 1) * (sizeof(struct rt_block_field) + 1) + 8));
	return 0;
}
