/* SPDX-License-Identifier: MIT */
#ifndef RT_API_QUERY_H
#define RT_API_QUERY_H

#include "judge/judge.h"

/* What a query to rt_explain() was understood as. */
enum rt_asked {
	RT_ASKED_NOTHING, /* empty */
	RT_ASKED_CODES, /* a reply code, a status or both, perhaps with words */
	RT_ASKED_FIRST, /* "4yz", "5xx": a first digit */
	RT_ASKED_SECOND, /* "x5z": a second digit */
	RT_ASKED_CLASS, /* "4.x.x" */
	RT_ASKED_SUBJECT, /* "4.1.x", "X.1.x" */
	RT_ASKED_COMMAND, /* "RCPT", "MAIL SIZE=" */
	RT_ASKED_WORDS, /* words without a code */
	RT_ASKED_WRONG, /* something like a code that is none */
};

struct rt_query {
	enum rt_asked asked;
	rt_str text; /* the whole, trimmed */
	struct rt_reply said;
	bool any_class; /* "X.1.1" */
	bool words; /* there is more than codes */
	unsigned digit; /* of FIRST, SECOND, CLASS */
	unsigned subject;
	const char *wrong; /* of WRONG: what is wrong */
	uint16_t meant_code;
	struct rt_status meant_status;
};

/* Never fails; what cannot be understood is WRONG or WORDS. */
struct rt_query rt_query_parse(rt_str text);

#endif
