/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/limits.h"
#include "tests/rt_test.h"
#include "wire/fold.h"
#include "wire/pattern.h"

static char room[4 << 20];

static struct rt_arena
fresh(void)
{
	return (struct rt_arena){ room, room + sizeof room };
}

/* The first match of any alternative of a pattern in a text; an empty span when there is none. */
static struct rt_span
first_match(rt_str pattern, rt_str in, bool *ret_found)
{
	enum { MOST = 256 };
	struct rt_arena a = fresh();
	struct rt_reply said = rt_reply_read(in);
	struct rt_pattern_builder b;
	struct rt_patterns ps;
	struct rt_folded f;
	struct rt_gram_hit hits[MOST];
	struct rt_span span = { 0, 0 };

	*ret_found = false;
	if (rt_pattern_builder_init(&b, 64, 4096, &a) != RT_OK ||
		rt_pattern_add(&b, pattern, 7, NULL) != RT_OK ||
		rt_pattern_compile(&b, (rt_str){ 0 }, &a, &ps) != RT_OK ||
		rt_fold(in, &said, &a, &f) != RT_OK) {
		CHECK_CASE(false, "cannot be compiled");
		return span;
	}
	size_t n = rt_gram_scan(&ps.gram, f.text, hits, MOST);
	for (size_t i = 0; i < n && !*ret_found; i++) {
		for (uint16_t k = ps.group[hits[i].literal];
			k < ps.group[hits[i].literal + 1] && !*ret_found; k++) {
			CHECK(ps.pattern[k].owner == 7);
			*ret_found = rt_pattern_match(&ps, k, hits[i].at, &f, &span);
		}
	}
	return rt_fold_origin(&f, span);
}

/* want is what of the text matches; NULL: nothing does. */
struct match_case {
	const char *pattern, *in, *want;
};

