/* SPDX-License-Identifier: MIT */
#include "read/notice.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "read/lines.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/reply.h"

enum {
	CHUNK = 16 << 10,
	MOST_MARKS = 256,
	NEAR = 32, /* how far behind its announcement an address may begin */
};

/* How the notice is gone through, line by line. */
struct scanner {
	struct rt_notice *n;
	struct rt_arena *arena;
	const char *start; /* of the text */
	const char *words_end; /* where the line begins that announces the returned message */
	bool trusted;
	bool expecting; /* an announcement was made, and addresses may follow on lines */
	bool expecting_one; /* an address may stand on the next line that is not empty */
	bool in_paragraph; /* the lines belong to the current entry, up to an empty one */
	bool in_reason; /* the lines are what is said about all */
	bool awaiting; /* an address was named with a ":", and what was said follows */
	bool first; /* the announcement was on the last line that is not empty */
	bool listing; /* and ended in a colon */
	bool answered; /* the server of a dialogue has answered the last command */
	bool taking; /* the reply that it is giving is somebody's reason */
	bool last_empty;
	uint32_t current;
	size_t indent; /* of the line that named the current entry */
	rt_str asked; /* whom the client of a dialogue named last */
	rt_str refusal; /* what the server of a dialogue said on the line before */
	rt_str output; /* lines that belong to nobody yet: what a program wrote before it failed */
	rt_str earlier; /* what was said about all before, and held no reply */
	rt_str because; /* the announcement of addresses, where it says why */
	rt_str lone, lone_reason; /* an address that nothing announced, on a line of its own */
};

/*
 * "550 5.1.1 <u@example.org>... User unknown" in a transcript says all on one line. What stands right
 * before is what it is derived from: what the other server said, or a program wrote.
 */
static void
take_verdict(struct scanner *s, struct rt_notice_entry *e, rt_str verdict)
{
	rt_str output = s->output;

	s->in_paragraph = false;
	if (e->reason.p != verdict.p)
		return;
	rt_line_extend(&output, verdict);
	if (s->refusal.n)
		e->reason = s->refusal;
	else if (s->output.n && output.n > s->output.n)
		e->output = output;
}

/* Begins what is told of an address; rest is what stands behind it on its line. */
static void
begin_entry(struct scanner *s, rt_str who, rt_str rest)
{
	uint32_t i = rt_notice_enter(s->n, s->arena, who);

	if (i == RT_NO_ENTRY)
		return;
	struct rt_notice_entry *e = &s->n->entry[i];
	s->current = i;
	s->in_paragraph = true;
	s->in_reason = false;
	rest = rt_line_reason(rest);
	if (e->reason.n && rt_reply_find(e->reason) == SIZE_MAX) {
		e->before = e->reason;
		e->reason = (rt_str){ 0 };
	}
	if (rest.n && !e->reason.n)
		e->reason = rest;
	if (rt_line_is_reply(rest))
		take_verdict(s, e, rest);
	s->output = (rt_str){ 0 };
}

/* All addresses on a line behind an announcement: "a@example.org, b@example.org". */
static bool
take_addresses(struct scanner *s, rt_str line, size_t nearest)
{
	struct rt_span span;
	size_t from = 0;
	bool any = false;

	while (rt_address_find(line, from, &span) && (any || span.at <= nearest)) {
		rt_str who = rt_str_from(rt_str_head(line, span.end), span.at);
		rt_str rest = rt_str_from(line, span.end);
		from = span.end;
		if (rt_line_is_sender(rt_str_head(line, span.at)))
			continue;
		/* "u@example.org<mailto:u@example.org>" names one. */
		begin_entry(s, who, rt_line_is_list(rest) ? (rt_str){ 0 } : rest);
		any = true;
		if (!rt_line_is_list(rest))
			break;
	}
	return any;
}

static void
take_reason_line(struct scanner *s, rt_str line)
{
	struct rt_notice *n = s->n;

	s->awaiting = false;
	if (rt_line_is_about_message(line) || rt_line_is_title(line))
		s->in_paragraph = s->in_reason = false;
	else if (s->in_paragraph && s->current != RT_NO_ENTRY)
		rt_line_extend(&n->entry[s->current].reason, line);
	else if (s->in_reason)
		rt_line_extend(&n->reason, line);
	else if (s->output.n && rt_str_trim(rt_str_between(s->output.p + s->output.n, line.p)).n)
		s->output = line;
	else
		rt_line_extend(&s->output, line);
}

