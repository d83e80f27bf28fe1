/* SPDX-License-Identifier: MIT */
/*
 * Outcomes as Sisimai 5 writes its own (https://libsisimai.org/en/data/), for what reads those: a line
 * of JSON each, all keys always there. What each holds is told in docs/sisimai.md.
 */
#include "base/ascii.h"
#include "base/sha1.h"
#include "sink/json.h"
#include "sink/render.h"

/* What Sisimai calls the program that wrote a report, by our format; see retort-read(1). */
static const struct {
	char format[16], name[20];
} programs[] = { { "answer", "RFC3834" }, { "arf", "ARF" }, { "courier", "Courier" },
	{ "dma", "DragonFly" }, { "domino", "Domino" }, { "exchange", "Exchange2007" },
	{ "exim", "Exim" }, { "fml", "FML" }, { "gmx", "GMX" }, { "google", "Gmail" },
	{ "imail", "IMailServer" }, { "interscan", "InterScanMSS" }, { "james", "ApacheJames" },
	{ "m-filter", "mFILTER" }, { "mailru", "MailRu" }, { "mcafee", "McAfee" },
	{ "messagingserver", "MessagingServer" }, { "notes", "Notes" },
	{ "opensmtpd", "OpenSMTPD" }, { "postfix", "Postfix" }, { "qmail", "qmail" },
	{ "sendmail", "Sendmail" }, { "ses", "AmazonSES" }, { "yahoo", "Yahoo" } };

static rt_str
program_of(rt_str format)
{
	for (size_t i = 0; i < RT_COUNT(programs); i++)
		if (rt_str_eq(format, rt_str_z(programs[i].format)))
			return rt_str_z(programs[i].name);
	return RT_STR("RFC3464");
}

/* Its word for a command; others are written as here. */
static rt_str
command_of(enum rt_command c)
{
	switch ((int)c) {
	case RT_COMMAND_CONNECT:
		return RT_STR("CONN");
	case RT_COMMAND_LHLO:
		return RT_STR("EHLO");
	case RT_COMMAND_BDAT:
	case RT_COMMAND_DATA_END:
		return RT_STR("DATA");
	default:
		return rt_command_word(c);
	}
}

/* Its five words for what was done, which are those of RFC 3464. */
static rt_str
action_of(enum rt_event e)
{
	if (e == RT_EVENT_REJECTED)
		return rt_event_word(RT_EVENT_FAILED);
	return e >= RT_EVENT_FAILED && e <= RT_EVENT_EXPANDED ? rt_event_word(e) : (rt_str){ 0 };
}

static rt_str
domain_of(rt_str address)
{
	return rt_str_cut_last(address, '@').tail;
}

static bool
is_feedback_id(rt_str name)
{
	return rt_str_ieq(name, RT_STR("Feedback-ID"));
}

static rt_str
feedback_id(const struct rt_outcome *o)
{
	for (size_t i = 0; i < o->headers_count; i++)
		if (is_feedback_id(o->headers[i].name))
			return o->headers[i].value;
	return (rt_str){ 0 };
}

/* Without what stands around it: "<m@example.net>". */
static rt_str
bare_id(rt_str id)
{
	bool brackets = id.n > 1 && id.p[0] == '<' && id.p[id.n - 1] == '>';

	return brackets ? rt_str_from(rt_str_head(id, id.n - 1), 1) : id;
}

static void
take_lower(struct rt_sha1 *s, rt_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = rt_lower(text.p[i]);
		rt_sha1_take(s, (rt_str){ &c, 1 });
	}
}

/*
 * SHA-1 of STX sender RS recipient RS time ETX, the addresses in lower case: so come out the tokens in
 * the examples of its documentation. Nothing where one of the three is unknown.
 */
