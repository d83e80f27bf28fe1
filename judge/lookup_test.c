/* SPDX-License-Identifier: MIT */
#include "judge/condition.h"
#include "judge/lookup.h"
#include "tests/rt_test.h"

static void
test_statuses(void)
{
	static const struct {
		struct rt_status s;
		const char *title;
		enum rt_standing standing;
	} rows[] = {
		{ { 5, 1, 1 }, "Bad destination mailbox address", RT_STANDING_STANDARD },
		{ { 4, 1, 1 }, "Bad destination mailbox address", RT_STANDING_STANDARD },
		{ { 5, 7, 26 }, "Multiple authentication checks failed", RT_STANDING_STANDARD },
		{ { 2, 0, 0 }, "Other undefined Status", RT_STANDING_STANDARD },
		{ { 5, 1, 99 }, NULL, 0 },
		{ { 5, 9, 9 }, NULL, 0 },
		{ { 5, 999, 999 }, NULL, 0 },
	};

	for (size_t i = 0; i < RT_COUNT(rows); i++) {
		const struct rt_status_row *r = rt_status_row(rows[i].s);
		CHECK(!r == !rows[i].title);
		if (r && rows[i].title) {
			CHECK_CASE(rt_str_eq(rt_text(r->title), rt_str_z(rows[i].title)),
				rows[i].title);
			CHECK_CASE(r->standing == rows[i].standing, rows[i].title);
		}
	}
}

/* Of rows for one status, the best standing is in force. */
static void
test_standing(void)
{
	for (uint32_t i = 0; i < rt_statuses_count; i++) {
		const struct rt_status_row *r = &rt_statuses[i];
		const struct rt_status_row *best = rt_status_row(
			(struct rt_status){ 5, r->subject, r->detail });
		CHECK(best && best->standing <= r->standing);
	}
}

static void
test_conditions(void)
{
	const struct rt_status_row *r = rt_status_row((struct rt_status){ 5, 2, 2 });

	CHECK(rt_status_condition(r, 5) == RT_CONDITION_MAILBOX_FULL);
	CHECK(rt_status_condition(r, 4) == RT_CONDITION_MAILBOX_FULL);
	CHECK(rt_status_condition(r, 0) == RT_CONDITION_MAILBOX_FULL);
	CHECK(rt_status_condition(r, 2) == RT_CONDITION_NONE);
}

static void
test_rows(void)
{
	CHECK(rt_reply_row(550) && rt_reply_row(550)->code == 550);
	CHECK(rt_reply_row(421) && rt_reply_row(421)->code == 421);
	CHECK(!rt_reply_row(599) && !rt_reply_row(0) && !rt_reply_row(65535));
	for (uint16_t s = 0; s <= 7; s++)
		CHECK(rt_subject_row(s) && rt_subject_row(s)->subject == s);
	CHECK(!rt_subject_row(8) && !rt_subject_row(999));
	CHECK(rt_digit_row(RT_DIGIT_CLASS, 2) && rt_digit_row(RT_DIGIT_CLASS, 5));
	CHECK(!rt_digit_row(RT_DIGIT_CLASS, 3) && !rt_digit_row(RT_DIGIT_CLASS, 0));
	for (unsigned d = 1; d <= 5; d++)
		CHECK(rt_digit_row(RT_DIGIT_FIRST, d));
	for (unsigned d = 0; d <= 5; d++)
		CHECK(rt_digit_row(RT_DIGIT_SECOND, d));
	CHECK(!rt_digit_row(RT_DIGIT_FIRST, 6) && !rt_digit_row(RT_DIGIT_SECOND, 6));
}

struct host_case {
	const char *host, *vendor;
};

static const struct host_case hosts[] = {
	{ "google.com", "google" },
	{ "gmail-smtp-in.l.google.com", "google" },
	{ "GMAIL-SMTP-IN.L.GOOGLE.COM.", "google" },
	{ " aspmx.l.google.com ", "google" },
	{ "aspmx.l.google.com..", "google" },
	{ "notgoogle.com", "" },
	{ "google.com.example.org", "" },
	{ "com", "" },
	{ "", "" },
	{ ".", "" },
	{ "..google.com", "google" },
	{ "mx1.qq.com", "tencent" },
	{ "example.mail.protection.outlook.com", "microsoft" },
	{ "example.olc.protection.outlook.com", "outlook" },
	{ "mx00.mail.com", "gmx" },
	{ "mail.com", "" },
	{ "192.0.2.1", "" },
};

static void
test_hosts(void)
{
	char longest[1024];

	for (size_t i = 0; i < RT_COUNT(hosts); i++) {
		uint16_t v = rt_vendor_of_host(at_the_edge(rt_str_z(hosts[i].host)));
		rt_str id = v == RT_NO_VENDOR ? (rt_str){ 0 } : rt_text(rt_vendors[v].id);
		CHECK_CASE(rt_str_eq(id, rt_str_z(hosts[i].vendor)), hosts[i].host);
	}
	memset(longest, '.', sizeof longest);
	CHECK(rt_vendor_of_host((rt_str){ longest, sizeof longest }) == RT_NO_VENDOR);
	for (uint32_t i = 0; i < rt_hosts_count; i++)
		CHECK(rt_vendor_of_host(rt_text(rt_hosts[i].suffix)) == rt_hosts[i].vendor);
}

static void
test_vendors(void)
{
	for (uint32_t i = 0; i < rt_vendors_count; i++)
		CHECK(rt_vendor_named(rt_text(rt_vendors[i].id)) == i);
	CHECK(rt_vendor_named(RT_STR("GOOGLE")) == rt_vendor_named(RT_STR("google")));
	CHECK(rt_vendor_named(RT_STR("nobody")) == RT_NO_VENDOR);
	CHECK(rt_vendor_named((rt_str){ 0 }) == RT_NO_VENDOR);
}

int
main(void)
{
	test_statuses();
	test_standing();
	test_conditions();
	test_rows();
	test_hosts();
	test_vendors();
	return rt_done();
}
