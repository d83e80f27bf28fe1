/* SPDX-License-Identifier: MIT */
#include "read/lines.h"

#include "base/ascii.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/header.h"
#include "wire/reply.h"

static rt_str
skip_blanks(rt_str s)
{
	while (s.n && rt_is_wsp(s.p[0]))
		s = rt_str_from(s, 1);
	return s;
}

/* Blanks and the signs that lists put before their items; ">>>" but no single ">", which quotes. */
static rt_str
skip_bullets(rt_str s)
{
	s = skip_blanks(s);
	if (rt_str_starts(s, RT_STR(">>>")))
		s = skip_blanks(rt_str_from(s, 3));
	while (s.n && (s.p[0] == '*' || s.p[0] == '-' || s.p[0] == '.'))
		s = skip_blanks(rt_str_from(s, 1));
	if (rt_str_starts(s, RT_STR("\xe2\x80\xa2")))
		s = skip_blanks(rt_str_from(s, 3));
	return s;
}

/* "<mailto:u@example.org>", "<u@example.org>" behind the same address: said twice. */
static rt_str
skip_repeat(rt_str rest, rt_str who)
{
	rt_str s = skip_blanks(rest);
	struct rt_cut close = rt_str_cut(s, '>');

	if (!s.n || s.p[0] != '<' || !close.ok)
		return rest;
	rt_str inside = rt_str_from(close.head, 1);
	if (rt_str_istarts(inside, RT_STR("mailto:")))
		inside = rt_str_from(inside, 7);
	return rt_str_ieq(inside, who) ? close.tail : rest;
}

/* The end of a quoted name of a program: "|/usr/bin/procmail -f-". */
static bool
take_program(rt_str s, struct rt_head *ret)
{
	bool quoted = s.n && s.p[0] == '"';
	rt_str name = rt_str_from(s, quoted);

	if (!name.n ||
		(name.p[0] != '|' && !(name.p[0] == '/' && name.n > 3 && rt_is_alpha(name.p[1]))))
		return false;
	struct rt_cut cut = rt_str_cut_last(name, '"');
	ret->who = quoted && cut.ok ? cut.head : rt_str_trim(name);
	ret->rest = quoted && cut.ok ? cut.tail : (rt_str){ 0 };
	ret->reason = false;
	return ret->who.n > 1 && (name.p[0] == '|' || !rt_str_has(ret->who, ' '));
}

/* "554 5.1.1 <u@example.org>... User unknown": the code before the address, in transcripts. */
static rt_str
skip_code(rt_str s)
{
	struct rt_status status;
	rt_str rest = s;
	uint16_t code;

	if (rt_reply_code_take(&rest, &code) != RT_OK)
		return s;
	rest = skip_blanks(rest);
	(void)rt_status_take(&rest, &status, NULL);
	rest = skip_blanks(rest);
	return rest.n && rest.p[0] == '<' && rt_str_find(rest, RT_STR("..."), 0) != SIZE_MAX ? rest
											     : s;
}

/* Behind "(expanded from <u@example.org>)", which Postfix puts between the address and its colon. */
static rt_str
skip_remark(rt_str rest)
{
	rt_str s = skip_blanks(rest);
	size_t end = s.n && s.p[0] == '(' ? rt_str_find(s, RT_STR("):"), 0) : SIZE_MAX;

	return end == SIZE_MAX ? rest : rt_str_from(s, end + 1);
}

