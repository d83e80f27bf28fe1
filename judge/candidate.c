/* SPDX-License-Identifier: MIT */
/* From a reply's text to the rules that fit it. */
#include "base/ascii.h"
#include "base/limits.h"
#include "judge/judge.h"

enum { MOST_HITS = 512, MOST_PLACES = 1024, NO_RANK = -1, TOP_RANK = RT_MAX_RANK + 1 };

void
rt_case_init(struct rt_case *c, const struct rt_outcome *o)
{
	*c = (struct rt_case){
		.text = rt_str_head(o->text, RT_MAX_REPLY),
		.class = o->class,
		.command = o->command,
		.nobody = !o->recipient.n && !o->line,
		.vendor = rt_vendor_of_host(o->remote_mta),
	};
	c->said = rt_reply_read(c->text);
	if (o->code)
		c->said.code = o->code;
	if (o->status.class)
		c->said.status = o->status;
	if (c->class == RT_CLASS_UNKNOWN)
		c->class = rt_class_of_digit(
			c->said.code ? c->said.code / 100 : c->said.status.class);
}

static bool
needs_met(const struct rt_rule_row *r, const struct rt_case *c)
{
	if (r->clause.needs & RT_NEEDS_VENDOR && r->vendor != c->vendor)
		return false;
	if (r->clause.needs & RT_NEEDS_REPLY && !rt_clause_has_code(&r->clause, c->said.code))
		return false;
	if (r->clause.needs & RT_NEEDS_STATUS && !rt_clause_has_status(&r->clause, c->said.status))
		return false;
	if (r->clause.needs & RT_NEEDS_CLASS4 && c->class != RT_CLASS_TEMPORARY)
		return false;
	return !(r->clause.needs & RT_NEEDS_CLASS5) || c->class == RT_CLASS_PERMANENT;
}

static const struct rt_rule_row *
row_of(const struct rt_candidate *k, const struct rt_case *c)
{
	return rt_rule_row(c->rules, k->rule);
}

/*
 * Which of two rules decides. A higher rank; the vendor's own; the longer text; the one that names
 * this status, this code; the earlier in data/.
 */
static uint64_t
weight(const struct rt_candidate *k, const struct rt_case *c)
{
	const struct rt_rule_row *r = row_of(k, c);
	uint64_t own = r->vendor != RT_NO_VENDOR && r->vendor == c->vendor;
	uint64_t length = k->folded.end - k->folded.at;
	uint64_t w = r->clause.rank;

	w = w << 1 | own;
	w = w << 10 | (length < 1023 ? length : 1023);
	w = w << 1 | rt_clause_has_status(&r->clause, c->said.status);
	w = w << 1 | rt_clause_has_code(&r->clause, c->said.code);
	return w << 16 | (uint16_t)~k->rule;
}

static void
sort(struct rt_candidates *all)
{
	for (size_t i = 1; i < all->count; i++) {
		struct rt_candidate k = all->at[i];
		size_t j = i;
		for (; j > 0 && all->at[j - 1].weight < k.weight; j--)
			all->at[j] = all->at[j - 1];
		all->at[j] = k;
	}
}

/* Whether a slash at i is one of a URL or path, and not that of "spam/virus". */
static bool
is_path(rt_str text, size_t i)
{
	while (i > 0 && text.p[i - 1] != ' ')
		if (rt_str_has(RT_STR(".:"), text.p[--i]))
			return true;
	return false;
}

/* A word inside a host name, an address or a URL says nothing: spam.example.org is no spam. */
static bool
is_in_name(rt_str text, struct rt_span s)
{
	if (memchr(text.p + s.at, ' ', s.end - s.at))
		return false;
	while (s.at > 0 && rt_is_alnum(text.p[s.at - 1]))
		s.at--;
	while (s.end < text.n && rt_is_alnum(text.p[s.end]))
		s.end++;
	if (s.end + 1 < text.n && rt_str_has(RT_STR(".-@"), text.p[s.end]) &&
		rt_is_alnum(text.p[s.end + 1]))
		return true;
	if (s.at < 2 || !rt_is_alnum(text.p[s.at - 2]))
		return false;
	return rt_str_has(RT_STR(".-@"), text.p[s.at - 1]) ||
		(text.p[s.at - 1] == '/' && is_path(text, s.at - 1));
}

