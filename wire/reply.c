/* SPDX-License-Identifier: MIT */
#include "wire/reply.h"

#include "base/ascii.h"

enum rt_result
rt_reply_code_take(rt_str *s, uint16_t *ret)
{
	if (s->n < 3 || s->p[0] < '2' || s->p[0] > '5' || !rt_is_digit(s->p[1]) ||
		!rt_is_digit(s->p[2]))
		return RT_ESYNTAX;
	if (s->n > 3 &&
		(rt_is_alnum(s->p[3]) || (s->p[3] == '.' && s->n > 4 && rt_is_digit(s->p[4]))))
		return RT_ESYNTAX;
	*ret = (uint16_t)((s->p[0] - '0') * 100 + (s->p[1] - '0') * 10 + (s->p[2] - '0'));
	*s = rt_str_from(*s, 3);
	return RT_OK;
}

/* A diagnostic type in front (RFC 3464 2.3.6), "smtp;" or "x-unix;", and blanks. */
static rt_str
skip_type(rt_str s)
{
	size_t i = 0;

	while (s.n && rt_is_space(s.p[0]))
		s = rt_str_from(s, 1);
	while (i < s.n && i < 16 && (rt_is_alnum(s.p[i]) || s.p[i] == '-'))
		i++;
	if (i && i < s.n && s.p[i] == ';' && rt_is_alpha(s.p[0])) {
		s = rt_str_from(s, i + 1);
		while (s.n && rt_is_space(s.p[0]))
			s = rt_str_from(s, 1);
	}
	return s;
}

struct rt_reply
rt_reply_read(rt_str s)
{
	struct rt_reply r = { 0 };
	struct rt_span span;
	rt_str rest = skip_type(s);

	if (rt_reply_code_take(&rest, &r.code) == RT_OK && rest.n &&
		(rest.p[0] == '-' || rest.p[0] == ':' || rest.p[0] == ','))
		rest = rt_str_from(rest, 1);
	if (rt_status_take_loose(&rest, &r.status) == RT_OK && rest.n &&
		(rest.p[0] == ':' || rest.p[0] == '-'))
		rest = rt_str_from(rest, 1);
	while (rest.n && rt_is_space(rest.p[0]))
		rest = rt_str_from(rest, 1);
	r.text_at = (uint32_t)(s.n - rest.n);
	if (!r.status.class &&
		!rt_status_find(s, r.text_at, (uint8_t)(r.code / 100), &r.status, &span))
		r.status = (struct rt_status){ 0 };
	return r;
}

size_t
rt_reply_repeat(rt_str s, uint16_t code, struct rt_status status)
{
	uint16_t again;
	struct rt_status st;
	rt_str rest = s;

	if (!code || rt_reply_code_take(&rest, &again) != RT_OK || again != code)
		return 0;
	if (rest.n && rest.p[0] != '-' && !rt_is_space(rest.p[0]))
		return 0;
	rest = rt_str_from(rest, 1);

	rt_str behind = rest;
	if (rt_status_take(&behind, &st, NULL) == RT_OK && rt_status_eq(st, status))
		rest = behind;
	while (rest.n && rt_is_space(rest.p[0]))
		rest = rt_str_from(rest, 1);
	return s.n - rest.n;
}

/* The reply code that stands right before at, behind which only a separator and a quote may stand. */
static uint16_t
code_before(rt_str s, size_t at)
{
	uint16_t code;

	for (size_t back = 4; back <= 6 && back <= at; back++) {
		rt_str here = rt_str_from(rt_str_head(s, at), at - back);
		if (back < at && rt_is_alnum(s.p[at - back - 1]))
			continue;
		if (rt_reply_code_take(&here, &code) != RT_OK)
			continue;
		for (size_t i = 0; i < here.n; i++)
			if (!rt_str_has(RT_STR(" -'\"#("), here.p[i]))
				return 0;
		return code;
	}
	return 0;
}

bool
rt_reply_quoted(rt_str s, size_t from, struct rt_reply *ret)
{
	struct rt_reply r = { 0 };
	struct rt_span span;

	while (rt_status_find(s, from, 0, &r.status, &span)) {
		from = span.end;
		if (rt_status_is_vague(r.status) || r.status.class == 2)
			continue;
		r.code = code_before(s, span.at);
		if (!r.code || r.code / 100 != r.status.class)
			continue;
		r.text_at = span.end;
		*ret = r;
		return true;
	}
	return false;
}

