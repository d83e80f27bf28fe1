/* SPDX-License-Identifier: MIT */
#include "api/query.h"

#include "base/ascii.h"

/* A digit, or a letter that stands for any: x X y Y z Z, or several of them ("XXX"). */
static bool
is_any(rt_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!rt_str_has(RT_STR("xyzn"), rt_lower(s.p[i])))
			return false;
	return s.n > 0 && s.n <= 3;
}

static bool
is_number(rt_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!rt_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static unsigned
number_of(rt_str s)
{
	uint64_t value = 0;

	(void)rt_str_number(&s, 999999, &value);
	return (unsigned)value;
}

/* "4.x.x" "4.1.x" "X.1.x" "X.1.1" "4.XXX.YYY"; plain statuses are left to the reader of replies. */
static bool
ask_pattern(struct rt_query *q)
{
	struct rt_cut a = rt_str_cut(q->text, '.'), b = rt_str_cut(a.tail, '.');
	rt_str class = a.head, subject = b.head, detail = b.tail;

	if (!a.ok || !b.ok || class.n != 1)
		return false;

	bool any = rt_lower(class.p[0]) == 'x';
	bool known = class.p[0] == '2' || class.p[0] == '4' || class.p[0] == '5';
	if (!any && !known)
		return false;
	q->digit = any ? 0 : (unsigned)(class.p[0] - '0');
	if (known && is_any(subject) && is_any(detail)) {
		q->asked = RT_ASKED_CLASS;
		return true;
	}
	if (!is_number(subject) || subject.n > 3)
		return false;
	q->subject = number_of(subject);
	if (is_any(detail)) {
		q->asked = RT_ASKED_SUBJECT;
		return true;
	}
	if (!any || !is_number(detail) || detail.n > 3)
		return false;
	q->asked = RT_ASKED_CODES;
	q->any_class = true;
	q->said.status = (struct rt_status){ 5, (uint16_t)q->subject, (uint16_t)number_of(detail) };
	return true;
}

/* "4yz" "5xx" "4??"; "x5z" "x5x" */
static bool
ask_digit(struct rt_query *q)
{
	rt_str s = q->text;

	if (s.n != 3)
		return false;
	if (rt_is_digit(s.p[0]) && is_any(rt_str_from(s, 1))) {
		q->asked = RT_ASKED_FIRST;
		q->digit = (unsigned)(s.p[0] - '0');
		return true;
	}
	if (is_any(rt_str_head(s, 1)) && rt_is_digit(s.p[1]) && is_any(rt_str_from(s, 2))) {
		q->asked = RT_ASKED_SECOND;
		q->digit = (unsigned)(s.p[1] - '0');
		return true;
	}
	return false;
}

static bool
ask_command(struct rt_query *q)
{
	for (uint32_t i = 0; i < rt_commands_count; i++)
		if (rt_str_ieq(q->text, rt_text(rt_commands[i].command))) {
			q->asked = RT_ASKED_COMMAND;
			return true;
		}
	if (rt_command_named(q->text) == RT_COMMAND_UNKNOWN)
		return false;
	q->asked = RT_ASKED_COMMAND;
	return true;
}

static bool
wrong(struct rt_query *q, const char *why)
{
	q->asked = RT_ASKED_WRONG;
	q->wrong = why;
	return true;
}

/* Digits and dots, perhaps with blanks among them: meant as a code, whatever it is. */
static bool
is_codelike(rt_str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += rt_is_digit(s.p[i]);
		if (!rt_is_digit(s.p[i]) && !rt_is_space(s.p[i]) &&
			!rt_str_has(RT_STR(".,-#"), s.p[i]))
			return false;
	}
	return digits > 0;
}

/* The numbers in a text of digits and dots; how many there are, up to max. */
static size_t
numbers_in(rt_str s, unsigned *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < max;) {
		size_t k = i;
		while (k < s.n && rt_is_digit(s.p[k]))
			k++;
		if (k > i)
			ret[n++] = number_of(rt_str_from(rt_str_head(s, k), i));
		i = k + 1;
	}
	return n;
}

/* A text that looks like a status: what is wrong with it, and what was probably meant. */
static bool
ask_wrong_status(struct rt_query *q)
{
	struct rt_err err = { 0 };
	struct rt_status s;
	unsigned part[4];
	rt_str text = q->text;
	size_t n = numbers_in(text, part, 4);

	if (n < 2 || !rt_str_has(text, '.') || rt_status_take(&text, &s, &err) == RT_OK)
		return false;
	if (n == 3 && part[1] < 10 && part[2] < 10)
		q->meant_code = (uint16_t)(part[0] * 100 + part[1] * 10 + part[2]);
	if (q->meant_code && !rt_reply_row(q->meant_code))
		q->meant_code = 0;
	if (n == 3 && (part[0] == 2 || part[0] == 4 || part[0] == 5) && part[1] < 1000 &&
		part[2] < 1000)
		q->meant_status = (struct rt_status){ (uint8_t)part[0], (uint16_t)part[1],
			(uint16_t)part[2] };
	if (n == 2)
		return wrong(q, "a status code has three numbers: class, subject and detail");
	return wrong(q, err.what);
}

static bool
ask_wrong_code(struct rt_query *q)
{
	rt_str s = q->text;
	unsigned value = number_of(s);

	if (!is_number(s))
		return false;
	if (s.n != 3)
		return wrong(q, "a reply code has exactly three digits");
	q->said.code = (uint16_t)value;
	if (rt_reply_row(q->said.code)) {
		q->asked = RT_ASKED_CODES;
		return true;
	}
	return wrong(q, "the first digit of a reply code is 2, 3, 4 or 5");
}

struct rt_query
rt_query_parse(rt_str text)
{
	struct rt_query q = { .text = rt_str_trim(text) };

	if (!q.text.n || ask_pattern(&q) || ask_digit(&q) || ask_command(&q))
		return q;
	q.said = rt_reply_read(q.text);
	q.words = q.said.text_at < q.text.n;
	if (is_codelike(q.text) && q.words) {
		/* "5.01.1", "1.1.1", "5. 1.1", "650": a code is meant, and none is there. */
		q.said = (struct rt_reply){ 0 };
		q.words = false;
		if (ask_wrong_status(&q) || ask_wrong_code(&q))
			return q;
		(void)wrong(&q, "this is neither a reply code nor a status code");
		return q;
	}
	q.asked = q.said.code || q.said.status.class ? RT_ASKED_CODES : RT_ASKED_WORDS;
	return q;
}
