/* SPDX-License-Identifier: MIT */
#include "read/reader.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/html.h"
#include "wire/address.h"
#include "wire/date.h"
#include "wire/envelope.h"

/* In the order in which they are asked: what says what it is first, a standard before wordings. */
static const struct rt_format *const formats[] = { &rt_format_arf, &rt_format_dsn, &rt_format_mdn,
	&rt_format_ses, &rt_format_ndr, &rt_format_person, &rt_format_mail };

const struct rt_part *
rt_reader_part(const struct rt_reader *r, enum rt_media media, unsigned from)
{
	for (unsigned i = from; i < r->mime.count; i++)
		if (r->mime.part[i].media == media)
			return &r->mime.part[i];
	return NULL;
}

rt_str
rt_reader_words(struct rt_reader *r, const struct rt_part *p)
{
	rt_str text;

	if (rt_part_text_head(p, RT_MAX_TEXT, r->options.charset, r->arena, &text) != RT_OK) {
		r->common.limit = RT_STR("memory");
		return (rt_str){ 0 };
	}
	if (p->body.n > RT_MAX_TEXT)
		r->common.limit = RT_STR("text");
	if (p->media != RT_MEDIA_HTML)
		return text;

	struct rt_buf b = { .p = r->arena->at, .cap = rt_arena_room(r->arena) };
	rt_html_text(text, &b);
	if (b.full)
		return (rt_str){ 0 };
	r->arena->at += b.n;
	return rt_buf_view(&b);
}

rt_str
rt_reader_text(struct rt_reader *r, rt_str value)
{
	rt_str plain, text, clean;

	if (rt_field_unfold(value, r->arena, &plain) != RT_OK ||
		rt_encoded_words(plain, r->options.charset, r->arena, &text) != RT_OK ||
		rt_utf8_clean(text, r->arena, &clean) != RT_OK) {
		r->common.limit = RT_STR("memory");
		return (rt_str){ 0 };
	}
	return clean;
}

rt_str
rt_reader_address(struct rt_reader *r, rt_str value)
{
	rt_str plain;

	if (rt_field_unfold(value, r->arena, &plain) != RT_OK)
		return (rt_str){ 0 };
	return rt_address_of(plain);
}

/* A Message-ID without what some senders put around it. */
static rt_str
message_id(struct rt_reader *r, rt_str value)
{
	rt_str plain = rt_reader_text(r, value);
	struct rt_cut open = rt_str_cut(plain, '<');
	struct rt_cut close = rt_str_cut(open.tail, '>');

	if (!open.ok || !close.ok)
		return plain;
	return rt_str_between(open.tail.p - 1, close.head.p + close.head.n + 1);
}

/* list-id = [phrase] "<" list-id ">" ; RFC 2919 3 */
static rt_str
list_id(struct rt_reader *r, rt_str value)
{
	rt_str plain = rt_reader_text(r, value);
	struct rt_cut open = rt_str_cut_last(plain, '<');

	return open.ok ? rt_str_cut(open.tail, '>').head : plain;
}

void
rt_reader_sender(struct rt_reader *r, rt_str address)
{
	r->common.sender = rt_sender_original(address, r->arena);
	if (!r->common.verp.n)
		r->common.verp = rt_verp_recipient(address, r->arena);
}

void
rt_reader_header(struct rt_reader *r, rt_str header)
{
	struct rt_outcome *o = &r->common;
	struct rt_field f;
	enum rt_result result;

	while ((result = rt_field_next(&header, &f)) != RT_ENOTFOUND) {
		if (result != RT_OK)
			continue;
		switch ((int)rt_field_id(f.name)) {
		case RT_FIELD_DATE:
			o->time = rt_date_parse(f.value);
			break;
		case RT_FIELD_SUBJECT:
			o->subject = rt_reader_text(r, f.value);
			break;
		case RT_FIELD_MESSAGE_ID:
			o->message_id = message_id(r, f.value);
			break;
		case RT_FIELD_FROM:
			o->sender = rt_reader_address(r, f.value);
			break;
		case RT_FIELD_TO:
			r->to = rt_reader_address(r, f.value);
			o->verp = rt_verp_recipient(r->to, r->arena);
			break;
		default:
			break;
		}
	}
}

rt_str
rt_reader_returned_header(struct rt_reader *r, rt_str copy)
{
	const struct rt_part *p = NULL;
	rt_str text;

	for (unsigned i = 1; i < r->mime.count && !p; i++)
		if (r->mime.part[i].media == RT_MEDIA_MESSAGE ||
			r->mime.part[i].media == RT_MEDIA_HEADERS)
			p = &r->mime.part[i];
	if (!p || rt_part_text_head(p, 64 << 10, r->options.charset, r->arena, &text) != RT_OK)
		text = copy;
	while (text.n && rt_is_space(text.p[0]))
		text = rt_str_from(text, 1);
	return text;
}

