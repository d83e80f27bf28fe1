/* SPDX-License-Identifier: MIT */
/* Tab-separated values: one line each, the same columns always; what is unknown is empty. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "sink/field.h"
#include "sink/render.h"

static void
put_escape(struct rt_buf *b, char c)
{
	static const char hex[] = "0123456789abcdef", named[] = "\t\n\r\\", names[] = "tnr\\";
	const char *at = memchr(named, c, sizeof named - 1);

	rt_buf_ch(b, '\\');
	if (at) {
		rt_buf_ch(b, names[at - named]);
		return;
	}
	rt_buf_ch(b, 'x');
	rt_buf_ch(b, hex[(uint8_t)c >> 4]);
	rt_buf_ch(b, hex[c & 15]);
}

/* Tabs, line ends, other control characters and backslashes are escaped as in C. */
static void
put(struct rt_buf *b, rt_str s)
{
	while (s.n) {
		size_t n = rt_utf8_length(s);
		char c = n ? s.p[n - 1] : 0;
		bool c1 = n == 2 && s.p[0] == '\xc2' && (uint8_t)c < 0xa0;
		if (!n)
			rt_buf_utf8(b, 0xfffd);
		else if (c1 || (n == 1 && (rt_is_cntrl(c) || c == '\\')))
			put_escape(b, c);
		else
			rt_buf_str(b, rt_str_head(s, n));
		s = rt_str_from(s, n ? n : 1);
	}
}

static void
put_fields(struct rt_buf *b, const struct rt_field_row *rows, size_t count, const void *base)
{
	for (size_t i = 0; i < count; i++) {
		const struct rt_field_row *f = &rows[i];
		if (base && f->value == RT_VALUE_STR)
			put(b, *(const rt_str *)(const void *)((const char *)base + f->offset));
		else if (base && rt_field_is_known(f, base))
			rt_field_put(b, f, base);
		rt_buf_ch(b, '\t');
	}
}

/* The header fields as JSON, which holds no tab or line end; its backslashes are escaped as all are. */
static void
put_headers(struct rt_buf *b, const struct rt_outcome *o)
{
	size_t from = b->n, more = 0;

	if (!o->headers_count)
		return;
	rt_json_headers(b, o);
	for (size_t i = from; i < b->n; i++)
		more += b->p[i] == '\\';
	if (b->full || more > b->cap - b->n) {
		b->full = true;
		return;
	}
	for (size_t i = b->n, to = b->n += more; i-- > from;) {
		b->p[--to] = b->p[i];
		if (b->p[i] == '\\')
			b->p[--to] = '\\';
	}
}

void
rt_tsv_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v)
{
	put_fields(b, rt_outcome_fields, rt_outcome_fields_count, o);
	put_fields(b, rt_verdict_fields, rt_verdict_fields_count, v);
	put_headers(b, o);
	rt_buf_ch(b, '\n');
}

/* kind, code, status, standing, vendor, command, condition, title, source, token, note */
void
rt_tsv_explanation(struct rt_buf *b, const struct rt_explanation *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct rt_reading *r = &e->reading[i];
		const rt_str columns[] = { rt_standing_word(r->standing), r->vendor, r->command,
			r->condition, r->title, r->source, r->token, r->note, r->remark };
		rt_buf_str(b, rt_kind_word(r->kind));
		rt_buf_ch(b, '\t');
		if (r->code)
			rt_buf_uint(b, r->code, 3);
		rt_buf_ch(b, '\t');
		if (r->has_status)
			rt_buf_status(b, r->status);
		for (size_t k = 0; k < RT_COUNT(columns); k++) {
			rt_buf_ch(b, '\t');
			put(b, columns[k]);
		}
		rt_buf_ch(b, '\n');
	}
}

size_t
rt_render_outcome_head(char *out, size_t room) /* NOLINT(readability-non-const-parameter) */
{
	struct rt_buf b = { .p = out, .cap = room };

	for (size_t i = 0; i < rt_outcome_fields_count + rt_verdict_fields_count; i++) {
		bool verdict = i >= rt_outcome_fields_count;
		if (i)
			rt_buf_ch(&b, '\t');
		rt_buf_str(&b,
			rt_field_name(verdict ? &rt_verdict_fields[i - rt_outcome_fields_count]
					      : &rt_outcome_fields[i]));
	}
	RT_BUF_LIT(&b, "\theaders\n");
	return b.full ? SIZE_MAX : b.n;
}
