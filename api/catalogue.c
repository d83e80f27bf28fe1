/* SPDX-License-Identifier: MIT */
/* Walking through all that is known. */
#include "api/explain.h"
#include "base/buf.h"

/* Entry number at of the catalogue: replies, statuses, then what single vendors say. */
static bool
entry(uint32_t at, const struct rt_catalogue_filter *f, struct rt_reading *ret)
{
	if (at < rt_replies_count) {
		*ret = rt_reading_of_reply(&rt_replies[at]);
		return true;
	}
	at -= rt_replies_count;
	if (at < rt_statuses_count) {
		*ret = rt_reading_of_status(&rt_statuses[at], (uint8_t)f->class);
		return true;
	}
	at -= rt_statuses_count;
	if (at >= rt_rules_count || !f->vendors)
		return false;
	*ret = rt_reading_of_rule(&rt_rules[at]);
	return true;
}

/* Whether a status begins so; "X.1.1" is 4.1.1 and 5.1.1 too. */
static bool
begins_status(struct rt_status s, rt_str word)
{
	char digits[16];
	struct rt_buf b = { .p = digits, .cap = sizeof digits };

	if (!s.class && word.n > 1 && word.p[1] == '.')
		s.class = rt_str_has(RT_STR("245"), word.p[0]) ? (uint8_t)(word.p[0] - '0') : 0;
	rt_buf_status(&b, s);
	return rt_str_istarts(rt_buf_view(&b), word);
}

static bool
holds_word(const struct rt_reading *r, rt_str word)
{
	const rt_str *texts[] = { &r->title, &r->note, &r->remark, &r->source, &r->vendor,
		&r->token, &r->condition };
	char digits[16];
	struct rt_buf b = { .p = digits, .cap = sizeof digits };

	for (size_t i = 0; i < RT_COUNT(texts); i++)
		if (rt_str_ifind(*texts[i], word, 0) != SIZE_MAX)
			return true;
	if (r->code)
		rt_buf_uint(&b, r->code, 3);
	if (r->code && rt_str_find(rt_buf_view(&b), word, 0) == 0)
		return true;
	return r->has_status && begins_status(r->status, word);
}

static bool
has_class(uint32_t at, const struct rt_reading *r, unsigned class)
{
	if (!class)
		return true;
	if (r->code)
		return r->code / 100u == class;
	if (r->kind == RT_KIND_STATUS)
		return rt_statuses[at - rt_replies_count].classes >> class & 1;
	return r->has_status && r->status.class == class;
}

static bool
has_command(const struct rt_reading *r, rt_str command)
{
	if (!command.n)
		return true;
	for (uint32_t i = 0; i < rt_commands_count && r->kind == RT_KIND_REPLY; i++)
		if (rt_str_ieq(command, rt_text(rt_commands[i].command)) &&
			(rt_codes_hold(rt_text(rt_commands[i].replies), r->code) ||
				rt_codes_hold(rt_text(rt_commands[i].always), r->code)))
			return true;
	return false;
}

static bool
passes(uint32_t at, const struct rt_reading *r, const struct rt_catalogue_filter *f)
{
	rt_str words = f->words, word;

	if (f->only.vendor.n && !rt_str_ieq(f->only.vendor, r->vendor))
		return false;
	if (!has_class(at, r, f->class) || !has_command(r, f->only.command))
		return false;
	while ((word = rt_str_word(&words)).n)
		if (!holds_word(r, word))
			return false;
	return true;
}

enum rt_result
rt_catalogue_next(
	struct rt_catalogue *c, const struct rt_catalogue_filter *filter, struct rt_reading *ret)
{
	struct rt_reading r;

	while (entry(c->at, filter, &r)) {
		uint32_t at = c->at++;
		if (at >= rt_replies_count + rt_statuses_count &&
			rt_rules[at - rt_replies_count - rt_statuses_count].sign)
			continue;
		c->total++;
		if (!passes(at, &r, filter))
			continue;
		c->matched++;
		*ret = r;
		return RT_OK;
	}
	return RT_ENOTFOUND;
}
