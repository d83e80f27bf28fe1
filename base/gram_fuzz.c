/* SPDX-License-Identifier: MIT */
#include "base/gram.h"
#include "tests/rt_fuzz.h"

/*
 * The input is lines: literals up to the first empty one, the text behind it. What the matcher
 * finds is held against a plain search. All are loose: these are found wherever they stand.
 */
enum { MOST = 200, HITS = 4096 };

static size_t
take_literals(rt_str *s, const char *pool, struct rt_gram_literal *ret)
{
	size_t count = 0;

	while (s->n && count < MOST) {
		struct rt_cut cut = rt_str_cut(*s, '\n');
		*s = cut.tail;
		if (!cut.head.n)
			break;
		ret[count++] = (struct rt_gram_literal){ (uint32_t)(cut.head.p - pool),
			(uint32_t)cut.head.n, true };
	}
	return count;
}

static size_t
count_plainly(rt_str text, const char *pool, const struct rt_gram_literal *literal, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		rt_str l = { pool + literal[i].pool, literal[i].length };
		for (size_t at = 0; (at = rt_str_find(text, l, at)) != SIZE_MAX; at++)
			n++;
	}
	return n;
}

static void
fuzz_scan(const struct rt_gram *g, rt_str text, const struct rt_gram_literal *literal, size_t count)
{
	static struct rt_gram_hit hit[HITS];
	size_t n = rt_gram_scan(g, text, hit, HITS);
	size_t plain = count_plainly(text, g->pool, literal, count);

	for (size_t i = 0; i < n; i++) {
		CLAIM(hit[i].literal < count);
		const struct rt_gram_literal *l = &literal[hit[i].literal];
		rt_str s = rt_str_head(rt_str_from(text, hit[i].at), l->length);
		CLAIM(rt_str_eq(s, (rt_str){ g->pool + l->pool, l->length }));
	}
	CLAIM(n == (plain < HITS ? plain : HITS));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char memory[4 << 20];
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_gram_literal literal[MOST];
	rt_str rest = fuzz_input(data, size);
	const char *pool = rest.p;
	struct rt_gram g;
	size_t bad = 0, count = take_literals(&rest, pool, literal);

	for (size_t i = 0; i < count; i++)
		bad += literal[i].length < RT_GRAM_MIN || literal[i].length > RT_GRAM_MAX;
	enum rt_result r = rt_gram_compile(
		&(struct rt_gram_source){ pool, literal, count, rest }, &a, &g);
	CLAIM(r == (bad ? RT_ESYNTAX : RT_OK));
	if (r != RT_OK)
		return 0;
	/* The text with nothing behind it but the padding that the matcher asks for. */
	struct rt_arena text = fuzz_arena(rest.n + RT_GRAM_PAD);
	if (rest.n)
		memcpy(text.at, rest.p, rest.n);
	memset(text.at + rest.n, 'x', RT_GRAM_PAD);
	fuzz_scan(&g, (rt_str){ text.at, rest.n }, literal, count);
	free(text.at);
	return 0;
}