static const struct match_case matches[] = {
	/* Case, blanks, word boundaries. */
	{ "user unknown", "550 5.1.1 User Unknown", "User Unknown" },
	{ "User Unknown", "550 user\r\n unknown here", "user\r\n unknown" },
	{ "user unknown", "550 userunknown", NULL },
	{ "user unknown", "550 superuser unknown", NULL },
	{ "user unknown", "550 user unknowns", NULL },
	{ "user unknown", "550 user unknown2", NULL },
	{ "user unknown", "550 user unknown\xc3\xa9", NULL },
	{ "user unknown", "550 <user unknown>", "user unknown" },
	{ "undeliver*", "550 undeliverable", "undeliver" },
	{ "*deliverable", "550 undeliverable", "deliverable" },
	{ "*deliver*", "550 undeliverable", "deliver" },
	{ "(user unknown)", "550 x(user unknown)y", "(user unknown)" },
	{ "user unknown", "550-user\r\n550 unknown", "user\r\n550 unknown" },
	{ "mailbox isn't here", "550 mailbox isn\xe2\x80\x99t here",
		"mailbox isn\xe2\x80\x99t here" },
	/* Alternatives. */
	{ "user unknown | no such user", "550 No such user", "No such user" },
	{ "user unknown | no such user", "550 User unknown", "User unknown" },
	{ "user \\| unknown", "550 user | unknown", "user | unknown" },
	{ "user \\{n} unknown", "550 user {n} unknown", "user {n} unknown" },
	{ "unknown user \\*", "550 unknown user *", "unknown user *" },
	{ "\\^unknown", "550 a ^unknown", "^unknown" },
	{ "costs 5 \\$", "550 costs 5 $ or so", "costs 5 $" },
	/* "^" and "$". */
	{ "^blocked", "550 Blocked", "Blocked" },
	{ "^blocked", "550 5.7.1 Blocked by us", "Blocked" },
	{ "^blocked", "550 5.7.1 You are blocked", NULL },
	{ "^blocked", "blocked", "blocked" },
	{ "^blocked", "\xc3\xa9 blocked", NULL },
	{ "^ blocked", "550 blocked", "blocked" },
	{ "blocked$", "550 You are blocked", "blocked" },
	{ "blocked$", "550 You are blocked.)", "blocked" },
	{ "blocked$", "550 blocked by us", NULL },
	{ "^blocked$", "550 Blocked.", "Blocked" },
	{ "^blocked$", "550 Blocked now", NULL },
	/* "...". */
	{ "user ... unknown", "550 user unknown", "user unknown" },
	{ "user ... unknown", "550 user <a@example.org> is unknown",
		"user <a@example.org> is unknown" },
	{ "user...unknown", "550 userunknown", NULL },
	{ "unknown ...", "550 unknown to us", "unknown" },
	{ "... unknown", "550 is unknown", "unknown" },
	{ "one ... unknown ... three", "550 one 2 unknown 2 three", "one 2 unknown 2 three" },
	{ "one ... unknown ... three", "550 one 2 unknown 2 four", NULL },
	{ "one ... unknown ... three", "550 none 2 unknown 2 three", NULL },
	/* "{n}", with its range. */
	{ "error {n} found", "550 error 17 found", "error 17 found" },
	{ "error {n} found", "550 error  found", NULL },
	{ "error {n} found", "550 error x found", NULL },
	{ "error {n}", "550 error 123, no", "error 123" },
	{ "{n} errors", "550 17 errors", "17 errors" },
	{ "{n} errors", "550 no errors", NULL },
	{ "error {n:1001-1111}", "550 error 1001", "error 1001" },
	{ "error {n:1001-1111}", "550 error 1111", "error 1111" },
	{ "error {n:1001-1111}", "550 error 1112", NULL },
	{ "error {n:1001-1111}", "550 error 1000", NULL },
	{ "error {n:1001-1111}", "550 error 10010", NULL },
	{ "{n:10-12} errors", "550 11 errors", "11 errors" },
	{ "{n:10-12} errors", "550 111 errors", NULL },
	{ "error {n:1-9}", "550 error 99999999999999999999", NULL },
	{ "[error{n}]", "550 [error5]", "[error5]" },
	/* "{x}", "{w}", "{ip}". */
	{ "queue {x} gone", "550 queue 4F2a1c gone", "queue 4F2a1c gone" },
	{ "queue {x} gone", "550 queue 4F2g1c gone", NULL },
	{ "queue {x}", "550 queue 4F2a1c", "queue 4F2a1c" },
	{ "queue {x}", "550 queue 4F2a1z", "queue 4F2a1" },
	{ "address {w} unknown", "550 address <a@example.org> unknown",
		"address <a@example.org> unknown" },
	{ "address {w} unknown", "550 address a b unknown", NULL },
	{ "address {w} unknown", "550 address unknown", NULL },
	{ "address {w}", "550 address a@example.org, no", "address a@example.org," },
	{ "{w} is unknown", "550 the a@example.org is unknown", "a@example.org is unknown" },
	{ "<{w}> unknown", "550 <a@example.org> unknown", "<a@example.org> unknown" },
	{ "host {ip} listed", "550 host 192.0.2.1 listed", "host 192.0.2.1 listed" },
	{ "host {ip} listed", "550 host 2001:DB8::1 listed", "host 2001:DB8::1 listed" },
	{ "host {ip} listed", "550 host mx1 listed", NULL },
	{ "[{ip}] is listed", "550 [192.0.2.1] is listed", "[192.0.2.1] is listed" },
	{ "{ip} is listed", "550 IP 192.0.2.1 is listed", "192.0.2.1 is listed" },
	/* The nearest of several. */
	{ "a ... unknown ... b", "550 a a unknown b b", "a unknown b" },
	/* Other alphabets. */
	{ "bo\xc3\xaete pleine", "550 BO\xc3\x8eTE PLEINE", "BO\xc3\x8eTE PLEINE" },
	{ "\xe5\xae\x9b\xe5\x85\x88\xe4\xb8\x8d\xe6\x98\x8e",
		"550 \xe5\xae\x9b\xe5\x85\x88\xe4\xb8\x8d\xe6\x98\x8e",
		"\xe5\xae\x9b\xe5\x85\x88\xe4\xb8\x8d\xe6\x98\x8e" },
};

