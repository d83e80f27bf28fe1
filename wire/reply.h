/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_REPLY_H
#define RT_WIRE_REPLY_H

#include "wire/status.h"

/*
 * One SMTP reply as people and programs hand it on (RFC 5321 4.2, RFC 2034 4):
 *
 *	reply = *( code "-" [ status SP ] text line-end ) code [ SP [ status SP ] text ]
 *
 * What is left of it in bounces is accepted too: a type in front ("smtp; 550 ..."), lines joined by
 * blanks, a status without a code, "#5.1.1" and "(#5.1.1)", also at the end (qmail).
 */
struct rt_reply {
	uint16_t code; /* 0: it states none */
	struct rt_status status; /* class 0: it states none */
	uint32_t text_at; /* where the words begin, in bytes from the start of what was read */
};

/* Reads what stands at the front of s. Never fails: a text may state neither code nor status. */
struct rt_reply rt_reply_read(rt_str s);

/*
 * Takes a reply code off the front of s: three digits, the first 2 to 5, the second 0 to 5 or any
 * other, then no digit or letter. RT_ESYNTAX leaves s as it was.
 */
enum rt_result rt_reply_code_take(rt_str *s, uint16_t *ret);

/*
 * Finds another server's reply that a text quotes at or after from: a code, a status of its class
 * right behind it, perhaps a quote between ("Unknown address error 550-'5.1.1 ..."). Statuses that
 * say little are passed over. text_at is where its words begin in s. False when there is none.
 */
bool rt_reply_quoted(rt_str s, size_t from, struct rt_reply *ret);

/* Whether a status says little by itself: X.0.n, X.n.0, and X.4.7, behind which a cause stands. */
static inline bool
rt_status_is_vague(struct rt_status s)
{
	return s.subject == 0 || s.detail == 0 || (s.subject == 4 && s.detail == 7);
}

/*
 * Where in running text a reply is quoted: the offset of its code, or SIZE_MAX. Numbers that happen to
 * look like codes are passed over: a reply is begun by "said:", a colon, a quote, a bracket or the
 * start of the text, or its code is followed by a status of its class; no unit of measure follows.
 */
size_t rt_reply_find(rt_str s);

/*
 * The command that a text says was answered: "(in reply to RCPT TO command)" (Postfix), "after end of
 * data" (Exim), "MAIL FROM:<" and so on; UNKNOWN when it does not say.
 */
enum rt_command rt_reply_command(rt_str s);

/*
 * Behind a line end or blank inside a multi-line reply: the length of a repeated "550-", "550 ",
 * "550-5.1.1 " or "550 5.1.1 " at the front of s, 0 when there is none. code is the reply's.
 */
size_t rt_reply_repeat(rt_str s, uint16_t code, struct rt_status status);

#endif
