/* SPDX-License-Identifier: MIT */
/* Making the tables of gram.c. */
#include "base/gram_hash.h"

enum { LOOSE_PICKS = 3 };

/* A gram that was chosen for a literal. */
struct pick {
	uint32_t slot;
	uint16_t literal;
	uint8_t off, length; /* of the gram */
};

/* What the compiler works with. */
struct compiler {
	const struct rt_gram_source *source;
	uint32_t
		*count; /* how often each slot occurs in the sample; then where its entries begin */
	uint16_t *taken; /* by how many literals */
	struct pick *pick;
	uint32_t picks;
};

static const uint8_t tier_length[GRAM_TIERS] = { GRAM_LONG, GRAM_SHORT };

static rt_str
literal_at(const struct rt_gram_source *source, size_t i)
{
	return (rt_str){ source->pool + source->literal[i].pool, source->literal[i].length };
}

/* The first bytes of s, zeros behind its end. */
static void
head_of(rt_str s, char ret[16])
{
	memset(ret, 0, 16);
	memcpy(ret, s.p, s.n < 16 ? s.n : 16);
}

static uint32_t
slot_of_tier(unsigned tier, rt_str s)
{
	char head[16];

	head_of(s, head);
	return tier ? slot_of_5(load8(head)) : slot_of_10(load8(head), load8(head + 2));
}

static uint32_t
loose_slot(rt_str s)
{
	char head[16];

	head_of(s, head);
	return slot_of_3(load4(head));
}

uint8_t
rt_gram_word(rt_str s)
{
	return s.n < GRAM_SHORT ? 0 : (uint8_t)(slot_of_tier(1, s) >> (RT_GRAM_BITS - 8));
}

size_t
rt_gram_word_start(rt_str s, size_t from, bool loose)
{
	for (size_t i = from; i < s.n; i++) {
		if (is_lead(s.p[i]))
			return i;
		if ((i ? rt_is_alnum(s.p[i - 1]) : loose) || !rt_is_alnum(s.p[i]))
			continue;
		if (i + 1 < s.n && rt_is_alnum(s.p[i + 1]))
			return i;
	}
	return s.n;
}

/* Whether no word begins in it, of which enough is left to be looked up. */
static bool
is_loose(const struct rt_gram_source *source, size_t i)
{
	rt_str s = literal_at(source, i);

	return rt_gram_word_start(s, 0, source->literal[i].loose) + GRAM_SHORT > s.n;
}

static void
count_words(struct compiler *c, rt_str sample)
{
	for (size_t i = 0; (i = rt_gram_word_start(sample, i, false)) < sample.n; i++)
		for (unsigned tier = 0; tier < GRAM_TIERS; tier++)
			c->count[slot_of_tier(tier, rt_str_from(sample, i))]++;
}

/* What it costs to enter this slot: lookups mostly, and it may be as common as literals have it. */
static uint64_t
cost(const struct compiler *c, uint32_t slot)
{
	return (uint64_t)c->count[slot] * 8 + c->taken[slot];
}

static void
take(struct compiler *c, struct pick pick)
{
	c->taken[pick.slot]++;
	c->pick[c->picks++] = pick;
}

/* The rarest gram at which a word begins; of equals the longest, the first. */
static void
choose_word(struct compiler *c, size_t number)
{
	rt_str s = literal_at(c->source, number);
	bool loose = c->source->literal[number].loose;
	uint64_t lowest = UINT64_MAX;
	struct pick best = { .literal = (uint16_t)number };

	for (unsigned tier = 0; tier < GRAM_TIERS; tier++)
		for (size_t i = 0; (i = rt_gram_word_start(s, i, loose)) + tier_length[tier] <= s.n;
			i++) {
			uint32_t slot = slot_of_tier(tier, rt_str_from(s, i));
			if (cost(c, slot) >= lowest)
				continue;
			lowest = cost(c, slot);
			best.slot = slot;
			best.off = (uint8_t)i;
			best.length = tier_length[tier];
		}
	take(c, best);
}

static void
count_loose(struct compiler *c, rt_str sample)
{
	for (size_t i = 0; i + GRAM_LOOSE <= sample.n; i++)
		c->count[loose_slot(rt_str_from(sample, i))]++;
}

/* Three grams at neighbouring offsets, of which one is met wherever every third is looked up. */
static void
choose_loose(struct compiler *c, size_t number)
{
	rt_str s = literal_at(c->source, number);
	uint64_t lowest = UINT64_MAX;
	size_t best = 0;

	for (size_t i = 0; i + GRAM_LOOSE + LOOSE_PICKS - 1 <= s.n; i++) {
		uint64_t sum = 0;
		for (size_t k = i; k < i + LOOSE_PICKS; k++)
			sum += cost(c, loose_slot(rt_str_from(s, k)));
		if (sum < lowest) {
			lowest = sum;
			best = i;
		}
	}
	for (size_t k = best; k < best + LOOSE_PICKS; k++)
		take(c,
			(struct pick){ loose_slot(rt_str_from(s, k)), (uint16_t)number, (uint8_t)k,
				GRAM_LOOSE });
}

