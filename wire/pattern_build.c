/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/limits.h"
#include "wire/fold.h"
#include "wire/pattern.h"

enum rt_result
rt_pattern_builder_init(
	struct rt_pattern_builder *b, uint32_t patterns, uint32_t bytes, struct rt_arena *a)
{
	*b = (struct rt_pattern_builder){
		.pool_max = bytes,
		.segments_max = patterns * 2 + bytes / 4,
		.patterns_max = patterns,
	};
	b->pool = rt_arena_bytes(a, bytes);
	b->segment = RT_NEW(a, struct rt_segment, b->segments_max);
	b->pattern = RT_NEW(a, struct rt_pattern_draft, b->patterns_max);
	return b->pool && b->segment && b->pattern ? RT_OK : RT_ELIMIT;
}

static enum rt_result
wrong(struct rt_err *err, size_t at, const char *what)
{
	if (err)
		*err = (struct rt_err){ .result = RT_ESYNTAX, .at = at, .what = what };
	return RT_ESYNTAX;
}

/* Adds a byte to the text of the segment that is being written. */
static bool
put(struct rt_pattern_builder *b, char c)
{
	struct rt_segment *s = &b->segment[b->segments];

	if (b->pool_n == b->pool_max || s->length == RT_GRAM_MAX)
		return false;
	b->pool[b->pool_n++] = c;
	s->length++;
	return true;
}

/* Begins a segment behind a gap. */
static bool
begin_segment(struct rt_pattern_builder *b, enum rt_gap gap)
{
	if (b->segments + 2 > b->segments_max)
		return false;
	b->segments++;
	b->segment[b->segments] = (struct rt_segment){
		.pool = b->pool_n,
		.gap = (uint8_t)gap,
		.high = UINT32_MAX,
	};
	return true;
}

/* "{n}" "{n:1-9}" "{x}" "{w}" "{ip}" at the front of s; its length, or 0. */
static size_t
take_placeholder(rt_str s, struct rt_segment *ret)
{
	static const struct {
		char text[8];
		uint8_t n, gap;
	} simple[] = { { "{n}", 3, RT_GAP_NUMBER }, { "{x}", 3, RT_GAP_HEX },
		{ "{w}", 3, RT_GAP_WORD }, { "{ip}", 4, RT_GAP_IP } };
	uint64_t low, high;

	*ret = (struct rt_segment){ .high = UINT32_MAX };
	for (size_t i = 0; i < RT_COUNT(simple); i++)
		if (rt_str_starts(s, (rt_str){ simple[i].text, simple[i].n })) {
			ret->gap = simple[i].gap;
			return simple[i].n;
		}
	rt_str rest = rt_str_from(s, 3);
	if (!rt_str_starts(s, RT_STR("{n:")) ||
		rt_str_number(&rest, UINT32_MAX - 1, &low) != RT_OK || !rest.n || rest.p[0] != '-')
		return 0;
	rest = rt_str_from(rest, 1);
	if (rt_str_number(&rest, UINT32_MAX - 1, &high) != RT_OK || !rest.n || rest.p[0] != '}')
		return 0;
	*ret = (struct rt_segment){
		.gap = RT_GAP_NUMBER, .low = (uint32_t)low, .high = (uint32_t)high
	};
	return s.n - rest.n + 1;
}

/* Without the blank at the end of the text being written, which a gap takes in. */
static void
trim_segment(struct rt_pattern_builder *b)
{
	struct rt_segment *s = &b->segment[b->segments];

	while (s->length && b->pool[b->pool_n - 1] == ' ') {
		s->length--;
		b->pool_n--;
	}
}

/* The gap at the front of s: its length, 0 where none stands, SIZE_MAX where a wrong one does. */
static size_t
take_gap(rt_str s, struct rt_segment *ret)
{
	if (rt_str_starts(s, RT_STR("..."))) {
		*ret = (struct rt_segment){ .gap = RT_GAP_ANY, .high = UINT32_MAX };
		return 3;
	}
	if (s.p[0] != '{')
		return 0;
	size_t n = take_placeholder(s, ret);
	return n ? n : SIZE_MAX;
}

static bool
write_gap(struct rt_pattern_builder *b, const struct rt_segment *gap)
{
	if (gap->gap == RT_GAP_ANY)
		trim_segment(b);
	if (!begin_segment(b, (enum rt_gap)gap->gap))
		return false;
	b->segment[b->segments].low = gap->low;
	b->segment[b->segments].high = gap->high;
	return true;
}

