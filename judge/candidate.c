/* SPDX-License-Identifier: MIT */
/* From a reply's text to the rules that fit it. */
#include "base/ascii.h"
#include "base/limits.h"
#include "judge/judge.h"

enum { MOST_HITS = 512 };

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

static void
add(struct rt_candidates *all, const struct rt_candidate *k)
{
	for (size_t i = 0; i < all->count; i++) {
		struct rt_candidate *was = &all->at[i];
		if (was->rule != k->rule)
			continue;
		if (k->folded.end - k->folded.at > was->folded.end - was->folded.at)
			*was = *k;
		return;
	}
	if (all->count < RT_MAX_CANDIDATES)
		all->at[all->count++] = *k;
}

/* A search: the text, and what stands in it that may be of interest. */
struct search {
	struct rt_patterns patterns;
	uint16_t first; /* the number of the first rule that they are of */
	const struct rt_folded *folded;
	struct rt_gram_hit hit[MOST_HITS];
	size_t hits, vetoes; /* vetoes: the hits left, of patterns that keep a rule out */
};

static bool
is_said(const struct search *s, uint16_t pattern, size_t at, struct rt_span *ret)
{
	const struct rt_folded *f = s->folded;

	return rt_pattern_match(&s->patterns, pattern, at, f->text, f->body, ret) &&
		!(is_in_name(f->text, *ret) && is_plain_word(f->text, *ret));
}

static void
consider(const struct search *s, uint16_t pattern, size_t at, struct rt_case *c,
	struct rt_candidates *all)
{
	struct rt_candidate k = { .rule = (uint16_t)(s->first +
					  s->patterns.pattern[pattern].owner) };

	if (!is_said(s, pattern, at, &k.folded))
		return;
	const struct rt_rule_row *r = row_of(&k, c);
	if (!r->sign)
		add(all, &k);
	else if (c->vendor == RT_NO_VENDOR)
		c->vendor = r->vendor;
}

/* Gathers the rules whose texts are said, and puts by the hits that may keep some of them out. */
static void
gather(struct search *s, struct rt_case *c, struct rt_candidates *all)
{
	const struct rt_pattern *pattern = s->patterns.pattern;

	for (size_t i = 0; i < s->hits; i++) {
		struct rt_gram_hit hit = s->hit[i];
		uint16_t k = s->patterns.group[hit.literal];
		uint16_t end = s->patterns.group[hit.literal + 1];
		for (; k < end && !(pattern[k].flags & RT_PATTERN_NOT); k++)
			consider(s, k, hit.at, c, all);
		if (k < end)
			s->hit[s->vetoes++] = hit;
	}
}

static bool
is_vetoed(const struct search *s, uint16_t rule)
{
	const struct rt_pattern *pattern = s->patterns.pattern;
	struct rt_span span;

	for (size_t i = 0; i < s->vetoes; i++) {
		struct rt_gram_hit hit = s->hit[i];
		uint16_t first = s->patterns.group[hit.literal];
		uint16_t k = s->patterns.group[hit.literal + 1];
		for (; k-- > first && pattern[k].flags & RT_PATTERN_NOT;)
			if (s->first + pattern[k].owner == rule && is_said(s, k, hit.at, &span))
				return true;
	}
	return false;
}

static void
weigh(const struct rt_case *c, size_t first, struct rt_candidates *all)
{
	size_t kept = first;

	for (size_t i = first; i < all->count; i++) {
		struct rt_candidate k = all->at[i];
		if (!needs_met(row_of(&k, c), c))
			continue;
		k.weight = weight(&k, c);
		all->at[kept++] = k;
	}
	all->count = kept;
}

/* Of those from number first on, drops what something keeps out. */
static void
drop_vetoed(const struct search *s, size_t first, struct rt_candidates *all)
{
	size_t kept = first;

	for (size_t i = first; i < all->count; i++)
		if (!is_vetoed(s, all->at[i].rule))
			all->at[kept++] = all->at[i];
	all->count = kept;
}

/* The same, but only one is kept: the best that nothing keeps out. */
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

	s->vetoes = 0;
	s->hits = rt_gram_scan(&s->patterns.gram, s->folded->text, s->hit, MOST_HITS);
	gather(s, c, found);
	weigh(c, first, found);
	if (all)
		drop_vetoed(s, first, found);
	else
		keep_best(s, first, found);
	for (size_t i = first; i < found->count; i++)
		found->at[i].evidence = rt_fold_origin(s->folded, found->at[i].folded);
}

enum rt_result
rt_candidates_find(struct rt_case *c, struct rt_arena scratch, bool all, struct rt_candidates *ret)
{
	const struct rt_rules *rules = c->rules;
	struct rt_folded folded;
	struct search s; /* the list of hits is filled by the search */

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
