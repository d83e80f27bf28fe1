/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_CLAUSE_H
#define RT_WIRE_CLAUSE_H

#include "wire/block.h"

/* What a rule asks of a reply beside its text: its fields Reply, Status, Needs and Rank. */

enum {
	RT_NEEDS_VENDOR = 1,
	RT_NEEDS_REPLY = 2,
	RT_NEEDS_STATUS = 4,
	RT_NEEDS_CLASS4 = 8,
	RT_NEEDS_CLASS5 = 16,
};

/* Statuses of a rule: of one subject, details low to high; class 0 is any. */
struct rt_status_range {
	uint16_t subject, low, high;
	uint8_t class;
};

enum { RT_RULE_CODES = 8, RT_RULE_STATUSES = 6, RT_MAX_RANK = 99 };

struct rt_clause {
	uint16_t code[RT_RULE_CODES]; /* 5: any 5xx; 0: no more; the highest first */
	struct rt_status_range status[RT_RULE_STATUSES];
	uint8_t needs, rank;
};

/*
 * Reads the fields of a rule; rank is that of a rule that names none. RT_ESYNTAX: the line of err is that of the field, its
 * text the part that is wrong.
 */
struct rt_clause_err {
	uint32_t line;
	rt_str text;
	const char *what;
};
enum rt_result rt_clause_read(
	const struct rt_block *b, uint8_t rank, struct rt_clause *ret, struct rt_clause_err *err);

bool rt_clause_has_code(const struct rt_clause *c, uint16_t code);
bool rt_clause_has_status(const struct rt_clause *c, struct rt_status s);
bool rt_status_in_range(const struct rt_status_range *range, struct rt_status s);

#endif
