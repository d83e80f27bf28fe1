/* SPDX-License-Identifier: MIT */
/*
 * Amazon SES's notifications as SNS sends them by mail: a JSON object in the text.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
#include "read/reader.h"
#include "read/said.h"
#include "wire/address.h"
#include "wire/date.h"
#include "wire/json.h"

struct ses {
	rt_str recipients; /* what is left of the array */
	enum rt_event event;
};

/* The three kinds of notification, and where each names its recipients. */
static const struct {
	char type[12], member[12], list[24];
	uint8_t event;
} kinds[] = { { "Bounce", "bounce", "bouncedRecipients", RT_EVENT_FAILED },
	{ "Complaint", "complaint", "complainedRecipients", RT_EVENT_COMPLAINT },
	{ "Delivery", "delivery", "recipients", RT_EVENT_DELIVERED } };

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
	rt_str type = text_of(r, json, "notificationType");
	for (size_t i = 0; i < RT_COUNT(kinds); i++) {
		if (!type.n || !rt_str_eq(type, rt_str_z(kinds[i].type)))
			continue;
		rt_str member = rt_json_member_of(json, rt_str_z(kinds[i].member));
		take_mail(r, rt_json_member_of(json, RT_STR("mail")));
		x->recipients = rt_json_member_of(member, rt_str_z(kinds[i].list));
		x->event = (enum rt_event)kinds[i].event;
		r->common.reporting_mta = rt_said_mta(text_of(r, member, "reportingMTA"));
		r->common.time = rt_date_parse(text_of(r, member, "timestamp"));
		r->common.feedback_type = text_of(r, member, "complaintFeedbackType");
		r->common.text = text_of(r, member, "smtpResponse");
		r->data = x;
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
	*ret = o;
	return RT_OK;
}

const struct rt_format rt_format_ses = { "ses", ses_begin, ses_next };
