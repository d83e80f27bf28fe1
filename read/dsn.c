/* SPDX-License-Identifier: MIT */
/*
 * Delivery status notifications, RFC 3464, and their internationalised form, RFC 6533:
 *
 *	delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
 *
 * What real servers do to it is allowed for: no empty line between recipients, the fields of the
 * only recipient among those of the message, the whole part in base64.
 */
#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/replies.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/date.h"
#include "wire/reply.h"

/*
 * The address of a typed value. Where undoing what looks like xtext gives octets that no address of
 * its type holds, it was none: "bounces+89ab@example.com".
 */
static enum rt_result
take_typed(struct rt_reader *r, rt_str value, rt_str *ret)
{
	struct rt_typed_address typed = { 0 };
	rt_str text = rt_reader_text(r, value);
	bool ascii = true;

	if (rt_address_typed(text, r->arena, &typed) != RT_OK)
		return RT_ELIMIT;
	for (size_t i = 0; i < typed.address.n; i++)
		ascii &= (uint8_t)typed.address.p[i] < 0x80;
	if (!ascii && rt_str_ieq(typed.type, RT_STR("rfc822")))
		typed.address = rt_address_of(rt_str_cut(text, ';').tail);
	*ret = typed.address;
	return RT_OK;
}

/* Per-message fields, RFC 3464 2.2, and Postfix's own. */
static void
take_message_field(struct rt_reader *r, enum rt_field_id id, rt_str value)
{
	struct rt_outcome *o = &r->common;
	rt_str sender;

	switch ((int)id) {
	case RT_FIELD_REPORTING_MTA:
		o->reporting_mta = rt_said_mta(rt_reader_text(r, value));
		break;
	case RT_FIELD_ORIGINAL_ENVELOPE_ID:
		if (rt_xtext(rt_reader_text(r, value), r->arena, &o->envelope_id) != RT_OK)
			o->limit = RT_STR("memory");
		break;
	case RT_FIELD_X_POSTFIX_QUEUE_ID:
		o->queue_id = rt_reader_text(r, value);
		break;
	case RT_FIELD_X_POSTFIX_SENDER:
		if (take_typed(r, value, &sender) == RT_OK)
			rt_reader_sender(r, sender);
		break;
	default:
		break;
	}
}

/* Fields of a recipient as they are gathered; a block is one if it says who, or what happened. */
struct recipient {
	rt_str final, original, action, status, diagnostic, remote, last_attempt, log_id, exim;
	bool any;
};

static rt_str *
recipient_field(struct recipient *b, rt_str name)
{
	switch ((int)rt_field_id(name)) {
	case RT_FIELD_FINAL_RECIPIENT:
		return &b->final;
	case RT_FIELD_ORIGINAL_RECIPIENT:
		return &b->original;
	case RT_FIELD_ACTION:
		return &b->action;
	case RT_FIELD_STATUS:
		return &b->status;
	case RT_FIELD_DIAGNOSTIC_CODE:
		return &b->diagnostic;
	case RT_FIELD_REMOTE_MTA:
		return &b->remote;
	case RT_FIELD_LAST_ATTEMPT_DATE:
		return &b->last_attempt;
	case RT_FIELD_FINAL_LOG_ID:
		return &b->log_id;
	case RT_FIELD_COUNT:
		/* What Exim knows when no other server said anything. */
		return rt_str_ieq(name, RT_STR("X-Exim-Diagnostic")) ? &b->exim : NULL;
	default:
		return NULL;
	}
}

/*
 * Whether a field begins the next recipient without an empty line before it: an address when there
 * is one already, or an original recipient when all of this one has been told; but not right behind
 * the final one, which is the same recipient's, whatever stood before.
 */
static bool
begins_next(const struct recipient *b, const rt_str *to, const rt_str *last)
{
	if (to == &b->final)
		return b->final.n;
	return to == &b->original && b->final.n && last != &b->final &&
		(b->original.n || b->status.n || b->action.n);
}

