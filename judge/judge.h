/* SPDX-License-Identifier: MIT */
#ifndef RT_JUDGE_JUDGE_H
#define RT_JUDGE_JUDGE_H

#include "judge/lookup.h"
#include "judge/ruleset.h"
#include "wire/fold.h"

/* The steps of rt_judge(), for those who want to see more than the verdict. */

enum {
	RT_RANK_SPECIFIC = 40, /* of a specific status: phrases above it beat it */
	RT_RANK_VENDOR = 80, /* of words that are a vendor's own; below it, others say the same */
	RT_MAX_CANDIDATES = 64,
	RT_RETRY_AFTER = 1800, /* seconds at least between tries (RFC 5321 4.5.4.1) */
	RT_NO_CONDITION = 0xff,
};

/* What is known of the reply that is judged. */
struct rt_case {
	rt_str text;
	struct rt_reply said; /* code and status: the outcome's, or the text's own */
	enum rt_class class;
	enum rt_command command;
	bool nobody; /* a message reports a failure, and not of whom */
	uint16_t vendor; /* by its host, or by a sign in the text */
	const struct rt_rules *rules; /* of the user; NULL: none */
	uint8_t least_rank; /* one rule is looked for, of this rank or above */
};

/* A rule whose text was found and whose needs are met. */
struct rt_candidate {
	uint16_t rule;
	struct rt_span folded, evidence; /* in the folded text; in the text as it came */
	uint64_t weight; /* against the others */
};

struct rt_candidates {
	struct rt_candidate at[RT_MAX_CANDIDATES];
	size_t count;
};

/* Events that report no failure have nothing to mend, whatever their text says. */
static inline bool
rt_is_failure(enum rt_event e)
{
	return e == RT_EVENT_FAILED || e == RT_EVENT_DELAYED || e == RT_EVENT_REJECTED;
}

/* Gathers what an outcome and its text say. */
void rt_case_init(struct rt_case *c, const struct rt_outcome *o);

/*
 * Finds the rule that fits best or, if asked, all that fit, the best first; sets c->vendor where a
 * sign in the text names one. RT_ELIMIT: the scratch is too small, and nothing was found.
 */
enum rt_result
rt_candidates_find(struct rt_case *c, struct rt_arena scratch, bool all, struct rt_candidates *ret);

/* Judges; what is known beside the outcome, such as its vendor, may be set in c before. */
void rt_judge_case(
	struct rt_case *c, enum rt_event event, struct rt_arena scratch, struct rt_verdict *ret);

/* The verdict for a condition, before the special rules. */
void rt_verdict_fill(struct rt_verdict *v, uint8_t condition, enum rt_class class);

#endif
