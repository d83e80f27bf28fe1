/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_MENTION_H
#define RT_WIRE_MENTION_H

#include "base/str.h"

/* What the text of a reply names beside its meaning; views into it, empty where it names nothing. */
struct rt_mentions {
	rt_str url; /* the first; where to read more, to sign up or to be delisted */
	rt_str ip; /* the first IP address: mostly the one that is refused */
	rt_str list; /* the blocklist, as a domain: "zen.spamhaus.org" */
	rt_str ticket; /* a number to name when asking */
	uint32_t delay; /* seconds to wait before the next try; 0 when not said */
};

/* What to look for beside URLs; the less, the faster. */
enum {
	RT_MENTION_DELAY = 1,
	RT_MENTION_IP = 2,
	RT_MENTION_LIST = 4,
	RT_MENTION_TICKET = 8,
	RT_MENTION_ALL = 15,
};

/*
 * Reads them. Delays are understood in seconds, minutes, hours and days, in English and by the usual
 * abbreviations, where the text says that it is a wait; more than seven days is no delay.
 */
struct rt_mentions rt_mentions_read(rt_str text, unsigned wanted);

#endif
