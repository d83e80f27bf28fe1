/* SPDX-License-Identifier: MIT */
#include "read/notice.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "read/lines.h"
#include "wire/address.h"
#include "wire/reply.h"

enum {
	CHUNK = 16 << 10,
	MOST_MARKS = 256,
	HEADS = 256,
	NO_ENTRY = INT32_MAX,
	NEAR = 32, /* how far behind its announcement an address may begin */
};

/* How the notice is gone through, line by line. */
struct scanner {
	struct rt_notice *n;
	struct rt_arena *arena;
	const char *start; /* of the text */
	bool trusted;
	bool expecting; /* an announcement was made, and addresses may follow on lines */
	bool expecting_one; /* an address may stand on the next line that is not empty */
	bool in_paragraph; /* the lines belong to the current entry, up to an empty one */
	bool in_reason; /* the lines are what is said about all */
	bool last_empty;
	uint32_t current;
	size_t indent; /* of the line that named the current entry */
	rt_str asked; /* whom the client of a dialogue named last */
	rt_str lone, lone_reason; /* an address that nothing announced, on a line of its own */
	uint32_t heads[HEADS];
};

static unsigned
hash(rt_str who)
{
	uint32_t h = (uint32_t)who.n;

	for (size_t i = 0; i < who.n; i++)
		h = h * 31 + (uint8_t)rt_lower(who.p[i]);
	return (h ^ h >> 8 ^ h >> 16) & (HEADS - 1);
}

const struct rt_notice_entry *
rt_notice_find(const struct rt_notice *n, rt_str who)
{
	for (uint32_t i = 0; i < n->count; i++)
		if (rt_str_ieq(n->entry[i].who, who) || rt_str_ieq(n->entry[i].program, who))
			return &n->entry[i];
	return NULL;
}

/* The entry of this address, made if there is none; NO_ENTRY when there is no room. */
static uint32_t
entry_of(struct scanner *s, rt_str who)
{
	struct rt_notice *n = s->n;
	uint32_t *head = &s->heads[hash(who)];

	for (uint32_t i = *head; i; i = n->entry[i - 1].chain)
		if (rt_str_ieq(n->entry[i - 1].who, who))
			return i - 1;

	struct rt_notice_entry *e = n->count < RT_MAX_RECIPIENTS
		? RT_NEW(s->arena, struct rt_notice_entry, 1)
		: NULL;
	if (!e) {
		n->limit = true;
		return NO_ENTRY;
	}
	if (!n->count)
		n->entry = e;
	*e = (struct rt_notice_entry){ .who = who, .chain = *head };
	*head = ++n->count;
	return n->count - 1;
}

/* Adds a line to a text that is a view of lines one after another. */
static void
extend(rt_str *text, rt_str line)
{
	if (!text->n)
		*text = line;
	else
		*text = rt_str_between(text->p, line.p + line.n);
}

/* Begins what is told of an address; rest is what stands behind it on its line. */
static void
begin_entry(struct scanner *s, rt_str who, rt_str rest)
{
	uint32_t i = entry_of(s, who);

	if (i == NO_ENTRY)
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

	if (s->in_paragraph && s->current != NO_ENTRY)
		extend(&n->entry[s->current].reason, line);
	else if (s->in_reason)
		extend(&n->reason, line);
}

/* ">>> RCPT To:<u@example.org>": the client; "<<< 550 ...": the server. */
static bool
take_dialogue(struct scanner *s, rt_str line)
{
	struct rt_dialogue d;
	uint16_t code;

	if (!rt_line_dialogue(line, &d))
		return false;
	if (d.client) {
		rt_str asked = rt_line_rcpt(d.text);
		if (asked.n)
			s->asked = asked;
		else if (!rt_str_istarts(d.text, RT_STR("DATA")) &&
			!rt_str_istarts(d.text, RT_STR("QUIT")))
			s->asked = (rt_str){ 0 };
		return true;
	}
	rt_str rest = d.text;
	if (rt_reply_code_take(&rest, &code) != RT_OK || code < 400)
		return true;
	if (s->asked.n) {
		uint32_t i = entry_of(s, s->asked);
		if (i != NO_ENTRY && !s->n->entry[i].reason.n)
			s->n->entry[i].reason = d.text;
		else if (i != NO_ENTRY && s->current == i)
			extend(&s->n->entry[i].reason, d.text);
		s->current = i;
	} else if (!s->n->reason.n) {
		s->n->reason = d.text;
	}
	return true;
}

/* Behind words that announce a reason; it is that of the address just named, or of all. */
static bool
take_reason(struct scanner *s, rt_str rest)
{
	s->expecting_one = false;
	if (s->in_paragraph && s->current != NO_ENTRY) {
		struct rt_notice_entry *e = &s->n->entry[s->current];
		if (e->reason.n)
			return false;
		e->reason = rest;
		return true;
	}
	s->in_reason = true;
	if (rest.n)
		extend(&s->n->reason, rest);
	return true;
}

