/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_DAY_H
#define RT_WIRE_DAY_H

#include "base/time.h"

/*
 * The first day that running text names: "22 December 2026", "December 22", "22.12.2026",
 * "2026-12-22", "12/22/2026", and month names of the larger European languages, also the signs of
 * Japanese, Chinese and Korean. A day without a year is of the year of after, or of the next where
 * it would lie more than half a year before after. Days that may be read in two ways ("02/03/2026")
 * are read as day and month. False when there is none; clock fields are zero.
 */
bool rt_day_find(rt_str text, int64_t after, struct rt_civil *ret);

#endif
