/* SPDX-License-Identifier: MIT */
#include "read/lines.h"
#include "tests/rt_test.h"

static const struct {
	rt_str line;
	const char *who, *rest; /* NULL: none */
	bool reason;
} heads[] = {
	{ LIT("<u@example.org>: host said no"), "u@example.org", ": host said no", true },
	{ LIT("u@example.org"), "u@example.org", "", false },
	{ LIT("  * u@example.org"), "u@example.org", "", false },
	{ LIT("- u@example.org gone"), "u@example.org", " gone", false },
	{ LIT("'u@example.org' on Sunday"), "u@example.org", " on Sunday", false },
	{ LIT("\"u@example.org\": no"), "u@example.org", ": no", true },
	{ LIT(">>> u@example.org <u@example.org>"), "u@example.org", "", false },
	{ LIT("u@example.org<mailto:u@example.org>"), "u@example.org", "", false },
	{ LIT("<mailto:u@example.org>"), "u@example.org", "", false },
	{ LIT("<u@example.org>... User unknown"), "u@example.org", "... User unknown", true },
	{ LIT("550 5.1.1 <u@example.org>... User unknown"), "u@example.org",
		"550 5.1.1 <u@example.org>... User unknown", true },
	{ LIT("<u@example.org> (expanded from <v@example.org>): no"), "u@example.org", ": no",
		true },
	{ LIT("|/usr/bin/sorter"), "|/usr/bin/sorter", "", false },
	{ LIT("\"|/usr/bin/sorter -f x\" (expanded)"), "|/usr/bin/sorter -f x", " (expanded)",
		false },
	{ LIT("pipe to |/usr/bin/sorter"), "|/usr/bin/sorter", "", false },
	{ LIT("save to inbox"), "inbox", "", false },
	{ LIT("/home/u/inbox"), "/home/u/inbox", "", false },
	{ LIT("the user u@example.org"), NULL, NULL, false },
	{ LIT("> u@example.org"), NULL, NULL, false },
	{ LIT("u@example.org/path"), NULL, NULL, false },
	{ LIT("550 no such user"), NULL, NULL, false },
	{ LIT("/"), NULL, NULL, false },
	{ LIT(""), NULL, NULL, false },
};

static void
check_heads(void)
{
	for (size_t i = 0; i < RT_COUNT(heads); i++) {
		struct rt_head h;
		rt_str line = at_the_edge(heads[i].line);
		bool found = rt_line_head(line, &h);
		CHECK_CASE(found == (heads[i].who != NULL), heads[i].line.p);
		if (!found || !heads[i].who)
			continue;
		CHECK_CASE(rt_str_eq(h.who, rt_str_z(heads[i].who)), heads[i].line.p);
		CHECK_CASE(rt_str_eq(h.rest, rt_str_z(heads[i].rest)), heads[i].line.p);
		CHECK_CASE(h.reason == heads[i].reason, heads[i].line.p);
		CHECK_CASE(lies_in(h.who, line) && lies_in(h.rest, line), heads[i].line.p);
	}
}

/* What follows an address, and what of it is a reason. */
static const struct {
	rt_str rest;
	const char *want;
} reasons[] = {
	{ LIT(": User unknown"), "User unknown" },
	{ LIT("... User unknown"), "User unknown" },
	{ LIT(" - gone "), "gone" },
	{ LIT("<mailto:u@example.org>"), "" },
	{ LIT(" '550 5.1.1 no'"), "'550 5.1.1 no'" },
	{ LIT("' is gone"), "is gone" },
	{ LIT(" on Sun, 22 Nov 2026 10:15:02 -0000"), "" },
	{ LIT(" on 11/22/2026 11:15 AM"), "" },
	{ LIT(" am 22.11.2026 11:15"), "" },
	{ LIT(" on hold since 11:15"), "on hold since 11:15" },
	{ LIT(" 10:15"), "" },
	{ LIT(" 22 Nov"), "22 Nov" },
	{ LIT(""), "" },
};

