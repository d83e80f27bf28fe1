/* SPDX-License-Identifier: MIT */
#ifndef RT_SINK_RENDER_H
#define RT_SINK_RENDER_H

#include "base/buf.h"

/* The forms, each in a file of its own; render.c chooses among them. b->full: it does not fit. */
void rt_json_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v);
void rt_json_verdict(struct rt_buf *b, const struct rt_verdict *v);
void rt_json_headers(struct rt_buf *b, const struct rt_outcome *o);
void rt_json_explanation(struct rt_buf *b, const struct rt_explanation *e);
void rt_tsv_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v);
void rt_tsv_explanation(struct rt_buf *b, const struct rt_explanation *e);
void rt_sisimai_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v);
void rt_text_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style);
void
rt_text_explanation(struct rt_buf *b, const struct rt_explanation *e, const struct rt_style *style);

#endif