/* A table that is being filled. */
struct making {
	uint64_t *bitmap;
	uint16_t *first;
	uint32_t *around, *counts;
	struct rt_gram_entry *entry;
};

/* Writes entry number at: the literal, and what stands around the gram in it. */
static void
write_entry(const struct compiler *c, const struct pick *k, const struct making *m, uint32_t at)
{
	rt_str s = literal_at(c->source, k->literal);
	size_t from = k->off < 2 ? 0 : k->off - 2u;
	char around[4] = { 0 }, counts[4] = { 0 };

	/* Two bytes before the gram and two behind it; of the text, zeros are never left to count. */
	for (size_t i = 0; i < 2; i++) {
		size_t behind = k->off + k->length + i;
		if (k->off >= 2) {
			around[i] = s.p[from + i];
			counts[i] = (char)0xff;
		}
		if (behind < s.n) {
			around[i + 2] = s.p[behind];
			counts[i + 2] = (char)0xff;
		}
	}
	m->around[at] = load4(around);
	m->counts[at] = load4(counts);
	m->entry[at] = (struct rt_gram_entry){
		.start = c->source->literal[k->literal].pool,
		.literal = k->literal,
		.off = k->off,
		.length = (uint8_t)s.n,
	};
}

/* Stable counting by slot: the picks of a slot come to stand together. */
static void
fill(struct compiler *c, uint32_t slots, const struct making *m)
{
	uint32_t *start = c->count, sum = 0;

	for (uint32_t slot = 0; slot < slots; slot++) {
		if (slot % RT_GRAM_TOGETHER == 0)
			m->first[slot / RT_GRAM_TOGETHER] = (uint16_t)sum;
		start[slot] = sum;
		sum += c->taken[slot];
		if (c->taken[slot])
			m->bitmap[slot / 64] |= UINT64_C(1) << slot % 64;
	}
	m->first[slots / RT_GRAM_TOGETHER] = (uint16_t)sum;
	for (uint32_t i = 0; i < c->picks; i++)
		write_entry(c, &c->pick[i], m, start[c->pick[i].slot]++);
}

/* Makes the table of the literals that are loose, or of the others; of so many entries. */
static enum rt_result
make_table(const struct rt_gram_source *source, bool loose, uint32_t entries, struct rt_arena *a,
	struct rt_gram_table *ret)
{
	uint32_t slots = UINT32_C(1) << (loose ? RT_GRAM_LOOSE_BITS : RT_GRAM_BITS);
	size_t padded = (size_t)entries + RT_GRAM_READ_PAST;
	struct making m = {
		.bitmap = RT_NEW(a, uint64_t, slots / 64),
		.first = RT_NEW(a, uint16_t, slots / RT_GRAM_TOGETHER + 1),
		.around = RT_NEW(a, uint32_t, padded),
		.counts = RT_NEW(a, uint32_t, padded),
		.entry = RT_NEW(a, struct rt_gram_entry, entries),
	};
	struct rt_arena scratch = *a;
	struct compiler c = {
		.source = source,
		.count = RT_NEW(&scratch, uint32_t, slots),
		.taken = RT_NEW(&scratch, uint16_t, slots),
		.pick = RT_NEW(&scratch, struct pick, entries),
	};

	if (!m.bitmap || !m.first || !m.around || !m.counts || !m.entry || !c.count || !c.taken ||
		!c.pick)
		return RT_ELIMIT;
	if (loose)
		count_loose(&c, source->sample);
	else
		count_words(&c, source->sample);
	for (size_t i = 0; i < source->count; i++)
		if (is_loose(source, i) == loose) {
			if (loose)
				choose_loose(&c, i);
			else
				choose_word(&c, i);
		}
	fill(&c, slots, &m);
	*ret = (struct rt_gram_table){ m.bitmap, m.first, m.around, m.counts, m.entry, entries };
	return RT_OK;
}

enum rt_result
rt_gram_compile(const struct rt_gram_source *source, struct rt_arena *a, struct rt_gram *ret)
{
	struct rt_gram g = { .pool = source->pool };
	uint32_t loose = 0;

	if (source->count > RT_GRAM_LITERALS)
		return RT_ELIMIT;
	for (size_t i = 0; i < source->count; i++) {
		const struct rt_gram_literal *l = &source->literal[i];
		if (l->length < RT_GRAM_MIN || l->length > RT_GRAM_MAX)
			return RT_ESYNTAX;
		loose += is_loose(source, i);
	}
	if (loose * LOOSE_PICKS > UINT16_MAX)
		return RT_ELIMIT;
	enum rt_result r = make_table(source, false, (uint32_t)source->count - loose, a, &g.word);
	if (r == RT_OK && loose)
		r = make_table(source, true, loose * LOOSE_PICKS, a, &g.loose);
	if (r == RT_OK)
		*ret = g;
	return r;
}
