/* SPDX-License-Identifier: MIT */
#include "wire/envelope.h"

#include "base/ascii.h"
#include "base/buf.h"

static rt_str
join(rt_str local, rt_str domain, struct rt_arena *a)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };

	rt_buf_str(&b, local);
	rt_buf_ch(&b, '@');
	rt_buf_str(&b, domain);
	if (b.full)
		return (rt_str){ 0 };
	a->at += b.n;
	return rt_buf_view(&b);
}

/* A domain as it stands in a local part: labels with a dot among them, letters, digits, hyphens. */
static bool
is_domain(rt_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!rt_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
			return false;
	return s.n > 3 && rt_str_has(s, '.') && s.p[0] != '.' && s.p[s.n - 1] != '.';
}

rt_str
rt_verp_recipient(rt_str address, struct rt_arena *a)
{
	struct rt_cut at = rt_str_cut_last(address, '@');
	struct rt_cut equals = rt_str_cut_last(at.head, '=');
	rt_str local = equals.head;

	if (!at.ok || !equals.ok || !is_domain(equals.tail) ||
		rt_str_istarts(at.head, RT_STR("srs")) || rt_str_istarts(at.head, RT_STR("prvs=")))
		return (rt_str){ 0 };

	/* What stands before it is the list's own: up to the last "+", else the last "-". */
	struct rt_cut plus = rt_str_cut_last(local, '+');
	struct rt_cut hyphen = rt_str_cut_last(local, '-');
	if (!plus.ok && !hyphen.ok)
		return (rt_str){ 0 };
	local = plus.ok ? plus.tail : hyphen.tail;
	return local.n ? join(local, equals.tail, a) : (rt_str){ 0 };
}

/* hash=day=domain=local */
static rt_str
undo_srs0(rt_str rest, struct rt_arena *a)
{
	struct rt_cut hash = rt_str_cut(rest, '='), day = rt_str_cut(hash.tail, '=');
	struct rt_cut domain = rt_str_cut(day.tail, '=');

	if (!hash.ok || !day.ok || !domain.ok || !is_domain(domain.head) || !domain.tail.n)
		return (rt_str){ 0 };
	return join(domain.tail, domain.head, a);
}

rt_str
rt_sender_original(rt_str address, struct rt_arena *a)
{
	struct rt_cut at = rt_str_cut_last(address, '@');
	rt_str local = at.head, found = { 0 };
	size_t doubled = rt_str_find(local, RT_STR("=="), 0);

	if (!at.ok)
		return address;
	/* The sign behind the tag is "=", or "+" or "-" where "=" cannot stand. */
	if (rt_str_istarts(local, RT_STR("SRS0")) && local.n > 5)
		found = undo_srs0(rt_str_from(local, 5), a);
	else if (rt_str_istarts(local, RT_STR("SRS1")) && doubled != SIZE_MAX)
		found = undo_srs0(rt_str_from(local, doubled + 2), a);
	else if (rt_str_istarts(local, RT_STR("prvs=")) &&
		rt_str_cut(rt_str_from(local, 5), '=').ok)
		found = join(rt_str_cut(rt_str_from(local, 5), '=').tail, at.tail, a);
	return found.n ? found : address;
}
