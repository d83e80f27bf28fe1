/* SPDX-License-Identifier: MIT */
#include "base/sha1.h"

static uint32_t
turn(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

/* f(t;B,C,D) and K(t), RFC 3174 5. */
static uint32_t
mix(unsigned t, const uint32_t v[5])
{
	uint32_t b = v[1], c = v[2], d = v[3];

	if (t < 20)
		return ((b & c) | (~b & d)) + 0x5a827999u;
	if (t < 40)
		return (b ^ c ^ d) + 0x6ed9eba1u;
	if (t < 60)
		return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcu;
	return (b ^ c ^ d) + 0xca62c1d6u;
}

/* RFC 3174 6.1 */
static void
take_block(struct rt_sha1 *s)
{
	uint32_t w[80], v[5];

	for (size_t t = 0; t < 16; t++) {
		const uint8_t *p = &s->block[t * 4];
		w[t] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	}
	for (unsigned t = 16; t < 80; t++)
		w[t] = turn(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	memcpy(v, s->h, sizeof v);
	for (unsigned t = 0; t < 80; t++) {
		uint32_t next = turn(v[0], 5) + mix(t, v) + v[4] + w[t];
		v[4] = v[3];
		v[3] = v[2];
		v[2] = turn(v[1], 30);
		v[1] = v[0];
		v[0] = next;
	}
	for (unsigned i = 0; i < 5; i++)
		s->h[i] += v[i];
}

void
rt_sha1_init(struct rt_sha1 *s)
{
	*s = (struct rt_sha1){ .h = { 0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u,
				       0xc3d2e1f0u } };
}

void
rt_sha1_take(struct rt_sha1 *s, rt_str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		s->block[s->n++ % sizeof s->block] = (uint8_t)bytes.p[i];
		if (s->n % sizeof s->block == 0)
			take_block(s);
	}
}

/* A bit, zeros, and the length in bits; RFC 3174 4. */
void
rt_sha1_hex(struct rt_sha1 *s, char ret[40])
{
	static const char hex[] = "0123456789abcdef";
	uint64_t bits = s->n * 8;

	rt_sha1_take(s, (rt_str){ "\x80", 1 });
	while (s->n % sizeof s->block != sizeof s->block - 8)
		rt_sha1_take(s, (rt_str){ "", 1 });
	for (unsigned i = 0; i < 8; i++) {
		char c = (char)(uint8_t)(bits >> (56 - 8 * i));
		rt_sha1_take(s, (rt_str){ &c, 1 });
	}
	for (unsigned i = 0; i < 40; i++)
		ret[i] = hex[s->h[i / 8] >> (28 - i % 8 * 4) & 15];
}
