/* SPDX-License-Identifier: MIT */
#include "base/scan.h"
#include "tests/rt_test.h"

static const char *
scan_plainly(const char *p, const char *end, const char first[3])
{
	for (; end - p >= 2; p++)
		if (p[0] == '\n' && memchr(first, p[1], 3))
			return p + 1;
	return end;
}

/* From every place of a text to every end, against the plain scan. */
static void
check_all_ranges(rt_str s, const char first[3], const char *name)
{
	size_t wrong = 0;

	for (size_t from = 0; from <= s.n; from++) {
		for (size_t end = from; end <= s.n; end++) {
			const char *got = rt_scan_line(s.p + from, s.p + end, first);
			wrong += got != scan_plainly(s.p + from, s.p + end, first);
		}
	}
	CHECK_CASE(wrong == 0, name);
}

static const struct {
	const char *name;
	char first[3];
	rt_str in;
} cases[] = {
	{ "empty", "---", LIT("") },
	{ "line ends only", "\n\r-",
		LIT("\n\n\r\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n") },
	{ "delimiters", "---", LIT("a\n--b\r\nContent-Type: x\r\n\r\nsome text\r\n--b--\r\n-") },
	{ "of three kinds", "\n\r-",
		LIT("Subject: a\n b\n\tc\nTo: d\r\n\r\nabcdefghijklmnopqr\n\n-\n") },
	{ "NUL and 8 bit", "\0\xff-",
		LIT("\n\0\n\xff\n\x7f\n-\0\0\0\n\n\0aaaaaaaaaaaaaaaaaaaaaaaa\n\xff") },
	{ "the last byte", "FFF", LIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nF") },
	{ "LF at the end", "FFF", LIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaF\n") },
};

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++)
		check_all_ranges(at_the_edge(cases[i].in), cases[i].first, cases[i].name);

	rt_str large = repeated("\nA", 1 << 20);
	CHECK(rt_scan_line(large.p, large.p + large.n, "BCD") == large.p + large.n);
	CHECK(rt_scan_line(large.p, large.p + large.n, "BCA") == large.p + 1);
	return rt_done();
}