/* A rule of one word is a token of a vendor's own making where it has digits or signs in it. */
static bool
is_plain_word(rt_str text, struct rt_span s)
{
	for (size_t i = s.at; i < s.end; i++)
		if (!rt_is_alpha(text.p[i]))
			return false;
	return true;
}

/* Each rule once: where its text is longest, of equals where it stands first. */
static void
add(struct rt_candidates *all, const struct rt_candidate *k)
{
	uint32_t length = k->folded.end - k->folded.at;

	for (size_t i = 0; i < all->count; i++) {
		struct rt_candidate *was = &all->at[i];
		uint32_t old = was->folded.end - was->folded.at;
		if (was->rule != k->rule)
			continue;
		if (length > old || (length == old && k->folded.at < was->folded.at))
			*was = *k;
		return;
	}
	if (all->count < RT_MAX_CANDIDATES)
		all->at[all->count++] = *k;
}

/* A pattern, and where its key stands. */
struct place {
	uint32_t at;
	uint16_t pattern;
	uint8_t rank;
};

/* What a pattern is for: to tell the meaning, to keep a rule out, to tell who speaks. */
enum { MEANING, VETO, SIGN, KINDS };

/* A search: the text, and what stands in it that may be of interest. */
struct search {
	struct rt_patterns patterns;
	uint16_t first; /* the number of the first rule that they are of */
	const struct rt_folded *folded;
	struct place place[KINDS][MOST_PLACES];
	size_t places[KINDS];
};

static bool
is_said(const struct search *s, const struct place *k, struct rt_span *ret)
{
	const struct rt_folded *f = s->folded;

	if (!rt_pattern_match(&s->patterns, k->pattern, k->at, f, ret))
		return false;
	return !(s->patterns.pattern[k->pattern].flags & RT_PATTERN_ONE_WORD) ||
		!is_in_name(f->text, *ret) || !is_plain_word(f->text, *ret);
}

/* The sign that stands first in the text tells whose reply it is. */
static void
read_signs(const struct search *s, struct rt_case *c)
{
	uint32_t first = UINT32_MAX;
	struct rt_span span;

	for (size_t i = 0; i < s->places[SIGN]; i++) {
		const struct place *k = &s->place[SIGN][i];
		uint16_t owner = s->patterns.pattern[k->pattern].owner;
		if (!is_said(s, k, &span) || span.at >= first)
			continue;
		first = span.at;
		c->vendor = rt_rule_row(c->rules, (uint16_t)(s->first + owner))->vendor;
	}
}

/*
 * Sorts what the filter found by what it is for, without comparing anything, nor any branch that
 * could be guessed wrongly: the three counts are sixteen bits each of one number. A pattern of many
 * stretches is passed over where a word of theirs is missing.
 */
static void
gather(struct search *s)
{
	const struct rt_patterns *ps = &s->patterns;
	struct rt_gram_hit hit[MOST_HITS];
	struct rt_gram_words words;
	size_t hits = rt_gram_scan_words(&ps->gram, s->folded->text, hit, MOST_HITS, &words);
	uint64_t counts = 0;

	for (size_t i = 0, seen = 0; i < hits; i++) {
		uint16_t k = ps->group[hit[i].literal], end = ps->group[hit[i].literal + 1];
		seen += end - k;
		if (seen > MOST_PLACES)
			break;
		for (; k < end; k++) {
			const struct rt_pattern *p = &ps->pattern[k];
			unsigned kind = p->flags / RT_PATTERN_NOT % 2 * VETO +
				p->flags / RT_PATTERN_SIGN % 2 * SIGN;
			s->place[kind][counts >> 16 * kind & 0xffff] = (struct place){ hit[i].at, k,
				p->rank };
			counts += (uint64_t)words.has[p->word] << 16 * kind;
		}
	}
	for (unsigned kind = 0; kind < KINDS; kind++)
		s->places[kind] = counts >> 16 * kind & 0xffff;
}

/* Adds the rule of a pattern if its needs are met and its text is said. */
static void
consider(const struct search *s, const struct place *at, const struct rt_case *c,
	struct rt_candidates *all)
{
	const struct rt_pattern *p = &s->patterns.pattern[at->pattern];
	struct rt_candidate k = { .rule = (uint16_t)(s->first + p->owner) };

	if (p->flags & RT_PATTERN_NEEDS && !needs_met(row_of(&k, c), c))
		return;
	if (is_said(s, at, &k.folded))
		add(all, &k);
}