static void
test_matches(void)
{
	for (size_t i = 0; i < RT_COUNT(matches); i++) {
		const struct match_case *c = &matches[i];
		rt_str in = at_the_edge(rt_str_z(c->in));
		bool found;
		struct rt_span s = first_match(rt_str_z(c->pattern), in, &found);
		rt_str got = rt_str_from(rt_str_head(in, s.end), s.at);
		bool same = c->want ? found && rt_str_eq(got, rt_str_z(c->want)) : !found;
		CHECK_CASE(same, c->pattern);
		if (!same)
			fprintf(stderr, "\tin \"%s\": %s \"%.*s\"\n", c->in,
				found ? "got" : "nothing", RT_ARG(got));
	}
}

/* A gap may be RT_MAX_GAP bytes long, and a word RT_MAX_WORD, and no more. */
static void
test_gaps(void)
{
	static const struct {
		const char *name, *pattern;
		size_t most;
	} gaps[] = {
		{ "right", "unknown...end", RT_MAX_GAP },
		{ "left", "end...unknown", RT_MAX_GAP },
		{ "a word", "unknown:{w}end", RT_MAX_WORD },
		{ "a word to the left", "end{w}:unknown", RT_MAX_WORD },
	};

	for (size_t i = 0; i < RT_COUNT(gaps); i++) {
		bool left = i & 1;
		for (size_t n = gaps[i].most - 1; n <= gaps[i].most + 1; n++) {
			char text[512];
			struct rt_buf b = { .p = text, .cap = sizeof text };
			bool found;
			RT_BUF_LIT(&b, "550 ");
			rt_buf_str(&b,
				left            ? RT_STR("end")
					: i < 2 ? RT_STR("unknown")
						: RT_STR("unknown:"));
			rt_buf_fill(&b, '-', n);
			rt_buf_str(&b,
				!left           ? RT_STR("end")
					: i < 2 ? RT_STR("unknown")
						: RT_STR(":unknown"));
			(void)first_match(rt_str_z(gaps[i].pattern), rt_buf_view(&b), &found);
			CHECK_CASE(found == (n <= gaps[i].most), gaps[i].name);
		}
	}
}

static void
test_wrong(void)
{
	static const struct {
		const char *pattern;
		size_t at;
	} wrong[] = {
		{ "", 0 },
		{ "user", 0 },
		{ "a ... b ... c", 0 },
		{ "user unknown | no", 15 },
		{ "user {y} unknown", 5 },
		{ "user {n unknown", 5 },
		{ "user {n:5} unknown", 5 },
		{ "user {n:5-} unknown", 5 },
		{ "user {n:-5} unknown", 5 },
		{ "user {n:1-99999999999} unknown", 5 },
		{ "user unknown | mail { lost", 20 },
		{ "{n} {n} {n}", 0 },
	};

	for (size_t i = 0; i < RT_COUNT(wrong); i++) {
		struct rt_arena a = fresh();
		struct rt_pattern_builder b;
		struct rt_err err = { .at = 999 };
		CHECK(rt_pattern_builder_init(&b, 64, 4096, &a) == RT_OK);
		enum rt_result r = rt_pattern_add(&b, rt_str_z(wrong[i].pattern), 0, &err);
		CHECK_CASE(r == RT_ESYNTAX && err.result == RT_ESYNTAX, wrong[i].pattern);
		CHECK_CASE(err.at == wrong[i].at && err.what, wrong[i].pattern);
		CHECK_CASE(rt_pattern_add(&b, rt_str_z(wrong[i].pattern), 0, NULL) == RT_ESYNTAX,
			wrong[i].pattern);
	}
}

/* A text of n letters, with blanks among them so that no stretch gets too long. */
static rt_str
long_text(char *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = i % 8 == 7 ? ' ' : (char)('a' + i % 26);
	return (rt_str){ out, n };
}

