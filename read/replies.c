/* SPDX-License-Identifier: MIT */
#include "read/replies.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "read/lines.h"
#include "wire/address.h"
#include "wire/reply.h"

/* What is gathered of one recipient. */
struct gathering {
	struct rt_reader *r;
	struct rt_outcome *o;
	const struct rt_notice *notice;
	struct rt_heard *heard;
	size_t count;
	bool alone; /* the report is about nobody else */
	bool transcript; /* the notice holds one */
	/* Of the transcript, while it is gone through: */
	rt_str asked; /* whom the client of a dialogue named last */
	rt_str reply; /* lines of a reply that goes on */
};

/* Skips blanks; whether a byte is left at *i. */
static bool
at_word(rt_str s, size_t *i)
{
	while (*i < s.n && rt_is_space(s.p[*i]))
		(*i)++;
	return *i < s.n;
}

/* Whether two texts are the same as far as the shorter goes, blanks aside. */
static bool
begin_alike(rt_str a, rt_str b)
{
	size_t i = 0, k = 0;

	while (at_word(a, &i) && at_word(b, &k))
		if (a.p[i++] != b.p[k++])
			return false;
	return true;
}

/* Whether a text says what another does, perhaps without what stands around the reply in it. */
static bool
says_same(rt_str text, rt_str other)
{
	size_t at = rt_reply_find(text);

	return begin_alike(text, other) || rt_str_iends(text, other) ||
		(at != SIZE_MAX && begin_alike(rt_str_from(text, at), other));
}

static bool
is_known(const struct gathering *g, rt_str text)
{
	for (size_t i = 0; i < g->count; i++)
		if (says_same(g->heard[i].text, text))
			return true;
	return false;
}

static void
add(struct gathering *g, rt_str text, enum rt_origin from)
{
	if (!rt_str_trim(text).n || is_known(g, text))
		return;
	if (g->count == RT_MAX_HEARD) {
		g->o->limit = RT_STR("replies");
		return;
	}
	g->heard[g->count++] = (struct rt_heard){ .text = text, .from = from };
}

/* The whole line of the notice in which a part of it begins. */
static rt_str
line_of(rt_str words, const char *p)
{
	const char *at = p, *end = words.p + words.n;
	rt_str line = { 0 };

	while (at > words.p && at[-1] != '\n')
		at--;
	rt_str rest = rt_str_between(at, end);
	(void)rt_line_next(&rest, &line);
	return line;
}

/* What the notice says of somebody; it may stand in its words or in a transcript. */
static enum rt_origin
origin_of(const struct gathering *g, rt_str reason)
{
	rt_str words = g->notice->words;
	struct rt_dialogue d;

	if (!g->transcript || reason.p < words.p || reason.p >= words.p + words.n)
		return RT_ORIGIN_NOTICE;
	rt_str line = line_of(words, reason.p);
	bool said = rt_line_dialogue(line, &d) || rt_line_is_reply(line);
	return said ? RT_ORIGIN_TRANSCRIPT : RT_ORIGIN_NOTICE;
}

/* Whether so many bytes more may be looked at: what many recipients share is seen once for each. */
static bool
may_walk(struct gathering *g, size_t n)
{
	if (g->r->walked + n > RT_MAX_WALK) {
		g->o->limit = RT_STR("replies");
		return false;
	}
	g->r->walked += n;
	return true;
}

static void
add_reason(struct gathering *g, rt_str reason, enum rt_origin from)
{
	rt_str text;

	if (!reason.n || !may_walk(g, reason.n))
		return;
	if (rt_notice_text(reason, g->r->arena, &text) != RT_OK)
		g->o->limit = RT_STR("memory");
	else if (begin_alike(text, g->o->text) || rt_notice_has_code(text))
		add(g, text, from);
}

/* Whether a transcript's line is about this recipient: it names him, or nobody, where he is alone. */
static bool
is_about(const struct gathering *g, rt_str line)
{
	const struct rt_outcome *o = g->o;
	struct rt_span span;

	if (!rt_address_find(line, 0, &span))
		return g->alone;
	rt_str who = rt_str_from(rt_str_head(line, span.end), span.at);
	return rt_str_ieq(who, o->recipient) || rt_str_ieq(who, o->original_recipient);
}

static void
end_reply(struct gathering *g)
{
	add_reason(g, g->reply, RT_ORIGIN_TRANSCRIPT);
	g->reply = (rt_str){ 0 };
}

/* Whether an answer is to this recipient's command, or else is about him. */
static bool
is_answer(const struct gathering *g, rt_str said)
{
	if (!g->asked.n)
		return is_about(g, said);
	return rt_str_ieq(g->asked, g->o->recipient) ||
		rt_str_ieq(g->asked, g->o->original_recipient);
}

/* "<<< 550-5.1.1 ..." goes on with the next line, "<<< 550 5.1.1 ..." ends a reply. */
static void
take_answer(struct gathering *g, rt_str said)
{
	rt_str rest = said;
	uint16_t code;

	if (rt_reply_code_take(&rest, &code) != RT_OK || code < 400 || !is_answer(g, said))
		return;
	g->reply = rt_str_between(g->reply.n ? g->reply.p : said.p, said.p + said.n);
	if (!rest.n || rest.p[0] != '-')
		end_reply(g);
}

