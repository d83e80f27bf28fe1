/* SPDX-License-Identifier: MIT */
#include "wire/fold.h"

#include "base/ascii.h"
#include "base/utf8.h"

#if defined(__SSE2__)
#	include <emmintrin.h>
#endif

/* Lower case of two-octet letters, which keeps their length. */
static uint8_t
lower_latin(uint8_t lead, uint8_t c)
{
	bool odd = c & 1;

	if (lead == 0xc3)
		return c >= 0x80 && c <= 0x9e && c != 0x97 ? (uint8_t)(c + 0x20) : c;
	/* U+0138 and U+0178 have no neighbour of the other case. */
	if (c == 0xb8)
		return c;
	/* Latin Extended-A: pairs that begin at even code points, but for two stretches. */
	bool from_odd = lead == 0xc4 ? c >= 0xb9 : c <= 0x88 || c >= 0xb9;
	return odd == from_odd && c < 0xbf ? (uint8_t)(c + 1) : c;
}

static void
put_pair(char *out, uint8_t lead, uint8_t c)
{
	if (lead >= 0xc3 && lead <= 0xc5) {
		c = lower_latin(lead, c);
	} else if (lead == 0xd0 && c >= 0x90 && c <= 0x9f) {
		c = (uint8_t)(c + 0x20);
	} else if (lead == 0xd0 && c >= 0xa0 && c <= 0xaf) {
		lead = 0xd1;
		c = (uint8_t)(c - 0x20);
	} else if (lead == 0xd0 && c <= 0x8f) {
		lead = 0xd1;
		c = (uint8_t)(c + 0x10);
	}
	out[0] = (char)lead;
	out[1] = (char)c;
}

/* The ASCII sign that general punctuation U+2000 to U+203F stands for; 0 when none does. */
static char
plain_sign(uint8_t third)
{
	if (third <= 0x8b || third == 0xaf)
		return ' ';
	if (third >= 0x90 && third <= 0x95)
		return '-';
	if (third >= 0x98 && third <= 0x9b)
		return '\'';
	return third >= 0x9c && third <= 0x9f ? '"' : 0;
}

/*
 * Folds the character at the front of s into out, at most as many octets as it has; ret_n says how
 * many it has. Returns how many were written.
 */
static size_t
fold_char(rt_str s, char *out, size_t *ret_n)
{
	uint8_t c = (uint8_t)s.p[0];

	*ret_n = 1;
	if (c < 0x80) {
		out[0] = rt_is_space(s.p[0]) ? ' ' : rt_lower(s.p[0]);
		return 1;
	}
	size_t n = rt_utf8_length(s);
	if (!n) {
		out[0] = s.p[0];
		return 1;
	}
	*ret_n = n;
	if (n == 2 && c == 0xc2 && (uint8_t)s.p[1] == 0xa0) {
		out[0] = ' ';
		return 1;
	}
	if (n == 2) {
		put_pair(out, c, (uint8_t)s.p[1]);
		return 2;
	}
	char sign = n == 3 && c == 0xe2 && (uint8_t)s.p[1] == 0x80 ? plain_sign((uint8_t)s.p[2])
								   : 0;
	if (sign) {
		out[0] = sign;
		return 1;
	}
	memcpy(out, s.p, n);
	return n;
}

/* Plain bytes only change their case: not control bytes, nor octets above 126, nor double blanks. */
static inline bool
is_plain(const char *p, const char *end)
{
	return *p >= ' ' && *p < 127 && !(*p == ' ' && p + 1 < end && p[1] == ' ');
}

static const char *
plain_end(const char *p, const char *end)
{
#if defined(__SSE2__)
	const __m128i low = _mm_set1_epi8(' '), high = _mm_set1_epi8(126);

	for (; end - p >= 17; p += 16) {
		__m128i here = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
		__m128i blank = _mm_and_si128(_mm_cmpeq_epi8(here, low), _mm_cmpeq_epi8(next, low));
		/* Signed: octets above 127 are below the blank, too. */
		__m128i out = _mm_or_si128(_mm_cmplt_epi8(here, low), _mm_cmpgt_epi8(here, high));
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(blank, out));
		if (mask)
			return p + __builtin_ctz(mask);
	}
#endif
	while (p < end && is_plain(p, end))
		p++;
	return p;
}

static void
lower_copy(char *restrict out, const char *restrict p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t c = (uint8_t)p[i];
		out[i] = (char)(c + (((uint8_t)(c - 'A') < 26) << 5));
	}
}

/* What folding works with. */
struct folder {
	rt_str s;
	const struct rt_reply *said;
	struct rt_arena *arena;
	char *out;
	size_t n;
	struct rt_fold_piece *piece;
	uint32_t pieces;
};

