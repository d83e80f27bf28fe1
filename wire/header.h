/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_HEADER_H
#define RT_WIRE_HEADER_H

#include "base/arena.h"

/* Lines and header fields. Lines end in LF or CRLF; input with CR alone is turned round before. */

/* Takes a line off the front of s, without its end. False when s is empty. */
static inline bool
rt_line_next(rt_str *s, rt_str *ret_line)
{
	if (!s->n)
		return false;

	const char *lf = memchr(s->p, '\n', s->n);
	size_t n = lf ? (size_t)(lf - s->p) : s->n;
	size_t end = n && s->p[n - 1] == '\r' ? n - 1 : n;

	*ret_line = (rt_str){ s->p, end };
	*s = rt_str_from(*s, lf ? n + 1 : n);
	return true;
}

/* One field. value is trimmed but still folded: see rt_field_unfold(). */
struct rt_field {
	rt_str name, value;
};

/*
 * Takes the next field, with its folds, off the front of s (RFC 5322 2.2):
 *
 *	field = field-name *WSP ":" value *(line-end 1*WSP value) line-end
 *
 * RT_OK: a field. RT_ENOTFOUND: the header is over; the empty line that ended it is gone from s.
 * RT_ESYNTAX: a line that is no field; it is in ret->value, is gone from s, and reading may go on.
 */
enum rt_result rt_field_next(rt_str *s, struct rt_field *ret);

/*
 * The value with each fold turned into one blank: value itself when it has none, else a copy in a.
 * RT_ELIMIT when the copy does not fit.
 */
enum rt_result rt_field_unfold(rt_str value, struct rt_arena *a, rt_str *ret);

/*
 * The fields that anything here looks at, sorted by name: RFC 5322, MIME, RFC 3464 (DSN), RFC 8098
 * (MDN), RFC 5965 (ARF), RFC 3834 and the ways in which servers say that mail came from no person.
 */
#define RT_FIELDS(X) \
	X(ACTION, "action") \
	X(ARRIVAL_DATE, "arrival-date") \
	X(AUTO_SUBMITTED, "auto-submitted") \
	X(CC, "cc") \
	X(CONTENT_TRANSFER_ENCODING, "content-transfer-encoding") \
	X(CONTENT_TYPE, "content-type") \
	X(DATE, "date") \
	X(DELIVERED_TO, "delivered-to") \
	X(DIAGNOSTIC_CODE, "diagnostic-code") \
	X(DISPOSITION, "disposition") \
	X(DSN_GATEWAY, "dsn-gateway") \
	X(FEEDBACK_TYPE, "feedback-type") \
	X(FINAL_LOG_ID, "final-log-id") \
	X(FINAL_RECIPIENT, "final-recipient") \
	X(FROM, "from") \
	X(IN_REPLY_TO, "in-reply-to") \
	X(LAST_ATTEMPT_DATE, "last-attempt-date") \
	X(LIST_ID, "list-id") \
	X(MESSAGE_ID, "message-id") \
	X(ORIGINAL_ENVELOPE_ID, "original-envelope-id") \
	X(ORIGINAL_MAIL_FROM, "original-mail-from") \
	X(ORIGINAL_MESSAGE_ID, "original-message-id") \
	X(ORIGINAL_RCPT_TO, "original-rcpt-to") \
	X(ORIGINAL_RECIPIENT, "original-recipient") \
	X(PRECEDENCE, "precedence") \
	X(RECEIVED, "received") \
	X(RECEIVED_FROM_MTA, "received-from-mta") \
	X(REFERENCES, "references") \
	X(REMOTE_MTA, "remote-mta") \
	X(REPLY_TO, "reply-to") \
	X(REPORTING_MTA, "reporting-mta") \
	X(REPORTING_UA, "reporting-ua") \
	X(RETURN_PATH, "return-path") \
	X(SENDER, "sender") \
	X(SOURCE_IP, "source-ip") \
	X(STATUS, "status") \
	X(SUBJECT, "subject") \
	X(TO, "to") \
	X(USER_AGENT, "user-agent") \
	X(WILL_RETRY_UNTIL, "will-retry-until") \
	X(X_ACTUAL_RECIPIENT, "x-actual-recipient") \
	X(X_AUTOREPLY, "x-autoreply") \
	X(X_FAILED_RECIPIENTS, "x-failed-recipients") \
	X(X_LOOP, "x-loop") \
	X(X_MAILER, "x-mailer") \
	X(X_POSTFIX_QUEUE_ID, "x-postfix-queue-id") \
	X(X_POSTFIX_SENDER, "x-postfix-sender")

#define RT_FIELD_ENUM(id, name) RT_FIELD_##id,
enum rt_field_id { RT_FIELDS(RT_FIELD_ENUM) RT_FIELD_COUNT };
#undef RT_FIELD_ENUM

/* Which of them a name is, in any case; RT_FIELD_COUNT when none. */
enum rt_field_id rt_field_id(rt_str name);

/* The name of an id, in lower case. */
rt_str rt_field_name(enum rt_field_id id);

/* Takes fields off s up to the first of the wanted id. False, and s is used up, when none is left. */
bool rt_field_find(rt_str *s, enum rt_field_id id, rt_str *ret_value);

#endif