static const struct {
	rt_str line;
	bool rule, title, reply, about, copy, fields, label;
} kinds[] = {
	{ .line = LIT("------"), .rule = true, .title = true },
	{ .line = LIT(" = = ="), .rule = false },
	{ .line = LIT("   "), .rule = true },
	{ .line = LIT("  ----- Transcript of session follows -----"), .title = true },
	{ .line = LIT("... while talking to mx.example.org.:"), .title = true },
	{ .line = LIT("-- 5.4.1 no") },
	{ .line = LIT("550 no"), .reply = true },
	{ .line = LIT("  421-wait"), .reply = true },
	{ .line = LIT("250 ok") },
	{ .line = LIT("550no") },
	{ .line = LIT("  Subject: News"), .about = true },
	{ .line = LIT("To: u@example.org"), .about = true },
	{ .line = LIT("From: <a@example.com> RCPT: <u@example.org> does not like recipient.") },
	{ .line = LIT("Message-ID: <a@example.com>"), .about = true, .copy = true },
	{ .line = LIT("Received: from a by b"), .copy = true },
	{ .line = LIT("X-Mailer: none"), .copy = true },
	{ .line = LIT("  Received: from a by b") },
	{ .line = LIT("Reporting-MTA: dns; a"), .fields = true },
	{ .line = LIT("Final-Recipient: rfc822; u@example.org"), .fields = true },
	{ .line = LIT("Original-Envelope-Id: 1"), .fields = true },
	{ .line = LIT("Status: 5.1.1") },
	{ .line = LIT("  RCPT TO: u@example.org"), .label = true },
	{ .line = LIT("Recipient address: u@example.org"), .label = true },
	{ .line = LIT("Unknown user: u@example.org") },
	{ .line = LIT(""), .rule = true },
};

static void
check_kinds(void)
{
	for (size_t i = 0; i < RT_COUNT(kinds); i++) {
		rt_str s = at_the_edge(kinds[i].line);
		CHECK_CASE(rt_line_is_rule(s) == kinds[i].rule, kinds[i].line.p);
		CHECK_CASE(rt_line_is_title(s) == kinds[i].title, kinds[i].line.p);
		CHECK_CASE(rt_line_is_reply(s) == kinds[i].reply, kinds[i].line.p);
		CHECK_CASE(rt_line_is_about_message(s) == kinds[i].about, kinds[i].line.p);
		CHECK_CASE(rt_line_is_copy_header(s) == kinds[i].copy, kinds[i].line.p);
		CHECK_CASE(rt_line_is_fields(s) == kinds[i].fields, kinds[i].line.p);
		CHECK_CASE(rt_line_is_label(s) == kinds[i].label, kinds[i].line.p);
	}
	for (size_t i = 0; i < RT_COUNT(reasons); i++) {
		rt_str s = at_the_edge(reasons[i].rest), got = rt_line_reason(s);
		CHECK_CASE(rt_str_eq(got, rt_str_z(reasons[i].want)), reasons[i].rest.p);
	}
}

static void
check_dialogue(void)
{
	struct rt_dialogue d;

	CHECK(rt_line_dialogue(RT_STR(">>> RCPT To:<u@example.org>"), &d) && d.client);
	CHECK(rt_str_eq(rt_line_rcpt(d.text), RT_STR("u@example.org")));
	CHECK(rt_line_dialogue(RT_STR("  <<< 550 no"), &d) && !d.client);
	CHECK(rt_str_eq(d.text, RT_STR("550 no")));
	CHECK(rt_line_dialogue(RT_STR(" In:  DATA"), &d) && d.client);
	CHECK(!rt_line_rcpt(d.text).n);
	CHECK(rt_line_dialogue(RT_STR(" Out: 554 no"), &d) && !d.client);
	CHECK(rt_line_dialogue(RT_STR("Received >>> 550 no"), &d) && !d.client);
	CHECK(rt_line_dialogue(RT_STR("Sent <<< RCPT TO:<u@example.org>"), &d) && d.client);
	CHECK(!rt_line_dialogue(RT_STR(">>> u@example.org"), &d));
	CHECK(!rt_line_dialogue(RT_STR("550 no"), &d));
	CHECK(!rt_line_dialogue(RT_STR(""), &d));
}