bool
rt_line_head(rt_str line, struct rt_head *ret)
{
	rt_str bare = skip_bullets(line), s = skip_code(bare);
	struct rt_span span;
	size_t lead = 0;

	if (rt_str_istarts(s, RT_STR("pipe to ")) || rt_str_istarts(s, RT_STR("save to "))) {
		ret->who = rt_str_trim(rt_str_from(s, 8));
		ret->rest = (rt_str){ 0 };
		ret->reason = false;
		return ret->who.n > 0;
	}
	while (lead < s.n && lead < 3 && rt_str_has(RT_STR("<\"'[(`"), s.p[lead]))
		lead++;
	if (rt_str_istarts(rt_str_from(s, lead), RT_STR("mailto:")))
		lead += 7;
	if (!rt_address_find(rt_str_head(s, 512), 0, &span) || span.at > lead)
		return take_program(s, ret);
	/* A quoted local part begins with the quote that was taken for a sign before it. */
	ret->who = rt_str_from(rt_str_head(s, span.end), span.at);
	rt_str rest = rt_str_from(s, span.end);
	while (rest.n && lead && rt_str_has(RT_STR(">\"'])`"), rest.p[0]))
		rest = rt_str_from(rest, 1);
	rest = skip_remark(skip_repeat(rest, ret->who));
	bool dots = rt_str_starts(rest, RT_STR("..."));
	if (rest.n && !dots && !rt_str_has(RT_STR(":,;([<- \t"), rest.p[0]))
		return false;
	/* Behind a code, the whole line is the reply. */
	ret->rest = s.p == bare.p ? rest : bare;
	ret->reason = dots || rt_str_starts(skip_blanks(rest), RT_STR(":"));
	return true;
}

bool
rt_line_is_named(rt_str line)
{
	struct rt_head head;

	return rt_line_head(line, &head) && head.reason;
}

bool
rt_line_is_rule(rt_str line)
{
	rt_str s = rt_str_trim(line);

	for (size_t i = 0; i < s.n; i++)
		if (!rt_str_has(RT_STR("-=_*#~+"), s.p[i]))
			return false;
	return true;
}

bool
rt_line_is_title(rt_str line)
{
	rt_str s = skip_blanks(line);

	return rt_str_starts(s, RT_STR("---")) || rt_str_starts(s, RT_STR("***")) ||
		rt_str_starts(s, RT_STR("===")) || rt_str_starts(s, RT_STR("... while talking to"));
}

size_t
rt_line_indent(rt_str line)
{
	return (size_t)(skip_blanks(line).p - line.p);
}

bool
rt_line_is_reply(rt_str line)
{
	rt_str s = skip_blanks(line);
	uint16_t code;

	return rt_reply_code_take(&s, &code) == RT_OK && code >= 400 && s.n &&
		(s.p[0] == ' ' || s.p[0] == '-');
}

bool
rt_line_lone(rt_str line, rt_str *ret_who, rt_str *ret_reason)
{
	rt_str s = rt_str_trim(line), who;
	struct rt_cut cut = rt_str_cut_last(s, ' ');

	if (!cut.ok)
		who = s;
	else if (cut.head.n && rt_str_trim(cut.head).p[rt_str_trim(cut.head).n - 1] == ':')
		who = cut.tail;
	else
		return false;
	who = rt_address_of(who);
	if (!rt_address_is(who))
		return false;
	*ret_who = who;
	*ret_reason = cut.ok ? s : (rt_str){ 0 };
	return true;
}

bool
rt_line_local(rt_str line, rt_str *ret_who)
{
	rt_str s = rt_str_trim(line);

	if (!s.n || s.n > 64)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!rt_is_alnum(s.p[i]) && !rt_str_has(RT_STR("._+-"), s.p[i]))
			return false;
	*ret_who = s;
	return true;
}

/*
 * "on Sun, 22 Nov 2026 10:15:02 -0000", "am 22.11.2026 11:15": when it failed, as Exchange puts behind
 * the address in many languages. Short words, numbers and a time of day, no more.
 */
