/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_PARAM_H
#define RT_WIRE_PARAM_H

#include "base/arena.h"

/*
 * One parameter of a structured field such as Content-Type (RFC 2045 5.1, RFC 2231):
 *
 *	parameter = attribute "=" ( token / quoted-string )
 *
 * name and value are views; a quoted value stands without its quotes, with its backslashes.
 */
struct rt_param {
	rt_str name, value;
};

/* The word before the first ";": the media type, a disposition. */
rt_str rt_param_head(rt_str value);

/*
 * Takes the next parameter off s, which begins at a ";" or is what the last call left. Comments and
 * garbage are passed over. False when there is none left.
 */
bool rt_param_next(rt_str *s, struct rt_param *ret);

/*
 * The value of the parameter of that name in a whole field value, as it stands; empty when it is
 * not there. Does not join the pieces of RFC 2231: see rt_param_text().
 */
rt_str rt_param_find(rt_str value, rt_str name);

/*
 * As rt_param_find(), with RFC 2231's continuations (name*0, name*1*) joined and its percent
 * encoding undone, and with quoted pairs resolved. The octets are in the charset that the value
 * names, ret_charset, which is empty when it names none. RT_ENOTFOUND, RT_ELIMIT.
 */
enum rt_result
rt_param_text(rt_str value, rt_str name, struct rt_arena *a, rt_str *ret_text, rt_str *ret_charset);

#endif
