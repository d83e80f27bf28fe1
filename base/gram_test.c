/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
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
static char memory[16 << 20];

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

/* Every second is loose, and so found wherever it stands. */
static void
add_literal(rt_str s)
{
	if (corpus.count == MOST || s.n > POOL - corpus.used)
		abort();
	memcpy(corpus.pool + corpus.used, s.p, s.n);
	corpus.literal[corpus.count] = (struct rt_gram_literal){ (uint32_t)corpus.used,
		(uint32_t)s.n, corpus.count % 2 };
	corpus.count++;
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

/* Whether what stands at at is a part of a longer word, where only loose literals are looked for. */
static bool
is_inside(rt_str text, size_t at)
{
	return at > 0 && rt_is_alnum(text.p[at - 1]) && rt_is_alnum(text.p[at]);
}

/* Every place where a literal stands is a hit, once, but for those inside words; there are no others. */
static void
check_text(const struct rt_gram *g, rt_str text, const char *name)
{
	static struct rt_gram_hit hit[HITS];
	static bool seen[MOST][LONGEST];
	size_t n = rt_gram_scan(g, text, hit, HITS), missed = 0, good = 0;

	memset(seen, 0, sizeof seen);
	for (size_t i = 0; i < n; i++) {
		rt_str l = literal_at(hit[i].literal);
		good += hit[i].length == l.n && rt_str_starts(rt_str_from(text, hit[i].at), l) &&
			!seen[hit[i].literal][hit[i].at];
		seen[hit[i].literal][hit[i].at] = true;
	}
	for (size_t i = 0; i < corpus.count; i++)
		for (size_t at = 0; (at = rt_str_find(text, literal_at(i), at)) != SIZE_MAX; at++)
			missed += !seen[i][at] && (corpus.literal[i].loose || !is_inside(text, at));
	CHECK_CASE(good == n && !missed && n < HITS, name);
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
	/* The first is found at the beginning of the word, the second, which is loose, everywhere. */
	CHECK(n == 1 + text.n - 8 + 1);
	for (size_t max = 0; max <= RT_COUNT(all); max++) {
		memset(some, 0, sizeof some);
		size_t got = rt_gram_scan(&g, text, some, max);
		CHECK(got == (max < n ? max : n));
		for (size_t i = 0; i < got; i++)
			CHECK(some[i].at == all[i].at && some[i].literal == all[i].literal);
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
	CHECK(rt_gram_compile(&(struct rt_gram_source){ .pool = "", .count = RT_GRAM_LITERALS + 1 },
		      &a, &g) == RT_ELIMIT);
}

/* Arenas around every size at which one table more fits. */
static void
check_sweep(void)
{
	enum { ENOUGH = 2300 << 10 };
	struct rt_arena whole = arena_at_the_edge(ENOUGH);
	size_t least = SIZE_MAX;

	corpus.count = corpus.used = 0;
	for (size_t i = 0; i < RT_COUNT(literals); i++)
		add_literal(rt_str_z(literals[i]));
	for (size_t n = 0; n <= ENOUGH; n += n > 20 << 10 ? 8209 : 61) {
		struct rt_arena a = { whole.end - n, whole.end };
		struct rt_gram g = { 0 };
		enum rt_result r = compile(RT_STR("the user is unknown"), &a, &g);
		CHECK(r == RT_OK || (r == RT_ELIMIT && !g.word.bitmap && least == SIZE_MAX));
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

/* What a search says of the words of a text: each that is there, and of others few. */
static void
check_words(void)
{
	struct rt_arena a = { memory, memory + sizeof memory };
	rt_str text = padded(RT_STR("550 5.1.1 <user@example.com>: no such mailbox \xc3\xa4ndern"));
	struct rt_gram_words words;
	struct rt_gram_hit hit[4];
	struct rt_gram g;
	size_t bits = 0;

	corpus.count = corpus.used = 0;
	add_literal(RT_STR("no literal of these"));
	CHECK(compile((rt_str){ 0 }, &a, &g) == RT_OK);
	CHECK(rt_gram_scan_words(&g, text, hit, RT_COUNT(hit), &words) == 0);
	CHECK(words.has[0] && words.has[rt_gram_word(RT_STR("mailbox"))]);
	CHECK(words.has[rt_gram_word(RT_STR("user@example"))]);
	CHECK(words.has[rt_gram_word(RT_STR("example.com"))]);
	CHECK(words.has[rt_gram_word(RT_STR("\xc3\xa4ndern"))]);
	CHECK(rt_gram_word(RT_STR("mail")) == 0);
	for (size_t i = 0; i < sizeof words.has; i++)
		bits += words.has[i];
	CHECK(bits <= 10);
}

static void
check_beginnings(void)
{
	static const struct {
		const char *name, *s;
		size_t from, want;
		bool loose;
	} cases[] = {
		{ "at the front", "user", 0, 0, false },
		{ "what stands before it is not known", "user", 0, 4, true },
		{ "the next", "user unknown", 1, 5, false },
		{ "of what is loose", "user unknown", 0, 5, true },
		{ "a letter is no word", "a b c no", 0, 6, false },
		{ "nor a digit", "5.1.10", 0, 4, false },
		{ "a character beyond ASCII", "\xc3\xa4ndern", 0, 0, true },
		{ "behind one", "\xc3\xa4ndern", 1, 2, true },
		{ "none", "...", 0, 3, false },
	};

	for (size_t i = 0; i < RT_COUNT(cases); i++)
		CHECK_CASE(rt_gram_word_start(rt_str_z(cases[i].s), cases[i].from,
				   cases[i].loose) == cases[i].want,
			cases[i].name);
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
	check_words();
	check_beginnings();
	return rt_done();
}