static void
check_others(void)
{
	rt_str who, reason;

	CHECK(rt_line_lone(RT_STR("  <u@example.org>"), &who, &reason) && !reason.n);
	CHECK(rt_str_eq(who, RT_STR("u@example.org")));
	CHECK(rt_line_lone(RT_STR("Over quota: u@example.org"), &who, &reason));
	CHECK(rt_str_eq(reason, RT_STR("Over quota: u@example.org")));
	CHECK(!rt_line_lone(RT_STR("write to u@example.org"), &who, &reason));
	CHECK(!rt_line_lone(RT_STR(": u"), &who, &reason));
	CHECK(rt_line_local(RT_STR("  kim"), &who) && rt_str_eq(who, RT_STR("kim")));
	CHECK(!rt_line_local(RT_STR("  two words"), &who));
	CHECK(!rt_line_local(RT_STR(" "), &who));
	CHECK(rt_line_origin(RT_STR("  (expanded from: <u@example.org>)"), &who));
	CHECK(rt_str_eq(who, RT_STR("u@example.org")));
	CHECK(rt_line_origin(RT_STR("Original address: u@example.org"), &who));
	CHECK(!rt_line_origin(RT_STR("expanded from nothing"), &who));
	CHECK(rt_line_is_list(RT_STR(">, <v@example.org>")));
	CHECK(rt_line_is_list(RT_STR(" and v@example.org")));
	CHECK(rt_line_is_list(RT_STR(">.")));
	CHECK(!rt_line_is_list(RT_STR(", which is gone")));
	CHECK(rt_line_is_sender(RT_STR("no mail from ")));
	CHECK(rt_line_is_sender(RT_STR("From: <")));
	CHECK(rt_line_is_sender(RT_STR("from")));
	CHECK(!rt_line_is_sender(RT_STR("wherefrom ")));
	CHECK(!rt_line_is_sender(RT_STR("")));
	CHECK(rt_line_indent(RT_STR(" \tx")) == 2);
	CHECK(rt_line_is_named(RT_STR("<u@example.org>: no")));
	CHECK(rt_line_is_named(RT_STR("554 <u@example.org>... no")));
	CHECK(!rt_line_is_named(RT_STR("u@example.org")));
	CHECK(!rt_line_is_named(RT_STR("")));
}

static void
check_views(void)
{
	rt_str all = RT_STR("one\n\ntwo\nthree"), text = { 0 };
	rt_str line = RT_STR("This is the mail system at host mx.example.org.");

	rt_line_extend(&text, rt_str_head(all, 3));
	CHECK(rt_str_eq(text, RT_STR("one")));
	rt_line_extend(&text, rt_str_from(all, 9));
	CHECK(rt_str_eq(text, RT_STR("one")));
	rt_line_extend(&text, rt_str_from(rt_str_head(all, 8), 5));
	CHECK(rt_str_eq(text, RT_STR("one\n\ntwo")));
	CHECK(rt_str_eq(rt_line_host(line, rt_str_from(line, 31)), RT_STR("mx.example.org")));
	CHECK(!rt_line_host(line, rt_str_from(line, 23)).n);
	CHECK(!rt_line_host(line, rt_str_from(line, line.n)).n);
	CHECK(!rt_line_host(RT_STR("at a@mx.example.org"), RT_STR(" a@mx.example.org")).n);
}

int
main(void)
{
	check_heads();
	check_kinds();
	check_dialogue();
	check_others();
	check_views();
	return rt_done();
}
