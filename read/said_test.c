/* SPDX-License-Identifier: MIT */
#include "read/said.h"
#include "tests/rt_test.h"

static const struct {
	const char *name, *text, *field;
	uint16_t code;
	struct rt_status status;
	enum rt_class class;
	enum rt_command command;
} cases[] = {
	{ "a reply", "550 5.1.1 no", "5.1.1", 550, { 5, 1, 1 }, RT_CLASS_PERMANENT, 0 },
	{ "the reply outranks the field", "550 5.1.1 no", "5.7.1", 550, { 5, 1, 1 },
		RT_CLASS_PERMANENT, 0 },
	{ "a field that says more", "550 5.0.0 no", "5.1.1", 550, { 5, 1, 1 }, RT_CLASS_PERMANENT,
		0 },
	{ "and one that says a little more", "550 5.0.0 no", "5.3.0", 550, { 5, 3, 0 },
		RT_CLASS_PERMANENT, 0 },
	{ "one that only guesses", "550 #5.1.0 no", "5.1.1", 550, { 5, 1, 0 }, RT_CLASS_PERMANENT,
		0 },
	{ "one behind an expiry", "450 4.4.7 expired", "4.2.2", 450, { 4, 2, 2 },
		RT_CLASS_TEMPORARY, 0 },
	{ "one that says less", "550 5.3.0 no", "5.0.0", 550, { 5, 3, 0 }, RT_CLASS_PERMANENT, 0 },
	{ "one of another class", "550 5.0.0 no", "4.4.1", 550, { 5, 0, 0 }, RT_CLASS_PERMANENT,
		0 },
	{ "the field alone", "", "4.2.2", 0, { 4, 2, 2 }, RT_CLASS_TEMPORARY, 0 },
	{ "with a comment", "", "5.1.1 (no)", 0, { 5, 1, 1 }, RT_CLASS_PERMANENT, 0 },
	{ "the code's class", "550 no", "4.0.0", 550, { 4, 0, 0 }, RT_CLASS_PERMANENT, 0 },
	{ "a code of the reporting server", "550 4.4.7 expired", "", 550, { 4, 4, 7 },
		RT_CLASS_TEMPORARY, 0 },
	{ "another's reply in it", "554 4.4.7 expired <421 4.4.2 timed out>", "", 421, { 4, 4, 2 },
		RT_CLASS_TEMPORARY, 0 },
	{ "an exit status", "255", "5.3.0", 0, { 5, 3, 0 }, RT_CLASS_PERMANENT, 0 },
	{ "a success", "250 2.1.5 ok", "2.1.5", 250, { 2, 1, 5 }, RT_CLASS_SUCCESS, 0 },
	{ "a command", "550 no (in reply to RCPT TO command)", "", 550, { 0, 0, 0 },
		RT_CLASS_PERMANENT, RT_COMMAND_RCPT },
	{ "nothing", "", "", 0, { 0, 0, 0 }, RT_CLASS_UNKNOWN, 0 },
};

static void
check_status(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		struct rt_outcome o = { .text = at_the_edge(rt_str_z(cases[i].text)) };
		rt_said_status(&o, at_the_edge(rt_str_z(cases[i].field)));
		CHECK_CASE(o.code == cases[i].code, cases[i].name);
		CHECK_CASE(o.status.class == cases[i].status.class, cases[i].name);
		CHECK_CASE(o.status.subject == cases[i].status.subject, cases[i].name);
		CHECK_CASE(o.status.detail == cases[i].status.detail, cases[i].name);
		CHECK_CASE(o.class == cases[i].class, cases[i].name);
		CHECK_CASE(o.command == cases[i].command, cases[i].name);
		CHECK_CASE((o.status_from == RT_STATUS_STATED) == (o.status.class != 0),
			cases[i].name);
	}
}

static const struct {
	const char *value, *mta, *ip;
} mtas[] = {
	{ "dns; mx.example.org", "mx.example.org", "" },
	{ "dns; mx.example.org (192.0.2.1)", "mx.example.org", "192.0.2.1" },
	{ "dns;mx.example.org.", "mx.example.org", "" },
	{ "mx.example.org[192.0.2.1]", "mx.example.org", "192.0.2.1" },
	{ "dns; [192.0.2.1]", "[192.0.2.1]", "192.0.2.1" },
	{ "mx.example.org[IPv6:2001:db8::1]", "mx.example.org", "2001:db8::1" },
	{ "192.0.2.1", "192.0.2.1", "192.0.2.1" },
	{ "dns; mx.example.org (TCP|198.51.100.1|1|192.0.2.1|25)", "mx.example.org", "" },
	{ "mx.example.org (tcp-daemon)", "mx.example.org", "" },
	{ "", "", "" },
	{ "dns;", "", "" },
	{ "a[", "a", "" },
};

static const struct {
	const char *reason, *mta, *ip;
} hosts[] = {
	{ "host mx.example.org[192.0.2.1] said: 550 no", "mx.example.org", "192.0.2.1" },
	{ "host mx.example.org [192.0.2.1]: 550 no", "mx.example.org", "192.0.2.1" },
	{ "lost connection with mx.example.org[192.0.2.1] while", "mx.example.org", "192.0.2.1" },
	{ "SMTP error from remote server: host: mx.example.org", "mx.example.org", "" },
	{ "Connection timed out with mx.example.org.", "mx.example.org", "" },
	{ "host unknown", "", "" },
	{ "with <u@example.org>", "", "" },
	{ "", "", "" },
};

int
main(void)
{
	check_status();
	for (size_t i = 0; i < RT_COUNT(mtas); i++) {
		rt_str s = at_the_edge(rt_str_z(mtas[i].value));
		CHECK_CASE(rt_str_eq(rt_said_mta(s), rt_str_z(mtas[i].mta)), mtas[i].value);
		CHECK_CASE(rt_str_eq(rt_said_ip(s), rt_str_z(mtas[i].ip)), mtas[i].value);
	}
	for (size_t i = 0; i < RT_COUNT(hosts); i++) {
		struct rt_outcome o = { 0 };
		rt_said_host(&o, at_the_edge(rt_str_z(hosts[i].reason)));
		CHECK_CASE(rt_str_eq(o.remote_mta, rt_str_z(hosts[i].mta)), hosts[i].reason);
		CHECK_CASE(rt_str_eq(o.remote_ip, rt_str_z(hosts[i].ip)), hosts[i].reason);
	}
	return rt_done();
}