static void
take_command(struct gathering *g, rt_str command)
{
	rt_str asked = rt_line_rcpt(command);

	end_reply(g);
	if (asked.n ||
		(!rt_str_istarts(command, RT_STR("DATA")) &&
			!rt_str_istarts(command, RT_STR("QUIT"))))
		g->asked = asked;
}

static void
take_line(struct gathering *g, rt_str line)
{
	struct rt_dialogue d;

	if (rt_line_dialogue(line, &d)) {
		g->transcript = true;
		if (d.client)
			take_command(g, d.text);
		else
			take_answer(g, d.text);
		return;
	}
	end_reply(g);
	if (g->transcript && rt_line_is_reply(line) && is_about(g, line))
		add_reason(g, line, RT_ORIGIN_TRANSCRIPT);
}

/* Replies that stand in a transcript, line by line. */
static void
add_transcript(struct gathering *g)
{
	rt_str words = g->notice->words, line;

	if (!g->transcript || !may_walk(g, words.n))
		return;
	while (rt_line_next(&words, &line))
		take_line(g, line);
	end_reply(g);
}

static bool
has_transcript(struct gathering *g)
{
	rt_str words = g->notice->words, line;
	struct rt_dialogue d;

	if (!may_walk(g, words.n))
		return false;
	while (rt_line_next(&words, &line))
		if (rt_line_dialogue(line, &d) ||
			rt_str_ifind(line, RT_STR("Transcript of session"), 0) != SIZE_MAX)
			return true;
	return false;
}

/* Which one decided; it is put there if it is none of them, in the last one's place if need be. */
static void
mark_decided(struct gathering *g)
{
	rt_str text = g->o->text;
	struct rt_heard *h = NULL;

	for (size_t i = 0; i < g->count && !h; i++)
		if (begin_alike(g->heard[i].text, text))
			h = &g->heard[i];
	/* A program's output stands before the reply that it led to: see rt_notice_output(). */
	for (size_t i = 0; i < g->count && !h; i++)
		if (rt_str_iends(text, g->heard[i].text))
			h = &g->heard[i];
	if (!h) {
		h = &g->heard[g->count < RT_MAX_HEARD ? g->count++ : RT_MAX_HEARD - 1];
		h->from = RT_ORIGIN_NOTICE;
	}
	h->text = text;
	h->decided = true;
}

/* "550 ", "550-", "5.1", and no part of a longer word or number. */
static bool
is_like_code(rt_str words, size_t i)
{
	char c = words.p[i];

	if ((c != '4' && c != '5') || words.n - i < 4 ||
		(i && (rt_is_alnum(words.p[i - 1]) || words.p[i - 1] == '.')))
		return false;
	if (words.p[i + 1] == '.')
		return rt_is_digit(words.p[i + 2]);
	return rt_is_digit(words.p[i + 1]) && rt_is_digit(words.p[i + 2]) &&
		!rt_is_alnum(words.p[i + 3]);
}

bool
rt_replies_beyond(rt_str words, rt_str said)
{
	size_t at = rt_reply_find(said);
	rt_str reply = rt_str_from(said, at == SIZE_MAX ? 0 : at);

	for (size_t i = 0; i < words.n; i++) {
		if (!is_like_code(words, i))
			continue;
		if (!reply.n || !begin_alike(reply, rt_str_from(words, i)))
			return true;
		i += reply.n;
	}
	return false;
}

void
rt_reader_replies(struct rt_reader *r, struct rt_outcome *o, const struct rt_reply_places *places)
{
	struct gathering g = { .r = r, .o = o, .notice = places->notice };

	if (!r->options.replies)
		return;
	g.heard = RT_NEW(r->arena, struct rt_heard, RT_MAX_HEARD);
	if (!g.heard) {
		o->limit = RT_STR("memory");
		return;
	}
	add(&g, places->diagnostic, RT_ORIGIN_DIAGNOSTIC);
	if (g.notice) {
		g.transcript = has_transcript(&g);
		g.alone = places->alone && g.notice->count < 2;
		/* What several share may be about another of them. */
		const char *common = g.alone ? NULL : g.notice->reason.p;
		if (places->entry && places->entry->reason.p != common &&
			(g.alone || places->entry->own)) {
			add_reason(&g, places->entry->reason, origin_of(&g, places->entry->reason));
			add_reason(&g, places->entry->before, origin_of(&g, places->entry->before));
		}
		if (g.alone)
			add_reason(&g, g.notice->reason, origin_of(&g, g.notice->reason));
		add_transcript(&g);
	}
	add(&g, places->comment, RT_ORIGIN_STATUS);
	if (o->text.n)
		mark_decided(&g);
	if (g.count < 2)
		return;
	o->replies = g.heard;
	o->replies_count = g.count;
}
