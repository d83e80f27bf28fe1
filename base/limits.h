/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_LIMITS_H
#define RT_BASE_LIMITS_H

/*
 * Everything that a stranger's input could make grow has its limit here. What a limit cuts off is
 * said in the outcome's limit field, by the word in the comment.
 */
enum {
	RT_MAX_PARTS = 8192, /* "parts": MIME entities of one message */
	RT_MAX_DEPTH = 2048, /* "depth": multiparts inside one another */
	RT_MAX_TEXT = 1 << 20, /* "text": bytes of one text part that are read for a report */
	RT_MAX_RECIPIENTS = 1 << 20, /* "recipients": outcomes of one message */
	RT_MAX_WALK = 32 << 20, /* "replies": bytes in which more replies are looked for */
	RT_MAX_REPLY = 64 << 10, /* "reply": bytes of one reply that are judged */
	RT_MAX_FIELD = 64 << 10, /* octets of a field in which parameters are looked for */
	RT_MAX_ENCODED_WORD = 4096, /* octets of one encoded word; RFC 2047 2 allows 75 */
	RT_MAX_ADDRESS = 998, /* octets of an address; RFC 5321 4.5.3.1 allows 320 */
	RT_MAX_READINGS = 64, /* readings of one query */
	RT_MAX_GAP = 120, /* octets that "..." in a rule's text may span */
	RT_MAX_WORD = 255, /* octets that "{w}" may span */
};

#endif