static bool
is_when(rt_str s)
{
	enum { LONGEST = 48, WORD = 3 };
	size_t word = 0, digits = 0;
	bool clock = false;

	for (size_t i = 0; i < s.n && s.n <= LONGEST; i++) {
		bool digit = rt_is_digit(s.p[i]);
		clock |= digits && s.p[i] == ':' && i + 1 < s.n && rt_is_digit(s.p[i + 1]);
		word = rt_is_alpha(s.p[i]) ? word + 1 : 0;
		digits = digit ? digits + 1 : 0;
		if (word > WORD ||
			!(word || digit || rt_is_wsp(s.p[i]) ||
				rt_str_has(RT_STR(",.:/+-()"), s.p[i])))
			return false;
	}
	return clock && s.n <= LONGEST;
}

rt_str
rt_line_reason(rt_str rest)
{
	rest = rt_str_trim(rest);
	if (rt_str_istarts(rest, RT_STR("<mailto:")))
		rest = rt_str_trim(rt_str_cut(rest, '>').tail);
	/* A quote in front of a digit belongs to what is quoted. */
	while (rest.n && rt_str_has(RT_STR(":.;,>-\"'"), rest.p[0]) &&
		!(rt_str_has(RT_STR("\"'"), rest.p[0]) && rest.n > 1 && rt_is_digit(rest.p[1])))
		rest = skip_blanks(rt_str_from(rest, 1));
	return is_when(rest) ? (rt_str){ 0 } : rest;
}

bool
rt_line_is_sender(rt_str before)
{
	static const char words[][12] = { "from", "from:", "from: <", "from <", "sender:" };

	before = rt_str_trim(before);
	for (size_t i = 0; i < RT_COUNT(words); i++) {
		size_t n = strlen(words[i]);
		if (rt_str_iends(before, rt_str_z(words[i])) &&
			(before.n == n || !rt_is_alnum(before.p[before.n - n - 1])))
			return true;
	}
	return false;
}

bool
rt_line_is_list(rt_str rest)
{
	struct rt_span span;
	rt_str s = rt_str_trim(rest);

	if (rt_str_istarts(s, RT_STR("<mailto:")))
		s = rt_str_trim(rt_str_cut(s, '>').tail);
	while (s.n && rt_str_has(RT_STR(">\"')];."), s.p[0]))
		s = rt_str_trim(rt_str_from(s, 1));
	if (!s.n)
		return true;
	bool comma = s.p[0] == ',' || s.p[0] == ';';
	if (!comma && !rt_str_istarts(s, RT_STR("and ")))
		return false;
	/* The next address stands right behind, perhaps in brackets or after a name. */
	return rt_address_find(rt_str_head(s, 64), 0, &span) && span.at <= 24;
}

bool
rt_line_origin(rt_str line, rt_str *ret_who)
{
	static const char words[][24] = { "expanded from", "generated by", "generated from",
		"originally to", "original recipient", "original address" };
	struct rt_span span;

	for (size_t i = 0; i < RT_COUNT(words); i++) {
		size_t at = rt_str_ifind(line, rt_str_z(words[i]), 0);
		if (at == SIZE_MAX || at > 24 || !rt_address_find(line, at, &span))
			continue;
		*ret_who = rt_str_from(rt_str_head(line, span.end), span.at);
		return true;
	}
	return false;
}

bool
rt_line_dialogue(rt_str line, struct rt_dialogue *ret)
{
	static const struct {
		char lead[16];
		bool client;
	} leads[] = { { ">>> ", true }, { "<<< ", false }, { "Sent <<< ", true },
		{ "Received >>> ", false }, { "In: ", true }, { "Out: ", false } };
	rt_str s = skip_blanks(line);

	for (size_t i = 0; i < RT_COUNT(leads); i++) {
		rt_str lead = rt_str_z(leads[i].lead);
		if (!rt_str_istarts(s, lead))
			continue;
		ret->text = rt_str_trim(rt_str_from(s, lead.n));
		ret->client = leads[i].client;
		/* ">>> u@example.org" announces; a client speaks in commands. */
		return !ret->client || !rt_address_is(rt_str_cut(ret->text, ' ').head);
	}
	return false;
}

