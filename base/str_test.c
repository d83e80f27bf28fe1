/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/str.h"
#include "tests/rt_test.h"

static const struct {
	const char *name;
	rt_str in;
	rt_str head, tail;
	rt_str last_head, last_tail;
	char sep;
	bool ok;
} cuts[] = {
	{ "empty", LIT(""), LIT(""), LIT(""), LIT(""), LIT(""), ':', false },
	{ "none", LIT("abc"), LIT("abc"), LIT(""), LIT("abc"), LIT(""), ':', false },
	{ "one", LIT("a:b"), LIT("a"), LIT("b"), LIT("a"), LIT("b"), ':', true },
	{ "two", LIT("a:b:c"), LIT("a"), LIT("b:c"), LIT("a:b"), LIT("c"), ':', true },
	{ "only", LIT(":"), LIT(""), LIT(""), LIT(""), LIT(""), ':', true },
	{ "at the front", LIT(":a"), LIT(""), LIT("a"), LIT(""), LIT("a"), ':', true },
	{ "at the end", LIT("a:"), LIT("a"), LIT(""), LIT("a"), LIT(""), ':', true },
	{ "NUL", LIT("a\0b\0c"), LIT("a"), LIT("b\0c"), LIT("a\0b"), LIT("c"), '\0', true },
	{ "8 bit", LIT("a\377b"), LIT("a"), LIT("b"), LIT("a"), LIT("b"), '\xff', true },
};

static void
check_cuts(void)
{
	for (size_t i = 0; i < RT_COUNT(cuts); i++) {
		rt_str s = at_the_edge(cuts[i].in);
		struct rt_cut first = rt_str_cut(s, cuts[i].sep);
		struct rt_cut last = rt_str_cut_last(s, cuts[i].sep);
		CHECK_CASE(first.ok == cuts[i].ok && last.ok == cuts[i].ok, cuts[i].name);
		CHECK_CASE(rt_str_eq(first.head, cuts[i].head), cuts[i].name);
		CHECK_CASE(rt_str_eq(first.tail, cuts[i].tail), cuts[i].name);
		CHECK_CASE(rt_str_eq(last.head, cuts[i].last_head), cuts[i].name);
		CHECK_CASE(rt_str_eq(last.tail, cuts[i].last_tail), cuts[i].name);
		CHECK_CASE(lies_in(first.tail, s) && lies_in(last.tail, s), cuts[i].name);
	}
}

static const struct {
	const char *name;
	rt_str a, b;
	bool eq, ieq, starts, istarts, iends;
	int order;
} pairs[] = {
	{ "both empty", LIT(""), LIT(""), true, true, true, true, true, 0 },
	{ "one empty", LIT("a"), LIT(""), false, false, true, true, true, 1 },
	{ "other empty", LIT(""), LIT("a"), false, false, false, false, false, -1 },
	{ "equal", LIT("abc"), LIT("abc"), true, true, true, true, true, 0 },
	{ "case", LIT("aBc"), LIT("AbC"), false, true, false, true, true, 1 },
	{ "prefix", LIT("abc"), LIT("ab"), false, false, true, true, false, 1 },
	{ "suffix", LIT("abc"), LIT("BC"), false, false, false, false, true, 1 },
	{ "longer", LIT("ab"), LIT("abc"), false, false, false, false, false, -1 },
	{ "unsigned order", LIT("\x7f"), LIT("\x80"), false, false, false, false, false, -1 },
	{ "no letters", LIT("@[`{"), LIT("`{@["), false, false, false, false, false, -1 },
	{ "8 bit has no case", LIT("\xc4"), LIT("\xe4"), false, false, false, false, false, -1 },
	{ "NUL counts", LIT("a\0b"), LIT("a\0c"), false, false, false, false, false, -1 },
};

static void
check_pairs(void)
{
	for (size_t i = 0; i < RT_COUNT(pairs); i++) {
		const char *name = pairs[i].name;
		rt_str a = at_the_edge(pairs[i].a), b = at_the_edge(pairs[i].b);
		int order = rt_str_cmp(a, b);
		CHECK_CASE(rt_str_eq(a, b) == pairs[i].eq, name);
		CHECK_CASE(rt_str_ieq(a, b) == pairs[i].ieq, name);
		CHECK_CASE(rt_str_starts(a, b) == pairs[i].starts, name);
		CHECK_CASE(rt_str_istarts(a, b) == pairs[i].istarts, name);
		CHECK_CASE(rt_str_iends(a, b) == pairs[i].iends, name);
		CHECK_CASE((order > 0) - (order < 0) == pairs[i].order, name);
		order = rt_str_cmp(b, a);
		CHECK_CASE((order > 0) - (order < 0) == -pairs[i].order, name);
	}
}