static bool
is_vetoed(const struct search *s, uint16_t rule)
{
	struct rt_span span;

	for (size_t i = 0; i < s->places[VETO]; i++) {
		const struct place *k = &s->place[VETO][i];
		if (s->first + s->patterns.pattern[k->pattern].owner == rule &&
			is_said(s, k, &span))
			return true;
	}
	return false;
}

static void
weigh(const struct rt_case *c, size_t first, struct rt_candidates *all)
{
	for (size_t i = first; i < all->count; i++)
		all->at[i].weight = weight(&all->at[i], c);
}

/* Finds all rules that fit. */
static void
find_all(const struct search *s, const struct rt_case *c, struct rt_candidates *all)
{
	size_t first = all->count, kept = first;

	for (size_t i = 0; i < s->places[MEANING]; i++)
		consider(s, &s->place[MEANING][i], c, all);
	weigh(c, first, all);
	for (size_t i = first; i < all->count; i++)
		if (!is_vetoed(s, all->at[i].rule))
			all->at[kept++] = all->at[i];
	all->count = kept;
}

/* Of those from number first on, keeps one: the best that nothing keeps out. */
static void
keep_best(const struct search *s, size_t first, struct rt_candidates *all)
{
	while (all->count > first) {
		size_t best = first;
		for (size_t i = first + 1; i < all->count; i++)
			if (all->at[i].weight > all->at[best].weight)
				best = i;
		if (!is_vetoed(s, all->at[best].rule)) {
			all->at[first] = all->at[best];
			all->count = first + 1;
			return;
		}
		all->at[best] = all->at[--all->count];
	}
}

static int
highest_below(const struct search *s, int limit)
{
	int highest = NO_RANK;

	for (size_t i = 0; i < s->places[MEANING]; i++) {
		int rank = s->place[MEANING][i].rank;
		highest = rank < limit && rank > highest ? rank : highest;
	}
	return highest;
}

/* Finds the best rule: rank by rank from above, so that what cannot win is not compared. */
static void
find_best(const struct search *s, const struct rt_case *c, struct rt_candidates *all)
{
	size_t first = all->count;

	for (int rank = TOP_RANK; (rank = highest_below(s, rank)) >= c->least_rank;) {
		for (size_t i = 0; i < s->places[MEANING]; i++)
			if (s->place[MEANING][i].rank == rank)
				consider(s, &s->place[MEANING][i], c, all);
		weigh(c, first, all);
		keep_best(s, first, all);
		if (all->count > first)
			return;
	}
}

/* Rules without a text fit by their codes. */
static void
add_textless(const uint16_t *rule, size_t count, uint16_t first, const struct rt_case *c,
	struct rt_candidates *all)
{
	for (size_t i = 0; i < count; i++) {
		struct rt_candidate k = { .rule = (uint16_t)(first + rule[i]) };
		if (!needs_met(row_of(&k, c), c))
			continue;
		k.weight = weight(&k, c);
		add(all, &k);
	}
}

/* Searches for one set of rules: those built in, or the user's own. */
static void
find(struct search *s, struct rt_case *c, bool all, struct rt_candidates *found)
{
	size_t first = found->count;

	gather(s);
	if (c->vendor == RT_NO_VENDOR)
		read_signs(s, c);
	if (all)
		find_all(s, c, found);
	else
		find_best(s, c, found);
	for (size_t i = first; i < found->count; i++)
		found->at[i].evidence = rt_fold_origin(s->folded, found->at[i].folded);
}

enum rt_result
rt_candidates_find(struct rt_case *c, struct rt_arena scratch, bool all, struct rt_candidates *ret)
{
	const struct rt_rules *rules = c->rules;
	struct rt_folded folded;
	struct search s; /* not cleared: it is filled by the search */

	ret->count = 0;
	if (rt_fold(c->text, &c->said, &scratch, &folded) != RT_OK)
		return RT_ELIMIT;
	s.folded = &folded;
	s.first = 0;
	s.patterns = rt_rule_patterns();
	find(&s, c, all, ret);
	add_textless(rt_textless, rt_textless_count, 0, c, ret);
	if (rules) {
		s.first = RT_OWN_RULE;
		s.patterns = rules->patterns;
		find(&s, c, all, ret);
		add_textless(rules->textless, rules->textless_count, RT_OWN_RULE, c, ret);
	}
	sort(ret);
	return RT_OK;
}
