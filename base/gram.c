/* SPDX-License-Identifier: MIT */
#include "base/gram.h"

enum { WORDS = (1 << RT_GRAM_BITS) / 64 };

/* The gram of the bytes at the low end of v, mixed into RT_GRAM_BITS bits. */
static inline uint32_t
slot_of(uint64_t v)
{
	return (uint32_t)((v << (64 - 8 * RT_GRAM)) * 0x9E3779B97F4A7C15u >> (64 - RT_GRAM_BITS));
}

/* The first byte in memory becomes the lowest: tables made on one machine serve any other. */
static inline uint64_t
first_lowest(uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(v);
#else
	return v;
#endif
}

static inline uint64_t
load(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return first_lowest(v);
}

/* How many bits are set; by hand, because without the instruction the compiler calls a function. */
static inline unsigned
bits_in(uint64_t v)
{
	v -= v >> 1 & 0x5555555555555555u;
	v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
	v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0fu;
	return (unsigned)(v * 0x0101010101010101u >> 56);
}

/* The octets of a key that count, for literals of so many. */
static const uint64_t key_mask[9] = { 0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff,
	0xffffffffffff, 0xffffffffffffff, UINT64_MAX };

struct sink {
	struct rt_gram_hit *hit;
	size_t n, max;
};

/* Compares the literals whose gram is at text.p[at]. */
static void
verify(const struct rt_gram *g, rt_str text, size_t at, uint32_t slot, struct sink *out)
{
	uint64_t below = g->bitmap[slot >> 6] & ((UINT64_C(1) << (slot & 63)) - 1);
	size_t set = g->rank[slot >> 6] + bits_in(below);

	for (size_t i = g->bucket[set]; i < g->bucket[set + 1]; i++) {
		const struct rt_gram_entry *e = &g->entry[i];
		if (e->off > at || at - e->off + e->length > text.n)
			continue;
		const char *p = text.p + at;
		if ((load(p + e->key_off) & key_mask[e->length < 8 ? e->length : 8]) != e->key)
			continue;
		if (e->length > 8 &&
			memcmp(p - e->off, g->pool + g->start[e->literal], e->length) != 0)
			continue;
		if (out->n == out->max)
			return;
		out->hit[out->n++] = (struct rt_gram_hit){ (uint32_t)(at - e->off), e->literal };
	}
}

/* A place whose gram is in the bitmap. */
struct place {
	uint32_t at, slot;
};

/*
 * Places are gathered first, without a branch that the processor could guess wrongly, and looked at
 * after that.
 */
size_t
rt_gram_scan(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max)
{
	enum { STEP = 2, AT_ONCE = 128 };
	struct sink out = { .hit = ret, .max = max };
	struct place place[AT_ONCE + 1];
	size_t end = text.n < RT_GRAM ? 0 : text.n - RT_GRAM + 1;

	for (size_t i = 0; i < end && out.n < max;) {
		size_t to = end - i < STEP * AT_ONCE ? end : i + STEP * AT_ONCE;
		size_t places = 0;
		for (; i < to; i += STEP) {
			uint32_t slot = slot_of(load(text.p + i));
			place[places] = (struct place){ (uint32_t)i, slot };
			places += g->bitmap[slot >> 6] >> (slot & 63) & 1;
		}
		for (size_t k = 0; k < places; k++)
			verify(g, text, place[k].at, place[k].slot, &out);
	}
	return out.n;
}

/* What the compiler works with: how often each slot occurs in the sample, and which are taken. */
struct compiler {
	uint32_t *count;
	uint64_t *bitmap;
	struct pick *pick;
	size_t picks;
};

struct pick {
	uint32_t slot;
	uint16_t literal;
	uint8_t off;
};

static uint64_t
gram_at(const char *p, size_t room)
{
	uint64_t v = 0;

	memcpy(&v, p, room < 8 ? room : 8);
	return first_lowest(v);
}

static void
count_sample(struct compiler *c, rt_str sample)
{
	for (size_t i = 0; i + RT_GRAM <= sample.n; i++)
		c->count[slot_of(gram_at(sample.p + i, sample.n - i))]++;
}

