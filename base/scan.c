/* SPDX-License-Identifier: MIT */
#include "base/scan.h"

#if defined(__SSE2__)
#	include <emmintrin.h>

/* Sixteen bytes: where an LF is followed by one of the three. */
static inline unsigned
candidates(const char *p, __m128i lf, const __m128i first[3])
{
	__m128i here = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
	__m128i any = _mm_or_si128(_mm_cmpeq_epi8(next, first[0]),
		_mm_or_si128(_mm_cmpeq_epi8(next, first[1]), _mm_cmpeq_epi8(next, first[2])));

	return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, lf), any));
}

static const char *
scan_blocks(const char *p, const char *end, const char first[3], bool *ret_found)
{
	const __m128i lf = _mm_set1_epi8('\n');
	const __m128i set[3] = { _mm_set1_epi8(first[0]), _mm_set1_epi8(first[1]),
		_mm_set1_epi8(first[2]) };

	for (; end - p >= 17; p += 16) {
		unsigned mask = candidates(p, lf, set);
		if (mask) {
			*ret_found = true;
			return p + __builtin_ctz(mask) + 1;
		}
	}
	return p;
}
#else
static const char *
scan_blocks(const char *p, const char *end, const char first[3], bool *ret_found)
{
	(void)end;
	(void)first;
	(void)ret_found;
	return p;
}
#endif

const char *
rt_scan_line(const char *p, const char *end, const char first[3])
{
	bool found = false;

	p = scan_blocks(p, end, first, &found);
	if (found)
		return p;
	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf || lf + 1 == end)
			return end;
		p = lf + 1;
		if (*p == first[0] || *p == first[1] || *p == first[2])
			return p;
	}
	return end;
}
