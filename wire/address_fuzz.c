/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "tests/rt_fuzz.h"
#include "wire/address.h"

static void
fuzz_finds(rt_str s)
{
	struct rt_span span;

	for (size_t from = 0; rt_address_find(s, from, &span); from = span.end) {
		rt_str found = { s.p + span.at, span.end - span.at };
		CLAIM(from <= span.at && span.end <= s.n && found.n >= 3);
		CLAIM(rt_str_has(found, '@'));
		CLAIM(rt_address_is(found));
	}
}

static void
fuzz_typed(rt_str s, size_t room)
{
	struct rt_arena whole = fuzz_arena(room), large = fuzz_arena(s.n), a = whole;
	struct rt_typed_address some, all;
	rt_str plain, in = { whole.at, room };

	enum rt_result r = rt_address_typed(s, &a, &some);
	CLAIM(r == RT_OK || r == RT_ELIMIT);
	a = large;
	CLAIM(rt_address_typed(s, &a, &all) == RT_OK);
	if (r == RT_OK) {
		CLAIM(fuzz_lies_in(some.type, s) && some.address.n <= s.n);
		CLAIM(fuzz_lies_in(some.address, s) || fuzz_lies_in(some.address, in));
		CLAIM(rt_str_eq(some.address, all.address) && rt_str_eq(some.type, all.type));
	}
	a = whole;
	r = rt_xtext(s, &a, &plain);
	CLAIM(r == RT_ELIMIT || (r == RT_OK && plain.n <= s.n));
	free(whole.at);
	free(large.at);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	size_t room = fuzz_number(&s, 256);

	fuzz_finds(s);
	rt_str of = rt_address_of(s);
	CLAIM(fuzz_lies_in(of, s));
	(void)rt_address_is(s);
	fuzz_typed(s, room);
	return 0;
}
