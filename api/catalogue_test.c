/* SPDX-License-Identifier: MIT */
#include "api/explain.h"
#include "base/buf.h"
#include "tests/rt_test.h"

/* How many entries the filter lets through; the walk must count the same. */
static uint32_t
count(const struct rt_catalogue_filter *f, const char *name)
{
	struct rt_catalogue c = { 0 };
	struct rt_reading r;
	uint32_t n = 0;

	while (rt_catalogue_next(&c, f, &r) == RT_OK) {
		CHECK_CASE(r.title.n && r.source.n, name);
		CHECK_CASE(r.code || r.has_status || r.kind == RT_KIND_VENDOR, name);
		n++;
	}
	CHECK_CASE(c.matched == n && c.total >= n, name);
	CHECK_CASE(rt_catalogue_next(&c, f, &r) == RT_ENOTFOUND, name);
	return n;
}

static void
test_all(void)
{
	struct rt_catalogue_filter common = { .vendors = false }, all = { .vendors = true };
	uint32_t signs = 0;

	for (uint32_t i = 0; i < rt_rules_count; i++)
		signs += rt_rules[i].sign;
	CHECK(count(&common, "common") == rt_replies_count + rt_statuses_count);
	CHECK(count(&all, "all") == rt_replies_count + rt_statuses_count + rt_rules_count - signs);
}

/* must: a code or status that is found; not: one that is left out. */
struct filter_case {
	const char *name, *words;
	unsigned class;
	const char *command, *vendor;
	bool vendors;
	const char *must, *not ;
};

static const struct filter_case cases[] = {
	{ "a code", "550", 0, "", "", false, "550", "551" },
	{ "how a code begins", "55", 0, "", "", false, "552", "450" },
	{ "a status", "X.7.26", 0, "", "", false, "X.7.26", "X.7.25" },
	{ "a status of a class", "5.7.26", 0, "", "", false, "X.7.26", "X.7.25" },
	{ "lower case", "x.7.26", 0, "", "", false, "X.7.26", "X.7.25" },
	{ "a subject", "4.1.", 0, "", "", false, "X.1.1", "X.2.1" },
	{ "a word", "relay", 0, "", "", false, "", "X.2.2" },
	{ "words in any order", "mailbox destination", 0, "", "", false, "X.1.1", "X.2.2" },
	{ "words in any case", "BAD mailbox Destination", 0, "", "", false, "X.1.1", "X.2.2" },
	{ "nothing has all", "mailbox zqx", 0, "", "", false, "", "550" },
	{ "class 2", "", 2, "", "", false, "250", "550" },
	{ "class 4", "", 4, "", "", false, "450", "550" },
	{ "class 5", "", 5, "", "", false, "550", "450" },
	{ "class 5 of statuses", "", 5, "", "", false, "5.1.1", "4.1.1" },
	{ "class 5 of vendors", "", 5, "", "blocklists", true, "5.7.1", "450" },
	{ "no class 9", "", 9, "", "", false, "", "550" },
	{ "a command", "", 0, "RCPT", "", false, "550", "354" },
	{ "in any case", "", 0, "rcpt", "", false, "551", "354" },
	{ "what every command has", "", 0, "NOOP", "", false, "421", "354" },
	{ "no such command", "", 0, "XYZZY", "", false, "", "550" },
	{ "a vendor", "", 0, "", "google", true, "550 5.7.26", "550" },
	{ "a vendor in any case", "", 0, "", "GOOGLE", true, "550 5.7.26", "550" },
	{ "a vendor without vendors", "", 0, "", "google", false, "", "550 5.7.26" },
	{ "a vendor's words", "DMARC", 0, "", "google", true, "550 5.7.26", "550" },
	{ "no such vendor", "", 0, "", "nobody", true, "", "550" },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		const struct filter_case *k = &cases[i];
		struct rt_catalogue_filter f = {
			.words = rt_str_z(k->words),
			.class = k->class,
			.only = { .command = rt_str_z(k->command), .vendor = rt_str_z(k->vendor) },
			.vendors = k->vendors,
		};
		struct rt_catalogue c = { 0 };
		struct rt_reading r;
		bool must = !k->must[0], not = false;
		while (rt_catalogue_next(&c, &f, &r) == RT_OK) {
			char room[32];
			struct rt_buf b = { .p = room, .cap = sizeof room };
			if (r.code)
				rt_buf_uint(&b, r.code, 3);
			if (r.code && r.has_status)
				rt_buf_ch(&b, ' ');
			if (r.has_status)
				rt_buf_status(&b, r.status);
			must |= rt_str_eq(rt_buf_view(&b), rt_str_z(k->must));
			not |= rt_str_eq(rt_buf_view(&b), rt_str_z(k->not ));
		}
		CHECK_CASE(must, k->name);
		CHECK_CASE(!not, k->name);
	}
}

int
main(void)
{
	test_all();
	test_cases();
	return rt_done();
}
