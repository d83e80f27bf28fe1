/* SPDX-License-Identifier: MIT */
#include "sink/render.h"

/* NOLINTBEGIN(readability-non-const-parameter): the writer writes there */
size_t
rt_render_outcome(const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style, char *out, size_t room)
{
	struct rt_buf b = { .p = out, .cap = room };

	switch (style->form) {
	case RT_FORM_JSON:
		rt_json_outcome(&b, o, v);
		break;
	case RT_FORM_SISIMAI:
		rt_sisimai_outcome(&b, o, v);
		break;
	case RT_FORM_TSV:
		rt_tsv_outcome(&b, o, v);
		break;
	case RT_FORM_TEXT:
	default:
		rt_text_outcome(&b, o, v, style);
		break;
	}
	return b.full ? SIZE_MAX : b.n;
}

size_t
rt_render_explanation(
	const struct rt_explanation *e, const struct rt_style *style, char *out, size_t room)
{
	struct rt_buf b = { .p = out, .cap = room };

	switch (style->form) {
	case RT_FORM_JSON:
	case RT_FORM_SISIMAI:
		rt_json_explanation(&b, e);
		break;
	case RT_FORM_TSV:
		rt_tsv_explanation(&b, e);
		break;
	case RT_FORM_TEXT:
	default:
		rt_text_explanation(&b, e, style);
		break;
	}
	return b.full ? SIZE_MAX : b.n;
}
/* NOLINTEND(readability-non-const-parameter) */