/* Whether a backslash at the front of s takes its meaning from what follows. */
static bool
is_escape(rt_str s)
{
	return s.n > 1 && s.p[0] == '\\' && rt_str_has(RT_STR("|{\\*^$"), s.p[1]);
}

/* Writes the segments of one alternative, whose marks at both ends are off. */
static enum rt_result
write_segments(struct rt_pattern_builder *b, rt_str s, size_t base, struct rt_err *err)
{
	for (size_t i = 0; i < s.n;) {
		struct rt_segment gap = { 0 };
		size_t n = take_gap(rt_str_from(s, i), &gap);
		if (n == SIZE_MAX)
			return wrong(err, base + i, "unknown {placeholder}");
		if (n) {
			if (!write_gap(b, &gap))
				return RT_ELIMIT;
			i += n;
			while (gap.gap == RT_GAP_ANY && i < s.n && s.p[i] == ' ')
				i++;
			continue;
		}
		if (s.p[i] == '*')
			return wrong(err, base + i, "a * stands at an end, else it is \\*");
		i += is_escape(rt_str_from(s, i));
		if (b->segment[b->segments].length == RT_GRAM_MAX)
			return wrong(err, base + i, "a stretch of text has at most 200 bytes");
		if (!put(b, s.p[i++]))
			return RT_ELIMIT;
	}
	return RT_OK;
}

/* The longest text is the key until a sample is known; of equals the first. */
static uint8_t
longest(const struct rt_segment *s, uint8_t count)
{
	uint8_t best = 0;

	for (uint8_t i = 1; i < count; i++)
		if (s[i].length > s[best].length)
			best = i;
	return best;
}

static size_t
occurrences(rt_str sample, rt_str needle)
{
	size_t n = 0;

	for (size_t at = 0; (at = rt_str_find(sample, needle, at)) != SIZE_MAX; at += needle.n)
		n++;
	return n;
}

/* Of the texts that can be a key, the one that is met least; of equals the longest. */
static uint8_t
rarest(const struct rt_pattern_builder *b, const struct rt_pattern_draft *p, rt_str sample)
{
	enum { ENOUGH = 1 << 18 };
	const struct rt_segment *s = &b->segment[p->segment];
	size_t least = SIZE_MAX;
	uint8_t best = p->key;

	sample = rt_str_head(sample, ENOUGH);
	for (uint8_t i = 0; i < p->count; i++) {
		if (s[i].length < RT_GRAM_MIN)
			continue;
		size_t n = occurrences(sample, (rt_str){ b->pool + s[i].pool, s[i].length });
		if (n < least || (n == least && s[i].length > s[best].length)) {
			least = n;
			best = i;
		}
	}
	return best;
}

/* Takes the marks "^", "*" off both ends. */
static rt_str
take_marks(rt_str s, uint8_t *flags)
{
	if (s.n && s.p[0] == '^') {
		*flags |= RT_PATTERN_AT_START;
		s = rt_str_trim(rt_str_from(s, 1));
	}
	if (s.n && s.p[0] == '*') {
		*flags |= RT_PATTERN_OPEN_LEFT;
		s = rt_str_from(s, 1);
	}
	if (s.n > 1 && s.p[s.n - 1] == '$' && s.p[s.n - 2] != '\\') {
		*flags |= RT_PATTERN_AT_END;
		s = rt_str_trim(rt_str_head(s, s.n - 1));
	}
	if (s.n > 1 && s.p[s.n - 1] == '*' && s.p[s.n - 2] != '\\') {
		*flags |= RT_PATTERN_OPEN_RIGHT;
		s.n--;
	}
	return s;
}

static bool
is_open(char c)
{
	return !rt_is_alnum(c) && (uint8_t)c < 128;
}

