/* SPDX-License-Identifier: MIT */
#include "read/said.h"

#include "base/ascii.h"
#include "wire/reply.h"

rt_str
rt_said_mta(rt_str value)
{
	struct rt_cut cut = rt_str_cut(value, ';');
	rt_str name = rt_str_trim(cut.ok ? cut.tail : value);
	size_t n = 0;

	while (n < name.n && !rt_is_space(name.p[n]) && name.p[n] != '(')
		n++;
	/* "[192.0.2.1]" alone is a name; "host[192.0.2.1]" is a name and more. */
	for (size_t i = 1; i < n; i++)
		if (name.p[i] == '[')
			n = i;
	name.n = n;
	while (name.n && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

static bool
is_ip(rt_str s)
{
	size_t dots = 0, colons = 0;

	for (size_t i = 0; i < s.n; i++) {
		dots += s.p[i] == '.';
		colons += s.p[i] == ':';
		if (rt_hex_value(s.p[i]) < 0 && s.p[i] != '.' && s.p[i] != ':')
			return false;
	}
	return (dots == 3 && !colons) || colons >= 2;
}

rt_str
rt_said_ip(rt_str value)
{
	rt_str name = rt_said_mta(value);

	if (is_ip(name))
		return name;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] != '[' && value.p[i] != '(')
			continue;
		rt_str s = rt_str_from(value, i + 1);
		size_t n = 0;
		while (n < s.n && s.p[n] != ']' && s.p[n] != ')' && s.p[n] != ',')
			n++;
		s = rt_str_trim(rt_str_head(s, n));
		if (rt_str_istarts(s, RT_STR("IPv6:")))
			s = rt_str_from(s, 5);
		if (is_ip(s))
			return s;
	}
	return (rt_str){ 0 };
}

/* Whether a status is X.4.7: the reporting server gave up, and a code before it is its own. */
static bool
is_expiry(struct rt_status s)
{
	return s.class && s.subject == 4 && s.detail == 7;
}

/*
 * Whether a status of the same class says more than another: 5.1.1 than 5.0.0, and so does 5.3.0. One
 * with a subject, 5.1.0, is what the other server chose to say; the field only guesses beyond it.
 */
static bool
says_more(struct rt_status a, struct rt_status b)
{
	return a.class == b.class && rt_status_is_vague(b) && (!b.subject || is_expiry(b)) &&
		(!rt_status_is_vague(a) || a.subject);
}

void
rt_said_status(struct rt_outcome *o, rt_str field)
{
	struct rt_reply said = rt_reply_read(o->text), quoted;
	struct rt_status stated;
	unsigned digit = 0;

	if ((!said.code || !said.status.class || rt_status_is_vague(said.status)) &&
		rt_reply_quoted(o->text, said.text_at, &quoted))
		said = quoted;
	/* "X-Unix; 255" is an exit status. */
	if (said.code && said.code < 400 && field.n && field.p[0] != '2')
		said = (struct rt_reply){ 0 };
	o->code = said.code;
	o->status = said.status;
	o->command = rt_reply_command(o->text);
	if (rt_status_take_loose(&field, &stated) == RT_OK) {
		digit = stated.class;
		if (!o->status.class || says_more(stated, o->status))
			o->status = stated;
	}
	if (o->status.class)
		o->status_from = RT_STATUS_STATED;
	if (said.code && !is_expiry(said.status))
		digit = said.code / 100u;
	else if (said.status.class)
		digit = said.status.class;
	o->class = rt_class_of_digit(digit);
}

void
rt_said_host(struct rt_outcome *o, rt_str reason)
{
	static const char leads[][16] = { "host ", "server ", "with ", " host: " };

	for (size_t i = 0; i < RT_COUNT(leads); i++) {
		size_t at = rt_str_ifind(reason, rt_str_z(leads[i]), 0);
		rt_str rest = rt_str_from(
			reason, at == SIZE_MAX ? reason.n : at + strlen(leads[i]));
		rt_str name = rt_said_mta(rt_str_head(rest, 300));
		while (name.n && (name.p[name.n - 1] == ':' || name.p[name.n - 1] == ','))
			name.n--;
		if (!rt_str_has(name, '.') || rt_str_has(name, '@') || rt_str_has(name, '<'))
			continue;
		o->remote_mta = name;
		o->remote_ip = rt_said_ip(rt_str_head(rest, name.n + 64));
		return;
	}
}
