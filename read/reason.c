/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/limits.h"
#include "read/lines.h"
#include "read/notice.h"
#include "wire/reply.h"

/* All lines as one, with single blanks where they ended, without the arrows of a dialogue. */
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
	struct rt_dialogue d;
	while (rt_line_next(&lines, &line)) {
		line = rt_line_dialogue(line, &d) && !d.client ? d.text : rt_str_trim(line);
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

/* What closes a bracket, or the sign itself. */
static char
closing(char open)
{
	return open == '(' ? ')' : open == '<' ? '>' : open == '[' ? ']' : open;
}

/* How many brackets of a kind are open at the end of s. */
static unsigned
open_brackets(rt_str s, char open)
{
	unsigned depth = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == open)
			depth++;
		else if (s.p[i] == closing(open) && depth)
			depth--;
	return depth;
}

/*
 * s, a part of whole, up to where a bracket closes that was opened before it: "(reason: 550 ...)",
 * "<ex1.example.org #5.1.1 smtp;550 ...>".
 */
static rt_str
cut_brackets(rt_str whole, rt_str s)
{
	static const char kinds[] = "(<[";

	for (size_t k = 0; k < sizeof(kinds) - 1; k++) {
		unsigned depth = 0, outer = open_brackets(rt_str_between(whole.p, s.p), kinds[k]);
		for (size_t i = 0; outer && i < s.n; i++) {
			if (s.p[i] == kinds[k])
				depth++;
			else if (s.p[i] == closing(kinds[k]) && !depth--)
				s.n = i;
		}
	}
	/* What opened it may be on a line that was left out. */
	if (s.n && s.p[s.n - 1] == ')' && open_brackets(rt_str_head(s, s.n - 1), '(') == 0)
		s.n--;
	return rt_str_trim(s);
}

/* Without the quote or bracket that closes what was opened before it. */
static rt_str
cut_closing(rt_str whole, rt_str s)
{
	char sign = s.p > whole.p ? s.p[-1] : '\0';

	/* "#550 5.1.1 ...; not found ##rfc822;u@example.org" (Exchange 2007) */
	if (sign == '#') {
		size_t at = rt_str_find(s, RT_STR("##"), 0);
		return rt_str_trim(rt_str_head(s, at));
	}
	if (sign == '\'' || sign == '"') {
		struct rt_cut cut = rt_str_cut_last(s, sign);
		return cut.ok && cut.head.n ? cut.head : s;
	}
	return cut_brackets(whole, s);
}

/* "554 5.7.1 <mx.example.org #5.7.1 smtp;554 5.7.1 ...>": the other server's reply inside its own. */
static size_t
find_inner(rt_str s)
{
	enum { NEAR = 300 };
	size_t at = rt_str_ifind(rt_str_head(s, NEAR), RT_STR("smtp;"), 0);
	uint16_t code;

	if (at == SIZE_MAX || !open_brackets(rt_str_head(s, at), '<'))
		return 0;
	rt_str rest = rt_str_from(s, at + 5);
	while (rest.n && rt_is_space(rest.p[0]))
		rest = rt_str_from(rest, 1);
	at = (size_t)(rest.p - s.p);
	return rt_reply_code_take(&rest, &code) == RT_OK ? at : 0;
}

/* Where the reply begins that a text quotes, or SIZE_MAX. */
static size_t
find_reply(rt_str whole)
{
	size_t at = rt_reply_find(whole);
	rt_str rest = rt_str_from(whole, 1);
	uint16_t code;

	if (at == SIZE_MAX && whole.n && whole.p[0] == '#' &&
		rt_reply_code_take(&rest, &code) == RT_OK)
		at = 1;
	return at == SIZE_MAX ? at : at + find_inner(rt_str_from(whole, at));
}

/* Whether the bracket at the front of s closes at its end. */
static bool
is_enclosed(rt_str s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.n && rt_str_has(RT_STR("(["), s.p[0]); i++) {
		depth += s.p[i] == s.p[0];
		if (s.p[i] == closing(s.p[0]) && !--depth)
			return i + 1 == s.n;
	}
	return false;
}

/* "(reason: Insufficient permission)", "[User unknown]", "-- Recipient address is incorrect" */
static rt_str
cut_reason(rt_str s)
{
	if (rt_str_starts(s, RT_STR("-- ")))
		s = rt_str_trim(rt_str_from(s, 3));
	if (!is_enclosed(s))
		return s;
	s = rt_str_from(rt_str_head(s, s.n - 1), 1);
	return rt_str_trim(rt_str_from(s, rt_str_istarts(s, RT_STR("reason: ")) ? 8 : 0));
}

