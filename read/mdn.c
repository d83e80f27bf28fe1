/* SPDX-License-Identifier: MIT */
/*
 * Message disposition notifications, RFC 8098: what became of a message after delivery. Most are
 * receipts. Sieve's reject (RFC 5429, and 3028 before it) uses one to refuse a message after it was
 * accepted: then it is a failure, and the words beside it say why.
 */
#include "base/ascii.h"
#include "read/notice.h"
#include "wire/address.h"
#include "wire/date.h"

struct mdn {
	rt_str recipient, original, disposition, words;
	bool rejected;
};

static void
take_field(struct rt_reader *r, struct mdn *x, const struct rt_field *f)
{
	struct rt_typed_address address = { 0 };

	switch ((int)rt_field_id(f->name)) {
	case RT_FIELD_FINAL_RECIPIENT:
		if (rt_address_typed(rt_reader_text(r, f->value), r->arena, &address) == RT_OK)
			x->recipient = address.address;
		break;
	case RT_FIELD_ORIGINAL_RECIPIENT:
		if (rt_address_typed(rt_reader_text(r, f->value), r->arena, &address) == RT_OK)
			x->original = address.address;
		break;
	case RT_FIELD_ORIGINAL_MESSAGE_ID:
		r->common.message_id = rt_reader_text(r, f->value);
		break;
	case RT_FIELD_DISPOSITION:
		x->disposition = rt_reader_text(r, f->value);
		break;
	default:
		break;
	}
}

/* "Auto-Submitted: auto-replied (rejected)", or a disposition that no person made. */
static bool
is_rejection(const struct rt_reader *r, rt_str disposition)
{
	rt_str header = r->mime.part[0].header, value;

	while (rt_field_find(&header, RT_FIELD_AUTO_SUBMITTED, &value))
		if (rt_str_ifind(value, RT_STR("rejected"), 0) != SIZE_MAX)
			return true;
	return rt_str_ifind(disposition, RT_STR("automatic-action"), 0) != SIZE_MAX &&
		rt_str_ifind(disposition, RT_STR("deleted"), 0) != SIZE_MAX;
}

static enum rt_result
mdn_begin(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_RECEIPT, 0);
	const struct rt_part *words = rt_reader_part(r, RT_MEDIA_TEXT, 0);
	struct mdn *x = RT_NEW(r->arena, struct mdn, 1);
	rt_str text;
	struct rt_field f;

	if (!p || !x || rt_part_text(p, r->options.charset, r->arena, &text) != RT_OK)
		return RT_ENOTFOUND;
	rt_reader_header(r, r->mime.part[0].header);
	int64_t time = r->common.time;
	r->common.sender = (rt_str){ 0 };
	rt_reader_returned(r, (rt_str){ 0 });
	r->common.time = time;
	while (text.n)
		if (rt_field_next(&text, &f) == RT_OK)
			take_field(r, x, &f);
	x->rejected = is_rejection(r, x->disposition);
	if (x->rejected && words)
		x->words = rt_reader_words(r, words);
	r->data = x;
	return RT_OK;
}

static enum rt_result
mdn_next(struct rt_reader *r, struct rt_outcome *ret)
{
	struct mdn *x = r->data;
	struct rt_outcome o = r->common;

	if (r->entry)
		return RT_ENOTFOUND;
	o.recipient = x->recipient.n ? x->recipient : x->original;
	if (!rt_str_ieq(x->original, o.recipient))
		o.original_recipient = x->original;
	o.event = x->rejected ? RT_EVENT_FAILED : RT_EVENT_RECEIPT;
	o.text = x->disposition;
	if (x->rejected) {
		o.class = RT_CLASS_PERMANENT;
		if (rt_notice_text(x->words, r->arena, &o.text) != RT_OK)
			o.limit = RT_STR("memory");
	}
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_mdn = { "mdn", mdn_begin, mdn_next };
