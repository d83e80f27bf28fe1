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
	if (r->needs & RT_NEEDS_VENDOR && r->vendor != c->vendor)
		return false;
	if (r->needs & RT_NEEDS_REPLY && !rt_rule_has_code(r, c->said.code))
		return false;
	if (r->needs & RT_NEEDS_STATUS && !rt_rule_has_status(r, c->said.status))
		return false;
	if (r->needs & RT_NEEDS_CLASS4 && c->class != RT_CLASS_TEMPORARY)
		return false;
	return !(r->needs & RT_NEEDS_CLASS5) || c->class == RT_CLASS_PERMANENT;
}

/*
 * Which of two rules decides. A higher rank; the vendor's own; the longer text; the one that names
 * this status, this code; the earlier in data/.
 */
static uint64_t
weight(const struct rt_candidate *k, const struct rt_case *c)
{
	const struct rt_rule_row *r = &rt_rules[k->rule];
	uint64_t own = r->vendor != RT_NO_VENDOR && r->vendor == c->vendor;
	uint64_t length = k->folded.end - k->folded.at;
	uint64_t w = r->rank;

	w = w << 1 | own;
	w = w << 10 | (length < 1023 ? length : 1023);
	w = w << 1 | rt_rule_has_status(r, c->said.status);
	w = w << 1 | rt_rule_has_code(r, c->said.code);
	return w << 16 | (uint16_t)~k->rule;
}

static void
sort(struct rt_candidates *all, const struct rt_case *c)
{
	for (size_t i = 1; i < all->count; i++) {
		struct rt_candidate k = all->at[i];
		uint64_t w = weight(&k, c);
		size_t j = i;
		for (; j > 0 && weight(&all->at[j - 1], c) < w; j--)
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

/* What stands in a text, as it is gathered: fitting rules, and those that something keeps out. */
struct gathering {
	struct rt_candidates *all;
	uint16_t vetoed[RT_MAX_CANDIDATES];
	size_t vetoes;
};

static void
add(struct gathering *g, const struct rt_candidate *k)
{
	struct rt_candidates *all = g->all;

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

static bool
is_vetoed(const struct gathering *g, uint16_t rule)
{
	for (size_t i = 0; i < g->vetoes; i++)
		if (g->vetoed[i] == rule)
			return true;
	return false;
}

static void
match(const struct rt_folded *f, struct rt_case *c, struct rt_gram_hit *hits, struct gathering *g)
{
	struct rt_patterns ps = rt_rule_patterns();
	size_t n = rt_gram_scan(&ps.gram, f->text, hits, MOST_HITS);

	for (size_t i = 0; i < n; i++) {
		const struct rt_pattern *p = &ps.pattern[hits[i].literal];
		struct rt_candidate k = { .rule = p->owner };
		if (!rt_pattern_match(&ps, &hits[i], f->text, f->body, &k.folded))
			continue;
		if (is_in_name(f->text, k.folded) && is_plain_word(f->text, k.folded))
			continue;
		if (p->flags & RT_PATTERN_NOT) {
			if (g->vetoes < RT_MAX_CANDIDATES)
				g->vetoed[g->vetoes++] = p->owner;
		} else if (!rt_rules[k.rule].sign) {
			add(g, &k);
		} else if (c->vendor == RT_NO_VENDOR) {
			c->vendor = rt_rules[k.rule].vendor;
		}
	}
}

/* Of what was gathered, keeps what may decide. */
static void
keep_fitting(const struct gathering *g, const struct rt_folded *f, const struct rt_case *c)
{
	struct rt_candidates *all = g->all;
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct rt_candidate k = all->at[i];
		if (!needs_met(&rt_rules[k.rule], c) || is_vetoed(g, k.rule))
			continue;
		k.evidence = rt_fold_origin(f, k.folded);
		all->at[kept++] = k;
	}
	all->count = kept;
}

/* Rules without a text fit by their codes. */
static void
add_textless(struct gathering *g, const struct rt_case *c)
{
	for (uint32_t i = 0; i < rt_textless_count; i++) {
		struct rt_candidate k = { .rule = rt_textless[i] };
		if (needs_met(&rt_rules[k.rule], c))
			add(g, &k);
	}
}

enum rt_result
rt_candidates_find(struct rt_case *c, struct rt_arena scratch, struct rt_candidates *ret)
{
	struct rt_folded f;
	struct rt_gram_hit *hits = RT_NEW(&scratch, struct rt_gram_hit, MOST_HITS);

	struct gathering g = { .all = ret };

	ret->count = 0;
	if (!hits || rt_fold(c->text, &c->said, &scratch, &f) != RT_OK)
		return RT_ELIMIT;
	match(&f, c, hits, &g);
	keep_fitting(&g, &f, c);
	if (rt_textless_count)
		add_textless(&g, c);
	sort(ret, c);
	return RT_OK;
}