rt_str
rt_line_rcpt(rt_str command)
{
	struct rt_span span;

	if (!rt_str_istarts(command, RT_STR("RCPT TO:")) || !rt_address_find(command, 8, &span))
		return (rt_str){ 0 };
	return rt_str_from(rt_str_head(command, span.end), span.at);
}

static enum rt_field_id
field_at(rt_str line)
{
	struct rt_field f;

	if (!line.n || rt_is_wsp(line.p[0]) || rt_field_next(&line, &f) != RT_OK)
		return RT_FIELD_COUNT;
	return rt_field_id(f.name);
}

bool
rt_line_is_copy_header(rt_str line)
{
	static const char names[][26] = { "DKIM-Signature:", "Authentication-Results:", "X-Google-",
		"X-Originating-", "ARC-", "X-Sender:", "X-Mailer:", "MIME-Version:" };
	enum rt_field_id id = field_at(line);

	if (id == RT_FIELD_RECEIVED || id == RT_FIELD_RETURN_PATH || id == RT_FIELD_MESSAGE_ID ||
		id == RT_FIELD_DELIVERED_TO)
		return true;
	for (size_t i = 0; i < RT_COUNT(names); i++)
		if (rt_str_istarts(line, rt_str_z(names[i])))
			return true;
	return false;
}

bool
rt_line_is_fields(rt_str line)
{
	enum rt_field_id id = field_at(line);

	return id == RT_FIELD_REPORTING_MTA || id == RT_FIELD_FINAL_RECIPIENT ||
		id == RT_FIELD_ORIGINAL_ENVELOPE_ID;
}

bool
rt_line_is_about_message(rt_str line)
{
	rt_str s = skip_blanks(line);
	enum rt_field_id id = field_at(rt_str_starts(s, RT_STR("> ")) ? rt_str_from(s, 2) : s);

	/* IndiMail says "From: <sender> RCPT: <u@example.org> ... does not like recipient." */
	if (rt_str_ifind(line, RT_STR("RCPT"), 0) != SIZE_MAX)
		return false;
	return id == RT_FIELD_FROM || id == RT_FIELD_TO || id == RT_FIELD_CC ||
		id == RT_FIELD_SUBJECT || id == RT_FIELD_DATE || id == RT_FIELD_MESSAGE_ID ||
		id == RT_FIELD_LAST_ATTEMPT_DATE;
}

bool
rt_line_is_label(rt_str line)
{
	static const char labels[][12] = { "rcpt to", "recipient", "intended", "original re",
		"failed reci", "address", "error-for", "failed to d" };

	line = rt_str_trim(line);
	for (size_t i = 0; i < RT_COUNT(labels); i++)
		if (rt_str_istarts(line, rt_str_z(labels[i])))
			return true;
	return false;
}

void
rt_line_extend(rt_str *text, rt_str line)
{
	if (!text->n) {
		*text = line;
		return;
	}
	const char *end = text->p + text->n;
	if (line.p >= end && !rt_str_trim(rt_str_between(end, line.p)).n)
		*text = rt_str_between(text->p, line.p + line.n);
}

rt_str
rt_line_host(rt_str line, rt_str rest)
{
	rt_str words = rt_str_head(line, line.n - rest.n), name = rt_said_mta(rest);

	if (!rest.n || !rt_is_wsp(rest.p[0]) ||
		!(rt_str_iends(words, RT_STR(" at")) || rt_str_iends(words, RT_STR(" host")) ||
			rt_str_iends(words, RT_STR(" from"))))
		return (rt_str){ 0 };
	while (name.n && rt_str_has(RT_STR(".,:"), name.p[name.n - 1]))
		name.n--;
	rt_str top = rt_str_cut_last(name, '.').tail;
	bool is_name = top.n && rt_is_alpha(top.p[0]) && !rt_str_has(name, '@');
	return is_name ? name : (rt_str){ 0 };
}
