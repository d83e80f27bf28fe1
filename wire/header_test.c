/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "tests/rt_test.h"
#include "wire/header.h"

static const struct {
	const char *name;
	rt_str in, want; /* each line taken stands in "[]" */
} lines[] = {
	{ "empty", LIT(""), LIT("") },
	{ "LF", LIT("\n"), LIT("[]") },
	{ "CRLF", LIT("\r\n"), LIT("[]") },
	{ "CR alone", LIT("\r"), LIT("[]") },
	{ "no line end", LIT("a"), LIT("[a]") },
	{ "mixed", LIT("a\r\nb\nc"), LIT("[a][b][c]") },
	{ "one CR only", LIT("a\r\r\nb"), LIT("[a\r][b]") },
	{ "CR inside", LIT("a\rb\r\n"), LIT("[a\rb]") },
	{ "NUL", LIT("\0\n\0"), LIT("[\0][\0]") },
	{ "empty lines", LIT("\n\r\n\n"), LIT("[][][]") },
};

static void
check_lines(void)
{
	for (size_t i = 0; i < RT_COUNT(lines); i++) {
		rt_str s = at_the_edge(lines[i].in), line;
		size_t at = 0;
		bool good = true;
		while (rt_line_next(&s, &line)) {
			rt_str want = rt_str_from(lines[i].want, at);
			good = good && rt_str_starts(want, RT_STR("[")) &&
				rt_str_starts(rt_str_from(want, 1), line);
			at += line.n + 2;
		}
		CHECK_CASE(good && at == lines[i].want.n && s.n == 0, lines[i].name);
	}
}

struct taken {
	enum rt_result result;
	rt_str name, value;
};