static enum rt_result
add_one(struct rt_pattern_builder *b, rt_str s, size_t base, uint16_t owner, struct rt_err *err)
{
	struct rt_pattern_draft p = {
		.owner = owner, .segment = b->segments, .flags = b->flags, .rank = b->rank
	};

	if (b->patterns == b->patterns_max || b->segments + 1 > b->segments_max)
		return RT_ELIMIT;
	s = take_marks(rt_str_trim(s), &p.flags);
	b->segment[b->segments] = (struct rt_segment){ .pool = b->pool_n, .high = UINT32_MAX };

	enum rt_result r = write_segments(b, s, base, err);
	if (r != RT_OK)
		return r;
	const struct rt_segment *first = &b->segment[p.segment], *last = &b->segment[b->segments];
	b->segments++;
	p.count = (uint8_t)(b->segments - p.segment);
	p.key = longest(first, p.count);
	if (b->segments - p.segment > 32 || first[p.key].length < RT_GRAM_MIN)
		return wrong(err, base, "needs a stretch of plain text of five bytes or more");
	if (!first->length || is_open(b->pool[first->pool]))
		p.flags |= RT_PATTERN_OPEN_LEFT;
	if (!last->length || is_open(b->pool[last->pool + last->length - 1]))
		p.flags |= RT_PATTERN_OPEN_RIGHT;
	b->pattern[b->patterns++] = p;
	return RT_OK;
}

enum rt_result
rt_pattern_add(struct rt_pattern_builder *b, rt_str text, uint16_t owner, struct rt_err *err)
{
	size_t at = 0;
	char folded[2048];

	if (text.n >= sizeof folded - RT_FOLD_PAD)
		return wrong(err, 0, "too long");
	text = rt_fold_plain(text, folded);
	while (at <= text.n) {
		size_t end = rt_str_find(text, RT_STR(" | "), at);
		if (end == SIZE_MAX)
			end = text.n;
		enum rt_result r = add_one(
			b, rt_str_head(rt_str_from(text, at), end - at), at, owner, err);
		if (r != RT_OK)
			return r;
		at = end + 3;
	}
	return RT_OK;
}

static rt_str
text_of(const struct rt_pattern_builder *b, const struct rt_segment *s)
{
	return (rt_str){ b->pool + s->pool, s->length };
}

static rt_str
key_of(const struct rt_pattern_builder *b, const struct rt_pattern_draft *p)
{
	return text_of(b, &b->segment[p->segment + p->key]);
}

static int
compare(const struct rt_pattern_builder *b, const struct rt_pattern_draft *x,
	const struct rt_pattern_draft *y)
{
	int d = rt_str_cmp(key_of(b, x), key_of(b, y));

	return d ? d : (x->flags & RT_PATTERN_NOT) - (y->flags & RT_PATTERN_NOT);
}

/* Merges two sorted runs of from, [at, middle) and [middle, end), into to. */
static void
merge(const struct rt_pattern_builder *b, const struct rt_pattern_draft *from,
	struct rt_pattern_draft *to, size_t at, size_t run)
{
	size_t x = at, middle = at + run < b->patterns ? at + run : b->patterns;
	size_t y = middle, end = middle + run < b->patterns ? middle + run : b->patterns;

	for (size_t k = at; k < end; k++) {
		bool left = y == end || (x < middle && compare(b, &from[x], &from[y]) <= 0);
		to[k] = left ? from[x++] : from[y++];
	}
}

/* Merges sorted runs of growing length, from one array into the other and back. */
static struct rt_pattern_draft *
sort(const struct rt_pattern_builder *b, struct rt_pattern_draft *from, struct rt_pattern_draft *to)
{
	for (size_t run = 1; run < b->patterns; run *= 2) {
		for (size_t at = 0; at < b->patterns; at += 2 * run)
			merge(b, from, to, at, run);
		struct rt_pattern_draft *sorted = to;
		to = from;
		from = sorted;
	}
	return from;
}

/*
 * Whether segment i of a pattern may stand in the middle of a word. The first may not, but for "*";
 * nor may a letter behind "...".
 */
static bool
is_loose(const struct rt_pattern_builder *b, const struct rt_pattern_draft *p, unsigned i)
{
	const struct rt_segment *s = &b->segment[p->segment + i];

	if (!i)
		return p->flags & RT_PATTERN_OPEN_LEFT;
	return s->gap != RT_GAP_ANY || !s->length || !rt_is_alnum(b->pool[s->pool]);
}

/* How often each bit of rt_gram_word() is met in the sample. */
static void
count_words(rt_str sample, uint32_t count[256])
{
	memset(count, 0, 256 * sizeof *count);
	for (size_t i = 0; (i = rt_gram_word_start(sample, i, false)) < sample.n; i++)
		count[rt_gram_word(rt_str_from(sample, i))]++;
}

/* The rarest word of a text, or best where none of enough letters is rarer. */
static uint8_t
rarer_word(rt_str text, bool loose, const uint32_t count[256], uint8_t best)
{
	for (size_t i = 0; (i = rt_gram_word_start(text, i, loose)) < text.n; i++) {
		uint8_t word = rt_gram_word(rt_str_from(text, i));
		if (word && (!best || count[word] < count[best]))
			best = word;
	}
	return best;
}

