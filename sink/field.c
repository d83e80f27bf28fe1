/* SPDX-License-Identifier: MIT */
#include "sink/field.h"

#include "base/time.h"

/* What literals are joined of cannot stand in parentheses. */
/* clang-format off */
#define FIELD(name, kind, offset) /* NOLINTNEXTLINE(bugprone-macro-parentheses) */ \
	{ ",\"" name "\":", sizeof(name) - 1, RT_VALUE_##kind, offset } /* NOLINT */
/* clang-format on */
#define OUTCOME(field, kind) FIELD(#field, kind, offsetof(struct rt_outcome, field))
#define VERDICT(field, kind) FIELD(#field, kind, offsetof(struct rt_verdict, field))

const struct rt_field_row rt_outcome_fields[] = {
	OUTCOME(source, STR),
	OUTCOME(message, UINT64),
	OUTCOME(line, UINT64),
	OUTCOME(entry, UINT32),
	OUTCOME(format, STR),
	OUTCOME(event, EVENT),
	OUTCOME(time, TIME),
	OUTCOME(recipient, STR),
	OUTCOME(original_recipient, STR),
	OUTCOME(sender, STR),
	OUTCOME(code, CODE),
	OUTCOME(status, STATUS),
	OUTCOME(status_from, STATUS_FROM),
	OUTCOME(class, CLASS),
	OUTCOME(command, COMMAND),
	OUTCOME(text, STR),
	OUTCOME(reporting_mta, STR),
	OUTCOME(remote_mta, STR),
	OUTCOME(remote_ip, STR),
	OUTCOME(queue_id, STR),
	OUTCOME(envelope_id, STR),
	OUTCOME(message_id, STR),
	OUTCOME(subject, STR),
	OUTCOME(feedback_type, STR),
	OUTCOME(list_id, STR),
	OUTCOME(verp, STR),
	OUTCOME(return_date, STR),
	OUTCOME(limit, STR),
};
const size_t rt_outcome_fields_count = RT_COUNT(rt_outcome_fields);

const struct rt_field_row rt_verdict_fields[] = {
	VERDICT(condition, CONDITION),
	VERDICT(party, PARTY),
	VERDICT(scope, SCOPE),
	VERDICT(persistence, PERSISTENCE),
	VERDICT(action, ACTION),
	FIELD("hard", HARD, offsetof(struct rt_verdict, action)),
	VERDICT(certainty, CERTAINTY),
	VERDICT(vendor, STR),
	VERDICT(rule, STR),
	VERDICT(evidence, SPAN),
	VERDICT(retry_after, UINT32),
	VERDICT(blocklist, STR),
	VERDICT(ip, STR),
	VERDICT(url, STR),
	VERDICT(ticket, STR),
	VERDICT(label, STR),
};
const size_t rt_verdict_fields_count = RT_COUNT(rt_verdict_fields);

/* The value at p, whose type the kind names. */
#define AT(type) (*(const type *)p)

bool
rt_field_is_known(const struct rt_field_row *f, const void *base)
{
	const void *p = (const char *)base + f->offset;

	switch ((enum rt_value)f->value) {
	case RT_VALUE_STR:
		return AT(rt_str).n;
	case RT_VALUE_UINT32:
		return AT(uint32_t);
	case RT_VALUE_UINT64:
		return AT(uint64_t);
	case RT_VALUE_CODE:
		return AT(uint16_t);
	case RT_VALUE_STATUS:
		return AT(struct rt_status).class;
	case RT_VALUE_STATUS_FROM:
		return AT(enum rt_status_from) != RT_STATUS_ABSENT;
	case RT_VALUE_TIME:
		return AT(int64_t) != RT_TIME_NONE;
	case RT_VALUE_CLASS:
		return AT(enum rt_class) != RT_CLASS_UNKNOWN;
	case RT_VALUE_COMMAND:
		return AT(enum rt_command) != RT_COMMAND_UNKNOWN;
	case RT_VALUE_SPAN:
		return AT(struct rt_span).end > AT(struct rt_span).at;
	case RT_VALUE_SCOPE:
		return AT(enum rt_scope) != RT_SCOPE_NONE;
	case RT_VALUE_PERSISTENCE:
		return AT(enum rt_persistence) != RT_PERSISTENCE_NONE;
	case RT_VALUE_EVENT:
	case RT_VALUE_CONDITION:
	case RT_VALUE_PARTY:
	case RT_VALUE_ACTION:
	case RT_VALUE_HARD:
	case RT_VALUE_CERTAINTY:
	default:
		return true;
	}
}

static void
put_span(struct rt_buf *b, struct rt_span s)
{
	rt_buf_ch(b, '[');
	rt_buf_uint(b, s.at, 1);
	rt_buf_ch(b, ',');
	rt_buf_uint(b, s.end, 1);
	rt_buf_ch(b, ']');
}

static rt_str
word_of(enum rt_value value, const void *p)
{
	switch (value) {
	case RT_VALUE_STR:
		return AT(rt_str);
	case RT_VALUE_STATUS_FROM:
		return AT(enum rt_status_from) == RT_STATUS_STATED ? RT_STR("stated")
								   : RT_STR("derived");
	case RT_VALUE_EVENT:
		return rt_event_word(AT(enum rt_event));
	case RT_VALUE_CLASS:
		return rt_class_word(AT(enum rt_class));
	case RT_VALUE_COMMAND:
		return rt_command_word(AT(enum rt_command));
	case RT_VALUE_CONDITION:
		return rt_condition_word(AT(uint8_t));
	case RT_VALUE_PARTY:
		return rt_party_word(AT(enum rt_party));
	case RT_VALUE_SCOPE:
		return rt_scope_word(AT(enum rt_scope));
	case RT_VALUE_PERSISTENCE:
		return rt_persistence_word(AT(enum rt_persistence));
	case RT_VALUE_ACTION:
		return rt_action_word(AT(enum rt_action));
	case RT_VALUE_HARD:
		return AT(enum rt_action) == RT_ACTION_SUPPRESS ? RT_STR("true") : RT_STR("false");
	case RT_VALUE_CERTAINTY:
		return rt_certainty_word(AT(enum rt_certainty));
	case RT_VALUE_UINT32:
	case RT_VALUE_UINT64:
	case RT_VALUE_CODE:
	case RT_VALUE_STATUS:
	case RT_VALUE_TIME:
	case RT_VALUE_SPAN:
	default:
		return (rt_str){ 0 };
	}
}

void
rt_field_put(struct rt_buf *b, const struct rt_field_row *f, const void *base)
{
	const void *p = (const char *)base + f->offset;

	switch (f->value) {
	case RT_VALUE_UINT32:
		rt_buf_uint(b, AT(uint32_t), 1);
		break;
	case RT_VALUE_UINT64:
		rt_buf_uint(b, AT(uint64_t), 1);
		break;
	case RT_VALUE_CODE:
		rt_buf_uint(b, AT(uint16_t), 1);
		break;
	case RT_VALUE_STATUS:
		rt_buf_status(b, AT(struct rt_status));
		break;
	case RT_VALUE_TIME:
		rt_buf_time(b, AT(int64_t));
		break;
	case RT_VALUE_SPAN:
		put_span(b, AT(struct rt_span));
		break;
	default:
		rt_buf_str(b, word_of((enum rt_value)f->value, p));
		break;
	}
}

bool
rt_field_is_bare(const struct rt_field_row *f)
{
	return f->value == RT_VALUE_UINT32 || f->value == RT_VALUE_UINT64 ||
		f->value == RT_VALUE_CODE || f->value == RT_VALUE_HARD || f->value == RT_VALUE_SPAN;
}
