/* SPDX-License-Identifier: MIT */
#include "base/gram.h"
#include "tests/rt_test.h"

/* What a matcher finds is held against a plain search for every literal at every place. */
enum { MOST = 600, LONGEST = 2000, POOL = 1 << 16, HITS = 1 << 15 };

struct corpus {
	char pool[POOL];
	struct rt_gram_literal literal[MOST];
	size_t count, used;
};

static struct corpus corpus;
static char memory[8 << 20];

/* The same numbers on every run. */
static uint32_t
roll(uint32_t below)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 20) % below);
}

static void
add_literal(rt_str s)
{
	if (corpus.count == MOST || s.n > POOL - corpus.used)
		abort();
	memcpy(corpus.pool + corpus.used, s.p, s.n);
	corpus.literal[corpus.count++] = (struct rt_gram_literal){ (uint32_t)corpus.used,
		(uint32_t)s.n };
	corpus.used += s.n;
}

static rt_str
literal_at(size_t i)
{
	return (rt_str){ corpus.pool + corpus.literal[i].pool, corpus.literal[i].length };
}

static enum rt_result
compile(rt_str sample, struct rt_arena *a, struct rt_gram *ret)
{
	return rt_gram_compile(
		&(struct rt_gram_source){ corpus.pool, corpus.literal, corpus.count, sample }, a,
		ret);
}

/* Every place where a literal stands is a hit, once, and there are no others. */
static void
check_text(const struct rt_gram *g, rt_str text, const char *name)
{
	static struct rt_gram_hit hit[HITS];
	static bool seen[MOST][LONGEST];
	size_t n = rt_gram_scan(g, text, hit, HITS), plain = 0, good = 0;

	memset(seen, 0, sizeof seen);
	for (size_t i = 0; i < n; i++) {
		rt_str l = literal_at(hit[i].literal);
		good += rt_str_starts(rt_str_from(text, hit[i].at), l) &&
			!seen[hit[i].literal][hit[i].at];
		seen[hit[i].literal][hit[i].at] = true;
	}
	for (size_t i = 0; i < corpus.count; i++)
		for (size_t at = 0; (at = rt_str_find(text, literal_at(i), at)) != SIZE_MAX; at++)
			plain++;
	CHECK_CASE(good == n && n == plain && n < HITS, name);
}

/* A text that RT_GRAM_PAD bytes of any kind follow, and then the guard page. */
static rt_str
padded(rt_str text)
{
	static char room[1 << 17];

	memcpy(room, text.p, text.n);
	for (size_t i = 0; i < RT_GRAM_PAD; i++)
		room[text.n + i] = (char)('a' + i);
	rt_str s = at_the_edge((rt_str){ room, text.n + RT_GRAM_PAD });
	s.n = text.n;
	return s;
}

static const char *const literals[] = { "aaaaa", "aaaaaa", "aaaaaaaaaaaaaaaa", "user unknown",
	"unknown user", "unknown", "user u", "mailbox full", "mailbox is full", "over quota",
	"abcde", "bcdef", "abcdefgh", "abcdefghi", "does not exist", "no such user", "5.1.1" };

static const struct {
	const char *name;
	rt_str in;
} texts[] = {
	{ "empty", LIT("") },
	{ "shorter than a gram", LIT("abc") },
	{ "a gram", LIT("abcd") },
	{ "a literal alone", LIT("abcde") },
	{ "at the end", LIT("xabcde") },
	{ "cut at the end", LIT("abcdabcd") },
	{ "inside one another", LIT("550 5.1.1 unknown user unknown") },
	{ "overlapping", LIT("abcdefghij") },
	{ "the same letter", LIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") },
	{ "one off the same letter", LIT("aaaabaaaaaabaaaaaaaaaaaaaaaaab") },
	{ "NUL between", LIT("user\0unknown\0user unknown") },
};

static void
check_texts(void)
{
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_gram g;

	corpus.count = corpus.used = 0;
	for (size_t i = 0; i < RT_COUNT(literals); i++)
		add_literal(rt_str_z(literals[i]));
	CHECK(compile((rt_str){ 0 }, &a, &g) == RT_OK);
	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		/* Once at an even and once at an odd place. */
		char shifted[80] = "-";
		memcpy(shifted + 1, texts[i].in.p, texts[i].in.n);
		check_text(&g, padded(texts[i].in), texts[i].name);
		check_text(&g, padded((rt_str){ shifted, texts[i].in.n + 1 }), texts[i].name);
	}
}

/* Few letters, so that literals occur, overlap and share their grams. */
static rt_str
random_text(char *room, size_t n, const char *letters)
{
	for (size_t i = 0; i < n; i++)
		room[i] = letters[roll((uint32_t)strlen(letters))];
	return (rt_str){ room, n };
}