void
rt_reader_returned(struct rt_reader *r, rt_str copy)
{
	struct rt_outcome *o = &r->common;
	rt_str header = rt_reader_returned_header(r, copy);
	rt_str from = { 0 }, path = { 0 };
	struct rt_field f;
	enum rt_result result;

	if (copy.n)
		r->copy = copy;
	o->message_id = o->subject = (rt_str){ 0 };
	while ((result = rt_field_next(&header, &f)) != RT_ENOTFOUND) {
		if (result != RT_OK)
			continue;
		switch ((int)rt_field_id(f.name)) {
		case RT_FIELD_SUBJECT:
			o->subject = rt_reader_text(r, f.value);
			break;
		case RT_FIELD_MESSAGE_ID:
			o->message_id = message_id(r, f.value);
			break;
		case RT_FIELD_LIST_ID:
			o->list_id = list_id(r, f.value);
			break;
		case RT_FIELD_RETURN_PATH:
			path = rt_reader_address(r, f.value);
			break;
		case RT_FIELD_FROM:
			from = rt_reader_address(r, f.value);
			break;
		default:
			break;
		}
	}
	if (!o->sender.n)
		rt_reader_sender(r, path.n ? path : from);
}

/* The first field of that name; false when there is none. */
static bool
find_named(rt_str header, rt_str name, rt_str *ret_value)
{
	struct rt_field f;
	enum rt_result result;

	while ((result = rt_field_next(&header, &f)) != RT_ENOTFOUND)
		if (result == RT_OK && rt_str_ieq(f.name, name)) {
			*ret_value = f.value;
			return true;
		}
	return false;
}

/* Whether a field was found already that was asked for twice. */
static bool
is_found(const struct rt_outcome *o, rt_str name)
{
	for (size_t i = 0; i < o->headers_count; i++)
		if (rt_str_ieq(o->headers[i].name, name))
			return true;
	return false;
}

/* The header fields of the returned message that the caller asked for. */
static void
take_headers(struct rt_reader *r)
{
	size_t asked = r->options.headers_count < RT_MAX_HEADERS ? r->options.headers_count
								 : RT_MAX_HEADERS;
	struct rt_outcome *o = &r->common;
	rt_str value;

	if (!asked || r->format == &rt_format_mail)
		return;
	struct rt_named *found = RT_NEW(r->arena, struct rt_named, asked);
	if (!found) {
		o->limit = RT_STR("memory");
		return;
	}
	o->headers = found;
	rt_str header = rt_reader_returned_header(r, r->copy);
	for (size_t i = 0; i < asked; i++) {
		rt_str name = r->options.headers[i];
		if (!is_found(o, name) && find_named(header, name, &value))
			found[o->headers_count++] = (struct rt_named){ name,
				rt_reader_text(r, value) };
	}
}

enum rt_result
rt_read_begin(rt_str message, const struct rt_read_options *options, struct rt_arena *a,
	struct rt_reader **ret)
{
	struct rt_reader *r = RT_NEW(a, struct rt_reader, 1);

	if (!r)
		return RT_ELIMIT;
	r->arena = a;
	if (options)
		r->options = *options;
	rt_mime_init(&r->mime, message, a);
	if (!r->mime.count)
		return RT_ELIMIT;
	*ret = r;
	return RT_OK;
}

static enum rt_result
begin_format(struct rt_reader *r, const struct rt_format *format)
{
	r->format = format;
	r->common = (struct rt_outcome){ .time = RT_TIME_NONE };
	r->copy = (rt_str){ 0 };
	r->notice = NULL;
	if (r->mime.parts_limit)
		r->common.limit = RT_STR("parts");
	else if (r->mime.depth_limit)
		r->common.limit = RT_STR("depth");
	r->common.format = rt_str_z(format->name);
	return format->begin(r);
}

/* Asks the formats whose message it is. */
static void
choose_format(struct rt_reader *r)
{
	for (size_t i = 0; i < RT_COUNT(formats); i++)
		if (begin_format(r, formats[i]) == RT_OK)
			return;
}

enum rt_result
rt_read_next(struct rt_reader *r, struct rt_outcome *ret)
{
	if (!r->split) {
		enum rt_result result = rt_mime_step(
			&r->mime, r->options.step ? r->options.step : SIZE_MAX);
		if (result == RT_MORE)
			return RT_MORE;
		r->split = true;
		choose_format(r);
		take_headers(r);
		r->mark = *r->arena;
	}
	if (r->done)
		return RT_ENOTFOUND;

	*r->arena = r->mark;
	enum rt_result result = r->format->next(r, ret);
	/* A report that turns out to report nothing vanishes no more than other mail does. */
	if (result == RT_ENOTFOUND && !r->entry && r->format != &rt_format_mail) {
		(void)begin_format(r, &rt_format_mail);
		result = r->format->next(r, ret);
	}
	if (result == RT_OK)
		ret->entry = ++r->entry;
	else
		r->done = true;
	return result;
}

/* Ordinary mail: one outcome that says so, so that nothing vanishes. */
static enum rt_result
mail_begin(struct rt_reader *r)
{
	rt_reader_header(r, r->mime.part[0].header);
	return RT_OK;
}

static enum rt_result
mail_next(struct rt_reader *r, struct rt_outcome *ret)
{
	if (r->entry)
		return RT_ENOTFOUND;
	*ret = r->common;
	return RT_OK;
}

const struct rt_format rt_format_mail = { "mail", mail_begin, mail_next };
