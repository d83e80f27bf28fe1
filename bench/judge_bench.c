/* SPDX-License-Identifier: MIT */
/*
 * judge_bench REPLIES [judge | COUNT] - judge every line of a file, and look at the same lines in other
 * ways; or only judge them; or judge them with so many phrases more.
 */
#include "base/ascii.h"
#include "base/limits.h"
#include "bench/bench.h"
#include "judge/judge.h"
#include "judge/table.h"

#if HAVE_HYPERSCAN
#	include <hs/hs.h>
#endif
#if HAVE_PCRE2
#	define PCRE2_CODE_UNIT_WIDTH 8
#	include <pcre2.h>
#endif

enum { ROOM = 4 << 20, MOST_HITS = 512 };

/* The best round of so many seconds counts: others may use the machine, too. */
#define SECONDS 1.5

/* Something done to every line; the result is summed, so that no work can be left out. */
struct way {
	const char *name;
	size_t (*line)(void *context, rt_str line, struct rt_arena scratch);
	void *context;
};

static size_t
judge(void *context, rt_str line, struct rt_arena scratch)
{
	struct rt_outcome o = { .text = line, .event = RT_EVENT_FAILED, .line = 1 };
	struct rt_verdict v;
	struct rt_case c;

	rt_case_init(&c, &o);
	c.rules = context ? *(const struct rt_rules **)context : NULL;
	rt_judge_case(&c, o.event, scratch, &v);
	return v.condition;
}

static size_t
fold(void *context, rt_str line, struct rt_arena scratch)
{
	struct rt_reply said = rt_reply_read(line);
	struct rt_folded f;

	(void)context;
	return rt_fold(line, &said, &scratch, &f) == RT_OK ? f.text.n : 0;
}

/* The search for phrases alone: fold, filter, compare. */
static size_t
search(void *context, rt_str line, struct rt_arena scratch)
{
	const struct rt_patterns *ps = context;
	struct rt_reply said = rt_reply_read(line);
	struct rt_gram_hit hits[MOST_HITS];
	struct rt_folded f;

	if (rt_fold(line, &said, &scratch, &f) != RT_OK)
		return 0;
	return rt_gram_scan(&ps->gram, f.text, hits, MOST_HITS);
}

static size_t
scan_byte(void *context, rt_str line, struct rt_arena scratch)
{
	(void)context;
	(void)scratch;
	return memchr(line.p, 1, line.n) != NULL;
}

static double
time_of(const struct way *w, rt_str all, size_t *ret_sum)
{
	static char room[ROOM];
	struct rt_arena arena = { room, room + sizeof room };
	double best = 1e9;

	for (double begun = bench_now(); bench_now() - begun < SECONDS;) {
		double start = bench_now();
		size_t sum = 0;
		for (rt_str rest = all; rest.n;) {
			struct rt_cut cut = rt_str_cut(rest, '\n');
			sum += w->line(w->context, cut.head, arena);
			rest = cut.tail;
		}
		double t = bench_now() - start;
		best = t < best ? t : best;
		*ret_sum = sum;
	}
	return best;
}

/* The literal stretches of all patterns, as text for an engine of regular expressions. */
static char *
quoted(rt_str literal, char *p)
{
	for (size_t i = 0; i < literal.n; i++)
		p += sprintf(p, "\\x%02x", (uint8_t)literal.p[i]);
	return p;
}

/* Each key once; the filter's entries tell where they are, those of the few loose ones thrice. */
static rt_str
key_of(const struct rt_patterns *ps, uint32_t i)
{
	const struct rt_gram_table *t = &ps->gram.word;
	const struct rt_gram_entry *e = i < t->entries ? &t->entry[i]
						       : &ps->gram.loose.entry[i - t->entries];

	return (rt_str){ ps->pool + e->start, e->length };
}

#if HAVE_HYPERSCAN
struct hyperscan {
	hs_database_t *database;
	hs_scratch_t *scratch;
};

static int
on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *count)
{
	(void)id;
	(void)from;
	(void)to;
	(void)flags;
	++*(size_t *)count;
	return 0;
}

static size_t
hyperscan_line(void *context, rt_str line, struct rt_arena scratch)
{
	struct hyperscan *h = context;
	size_t n = 0;

	(void)scratch;
	hs_scan(h->database, line.p, (unsigned)line.n, 0, h->scratch, on_match, &n);
	return n;
}

static bool
hyperscan_open(struct hyperscan *h, const struct rt_patterns *ps, uint32_t count)
{
	char **expression = calloc(count, sizeof *expression);
	unsigned *flags = calloc(count, sizeof *flags), *id = calloc(count, sizeof *id);
	hs_compile_error_t *error = NULL;

	for (uint32_t i = 0; i < count; i++) {
		rt_str key = key_of(ps, i);
		expression[i] = malloc(4 * key.n + 1);
		quoted(key, expression[i]);
		flags[i] = HS_FLAG_CASELESS;
		id[i] = i;
	}
	bool ok = hs_compile_multi((const char *const *)expression, flags, id, count, HS_MODE_BLOCK,
			  NULL, &h->database, &error) == HS_SUCCESS &&
		hs_alloc_scratch(h->database, &h->scratch) == HS_SUCCESS;
	for (uint32_t i = 0; i < count; i++)
		free(expression[i]);
	free(expression);
	free(flags);
	free(id);
	return ok;
}
#endif

#if HAVE_PCRE2
struct pcre {
	pcre2_code *code;
	pcre2_match_data *data;
};

