/* SPDX-License-Identifier: MIT */
/* From rows of the tables to readings of a query. */
#include "api/explain.h"
#include "judge/condition.h"

void
rt_readings_add(struct rt_readings *rs, struct rt_reading r)
{
	struct rt_reading *to = RT_NEW(rs->arena, struct rt_reading, 1);

	if (!to) {
		rs->full = true;
		return;
	}
	*to = r;
	if (!rs->count++)
		rs->at = to;
}

static bool
is_client_code(const struct rt_reply_row *row)
{
	bool ours = row->standing == RT_STANDING_VENDOR || row->standing == RT_STANDING_FOLKLORE;

	return ours &&
		(row->code < 200 || row->code >= 600 || row->code == 498 || row->code == 499);
}

struct rt_reading
rt_reading_of_reply(const struct rt_reply_row *row)
{
	return (struct rt_reading){
		.kind = is_client_code(row) ? RT_KIND_CLIENT : RT_KIND_REPLY,
		.standing = (enum rt_standing)row->standing,
		.code = row->code,
		.title = rt_text(row->title),
		.source = rt_text(row->source),
		.note = rt_text(row->means),
		.remark = rt_text(row->note),
		.condition = row->generic ? (rt_str){ 0 } : rt_condition_word(row->condition),
	};
}

struct rt_reading
rt_reading_of_status(const struct rt_status_row *row, uint8_t class)
{
	return (struct rt_reading){
		.kind = RT_KIND_STATUS,
		.standing = (enum rt_standing)row->standing,
		.status = { class, row->subject, row->detail },
		.has_status = true,
		.title = row->title.n ? rt_text(row->title) : RT_STR("(none)"),
		.source = rt_text(row->source),
		.note = rt_text(row->means),
		.remark = rt_text(row->note),
		.condition = rt_condition_word(rt_status_condition(row, class)),
	};
}

/* The only status a rule names, where it is one and not a range. */
static bool
single_status(const struct rt_rule_row *row, struct rt_status *ret)
{
	const struct rt_status_range *s = &row->clause.status[0];

	if (s->low != s->high || (!s->class && !s->subject && !s->high))
		return false;
	*ret = (struct rt_status){ s->class, s->subject, s->low };
	return true;
}

struct rt_reading
rt_reading_of_rule(const struct rt_rule_row *row)
{
	struct rt_reading r = {
		.kind = RT_KIND_VENDOR,
		.standing = RT_STANDING_VENDOR,
		.code = row->clause.code[0] > 9 ? row->clause.code[0] : 0,
		.title = rt_text(row->title),
		.source = rt_text(row->source),
		.remark = rt_text(row->note),
		.token = rt_text(row->token),
		.condition = rt_condition_word(row->condition),
	};

	if (row->vendor != RT_NO_VENDOR)
		r.vendor = rt_text(rt_vendors[row->vendor].id);
	r.has_status = single_status(row, &r.status);
	return r;
}

bool
rt_codes_hold(rt_str list, uint16_t code)
{
	rt_str word;
	uint64_t value;

	while ((word = rt_str_word(&list)).n)
		if (rt_str_number(&word, 999, &value) == RT_OK && value == code)
			return true;
	return false;
}

/* The reply code as each command's own list has it. */
static void
add_commands(struct rt_readings *rs, uint16_t code, rt_str only)
{
	const struct rt_reply_row *reply = rt_reply_row(code);

	for (uint32_t i = 0; i < rt_commands_count; i++) {
		const struct rt_command_row *row = &rt_commands[i];
		bool listed = rt_codes_hold(rt_text(row->replies), code);
		if (!listed && !(only.n && rt_codes_hold(rt_text(row->always), code)))
			continue;
		if (only.n && !rt_str_ieq(only, rt_text(row->command)))
			continue;
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = RT_KIND_REPLY,
				.standing = (enum rt_standing)row->standing,
				.code = code,
				.title = reply ? rt_text(reply->title) : (rt_str){ 0 },
				.source = rt_text(row->source),
				.command = rt_text(row->command),
				.note = rt_text(row->note),
				.remark = rt_text(row->means),
			});
	}
}

static void
add_status(struct rt_readings *rs, struct rt_status s, bool any_class)
{
	const struct rt_status_row *first = rt_status_row(s);
	uint8_t class = any_class ? 0 : s.class;

	if (first)
		rt_readings_add(rs, rt_reading_of_status(first, class));
	for (uint32_t i = 0; i < rt_statuses_count; i++) {
		const struct rt_status_row *r = &rt_statuses[i];
		if (r != first && r->subject == s.subject && r->detail == s.detail)
			rt_readings_add(rs, rt_reading_of_status(r, class));
	}
}

/* RFC 3463 2: what does not know the detail reports the subject; RFC 5321 4.3.2: then the class. */
static void
add_general(struct rt_readings *rs, struct rt_status s)
{
	const struct rt_subject_row *subject = rt_subject_row(s.subject);
	const struct rt_digit_row *class = rt_digit_row(RT_DIGIT_CLASS, s.class);

	if (subject)
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = RT_KIND_STATUS,
				.standing = (enum rt_standing)subject->standing,
				.status = { s.class, s.subject, 0 },
				.has_status = true,
				.title = rt_text(subject->title),
				.source = rt_text(subject->source),
				.note = rt_text(subject->means),
			});
	if (class)
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = RT_KIND_STATUS,
				.standing = (enum rt_standing) class->standing,
				.status = { s.class, 0, 0 },
				.has_status = true,
				.title = rt_text(class->title),
				.source = rt_text(class->source),
				.note = rt_text(class->means),
			});
}

