/* SPDX-License-Identifier: MIT */
#ifndef RT_SINK_JSON_H
#define RT_SINK_JSON_H

#include "base/buf.h"

/* A string in quotes (RFC 8259 7): control bytes escaped, bytes that are no UTF-8 as U+FFFD. */
void rt_json_str(struct rt_buf *b, rt_str s);

/* ,"name":"value" or, where first, without the comma. */
void rt_json_member(struct rt_buf *b, rt_str name, rt_str value, bool first);

#endif