static size_t
pcre_line(void *context, rt_str line, struct rt_arena scratch)
{
	struct pcre *p = context;
	size_t n = 0, at = 0;

	(void)scratch;
	while (at <= line.n &&
		pcre2_jit_match(p->code, (PCRE2_SPTR)line.p, line.n, at, 0, p->data, NULL) > 0) {
		at = pcre2_get_ovector_pointer(p->data)[1];
		n++;
	}
	return n;
}

static bool
pcre_open(struct pcre *p, const struct rt_patterns *ps, uint32_t count)
{
	size_t room = 1, offset;
	int error;

	for (uint32_t i = 0; i < count; i++)
		room += 4 * key_of(ps, i).n + 1;
	char *all = malloc(room), *end = all;
	for (uint32_t i = 0; i < count; i++) {
		end = quoted(key_of(ps, i), end);
		*end++ = '|';
	}
	p->code = pcre2_compile(
		(PCRE2_SPTR)all, (size_t)(end - all) - 1, PCRE2_CASELESS, &error, &offset, NULL);
	free(all);
	if (!p->code || pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) != 0)
		return false;
	p->data = pcre2_match_data_create_from_pattern(p->code, NULL);
	return p->data != NULL;
}
#endif

static void
report(const struct way *w, rt_str all, size_t lines, double limit)
{
	size_t sum = 0;
	double t = time_of(w, all, &sum);

	printf("%-28s %12.0f replies/s  %7.1f ns each  %6.0f MB/s  %6.1f x memchr  (%zu)\n",
		w->name, (double)lines / t, t * 1e9 / (double)lines, (double)all.n / t / 1e6,
		t / limit, sum);
}

static bool
is_plain(rt_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!rt_is_alnum(s.p[i]) && s.p[i] != ' ')
			return false;
	return true;
}

/* A file of rules of ten phrases each, made of two keys of ours: of the words that replies are made of. */
static size_t
write_rules(const struct rt_patterns *ps, uint32_t phrases, char *to)
{
	uint32_t keys = ps->gram.word.entries, made = 0;
	size_t n = 0;

	for (uint32_t i = 0; made < phrases; i++) {
		rt_str a = key_of(ps, i % keys), b = key_of(ps, (i * 7919 + i / keys + 1) % keys);
		if (!is_plain(a) || !is_plain(b))
			continue;
		if (made % 10 == 0)
			n += (size_t)sprintf(to + n,
				"\n\nRule: own.%u\nCondition: mailbox.full\nText: ", made / 10);
		n += (size_t)sprintf(
			to + n, "%s%.*s %.*s", made % 10 ? " | " : "", RT_ARG(a), RT_ARG(b));
		made++;
	}
	return n;
}

static void
judge_with_more(const struct rt_patterns *ps, uint32_t phrases, rt_str all, size_t lines)
{
	size_t room = (8 << 20) + (size_t)phrases * 4096, ignored;
	char *text = malloc((size_t)phrases * 512), *memory = malloc(room);
	struct rt_arena arena = { memory, memory + room };
	const struct rt_rules *rules;
	struct rt_rules_err err;

	if (rt_rules_read((rt_str){ text, write_rules(ps, phrases, text) }, &arena, &rules, &err) !=
		RT_OK) {
		fprintf(stderr, "%zu: %s\n", err.line, err.what ? err.what : "too many");
		exit(1);
	}
	double without = time_of(&(struct way){ "judge", judge, NULL }, all, &ignored);
	double with = time_of(&(struct way){ "judge", judge, &rules }, all, &ignored);
	printf("%u phrases: %.1f ns a reply; with %u more of %u rules: %.1f ns, %.2f times\n",
		ps->count, without * 1e9 / (double)lines, rules->patterns.count, rules->count,
		with * 1e9 / (double)lines, with / without);
	free(text);
	free(memory);
}

int
main(int argc, char **argv)
{
	struct rt_patterns ps = rt_rule_patterns();
	size_t ignored;

	if (argc != 2 && argc != 3) {
		fprintf(stderr, "usage: judge_bench REPLIES [judge | COUNT]\n");
		return 2;
	}
	rt_str all = bench_map(argv[1]);
	size_t lines = bench_lines(all);
	uint32_t keys = ps.gram.word.entries + ps.gram.loose.entries;
	struct way limit = { "one memchr pass", scan_byte, NULL };
	double least = argc == 3 ? 1 : time_of(&limit, all, &ignored);
	printf("%zu replies of %.0f octets on average; %u phrases of %u rules\n", lines,
		(double)all.n / (double)lines, ps.count, rt_rules_count);
	if (argc == 3 && rt_is_digit(argv[2][0])) {
		judge_with_more(&ps, (uint32_t)strtoul(argv[2], NULL, 10), all, lines);
		return 0;
	}
	if (argc == 3) {
		report(&(struct way){ "judge", judge, NULL }, all, lines, least);
		return 0;
	}
	report(&limit, all, lines, least);
	report(&(struct way){ "fold", fold, NULL }, all, lines, least);
	report(&(struct way){ "fold, search", search, &ps }, all, lines, least);
	report(&(struct way){ "judge", judge, NULL }, all, lines, least);
#if HAVE_HYPERSCAN
	struct hyperscan h;
	if (hyperscan_open(&h, &ps, keys))
		report(&(struct way){ "Vectorscan, the same texts", hyperscan_line, &h }, all,
			lines, least);
#else
	printf("Vectorscan is not installed (libvectorscan-dev)\n");
#endif
#if HAVE_PCRE2
	struct pcre p;
	if (pcre_open(&p, &ps, keys))
		report(&(struct way){ "PCRE2 JIT, the same texts", pcre_line, &p }, all, lines,
			least);
#else
	printf("PCRE2 is not installed (libpcre2-dev)\n");
#endif
	return 0;
}
