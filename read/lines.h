/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_LINES_H
#define RT_READ_LINES_H

#include "base/str.h"

/* What a line of a notice may be, looked at by itself. */

/* An address at the head of a line: "<u@example.org>: reason", "* u@example.org", "'u@example.org'". */
struct rt_head {
	rt_str who, rest;
	bool reason; /* a ":" or "..." follows, so that what follows is said about it */
};

/* Also "|/path/program" and "/path/file", which Sendmail and Exim name as they name addresses. */
bool rt_line_head(rt_str line, struct rt_head *ret);

/* "554 <u@example.org>... Remote protocol error: ...": the words behind are this address's already. */
bool rt_line_is_named(rt_str line);

/* Nothing but blanks, or a rule made of signs: "-----", "====". */
bool rt_line_is_rule(rt_str line);

/* What begins with such a rule, "----- Transcript of session follows -----", and its like. */
bool rt_line_is_title(rt_str line);

/* How many blanks a line begins with. */
size_t rt_line_indent(rt_str line);

/* Whether a line begins with a reply code that refuses: "550 5.1.1 ...". */
bool rt_line_is_reply(rt_str line);

/*
 * An address that nothing announces: alone on its line, "<u@example.org>", or at the end of one behind
 * a colon, "User mailbox exceeds allowed size: u@example.org"; then the line is the reason.
 */
bool rt_line_lone(rt_str line, rt_str *ret_who, rt_str *ret_reason);

/* A local part alone on a line, as Exim writes for its own domain. */
bool rt_line_local(rt_str line, rt_str *ret_who);

/*
 * What follows an address without the signs between: ":", "...", "-", "<mailto:...>"; nothing when it
 * only says when it failed: "on Sun, 22 Nov 2026 10:15:02 -0000".
 */
rt_str rt_line_reason(rt_str rest);

/* Whether words announce the address behind them as the sender's: "... from <u@example.org>". */
bool rt_line_is_sender(rt_str before);

/* Whether what follows an address goes on with another, or with nothing. */
bool rt_line_is_list(rt_str rest);

/* The address that a pipe, a file or an alias came from: "(expanded from: <u@example.org>)". */
bool rt_line_origin(rt_str line, rt_str *ret_who);

/* A line of an SMTP dialogue, without its arrows: ">>> RCPT To:<...>", "<<< 550 ...". */
struct rt_dialogue {
	rt_str text;
	bool client;
};

bool rt_line_dialogue(rt_str line, struct rt_dialogue *ret);

/* The address of a RCPT command; empty when it is another command. */
rt_str rt_line_rcpt(rt_str command);

/* Whether a returned message begins with this line: a field that only servers write. */
bool rt_line_is_copy_header(rt_str line);

/* Whether delivery-status fields (RFC 3464) begin with this line. */
bool rt_line_is_fields(rt_str line);

/* Whether a line of a notice describes the message: "  Subject: ...", "To: ...". */
bool rt_line_is_about_message(rt_str line);

/* Adds a line to a text that is a view of lines one after another; not when others lie between. */
void rt_line_extend(rt_str *text, rt_str line);

/*
 * "This is the mail system at host mx.example.org.": the name behind the words, which rest begins
 * with; empty if none stands there.
 */
rt_str rt_line_host(rt_str line, rt_str rest);

/* "Recipient: u@example.org" names and says nothing; "Unknown user: u@example.org" does. */
bool rt_line_is_label(rt_str line);

#endif
