/* SPDX-License-Identifier: MIT */
/*
 * Amazon SES's notifications and events as SNS sends them by mail: a JSON object in the text, alone or
 * as a string in SNS's own, which protocol "email-json" sends.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
#include "read/reader.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/date.h"
#include "wire/json.h"

struct ses {
	rt_str recipients; /* what is left of the array */
	enum rt_event event;
	enum rt_class class; /* where no reply and no status says it */
};

/* The kinds of notification, and where each names its recipients; the message's, where nowhere. */
static const struct {
	char type[16], member[16], list[24];
	uint8_t event, class;
} kinds[] = { { "Bounce", "bounce", "bouncedRecipients", RT_EVENT_FAILED, RT_CLASS_PERMANENT },
	{ "Complaint", "complaint", "complainedRecipients", RT_EVENT_COMPLAINT, RT_CLASS_UNKNOWN },
	{ "Delivery", "delivery", "recipients", RT_EVENT_DELIVERED, RT_CLASS_SUCCESS },
	{ "DeliveryDelay", "deliveryDelay", "delayedRecipients", RT_EVENT_DELAYED,
		RT_CLASS_TEMPORARY },
	{ "Reject", "reject", "", RT_EVENT_REJECTED, RT_CLASS_PERMANENT } };

static rt_str
text_of(struct rt_reader *r, rt_str object, const char *name)
{
	return rt_json_text(rt_json_member_of(object, rt_str_z(name)), r->arena);
}

/* What the notification says of the message it is about. */
static void
take_mail(struct rt_reader *r, rt_str mail)
{
	rt_str headers = rt_json_member_of(mail, RT_STR("commonHeaders"));

	r->common.sender = rt_address_of(text_of(r, mail, "source"));
	r->common.message_id = text_of(r, headers, "messageId");
	if (!r->common.message_id.n)
		r->common.message_id = text_of(r, mail, "messageId");
	r->common.subject = text_of(r, headers, "subject");
}

/* What the notification says of what happened, whose kind is kinds[i]. */
static void
take_event(struct rt_reader *r, struct ses *x, rt_str json, size_t i)
{
	rt_str member = rt_json_member_of(json, rt_str_z(kinds[i].member));
	rt_str mail = rt_json_member_of(json, RT_STR("mail"));

	x->event = (enum rt_event)kinds[i].event;
	x->class = (enum rt_class)kinds[i].class;
	if (rt_str_eq(text_of(r, member, "bounceType"), RT_STR("Transient")))
		x->class = RT_CLASS_TEMPORARY;
	x->recipients = kinds[i].list[0] ? rt_json_member_of(member, rt_str_z(kinds[i].list))
					 : rt_json_member_of(mail, RT_STR("destination"));
	take_mail(r, mail);
	r->common.reporting_mta = rt_said_mta(text_of(r, member, "reportingMTA"));
	r->common.time = rt_date_parse(text_of(r, member, "timestamp"));
	r->common.feedback_type = text_of(r, member, "complaintFeedbackType");
	r->common.text = text_of(r, member, kinds[i].list[0] ? "smtpResponse" : "reason");
	r->data = x;
}

static enum rt_result
ses_begin(struct rt_reader *r)
{
	const struct rt_part *p = rt_reader_part(r, RT_MEDIA_TEXT, 0);
	struct ses *x = RT_NEW(r->arena, struct ses, 1);

	if (!p || !x || r->mime.count > 4)
		return RT_ENOTFOUND;
	/* Cheap to tell apart: nothing else that is mailed begins with a brace. */
	rt_str body = rt_str_trim(rt_str_head(p->body, 64));
	if (p->encoding == RT_ENCODING_NONE && (!body.n || body.p[0] != '{'))
		return RT_ENOTFOUND;
	rt_str json = rt_str_trim(rt_reader_words(r, p));
	rt_str inner = text_of(r, json, "Message");
	if (inner.n)
		json = inner;
	rt_str type = text_of(r, json, "notificationType");
	if (!type.n)
		type = text_of(r, json, "eventType");
	for (size_t i = 0; i < RT_COUNT(kinds); i++)
		if (rt_str_eq(type, rt_str_z(kinds[i].type))) {
			take_event(r, x, json, i);
			return RT_OK;
		}
	return RT_ENOTFOUND;
}

static enum rt_result
ses_next(struct rt_reader *r, struct rt_outcome *ret)
{
	struct ses *x = r->data;
	struct rt_outcome o = r->common;
	rt_str element;

	if (!rt_json_element(&x->recipients, &element))
		return RT_ENOTFOUND;
	o.event = x->event;
	o.recipient = rt_address_of(element.n && element.p[0] == '{'
			? text_of(r, element, "emailAddress")
			: rt_json_text(element, r->arena));
	rt_str said = text_of(r, element, "diagnosticCode");
	if (said.n)
		o.text = rt_str_trim(rt_str_cut(said, ';').ok ? rt_str_cut(said, ';').tail : said);
	rt_said_status(&o, text_of(r, element, "status"));
	if (o.class == RT_CLASS_UNKNOWN)
		o.class = x->class;
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_ses = { "ses", ses_begin, ses_next };