/* What it costs to enter this slot: hits that are there anyway cost less. */
static uint64_t
cost(const struct compiler *c, uint32_t slot)
{
	bool taken = c->bitmap[slot >> 6] >> (slot & 63) & 1;

	return c->count[slot] * (taken ? UINT64_C(2) : UINT64_C(3));
}

static void
choose(struct compiler *c, const char *p, size_t length, uint16_t literal)
{
	uint64_t best = UINT64_MAX;
	size_t off = 0;

	for (size_t o = 0; o + RT_GRAM_MIN <= length; o++) {
		uint64_t sum = cost(c, slot_of(gram_at(p + o, length - o))) +
			cost(c, slot_of(gram_at(p + o + 1, length - o - 1)));
		if (sum < best) {
			best = sum;
			off = o;
		}
	}
	for (size_t o = off; o <= off + 1; o++) {
		uint32_t slot = slot_of(gram_at(p + o, length - o));
		c->bitmap[slot >> 6] |= UINT64_C(1) << (slot & 63);
		c->pick[c->picks++] = (struct pick){ slot, literal, (uint8_t)o };
	}
}

/* Stable counting by slot: the picks of a slot come to stand together. */
static void
fill(struct compiler *c, const char *pool, const struct rt_gram_literal *literal,
	struct rt_gram_entry *entry, uint16_t *bucket)
{
	uint32_t *start = c->count;

	memset(start, 0, sizeof *start << RT_GRAM_BITS);
	for (size_t i = 0; i < c->picks; i++)
		start[c->pick[i].slot]++;
	uint32_t sum = 0, set = 0;
	for (uint32_t slot = 0; slot < 1u << RT_GRAM_BITS; slot++) {
		uint32_t n = start[slot];
		start[slot] = sum;
		if (n)
			bucket[set++] = (uint16_t)sum;
		sum += n;
	}
	bucket[set] = (uint16_t)sum;
	for (size_t i = 0; i < c->picks; i++) {
		struct pick k = c->pick[i];
		const struct rt_gram_literal *l = &literal[k.literal];
		size_t at = l->length > 8 && k.off > l->length - 8 ? l->length - 8 : k.off;
		size_t n = l->length - at < 8 ? l->length - at : 8;
		if (l->length <= 8) {
			at = 0;
			n = l->length;
		}
		entry[start[k.slot]++] = (struct rt_gram_entry){
			.key = gram_at(pool + l->pool + at, n),
			.literal = k.literal,
			.off = k.off,
			.length = (uint8_t)l->length,
			.key_off = (int8_t)((int)at - (int)k.off),
		};
	}
}

enum rt_result
rt_gram_compile(const struct rt_gram_source *source, struct rt_arena *a, struct rt_gram *ret)
{
	const struct rt_gram_literal *literal = source->literal;
	size_t count = source->count;

	if (count > 32000)
		return RT_ELIMIT;

	uint64_t *bitmap = RT_NEW(a, uint64_t, WORDS);
	uint16_t *rank = RT_NEW(a, uint16_t, WORDS);
	uint16_t *bucket = RT_NEW(a, uint16_t, count * 2 + 1);
	struct rt_gram_entry *entry = RT_NEW(a, struct rt_gram_entry, count * 2);
	uint32_t *start = RT_NEW(a, uint32_t, count);
	struct rt_arena scratch = *a;
	struct compiler c = {
		.bitmap = bitmap,
		.count = RT_NEW(&scratch, uint32_t, 1 << RT_GRAM_BITS),
		.pick = RT_NEW(&scratch, struct pick, count * 2),
	};
	if (!bitmap || !rank || !bucket || !entry || !start || !c.count || !c.pick)
		return RT_ELIMIT;

	count_sample(&c, source->sample);
	for (size_t i = 0; i < count; i++) {
		if (literal[i].length < RT_GRAM_MIN || literal[i].length > RT_GRAM_MAX)
			return RT_ESYNTAX;
		start[i] = literal[i].pool;
		choose(&c, source->pool + literal[i].pool, literal[i].length, (uint16_t)i);
	}
	uint16_t set = 0;
	for (size_t i = 0; i < WORDS; i++) {
		rank[i] = set;
		set = (uint16_t)(set + bits_in(bitmap[i]));
	}
	fill(&c, source->pool, literal, entry, bucket);
	*ret = (struct rt_gram){ bitmap, rank, bucket, entry, start, source->pool };
	return RT_OK;
}
