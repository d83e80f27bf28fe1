/* SPDX-License-Identifier: MIT */
#ifndef RT_SINK_FIELD_H
#define RT_SINK_FIELD_H

#include "base/buf.h"

/*
 * The fields of an outcome and of a verdict, once: every form in which they are written, and the
 * manual, goes by these tables. The order is that of the output.
 */
enum rt_value {
	RT_VALUE_STR,
	RT_VALUE_UINT32, /* 0: unknown, as for the other numbers */
	RT_VALUE_UINT64,
	RT_VALUE_CODE,
	RT_VALUE_STATUS,
	RT_VALUE_STATUS_FROM,
	RT_VALUE_TIME,
	RT_VALUE_EVENT,
	RT_VALUE_CLASS,
	RT_VALUE_COMMAND,
	/* of verdicts */
	RT_VALUE_CONDITION,
	RT_VALUE_PARTY,
	RT_VALUE_SCOPE,
	RT_VALUE_PERSISTENCE,
	RT_VALUE_ACTION,
	RT_VALUE_HARD,
	RT_VALUE_CERTAINTY,
	RT_VALUE_SPAN,
};

struct rt_field_row {
	char key[24]; /* its name in quotation marks, with a comma before and a colon behind */
	uint8_t name_n; /* how long the name alone is */
	uint8_t value; /* enum rt_value */
	uint16_t offset;
};

static inline rt_str
rt_field_name(const struct rt_field_row *f)
{
	return (rt_str){ f->key + 2, f->name_n };
}

extern const struct rt_field_row rt_outcome_fields[];
extern const size_t rt_outcome_fields_count;
extern const struct rt_field_row rt_verdict_fields[];
extern const size_t rt_verdict_fields_count;

/* Whether the field of this struct says anything. */
bool rt_field_is_known(const struct rt_field_row *f, const void *base);

/* Strings as they are; everything else as the word or number that all forms share. */
void rt_field_put(struct rt_buf *b, const struct rt_field_row *f, const void *base);

/* Whether JSON writes it bare, as a number or true and false. */
bool rt_field_is_bare(const struct rt_field_row *f);

#endif
