/* SPDX-License-Identifier: MIT */
#include "wire/mime.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "wire/param.h"

/* By prefix, first match wins; what is not here is OTHER. */
static const struct {
	char type[32];
	uint8_t n, media;
} medias[] = {
#define MEDIA(type, media) \
	{ \
		type, sizeof(type) - 1, RT_MEDIA_##media \
	}
	MEDIA("text/html", HTML),
	MEDIA("text/rfc822-headers", HEADERS),
	MEDIA("text/rfc822-header", HEADERS),
	MEDIA("message/global-headers", HEADERS),
	MEDIA("message/global-delivery-status", DELIVERY),
	MEDIA("message/global-disposition", RECEIPT),
	MEDIA("message/delivery-status", DELIVERY),
	MEDIA("message/disposition", RECEIPT),
	MEDIA("message/feedback-report", FEEDBACK),
	MEDIA("message/", MESSAGE),
	MEDIA("multipart/report", REPORT),
	MEDIA("multipart/", MULTIPART),
	MEDIA("text", TEXT),
#undef MEDIA
};

static uint8_t
media_of(rt_str type)
{
	if (!type.n)
		return RT_MEDIA_TEXT;
	for (size_t i = 0; i < RT_COUNT(medias); i++)
		if (rt_str_istarts(type, (rt_str){ medias[i].type, medias[i].n }))
			return medias[i].media;
	return RT_MEDIA_OTHER;
}

static bool
is_multipart(const struct rt_part *p)
{
	return p->media == RT_MEDIA_MULTIPART || p->media == RT_MEDIA_REPORT;
}

static unsigned
hash(rt_str s)
{
	uint32_t h = (uint32_t)s.n;

	for (size_t i = s.n < 16 ? 0 : s.n - 16; i < s.n; i++)
		h = h * 31 + (uint8_t)s.p[i];
	return (h ^ h >> 6 ^ h >> 12) & 63;
}

/* A new entity that begins at p; false when there is no room for it. */
static bool
open_part(struct rt_mime *m, const char *p)
{
	struct rt_part *part = m->count < RT_MAX_PARTS ? RT_NEW(m->arena, struct rt_part, 1) : NULL;

	if (!part) {
		m->parts_limit = true;
		return false;
	}
	part->header = (rt_str){ p, 0 };
	part->parent = m->innermost;
	part->open = true;
	m->current = m->count++;
	return true;
}

static void
close_part(struct rt_mime *m, const char *end)
{
	if (m->current == RT_NO_PART)
		return;

	struct rt_part *part = &m->part[m->current];
	m->current = RT_NO_PART;
	if (!part->open || is_multipart(part))
		return;
	part->open = false;
	part->body = rt_str_between(part->body.p, end > part->body.p ? end : part->body.p);
}

static void
push_boundary(struct rt_mime *m, uint16_t index)
{
	struct rt_part *part = &m->part[index];
	unsigned h = hash(part->boundary);

	if (m->depth >= RT_MAX_DEPTH) {
		m->depth_limit = true;
		return;
	}
	part->chain = m->heads[h];
	m->heads[h] = (uint16_t)(index + 1);
	m->innermost = index;
	m->depth++;
}

/* Closes the innermost multipart, whose body ends at end. */
static void
pop_boundary(struct rt_mime *m, const char *end)
{
	struct rt_part *part = &m->part[m->innermost];

	m->heads[hash(part->boundary)] = part->chain;
	part->open = false;
	part->body = rt_str_between(part->body.p, end > part->body.p ? end : part->body.p);
	m->innermost = part->parent;
	m->depth--;
	/* A multipart whose boundary never came is the text that it looks like. */
	if (part == &m->part[m->count - 1])
		part->media = RT_MEDIA_TEXT;
}

/* The open multipart that this text delimits, or RT_NO_PART. */
static uint16_t
find_boundary(const struct rt_mime *m, rt_str text)
{
	for (uint16_t i = m->heads[hash(text)]; i; i = m->part[i - 1].chain)
		if (rt_str_eq(m->part[i - 1].boundary, text))
			return (uint16_t)(i - 1);
	return RT_NO_PART;
}

