/* SPDX-License-Identifier: MIT */
/*
 * Returned mail in words: every report that is no RFC 3464 report, or whose report is empty. Whether
 * it is one is told by its header (who sent it, and how) and by its words together, so that a letter
 * that quotes a bounce is none.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "read/lines.h"
#include "read/replies.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/reply.h"

enum {
	FIRST_WORDS = 200, /* within which a report says that it is one */
	MOST_WORDS = 2048, /* in which an only address is looked for */
};

/* What the header of a message says about who made it. */
struct origin {
	bool daemon; /* From: a mail system */
	bool null_path; /* Return-Path: <> */
	bool automatic; /* Auto-Submitted, other than no */
	bool report; /* multipart/report */
	bool subject; /* the subject of a report */
	bool delayed; /* a subject that speaks of delay */
	bool robot; /* From: an address that takes no answers */
	rt_str failed_recipients; /* X-Failed-Recipients (Exim, Google) */
	rt_str domain; /* of a daemon's address */
};

/* What this format keeps in the reader between outcomes. */
struct ndr {
	struct rt_notice notice;
	struct origin origin;
	rt_str recipients; /* what is left of X-Failed-Recipients */
	uint32_t next;
	bool speaks; /* there is a text */
	bool one_without; /* a failure was reported, and nobody said whose */
	rt_str alone; /* whose it was all the same, where only one can be meant */
};

