/* SPDX-License-Identifier: MIT */
/* What other programs and services call an outcome: data/crosswalk.txt. */
#include "judge/condition.h"
#include "judge/judge.h"

/* How near a label's condition is to ours: the same, one that includes it, one of the same family. */
static unsigned
nearness(uint8_t label, uint8_t ours)
{
	rt_str theirs = rt_condition_word(label), own = rt_condition_word(ours);
	rt_str family = rt_str_cut(own, '.').head;

	if (label == ours)
		return 5;
	if (label == RT_CONDITION_UNSPECIFIED)
		return 1;
	if (rt_str_starts(own, theirs) && own.p[theirs.n] == '.')
		return 4;
	return rt_str_eq(rt_str_cut(theirs, '.').head, family) ? 2 : 0;
}

/* How well a label says it; 0: not at all. */
static unsigned
fitness(const struct rt_label_row *row, enum rt_event event, const struct rt_verdict *v)
{
	enum rt_event theirs = (enum rt_event)row->event;
	bool open = row->persistence == RT_PERSISTENCE_AS_CLASS ||
		row->persistence == RT_PERSISTENCE_NONE;
	bool transient = v->persistence == RT_PERSISTENCE_TRANSIENT;

	if (!rt_is_failure(event))
		return theirs == event;
	/* "rejected" is what a service did not even send. */
	if (!rt_is_failure(theirs) || (theirs == RT_EVENT_REJECTED) != (event == RT_EVENT_REJECTED))
		return 0;
	if (theirs == RT_EVENT_DELAYED && event != RT_EVENT_DELAYED)
		return 0;
	unsigned near = nearness(row->condition, v->condition);
	if (!near)
		return 0;
	bool persists = open || (row->persistence == RT_PERSISTENCE_TRANSIENT) == transient;
	if (near == 1 && !persists)
		return 1;
	bool generic = row->certainty != RT_CERTAINTY_UNRECOGNISED ||
		v->certainty == RT_CERTAINTY_UNRECOGNISED;
	return near * 8 + persists * 4 + !open * 2 + (theirs == event) + generic;
}

rt_str
rt_label(rt_str vocabulary, enum rt_event event, const struct rt_verdict *v)
{
	rt_str best = { 0 };
	unsigned most = 0;

	for (uint32_t i = 0; vocabulary.n && i < rt_labels_count; i++) {
		const struct rt_label_row *row = &rt_labels[i];
		if (!rt_str_ieq(rt_text(row->of), vocabulary))
			continue;
		unsigned fit = fitness(row, event, v);
		if (fit > most) {
			most = fit;
			best = rt_text(row->label);
		}
	}
	return best;
}

enum rt_result
rt_vocabulary_at(size_t at, rt_str *ret)
{
	rt_str last = { 0 };

	/* The labels of a vocabulary stand together. */
	for (uint32_t i = 0; i < rt_labels_count; i++) {
		rt_str of = rt_text(rt_labels[i].of);
		if (rt_str_eq(of, last))
			continue;
		last = of;
		if (!at--) {
			*ret = of;
			return RT_OK;
		}
	}
	return RT_ENOTFOUND;
}