static const struct {
	const char *name;
	rt_str in;
	struct taken want[5]; /* up to the first RT_ENOTFOUND */
	rt_str rest;
} fields[] = {
	{ "empty", LIT(""), { { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "one", LIT("A: b\n"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "CRLF", LIT("A: b\r\nC: d\r\n\r\nbody"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_OK, LIT("C"), LIT("d") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("body") },
	{ "no line end", LIT("A: b\nC:d"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_OK, LIT("C"), LIT("d") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "CR at the end", LIT("A: b\r"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "folds", LIT("A: b\r\n c\r\n\td\r\nE: f\r\n"),
		{ { RT_OK, LIT("A"), LIT("b\r\n c\r\n\td") }, { RT_OK, LIT("E"), LIT("f") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "a fold of blanks only", LIT("A: b\n \n c\nD: e\n"),
		{ { RT_OK, LIT("A"), LIT("b\n \n c") }, { RT_OK, LIT("D"), LIT("e") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "a fold without a line end", LIT("A: b\n c"),
		{ { RT_OK, LIT("A"), LIT("b\n c") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "value on the next line", LIT("A:\r\n b\r\n"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "empty value", LIT("A:\nB: \nC:\r\n\r\n"),
		{ { RT_OK, LIT("A"), LIT("") }, { RT_OK, LIT("B"), LIT("") },
			{ RT_OK, LIT("C"), LIT("") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "blanks before the colon", LIT("A \t: b\n"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "colons in the value", LIT("A: b: c\n"),
		{ { RT_OK, LIT("A"), LIT("b: c") }, { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "empty line first", LIT("\nA: b\n"), { { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("A: b\n") },
	{ "empty line, then a blank", LIT("\n A: b\n"), { { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT(" A: b\n") },
	{ "empty line, then an indented body", LIT("A: b\r\n\r\n\tbody\r\n"),
		{ { RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("\tbody\r\n") },
	{ "CR alone", LIT("\r"), { { RT_ENOTFOUND, LIT(""), LIT("") } }, LIT("") },
	{ "no field", LIT("not a field\nA: b\n"),
		{ { RT_ESYNTAX, LIT(""), LIT("not a field") }, { RT_OK, LIT("A"), LIT("b") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "mbox line", LIT("From a@b Sun Nov 22 01:02:03 2026\nA: b\n"),
		{ { RT_ESYNTAX, LIT(""), LIT("From a@b Sun Nov 22 01:02:03 2026") },
			{ RT_OK, LIT("A"), LIT("b") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "fold first", LIT(" A: b\nC: d\n"),
		{ { RT_ESYNTAX, LIT(""), LIT(" A: b") }, { RT_OK, LIT("C"), LIT("d") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "no name", LIT(": b\nA: c\n"),
		{ { RT_ESYNTAX, LIT(""), LIT(": b") }, { RT_OK, LIT("A"), LIT("c") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "names of wrong bytes", LIT("A\0: b\nA\xe4: b\nA\x7f: b\n\x1f: b\n"),
		{ { RT_ESYNTAX, LIT(""), LIT("A\0: b") }, { RT_ESYNTAX, LIT(""), LIT("A\xe4: b") },
			{ RT_ESYNTAX, LIT(""), LIT("A\x7f: b") },
			{ RT_ESYNTAX, LIT(""), LIT("\x1f: b") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "any other name", LIT("!#%&'*+-./=?^_`{|}~: b\n"),
		{ { RT_OK, LIT("!#%&'*+-./=?^_`{|}~"), LIT("b") },
			{ RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "the name is folded", LIT("A\n : b\n"),
		{ { RT_ESYNTAX, LIT(""), LIT("A\n : b") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
	{ "value of wrong bytes", LIT("A: \0\xff\x7f\n"),
		{ { RT_OK, LIT("A"), LIT("\0\xff\x7f") }, { RT_ENOTFOUND, LIT(""), LIT("") } },
		LIT("") },
};

static void
check_fields(void)
{
	for (size_t i = 0; i < RT_COUNT(fields); i++) {
		rt_str whole = at_the_edge(fields[i].in), s = whole;
		for (const struct taken *w = fields[i].want;; w++) {
			struct rt_field f = { 0 };
			enum rt_result r = rt_field_next(&s, &f);
			CHECK_CASE(r == w->result, fields[i].name);
			CHECK_CASE(rt_str_eq(f.name, w->name), fields[i].name);
			CHECK_CASE(rt_str_eq(f.value, w->value), fields[i].name);
			CHECK_CASE(
				lies_in(f.name, whole) && lies_in(f.value, whole), fields[i].name);
			if (r == RT_ENOTFOUND || w->result == RT_ENOTFOUND)
				break;
		}
		CHECK_CASE(rt_str_eq(s, fields[i].rest), fields[i].name);
	}
}

static const struct {
	const char *name;
	rt_str in, want;
} unfolds[] = {
	{ "empty", LIT(""), LIT("") },
	{ "no fold", LIT("a  b"), LIT("a  b") },
	{ "LF", LIT("a\n b"), LIT("a b") },
	{ "CRLF", LIT("a\r\n\tb"), LIT("a b") },
	{ "many blanks", LIT("a \t \r\n \t  b c"), LIT("a b c") },
	{ "empty folds", LIT("a\n \n\t\n b"), LIT("a b") },
	{ "at both ends", LIT("\n a\n "), LIT("a") },
	{ "line ends only", LIT("\n\r\n\n"), LIT("") },
	{ "no blank behind", LIT("a\nb"), LIT("a b") },
	{ "CR inside", LIT("a\rb\r\n c"), LIT("a\rb c") },
	{ "NUL and 8 bit", LIT("\0\n \xff"), LIT("\0 \xff") },
};

static void
check_unfolds(void)
{
	struct rt_arena whole = arena_at_the_edge(32);

	for (size_t i = 0; i < RT_COUNT(unfolds); i++) {
		rt_str s = at_the_edge(unfolds[i].in), ret;
		bool same = !rt_str_has(s, '\n');
		for (size_t n = 0; n <= 32; n++) {
			struct rt_arena a = arena_tail(whole, n);
			enum rt_result r = rt_field_unfold(s, &a, &ret);
			CHECK_CASE(r == (same || n >= s.n ? RT_OK : RT_ELIMIT), unfolds[i].name);
			CHECK_CASE(arena_kept(whole, n), unfolds[i].name);
			if (r != RT_OK)
				continue;
			CHECK_CASE(rt_str_eq(ret, unfolds[i].want), unfolds[i].name);
			CHECK_CASE(same ? ret.p == s.p : ret.p + ret.n == a.at, unfolds[i].name);
		}
	}
}

/* Every name is found in any case, and only whole. */
static void
check_ids(void)
{
	char room[40];

	for (unsigned i = 0; i < RT_FIELD_COUNT; i++) {
		rt_str name = rt_field_name((enum rt_field_id)i);
		CHECK_CASE(rt_field_id(at_the_edge(name)) == i, name.p);
		for (size_t k = 0; k < name.n; k++)
			room[k] = k % 2 ? name.p[k] : rt_upper(name.p[k]);
		room[name.n] = 's';
		CHECK_CASE(rt_field_id((rt_str){ room, name.n }) == i, name.p);
		CHECK_CASE(rt_field_id((rt_str){ room, name.n + 1 }) == RT_FIELD_COUNT, name.p);
		CHECK_CASE(rt_field_id(rt_str_head(name, name.n - 1)) == RT_FIELD_COUNT, name.p);
		if (i)
			CHECK_CASE(rt_str_cmp(rt_field_name((enum rt_field_id)(i - 1)), name) < 0,
				name.p);
	}
	for (int c = 0; c < 256; c++) {
		char one = (char)c;
		CHECK(rt_field_id((rt_str){ &one, 1 }) == RT_FIELD_COUNT);
	}
	CHECK(rt_field_id((rt_str){ 0 }) == RT_FIELD_COUNT);
}

static void
check_find(void)
{
	rt_str s = at_the_edge(
		RT_STR("From x\nSubject: a\nX: b\n c\nsubject : d\nSUBJECT:e\n\nSubject: body\n"));
	rt_str value = { 0 };

	CHECK(rt_field_find(&s, RT_FIELD_SUBJECT, &value) && rt_str_eq(value, RT_STR("a")));
	CHECK(rt_field_find(&s, RT_FIELD_SUBJECT, &value) && rt_str_eq(value, RT_STR("d")));
	CHECK(rt_field_find(&s, RT_FIELD_SUBJECT, &value) && rt_str_eq(value, RT_STR("e")));
	CHECK(!rt_field_find(&s, RT_FIELD_SUBJECT, &value) && s.n == 0);
	CHECK(!rt_field_find(&s, RT_FIELD_SUBJECT, &value) && rt_str_eq(value, RT_STR("e")));
	s = (rt_str){ 0 };
	CHECK(!rt_field_find(&s, RT_FIELD_SUBJECT, &value));
}

static void
check_large(void)
{
	static const char *const pieces[] = { ":", "a", "a\n", "a:\n", "\n ", "a:\n b\n", " ",
		"\r" };
	struct rt_arena a = arena_at_the_edge(1 << 20);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], 1 << 20), ret;
		struct rt_arena scratch = a;
		struct rt_field f;
		CHECK_CASE(rt_field_unfold(s, &scratch, &ret) == RT_OK && ret.n <= s.n, pieces[i]);
		for (size_t left = s.n + 1; s.n && s.n < left;) {
			left = s.n;
			(void)rt_field_next(&s, &f);
		}
		CHECK_CASE(s.n == 0, pieces[i]);
	}
}

int
main(void)
{
	check_lines();
	check_fields();
	check_unfolds();
	check_ids();
	check_find();
	check_large();
	return rt_done();
}
