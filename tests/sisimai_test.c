/* SPDX-License-Identifier: MIT */
/* docs/sisimai.md tells what data/crosswalk.txt holds, in both directions, and nothing else. */
#include "base/buf.h"
#include "judge/condition.h"
#include "judge/judge.h"
#include "tests/rt_test.h"

static char text[1 << 17];

static rt_str
read_page(void)
{
	FILE *f = fopen(SOURCE_ROOT "/docs/sisimai.md", "r");
	size_t n = f ? fread(text, 1, sizeof text, f) : 0;

	CHECK(n && n < sizeof text);
	if (f)
		(void)fclose(f);
	return (rt_str){ text, n };
}

/* | `word` | `word` | ... */
static rt_str
row_of(const rt_str *cells, size_t count, char *room, size_t n)
{
	struct rt_buf b = { .p = room, .cap = n };

	rt_buf_ch(&b, '\n');
	for (size_t i = 0; i < count; i++) {
		rt_buf_str(&b, RT_STR("| `"));
		rt_buf_str(&b, cells[i]);
		rt_buf_str(&b, RT_STR("` "));
	}
	rt_buf_str(&b, RT_STR("|\n"));
	return rt_buf_view(&b);
}

static void
need(rt_str page, rt_str row)
{
	CHECK(rt_str_find(page, row, 0) != SIZE_MAX);
	if (rt_str_find(page, row, 0) == SIZE_MAX)
		fprintf(stderr, "not there:%.*s", RT_ARG(row));
}

static size_t
rows(rt_str page)
{
	size_t n = 0;

	for (size_t at = 0; (at = rt_str_find(page, RT_STR("\n| `"), at)) != SIZE_MAX; at++)
		n++;
	return n;
}

int
main(void)
{
	enum { REASONS = 36 };
	rt_str page = read_page();
	size_t labels = 0, conditions = 0;
	char room[256];

	for (uint32_t i = 0; i < rt_labels_count; i++) {
		const struct rt_label_row *row = &rt_labels[i];
		const rt_str cells[] = { rt_text(row->label),
			rt_event_word((enum rt_event)row->event),
			rt_condition_word(row->condition) };
		if (!rt_str_eq(rt_text(row->of), RT_STR("sisimai")))
			continue;
		labels++;
		need(page, row_of(cells, RT_COUNT(cells), room, sizeof room));
	}
	CHECK(labels == REASONS);
	for (unsigned i = 0; i < RT_CONDITION_COUNT; i++) {
		const struct rt_verdict v = { .condition = (uint8_t)i,
			.persistence = RT_PERSISTENCE_UNTIL_FIXED,
			.certainty = RT_CERTAINTY_KNOWN };
		bool sent = !rt_str_starts(
			rt_condition_word((uint8_t)i), rt_condition_word(RT_CONDITION_SUPPRESSED));
		const rt_str cells[] = { rt_condition_word((uint8_t)i),
			rt_label(RT_STR("sisimai"), sent ? RT_EVENT_FAILED : RT_EVENT_REJECTED,
				&v) };
		if (!cells[1].n)
			continue;
		conditions++;
		need(page, row_of(cells, RT_COUNT(cells), room, sizeof room));
	}
	CHECK(rows(page) == labels + conditions);
	return rt_done();
}
