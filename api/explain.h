/* SPDX-License-Identifier: MIT */
#ifndef RT_API_EXPLAIN_H
#define RT_API_EXPLAIN_H

#include "api/query.h"

/* Readings as they are gathered. They stand together in the arena: nothing else may be taken meanwhile. */
struct rt_readings {
	struct rt_arena *arena;
	struct rt_reading *at;
	size_t count;
	bool full;
};

/* Rows of the tables as readings. */
struct rt_reading rt_reading_of_reply(const struct rt_reply_row *row);
struct rt_reading rt_reading_of_status(const struct rt_status_row *row, uint8_t class);
struct rt_reading rt_reading_of_rule(const struct rt_rule_row *row);

void rt_readings_add(struct rt_readings *rs, struct rt_reading r);

/* What each kind of source has to say of a query. */
void rt_readings_of_codes(
	struct rt_readings *rs, const struct rt_query *q, const struct rt_explain_options *only);
void rt_readings_of_digits(struct rt_readings *rs, const struct rt_query *q);
void rt_readings_of_command(struct rt_readings *rs, rt_str command);
void rt_readings_of_vendors(
	struct rt_readings *rs, const struct rt_query *q, const struct rt_explain_options *only);
void rt_readings_of_pages(struct rt_readings *rs, const struct rt_query *q);

/* Whether a list of words such as "250 251 5xx" holds this code. */
bool rt_codes_hold(rt_str list, uint16_t code);

#endif
