/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_MIME_H
#define RT_WIRE_MIME_H

#include "wire/decode.h"
#include "wire/header.h"

/* What an entity is, as far as reading reports cares. */
enum rt_media {
	RT_MEDIA_OTHER,
	RT_MEDIA_TEXT, /* text/plain and any text but the next two */
	RT_MEDIA_HTML,
	RT_MEDIA_HEADERS, /* text/rfc822-headers, message/global-headers: a returned header */
	RT_MEDIA_MESSAGE, /* message/rfc822, message/global: a returned or forwarded message */
	RT_MEDIA_DELIVERY, /* message/delivery-status, message/global-delivery-status */
	RT_MEDIA_FEEDBACK, /* message/feedback-report */
	RT_MEDIA_RECEIPT, /* message/disposition-notification and its global kin */
	RT_MEDIA_MULTIPART,
	RT_MEDIA_REPORT, /* multipart/report */
};

/* Where an entity has no parent. */
enum { RT_NO_PART = 0xffff };

/* One entity. Views into the message; header has no empty line, body no line end before a boundary. */
struct rt_part {
	rt_str header, body;
	rt_str type; /* the value of Content-Type, folded; empty when there is none */
	rt_str boundary; /* of multiparts */
	uint16_t parent; /* index of the multipart around it, or RT_NO_PART */
	uint16_t chain; /* the next open boundary with the same hash, plus one */
	uint8_t media; /* enum rt_media */
	uint8_t encoding; /* enum rt_encoding */
	bool open;
};

/*
 * Splits a message into its MIME entities in one pass over its bytes (RFC 2046 5.1), whatever their
 * depth. Attached messages are entities; what is inside them is not split.
 *
 *	struct rt_mime m;
 *	rt_mime_init(&m, message, &arena);
 *	while (rt_mime_step(&m, SIZE_MAX) == RT_MORE)
 *		;
 *
 * part[0] is the message itself, the others follow in their order. Nothing else may be taken from
 * the arena until the last step is done.
 */
struct rt_mime {
	struct rt_part *part;
	uint16_t count;
	bool parts_limit, depth_limit; /* RT_MAX_PARTS or RT_MAX_DEPTH, or the arena, was reached */
	/* Of the scanner. */
	rt_str rest;
	struct rt_arena *arena;
	uint16_t current, innermost, depth;
	uint16_t heads[64];
};

void rt_mime_init(struct rt_mime *m, rt_str message, struct rt_arena *a);

/*
 * Looks at about so many bytes more. RT_OK: done, all parts are complete. RT_MORE: there is more to
 * look at. RT_ELIMIT: not even the first part fits into the arena.
 */
enum rt_result rt_mime_step(struct rt_mime *m, size_t bytes);

/* The decoded body of a part as UTF-8: a view of the message where possible. RT_ELIMIT. */
enum rt_result rt_part_text(
	const struct rt_part *part, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret);

/* As rt_part_text(), of the octets at the front of the body only: reads at most max of them. */
enum rt_result rt_part_text_head(const struct rt_part *part, size_t max,
	const struct rt_charset *cs, struct rt_arena *a, rt_str *ret);

#endif