static void
test_limits(void)
{
	char text[4096];
	struct rt_arena a = fresh();
	struct rt_pattern_builder b;

	CHECK(rt_pattern_builder_init(&b, 2, 32, &a) == RT_OK);
	CHECK(rt_pattern_add(&b, RT_STR("user unknown"), 0, NULL) == RT_OK);
	CHECK(rt_pattern_add(&b, RT_STR("a text that is longer than the pool"), 0, NULL) ==
		RT_ELIMIT);
	CHECK(rt_pattern_builder_init(&b, 2, 4096, &a) == RT_OK);
	CHECK(rt_pattern_add(&b, RT_STR("unknown1 | unknown2"), 0, NULL) == RT_OK);
	CHECK(rt_pattern_add(&b, RT_STR("unknown3"), 0, NULL) == RT_ELIMIT);
	CHECK(rt_pattern_builder_init(&b, 2, 16, &a) == RT_OK);
	CHECK(rt_pattern_add(&b, RT_STR("unknown {n} {n} {n} {n} {n} {n} {n} {n}"), 0, NULL) ==
		RT_ELIMIT);
	CHECK(rt_pattern_builder_init(&b, 64, 8192, &a) == RT_OK);
	CHECK(rt_pattern_add(&b, long_text(text, 200), 0, NULL) == RT_OK);
	CHECK(rt_pattern_add(&b, long_text(text, 202), 0, NULL) == RT_ESYNTAX);
	CHECK(rt_pattern_add(&b, long_text(text, 3000), 0, NULL) == RT_ESYNTAX);
}

/* Whatever the size of the arena: it is compiled, or there is no room. */
static void
test_arena(void)
{
	size_t least = 0;

	for (size_t n = 0; n < 2 << 20; n += n / 16 + 1) {
		struct rt_arena a = { room, room + n };
		struct rt_pattern_builder b;
		struct rt_patterns ps;
		enum rt_result r = rt_pattern_builder_init(&b, 4, 256, &a);
		if (r == RT_OK)
			r = rt_pattern_add(&b, RT_STR("user unknown | no such user"), 0, NULL);
		if (r == RT_OK)
			r = rt_pattern_compile(&b, RT_STR("550 user unknown"), &a, &ps);
		CHECK(r == RT_OK || r == RT_ELIMIT);
		if (r == RT_OK && !least)
			least = n;
		CHECK(!least || r == RT_OK);
	}
	CHECK(least > 0);
}

/* The texts of many rules at once: each is found by its own number. */
static void
test_owners(void)
{
	struct rt_arena a = fresh();
	struct rt_pattern_builder b;
	struct rt_patterns ps;
	char text[64];

	CHECK(rt_pattern_builder_init(&b, 300, 1 << 14, &a) == RT_OK);
	for (uint16_t i = 0; i < 300; i++) {
		snprintf(text, sizeof text, "reason-%03u is given", i);
		CHECK(rt_pattern_add(&b, rt_str_z(text), i, NULL) == RT_OK);
	}
	CHECK(rt_pattern_compile(&b, (rt_str){ 0 }, &a, &ps) == RT_OK);
	for (uint16_t i = 0; i < 300; i++) {
		struct rt_gram_hit hits[8];
		struct rt_span span;
		snprintf(text, sizeof text, "550 reason-%03u is given", i);
		size_t n = rt_gram_scan(&ps.gram, rt_str_z(text), hits, 8);
		uint16_t k = ps.group[hits[0].literal];
		CHECK_CASE(n == 1 && ps.pattern[k].owner == i, text);
		CHECK_CASE(n &&
				rt_pattern_match(&ps, k, hits[0].at,
					&(struct rt_folded){ .text = rt_str_z(text), .body = 4 },
					&span),
			text);
	}
}

int
main(void)
{
	test_matches();
	test_gaps();
	test_wrong();
	test_limits();
	test_arena();
	test_owners();
	return rt_done();
}