/* A refusal in a dialogue; more: the line goes on with the reply of the line before. */
static void
take_refusal(struct scanner *s, rt_str said, bool more)
{
	uint32_t i = s->asked.n ? rt_notice_enter(s->n, s->arena, s->asked) : RT_NO_ENTRY;
	rt_str *reason = i != RT_NO_ENTRY ? &s->n->entry[i].reason : &s->n->reason;

	if (s->asked.n && i == RT_NO_ENTRY)
		return;
	if (!more) {
		s->taking = !reason->n || (!s->answered && !rt_notice_has_code(*reason));
		if (s->taking)
			*reason = said;
	} else if (s->taking && said.p - reason->p < RT_MAX_REPLY) {
		*reason = rt_str_between(reason->p, said.p + said.n);
	}
	s->answered = true;
	if (i != RT_NO_ENTRY)
		s->current = i;
}

/* ">>> RCPT To:<u@example.org>": the client; "<<< 550 ...": the server. */
static bool
take_dialogue(struct scanner *s, rt_str line)
{
	struct rt_dialogue d;
	rt_str before = s->refusal;
	uint16_t code;

	if (!rt_line_dialogue(line, &d))
		return false;
	s->output = s->refusal = (rt_str){ 0 };
	if (d.client) {
		rt_str asked = rt_line_rcpt(d.text);
		if (asked.n)
			s->asked = asked;
		else if (!rt_str_istarts(d.text, RT_STR("DATA")) &&
			!rt_str_istarts(d.text, RT_STR("QUIT")))
			s->asked = (rt_str){ 0 };
		s->answered = false;
		return true;
	}
	rt_str rest = d.text;
	if (rt_reply_code_take(&rest, &code) == RT_OK && code >= 400) {
		s->refusal = d.text;
		take_refusal(s, d.text, before.n > 3 && before.p[3] == '-');
	}
	return true;
}

/* Whether the lines go on with what is told of an address, and some of it is told. */
static bool
has_reason(const struct scanner *s)
{
	return s->in_paragraph && s->current != RT_NO_ENTRY && s->n->entry[s->current].reason.n;
}

/* "    <a@example.org>: unauthorized" goes on with what was said of somebody else. */
static bool
goes_on(const struct scanner *s, rt_str line)
{
	return has_reason(s) && rt_line_indent(line) > s->indent;
}

/* A mark on its line, and what stands behind it there. */
struct words {
	const struct rt_mark *mark;
	rt_str line, rest;
	size_t at; /* where they begin on the line; SIZE_MAX on one before it */
};

static struct words
words_of(const struct rt_mark *m, rt_str line, const char *base)
{
	const char *at = base + m->span.at;

	return (struct words){ .mark = m,
		.line = line,
		.rest = rt_str_from(line, (size_t)(base + m->span.end - line.p)),
		.at = at < line.p ? SIZE_MAX : (size_t)(at - line.p) };
}

/* Whether a reason begins on this line, before the words: "Reason: DNS lookup failed: Error: ..." */
static bool
begun_on_line(rt_str reason, const struct words *w)
{
	return reason.n && w->at != SIZE_MAX && reason.p >= w->line.p &&
		reason.p < w->line.p + w->at;
}

/* Behind words that announce a reason; it is that of the address just named, or of all. */
static bool
take_reason(struct scanner *s, const struct words *w)
{
	rt_str rest = rt_line_reason(w->rest);

	s->expecting_one = false;
	if (s->in_paragraph && s->current != RT_NO_ENTRY) {
		struct rt_notice_entry *e = &s->n->entry[s->current];
		/* "Failure Reason: Error: ..." has two labels. */
		if (e->reason.n && (w->at == SIZE_MAX || e->reason.p != w->line.p + w->at))
			return begun_on_line(e->reason, w);
		e->reason = rest;
		return true;
	}
	s->in_reason = true;
	if (begun_on_line(s->n->reason, w))
		return true;
	if (s->n->reason.n && !rt_notice_has_code(s->n->reason)) {
		s->earlier = s->n->reason;
		s->n->reason = (rt_str){ 0 };
	}
	if (rest.n)
		rt_line_extend(&s->n->reason, rest);
	return true;
}

