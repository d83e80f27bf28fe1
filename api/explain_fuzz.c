/* SPDX-License-Identifier: MIT */
/*
 * Any query, and behind a NUL a command, behind another a vendor. The explanation is written in all
 * forms, into rooms of many sizes: whole or not at all, in valid UTF-8, without control bytes.
 */
#include <assert.h>
#include <stdlib.h>

#include "api/explain.h"
#include "base/ascii.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char memory[1 << 20], room[4 << 20];

static void
check_text(rt_str s, enum rt_form form)
{
	assert(rt_utf8_span(s) == s.n);
	assert(!s.n || s.p[s.n - 1] == '\n');
	for (size_t i = 0; i < s.n; i++) {
		bool line_end = s.p[i] == '\n' && (form != RT_FORM_JSON || i + 1 == s.n);
		bool tab = s.p[i] == '\t' && form == RT_FORM_TSV;
		assert(!rt_is_cntrl(s.p[i]) || line_end || tab);
		assert(s.p[i] != '\xc2' || (uint8_t)s.p[i + 1] >= 0xa0);
	}
}

/* Into memory of its own, so that a byte too far is seen. */
static void
check_room(const struct rt_explanation *e, enum rt_form form, size_t n, size_t length)
{
	struct rt_style style = { .form = form, .width = (unsigned)(n % 200) };
	char *out = malloc(n ? n : 1);

	if (!out)
		return;
	size_t got = rt_render_explanation(e, &style, out, n);
	assert(form == RT_FORM_TEXT ? got == SIZE_MAX || got <= n
				    : got == (n < length ? SIZE_MAX : length));
	free(out);
}

static void
check_forms(const struct rt_explanation *e)
{
	static const enum rt_form forms[] = { RT_FORM_TEXT, RT_FORM_JSON, RT_FORM_TSV };

	for (size_t i = 0; i < RT_COUNT(forms); i++) {
		size_t n = rt_render_explanation(
			e, &(struct rt_style){ .form = forms[i] }, room, sizeof room);
		assert(n != SIZE_MAX);
		assert(n || forms[i] == RT_FORM_TSV);
		check_text((rt_str){ room, n }, forms[i]);
		const size_t sizes[] = { 0, 1, 7, n / 3, n / 2, n ? n - 1 : 0, n, n + 1 };
		for (size_t k = 0; k < RT_COUNT(sizes); k++)
			check_room(e, forms[i], sizes[k], n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rt_cut query = rt_str_cut((rt_str){ (const char *)data, size }, '\0');
	struct rt_cut only = rt_str_cut(query.tail, '\0');
	struct rt_explain_options options = { .command = only.head, .vendor = only.tail };
	struct rt_arena a = { memory, memory + sizeof memory };
	struct rt_explanation e;

	if (size > 64 << 10)
		return 0;
	enum rt_result r = rt_explain(query.head, &options, &a, &e);
	assert(r == RT_OK || r == RT_ENOTFOUND || r == RT_ESYNTAX);
	assert(!e.error.n == (r == RT_OK));
	for (size_t i = 0; i < e.count; i++)
		assert(e.reading[i].source.n && e.reading[i].kind < RT_KIND_COUNT);
	check_forms(&e);

	struct rt_arena small = { memory, memory + size * 7 % 20000 };
	r = rt_explain(query.head, NULL, &small, &e);
	if (r == RT_ELIMIT)
		check_forms(&e);
	return 0;
}