static bool
is_daemon(rt_str from)
{
	static const char names[][24] = { "mailer-daemon", "postmaster", "mail delivery",
		"mailerdaemon", "mail-daemon", "maildaemon", "mail.delivery", "mail administrator",
		"system administrator", "post_master", "mdaemon", "mail system", "mailadmin",
		"mailmaster", "delivery subsystem", "ndr administrator", "mail deliver", "-admin@",
		"-owner@", "owner-", "-request@" };

	for (size_t i = 0; i < RT_COUNT(names); i++)
		if (rt_str_ifind(from, rt_str_z(names[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static void
judge_subject(struct rt_reader *r, struct origin *o, rt_str subject)
{
	struct rt_mark marks[16];
	size_t n = rt_marks_find(rt_str_head(subject, 400), *r->arena, marks, RT_COUNT(marks));

	/* An answer to a report is none. */
	if (rt_str_istarts(subject, RT_STR("Re:")))
		return;

	for (size_t i = 0; i < n; i++) {
		o->subject |= marks[i].kind == RT_MARK_SUBJECT || marks[i].kind == RT_MARK_DELAYED;
		o->delayed |= marks[i].kind == RT_MARK_DELAYED;
	}
}

static bool
is_robot(rt_str from)
{
	static const char names[][16] = { "no-reply", "noreply", "no_reply", "donotreply",
		"do-not-reply" };

	for (size_t i = 0; i < RT_COUNT(names); i++)
		if (rt_str_ifind(from, rt_str_z(names[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static void
take_from(struct rt_reader *r, struct origin *o, rt_str value)
{
	rt_str from = rt_reader_text(r, value);

	o->robot = is_robot(from);
	if (!is_daemon(from))
		return;
	o->daemon = true;
	o->domain = rt_str_cut_last(rt_reader_address(r, value), '@').tail;
}

static void
read_origin(struct rt_reader *r, struct origin *o)
{
	rt_str header = r->mime.part[0].header;
	struct rt_field f;
	enum rt_result result;

	o->report = r->mime.part[0].media == RT_MEDIA_REPORT;
	while ((result = rt_field_next(&header, &f)) != RT_ENOTFOUND) {
		if (result != RT_OK)
			continue;
		switch ((int)rt_field_id(f.name)) {
		case RT_FIELD_FROM:
			take_from(r, o, f.value);
			break;
		case RT_FIELD_RETURN_PATH:
			o->null_path |= rt_str_starts(f.value, RT_STR("<>")) || is_daemon(f.value);
			break;
		case RT_FIELD_AUTO_SUBMITTED:
			o->automatic |= !rt_str_istarts(f.value, RT_STR("no"));
			break;
		case RT_FIELD_SUBJECT:
			judge_subject(r, o, rt_reader_text(r, f.value));
			break;
		case RT_FIELD_X_FAILED_RECIPIENTS:
			o->failed_recipients = rt_reader_text(r, f.value);
			break;
		default:
			break;
		}
	}
}

/* Marks that say that a report of delivery speaks. */
static bool
is_report_by_words(const struct rt_notice *n)
{
	const uint32_t words = 1u << RT_MARK_HELLO | 1u << RT_MARK_FAILED | 1u << RT_MARK_DELAYED;

	return n->seen & words;
}

/* Whether what was said about somebody is a server's reply. */
static bool
quotes_reply(const struct rt_notice *n)
{
	for (uint32_t i = 0; i < n->count && i < 4; i++)
		if (rt_reply_find(rt_str_head(n->entry[i].reason, 4096)) != SIZE_MAX)
			return true;
	return false;
}

/* Reads text parts, plain ones first, until one names somebody. */
static bool
read_notice(struct rt_reader *r, struct ndr *x, bool trusted)
{
	enum { MOST_PARTS = 6 };
	unsigned tried = 0;

	for (int html = 0; html < 2; html++)
		for (unsigned i = 0; i < r->mime.count && tried < MOST_PARTS; i++) {
			const struct rt_part *p = &r->mime.part[i];
			if (p->media != (html ? RT_MEDIA_HTML : RT_MEDIA_TEXT) || !p->body.n)
				continue;
			struct rt_notice n;
			tried++;
			rt_str words = rt_reader_words(r, p);
			x->speaks |= rt_str_trim(rt_str_head(words, FIRST_WORDS)).n;
			rt_notice_read(&n, words, trusted, r->arena);
			if (n.count || n.fields.n || !tried) {
				x->notice = n;
				return true;
			}
			if (!x->notice.seen ||
				(!is_report_by_words(&x->notice) && is_report_by_words(&n)))
				x->notice = n;
		}
	return false;
}

/* Whether header and words together make it a report; sets what names those who failed. */
static bool
is_report(struct rt_reader *r, struct ndr *x)
{
	const struct origin *o = &x->origin;
	bool machine = o->daemon || o->null_path || o->automatic || o->report ||
		o->failed_recipients.n;

	if (!machine && !o->subject)
		return false;

	bool named = read_notice(r, x, machine);
	bool words = is_report_by_words(&x->notice) || quotes_reply(&x->notice);
	if (named && !(words || o->subject || o->failed_recipients.n))
		return false;
	/* Tickets and forwarded reports come from programs, too, but do not begin as reports do. */
	bool returns = o->robot && o->subject && rt_reader_part(r, RT_MEDIA_MESSAGE, 1);
	bool sure = o->daemon || o->null_path || o->report || o->failed_recipients.n || returns;
	if (!sure && x->notice.hello > FIRST_WORDS)
		return false;
	if (o->failed_recipients.n)
		x->recipients = o->failed_recipients;
	else if (!named &&
		((words && (o->daemon || o->report || (machine && o->subject))) ||
			(o->daemon && o->subject && x->speaks)))
		x->one_without = true;
	else if (!named)
		return false;
	return true;
}

static void
set_common(struct rt_reader *r, const struct ndr *x)
{
	const struct rt_part *status = rt_reader_part(r, RT_MEDIA_DELIVERY, 0);

	rt_reader_header(r, r->mime.part[0].header);
	r->common.sender = (rt_str){ 0 };
	rt_reader_returned(r, x->notice.copy);
	if (status) {
		r->common.format = rt_str_z(rt_format_dsn.name);
		rt_dsn_message_fields(r, status->body);
	} else if (x->notice.format.n) {
		r->common.format = x->notice.format;
	}
	if (!r->common.reporting_mta.n)
		r->common.reporting_mta = x->notice.host;
	if (x->notice.limit)
		r->common.limit = RT_STR("recipients");
}

/* A gateway's report that names nobody may carry another's that does: it is read in its place. */
static bool
open_report(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_MESSAGE, 1);
	struct rt_mime m;

	if (!p || p->encoding != RT_ENCODING_NONE)
		return false;
	rt_mime_init(&m, p->body, r->arena);
	while (m.count && rt_mime_step(&m, SIZE_MAX) == RT_MORE)
		;
	for (unsigned i = 0; i < m.count; i++)
		if (m.part[i].media == RT_MEDIA_DELIVERY) {
			r->mime = m;
			return true;
		}
	return false;
}

/* What stands before an address in its paragraph. */
static rt_str
paragraph_before(rt_str words, const char *at)
{
	const char *p = at;

	while (p > words.p && !(p[-1] == '\n' && (p - 1 == words.p || p[-2] == '\n')))
		p--;
	return rt_str_between(p, at);
}

/* Whether an address is one to turn to, or the sender's. */
static bool
is_contact(const struct rt_reader *r, rt_str before, rt_str who)
{
	static const char names[][12] = { "postmaster", "mailer-daem", "abuse", "support", "help",
		"hostmaster", "webmaster", "admin", "service", "info@", "noc@" };
	static const char words[][12] = { "contact", "question", "help", "assist", "write to",
		"mailto:", "reply", "via email", "call ", "phone" };

	for (size_t i = 0; i < RT_COUNT(names); i++)
		if (rt_str_istarts(who, rt_str_z(names[i])))
			return true;
	for (size_t i = 0; i < RT_COUNT(words); i++)
		if (rt_str_ifind(before, rt_str_z(words[i]), 0) != SIZE_MAX)
			return true;
	return rt_line_is_sender(before) || rt_str_ieq(who, r->to) ||
		rt_str_ieq(who, r->common.sender);
}

/* The addresses of a line that may be meant, of which no two may differ. */
static bool
take_only(const struct rt_reader *r, rt_str words, rt_str line, rt_str *found)
{
	struct rt_span span;

	for (size_t from = 0; rt_address_find(line, from, &span); from = span.end) {
		rt_str who = rt_str_from(rt_str_head(line, span.end), span.at);
		if (is_contact(r, paragraph_before(words, who.p), who))
			continue;
		if (found->n && !rt_str_ieq(*found, who))
			return false;
		*found = who;
	}
	return true;
}

/*
 * The only address in the words of a notice that announces nobody; and what is said there, up to the
 * end of the paragraph.
 */
static rt_str
only_address(const struct rt_reader *r, rt_str words, rt_str *ret_said)
{
	rt_str text = rt_str_head(words, MOST_WORDS), line, found = { 0 };
	bool goes_on = false;

	while (rt_line_next(&text, &line)) {
		bool before = found.n;
		if (!take_only(r, words, line, &found))
			return (rt_str){ 0 };
		if (found.n && !before)
			*ret_said = line;
		else if (goes_on && rt_str_trim(line).n)
			*ret_said = rt_str_between(ret_said->p, line.p + line.n);
		goes_on = rt_str_trim(line).n && (goes_on || (found.n && !before));
	}
	return found;
}

/* "Received: ... for <u@example.org>; ...": whom the envelope was for, if for one. */
static rt_str
received_for(rt_str value)
{
	size_t at = rt_str_ifind(value, RT_STR("for "), 0);
	struct rt_span span, second;

	if (at == SIZE_MAX || !rt_address_find(value, at, &span) || span.at > at + 8 ||
		(rt_address_find(value, span.end, &second) && second.at < span.end + 8))
		return (rt_str){ 0 };
	return rt_str_from(rt_str_head(value, span.end), span.at);
}

/*
 * Who failed where the notice names nobody: whom the returned message's envelope names, which its
 * last Received field and Envelope-To and Delivered-To tell, or else its only addressee, unless a
 * list stands between.
 */
static rt_str
envelope_recipient(struct rt_reader *r, rt_str header)
{
	rt_str to = { 0 }, who = { 0 };
	bool many = false, received = false;
	struct rt_field f;
	enum rt_result result;

	while (!who.n && (result = rt_field_next(&header, &f)) != RT_ENOTFOUND) {
		enum rt_field_id id = result == RT_OK ? rt_field_id(f.name) : RT_FIELD_COUNT;
		if (id == RT_FIELD_RECEIVED && !received)
			who = received_for(f.value);
		else if (id == RT_FIELD_DELIVERED_TO || rt_str_ieq(f.name, RT_STR("Envelope-To")))
			who = rt_reader_address(r, f.value);
		else if (id == RT_FIELD_TO)
			to = rt_reader_address(r, f.value);
		received |= id == RT_FIELD_RECEIVED;
		many |= id == RT_FIELD_CC || id == RT_FIELD_LIST_ID ||
			(id == RT_FIELD_TO && rt_str_has(f.value, ','));
	}
	if (!who.n && !many && !rt_str_ieq(to, r->common.sender))
		who = to;
	return rt_address_is(who) ? who : (rt_str){ 0 };
}

/* Who is meant where the notice announces nobody. */
static void
find_alone(struct rt_reader *r, struct ndr *x)
{
	rt_str said;

	x->alone = r->common.verp;
	if (!x->alone.n && (x->alone = only_address(r, x->notice.words, &said)).n &&
		!x->notice.reason.n && rt_str_trim(said).n > x->alone.n + 4)
		x->notice.reason = said;
	if (!x->alone.n)
		x->alone = envelope_recipient(r, rt_reader_returned_header(r, x->notice.copy));
}

static enum rt_result
ndr_begin(struct rt_reader *r)
{
	struct ndr *x = RT_NEW(r->arena, struct ndr, 1);

	if (!x)
		return RT_ENOTFOUND;
	read_origin(r, &x->origin);
	if (!is_report(r, x))
		return RT_ENOTFOUND;
	if (x->one_without && open_report(r)) {
		r->format = &rt_format_dsn;
		r->common.format = rt_str_z(rt_format_dsn.name);
		return rt_format_dsn.begin(r);
	}
	set_common(r, x);
	r->data = x;
	if (x->one_without)
		find_alone(r, x);
	if (!x->notice.fields.n)
		return RT_OK;
	r->rest = x->notice.fields;
	r->format = &rt_format_dsn;
	return rt_format_dsn.begin(r);
}

/* What was said of an address that X-Failed-Recipients names; the notice may give its local part only. */
static rt_str
reason_of(const struct rt_notice *n, rt_str who)
{
	const struct rt_notice_entry *e = rt_notice_find(n, who);

	if (!e)
		e = rt_notice_find(n, rt_str_cut_last(who, '@').head);
	if (!e && n->count)
		e = &n->entry[0];
	return e ? e->reason : n->reason;
}

/* A local part alone is one of the domain that reports. */
static rt_str
complete_address(struct rt_reader *r, const struct ndr *x, rt_str who)
{
	if (rt_str_has(who, '@') || !x->origin.domain.n || !who.n ||
		rt_str_has(RT_STR("|/"), who.p[0]))
		return who;

	struct rt_buf b = { .p = r->arena->at, .cap = rt_arena_room(r->arena) };
	rt_buf_str(&b, who);
	rt_buf_ch(&b, '@');
	rt_buf_str(&b, x->origin.domain);
	if (b.full)
		return who;
	r->arena->at += b.n;
	return rt_buf_view(&b);
}

static enum rt_event
event_of(const struct ndr *x)
{
	uint32_t seen = x->notice.seen;

	if (x->origin.delayed || seen & 1u << RT_MARK_DELAYED)
		return RT_EVENT_DELAYED;
	if (seen & 1u << RT_MARK_DELIVERED && !(seen & 1u << RT_MARK_FAILED))
		return RT_EVENT_DELIVERED;
	return RT_EVENT_FAILED;
}

/* "retry timeout exceeded": what lasted too long was temporary (RFC 3463 3.5, X.4.7). */
static bool
is_expired(const struct rt_reader *r, rt_str text)
{
	struct rt_mark marks[16];
	size_t n = rt_marks_find(rt_str_head(text, 1024), *r->arena, marks, RT_COUNT(marks));

	for (size_t i = 0; i < n; i++)
		if (marks[i].kind == RT_MARK_EXPIRED)
			return true;
	return false;
}

/* The next entry of the notice. One that repeats the sender's address beside others is not asked for. */
static const struct rt_notice_entry *
next_entry(struct rt_reader *r, struct ndr *x)
{
	while (x->next < x->notice.count) {
		const struct rt_notice_entry *e = &x->notice.entry[x->next++];
		bool sender = rt_str_ieq(e->who, r->to) || rt_str_ieq(e->who, r->common.sender);
		if (!sender || e->own || x->notice.count == 1)
			return e;
	}
	return NULL;
}

/*
 * Whether a notice that names no reason may be one as it stands: it does where no program speaks of
 * whose words all that say something are known.
 */
static bool
is_reason_itself(const struct ndr *x)
{
	return !x->notice.format.n || rt_str_eq(x->notice.format, RT_STR("google"));
}

static enum rt_result
ndr_next(struct rt_reader *r, struct rt_outcome *ret)
{
	struct ndr *x = r->data;
	struct rt_outcome o = r->common;
	const struct rt_notice_entry *who = NULL;
	rt_str reason = x->notice.reason;

	if (rt_str_trim(x->recipients).n) {
		struct rt_cut cut = rt_str_cut(x->recipients, ',');
		o.recipient = rt_address_of(cut.head);
		x->recipients = cut.tail;
		reason = reason_of(&x->notice, o.recipient);
	} else if (!x->origin.failed_recipients.n && (who = next_entry(r, x))) {
		o.recipient = complete_address(r, x, rt_address_of(who->who));
		if (!rt_str_ieq(who->origin, o.recipient))
			o.original_recipient = who->origin;
		reason = who->reason;
	} else if (x->one_without) {
		x->one_without = false;
		o.recipient = x->alone;
	} else {
		return RT_ENOTFOUND;
	}
	o.event = event_of(x);
	if (rt_notice_text(reason, r->arena, &o.text) != RT_OK)
		o.limit = RT_STR("memory");
	rt_said_host(&o, reason);
	rt_said_status(&o, (rt_str){ 0 });
	if (who && rt_notice_output(who, r->arena, &o.text) != RT_OK)
		o.limit = RT_STR("memory");
	if (!o.text.n && o.recipient.n && is_reason_itself(x) &&
		rt_notice_sentences(&x->notice, r->arena, &o.text) != RT_OK)
		o.limit = RT_STR("memory");
	if (o.command == RT_COMMAND_UNKNOWN)
		o.command = rt_reply_command(reason);
	if (o.class == RT_CLASS_UNKNOWN && (o.recipient.n || o.text.n))
		o.class = o.event == RT_EVENT_DELAYED || is_expired(r, o.text) ? RT_CLASS_TEMPORARY
									       : RT_CLASS_PERMANENT;
	rt_reader_replies(r, &o,
		&(struct rt_reply_places){ .notice = &x->notice, .entry = who, .alone = true });
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_ndr = { "notice", ndr_begin, ndr_next };
