/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_JSON_H
#define RT_WIRE_JSON_H

#include "base/arena.h"

/*
 * Just enough of RFC 8259 to find a value in a notification that arrives by mail. Values are views,
 * strings with their quotes and escapes. Nothing is checked that need not be: a text that is no JSON
 * yields nothing.
 */

/* The value of a member of an object; empty when it has none of that name. */
rt_str rt_json_member_of(rt_str object, rt_str name);

/* Takes the next element off an array, which begins with "[" or is what the last call left. */
bool rt_json_element(rt_str *array, rt_str *ret);

/* The text of a string value, its escapes decoded; empty when it is no string or does not fit. */
rt_str rt_json_text(rt_str value, struct rt_arena *a);

#endif
