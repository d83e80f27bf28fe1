/* SPDX-License-Identifier: MIT */
#ifndef RT_JUDGE_LOOKUP_H
#define RT_JUDGE_LOOKUP_H

#include "judge/table.h"

/* Finding rows. All return NULL, or RT_NO_VENDOR, when there is none. */

/* The row of a status that is in force: the registered one, not what an older document made of it. */
const struct rt_status_row *rt_status_row(struct rt_status s);

const struct rt_reply_row *rt_reply_row(uint16_t code);
const struct rt_subject_row *rt_subject_row(uint16_t subject);
const struct rt_digit_row *rt_digit_row(enum rt_digit_place place, unsigned digit);

/* What a status amounts to: its row's condition for its class; class 0 counts as 5. */
uint8_t rt_status_condition(const struct rt_status_row *row, uint8_t class);

/* The vendor whose host this is, by the longest suffix of whole labels; any case, dot at the end. */
uint16_t rt_vendor_of_host(rt_str host);

/* The vendor of that id, in any case. */
uint16_t rt_vendor_named(rt_str id);

/* Whether a code or status is one of those that a rule names; a rule that names none has none. */

#endif
