/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/limits.h"
#include "read/notice.h"
#include "wire/reply.h"

/* All lines as one, with single blanks where they ended. */
static enum rt_result
join_lines(rt_str lines, struct rt_arena *a, rt_str *ret)
{
	lines = rt_str_head(rt_str_trim(lines), RT_MAX_REPLY);
	if (!rt_str_has(lines, '\n')) {
		*ret = lines;
		return RT_OK;
	}
	char *out = rt_arena_bytes(a, lines.n);
	if (!out)
		return RT_ELIMIT;

	size_t n = 0;
	rt_str line;
	while (rt_line_next(&lines, &line)) {
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

/* What the reporting server adds behind the other's words: "(in reply to RCPT TO command)". */
static rt_str
cut_remark(rt_str s)
{
	static const char remarks[][24] = { " (in reply to ", " Giving up on ", " [RCPT_TO]",
		" [MAIL_FROM]" };

	for (size_t i = 0; i < RT_COUNT(remarks); i++) {
		size_t at = rt_str_ifind(s, rt_str_z(remarks[i]), 0);
		if (at != SIZE_MAX && at)
			s = rt_str_head(s, at);
	}
	return rt_str_trim(s);
}

/* Without the quote or bracket that closes what was opened before it. */
static rt_str
cut_closing(rt_str whole, rt_str s)
{
	char open = s.p > whole.p ? s.p[-1] : '\0';
	char close = open == '(' ? ')' : open == '[' ? ']' : open == '<' ? '>' : open;

	if (open == '\'' || open == '"') {
		size_t at = s.n;
		while (at && s.p[at - 1] != close)
			at--;
		return at > 1 ? rt_str_head(s, at - 1) : s;
	}
	if (s.n && close == ')' && s.p[s.n - 1] == ')')
		s.n--;
	/* "(reason: 550 ...)": opened long before. */
	if (s.n && s.p[s.n - 1] == ')' && !rt_str_has(s, '('))
		s.n--;
	return rt_str_trim(s);
}

enum rt_result
rt_notice_text(rt_str reason, struct rt_arena *a, rt_str *ret)
{
	rt_str whole;

	if (join_lines(reason, a, &whole) != RT_OK)
		return RT_ELIMIT;

	size_t at = rt_reply_find(whole);
	if (at == SIZE_MAX) {
		*ret = cut_remark(whole);
		return RT_OK;
	}
	*ret = cut_closing(whole, cut_remark(rt_str_from(whole, at)));
	return RT_OK;
}