static void
take_hello(struct scanner *s, const struct words *w)
{
	if (s->n->hello == SIZE_MAX)
		s->n->hello = (size_t)(w->line.p - s->start);
	if (!s->n->format.n)
		s->n->format = rt_str_z(rt_marks[w->mark->row].format);
	if (!s->n->host.n)
		s->n->host = rt_line_host(w->line, w->rest);
}

/* Addresses stand next: "Your mail to the following could not be delivered because it is too large:" */
static bool
take_who_below(struct scanner *s, const struct words *w)
{
	size_t why = rt_str_ifind(w->rest, RT_STR(" because "), 0);

	s->in_paragraph = s->in_reason = false;
	s->expecting = true;
	s->first = true;
	s->listing = rt_str_iends(rt_str_trim(w->line), RT_STR(":"));
	if (why != SIZE_MAX)
		s->because = w->line;
	return take_addresses(s, w->rest, SIZE_MAX);
}

/* One address stands next: on the line, or on the one that follows. */
static bool
take_who_here(struct scanner *s, const struct words *w)
{
	/* "Your message" and "To:" on two lines announce nobody, nor do words of a reply. */
	if (w->at == SIZE_MAX || has_reason(s) || s->awaiting)
		return false;
	/* "Reason: Unable to deliver message to <u@example.org> (and others)" is what was said. */
	bool said = s->n->reason.n && s->n->reason.p == w->line.p + w->at;
	s->in_reason = false;
	if (!take_addresses(s, w->rest, NEAR)) {
		s->expecting_one = !rt_str_trim(w->rest).n || w->rest.n < 3;
		return false;
	}
	s->indent = rt_line_indent(w->line);
	if (s->current == RT_NO_ENTRY)
		return true;
	if (said)
		s->n->entry[s->current].reason = (rt_str){ 0 };
	if (!rt_line_is_label(w->line))
		s->n->entry[s->current].announced = w->line;
	return true;
}

static bool
take_said(struct scanner *s, rt_str line)
{
	if (s->in_paragraph || s->n->reason.n)
		return false;
	s->n->reason = line;
	s->in_reason = true;
	return true;
}

static bool
take_stop(struct scanner *s, const struct words *w)
{
	if (w->at > rt_line_indent(w->line) || goes_on(s, w->line))
		return false;
	s->in_paragraph = s->in_reason = s->expecting = s->expecting_one = false;
	return true;
}

/* "Message will be retried for 2 more days" tells no reason, but is better than none. */
static bool
take_delayed(struct scanner *s, const struct words *w)
{
	if (s->current == RT_NO_ENTRY || has_reason(s) || w->at ||
		rt_str_ifind(w->line, RT_STR(" because"), 0) != SIZE_MAX)
		return false;
	s->n->entry[s->current].announced = w->line;
	return true;
}

/* What the marks on a line say. True when the line needs no more looking at. */
static bool
take_mark(struct scanner *s, const struct rt_mark *m, rt_str line, const char *base)
{
	struct words w = words_of(m, line, base);

	s->n->seen |= 1u << m->kind;
	switch ((int)m->kind) {
	case RT_MARK_HELLO:
		take_hello(s, &w);
		return false;
	case RT_MARK_WHO_BELOW:
		return take_who_below(s, &w);
	case RT_MARK_WHO_HERE:
		return take_who_here(s, &w);
	case RT_MARK_REASON:
		return take_reason(s, &w);
	case RT_MARK_SAID:
		return take_said(s, line);
	case RT_MARK_STOP:
		return take_stop(s, &w);
	case RT_MARK_DELAYED:
		return take_delayed(s, &w);
	default:
		return false;
	}
}

static void
take_empty(struct scanner *s)
{
	bool told = s->current != RT_NO_ENTRY && s->n->entry[s->current].reason.n;

	if (told || s->n->reason.n)
		s->in_paragraph = false;
	if (s->in_reason && s->n->reason.n)
		s->in_reason = false;
}

