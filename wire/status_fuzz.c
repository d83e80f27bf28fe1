/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "tests/rt_fuzz.h"
#include "wire/status.h"

static void
claim_good(struct rt_status s)
{
	CLAIM(s.class == 2 || s.class == 4 || s.class == 5);
	CLAIM(s.subject <= 999 && s.detail <= 999);
}

/* What is printed parses back to itself, whole. */
static void
claim_round_trip(struct rt_status s)
{
	char room[16];
	struct rt_buf b = { .p = room, .cap = sizeof room };
	struct rt_status again;

	rt_buf_status(&b, s);
	CLAIM(!b.full);
	rt_str text = rt_buf_view(&b);
	CLAIM(rt_status_take(&text, &again, NULL) == RT_OK);
	CLAIM(text.n == 0 && rt_status_eq(s, again));
}

static void
fuzz_takes(rt_str s)
{
	struct rt_err err = { .result = RT_OK };
	struct rt_status strict, loose;
	rt_str rest = s, loose_rest = s;

	if (rt_status_take(&rest, &strict, &err) == RT_OK) {
		CLAIM(rest.n < s.n && rest.p + rest.n == s.p + s.n);
		claim_good(strict);
		claim_round_trip(strict);
		/* Its text is exactly what would be printed. */
		CLAIM(rt_status_take_loose(&loose_rest, &loose) == RT_OK);
		CLAIM(rt_status_eq(strict, loose) && loose_rest.n == rest.n);
		return;
	}
	CLAIM(err.result == RT_ESYNTAX && err.what && err.at <= s.n);
	CLAIM(rest.p == s.p && rest.n == s.n);
	if (rt_status_take_loose(&loose_rest, &loose) == RT_OK)
		claim_good(loose);
	else
		CLAIM(loose_rest.p == s.p && loose_rest.n == s.n);
}

static void
fuzz_finds(rt_str s, uint8_t class)
{
	struct rt_status status;
	struct rt_span span;
	size_t from = 0;

	while (rt_status_find(s, from, class, &status, &span)) {
		rt_str rest = rt_str_from(s, span.at);
		struct rt_status again;
		CLAIM(from <= span.at && span.at + 5 <= span.end && span.end <= s.n);
		CLAIM(!class || status.class == class);
		claim_good(status);
		CLAIM(rt_status_take(&rest, &again, NULL) == RT_OK && rt_status_eq(status, again));
		CLAIM(s.n - rest.n == span.end);
		from = span.end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);

	fuzz_takes(s);
	for (uint8_t class = 0; class <= 5; class ++)
		fuzz_finds(s, class);
	return 0;
}
