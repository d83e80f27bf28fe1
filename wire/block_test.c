/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "tests/rt_test.h"
#include "wire/block.h"

/*
 * What was read, written out: "name=value@line;" for each field, "|line\n" behind each block, and
 * at the end "." where all was read, "!" and the number of a line that is no field.
 */
static const struct {
	const char *name;
	rt_str in, want;
} cases[] = {
	{ "empty", LIT(""), LIT(".") },
	{ "empty lines", LIT("\n\r\n \t\n"), LIT(".") },
	{ "comments only", LIT("# a\n#b: c\n\n#"), LIT(".") },
	{ "one field", LIT("A: b\n"), LIT("A=b@1;|1\n.") },
	{ "no line end", LIT("A: b\nC: d"), LIT("A=b@1;C=d@2;|1\n.") },
	{ "CRLF", LIT("A: b\r\n c\r\n\r\nD: e\r\n"), LIT("A=b c@1;|1\nD=e@4;|4\n.") },
	{ "two blocks", LIT("A: b\n\nC: d\n"), LIT("A=b@1;|1\nC=d@3;|3\n.") },
	{ "many empty lines", LIT("\n\nA: b\n\n\n\nC: d\n\n"), LIT("A=b@3;|3\nC=d@7;|7\n.") },
	{ "a fold", LIT("A: b\n c\n\td\nE: f\n"), LIT("A=b c d@1;E=f@4;|1\n.") },
	{ "a comment in front", LIT("# x\nA: b\n"), LIT("A=b@2;|2\n.") },
	{ "a comment between", LIT("A: b\n# x\n#y: z\nC: d\n"), LIT("A=b@1;C=d@4;|1\n.") },
	{ "a comment at the end", LIT("A: b\n# x"), LIT("A=b@1;|1\n.") },
	{ "a comment between blocks", LIT("A: b\n\n# x\n\nC: d\n"), LIT("A=b@1;|1\nC=d@5;|5\n.") },
	{ "a comment before an empty line", LIT("A: b\n# x\n\nC: d\n"),
		LIT("A=b@1;|1\nC=d@4;|4\n.") },
	{ "an indented comment is a value", LIT("A: b\n # c\n"), LIT("A=b # c@1;|1\n.") },
	{ "a comment inside a fold", LIT("A: b\n# x\n c\n"), LIT("!3") },
	{ "a comment with a fold", LIT("# x\n c\nA: b\n"), LIT("!2") },
	{ "an empty value", LIT("A:\nB:\n c\n"), LIT("A=@1;B=c@2;|1\n.") },
	{ "the same name twice", LIT("A: b\na: c\n"), LIT("A=b@1;a=c@2;|1\n.") },
	{ "no field", LIT("A: b\nno field\nC: d\n"), LIT("!2") },
	{ "no field at the front", LIT("\nno field\n"), LIT("!2") },
	{ "no field behind a fold", LIT("A: b\n c\n\nD: e\n f\nno field\n"),
		LIT("A=b c@1;|1\n!6") },
	{ "a fold at the front of a block", LIT("A: b\n\n c\n"), LIT("A=b@1;|1\n!3") },
	{ "a line of blanks goes on", LIT("A: b\n \nC: d\n"), LIT("A=b@1;C=d@3;|1\n.") },
	{ "NUL and 8 bit", LIT("A: \0\xff\n"), LIT("A=\0\xff@1;|1\n.") },
};

static void
put_block(struct rt_buf *b, const struct rt_block *block)
{
	for (uint32_t i = 0; i < block->count; i++) {
		rt_buf_str(b, block->field[i].name);
		rt_buf_ch(b, '=');
		rt_buf_str(b, block->field[i].value);
		rt_buf_ch(b, '@');
		rt_buf_uint(b, block->field[i].line, 1);
		rt_buf_ch(b, ';');
	}
	rt_buf_ch(b, '|');
	rt_buf_uint(b, block->line, 1);
	rt_buf_ch(b, '\n');
}

/* Reads all blocks with an arena of n bytes for each; false when one was too small. */
static bool
read_all(rt_str s, struct rt_arena whole, size_t n, struct rt_buf *b)
{
	struct rt_block_reader reader = { .rest = s, .line = 1 };
	enum rt_result r;

	for (;;) {
		struct rt_arena a = arena_tail(whole, n);
		struct rt_block block = { 0 };
		r = rt_block_next(&reader, &a, &block);
		if (r == RT_ENOTFOUND || r == RT_ESYNTAX || !arena_kept(whole, n))
			break;
		if (r == RT_ELIMIT)
			return false;
		put_block(b, &block);
	}
	if (r == RT_ENOTFOUND)
		rt_buf_ch(b, '.');
	if (r == RT_ESYNTAX) {
		rt_buf_ch(b, '!');
		rt_buf_uint(b, reader.line, 1);
	}
	return true;
}

static void
check_cases(void)
{
	enum { ENOUGH = 320 };
	struct rt_arena whole = arena_at_the_edge(ENOUGH);

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str s = at_the_edge(cases[i].in);
		for (size_t n = 0; n <= ENOUGH; n++) {
			char room[200];
			struct rt_buf b = { .p = room, .cap = sizeof room };
			bool all = read_all(s, whole, n, &b);
			CHECK_CASE(all || n < ENOUGH, cases[i].name);
			CHECK_CASE(
				!all || rt_str_eq(rt_buf_view(&b), cases[i].want), cases[i].name);
		}
	}
}

static void
check_value(void)
{
	struct rt_arena a = arena_at_the_edge(1024);
	struct rt_block_reader reader = { at_the_edge(RT_STR("A: b\nC:\nc: d\na: e\n")), 1 };
	struct rt_block b;

	CHECK(rt_block_next(&reader, &a, &b) == RT_OK && b.count == 4);
	CHECK(rt_str_eq(rt_block_value(&b, RT_STR("a")), RT_STR("b")));
	CHECK(rt_block_value(&b, RT_STR("C")).n == 0);
	CHECK(rt_block_value(&b, RT_STR("D")).n == 0 && rt_block_value(&b, RT_STR("")).n == 0);
	reader = (struct rt_block_reader){ { 0 }, 1 };
	CHECK(rt_block_next(&reader, &a, &b) == RT_ENOTFOUND);
}

static void
check_large(void)
{
	static const char *const pieces[] = { "#", "#\n", "\n", "A: b\n", "A: b\n\n", "A:\n b\n",
		"A:b\n#\n", "A:b\n#\n\n" };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge((size_t)32 * LARGE);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], LARGE);
		struct rt_block_reader reader = { .rest = s, .line = 1 };
		struct rt_arena a = whole;
		struct rt_block b;
		size_t lines = 1;
		for (size_t at = 0; at < s.n; at++)
			lines += s.p[at] == '\n';
		while (rt_block_next(&reader, &a, &b) == RT_OK)
			a = whole;
		CHECK_CASE(reader.rest.n == 0, pieces[i]);
		CHECK_CASE(reader.line == lines || s.p[s.n - 1] != '\n', pieces[i]);
	}
}

int
main(void)
{
	check_cases();
	check_value();
	check_large();
	return rt_done();
}
