/* SPDX-License-Identifier: MIT */
#include "wire/mention.h"

#include "base/ascii.h"

#if defined(__SSE2__)
#	include <emmintrin.h>
#endif

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, LONGEST = 7 * DAY };

/* The word that ends at the blanks before at. */
static rt_str
word_before(rt_str s, size_t at)
{
	while (at > 0 && !rt_is_alpha(s.p[at - 1])) {
		if (!rt_str_has(RT_STR(" :~\r\n\t"), s.p[at - 1]))
			return (rt_str){ 0 };
		at--;
	}
	size_t end = at;
	while (at > 0 && rt_is_alpha(s.p[at - 1]))
		at--;
	return (rt_str){ s.p + at, end - at };
}

static bool
is_one_of(rt_str word, const char *const *words, size_t count)
{
	for (size_t i = 0; word.n && i < count; i++)
		if (rt_str_ieq(word, rt_str_z(words[i])))
			return true;
	return false;
}

static uint32_t
unit_of(rt_str rest)
{
	static const struct {
		const char *word;
		uint32_t seconds;
	} units[] = {
		{ "second", 1 },
		{ "sec", 1 },
		{ "s", 1 },
		{ "minute", MINUTE },
		{ "min", MINUTE },
		{ "m", MINUTE },
		{ "hour", HOUR },
		{ "h", HOUR },
		{ "day", DAY },
	};
	size_t n = 0;

	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == '-'))
		rest = rt_str_from(rest, 1);
	while (n < rest.n && rt_is_alpha(rest.p[n]))
		n++;
	rt_str word = rt_str_head(rest, n);
	if (word.n > 3 && rt_lower(word.p[word.n - 1]) == 's')
		word.n--;
	for (size_t i = 0; i < RT_COUNT(units); i++)
		if (rt_str_ieq(word, rt_str_z(units[i].word)))
			return units[i].seconds;
	return 0;
}

/* "try again in 5 minutes": a number with a unit behind a word of waiting. */
static uint32_t
delay_at(rt_str s, size_t at)
{
	static const char *const words[] = { "in", "after", "wait", "for", "another", "least",
		"delay", "retry", "about" };
	rt_str rest = rt_str_from(s, at);
	uint64_t value;

	if (!is_one_of(word_before(s, at), words, RT_COUNT(words)) ||
		rt_str_number(&rest, LONGEST, &value) != RT_OK)
		return 0;
	uint64_t seconds = value * unit_of(rest);
	return seconds <= LONGEST ? (uint32_t)seconds : 0;
}

static bool
is_ip_part(char c)
{
	return rt_hex_value(c) >= 0 || c == '.' || c == ':';
}

/* Four numbers of at most 255, with full stops between them (RFC 5321 4.1.3). */
static bool
is_ipv4(rt_str s)
{
	for (int i = 0; i < 4; i++) {
		uint64_t value;
		if (rt_str_number(&s, 255, &value) != RT_OK)
			return false;
		if (i < 3) {
			if (!s.n || s.p[0] != '.')
				return false;
			s = rt_str_from(s, 1);
		}
	}
	return !s.n;
}

/* Three to eight groups of at most four hexadecimal digits (RFC 4291 2.2); one may be left out. */
static bool
is_ipv6(rt_str s)
{
	unsigned groups = 0, gaps = 0, digits = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] == '.')
			return false;
		if (i < s.n && s.p[i] != ':') {
			if (++digits > 4)
				return false;
			continue;
		}
		groups += digits > 0;
		gaps += !digits && i > 0 && i < s.n;
		digits = 0;
	}
	return gaps <= 1 && groups <= 8 && (groups == 8 || (gaps == 1 && groups >= 2));
}

static rt_str
ip_at(rt_str s, size_t at)
{
	size_t end = at;

	while (end < s.n && is_ip_part(s.p[end]))
		end++;
	if (end < s.n && (rt_is_alnum(s.p[end]) || s.p[end] == '-'))
		return (rt_str){ 0 };
	while (end > at && rt_str_has(RT_STR(".:"), s.p[end - 1]))
		end--;
	rt_str ip = { s.p + at, end - at };
	return is_ipv4(ip) || is_ipv6(ip) ? ip : (rt_str){ 0 };
}