static void
check_random(const char *letters, size_t longest)
{
	static char room[LONGEST];

	for (int round = 0; round < 12; round++) {
		struct rt_arena a = { memory, memory + sizeof memory };
		struct rt_gram g;
		corpus.count = corpus.used = 0;
		size_t count = roll(MOST - 1) + 1;
		while (corpus.count < count && corpus.used + longest < POOL)
			add_literal(random_text(room,
				RT_GRAM_MIN + roll((uint32_t)longest - RT_GRAM_MIN + 1), letters));
		rt_str sample = random_text(room, roll(sizeof room), letters);
		CHECK_CASE(compile(sample, &a, &g) == RT_OK, letters);
		rt_str text = random_text(room, roll(sizeof room), letters);
		/* Some of the literals, planted. */
		for (int i = 0; i < 20; i++) {
			rt_str l = literal_at(roll((uint32_t)corpus.count));
			if (l.n < text.n)
				memcpy(room + roll((uint32_t)(text.n - l.n + 1)), l.p, l.n);
		}
		check_text(&g, padded(text), letters);
	}
}

/* However few hits there is room for, they are the first ones, and no more are written. */
static void
check_max(void)
{
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_gram_hit all[100], some[100];
	struct rt_gram g;

	corpus.count = corpus.used = 0;
	add_literal(RT_STR("aaaaa"));
	add_literal(RT_STR("aaaaaaaa"));
	CHECK(compile((rt_str){ 0 }, &a, &g) == RT_OK);
	rt_str text = padded(RT_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
	size_t n = rt_gram_scan(&g, text, all, RT_COUNT(all));
	CHECK(n == text.n - 5 + 1 + text.n - 8 + 1);
	for (size_t max = 0; max <= RT_COUNT(all); max++) {
		memset(some, 0, sizeof some);
		size_t got = rt_gram_scan(&g, text, some, max);
		CHECK(got == (max < n ? max : n));
		for (size_t i = 0; i < got; i++)
			CHECK(some[i].at == all[i].at && some[i].literal == all[i].literal);
		CHECK(got == RT_COUNT(some) || (!some[got].at && !some[got].literal));
	}
}

/* The longest literals, whose key reaches furthest back, and the least and greatest lengths. */
static void
check_lengths(void)
{
	static char longest[RT_GRAM_MAX + 1];
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_gram g;

	for (size_t i = 0; i < sizeof longest; i++)
		longest[i] = (char)('a' + i % 23);
	for (size_t n = RT_GRAM_MIN - 1; n <= RT_GRAM_MAX + 1; n++) {
		bool good = n >= RT_GRAM_MIN && n <= RT_GRAM_MAX;
		a = (struct rt_arena){ memory, memory + sizeof memory };
		corpus.count = corpus.used = 0;
		add_literal((rt_str){ longest, n });
		CHECK(compile((rt_str){ longest, n }, &a, &g) == (good ? RT_OK : RT_ESYNTAX));
		if (good)
			check_text(&g, padded((rt_str){ longest, n }), "a literal of each length");
	}
	CHECK(rt_gram_compile(&(struct rt_gram_source){ .pool = "" }, &a, &g) == RT_OK);
	CHECK(rt_gram_scan(&g, padded(RT_STR("no literals at all")), NULL, 0) == 0);
	CHECK(rt_gram_compile(&(struct rt_gram_source){ .pool = "", .count = 32001 }, &a, &g) ==
		RT_ELIMIT);
}

/* Arenas around every size at which one table more fits. */
static void
check_sweep(void)
{
	enum { ENOUGH = 1200 << 10 };
	struct rt_arena whole = arena_at_the_edge(ENOUGH);
	size_t least = SIZE_MAX;

	corpus.count = corpus.used = 0;
	for (size_t i = 0; i < RT_COUNT(literals); i++)
		add_literal(rt_str_z(literals[i]));
	for (size_t n = 0; n <= ENOUGH; n += n > 50 << 10 && n < 1060 << 10 ? 8209 : 61) {
		struct rt_arena a = { whole.end - n, whole.end };
		struct rt_gram g = { 0 };
		enum rt_result r = compile(RT_STR("the user is unknown"), &a, &g);
		CHECK(r == RT_OK || (r == RT_ELIMIT && !g.bitmap && least == SIZE_MAX));
		if (r != RT_OK)
			continue;
		if (n < least)
			least = n;
		check_text(&g, padded(RT_STR("550 5.1.1 user unknown: no such user")), "sweep");
	}
	CHECK(least < ENOUGH);
}

/* Texts that hit a bitmap at every place. */
static void
check_large(void)
{
	static struct rt_gram_hit hit[16];
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_gram g;

	corpus.count = corpus.used = 0;
	for (size_t n = RT_GRAM_MIN; n <= RT_GRAM_MAX; n++) {
		static char text[RT_GRAM_MAX];
		memset(text, 'a', n);
		text[0] = 'b';
		add_literal((rt_str){ text, n });
	}
	CHECK(compile((rt_str){ 0 }, &a, &g) == RT_OK);
	rt_str text = repeated("a", 1 << 17);
	text.n -= RT_GRAM_PAD;
	CHECK(rt_gram_scan(&g, text, hit, RT_COUNT(hit)) == 0);
}

int
main(void)
{
	check_texts();
	check_random("ab", 12);
	check_random("abcdefghijklmnopqrstuvwxyz ", 40);
	check_random("user nkowmailbxf0123456789.-", RT_GRAM_MAX);
	check_max();
	check_lengths();
	check_sweep();
	check_large();
	return rt_done();
}