/* The plain search that the others are held against. */
static size_t
find_plainly(rt_str s, rt_str what, size_t from, bool fold)
{
	for (; from <= s.n; from++) {
		rt_str here = rt_str_head(rt_str_from(s, from), what.n);
		if (fold ? rt_str_ieq(here, what) : rt_str_eq(here, what))
			return from;
	}
	return SIZE_MAX;
}

static const struct {
	const char *name;
	rt_str in, what;
} finds[] = {
	{ "nothing in nothing", LIT(""), LIT("") },
	{ "something in nothing", LIT(""), LIT("a") },
	{ "nothing in something", LIT("ab"), LIT("") },
	{ "longer than the text", LIT("ab"), LIT("abc") },
	{ "the whole", LIT("abc"), LIT("abc") },
	{ "at the end", LIT("xxabc"), LIT("abc") },
	{ "case", LIT("xxABcabcaBC"), LIT("abc") },
	{ "overlap", LIT("aaaaabaab"), LIT("aab") },
	{ "false starts", LIT("ababababac"), LIT("abac") },
	{ "cut at the end", LIT("xxab"), LIT("abc") },
	{ "NUL", LIT("a\0\0b\0c"), LIT("\0c") },
	{ "8 bit", LIT("\xe4\xc4\xe4"), LIT("\xc4\xe4") },
};

static void
check_finds(void)
{
	for (size_t i = 0; i < RT_COUNT(finds); i++) {
		rt_str s = at_the_edge(finds[i].in), what = at_the_edge(finds[i].what);
		for (size_t from = 0; from <= s.n + 2; from++) {
			size_t plain = find_plainly(s, what, from, false);
			size_t folded = find_plainly(s, what, from, true);
			CHECK_CASE(rt_str_find(s, what, from) == plain, finds[i].name);
			CHECK_CASE(rt_str_ifind(s, what, from) == folded, finds[i].name);
		}
		CHECK_CASE(rt_str_find(s, what, SIZE_MAX) == SIZE_MAX, finds[i].name);
		CHECK_CASE(rt_str_ifind(s, what, SIZE_MAX) == SIZE_MAX, finds[i].name);
	}
	rt_str large = repeated("=?", 1 << 20);
	CHECK(rt_str_find(large, RT_STR("=?b"), 0) == SIZE_MAX);
	CHECK(rt_str_ifind(large, RT_STR("=?b"), 0) == SIZE_MAX);
	CHECK(rt_str_has(RT_STR("a\0b"), '\0') && !rt_str_has(RT_STR("ab"), '\0'));
	CHECK(!rt_str_has(RT_STR(""), '\0'));
}

static const struct {
	const char *name;
	rt_str in, trimmed, word, rest;
} words[] = {
	{ "empty", LIT(""), LIT(""), LIT(""), LIT("") },
	{ "blanks only", LIT(" \t\r\n\v\f"), LIT(""), LIT(""), LIT("") },
	{ "one word", LIT("a"), LIT("a"), LIT("a"), LIT("") },
	{ "blanks around", LIT(" \t a b \r\n"), LIT("a b"), LIT("a"), LIT(" b \r\n") },
	{ "a line end between", LIT("a\nb"), LIT("a\nb"), LIT("a"), LIT("\nb") },
	{ "NUL is no blank", LIT("\0 a"), LIT("\0 a"), LIT("\0"), LIT(" a") },
	{ "8 bit is no blank", LIT("\xa0\x85 a"), LIT("\xa0\x85 a"), LIT("\xa0\x85"), LIT(" a") },
};