static bool
is_url_part(char c)
{
	return (uint8_t)c > ' ' && c != '<' && c != '>' && c != '"' && c != '|';
}

/* The URL whose "://" stands at at (RFC 3986); what closes a sentence or a bracket is none of it. */
static rt_str
url_at(rt_str s, size_t at)
{
	size_t from = at, end = at + 3;

	while (from > 0 && rt_is_alpha(s.p[from - 1]))
		from--;
	while (end < s.n && is_url_part(s.p[end]))
		end++;
	while (end > at + 3 && rt_str_has(RT_STR(".,;:!?)]}'"), s.p[end - 1]))
		end--;
	return from < at && end > at + 3 ? (rt_str){ s.p + from, end - from } : (rt_str){ 0 };
}

/* A host name with a full stop in it, at the front of s. */
static rt_str
host_at(rt_str s)
{
	size_t n = 0;
	bool dot = false, alpha = false;

	while (s.n && rt_str_has(RT_STR(" '\"[(<"), s.p[0]))
		s = rt_str_from(s, 1);
	for (; n < s.n && (rt_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '.' || s.p[n] == '_');
		n++) {
		dot = dot || (s.p[n] == '.' && n + 1 < s.n && rt_is_alnum(s.p[n + 1]));
		alpha = alpha || rt_is_alpha(s.p[n]);
	}
	while (n > 0 && !rt_is_alnum(s.p[n - 1]))
		n--;
	bool mail = n < s.n && s.p[n] == '@';
	return dot && alpha && !mail ? rt_str_head(s, n) : (rt_str){ 0 };
}

/* A word that something may begin with. */
struct opening {
	char text[16];
	uint8_t n;
};

#define OPENING(s) \
	{ \
		s, sizeof(s) - 1 \
	}

/* Whether what stands at the front of s begins so; most differ in the first letter. */
static inline bool
opens(rt_str s, const struct opening *o)
{
	return o->text[0] == rt_lower(s.p[0]) && rt_str_istarts(s, (rt_str){ o->text, o->n });
}

/* "blocked using zen.spamhaus.org", "listed in ...", "found on ...". */
static rt_str
list_at(rt_str s, size_t at)
{
	static const struct opening openings[] = { OPENING("using "), OPENING("listed in "),
		OPENING("listed on "), OPENING("listed at "), OPENING("listed by "),
		OPENING("found in "), OPENING("found on "), OPENING("blocked by "),
		OPENING("rejected by "), OPENING("blacklisted at "), OPENING("blacklisted by ") };
	rt_str rest = rt_str_from(s, at);

	for (size_t i = 0; i < RT_COUNT(openings); i++)
		if (opens(rest, &openings[i]))
			return host_at(rt_str_from(rest, openings[i].n));
	return (rt_str){ 0 };
}

static bool
is_ticket_word(rt_str word)
{
	static const struct opening words[] = { OPENING("ticket"), OPENING("reference"),
		OPENING("ref"), OPENING("incident"), OPENING("case"), OPENING("id") };

	for (size_t i = 0; word.n && i < RT_COUNT(words); i++)
		if (words[i].n == word.n && opens(word, &words[i]))
			return true;
	return false;
}

/* "ticket 4711-A", "Ref: ABC123", "reference #...": a token with a digit in it. */
static rt_str
ticket_at(rt_str s, size_t at)
{
	enum { LEAST = 4 };
	size_t n = at, from;
	bool digit = false;

	while (n < s.n && n - at < sizeof "reference" && rt_is_alpha(s.p[n]))
		n++;
	if (!is_ticket_word((rt_str){ s.p + at, n - at }))
		return (rt_str){ 0 };
	rt_str rest = rt_str_from(s, n);
	if (rt_str_istarts(rest, RT_STR(" number")) || rt_str_istarts(rest, RT_STR(" code")))
		n += rest.p[1] == 'n' || rest.p[1] == 'N' ? sizeof " number" - 1
							  : sizeof " code" - 1;
	for (from = n; from < s.n && rt_str_has(RT_STR(" :=#([<"), s.p[from]); from++)
		;
	if (from == n)
		return (rt_str){ 0 };
	size_t end = from;
	for (; end < s.n && (rt_is_alnum(s.p[end]) || rt_str_has(RT_STR("-_."), s.p[end])); end++)
		digit = digit || rt_is_digit(s.p[end]);
	while (end > from && !rt_is_alnum(s.p[end - 1]))
		end--;
	return digit && end - from >= LEAST ? (rt_str){ s.p + from, end - from } : (rt_str){ 0 };
}

