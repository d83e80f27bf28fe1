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

/* A word inside a host name, an address or a URL says nothing: spam.example.org is no spam. */
static bool
is_in_name(rt_str text, struct rt_span s)
{
	if (memchr(text.p + s.at, ' ', s.end - s.at))
		return false;

	bool left = s.at > 1 && rt_str_has(RT_STR(".-@/"), text.p[s.at - 1]) &&
		rt_is_alnum(text.p[s.at - 2]);
	bool right = s.end + 1 < text.n && rt_str_has(RT_STR(".-@"), text.p[s.end]) &&
		rt_is_alnum(text.p[s.end + 1]);
	return left || right;
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

static void
match(const struct rt_folded *f, struct rt_case *c, struct rt_gram_hit *hits,
	struct rt_candidates *ret)
{
	struct rt_patterns ps = rt_rule_patterns();
	size_t n = rt_gram_scan(&ps.gram, f->text, hits, MOST_HITS);

	for (size_t i = 0; i < n; i++) {
		struct rt_candidate k = { .rule = ps.pattern[hits[i].literal].owner };
		if (!rt_pattern_match(&ps, &hits[i], f->text, f->body, &k.folded))
			continue;
		if (is_in_name(f->text, k.folded) && is_plain_word(f->text, k.folded))
			continue;
		if (!rt_rules[k.rule].sign)
			add(ret, &k);
		else if (c->vendor == RT_NO_VENDOR)
			c->vendor = rt_rules[k.rule].vendor;
	}
}

enum rt_result
rt_candidates_find(struct rt_case *c, struct rt_arena scratch, struct rt_candidates *ret)
{
	struct rt_folded f;
	struct rt_gram_hit *hits = RT_NEW(&scratch, struct rt_gram_hit, MOST_HITS);

	ret->count = 0;
	if (!hits || rt_fold(c->text, &c->said, &scratch, &f) != RT_OK)
		return RT_ELIMIT;
	match(&f, c, hits, ret);

	size_t kept = 0;
	for (size_t i = 0; i < ret->count; i++) {
		struct rt_candidate k = ret->at[i];
		if (!needs_met(&rt_rules[k.rule], c))
			continue;
		k.evidence = rt_fold_origin(&f, k.folded);
		ret->at[kept++] = k;
	}
	ret->count = kept;
	sort(ret, c);
	return RT_OK;
}
