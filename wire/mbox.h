/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_MBOX_H
#define RT_WIRE_MBOX_H

#include "base/str.h"

/* Whether bytes begin as an mbox does: with a "From " line (RFC 4155). */
bool rt_mbox_is(rt_str s);

/*
 * Where the first message of an mbox ends: the offset at which the next "From " line begins, or
 * SIZE_MAX when there is none. s begins with the message's own "From " line; looking goes on at
 * from, which lets a caller that got more bytes go on where it stopped.
 *
 * A line is a separator when it begins with "From " and ends in a date (RFC 4155 Appendix A), or
 * when an empty line is before it and a header field behind it. So a damaged separator is still
 * seen, and a sentence that begins with From is not taken for one.
 */
size_t rt_mbox_next(rt_str s, size_t from);

#endif
