/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_NOTICE_H
#define RT_READ_NOTICE_H

#include "read/mark.h"
#include "read/reader.h"

/*
 * A notice is the part of a report that people read: who failed, and what was said. Its wordings
 * are many, its shapes are few, and these are read here:
 *
 *	<u@example.org>: host mx.example.org said: 550 ...	an address at the head of a line
 *	  u@example.org						one on a line of its own,
 *	    SMTP error from remote mail server ... 550 ...	its reason indented below
 *	The following recipients failed: u@example.org, ...	behind words that announce it
 *	>>> RCPT To:<u@example.org> / <<< 550 ...		in a dialogue
 *
 * Words that announce, separate and explain are data: data/mark/.
 */
struct rt_notice_entry {
	rt_str who; /* the address, as it stands there */
	rt_str program; /* the pipe or file that stood there instead, if one did; who is then its owner */
	rt_str origin; /* the address that it was expanded from, if that is told */
	rt_str reason; /* the lines about it, still with their line ends; may be empty */
	rt_str output; /* reason, with what a program had written before, in a transcript */
	rt_str announced; /* the line that named it, where it says what happened */
	rt_str before; /* what was said when it was named for the first time, and held no reply */
	bool own; /* reason is about it alone */
	uint32_t chain; /* the next entry with the same hash, plus one */
};

enum { RT_NOTICE_HEADS = 256 };

struct rt_notice {
	struct rt_notice_entry *entry;
	uint32_t count;
	rt_str reason; /* what is said about all of them */
	rt_str words; /* all of it, up to the returned message */
	rt_str fields; /* where delivery-status fields begin that stand in the text itself */
	rt_str copy; /* where the returned message begins */
	rt_str format; /* the program that speaks, if it says so */
	rt_str host; /* where it runs, if it says so */
	size_t hello; /* how far into the text a report was first announced; SIZE_MAX if never */
	uint32_t seen; /* a bit for each enum rt_mark_kind that occurred before the copy */
	bool limit; /* RT_MAX_RECIPIENTS, or the arena, was reached */
	uint32_t heads[RT_NOTICE_HEADS]; /* the first entry with a hash, plus one */
};

/*
 * Reads a notice. The arena must outlive it, for its entries; scratch is used in between. trusted:
 * the message comes from a mail system by its header, so an address at the head of a line with a
 * reason behind it counts without an announcement.
 */
void rt_notice_read(struct rt_notice *n, rt_str text, bool trusted, struct rt_arena *a);

/*
 * The number of the entry of an address, made at the front of the arena if there is none; nothing else
 * may be taken from it between two entries. RT_NO_ENTRY when there is no room.
 */
enum { RT_NO_ENTRY = INT32_MAX };
uint32_t rt_notice_enter(struct rt_notice *n, struct rt_arena *a, rt_str who);

/* The entry of an address, or of a pipe or file, case aside; or NULL. */
const struct rt_notice_entry *rt_notice_find(const struct rt_notice *n, rt_str who);

/* Whether a reason holds a reply or a status. */
bool rt_notice_has_code(rt_str reason);

/* What was said about several addresses that stand together, or of all, becomes each one's reason. */
void rt_notice_share(struct rt_notice *n);

/*
 * The words of a reason on one line: from the reply that it quotes on, where it quotes one, else
 * whole. RT_ELIMIT.
 */
enum rt_result rt_notice_text(rt_str reason, struct rt_arena *a, rt_str *ret);

/*
 * All lines of the reply that begins with first, "550-5.1.1 The account that you tried", in a dialogue
 * that the notice holds: Sendmail repeats only the first elsewhere. Empty when there are none.
 */
rt_str rt_notice_whole_reply(const struct rt_notice *n, rt_str first);

/*
 * All sentences of a notice on one line, for one of an unknown wording that gives no reason apart; cut
 * where a line ends. RT_ELIMIT.
 */
enum rt_result rt_notice_sentences(const struct rt_notice *n, struct rt_arena *a, rt_str *ret);

/*
 * The same with what a program had written before it failed: "maildrop: maildir over quota. 550 5.0.0
 * <u@example.org>... Can't create output". *ret stays as it is where nothing was written. RT_ELIMIT.
 */
enum rt_result rt_notice_output(const struct rt_notice_entry *e, struct rt_arena *a, rt_str *ret);

#endif
