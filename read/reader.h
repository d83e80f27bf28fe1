/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_READER_H
#define RT_READ_READER_H

#include "wire/mime.h"

/*
 * How a message is read: it is split into its parts, then the formats are asked one after another
 * whether it is theirs. The first that says so begins reading and gives the outcomes.
 */

struct rt_reader {
	struct rt_arena *arena;
	struct rt_arena mark; /* the arena goes back to it for every outcome */
	struct rt_read_options options;
	struct rt_mime mime;
	struct rt_outcome common; /* what all outcomes of this message share */
	const struct rt_format *format;
	rt_str to; /* whom the message is addressed to */
	rt_str copy; /* where the returned message begins in the text, if it stands there */
	struct rt_notice *notice; /* what people read, where that was looked at beside a report */
	size_t walked; /* bytes in which further replies were looked for */
	rt_str rest; /* of the format: what it has still to read */
	void *data; /* of the format, in the arena */
	uint32_t entry; /* outcomes given so far */
	bool split, done;
};

/*
 * One format of report. begin() answers RT_OK when the message is of this format and fills
 * r->common and r->rest, RT_ENOTFOUND when it is not; next() is as rt_read_next().
 */
struct rt_format {
	char name[16];
	enum rt_result (*begin)(struct rt_reader *r);
	enum rt_result (*next)(struct rt_reader *r, struct rt_outcome *ret);
};

extern const struct rt_format rt_format_dsn; /* RFC 3464 and RFC 6533 */
extern const struct rt_format rt_format_arf; /* complaints: RFC 5965 and less */
extern const struct rt_format rt_format_mdn; /* RFC 8098 */
extern const struct rt_format rt_format_ses; /* Amazon SES by way of SNS */
extern const struct rt_format rt_format_person; /* auto-replies and other answers */
extern const struct rt_format rt_format_ndr; /* reports in words */
extern const struct rt_format rt_format_mail; /* whatever no other format takes */

/*
 * Fills in what delivery-status fields say of the whole message (RFC 3464 2.2). They may stand in any
 * block; what they hold is copied once, before the outcomes.
 */
void rt_dsn_message_fields(struct rt_reader *r, rt_str fields);

/* The words of a text part, HTML undone, of RT_MAX_TEXT octets at most; empty when they do not fit. */
rt_str rt_reader_words(struct rt_reader *r, const struct rt_part *p);

/* The first part of a kind at or after number from, or NULL. */
const struct rt_part *rt_reader_part(const struct rt_reader *r, enum rt_media media, unsigned from);

/* Fills in r->common what the message's own header tells: time, subject, sender, id, verp; and r->to. */
void rt_reader_header(struct rt_reader *r, rt_str header);

/*
 * The header of the returned message: of an entity of its own, decoded where it must be; else copy,
 * which may be empty.
 */
rt_str rt_reader_returned_header(struct rt_reader *r, rt_str copy);

/*
 * Fills in what the header of the returned message tells: its id, subject, list and sender. It is an
 * entity of its own, or else stands in the text as copy, which may be empty.
 */
void rt_reader_returned(struct rt_reader *r, rt_str copy);

/* Sets the sender of the returned message, as he was before forwarders rewrote him. */
void rt_reader_sender(struct rt_reader *r, rt_str address);

/* A field value for an outcome: unfolded, encoded words decoded, UTF-8. Empty when it does not fit. */
rt_str rt_reader_text(struct rt_reader *r, rt_str value);

/* The one address in a header field; empty when there is none. */
rt_str rt_reader_address(struct rt_reader *r, rt_str value);

#endif