static void
check_words(void)
{
	for (size_t i = 0; i < RT_COUNT(words); i++) {
		rt_str s = at_the_edge(words[i].in);
		CHECK_CASE(rt_str_eq(rt_str_trim(s), words[i].trimmed), words[i].name);
		rt_str rest = s, word = rt_str_word(&rest);
		CHECK_CASE(rt_str_eq(word, words[i].word), words[i].name);
		CHECK_CASE(rt_str_eq(rest, words[i].rest), words[i].name);
		CHECK_CASE(lies_in(word, s) && lies_in(rest, s), words[i].name);
	}
	rt_str blanks = repeated(" ", 1 << 20);
	CHECK(rt_str_trim(blanks).n == 0 && rt_str_word(&blanks).n == 0);
}

static const struct {
	const char *name;
	rt_str in;
	uint64_t max;
	enum rt_result result;
	uint64_t value;
	rt_str rest;
} numbers[] = {
	{ "empty", LIT(""), 9, RT_ESYNTAX, 0, LIT("") },
	{ "no digit", LIT("a1"), 9, RT_ESYNTAX, 0, LIT("a1") },
	{ "sign", LIT("-1"), 9, RT_ESYNTAX, 0, LIT("-1") },
	{ "blank", LIT(" 1"), 9, RT_ESYNTAX, 0, LIT(" 1") },
	{ "zero", LIT("0"), 0, RT_OK, 0, LIT("") },
	{ "above zero", LIT("1"), 0, RT_ELIMIT, 0, LIT("1") },
	{ "leading zeros", LIT("00000000000000000000000000007x"), 7, RT_OK, 7, LIT("x") },
	{ "the limit", LIT("999"), 999, RT_OK, 999, LIT("") },
	{ "above the limit", LIT("1000"), 999, RT_ELIMIT, 0, LIT("1000") },
	{ "just above", LIT("256."), 255, RT_ELIMIT, 0, LIT("256.") },
	{ "rest", LIT("12.3"), 99, RT_OK, 12, LIT(".3") },
	{ "greatest", LIT("18446744073709551615"), UINT64_MAX, RT_OK, UINT64_MAX, LIT("") },
	{ "overflow", LIT("18446744073709551616"), UINT64_MAX, RT_ELIMIT, 0,
		LIT("18446744073709551616") },
	{ "overlong", LIT("99999999999999999999999999"), UINT64_MAX, RT_ELIMIT, 0,
		LIT("99999999999999999999999999") },
	{ "NUL behind", LIT("1\0"), 9, RT_OK, 1, LIT("\0") },
	{ "8 bit behind", LIT("1\xb2"), 9, RT_OK, 1, LIT("\xb2") },
};

static void
check_numbers(void)
{
	for (size_t i = 0; i < RT_COUNT(numbers); i++) {
		rt_str s = at_the_edge(numbers[i].in);
		uint64_t value = 4711, want = numbers[i].result == RT_OK ? numbers[i].value : 4711;
		enum rt_result r = rt_str_number(&s, numbers[i].max, &value);
		CHECK_CASE(r == numbers[i].result, numbers[i].name);
		CHECK_CASE(value == want, numbers[i].name);
		CHECK_CASE(rt_str_eq(s, numbers[i].rest), numbers[i].name);
	}
}

/* A view of nothing may have no address at all. */
static void
check_null(void)
{
	rt_str none = { 0 }, rest = none;
	uint64_t value;

	CHECK(!rt_str_cut(none, 'a').ok && !rt_str_cut_last(none, 'a').ok);
	CHECK(rt_str_eq(none, RT_STR("")) && rt_str_ieq(none, RT_STR("")));
	CHECK(rt_str_starts(none, none) && rt_str_istarts(none, none) && rt_str_iends(none, none));
	CHECK(rt_str_cmp(none, none) == 0 && rt_str_cmp(none, RT_STR("a")) < 0);
	CHECK(rt_str_find(none, none, 0) == 0 && rt_str_ifind(none, none, 0) == 0);
	CHECK(rt_str_find(none, RT_STR("a"), 0) == SIZE_MAX && !rt_str_has(none, 'a'));
	CHECK(rt_str_trim(none).n == 0 && rt_str_word(&rest).n == 0);
	CHECK(rt_str_number(&rest, 9, &value) == RT_ESYNTAX);
	CHECK(rt_str_from(none, 5).n == 0 && rt_str_head(none, 5).n == 0);
}

