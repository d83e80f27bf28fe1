/* SPDX-License-Identifier: MIT */
#include "tests/rt_fuzz.h"
#include "wire/reply.h"

static void
claim_good(const struct rt_reply *r, rt_str s)
{
	CLAIM(!r->code || (r->code >= 200 && r->code <= 599));
	CLAIM(!r->status.class || r->status.class == 2 || r->status.class == 4 ||
		r->status.class == 5);
	CLAIM(r->status.subject <= 999 && r->status.detail <= 999);
	CLAIM(r->text_at <= s.n);
}

/* Each quoted reply stands behind the one before it, and its code right in front of its status. */
static void
fuzz_quotes(rt_str s)
{
	struct rt_reply r;

	for (size_t from = 0; rt_reply_quoted(s, from, &r); from = r.text_at) {
		claim_good(&r, s);
		CLAIM(r.text_at > from && r.code / 100 == r.status.class);
		CLAIM(!rt_status_is_vague(r.status) && r.status.class != 2);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size), rest = s;
	struct rt_reply r = rt_reply_read(s);
	uint16_t code;

	claim_good(&r, s);
	if (rt_reply_code_take(&rest, &code) == RT_OK) {
		CLAIM(rest.n == s.n - 3 && code == r.code);
		CLAIM(rt_reply_repeat(s, (uint16_t)(code + 1), r.status) == 0);
	} else {
		CLAIM(rest.p == s.p && rest.n == s.n);
	}
	CLAIM(rt_reply_repeat(s, 0, r.status) == 0);
	/* The code may be repeated anywhere; what repeats it lies inside the text. */
	for (size_t at = 0; at < s.n; at++) {
		size_t n = rt_reply_repeat(rt_str_from(s, at), r.code, r.status);
		CLAIM(!n || (n >= 3 && n <= s.n - at));
	}
	fuzz_quotes(s);
	size_t found = rt_reply_find(s);
	CLAIM(found == SIZE_MAX || found + 3 <= s.n);
	rest = rt_str_from(s, found);
	CLAIM(found == SIZE_MAX || rt_reply_code_take(&rest, &code) == RT_OK);
	CLAIM(rt_reply_command(s) < RT_COMMAND_COUNT);
	return 0;
}