/* A parameter on a line that should be indented and is not, as some mobile gateways write it. */
static rt_str
take_stray_parameter(rt_str value, rt_str *rest)
{
	rt_str line = { 0 }, after = *rest;

	if (!value.n || value.p[value.n - 1] != ';' || !rt_str_istarts(after, RT_STR("boundary=")))
		return value;
	(void)rt_line_next(&after, &line);
	*rest = after;
	return rt_str_between(value.p, line.p + line.n);
}

/* Of a header, only the fields that begin with "Content-" matter here. */
static void
take_content_fields(struct rt_part *part)
{
	static const char c[3] = { 'c', 'C', 'C' };
	const char *p = part->header.p, *end = p + part->header.n;
	struct rt_field f;

	if (p < end && (*p | 32) != 'c')
		p = rt_scan_line(p, end, c);
	while (p < end) {
		rt_str rest = rt_str_between(p, end);
		enum rt_result r = rt_field_next(&rest, &f);
		enum rt_field_id id = r == RT_OK ? rt_field_id(f.name) : RT_FIELD_COUNT;
		if (id == RT_FIELD_CONTENT_TYPE && !part->type.n)
			part->type = take_stray_parameter(f.value, &rest);
		else if (id == RT_FIELD_CONTENT_TRANSFER_ENCODING)
			part->encoding = (uint8_t)rt_encoding_named(f.value);
		p = rt_scan_line(rest.p - 1, end, c);
	}
}

/* Reads the finished header of the current part; its body begins at body. */
static void
end_header(struct rt_mime *m, const char *end, const char *body)
{
	struct rt_part *part = &m->part[m->current];

	part->header = rt_str_between(part->header.p, end);
	part->body = (rt_str){ body, 0 };
	take_content_fields(part);
	part->media = media_of(part->type);
	if (!is_multipart(part))
		return;

	/* Blanks at its front belong to it, blanks at its end cannot (RFC 2046 5.1.1). */
	rt_str b = rt_param_find(part->type, RT_STR("boundary"));
	while (b.n && rt_is_space(b.p[b.n - 1]))
		b.n--;
	if (!b.n) {
		part->media = RT_MEDIA_TEXT;
		return;
	}
	part->boundary = b;
	push_boundary(m, m->current);
	if (m->innermost != m->current)
		part->media = RT_MEDIA_TEXT;
	else
		m->current = RT_NO_PART;
}

/* Ends the current part at end; what ends it may stand inside its header. */
static void
end_part(struct rt_mime *m, const char *end)
{
	if (m->current != RT_NO_PART && !m->part[m->current].body.p) {
		const char *begin = m->part[m->current].header.p;
		const char *stop = end > begin ? end : begin;
		end_header(m, stop, stop);
	}
	close_part(m, end);
}

/*
 * delimiter = "--" boundary *WSP; close-delimiter = "--" boundary "--" *WSP ; RFC 2046 5.1.1
 * before is where the line end before the delimiter begins, after is the rest behind its line.
 */
static bool
take_delimiter(struct rt_mime *m, rt_str line, const char *before, const char *after)
{
	rt_str text = rt_str_from(line, 2);
	while (text.n && rt_is_wsp(text.p[text.n - 1]))
		text.n--;

	bool closing = false;
	uint16_t index = find_boundary(m, text);
	if (index == RT_NO_PART && text.n > 2 && text.p[text.n - 1] == '-' &&
		text.p[text.n - 2] == '-') {
		closing = true;
		index = find_boundary(m, rt_str_head(text, text.n - 2));
	}
	if (index == RT_NO_PART)
		return false;

	end_part(m, before);
	while (m->innermost != index)
		pop_boundary(m, before);
	if (closing)
		pop_boundary(m, line.p);
	else
		(void)open_part(m, after);
	return true;
}

