/* SPDX-License-Identifier: MIT */
/* Searching; gram_build.c makes the tables. */
#include "base/gram.h"

#include "base/gram_hash.h"

#if defined(__SSE2__)
#	include <emmintrin.h>
#endif

/* A place whose gram is in a table: where it is in the text, and, in the low half, its slot. */
typedef uint64_t gram_place;

enum { PLACE_AT = 32 };

/* What a search works with. */
struct search {
	const struct rt_gram *g;
	rt_str text;
	struct rt_gram_hit *hit;
	size_t hits, max;
};

/*
 * Whether n bytes are the same, of which there are RT_GRAM_MIN at least. Up to 32 are looked at by
 * eight, in four stretches that overlap, rather than in a loop whose end nobody can foresee.
 */
static inline bool
same(const char *p, const char *q, size_t n)
{
	if (n < 8)
		return load4(p) == load4(q) && load4(p + n - 4) == load4(q + n - 4);
	if (n > 32)
		return memcmp(p, q, n) == 0;
	size_t last = n - 8, second = last < 8 ? last : 8, third = last < 16 ? last : last - 8;
	return !((load8(p) ^ load8(q)) | (load8(p + second) ^ load8(q + second)) |
		(load8(p + third) ^ load8(q + third)) | (load8(p + last) ^ load8(q + last)));
}

/* Compares what passed for a literal: places, and the numbers of their entries. */
static void
compare(struct search *s, const struct rt_gram_table *t, const uint64_t *maybe, size_t n)
{
	const char *pool = s->g->pool;
	size_t hits = s->hits;

	for (size_t i = 0; i < n && hits < s->max; i++) {
		const struct rt_gram_entry *e = &t->entry[(uint32_t)maybe[i]];
		uint32_t at = (uint32_t)(maybe[i] >> PLACE_AT) - e->off;
		/* What would begin before the text would begin far behind its end. */
		if ((uint64_t)at + e->length > s->text.n)
			continue;
		s->hit[hits] = (struct rt_gram_hit){ at, e->literal, e->length };
		hits += same(s->text.p + at, pool + e->start, e->length);
	}
	s->hits = hits;
}

/* The entries of a place, from one up to another, and what stands around the gram in the text. */
struct range {
	uint32_t around, at;
	uint16_t from, to;
};

static inline struct range
range_of(const struct rt_gram_table *t, const char *text, gram_place p, bool loose)
{
	uint32_t at = (uint32_t)(p >> PLACE_AT), slot = (uint32_t)p;
	const uint16_t *first = t->first + slot / RT_GRAM_TOGETHER;
	size_t length = loose ? GRAM_LOOSE : slot & GRAM_LONG_BIT ? GRAM_LONG : GRAM_SHORT;
	/* Nothing before the text is read; what is compared there does not matter. */
	uint32_t before = load2(text + (at < 2 ? 0 : at - 2)), behind = load2(text + at + length);

	return (struct range){ before | behind << 16, at, first[0], first[1] };
}

/* Which of the four entries from number j on have around what stands around the gram: a bit for each. */
static inline unsigned
same_around(const struct rt_gram_table *t, size_t j, uint32_t around)
{
#if defined(__SSE2__)
	__m128i is = _mm_loadu_si128((const __m128i *)(const void *)(t->around + j));
	__m128i counts = _mm_loadu_si128((const __m128i *)(const void *)(t->counts + j));
	__m128i differ = _mm_xor_si128(_mm_and_si128(_mm_set1_epi32((int)around), counts), is);
	__m128i same = _mm_cmpeq_epi32(differ, _mm_setzero_si128());

	return (unsigned)_mm_movemask_ps(_mm_castsi128_ps(same));
#else
	unsigned same = 0;

	for (unsigned i = 0; i < 4; i++)
		same |= (unsigned)((around & t->counts[j + i]) == t->around[j + i]) << i;
	return same;
#endif
}

enum { MOST_RANGES = 32, MOST_MAYBE = 64 };

/* Puts the entries of a range that have around what stands around the gram behind n others. */
static inline size_t
sift(struct search *s, const struct rt_gram_table *t, const struct range *r, uint64_t *maybe,
	size_t n)
{
	for (uint32_t j = r->from; j < r->to; j += 4) {
		unsigned left = r->to - j, same = same_around(t, j, r->around);
		uint64_t here = (uint64_t)r->at << PLACE_AT | j;
		same &= left < 4 ? (1u << left) - 1 : 15;
		for (unsigned e = 0; e < 4; e++) {
			maybe[n] = here + e;
			n += same >> e & 1;
		}
		if (n < MOST_MAYBE)
			continue;
		compare(s, t, maybe, n);
		n = 0;
	}
	return n;
}

/*
 * Looks at the literals that have the grams of these places. Ranges are read first, then what stands
 * around the grams, then all: most literals end at the second, and few branches can be guessed wrongly.
 */
static void
look(struct search *s, const struct rt_gram_table *t, bool loose, const gram_place *place, size_t n)
{
	uint64_t maybe[MOST_MAYBE + 4];
	struct range range[MOST_RANGES];
	size_t maybes = 0;

	for (size_t i = 0; i < n; i += MOST_RANGES) {
		size_t ranges = n - i < MOST_RANGES ? n - i : MOST_RANGES;
		for (size_t k = 0; k < ranges; k++)
			/* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): put() has written n of them */
			range[k] = range_of(t, s->text.p, place[i + k], loose);
		for (size_t k = 0; k < ranges; k++)
			maybes = sift(s, t, &range[k], maybe, maybes);
	}
	compare(s, t, maybe, maybes);
}