/* What the marks on a line say. True when the line needs no more looking at. */
static bool
take_mark(struct scanner *s, const struct rt_mark *m, rt_str line, const char *base)
{
	rt_str rest = rt_str_from(line, (size_t)(base + m->span.end - line.p));

	s->n->seen |= 1u << m->kind;
	switch ((enum rt_mark_kind)m->kind) {
	case RT_MARK_HELLO:
		if (s->n->hello == SIZE_MAX)
			s->n->hello = (size_t)(line.p - s->start);
		if (!s->n->format.n)
			s->n->format = rt_str_z(rt_marks[m->row].format);
		return false;
	case RT_MARK_WHO_BELOW:
		s->in_paragraph = s->in_reason = false;
		s->expecting = true;
		return take_addresses(s, rest, SIZE_MAX);
	case RT_MARK_WHO_HERE:
		/* "Your message" and "To:" on two lines announce nobody. */
		if (m->span.at < (size_t)(line.p - base))
			return false;
		s->in_reason = false;
		if (take_addresses(s, rest, NEAR))
			return true;
		s->expecting_one = !rt_str_trim(rest).n || rest.n < 3;
		return false;
	case RT_MARK_REASON:
		return take_reason(s, rt_line_reason(rest));
	case RT_MARK_STOP:
		s->in_paragraph = s->in_reason = s->expecting = s->expecting_one = false;
		return true;
	case RT_MARK_COPY:
	case RT_MARK_FAILED:
	case RT_MARK_DELAYED:
	case RT_MARK_DELIVERED:
	case RT_MARK_SUBJECT:
	case RT_MARK_AUTO_REPLY:
	case RT_MARK_CHALLENGE:
	case RT_MARK_SUBSCRIBE:
	case RT_MARK_UNSUBSCRIBE:
	case RT_MARK_RETURN:
	case RT_MARK_KIND_COUNT:
	default:
		return false;
	}
}

static void
take_empty(struct scanner *s)
{
	bool told = s->current != NO_ENTRY && s->n->entry[s->current].reason.n;

	if (told || s->n->reason.n)
		s->in_paragraph = false;
	if (s->in_reason && s->n->reason.n)
		s->in_reason = false;
}

static void
take_plain(struct scanner *s, rt_str line)
{
	struct rt_head head;
	bool announced = s->expecting || s->expecting_one;
	size_t indent = rt_line_indent(line);

	/* "    <a@example.org>: unauthorized" goes on with what was said of somebody else. */
	bool goes_on = s->in_paragraph && s->current != NO_ENTRY && indent > s->indent &&
		s->n->entry[s->current].reason.n;
	if (!goes_on && rt_line_head(line, &head) && (announced || (s->trusted && head.reason))) {
		s->expecting_one = false;
		s->indent = indent;
		begin_entry(s, head.who, head.rest);
		return;
	}
	if (s->trusted && rt_line_is_reply(line)) {
		/* A line of a transcript that names nobody. */
		if (!s->in_paragraph && !s->in_reason)
			extend(&s->n->reason, line);
		else
			take_reason_line(s, line);
		return;
	}
	if (s->expecting && !s->in_paragraph && rt_line_local(line, &head.who)) {
		begin_entry(s, head.who, (rt_str){ 0 });
		return;
	}
	if (s->trusted && !s->lone.n)
		(void)rt_line_lone(line, &s->lone, &s->lone_reason);
	/* "(expanded from: <u@example.org>)", "generated by u@example.org": who it was before. */
	if (s->in_paragraph && s->current != NO_ENTRY && rt_line_origin(line, &head.who)) {
		struct rt_notice_entry *e = &s->n->entry[s->current];
		if (!rt_address_is(e->who)) {
			e->program = e->who;
			e->who = head.who;
		}
		return;
	}
	take_reason_line(s, line);
}

/* One line with its marks. False: the returned message begins here, or behind it. */
static bool
take_line(
	struct scanner *s, rt_str line, const struct rt_mark *marks, size_t count, const char *base)
{
	bool done = false;

	if (rt_line_is_rule(line)) {
		take_empty(s);
		s->last_empty = true;
		return true;
	}
	if (s->last_empty && rt_line_is_copy_header(line))
		return false;
	s->last_empty = false;
	if (take_dialogue(s, line))
		return true;
	for (size_t i = 0; i < count; i++) {
		if (marks[i].kind == RT_MARK_COPY)
			return false;
		done |= take_mark(s, &marks[i], line, base);
	}
	if (!done)
		take_plain(s, line);
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
			s->n->copy = rt_str_between(stop, end);
			s->n->seen |= 1u << RT_MARK_COPY;
		}
	}
	whole->at = limited.at;
	s->arena = whole;
	return stop ? stop : end;
}

/* What was said about several addresses that stand together, or of all, is each one's reason. */
static void
share_reasons(struct rt_notice *n)
{
	rt_str last = n->reason;

	for (uint32_t i = n->count; i-- > 0;) {
		struct rt_notice_entry *e = &n->entry[i];
		if (!e->reason.n)
			e->reason = e->before;
		if (e->reason.n && n->reason.n && rt_reply_find(e->reason) == SIZE_MAX &&
			rt_reply_find(n->reason) != SIZE_MAX)
			e->reason = n->reason;
		if (e->reason.n)
			last = n->reason.n ? n->reason : e->reason;
		else
			e->reason = last;
	}
}

void
rt_notice_read(struct rt_notice *n, rt_str text, bool trusted, struct rt_arena *a)
{
	struct scanner s = { .n = n,
		.arena = a,
		.start = text.p,
		.trusted = trusted,
		.current = NO_ENTRY,
		.last_empty = true };
	const char *end = text.p + text.n;

	*n = (struct rt_notice){ .hello = SIZE_MAX };
	for (const char *p = text.p; p < end;) {
		const char *stop = end - p > CHUNK ? p + CHUNK : end;
		if (stop < end) {
			const char *lf = memchr(stop, '\n', (size_t)(end - stop));
			stop = lf ? lf + 1 : end;
		}
		rt_str chunk = rt_str_between(p, stop);
		const char *at = scan_chunk(&s, chunk, end);
		if (n->copy.p || n->fields.p)
			break;
		(void)at;
		p = stop;
	}
	if (!n->count && s.lone.n) {
		uint32_t i = entry_of(&s, s.lone);
		if (i != NO_ENTRY)
			n->entry[i].reason = s.lone_reason;
	}
	share_reasons(n);
}