/* Words that make the number before them no code: "after 450 seconds"; but "550 Message refused". */
static bool
is_counted(rt_str rest)
{
	static const char units[][12] = { "bytes", "byte", "kb", "mb", "seconds", "second",
		"minutes", "minute", "hours", "hour", "days", "day", "messages", "recipients",
		"connections", "attempts", "times", "octets", "characters" };
	rt_str front = rt_str_head(rest, 32);
	rt_str word = rt_str_word(&front);

	while (word.n && !rt_is_alnum(word.p[word.n - 1]))
		word.n--;
	for (size_t i = 0; i < RT_COUNT(units); i++)
		if (rt_str_ieq(word, rt_str_z(units[i])))
			return true;
	return false;
}

/* How well what stands at at looks like the beginning of a reply; 0: not at all. */
static int
reply_score(rt_str s, size_t at)
{
	rt_str rest = rt_str_from(s, at), behind;
	struct rt_status status;
	uint16_t code;
	int score = 0;

	if (at && (rt_is_alnum(s.p[at - 1]) || rt_str_has(RT_STR("./-_#@"), s.p[at - 1])))
		return 0;
	if (rt_reply_code_take(&rest, &code) != RT_OK || code / 10 % 10 > 7)
		return 0;
	if (rest.n && !rt_str_has(RT_STR(" -:,.)'\""), rest.p[0]))
		return 0;
	behind = rt_str_from(
		rest, rest.n && (rest.p[0] == '-' || rest.p[0] == ' ' || rest.p[0] == ':'));
	if (is_counted(behind))
		return 0;
	if (rt_status_take_loose(&behind, &status) == RT_OK && status.class == code / 100)
		score += 4;
	rt_str before = rt_str_head(s, at);
	while (before.n && rt_is_space(before.p[before.n - 1]))
		before.n--;
	if (!before.n)
		return score + 3;
	if (rt_str_has(RT_STR(":;>"), before.p[before.n - 1]))
		score += 2;
	if (at && rt_str_has(RT_STR("('\"[<"), s.p[at - 1]))
		score += 2;
	if (rt_str_iends(before, RT_STR("said:")) || rt_str_iends(before, RT_STR("error")) ||
		rt_str_iends(before, RT_STR("returned")) ||
		rt_str_iends(before, RT_STR("response")) || rt_str_iends(before, RT_STR("code")) ||
		rt_str_iends(before, RT_STR("said")) || rt_str_iends(before, RT_STR("with")) ||
		rt_str_iends(before, RT_STR("with:")))
		score += 2;
	return score;
}

size_t
rt_reply_find(rt_str s)
{
	size_t best = SIZE_MAX;
	int best_score = 1;

	for (size_t i = 0; i + 3 <= s.n; i++) {
		if ((s.p[i] != '4' && s.p[i] != '5') || !rt_is_digit(s.p[i + 1]) ||
			!rt_is_digit(s.p[i + 2]))
			continue;
		int score = reply_score(s, i);
		if (score > best_score) {
			best = i;
			best_score = score;
		}
		if (best_score >= 6)
			break;
	}
	return best;
}

enum rt_command
rt_reply_command(rt_str s)
{
	/* How MTAs name what they had sent; the first that occurs after one of these words decides. */
	static const struct {
		char text[24];
		uint8_t command;
	} ways[] = {
		{ "end of data", RT_COMMAND_DATA_END },
		{ "end of mail text", RT_COMMAND_DATA_END },
		{ "mail from", RT_COMMAND_MAIL },
		{ "rcpt to", RT_COMMAND_RCPT },
		{ "rcpt", RT_COMMAND_RCPT },
		{ "ehlo", RT_COMMAND_EHLO },
		{ "helo", RT_COMMAND_HELO },
		{ "lhlo", RT_COMMAND_LHLO },
		{ "starttls", RT_COMMAND_STARTTLS },
		{ "auth", RT_COMMAND_AUTH },
		{ "data", RT_COMMAND_DATA },
		{ "initial connection", RT_COMMAND_CONNECT },
	};
	static const char lead[][16] = { "in reply to ", "after ", "response to ", "during " };

	for (size_t k = 0; k < RT_COUNT(lead); k++) {
		size_t at = rt_str_ifind(s, rt_str_z(lead[k]), 0);
		if (at == SIZE_MAX)
			continue;
		rt_str rest = rt_str_from(s, at + strlen(lead[k]));
		if (rt_str_istarts(rest, RT_STR("pipelined ")))
			rest = rt_str_from(rest, 10);
		for (size_t i = 0; i < RT_COUNT(ways); i++)
			if (rt_str_istarts(rest, rt_str_z(ways[i].text)))
				return (enum rt_command)ways[i].command;
	}
	return RT_COMMAND_UNKNOWN;
}