/* Of 64 bytes, which are letters and digits, and which begin a character beyond ASCII. */
static inline uint64_t
classify(const char *p, size_t n, uint64_t *ret_lead)
{
	uint64_t alnum = 0, lead = 0;

#if defined(__SSE2__)
	const __m128i blank = _mm_set1_epi8(' '), a = _mm_set1_epi8('a'), zero = _mm_set1_epi8('0'),
		      letters = _mm_set1_epi8(25), digits = _mm_set1_epi8(9),
		      first = _mm_set1_epi8((char)0xc0);
	for (size_t i = 0; i < n; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i letter = _mm_sub_epi8(_mm_or_si128(c, blank), a);
		__m128i digit = _mm_sub_epi8(c, zero);
		__m128i is = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, letters), letter),
			_mm_cmpeq_epi8(_mm_min_epu8(digit, digits), digit));
		__m128i leads = _mm_cmpeq_epi8(_mm_max_epu8(c, first), c);
		alnum |= (uint64_t)(unsigned)_mm_movemask_epi8(is) << i;
		lead |= (uint64_t)(unsigned)_mm_movemask_epi8(leads) << i;
	}
#else
	for (size_t i = 0; i < n; i++) {
		alnum |= (uint64_t)rt_is_alnum(p[i]) << i;
		lead |= (uint64_t)is_lead(p[i]) << i;
	}
#endif
	*ret_lead = lead;
	return alnum;
}

enum { BLOCK = 64 };

/* Where in the 64 bytes from from on words begin; before: whether a letter or digit stands before. */
static inline uint64_t
begins(rt_str text, size_t from, uint64_t *before)
{
	size_t room = text.n - from;
	uint64_t lead, alnum = classify(text.p + from, room < BLOCK ? room : BLOCK, &lead);
	uint64_t next = room > BLOCK && rt_is_alnum(text.p[from + BLOCK]);

	if (room < BLOCK) {
		alnum &= (UINT64_C(1) << room) - 1;
		lead &= (UINT64_C(1) << room) - 1;
	}
	uint64_t begun = alnum & ~(alnum << 1 | *before) & (alnum >> 1 | next << 63);
	*before = alnum >> 63;
	return begun | lead;
}

/* Puts a place, of which at is all but the slot, behind n others; what is put counts if the table has it. */
static inline size_t
put(const uint64_t *bitmap, gram_place *to, size_t n, gram_place at, uint32_t slot)
{
	to[n] = at | slot;
	return n + ((bitmap[slot >> 6] & UINT64_C(1) << (slot & 63)) != 0);
}

/*
 * Looks up the words. Places are gathered first, without a branch that the processor could guess
 * wrongly, and looked at after that.
 */
static void
scan_words(struct search *s, struct rt_gram_words *words)
{
	enum { OF_BLOCK = BLOCK * GRAM_TIERS, MOST = 4 * OF_BLOCK };
	const rt_str text = s->text;
	const uint64_t *bitmap = s->g->word.bitmap;
	gram_place found[MOST + 1];
	uint64_t before = 0;
	size_t n = 0;

	for (size_t from = 0; from < text.n && s->hits < s->max; from += BLOCK) {
		for (uint64_t b = begins(text, from, &before); b; b &= b - 1) {
			size_t at = from + (size_t)__builtin_ctzll(b);
			uint64_t head = load8(text.p + at);
			uint32_t slot = slot_of_5(head);
			words->has[slot >> (RT_GRAM_BITS - 8)] = 1;
			gram_place here = (uint64_t)at << PLACE_AT;
			n = put(bitmap, found, n, here, slot);
			slot = slot_of_10(head, load8(text.p + at + 2));
			n = put(bitmap, found, n, here, slot);
		}
		if (text.n - from > BLOCK && n <= MOST - OF_BLOCK)
			continue;
		look(s, &s->g->word, false, found, n);
		n = 0;
	}
}

/* Looks up every third place, for the few literals that need no beginning of a word. */
static void
scan_loose(struct search *s)
{
	enum { STEP = 3, MOST = 128, SPAN = STEP * MOST };
	const rt_str text = s->text;
	const uint64_t *bitmap = s->g->loose.bitmap;
	gram_place found[MOST + 1];

	for (size_t i = 0; i + 2 < text.n && s->hits < s->max;) {
		size_t left = text.n - 2 - i, n = 0;
		size_t to = i + (left < SPAN ? left : SPAN);
		for (; i < to; i += STEP)
			n = put(bitmap, found, n, (uint64_t)i << PLACE_AT,
				slot_of_3(load4(text.p + i)));
		look(s, &s->g->loose, true, found, n);
	}
}

size_t
rt_gram_scan_words(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max,
	struct rt_gram_words *ret_words)
{
	struct search s = { .g = g, .text = text, .hit = ret, .max = max };

	memset(ret_words, 0, sizeof *ret_words);
	ret_words->has[0] = 1;
	scan_words(&s, ret_words);
	if (g->loose.entries)
		scan_loose(&s);
	return s.hits;
}

size_t
rt_gram_scan(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max)
{
	struct rt_gram_words words;

	return rt_gram_scan_words(g, text, ret, max, &words);
}
