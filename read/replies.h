/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_REPLIES_H
#define RT_READ_REPLIES_H

#include "read/notice.h"

/*
 * All replies that a report holds for one recipient, beside the one that decides: those of its fields,
 * those in its words, those of a transcript.
 */
struct rt_reply_places {
	rt_str diagnostic; /* what a Diagnostic-Code field says, behind its type */
	rt_str comment; /* behind the status, in brackets */
	const struct rt_notice *notice; /* may be NULL */
	const struct rt_notice_entry *entry; /* about this recipient; may be NULL */
	bool alone; /* nothing says that the report is about others, too */
};

/*
 * Sets o->replies, if they were asked for and more than one differs from the others: blanks and line
 * ends do not count, nor what one says more than another at its end. o is otherwise complete.
 */
void
rt_reader_replies(struct rt_reader *r, struct rt_outcome *o, const struct rt_reply_places *places);

/*
 * Whether words hold something like a code of a refusal that is not where said is repeated: only then
 * can they hold another reply. Much cheaper than to read them.
 */
bool rt_replies_beyond(rt_str words, rt_str said);

#endif
