/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "tests/rt_fuzz.h"
#include "wire/date.h"
#include "wire/header.h"
#include "wire/mbox.h"
#include "wire/param.h"

/* Lines, put together again, are the input without its line ends. */
static void
fuzz_lines(rt_str s)
{
	rt_str rest = s, line;
	size_t taken = 0;

	while (rt_line_next(&rest, &line)) {
		CLAIM(line.p == s.p + taken && fuzz_lies_in(line, s));
		CLAIM(!rt_str_has(line, '\n') && s.n - rest.n > taken);
		CLAIM(s.n - rest.n - taken - line.n <= 2);
		taken = s.n - rest.n;
	}
	CLAIM(taken == s.n && rest.n == 0);
}

static void
fuzz_unfold(rt_str value, size_t room)
{
	struct rt_arena a = fuzz_arena(room);
	char *front = a.at;
	rt_str ret;
	enum rt_result r = rt_field_unfold(value, &a, &ret);

	CLAIM(r == RT_OK || (r == RT_ELIMIT && room < value.n));
	if (r == RT_OK) {
		CLAIM(ret.n <= value.n && !rt_str_has(ret, '\n'));
		CLAIM(fuzz_lies_in(ret, value) || fuzz_lies_in(ret, (rt_str){ front, room }));
	}
	free(front);
}

static void
fuzz_params(rt_str value, size_t room)
{
	struct rt_param p;
	rt_str rest = value, text, charset;
	struct rt_arena a = fuzz_arena(room);
	char *front = a.at;

	CLAIM(fuzz_lies_in(rt_param_head(value), value));
	for (size_t left = rest.n + 1; rt_param_next(&rest, &p); left = rest.n) {
		CLAIM(rest.n < left && p.name.n);
		CLAIM(fuzz_lies_in(p.name, value) && fuzz_lies_in(p.value, value));
	}
	enum rt_result r = rt_param_text(value, RT_STR("name"), &a, &text, &charset);
	CLAIM(r == RT_OK || r == RT_ENOTFOUND || r == RT_ELIMIT);
	if (r == RT_OK)
		CLAIM(fuzz_lies_in(text, (rt_str){ front, room }) && fuzz_lies_in(charset, value));
	if (room >= value.n)
		CLAIM(r != RT_ELIMIT);
	free(front);
}

static void
fuzz_fields(rt_str s, size_t room)
{
	struct rt_field f;
	enum rt_result r;
	rt_str rest = s, value;

	for (size_t left = rest.n; rest.n; left = rest.n) {
		r = rt_field_next(&rest, &f);
		CLAIM(rest.n < left && rest.p + rest.n == s.p + s.n);
		if (r == RT_ENOTFOUND)
			continue;
		CLAIM(r == RT_OK || r == RT_ESYNTAX);
		CLAIM(fuzz_lies_in(f.value, s) && (r == RT_ESYNTAX) == !f.name.n);
		CLAIM(fuzz_lies_in(f.name, s) && rt_field_id(f.name) <= RT_FIELD_COUNT);
		fuzz_unfold(f.value, room);
		fuzz_params(f.value, room);
		(void)rt_date_parse(f.value);
	}
	rest = s;
	while (rt_field_find(&rest, RT_FIELD_SUBJECT, &value))
		CLAIM(fuzz_lies_in(value, s));
	CLAIM(rest.n == 0);
}

/* Messages of an mbox: each begins with a line of its own, and looking may go on from anywhere. */
static void
fuzz_mbox(rt_str s, size_t from)
{
	size_t at = rt_mbox_next(s, from);

	CLAIM(at == SIZE_MAX || (at > from && at < s.n && rt_mbox_is(rt_str_from(s, at))));
	if (at != SIZE_MAX) {
		CLAIM(s.p[at - 1] == '\n');
		CLAIM(rt_mbox_next(s, from + (at - from) / 2) == at);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	size_t room = fuzz_number(&s, 512);

	fuzz_lines(s);
	fuzz_fields(s, room);
	fuzz_params(s, room);
	(void)rt_date_parse(s);
	for (size_t from = 0; from < s.n; from += room + 1)
		fuzz_mbox(s, from);
	return 0;
}
