/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_MARK_H
#define RT_READ_MARK_H

#include "wire/fold.h"
#include "wire/pattern.h"

/* Words by which notices are understood, from data/mark/; see retort-data(5). */

#define RT_MARK_KINDS(X) \
	X(HELLO, "hello") /* says which program speaks, and that it reports */ \
	X(WHO_BELOW, "who-below") /* addresses stand on the following lines */ \
	X(WHO_HERE, "who-here") /* an address stands next */ \
	X(REASON, "reason") /* what the other server said stands next */ \
	X(SAID, "said") /* these words, and the lines about them, are what was said */ \
	X(COPY, "copy") /* the returned message begins on the next line */ \
	X(STOP, "stop") /* at the head of a line: what follows is neither address nor reason */ \
	X(FAILED, "failed") \
	X(DELAYED, "delayed") \
	X(DELIVERED, "delivered") \
	X(EXPIRED, "expired") /* it was tried for too long */ \
	X(SUBJECT, "subject") /* in subjects only: of a report */ \
	X(AUTO_REPLY, "auto-reply") \
	X(CHALLENGE, "challenge") \
	X(SUBSCRIBE, "subscribe") \
	X(UNSUBSCRIBE, "unsubscribe") \
	X(RETURN, "return") /* the day until which somebody is away stands next to it */

#define RT_MARK_ENUM(name, word) RT_MARK_##name,
enum rt_mark_kind { RT_MARK_KINDS(RT_MARK_ENUM) RT_MARK_KIND_COUNT };
#undef RT_MARK_ENUM

/* A mark of the table: its kind, and the format that it is of. */
struct rt_mark_row {
	char format[16];
	uint8_t kind;
};

/* A mark that was found: the span of the original text. */
struct rt_mark {
	struct rt_span span;
	uint16_t row;
	uint8_t kind;
};

extern const struct rt_mark_row rt_marks[];
struct rt_patterns rt_mark_patterns(void);

/*
 * Finds the marks in a text, in the order in which they end; up to max of them. scratch needs
 * ten times the text. Returns how many.
 */
size_t rt_marks_find(rt_str text, struct rt_arena scratch, struct rt_mark *ret, size_t max);

#endif
