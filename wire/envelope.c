/* SPDX-License-Identifier: MIT */
#include "wire/envelope.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "wire/address.h"

/* The address of the two; empty when they make none. */
static rt_str
join(rt_str local, rt_str domain, struct rt_arena *a)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };

	rt_buf_str(&b, local);
	rt_buf_ch(&b, '@');
	rt_buf_str(&b, domain);
	if (b.full || !rt_address_is(rt_buf_view(&b)))
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

/* The length of a token of hexadecimal digits and full stops that a "-" ends; 0 when there is none. */
static size_t
token_length(rt_str s)
{
	size_t n = 0;

	while (n < s.n && (rt_hex_value(s.p[n]) >= 0 || s.p[n] == '.'))
		n++;
	return n && n < s.n && s.p[n] == '-' ? n : 0;
}

/* Behind what services put before the recipient: "1234567-ab12-", "65f1c0.a1b2c3-". */
static rt_str
skip_tokens(rt_str local)
{
	enum { LONG = 5, SHORT = 4 };
	size_t n = token_length(local);
	bool digit = false;

	for (size_t i = 0; i < n; i++)
		digit |= rt_is_digit(local.p[i]);
	if (n < LONG || !digit)
		return local;
	local = rt_str_from(local, n + 1);
	return rt_str_from(local, token_length(local) == SHORT ? SHORT + 1 : 0);
}

/* "list-return-12-user", "list-owner-user": behind the word, and a number if one follows. */
static rt_str
skip_word(rt_str local)
{
	static const char words[][12] = { "return-", "owner-", "bounces-", "bounce-", "errors-" };

	for (size_t i = 0; i < RT_COUNT(words); i++) {
		size_t at = rt_str_ifind(local, rt_str_z(words[i]), 0);
		if (at == SIZE_MAX || (at && local.p[at - 1] != '-'))
			continue;
		rt_str rest = rt_str_from(local, at + strlen(words[i])), behind = rest;
		uint64_t number;
		bool numbered = rt_str_number(&behind, UINT32_MAX, &number) == RT_OK &&
			rt_str_starts(behind, RT_STR("-"));
		return numbered ? rt_str_from(behind, 1) : rest;
	}
	return (rt_str){ 0 };
}

/*
 * What stands before the recipient is the list's own, and the recipient may have a "+" or "-", too:
 * the first "+" counts, a single "-", or a word. Everything else would be a guess.
 */
static rt_str
verp_local(rt_str s)
{
	struct rt_cut plus = rt_str_cut(s, '+'), hyphen = rt_str_cut(s, '-');

	if (plus.ok && rt_str_ifind(plus.head, RT_STR("-return-"), 0) == SIZE_MAX)
		return skip_tokens(plus.tail);
	rt_str local = skip_word(s);
	if (local.n || rt_str_has(hyphen.tail, '-'))
		return local;
	return hyphen.tail;
}

rt_str
rt_verp_recipient(rt_str address, struct rt_arena *a)
{
	struct rt_cut at = rt_str_cut_last(address, '@');
	struct rt_cut equals = rt_str_cut_last(at.head, '=');

	if (!at.ok || !equals.ok || !is_domain(equals.tail) ||
		rt_str_istarts(at.head, RT_STR("srs0")) ||
		rt_str_istarts(at.head, RT_STR("srs1")) || rt_str_istarts(at.head, RT_STR("prvs=")))
		return (rt_str){ 0 };

	rt_str local = verp_local(equals.head);
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

/* The sign in front of SRS0's hash in an SRS1 address: "==", or "=+" and "=-"; or SIZE_MAX. */
static size_t
second_sign(rt_str local)
{
	for (size_t i = 5; i + 1 < local.n; i++)
		if (local.p[i] == '=' && rt_str_has(RT_STR("=+-"), local.p[i + 1]))
			return i;
	return SIZE_MAX;
}

rt_str
rt_sender_original(rt_str address, struct rt_arena *a)
{
	struct rt_cut at = rt_str_cut_last(address, '@');
	rt_str local = at.head, found = { 0 };
	size_t doubled = second_sign(local);

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