/* Who may be meant where nothing announces an address. True when the line says no more. */
static bool
take_lone(struct scanner *s, rt_str line)
{
	if (!rt_line_lone(line, &s->lone, &s->lone_reason))
		return false;
	/* Of what describes the message, "To:" may tell, and nothing else. */
	if (rt_line_is_about_message(line)) {
		s->lone_reason = (rt_str){ 0 };
		if (!rt_str_istarts(rt_str_trim(line), RT_STR("To:")))
			s->lone = (rt_str){ 0 };
	}
	return s->in_reason && !s->in_paragraph && !s->lone_reason.n;
}

/* "... unknown alias:" and the address on the next line: the reply was wrapped there. */
static bool
repeats(const struct scanner *s, const struct rt_head *head)
{
	return has_reason(s) && !rt_str_trim(head->rest).n &&
		rt_str_ieq(s->n->entry[s->current].who, head->who);
}

/* An address, or a local part, at the head of a line. */
static bool
take_head(struct scanner *s, rt_str line)
{
	struct rt_head head;
	bool announced = s->expecting || s->expecting_one;
	size_t indent = rt_line_indent(line);

	if (!goes_on(s, line) && rt_line_head(line, &head) &&
		(announced || (s->trusted && head.reason)) && !repeats(s, &head)) {
		s->expecting_one = false;
		s->indent = indent;
		begin_entry(s, head.who, head.rest);
		s->awaiting = head.reason && !has_reason(s);
		return true;
	}
	if (!s->first || s->in_paragraph || rt_line_is_reply(line) || !(indent || s->listing) ||
		!rt_line_local(line, &head.who))
		return false;
	begin_entry(s, head.who, (rt_str){ 0 });
	return true;
}

/* "(expanded from: <u@example.org>)", "generated by u@example.org": who it was before. */
static bool
take_origin(struct scanner *s, rt_str line)
{
	rt_str who;

	if (!s->in_paragraph || s->current == RT_NO_ENTRY || !rt_line_origin(line, &who))
		return false;
	struct rt_notice_entry *e = &s->n->entry[s->current];
	if (rt_address_is(e->who)) {
		e->origin = who;
	} else {
		e->program = e->who;
		e->who = who;
	}
	return true;
}

static void
take_plain(struct scanner *s, rt_str line)
{
	if (take_head(s, line))
		return;
	if (s->trusted && rt_line_is_reply(line)) {
		/* A line of a transcript that names nobody. */
		if (s->in_paragraph || s->in_reason)
			take_reason_line(s, line);
		/* Right behind the other server's reply: what Sendmail makes of it. */
		else if (!s->refusal.n)
			rt_line_extend(&s->n->reason, line);
		return;
	}
	if (s->trusted && !s->lone.n && !rt_str_starts(line, RT_STR(">")) && take_lone(s, line))
		return;
	if (!take_origin(s, line))
		take_reason_line(s, line);
}

/* Whether a mark stands inside the words that stop: "Address:" in "Sender Address:". */
static bool
is_covered(const struct rt_mark *marks, size_t count, size_t i)
{
	for (size_t j = 0; j < count; j++)
		if (j != i && marks[j].kind == RT_MARK_STOP &&
			marks[i].span.at >= marks[j].span.at &&
			marks[i].span.at < marks[j].span.end)
			return true;
	return false;
}

/* Whether a header begins that is the returned message's, perhaps quoted. */
static bool
begins_copy(const struct scanner *s, rt_str line)
{
	bool quoted = s->n->count && rt_str_starts(line, RT_STR("> "));

	return (s->last_empty || quoted) &&
		rt_line_is_copy_header(rt_str_from(line, quoted ? 2 : 0));
}

/* One line with its marks. False: the returned message begins here, or behind it. */
static bool
take_line(
	struct scanner *s, rt_str line, const struct rt_mark *marks, size_t count, const char *base)
{
	bool done = false;

