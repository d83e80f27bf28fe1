/* SPDX-License-Identifier: MIT */
/*
 * Complaints: abuse reports of RFC 5965, and what feedback loops send that is less than one. Microsoft's
 * JMRP attaches the message and names the recipient in a field of its own; nothing else is there.
 */
#include "base/ascii.h"
#include "read/reader.h"
#include "wire/address.h"
#include "wire/date.h"

struct arf {
	rt_str fields; /* where the next Original-Rcpt-To is looked for */
	rt_str last; /* the one given last, which Removal-Recipient may repeat */
	rt_str lone; /* the recipient, where only the returned message names one */
	rt_str type;
};

/* Of the returned message: fields in which services name the recipient who complained. */
static bool
names_recipient(rt_str name)
{
	static const char names[][28] = { "X-HmXmrOriginalRecipient", "X-Original-Rcpt-To",
		"X-Rcpt-To", "X-Original-To" };

	for (size_t i = 0; i < RT_COUNT(names); i++)
		if (rt_str_ieq(name, rt_str_z(names[i])))
			return true;
	return false;
}

static rt_str
returned_recipient(struct rt_reader *r, rt_str *ret_name)
{
	rt_str header = rt_reader_returned_header(r, (rt_str){ 0 });
	struct rt_field f;
	enum rt_result result;

	while ((result = rt_field_next(&header, &f)) != RT_ENOTFOUND) {
		if (result != RT_OK || !names_recipient(f.name))
			continue;
		*ret_name = f.name;
		return rt_reader_address(r, f.value);
	}
	return (rt_str){ 0 };
}

static void
take_field(struct rt_reader *r, struct arf *x, enum rt_field_id id, rt_str value)
{
	struct rt_outcome *o = &r->common;

	switch ((int)id) {
	case RT_FIELD_FEEDBACK_TYPE:
		x->type = rt_str_trim(rt_reader_text(r, value));
		break;
	case RT_FIELD_ORIGINAL_MAIL_FROM:
		o->sender = rt_reader_address(r, value);
		break;
	case RT_FIELD_ARRIVAL_DATE:
		o->time = rt_date_parse(value);
		break;
	case RT_FIELD_REPORTING_MTA:
		o->reporting_mta = rt_str_trim(rt_str_cut(rt_reader_text(r, value), ';').tail);
		break;
	case RT_FIELD_SOURCE_IP:
		o->remote_ip = rt_reader_text(r, value);
		break;
	case RT_FIELD_ORIGINAL_ENVELOPE_ID:
		o->envelope_id = rt_reader_text(r, value);
		break;
	default:
		break;
	}
}

static enum rt_result
arf_begin(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_FEEDBACK, 0);
	struct arf *x = RT_NEW(r->arena, struct arf, 1);
	rt_str name = { 0 }, text;
	struct rt_field f;

	if (!x)
		return RT_ENOTFOUND;
	x->lone = returned_recipient(r, &name);
	if (!p && !rt_str_istarts(name, RT_STR("X-HmXmr")))
		return RT_ENOTFOUND;
	rt_reader_header(r, r->mime.part[0].header);
	int64_t time = r->common.time;
	r->common.sender = (rt_str){ 0 };
	rt_reader_returned(r, (rt_str){ 0 });
	r->common.time = time;
	if (p && rt_part_text(p, r->options.charset, r->arena, &text) == RT_OK) {
		x->fields = text;
		while (text.n)
			if (rt_field_next(&text, &f) == RT_OK)
				take_field(r, x, rt_field_id(f.name), f.value);
	}
	r->common.feedback_type = x->type.n ? x->type : RT_STR("abuse");
	/* RFC 6430: "not-spam" takes a complaint back, and is none. */
	bool taken_back = rt_str_ieq(x->type, RT_STR("not-spam"));
	r->common.event = taken_back ? RT_EVENT_NONE : RT_EVENT_COMPLAINT;
	r->data = x;
	return RT_OK;
}

/* Each Original-Rcpt-To is one who complained (RFC 5965 3.2); Removal-Recipient says the same. */
static rt_str
next_recipient(struct rt_reader *r, struct arf *x)
{
	struct rt_field f;

	while (x->fields.n) {
		if (rt_field_next(&x->fields, &f) != RT_OK)
			continue;
		bool names = rt_field_id(f.name) == RT_FIELD_ORIGINAL_RCPT_TO ||
			rt_str_ieq(f.name, RT_STR("Removal-Recipient"));
		rt_str address = names ? rt_reader_address(r, f.value) : (rt_str){ 0 };
		if (!address.n || rt_str_ieq(address, x->last))
			continue;
		x->last = address;
		return address;
	}
	return (rt_str){ 0 };
}

static enum rt_result
arf_next(struct rt_reader *r, struct rt_outcome *ret)
{
	struct arf *x = r->data;
	struct rt_outcome o = r->common;

	o.recipient = next_recipient(r, x);
	if (!o.recipient.n && r->entry)
		return RT_ENOTFOUND;
	if (!o.recipient.n)
		o.recipient = x->lone.n ? x->lone : o.verp;
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_arf = { "arf", arf_begin, arf_next };