void
rt_mime_init(struct rt_mime *m, rt_str message, struct rt_arena *a)
{
	if (!message.p)
		message = RT_STR("");
	*m = (struct rt_mime){ .rest = message, .arena = a, .innermost = RT_NO_PART };
	m->part = RT_NEW(a, struct rt_part, 0);
	m->current = RT_NO_PART;
	(void)open_part(m, message.p);
}

static void
finish(struct rt_mime *m)
{
	const char *end = m->rest.p + m->rest.n;

	end_part(m, end);
	while (m->innermost != RT_NO_PART)
		pop_boundary(m, end);
}

/* Where the line end before p begins: p[-1] is an LF, perhaps with a CR before it. */
static const char *
before_line_end(const struct rt_mime *m, const char *p)
{
	const char *first = m->part[0].header.p;

	if (p > first && p[-1] == '\n')
		p--;
	if (p > first && p[-1] == '\r')
		p--;
	return p;
}

/* A line that may end a header or delimit a part: an empty one, or one that begins with "-". */
static void
take_line(struct rt_mime *m)
{
	const char *at = m->rest.p;
	bool in_header = m->current != RT_NO_PART && !m->part[m->current].body.p;
	rt_str line = { 0 };

	(void)rt_line_next(&m->rest, &line);
	if (m->depth && line.n > 2 && line.p[0] == '-' && line.p[1] == '-' &&
		take_delimiter(m, line, before_line_end(m, at), m->rest.p))
		return;
	if (in_header && !line.n)
		end_header(m, at, m->rest.p);
}

/* Goes on to the next line that may matter. Outside headers and multiparts none does. */
static void
skip_lines(struct rt_mime *m, const char *stop)
{
	static const char any[3] = { '\n', '\r', '-' }, delimiter[3] = { '-', '-', '-' };
	bool in_header = m->current != RT_NO_PART && !m->part[m->current].body.p;
	const char *end = m->rest.p + m->rest.n;

	if (!in_header && !m->depth) {
		m->rest = rt_str_between(end, end);
		return;
	}
	/* Looking begins at the line end before, so that the very next line is seen too. */
	const char *from = m->rest.p > m->part[0].header.p ? m->rest.p - 1 : m->rest.p;
	const char *p = rt_scan_line(from, stop < end ? stop : end, in_header ? any : delimiter);
	m->rest = rt_str_between(p, end);
}

enum rt_result
rt_mime_step(struct rt_mime *m, size_t bytes)
{
	if (!m->count)
		return RT_ELIMIT;

	const char *end = m->rest.p + m->rest.n;
	const char *stop = bytes < m->rest.n ? m->rest.p + bytes : end;
	if (m->rest.p == m->part[0].header.p && m->rest.n)
		take_line(m);
	while (m->rest.p < stop) {
		skip_lines(m, stop);
		if (m->rest.p < stop)
			take_line(m);
	}
	if (m->rest.n)
		return RT_MORE;
	finish(m);
	return RT_OK;
}

/* Without the front of a UTF-8 sequence that a cut has left at the end. */
static rt_str
without_half(rt_str s)
{
	size_t good = rt_utf8_span(s), half = s.n - good;

	if (half && half < 4 && (uint8_t)s.p[good] >= 0xc2)
		s.n = good;
	return s;
}

enum rt_result
rt_part_text_head(const struct rt_part *part, size_t max, const struct rt_charset *cs,
	struct rt_arena *a, rt_str *ret)
{
	rt_str in = rt_str_head(part->body, max);
	rt_str charset = rt_param_find(part->type, RT_STR("charset"));

	if (part->encoding != RT_ENCODING_NONE) {
		struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };
		if (part->encoding == RT_ENCODING_BASE64)
			rt_decode_base64(in, &b);
		else
			rt_decode_quoted_printable(in, &b);
		if (b.full)
			return RT_ELIMIT;
		a->at += b.n;
		in = rt_buf_view(&b);
	}
	if (max < part->body.n)
		in = without_half(in);
	return rt_charset_text(in, charset, cs, a, ret);
}

enum rt_result
rt_part_text(
	const struct rt_part *part, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret)
{
	return rt_part_text_head(part, SIZE_MAX, cs, a, ret);
}