static void
check_clamps(void)
{
	rt_str s = at_the_edge(RT_STR("abc"));

	CHECK(rt_str_from(s, 0).p == s.p && rt_str_from(s, 0).n == 3);
	CHECK(rt_str_from(s, 3).n == 0 && rt_str_from(s, 4).n == 0);
	CHECK(rt_str_from(s, SIZE_MAX).p == s.p + 3);
	CHECK(rt_str_head(s, 2).n == 2 && rt_str_head(s, SIZE_MAX).n == 3);
	CHECK(rt_str_between(s.p + 1, s.p + 1).n == 0 && rt_str_between(s.p, s.p + 2).n == 2);
	CHECK(rt_str_eq(rt_str_z("abc"), s) && rt_str_z("").n == 0);
}

static bool
is_one_of(int c, const char *set)
{
	return c > 0 && strchr(set, c);
}

/* Every byte against lists that are written out. */
static void
check_classes(void)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz",
			  upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char hex[] = "0123456789abcdefABCDEF";

	for (int c = 0; c < 256; c++) {
		char b = (char)c;
		bool is_lower = is_one_of(c, lower), is_upper = is_one_of(c, upper);
		bool is_digit = is_one_of(c, "0123456789");
		CHECK(rt_is_digit(b) == is_digit && rt_is_upper(b) == is_upper);
		CHECK(rt_is_alpha(b) == (is_lower || is_upper));
		CHECK(rt_is_alnum(b) == (is_lower || is_upper || is_digit));
		CHECK(rt_lower(b) == (is_upper ? lower[strchr(upper, c) - upper] : b));
		CHECK(rt_upper(b) == (is_lower ? upper[strchr(lower, c) - lower] : b));
		CHECK(rt_is_wsp(b) == (c == ' ' || c == '\t'));
		CHECK(rt_is_space(b) == is_one_of(c, " \t\n\v\f\r"));
		CHECK(rt_is_cntrl(b) == (c < 32 || c == 127));
		int value = is_one_of(c, hex) ? (int)(strchr(hex, c) - hex) : -1;
		CHECK(rt_hex_value(b) == (value > 15 ? value - 6 : value));
	}
}

static void
check_vocabularies(void)
{
	for (unsigned i = 1; i < RT_COMMAND_COUNT; i++) {
		enum rt_command c = (enum rt_command)i;
		CHECK(rt_command_word(c).n && rt_command_named(rt_command_word(c)) == c);
	}
	CHECK(rt_command_named(RT_STR("data-end")) == RT_COMMAND_DATA_END);
	CHECK(rt_command_named(RT_STR("rcpt")) == RT_COMMAND_RCPT);
	CHECK(rt_command_named(RT_STR("RCP")) == RT_COMMAND_UNKNOWN);
	CHECK(rt_command_named(RT_STR("")) == RT_COMMAND_UNKNOWN);
	CHECK(rt_command_word(RT_COMMAND_UNKNOWN).n == 0);
	CHECK(rt_str_eq(rt_event_word(RT_EVENT_AUTO_REPLY), RT_STR("auto-reply")));
	CHECK(rt_str_eq(rt_class_word(RT_CLASS_TEMPORARY), RT_STR("temporary")));
	CHECK(rt_str_eq(rt_persistence_word(RT_PERSISTENCE_UNTIL_FIXED), RT_STR("until-fixed")));
	CHECK(rt_str_eq(
		rt_party_word(RT_PARTY_RECEIVING_POSTMASTER), RT_STR("receiving-postmaster")));
	CHECK(rt_str_eq(rt_scope_word(RT_SCOPE_NONE), RT_STR("-")));
	CHECK(rt_str_eq(rt_action_word(RT_ACTION_FIX_CONFIG), RT_STR("fix-config")));
	CHECK(rt_str_eq(rt_certainty_word(RT_CERTAINTY_NO_RECIPIENT), RT_STR("no-recipient")));
	CHECK(rt_str_eq(rt_standing_word(RT_STANDING_REGISTERED_ONLY), RT_STR("registered-only")));
	CHECK(rt_str_eq(rt_kind_word(RT_KIND_CLIENT), RT_STR("client")));
	/* A value out of its range, as from a file, is the first. */
	CHECK(rt_str_eq(rt_event_word((enum rt_event)200), RT_STR("none")));
}

int
main(void)
{
	check_cuts();
	check_pairs();
	check_finds();
	check_words();
	check_numbers();
	check_null();
	check_clamps();
	check_classes();
	check_vocabularies();
	return rt_done();
}