static void
put_token(struct rt_buf *b, const struct rt_outcome *o)
{
	char digits[24], hex[40];
	struct rt_buf time = { .p = digits, .cap = sizeof digits };
	struct rt_sha1 s;

	if (!o->sender.n || !o->recipient.n || o->time == RT_TIME_NONE || o->time < 0)
		return;
	rt_buf_uint(&time, (uint64_t)o->time, 1);
	rt_sha1_init(&s);
	rt_sha1_take(&s, RT_STR("\x02"));
	take_lower(&s, o->sender);
	rt_sha1_take(&s, RT_STR("\x1e"));
	take_lower(&s, o->recipient);
	rt_sha1_take(&s, RT_STR("\x1e"));
	rt_sha1_take(&s, rt_buf_view(&time));
	rt_sha1_take(&s, RT_STR("\x03"));
	rt_sha1_hex(&s, hex);
	rt_buf_str(b, (rt_str){ hex, sizeof hex });
}

/* What its user's own function returned: here, the header fields that were asked for. */
static void
put_catch(struct rt_buf *b, const struct rt_outcome *o)
{
	size_t count = 0;

	for (size_t i = 0; i < o->headers_count; i++) {
		if (is_feedback_id(o->headers[i].name))
			continue;
		rt_buf_ch(b, count++ ? ',' : '{');
		rt_json_str(b, o->headers[i].name);
		rt_buf_ch(b, ':');
		rt_json_str(b, o->headers[i].value);
	}
	rt_buf_str(b, count ? RT_STR("}") : RT_STR("null"));
}

static void
put_time(struct rt_buf *b, int64_t time)
{
	if (time == RT_TIME_NONE) {
		RT_BUF_LIT(b, "null");
		return;
	}
	if (time < 0)
		rt_buf_ch(b, '-');
	rt_buf_uint(b, time < 0 ? 0 - (uint64_t)time : (uint64_t)time, 1);
}

#define MEMBER(name, value) rt_json_member(b, RT_STR(name), value, false)

/* From "action" to "feedbacktype". */
static void
put_front(struct rt_buf *b, const struct rt_outcome *o)
{
	char room[16];
	struct rt_buf status = { .p = room, .cap = sizeof room };
	rt_str command = command_of(o->command);

	if (o->status.class)
		rt_buf_status(&status, o->status);
	rt_json_member(b, RT_STR("action"), action_of(o->event), true);
	MEMBER("addresser", o->sender);
	MEMBER("alias", o->original_recipient);
	RT_BUF_LIT(b, ",\"catch\":");
	put_catch(b, o);
	MEMBER("command", command);
	MEMBER("decodedby", program_of(o->format));
	MEMBER("deliverystatus", rt_buf_view(&status));
	MEMBER("destination", domain_of(o->recipient));
	MEMBER("diagnosticcode", o->text);
	MEMBER("diagnostictype", o->code ? RT_STR("SMTP") : (rt_str){ 0 });
	MEMBER("feedbackid", feedback_id(o));
	MEMBER("feedbacktype", o->feedback_type);
}

/* From "hardbounce" to "token". */
static void
put_back(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v)
{
	char room[8];
	struct rt_buf code = { .p = room, .cap = sizeof room };

	if (o->code)
		rt_buf_uint(&code, o->code, 3);
	RT_BUF_LIT(b, ",\"hardbounce\":");
	rt_buf_str(b, v->action == RT_ACTION_SUPPRESS ? RT_STR("true") : RT_STR("false"));
	MEMBER("lhost", o->reporting_mta);
	MEMBER("listid", o->list_id);
	MEMBER("messageid", bare_id(o->message_id));
	MEMBER("origin", o->source);
	MEMBER("reason", v->label);
	MEMBER("recipient", o->recipient);
	MEMBER("replycode", rt_buf_view(&code));
	MEMBER("rhost", o->remote_mta.n ? o->remote_mta : o->remote_ip);
	MEMBER("senderdomain", domain_of(o->sender));
	MEMBER("smtpcommand", command_of(o->command));
	MEMBER("subject", o->subject);
	RT_BUF_LIT(b, ",\"timestamp\":");
	put_time(b, o->time);
	/* Times are kept in UTC, whatever zone they were written in. */
	MEMBER("timezoneoffset", RT_STR("+0000"));
	RT_BUF_LIT(b, ",\"token\":\"");
	put_token(b, o);
	rt_buf_ch(b, '"');
}

void
rt_sisimai_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v)
{
	if (!v || !v->label.n)
		return;
	rt_buf_ch(b, '{');
	put_front(b, o);
	put_back(b, o, v);
	RT_BUF_LIT(b, "}\n");
}
