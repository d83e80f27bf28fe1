/* SPDX-License-Identifier: MIT */
#include "wire/header.h"

#include "base/ascii.h"

/* Takes one line and the lines that continue it off the front of s; the last line end is off too. */
static rt_str
take_folded(rt_str *s)
{
	const char *p = s->p, *end = s->p + s->n;
	const char *stop = end;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf) {
			p = end;
			break;
		}
		stop = lf;
		p = lf + 1;
		if (p == end || !rt_is_wsp(*p))
			break;
		stop = end;
	}
	rt_str line = rt_str_between(s->p, stop);
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	*s = rt_str_between(p, end);
	return line;
}

/* field-name = 1*ftext ; RFC 5322 3.6.8: printable ASCII but ":" */
static bool
is_field_name(rt_str s)
{
	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] == 127 || (uint8_t)s.p[i] > 127)
			return false;
	return true;
}

enum rt_result
rt_field_next(rt_str *s, struct rt_field *ret)
{
	if (!s->n)
		return RT_ENOTFOUND;

	/* An empty line is the end, also where a blank begins the line behind it. */
	size_t empty = s->p[0] == '\n' ? 1 : rt_str_starts(*s, RT_STR("\r\n")) ? 2 : 0;
	if (empty) {
		*s = rt_str_from(*s, empty);
		return RT_ENOTFOUND;
	}
	rt_str line = take_folded(s);
	if (!line.n)
		return RT_ENOTFOUND;

	struct rt_cut cut = rt_str_cut(line, ':');
	while (cut.head.n && rt_is_wsp(cut.head.p[cut.head.n - 1]))
		cut.head.n--;
	if (!cut.ok || !is_field_name(cut.head)) {
		*ret = (struct rt_field){ .value = line };
		return RT_ESYNTAX;
	}
	*ret = (struct rt_field){ .name = cut.head, .value = rt_str_trim(cut.tail) };
	return RT_OK;
}

enum rt_result
rt_field_unfold(rt_str value, struct rt_arena *a, rt_str *ret)
{
	if (!rt_str_has(value, '\n')) {
		*ret = value;
		return RT_OK;
	}
	char *out = rt_arena_bytes(a, value.n);
	if (!out)
		return RT_ELIMIT;

	size_t n = 0;
	rt_str line;
	while (rt_line_next(&value, &line)) {
		line = rt_str_trim(line);
		if (!line.n)
			continue;
		if (n)
			out[n++] = ' ';
		memcpy(out + n, line.p, line.n);
		n += line.n;
	}
	a->at = out + n;
	*ret = (rt_str){ out, n };
	return RT_OK;
}

#define FIELD_ROW(id, name) { sizeof(name) - 1, name },
static const struct {
	uint8_t n;
	char name[27];
} names[] = { RT_FIELDS(FIELD_ROW) };

/* The first field of each letter; letters that begin none share the next letter's. */
static const uint8_t first_of[27] = { RT_FIELD_ACTION, RT_FIELD_CC, RT_FIELD_CC, RT_FIELD_DATE,
	RT_FIELD_FEEDBACK_TYPE, RT_FIELD_FEEDBACK_TYPE, RT_FIELD_IN_REPLY_TO, RT_FIELD_IN_REPLY_TO,
	RT_FIELD_IN_REPLY_TO, RT_FIELD_LAST_ATTEMPT_DATE, RT_FIELD_LAST_ATTEMPT_DATE,
	RT_FIELD_LAST_ATTEMPT_DATE, RT_FIELD_MESSAGE_ID, RT_FIELD_ORIGINAL_ENVELOPE_ID,
	RT_FIELD_ORIGINAL_ENVELOPE_ID, RT_FIELD_PRECEDENCE, RT_FIELD_RECEIVED, RT_FIELD_RECEIVED,
	RT_FIELD_SENDER, RT_FIELD_TO, RT_FIELD_USER_AGENT, RT_FIELD_WILL_RETRY_UNTIL,
	RT_FIELD_WILL_RETRY_UNTIL, RT_FIELD_X_ACTUAL_RECIPIENT, RT_FIELD_COUNT, RT_FIELD_COUNT,
	RT_FIELD_COUNT };

enum rt_field_id
rt_field_id(rt_str name)
{
	if (!name.n || !rt_is_alpha(name.p[0]))
		return RT_FIELD_COUNT;

	unsigned letter = (unsigned)(rt_lower(name.p[0]) - 'a');
	for (unsigned i = first_of[letter]; i < first_of[letter + 1]; i++)
		if (names[i].n == name.n && rt_str_ieq(name, (rt_str){ names[i].name, names[i].n }))
			return (enum rt_field_id)i;
	return RT_FIELD_COUNT;
}

rt_str
rt_field_name(enum rt_field_id id)
{
	return (rt_str){ names[id].name, names[id].n };
}

bool
rt_field_find(rt_str *s, enum rt_field_id id, rt_str *ret_value)
{
	struct rt_field f;
	enum rt_result r;

	while ((r = rt_field_next(s, &f)) != RT_ENOTFOUND) {
		if (r != RT_OK || rt_field_id(f.name) != id)
			continue;
		*ret_value = f.value;
		return true;
	}
	*s = rt_str_from(*s, s->n);
	return false;
}