/* "SMTP error from remote server after RCPT command: host: mx.example.org 5.2.2 ..." (GMX) */
static rt_str
cut_host(rt_str s)
{
	size_t at = rt_str_ifind(s, RT_STR(" host: "), 0);

	if (!rt_str_istarts(s, RT_STR("SMTP error from remote")) || at == SIZE_MAX)
		return s;
	rt_str rest = rt_str_from(s, at + 7);
	(void)rt_str_word(&rest);
	return rt_str_trim(rest).n ? rt_str_trim(rest) : s;
}

enum rt_result
rt_notice_text(rt_str reason, struct rt_arena *a, rt_str *ret)
{
	rt_str whole;

	if (join_lines(reason, a, &whole) != RT_OK)
		return RT_ELIMIT;

	size_t at = find_reply(whole);
	*ret = at == SIZE_MAX ? cut_remark(cut_reason(cut_host(whole)))
			      : cut_closing(whole, cut_remark(rt_str_from(whole, at)));
	return RT_OK;
}

enum rt_result
rt_notice_output(const struct rt_notice_entry *e, struct rt_arena *a, rt_str *ret)
{
	return e->output.n ? join_lines(e->output, a, ret) : RT_OK;
}

/* Whether a line of a notice is none of its sentences. */
static bool
is_beside(rt_str line)
{
	struct rt_head head;

	return rt_line_is_rule(line) || rt_line_is_title(line) || rt_line_is_about_message(line) ||
		(rt_line_is_label(line) && rt_str_has(line, '@')) ||
		rt_line_local(line, &head.who) || rt_str_starts(line, RT_STR(">")) ||
		rt_str_istarts(line, RT_STR("Content-")) ||
		(rt_line_head(line, &head) && !rt_str_trim(head.rest).n);
}

enum rt_result
rt_notice_sentences(const struct rt_notice *n, struct rt_arena *a, rt_str *ret)
{
	enum { MOST = 2000 };
	rt_str lines = n->words, line;
	size_t at = 0, most = lines.n < MOST ? lines.n : MOST;
	char *out = rt_arena_bytes(a, most);

	if (!out)
		return RT_ELIMIT;
	while (rt_line_next(&lines, &line)) {
		line = rt_str_trim(line);
		/* Behind "-- ", or a line across the page, stands a signature. */
		bool ends = rt_str_eq(line, RT_STR("--")) || (line.n > 40 && rt_line_is_rule(line));
		if ((ends && at) || at + line.n + (at > 0) > most)
			break;
		if (is_beside(line))
			continue;
		if (at)
			out[at++] = ' ';
		memcpy(out + at, line.p, line.n);
		at += line.n;
	}
	a->at = out + at;
	*ret = (rt_str){ out, at };
	return RT_OK;
}

bool
rt_notice_has_code(rt_str reason)
{
	struct rt_status status;
	struct rt_span span;

	reason = rt_str_head(reason, 4096);
	return rt_reply_find(reason) != SIZE_MAX || rt_status_find(reason, 0, 0, &status, &span);
}

/* The text of a line that the server of a dialogue said; else empty. */
static rt_str
server_line(rt_str line)
{
	struct rt_dialogue d;

	return rt_line_dialogue(line, &d) && !d.client ? d.text : (rt_str){ 0 };
}

rt_str
rt_notice_whole_reply(const struct rt_notice *n, rt_str first)
{
	rt_str lines = n->words, line, whole = { 0 };

	if (first.n < 4 || first.p[3] != '-')
		return whole;
	while (rt_line_next(&lines, &line)) {
		rt_str said = server_line(line);
		bool same = said.n > 3 && !memcmp(said.p, first.p, 3);
		if (whole.n && !same)
			break;
		if (!whole.n &&
			!(same && said.n > 4 && said.p[3] == '-' && rt_str_starts(first, said)))
			continue;
		whole = rt_str_between(whole.n ? whole.p : said.p, said.p + said.n);
		if (said.p[3] != '-')
			break;
	}
	return whole;
}

/* "(reason: 550-5.1.1 The account that you tried": the transcript tells the reply whole. */
static void
complete(const struct rt_notice *n, rt_str *reason)
{
	size_t at = rt_reply_find(rt_str_head(*reason, 4096));
	rt_str whole = rt_notice_whole_reply(n, rt_str_from(*reason, at));

	if (at != SIZE_MAX && whole.n)
		*reason = whole;
}

void
rt_notice_share(struct rt_notice *n)
{
	rt_str last = n->reason;

	for (uint32_t i = n->count; i-- > 0;) {
		struct rt_notice_entry *e = &n->entry[i];
		if (!e->reason.n)
			e->reason = e->before;
		complete(n, &e->reason);
		e->own = e->reason.n;
		if (e->reason.n && n->reason.n && !rt_notice_has_code(e->reason) &&
			rt_notice_has_code(n->reason))
			e->reason = n->reason;
		if (e->reason.n)
			last = n->reason.n ? n->reason : e->reason;
		else
			e->reason = last.n ? last : e->announced;
	}
}