	if (rt_line_is_rule(line)) {
		take_empty(s);
		/* What stands below a line across the page is a signature, or another section. */
		if (rt_str_trim(line).n > 40)
			s->in_paragraph = s->in_reason = s->expecting = false;
		s->last_empty = true;
		return true;
	}
	if (begins_copy(s, line))
		return false;
	s->last_empty = false;
	if (take_dialogue(s, line))
		return true;
	for (size_t i = 0; i < count; i++) {
		if (marks[i].kind == RT_MARK_COPY)
			return false;
		bool tells = marks[i].kind == RT_MARK_REASON || marks[i].kind == RT_MARK_SAID ||
			marks[i].kind == RT_MARK_WHO_HERE;
		if (is_covered(marks, count, i) || (tells && s->trusted && rt_line_is_named(line)))
			continue;
		done |= take_mark(s, &marks[i], line, base);
	}
	if (!done) {
		bool announces = count && s->first;
		take_plain(s, line);
		s->first = announces;
	}
	s->refusal = (rt_str){ 0 };
	return true;
}

/*
 * Goes through a stretch of whole lines. Returns where the returned message begins, or its end. A
 * mark belongs to the line on which it ends.
 */
static const char *
scan_chunk(struct scanner *s, rt_str chunk, const char *end)
{
	struct rt_arena scratch = *s->arena;
	struct rt_mark *marks;
	size_t count = 0, next = 0;

	/* Entries are made at the front of the room, so the marks go to its back half. */
	scratch.at += rt_arena_room(&scratch) / 2;
	struct rt_arena limited = { s->arena->at, scratch.at }, *whole = s->arena;
	marks = RT_NEW(&scratch, struct rt_mark, MOST_MARKS);
	if (marks)
		count = rt_marks_find(chunk, scratch, marks, MOST_MARKS);
	s->arena = &limited;
	rt_str rest = chunk, line;
	const char *stop = NULL;
	while (!stop && rt_line_next(&rest, &line)) {
		size_t from = next;
		size_t line_end = (size_t)(line.p + line.n - chunk.p);
		while (next < count && marks[next].span.end <= line_end)
			next++;
		if (rt_line_is_fields(line) && s->last_empty) {
			s->n->fields = rt_str_between(line.p, end);
			stop = line.p;
		} else if (!take_line(s, line, marks + from, next - from, chunk.p)) {
			bool mark = next > from && marks[next - 1].kind == RT_MARK_COPY;
			stop = mark ? rest.p : line.p;
			s->words_end = line.p;
			s->n->copy = rt_str_between(stop, end);
			s->n->seen |= 1u << RT_MARK_COPY;
		}
	}
	whole->at = limited.at;
	s->arena = whole;
	return stop ? stop : end;
}

/* What can be told only at the end. */
static void
finish(struct scanner *s, struct rt_arena *a)
{
	struct rt_notice *n = s->n;

	if (!n->count && s->lone.n) {
		uint32_t i = rt_notice_enter(n, a, s->lone);
		if (i != RT_NO_ENTRY)
			n->entry[i].reason = n->reason.n ? n->reason : s->lone_reason;
	}
	if (!n->reason.n && !s->earlier.n)
		s->earlier = s->because;
	if (!n->reason.n ||
		(s->earlier.n && !rt_notice_has_code(n->reason) && rt_notice_has_code(s->earlier)))
		n->reason = s->earlier;
	rt_notice_share(n);
}

/* The end of the whole lines from p on that are gone through at once. */
static const char *
chunk_end(const char *p, const char *end)
{
	if (end - p <= CHUNK)
		return end;
	const char *lf = memchr(p + CHUNK, '\n', (size_t)(end - p - CHUNK));
	return lf ? lf + 1 : end;
}

void
rt_notice_read(struct rt_notice *n, rt_str text, bool trusted, struct rt_arena *a)
{
	struct scanner s = { .n = n,
		.arena = a,
		.start = text.p,
		.trusted = trusted,
		.current = RT_NO_ENTRY,
		.last_empty = true };
	const char *end = text.p + text.n, *at = text.p;

	*n = (struct rt_notice){ .hello = SIZE_MAX };
	while (at < end && !n->copy.p && !n->fields.p) {
		const char *stop = chunk_end(at, end);
		const char *left = scan_chunk(&s, rt_str_between(at, stop), end);
		at = n->copy.p || n->fields.p ? left : stop;
	}
	n->words = rt_str_between(text.p, s.words_end ? s.words_end : at);
	finish(&s, a);
}
