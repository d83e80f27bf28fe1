/* SPDX-License-Identifier: MIT */
#include "base/sha1.h"
#include "tests/rt_test.h"

/* RFC 3174 7.3, FIPS 180-4, and lengths about a block. */
static const struct {
	const char *piece;
	size_t n;
	const char *want;
} cases[] = {
	{ "", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
	{ "abc", 3, "a9993e364706816aba3e25717850c26c9cd0d89d" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
		"84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
	{ "01234567", 640, "dea356a2cddd90c7a7ecedc5ebb563934f460452" },
	{ "a", 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f" },
	{ "a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a" },
	{ "a", 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5" },
	{ "a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d" },
};

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str in = cases[i].n ? repeated(cases[i].piece, cases[i].n) : (rt_str){ 0 };
		char hex[40];
		struct rt_sha1 s;
		rt_sha1_init(&s);
		/* In two pieces, wherever they are parted. */
		rt_sha1_take(&s, rt_str_head(in, in.n / 3));
		rt_sha1_take(&s, rt_str_from(in, in.n / 3));
		rt_sha1_hex(&s, hex);
		CHECK_CASE(rt_str_eq((rt_str){ hex, sizeof hex }, rt_str_z(cases[i].want)),
			cases[i].want);
	}
	return rt_done();
}