/* The rarest word of the texts beside the key; 0: there is none. */
static uint8_t
rarest_word(const struct rt_pattern_builder *b, const struct rt_pattern_draft *p,
	const uint32_t count[256])
{
	uint8_t best = 0;

	for (unsigned k = 0; k < p->count; k++)
		if (k != p->key)
			best = rarer_word(text_of(b, &b->segment[p->segment + k]),
				is_loose(b, p, k), count, best);
	return best;
}

static bool
has_blank(const struct rt_pattern_builder *b, const struct rt_pattern_draft *p)
{
	for (unsigned k = 0; k < p->count; k++)
		if (rt_str_has(text_of(b, &b->segment[p->segment + k]), ' '))
			return true;
	return false;
}

/* Writes the patterns as they are searched for; segments are kept of those that have more than one. */
static void
write_patterns(const struct rt_pattern_builder *b, const struct rt_pattern_draft *draft,
	rt_str sample, struct rt_pattern *pattern, struct rt_segment *segment)
{
	uint32_t count[256], segments = 0;

	count_words(sample, count);
	for (uint32_t i = 0; i < b->patterns; i++) {
		const struct rt_pattern_draft *d = &draft[i];
		struct rt_pattern *p = &pattern[i];
		*p = (struct rt_pattern){
			.owner = d->owner,
			.segment = (uint16_t)segments,
			.count = d->count,
			.key = d->key,
			.flags = d->flags,
			.length = (uint8_t)key_of(b, d).n,
			.rank = d->rank,
		};
		if (!has_blank(b, d))
			p->flags |= RT_PATTERN_ONE_WORD;
		if (d->count == 1)
			continue;
		p->word = rarest_word(b, d, count);
		memcpy(segment + segments, b->segment + d->segment, d->count * sizeof *segment);
		segments += d->count;
	}
}

/* Finds the different keys; returns how many there are. */
static uint32_t
write_keys(const struct rt_pattern_builder *b, const struct rt_pattern_draft *draft,
	uint16_t *group, struct rt_gram_literal *literal)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->patterns; i++) {
		rt_str key = key_of(b, &draft[i]);
		if (!i || !rt_str_eq(key, key_of(b, &draft[i - 1]))) {
			group[n] = (uint16_t)i;
			literal[n++] = (struct rt_gram_literal){ (uint32_t)(key.p - b->pool),
				(uint32_t)key.n, false };
		}
		literal[n - 1].loose |= is_loose(b, &draft[i], draft[i].key);
	}
	group[n] = (uint16_t)b->patterns;
	return n;
}

enum rt_result
rt_pattern_compile(const struct rt_pattern_builder *b, rt_str sample, struct rt_arena *a,
	struct rt_patterns *ret)
{
	struct rt_gram_literal *literal = RT_NEW(a, struct rt_gram_literal, b->patterns);
	struct rt_pattern_draft *other = RT_NEW(a, struct rt_pattern_draft, b->patterns);
	struct rt_pattern *pattern = RT_NEW(a, struct rt_pattern, b->patterns);
	uint16_t *group = RT_NEW(a, uint16_t, b->patterns + 1);
	uint32_t segments = 0;

	for (uint32_t i = 0; i < b->patterns; i++) {
		struct rt_pattern_draft *p = &b->pattern[i];
		if (p->count > 1 && sample.n)
			p->key = rarest(b, p, sample);
		segments += p->count > 1 ? p->count : 0;
	}
	struct rt_segment *segment = RT_NEW(a, struct rt_segment, segments);
	if (!literal || !other || !pattern || !group || !segment || segments > UINT16_MAX ||
		b->patterns > RT_GRAM_LITERALS)
		return RT_ELIMIT;
	struct rt_pattern_draft *draft = sort(b, b->pattern, other);
	write_patterns(b, draft, sample, pattern, segment);
	*ret = (struct rt_patterns){
		.group = group,
		.pattern = pattern,
		.segment = segment,
		.pool = b->pool,
		.count = b->patterns,
		.literals = write_keys(b, draft, group, literal),
		.segments = segments,
	};
	struct rt_gram_source source = { b->pool, literal, ret->literals, sample };
	return rt_gram_compile(&source, a, &ret->gram);
}
