/* SPDX-License-Identifier: MIT */
#include "read/mark.h"

enum { MOST_HITS = 1024 };

static bool
is_behind(const struct rt_mark *a, const struct rt_mark *b)
{
	return a->span.end != b->span.end ? a->span.end > b->span.end : a->span.at > b->span.at;
}

/* Few marks, nearly in order already: the filter finds them by their keys, from left to right. */
static void
sort(struct rt_mark *m, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct rt_mark k = m[i];
		size_t j = i;
		for (; j > 0 && is_behind(&m[j - 1], &k); j--)
			m[j] = m[j - 1];
		m[j] = k;
	}
}

size_t
rt_marks_find(rt_str text, struct rt_arena scratch, struct rt_mark *ret, size_t max)
{
	struct rt_patterns ps = rt_mark_patterns();
	struct rt_gram_hit *hits = RT_NEW(&scratch, struct rt_gram_hit, MOST_HITS);
	struct rt_folded f;
	size_t count = 0;

	if (!hits || rt_fold(text, NULL, &scratch, &f) != RT_OK)
		return 0;

	size_t n = rt_gram_scan(&ps.gram, f.text, hits, MOST_HITS);
	for (size_t i = 0; i < n && count < max; i++) {
		uint16_t at = ps.group[hits[i].literal], end = ps.group[hits[i].literal + 1];
		for (; at < end && count < max; at++) {
			struct rt_mark m = { .row = ps.pattern[at].owner };
			struct rt_span span;
			if (!rt_pattern_match(&ps, at, hits[i].at, &f, &span))
				continue;
			m.span = rt_fold_origin(&f, span);
			m.kind = rt_marks[m.row].kind;
			ret[count++] = m;
		}
	}
	sort(ret, count);
	return count;
}