static void
add_reply(struct rt_readings *rs, const struct rt_query *q, rt_str command)
{
	const struct rt_reply_row *row = rt_reply_row(q->said.code);
	const struct rt_status_row *dotless = row && row->dotless.class ? rt_status_row(
										  row->dotless)
									: NULL;

	if (!row)
		return;
	/* A code that no RFC has is most probably a status that lost its dots. */
	bool first = row->standing > RT_STANDING_OBSOLETE;
	struct rt_reading d = { 0 };
	if (dotless) {
		d = rt_reading_of_status(dotless, row->dotless.class);
		d.code = row->code;
	}
	if (dotless && first)
		rt_readings_add(rs, d);
	rt_readings_add(rs, rt_reading_of_reply(row));
	if (dotless && !first) {
		d.kind = RT_KIND_FOLK;
		d.standing = RT_STANDING_FOLKLORE;
		rt_readings_add(rs, d);
	}
	add_commands(rs, row->code, command);
}

/* A number that is no reply code is most probably a status that lost its dots: 442 is 4.4.2. */
static void
add_dotless(struct rt_readings *rs, uint16_t code)
{
	struct rt_status s = { (uint8_t)(code / 100u), code / 10u % 10u, code % 10u };
	const struct rt_status_row *row = rt_status_row(s);

	if (!row || (s.class != 2 && s.class != 4 && s.class != 5))
		return;
	struct rt_reading r = rt_reading_of_status(row, s.class);
	r.kind = RT_KIND_FOLK;
	r.standing = RT_STANDING_FOLKLORE;
	r.code = code;
	rt_readings_add(rs, r);
}

void
rt_readings_of_codes(
	struct rt_readings *rs, const struct rt_query *q, const struct rt_explain_options *only)
{
	struct rt_status s = q->said.status;

	if (s.class && rt_status_row(s))
		add_status(rs, s, q->any_class);
	else if (s.class)
		add_general(rs, s);
	if (!q->said.code)
		return;
	if (rt_reply_row(q->said.code)) {
		add_reply(rs, q, only->command);
		return;
	}
	add_dotless(rs, q->said.code);
	struct rt_query digits = { .digit = q->said.code / 100u, .asked = RT_ASKED_FIRST };
	rt_readings_of_digits(rs, &digits);
	digits = (struct rt_query){ .digit = q->said.code / 10u % 10u, .asked = RT_ASKED_SECOND };
	rt_readings_of_digits(rs, &digits);
}

void
rt_readings_of_digits(struct rt_readings *rs, const struct rt_query *q)
{
	struct rt_status s = { (uint8_t)q->digit, (uint16_t)q->subject, 0 };

	if (q->asked == RT_ASKED_SUBJECT || q->asked == RT_ASKED_CLASS) {
		/* A class without a subject has no row of subject 0 to show. */
		s.subject = q->asked == RT_ASKED_CLASS ? 999 : s.subject;
		size_t was = rs->count;
		add_general(rs, s);
		for (size_t i = was; i < rs->count && q->asked == RT_ASKED_CLASS; i++)
			rs->at[i].status.subject = 0;
		return;
	}
	enum rt_digit_place place = q->asked == RT_ASKED_FIRST ? RT_DIGIT_FIRST : RT_DIGIT_SECOND;
	const struct rt_digit_row *row = rt_digit_row(place, q->digit);
	if (row)
		rt_readings_add(rs,
			(struct rt_reading){
				.kind = RT_KIND_REPLY,
				.standing = (enum rt_standing)row->standing,
				.title = rt_text(row->title),
				.source = rt_text(row->source),
				.note = rt_text(row->means),
			});
}

/* Everything a command may be answered with: the rows of that name, code by code. */
void
rt_readings_of_command(struct rt_readings *rs, rt_str command)
{
	for (uint32_t i = 0; i < rt_commands_count; i++) {
		const struct rt_command_row *row = &rt_commands[i];
		rt_str list = rt_text(row->replies), word;
		uint64_t code;
		if (!rt_str_ieq(command, rt_text(row->command)))
			continue;
		while ((word = rt_str_word(&list)).n) {
			if (rt_str_number(&word, 999, &code) != RT_OK)
				continue;
			const struct rt_reply_row *reply = rt_reply_row((uint16_t)code);
			rt_readings_add(rs,
				(struct rt_reading){
					.kind = RT_KIND_REPLY,
					.standing = (enum rt_standing)row->standing,
					.code = (uint16_t)code,
					.title = reply ? rt_text(reply->title) : (rt_str){ 0 },
					.source = rt_text(row->source),
					.command = rt_text(row->command),
					.note = rt_text(row->means),
					.remark = rt_text(row->note),
				});
		}
	}
}