static bool
add_piece(struct folder *f, size_t origin)
{
	struct rt_fold_piece *last = f->pieces ? &f->piece[f->pieces - 1] : NULL;

	if (last && last->folded == f->n) {
		last->origin = (uint32_t)origin;
		return true;
	}
	struct rt_fold_piece *p = RT_NEW(f->arena, struct rt_fold_piece, 1);
	if (!p)
		return false;
	if (!f->pieces++)
		f->piece = p;
	*p = (struct rt_fold_piece){ (uint32_t)f->n, (uint32_t)origin };
	return true;
}

/* Where the code of a multi-line reply next stands again behind a blank, or the end. */
static size_t
next_repeat(rt_str s, const struct rt_reply *said, size_t from)
{
	if (!said || !said->code)
		return s.n;

	char first = (char)('0' + said->code / 100);
	for (size_t i = from > said->text_at ? from : said->text_at + (size_t)1; i < s.n; i++) {
		const char *at = memchr(s.p + i, first, s.n - i);
		if (!at)
			break;
		i = (size_t)(at - s.p);
		if (rt_is_space(at[-1]) &&
			rt_reply_repeat(rt_str_from(s, i), said->code, said->status))
			return i;
	}
	return s.n;
}

/* Folds what is not plain at i: a blank, a control byte, a letter beyond ASCII. The new i, or 0. */
static size_t
fold_special(struct folder *f, size_t i)
{
	char room[4];
	size_t step, wrote = fold_char(rt_str_from(f->s, i), room, &step);
	bool blank = wrote == 1 && room[0] == ' ';

	if (blank && (!f->n || f->out[f->n - 1] == ' '))
		return i + step;
	if (!add_piece(f, i))
		return 0;
	memcpy(f->out + f->n, room, wrote);
	f->n += wrote;
	return i + step;
}

static bool
fold_all(struct folder *f)
{
	size_t repeat = next_repeat(f->s, f->said, 0);
	bool joined = false; /* whether the next byte follows the last in the original, too */

	for (size_t i = 0; i < f->s.n;) {
		if (i == repeat) {
			i += rt_reply_repeat(rt_str_from(f->s, i), f->said->code, f->said->status);
			repeat = next_repeat(f->s, f->said, i);
			joined = false;
			continue;
		}
		const char *p = f->s.p + i;
		size_t stop = repeat < f->s.n ? repeat : f->s.n;
		size_t n = (size_t)(plain_end(p, f->s.p + stop) - p);
		/* A blank before another, or behind one that was written, is folded by itself. */
		if (n && *p == ' ' && (!f->n || f->out[f->n - 1] == ' '))
			n = 0;
		if (!n) {
			i = fold_special(f, i);
			if (!i)
				return false;
			joined = false;
			continue;
		}
		if (!joined && !add_piece(f, i))
			return false;
		lower_copy(f->out + f->n, p, n);
		f->n += n;
		i += n;
		joined = true;
	}
	/* The end stands for the end. */
	return add_piece(f, f->s.n);
}

static uint32_t
folded_at(const struct rt_folded *f, uint32_t origin)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < f->pieces && f->piece[i].origin <= origin; i++) {
		at = f->piece[i].folded + (origin - f->piece[i].origin);
		if (i + 1 < f->pieces && at > f->piece[i + 1].folded)
			at = f->piece[i + 1].folded;
	}
	return at < f->text.n ? at : (uint32_t)f->text.n;
}

enum rt_result
rt_fold(rt_str s, const struct rt_reply *said, struct rt_arena *a, struct rt_folded *ret)
{
	struct folder f = { .s = s, .said = said, .arena = a };

	f.out = rt_arena_bytes(a, s.n + RT_FOLD_PAD);
	if (!f.out || !fold_all(&f))
		return RT_ELIMIT;
	memset(f.out + f.n, 0, RT_FOLD_PAD);
	*ret = (struct rt_folded){ .text = { f.out, f.n }, .piece = f.piece, .pieces = f.pieces };
	if (said)
		ret->body = folded_at(ret, said->text_at);
	return RT_OK;
}

rt_str
rt_fold_plain(rt_str s, char *out)
{
	size_t n = 0, step;

	s = rt_str_trim(s);
	for (size_t i = 0; i < s.n; i += step) {
		size_t wrote = fold_char(rt_str_from(s, i), out + n, &step);
		if (wrote == 1 && out[n] == ' ' && n && out[n - 1] == ' ')
			continue;
		n += wrote;
	}
	return (rt_str){ out, n };
}

uint32_t
rt_fold_origin_at(const struct rt_folded *f, uint32_t at)
{
	uint32_t low = 0, high = f->pieces;

	if (!high)
		return at;
	/* The last piece that begins at or before at. */
	while (high - low > 1) {
		uint32_t mid = (low + high) / 2;
		if (f->piece[mid].folded <= at)
			low = mid;
		else
			high = mid;
	}
	return f->piece[low].origin + (at - f->piece[low].folded);
}

struct rt_span
rt_fold_origin(const struct rt_folded *f, struct rt_span span)
{
	return (struct rt_span){ rt_fold_origin_at(f, span.at), rt_fold_origin_at(f, span.end) };
}