/* Takes the fields of one recipient off *rest. False when there is none left. */
static bool
take_recipient(rt_str *rest, struct recipient *b)
{
	const rt_str *last = NULL;
	struct rt_field f;

	*b = (struct recipient){ 0 };
	while (rest->n) {
		rt_str before = *rest;
		enum rt_result result = rt_field_next(rest, &f);
		if (result == RT_ENOTFOUND && b->any)
			return true;
		rt_str *to = result == RT_OK ? recipient_field(b, f.name) : NULL;
		if (!to)
			continue;
		if (begins_next(b, to, last)) {
			*rest = before;
			return true;
		}
		last = to;
		if (!to->n)
			*to = f.value;
		b->any = true;
	}
	return b->any;
}

void
rt_dsn_message_fields(struct rt_reader *r, rt_str fields)
{
	struct rt_field f;

	while (fields.n)
		if (rt_field_next(&fields, &f) == RT_OK)
			take_message_field(r, rt_field_id(f.name), f.value);
}

/* action-value, RFC 3464 2.3.3; some servers write other words for them. */
static enum rt_event
event_of(rt_str action, uint8_t class)
{
	static const struct {
		char word[12];
		uint8_t event;
	} actions[] = { { "fail", RT_EVENT_FAILED }, { "delay", RT_EVENT_DELAYED },
		{ "deliver", RT_EVENT_DELIVERED }, { "relay", RT_EVENT_RELAYED },
		{ "expand", RT_EVENT_EXPANDED }, { "error", RT_EVENT_FAILED },
		{ "success", RT_EVENT_DELIVERED }, { "bounce", RT_EVENT_FAILED },
		{ "deferred", RT_EVENT_DELAYED } };

	for (size_t i = 0; i < RT_COUNT(actions); i++)
		if (rt_str_istarts(action, rt_str_z(actions[i].word)))
			return (enum rt_event)actions[i].event;
	return class == 2 ? RT_EVENT_DELIVERED : RT_EVENT_FAILED;
}

/* The words of a diagnostic, behind its type: "smtp; 550 ..." (RFC 3464 2.3.6). */
static rt_str
diagnostic_text(rt_str value)
{
	struct rt_cut cut = rt_str_cut(value, ';');
	rt_str type = rt_str_trim(cut.head);

	if (!cut.ok || !type.n || type.n > 20)
		return value;
	for (size_t i = 0; i < type.n; i++)
		if (!rt_is_alnum(type.p[i]) && type.p[i] != '-')
			return value;
	return rt_str_trim(cut.tail);
}

/* An address that mail can be sent to: with a domain of more than one label, or a literal. */
static bool
is_reachable(rt_str address)
{
	struct rt_cut cut = rt_str_cut_last(address, '@');

	return rt_address_is(address) && (rt_str_has(cut.tail, '.') || rt_str_has(cut.tail, '['));
}

/*
 * Who failed is the final recipient, unless that is no address that the sender could know: a pipe,
 * a file, a name inside the receiving system.
 */
static void
set_recipient(struct rt_reader *r, const struct recipient *b, struct rt_outcome *o)
{
	rt_str final = { 0 }, original = { 0 };

	if (take_typed(r, b->final, &final) != RT_OK ||
		take_typed(r, b->original, &original) != RT_OK)
		o->limit = RT_STR("memory");
	o->recipient = final;
	if (!final.n || (!is_reachable(final) && is_reachable(original)))
		o->recipient = original;
	if (original.n && !rt_str_eq(original, o->recipient))
		o->original_recipient = original;
}

/*
 * What people read beside the report, where the report itself is short of words. Read when it is
 * first needed, which for most reports is never.
 */
static const struct rt_notice *
notice_of(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_TEXT, 0);

	if (r->data)
		return r->data;
	struct rt_notice *n = RT_NEW(r->arena, struct rt_notice, 1);
	if (!n)
		return NULL;
	r->data = n;
	if (p)
		rt_notice_read(n, rt_reader_words(r, p), true, r->arena);
	r->mark = *r->arena;
	return n;
}

static enum rt_result
dsn_begin(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_DELIVERY, 0);
	int64_t time;

	/* Fields that stand in the text of a notice are there already. */
	if (!p && !r->rest.n)
		return RT_ENOTFOUND;
	if (p && rt_part_text(p, r->options.charset, r->arena, &r->rest) != RT_OK) {
		r->rest = p->body;
		r->common.limit = RT_STR("memory");
	}
	rt_reader_header(r, r->mime.part[0].header);
	time = r->common.time;
	r->common.sender = (rt_str){ 0 };
	rt_reader_returned(r, (rt_str){ 0 });
	r->common.time = time;

	/* A report that names no recipient and no result says nothing: let others have a look. */
	struct recipient b;
	rt_str rest = r->rest;
	if (!take_recipient(&rest, &b))
		return RT_ENOTFOUND;
	rt_dsn_message_fields(r, r->rest);
	r->data = NULL;
	return RT_OK;
}

