/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/envelope.h"

struct envelope_case {
	rt_str in, want;
};

static const struct envelope_case verps[] = {
	/* Mailman and Postfix, ezmlm and qmail. */
	{ LIT("list-bounces+user=example.org@lists.example.net"), LIT("user@example.org") },
	{ LIT("list-bounces+first-last=example.org@h.example"), LIT("first-last@example.org") },
	{ LIT("list-bounces+user+tag=example.org@h.example"), LIT("user+tag@example.org") },
	{ LIT("bounces+user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("owner+12=example.org@h.example"), LIT("12@example.org") },
	{ LIT("list-return-12-user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("list-return-12-first-last=example.org@h.example"), LIT("first-last@example.org") },
	{ LIT("list-return-12-user+tag=example.org@h.example"), LIT("user+tag@example.org") },
	{ LIT("a-list-return-user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("list-owner-user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("bounce-first-last=example.org@h.example"), LIT("first-last@example.org") },
	{ LIT("Bounces-7-user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("news-user=example.org@h.example"), LIT("user@example.org") },
	{ LIT("list+a=b=example.org@h.example"), LIT("a=b@example.org") },
	/* Services put numbers of their own before it. */
	{ LIT("bounces+1234567-ab12-user=example.org@em.example.net"), LIT("user@example.org") },
	{ LIT("bounces+1234567-ab12-a-b=example.org@em.example.net"), LIT("a-b@example.org") },
	{ LIT("bounce+65f1c0.a1b2c3-user=example.org@m.example.net"), LIT("user@example.org") },
	{ LIT("bounce+2024-team=example.org@m.example.net"), LIT("2024-team@example.org") },
	{ LIT("bounce+facade-user=example.org@m.example.net"), LIT("facade-user@example.org") },
	/* Nothing is guessed. */
	{ LIT("my-list-first-last=example.org@h.example"), LIT("") },
	{ LIT("user=example.org@h.example"), LIT("") },
	{ LIT("list-bounces+user@h.example"), LIT("") },
	{ LIT("list-bounces+user=@h.example"), LIT("") },
	{ LIT("list-bounces+=example.org@h.example"), LIT("") },
	{ LIT("list-bounces+user=local@h.example"), LIT("") },
	{ LIT("list-bounces+user=.example@h.example"), LIT("") },
	{ LIT("list-bounces+user=exa mple.org@h.example"), LIT("") },
	{ LIT("list-return-12-=example.org@h.example"), LIT("") },
	{ LIT("list-bounces+user=example.org"), LIT("") },
	{ LIT("SRS0=abcd=XY=example.org=list-user@h.example"), LIT("") },
	{ LIT("SRS0=abcd=XY=example.org=a-b=c.example@h.example"), LIT("") },
	{ LIT("prvs=1234abcdef=a-b=example.org@h.example"), LIT("") },
	{ LIT("srs-users-bounces+user=example.org@h.example"), LIT("user@example.org") },
	{ LIT(""), LIT("") },
	{ LIT("@"), LIT("") },
	{ LIT("=@"), LIT("") },
	{ LIT("+=a.bc@"), LIT("") },
	{ LIT("-\0=a.bc@"), LIT("") },
};

static const struct envelope_case senders[] = {
	{ LIT("user@example.org"), LIT("user@example.org") },
	{ LIT("SRS0=abcd=XY=example.org=user@fwd.example"), LIT("user@example.org") },
	{ LIT("srs0+abcd=XY=example.org=user@fwd.example"), LIT("user@example.org") },
	{ LIT("SRS0-abcd=XY=example.org=first=last@fwd.example"), LIT("first=last@example.org") },
	{ LIT("SRS1=efgh=fwd.example==abcd=XY=example.org=user@second.example"),
		LIT("user@example.org") },
	{ LIT("SRS1=efgh=fwd.example=+abcd=XY=example.org=user@second.example"),
		LIT("user@example.org") },
	{ LIT("SRS1=efgh=fwd.example=-abcd=XY=example.org=user@second.example"),
		LIT("user@example.org") },
	{ LIT("prvs=1234abcdef=user@example.org"), LIT("user@example.org") },
	{ LIT("PRVS=1234abcdef=a=b@example.org"), LIT("a=b@example.org") },
	/* What is none of them stays as it is. */
	{ LIT("SRS0=abcd=XY=example.org=@fwd.example"),
		LIT("SRS0=abcd=XY=example.org=@fwd.example") },
	{ LIT("SRS0=abcd=XY=local=user@fwd.example"), LIT("SRS0=abcd=XY=local=user@fwd.example") },
	{ LIT("SRS0=abcd=XY@fwd.example"), LIT("SRS0=abcd=XY@fwd.example") },
	{ LIT("SRS0=@fwd.example"), LIT("SRS0=@fwd.example") },
	{ LIT("SRS1=efgh@fwd.example"), LIT("SRS1=efgh@fwd.example") },
	{ LIT("SRS1==@fwd.example"), LIT("SRS1==@fwd.example") },
	{ LIT("prvs=user@example.org"), LIT("prvs=user@example.org") },
	{ LIT("SRS0=abcd=XY=example.org=user"), LIT("SRS0=abcd=XY=example.org=user") },
	{ LIT(""), LIT("") },
	{ LIT("@"), LIT("@") },
	{ LIT("==@"), LIT("==@") },
	{ LIT("prvs=1234abcdef=a b@example.org"), LIT("prvs=1234abcdef=a b@example.org") },
};

typedef rt_str undo_fn(rt_str address, struct rt_arena *a);

/* With every size of room: the whole, or what is said where there is none of it. */
static void
check(const struct envelope_case *c, undo_fn *undo, rt_str otherwise)
{
	enum { ROOM = 40 };
	struct rt_arena whole = arena_at_the_edge(ROOM);
	rt_str s = at_the_edge(c->in);

	for (size_t n = 0; n <= ROOM; n++) {
		struct rt_arena a = arena_tail(whole, n);
		rt_str got = undo(s, &a);
		bool copied = !rt_str_eq(c->want, otherwise);
		rt_str want = copied && n < c->want.n ? otherwise : c->want;
		CHECK_CASE(rt_str_eq(got, want), c->in.p);
		CHECK_CASE(arena_kept(whole, n), c->in.p);
		CHECK_CASE(lies_in(got, s) || lies_in(got, arena_view(whole)), c->in.p);
	}
}

static void
check_large(void)
{
	static const char *const pieces[] = { "+", "-", "=", "return-", "1-", "SRS1=", "==", "a-",
		"@", "a.b=", "bounce-1-", "abcde1-" };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge(LARGE);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], LARGE);
		struct rt_arena a = whole, b = whole;
		CHECK_CASE(rt_verp_recipient(s, &a).n <= LARGE, pieces[i]);
		CHECK_CASE(rt_sender_original(s, &b).n <= LARGE, pieces[i]);
	}
}

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(verps); i++)
		check(&verps[i], rt_verp_recipient, (rt_str){ 0 });
	for (size_t i = 0; i < RT_COUNT(senders); i++)
		check(&senders[i], rt_sender_original, senders[i].in);
	check_large();
	return rt_done();
}