/* What may begin where a word begins. */
static void
read_word(rt_str s, size_t at, unsigned wanted, struct rt_mentions *m)
{
	if (wanted & RT_MENTION_DELAY && !m->delay)
		m->delay = delay_at(s, at);
	if (wanted & RT_MENTION_IP && !m->ip.n)
		m->ip = ip_at(s, at);
	if (wanted & RT_MENTION_LIST && !m->list.n)
		m->list = list_at(s, at);
	if (wanted & RT_MENTION_TICKET && !m->ticket.n)
		m->ticket = ticket_at(s, at);
}

static rt_str
find_url(rt_str text)
{
	rt_str url = { 0 };

	for (size_t at = 0; !url.n && (at = rt_str_find(text, RT_STR("://"), at)) != SIZE_MAX; at++)
		url = url_at(text, at);
	return url;
}

enum {
	DIGIT = RT_MENTION_DELAY | RT_MENTION_IP,
	LIST = RT_MENTION_LIST,
	TICKET = RT_MENTION_TICKET,
};

/* What a word may be that begins with this octet. */
static const uint8_t begins[128] = {
	['0'] = DIGIT,
	['1'] = DIGIT,
	['2'] = DIGIT,
	['3'] = DIGIT,
	['4'] = DIGIT,
	['5'] = DIGIT,
	['6'] = DIGIT,
	['7'] = DIGIT,
	['8'] = DIGIT,
	['9'] = DIGIT,
	['B'] = LIST,
	['b'] = LIST,
	['C'] = TICKET,
	['c'] = TICKET,
	['F'] = LIST,
	['f'] = LIST,
	['I'] = TICKET,
	['i'] = TICKET,
	['L'] = LIST,
	['l'] = LIST,
	['R'] = LIST | TICKET,
	['r'] = LIST | TICKET,
	['T'] = TICKET,
	['t'] = TICKET,
	['U'] = LIST,
	['u'] = LIST,
};

/* Letters, digits and full stops: none but the first of them begins anything. */
static inline bool
is_inner(char c)
{
	return rt_is_alnum(c) || c == '.';
}

enum { BLOCK = 16 };

/* Which of n octets, BLOCK at most, are inner ones: a bit for each. */
static inline unsigned
inner_of(const char *p, size_t n)
{
	unsigned inner = 0;

#if defined(__SSE2__)
	if (n == BLOCK) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i letter = _mm_sub_epi8(
			_mm_or_si128(c, _mm_set1_epi8(' ')), _mm_set1_epi8('a'));
		__m128i digit = _mm_sub_epi8(c, _mm_set1_epi8('0'));
		__m128i is = _mm_or_si128(
			_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
			_mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
		return (unsigned)_mm_movemask_epi8(
			_mm_or_si128(is, _mm_cmpeq_epi8(c, _mm_set1_epi8('.'))));
	}
#endif
	for (size_t i = 0; i < n; i++)
		inner |= (unsigned)is_inner(p[i]) << i;
	return inner;
}

struct rt_mentions
rt_mentions_read(rt_str text, unsigned wanted)
{
	struct rt_mentions m = { .url = find_url(text) };
	unsigned before = 0;

	for (size_t from = 0; wanted && from < text.n; from += BLOCK) {
		size_t room = text.n - from;
		unsigned inner = inner_of(text.p + from, room < BLOCK ? room : BLOCK);
		unsigned begun = inner & ~(inner << 1 | before);
		before = inner >> (BLOCK - 1) & 1;
		for (; begun; begun &= begun - 1) {
			size_t at = from + (size_t)__builtin_ctz(begun);
			unsigned may = begins[(uint8_t)text.p[at] & 127] & wanted;
			if (may)
				read_word(text, at, may, &m);
		}
	}
	return m;
}