/* The entry of the notice that is about this recipient, or NULL. */
static const struct rt_notice_entry *
entry_of(struct rt_reader *r, const struct rt_outcome *o)
{
	const struct rt_notice *n = notice_of(r);
	const struct rt_notice_entry *e = n ? rt_notice_find(n, o->recipient) : NULL;

	if (!e && n && o->original_recipient.n)
		e = rt_notice_find(n, o->original_recipient);
	return !e && n && n->count == 1 ? &n->entry[0] : e;
}

/*
 * Whether a reply is the first line of several: Sendmail gives no more of it, "550-5.1.1 The account
 * that you tried to reach".
 */
static bool
is_first_line(rt_str text)
{
	if (text.n < 4 || text.p[3] != '-')
		return false;
	for (size_t i = 4; i + 4 <= text.n; i++)
		if (!memcmp(text.p + i, text.p, 3) && rt_is_space(text.p[i - 1]) &&
			text.p[i + 3] != '-')
			return false;
	return true;
}

/* Whether a diagnostic says nothing: a number, or octets in a charset that nothing names. */
static bool
is_no_words(rt_str text)
{
	bool digits = true;

	for (size_t i = 0; i < text.n; i++)
		digits &= rt_is_digit(text.p[i]);
	return digits || rt_str_has(text, '\x1b');
}

/* Whether the words of the notice may stand in place of those of the report. */
static bool
is_better(rt_str words, rt_str said)
{
	if (is_first_line(said))
		return rt_str_istarts(words, said) && words.n > said.n;
	return is_no_words(said) || rt_reply_find(words) != SIZE_MAX;
}

/* A report without a reply, or half of one: what the notice beside it says of this recipient. */
static void
add_words(struct rt_reader *r, struct rt_outcome *o, rt_str status)
{
	bool reply = o->text.n && rt_reply_find(o->text) != SIZE_MAX;
	bool whole = reply && !is_first_line(o->text);
	rt_str text, reason;

	if (o->class == RT_CLASS_SUCCESS || (whole && is_reachable(o->recipient)))
		return;
	const struct rt_notice_entry *e = entry_of(r, o);
	const struct rt_notice *n = r->data;
	if (e && !is_reachable(o->recipient) && rt_address_is(e->who))
		o->recipient = e->who;
	reason = e ? e->reason : n && !n->count ? n->reason : (rt_str){ 0 };
	rt_str dialogue = reply && n ? rt_notice_whole_reply(n, o->text) : (rt_str){ 0 };
	if (dialogue.n)
		reason = dialogue;
	if (whole || rt_notice_text(reason, r->arena, &text) != RT_OK || !text.n)
		return;
	if (!o->remote_mta.n)
		rt_said_host(o, reason);
	if (!is_better(text, o->text))
		return;
	o->text = text;
	rt_said_status(o, status);
	if (e && rt_notice_output(e, r->arena, &o->text) != RT_OK)
		o->limit = RT_STR("memory");
}

/*
 * "4.4.3 (mx.example.org: host name lookup failure)", "failed (Bad destination mailbox address)": the
 * only words of some reports.
 */
static rt_str
comment_of(rt_str value)
{
	struct rt_cut open = rt_str_cut(value, '('), close = rt_str_cut_last(open.tail, ')');

	return close.ok ? rt_str_trim(close.head) : (rt_str){ 0 };
}

/*
 * "host mx.example.org[192.0.2.25] said: 550 ... (in reply to RCPT TO command)": Postfix before 2.3 wrote
 * into the report what it wrote into the notice.
 */
