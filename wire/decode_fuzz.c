/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "tests/rt_fuzz.h"
#include "wire/decode.h"

typedef void decode_fn(rt_str in, struct rt_buf *out);

/* Never longer than the input; and with less room nothing is written behind it. */
static void
fuzz_decoding(decode_fn *decode, rt_str s, size_t room)
{
	struct rt_arena all = fuzz_arena(s.n), some = fuzz_arena(room);
	struct rt_buf b = { .p = all.at, .cap = s.n }, few = { .p = some.at, .cap = room };

	decode(s, &b);
	CLAIM(!b.full && b.n <= s.n);
	decode(s, &few);
	CLAIM(few.full == (b.n > room) && few.n <= room);
	CLAIM(few.full || rt_str_eq(rt_buf_view(&b), rt_buf_view(&few)));
	free(all.at);
	free(some.at);
}

/* A charset whose text is twice as long in UTF-8, so that rooms are exceeded. */
static size_t
convert(void *context, rt_str charset, rt_str in, char *out, size_t room)
{
	size_t n = 0;

	(void)context;
	if (charset.n % 2)
		return SIZE_MAX;
	for (; n < room && n / 2 < in.n; n++)
		out[n] = (char)('a' + (in.p[n / 2] & 15));
	return n;
}

static bool
is_view_or_copy(rt_str ret, rt_str in, struct rt_arena whole)
{
	return fuzz_lies_in(ret, in) ||
		fuzz_lies_in(ret, (rt_str){ whole.at, rt_arena_room(&whole) });
}

static void
fuzz_texts(rt_str s, size_t room)
{
	static const struct rt_charset cs = { convert, NULL };
	static const rt_str charsets[] = { { "", 0 }, { "utf-8", 5 }, { "iso-8859-1", 10 },
		{ "iso-2022-jp", 11 }, { "koi8", 4 } };
	struct rt_arena whole = fuzz_arena(room), large = fuzz_arena(s.n * 8 + 16), a = whole;
	rt_str some, all;

	for (size_t i = 0; i < RT_COUNT(charsets); i++) {
		a = whole;
		enum rt_result r = rt_charset_text(s, charsets[i], i % 2 ? &cs : NULL, &a, &some);
		CLAIM(r == RT_OK || r == RT_ELIMIT);
		if (r == RT_OK) {
			CLAIM(rt_utf8_span(some) == some.n && is_view_or_copy(some, s, whole));
			CLAIM(a.at >= whole.at && a.at <= whole.end);
		}
	}
	/* With less room the answer is the same, or that it does not fit. */
	a = whole;
	enum rt_result r = rt_encoded_words(s, NULL, &a, &some);
	CLAIM(r == RT_OK || r == RT_ELIMIT);
	if (r == RT_OK)
		CLAIM(rt_utf8_span(some) == some.n && is_view_or_copy(some, s, whole));
	a = large;
	CLAIM(rt_encoded_words(s, NULL, &a, &all) == RT_OK);
	CLAIM(r != RT_OK || rt_str_eq(some, all));
	a = whole;
	(void)rt_encoded_words(s, &cs, &a, &some);
	a = whole;
	r = rt_utf8_clean(s, &a, &some);
	CLAIM(r == RT_ELIMIT || (r == RT_OK && rt_utf8_span(some) == some.n));
	free(whole.at);
	free(large.at);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	size_t room = fuzz_number(&s, 1024);

	fuzz_decoding(rt_decode_base64, s, room);
	fuzz_decoding(rt_decode_quoted_printable, s, room);
	fuzz_texts(s, room);
	(void)rt_encoding_named(s);
	return 0;
}