static void
cut_quoting(struct rt_reader *r, struct rt_outcome *o, rt_str status)
{
	static const char leads[][28] = { " said: ", " refused to talk to me: " };
	rt_str text = o->text, rest = { 0 };
	uint16_t code;

	for (size_t i = 0; i < RT_COUNT(leads) && !rest.n; i++) {
		size_t at = rt_str_find(text, rt_str_z(leads[i]), 0);
		if (at != SIZE_MAX)
			rest = rt_str_from(text, at + strlen(leads[i]));
	}
	if (rt_reply_code_take(&rest, &code) != RT_OK || code < 400 ||
		rt_notice_text(text, r->arena, &rest) != RT_OK)
		return;
	if (!o->remote_mta.n)
		rt_said_host(o, text);
	o->text = rest;
	rt_said_status(o, status);
	if (o->command == RT_COMMAND_UNKNOWN)
		o->command = rt_reply_command(text);
}

/* Whether the words beside the report are worth reading for the sake of more replies. */
static bool
has_more(struct rt_reader *r, const struct rt_outcome *o)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_TEXT, 0);

	if (r->notice || !p || r->walked > RT_MAX_WALK)
		return true;
	rt_str words = rt_reader_words(r, p);
	r->walked += words.n;
	return rt_replies_beyond(words, o->text);
}

/* All replies; that the words beside the report are read for them tells nothing else. */
static void
add_replies(struct rt_reader *r, struct rt_outcome *o, rt_str diagnostic, rt_str comment)
{
	struct rt_reply_places places = { .diagnostic = diagnostic, .comment = comment };
	rt_str limit = r->common.limit;
	void *data = r->data;

	if (!r->options.replies || o->class == RT_CLASS_SUCCESS)
		return;
	if (!data)
		r->data = r->notice;
	if (!r->data && !has_more(r, o)) {
		rt_reader_replies(r, o, &places);
		r->common.limit = limit;
		return;
	}
	/* The only entry of a notice may be about another of several recipients. */
	const struct rt_notice_entry *e = entry_of(r, o);
	places.alone = !r->entry && !rt_str_trim(r->rest).n;
	if (e &&
		(places.alone || rt_str_ieq(e->who, o->recipient) ||
			rt_str_ieq(e->who, o->original_recipient)))
		places.entry = e;
	places.notice = r->notice = r->data;
	rt_reader_replies(r, o, &places);
	r->data = data;
	r->common.limit = limit;
}

static enum rt_result
dsn_next(struct rt_reader *r, struct rt_outcome *ret)
{
	struct recipient b;

	if (!take_recipient(&r->rest, &b))
		return RT_ENOTFOUND;

	struct rt_outcome o = r->common;
	rt_str remote = rt_reader_text(r, b.remote), status = rt_reader_text(r, b.status);
	int64_t time = rt_date_parse(b.last_attempt);
	o.text = diagnostic_text(rt_reader_text(r, b.diagnostic));
	if (!o.text.n)
		o.text = diagnostic_text(rt_reader_text(r, b.exim));
	rt_str diagnostic = o.text;
	o.remote_mta = rt_said_mta(remote);
	o.remote_ip = rt_said_ip(remote);
	if (time != RT_TIME_NONE)
		o.time = time;
	set_recipient(r, &b, &o);
	if (!o.queue_id.n)
		o.queue_id = rt_reader_text(r, b.log_id);
	rt_said_status(&o, status);
	if (!o.code)
		cut_quoting(r, &o, status);
	add_words(r, &o, status);
	if (!o.text.n)
		o.text = comment_of(status);
	o.event = event_of(b.action, o.status.class);
	if (!o.text.n && (o.event == RT_EVENT_FAILED || o.event == RT_EVENT_DELAYED))
		o.text = comment_of(rt_reader_text(r, b.action));
	/* Some services that ask senders to prove themselves report a failure meanwhile. */
	const struct rt_notice *n = r->data;
	if (o.event == RT_EVENT_FAILED && n && n->seen & 1u << RT_MARK_CHALLENGE)
		o.event = RT_EVENT_CHALLENGE;
	if (o.class == RT_CLASS_UNKNOWN && b.action.n)
		o.class = o.event == RT_EVENT_DELAYED ? RT_CLASS_TEMPORARY
			: o.event == RT_EVENT_FAILED  ? RT_CLASS_PERMANENT
						      : RT_CLASS_SUCCESS;
	add_replies(r, &o, diagnostic, comment_of(status));
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_dsn = { "dsn", dsn_begin, dsn_next };
