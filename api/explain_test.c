/* SPDX-License-Identifier: MIT */
/* All that data/ knows is told when it is asked for, and every form of question is understood. */
#include <dirent.h>

#include "api/explain.h"
#include "base/buf.h"
#include "tests/rt_data.h"
#include "tests/rt_test.h"

static char room[1 << 20];

static enum rt_result
ask(rt_str query, const struct rt_explain_options *only, struct rt_explanation *ret)
{
	struct rt_arena a = { room, room + sizeof room };

	return rt_explain(query, only, &a, ret);
}

static rt_str
value(const struct rt_block *b, const char *name)
{
	rt_str s = rt_block_value(b, rt_str_z(name));

	return rt_str_eq(s, RT_STR("-")) ? (rt_str){ 0 } : s;
}

static bool
fail(const struct data *d, const struct rt_block *b, const char *why)
{
	fprintf(stderr, "%s:%u: %.*s: %s\n", d->path, b->line, RT_ARG(b->field[0].value), why);
	return false;
}

/* What all readings of a block have in common. */
static bool
says(const struct rt_reading *r, const struct rt_block *b, rt_str title)
{
	return rt_str_eq(r->title, title) && r->source.n &&
		rt_str_eq(rt_standing_word(r->standing), value(b, "Standing"));
}

/* "X.1.1" as a status of that class. */
static rt_str
with_class(rt_str key, char class, char *out)
{
	memcpy(out, key.p, key.n);
	out[0] = class;
	return (rt_str){ out, key.n };
}

static bool
status_is_told(const struct data *d, const struct rt_block *b, char class)
{
	char digits[16];
	struct rt_explanation e;
	struct rt_status s;
	rt_str key = with_class(b->field[0].value, class, digits), rest = key;

	if (rt_status_take(&rest, &s, NULL) != RT_OK || ask(key, NULL, &e) != RT_OK)
		return fail(d, b, "is not explained");
	const struct rt_status_row *first = rt_status_row(s);
	for (size_t i = 0; i < e.count; i++) {
		const struct rt_reading *r = &e.reading[i];
		if (r->kind != RT_KIND_STATUS || !says(r, b, value(b, "Title")) ||
			!rt_str_eq(r->source, value(b, "Source")))
			continue;
		if (!r->has_status || !rt_status_eq(r->status, s))
			return fail(d, b, "is told of another status");
		if (i && rt_str_eq(rt_text(first->source), r->source))
			return fail(d, b, "does not come first");
		return e.judged && e.title.n && !e.error.n;
	}
	return fail(d, b, "is not among the readings");
}

static void
test_statuses(void)
{
	unsigned told = 0, all = 0, registered = 0;
	struct rt_block b;
	struct data d;

	CHECK(data_open(&d, SOURCE_ROOT "/data/status.txt"));
	while (data_next(&d, RT_STR("Status"), &b)) {
		rt_str classes = value(&b, "Classes"), word, standing = value(&b, "Standing");
		registered += rt_str_eq(standing, RT_STR("standard")) ||
			rt_str_eq(standing, RT_STR("registered-only"));
		while ((word = rt_str_word(&classes)).n) {
			told += status_is_told(&d, &b, word.p[0]);
			all++;
		}
	}
	data_close(&d);
	CHECK(registered >= 80 && all > registered && told == all);
	printf("statuses: %u registered; %u of %u with a class are told\n", registered, told, all);
}

static bool
reply_is_told(const struct data *d, const struct rt_block *b)
{
	struct rt_explanation e;
	rt_str key = b->field[0].value;

	if (ask(key, NULL, &e) != RT_OK)
		return fail(d, b, "is not explained");
	for (size_t i = 0; i < e.count; i++) {
		const struct rt_reading *r = &e.reading[i];
		bool kind = r->kind == RT_KIND_REPLY || r->kind == RT_KIND_CLIENT;
		if (!kind || r->command.n || !says(r, b, value(b, "Title")))
			continue;
		bool first = i == 0 || e.reading[0].kind == RT_KIND_STATUS;
		return first && rt_str_eq(r->source, value(b, "Source")) && r->note.n &&
			r->code == (key.p[0] - '0') * 100 + (key.p[1] - '0') * 10 + key.p[2] - '0';
	}
	return fail(d, b, "is not among the readings");
}

static void
test_replies(void)
{
	unsigned told = 0, all = 0;
	struct rt_block b;
	struct data d;

	CHECK(data_open(&d, SOURCE_ROOT "/data/reply.txt"));
	while (data_next(&d, RT_STR("Reply"), &b)) {
		told += reply_is_told(&d, &b);
		all++;
	}
	data_close(&d);
	CHECK(all > 0 && told == all && all == rt_replies_count);
	printf("reply codes: %u of %u are told\n", told, all);
}

/* Each code of a command's list, when the command is asked for. */
static bool
command_is_told(const struct data *d, const struct rt_block *b)
{
	rt_str codes = value(b, "Replies"), word;
	struct rt_explanation e;
	uint64_t code;

	if (ask(b->field[0].value, NULL, &e) != RT_OK)
		return fail(d, b, "is not explained");
	while ((word = rt_str_word(&codes)).n) {
		bool found = false;
		if (rt_str_number(&word, 999, &code) != RT_OK)
			return fail(d, b, "has no code");
		for (size_t i = 0; i < e.count && !found; i++) {
			const struct rt_reading *r = &e.reading[i];
			found = r->kind == RT_KIND_REPLY && r->code == code &&
				says(r, b, r->title) && r->title.n &&
				rt_str_eq(r->command, b->field[0].value) &&
				rt_str_eq(r->source, value(b, "Source"));
		}
		if (!found)
			return fail(d, b, "lacks a code");
	}
	return true;
}

/* The same, when the code is asked for together with the command. */
static bool
code_is_told(const struct data *d, const struct rt_block *b)
{
	struct rt_explain_options only = { .command = b->field[0].value };
	rt_str codes = value(b, "Replies"), word;
	struct rt_explanation e;

	while ((word = rt_str_word(&codes)).n) {
		bool found = false;
		if (ask(word, &only, &e) != RT_OK)
			return fail(d, b, "has a code that is not explained");
		for (size_t i = 0; i < e.count; i++) {
			const struct rt_reading *r = &e.reading[i];
			if (r->command.n && !rt_str_ieq(r->command, only.command))
				return fail(d, b, "gets readings of other commands");
			found |= r->command.n && rt_str_eq(r->source, value(b, "Source"));
		}
		if (!found)
			return fail(d, b, "is not told of its code");
	}
	return true;
}

static void
test_commands(void)
{
	unsigned told = 0, all = 0;
	struct rt_block b;
	struct data d;

	CHECK(data_open(&d, SOURCE_ROOT "/data/command.txt"));
	while (data_next(&d, RT_STR("Command"), &b)) {
		told += command_is_told(&d, &b) && code_is_told(&d, &b);
		all++;
	}
	data_close(&d);
	CHECK(all > 0 && told == all && all == rt_commands_count);
	printf("commands: %u of %u are told\n", told, all);
}

static bool
is_rule(const struct rt_reading *r, const struct rt_block *b, rt_str vendor)
{
	return r->kind == RT_KIND_VENDOR && r->standing == RT_STANDING_VENDOR && r->source.n &&
		rt_str_eq(r->title, value(b, "Title")) && rt_str_eq(r->token, value(b, "Token")) &&
		rt_str_eq(r->vendor, vendor) && rt_str_eq(r->condition, value(b, "Condition"));
}

/* By its text, and by the first of its codes. */
static bool
rule_is_told(const struct data *d, const struct rt_block *b, rt_str vendor)
{
	struct rt_explain_options only = { .vendor = vendor };
	rt_str codes = value(b, "Reply");
	rt_str queries[] = { value(b, "Match"), rt_str_word(&codes) };

	for (size_t k = 0; k < RT_COUNT(queries); k++) {
		struct rt_explanation e = { 0 };
		bool found = !queries[k].n || rt_str_has(queries[k], 'x');
		enum rt_result r = found ? RT_OK : ask(queries[k], &only, &e);
		for (size_t i = 0; i < e.count; i++)
			found |= is_rule(&e.reading[i], b, vendor);
		if (r == RT_ELIMIT || !found)
			return fail(
				d, b, k ? "is not told by its code" : "is not told by its text");
	}
	return true;
}

static void
test_vendors(void)
{
	unsigned told = 0, all = 0;
	char path[1024];
	DIR *dir = opendir(SOURCE_ROOT "/data/vendor");

	CHECK(dir);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		rt_str vendor = { 0 };
		struct rt_block b;
		struct data d;
		snprintf(path, sizeof path, SOURCE_ROOT "/data/vendor/%s", e->d_name);
		if (!rt_str_iends(rt_str_z(path), RT_STR(".txt")) || !data_open(&d, path))
			continue;
		while (data_next(&d, (rt_str){ 0 }, &b)) {
			if (rt_str_ieq(b.field[0].name, RT_STR("Vendor"))) {
				vendor = b.field[0].value;
				continue;
			}
			told += rule_is_told(&d, &b, vendor);
			all++;
		}
		data_close(&d);
	}
	if (dir)
		closedir(dir);
	CHECK(all > 1000 && told == all);
	printf("vendors' replies: %u of %u are told\n", told, all);
}

/* The words of a page, how they stand, and what is right instead. */
static bool
claim_is_told(const struct data *d, const struct rt_block *b)
{
	struct rt_explanation e;

	(void)ask(value(b, "Code"), NULL, &e);
	for (size_t i = 0; i < e.count; i++) {
		const struct rt_reading *r = &e.reading[i];
		if (r->kind != RT_KIND_FOLK || !rt_str_eq(r->token, b->field[0].value))
			continue;
		return says(r, b, value(b, "Says")) && rt_str_eq(r->source, value(b, "Source")) &&
			rt_str_eq(r->note, value(b, "Right"));
	}
	return fail(d, b, "is not among the readings");
}

static void
test_claims(void)
{
	unsigned told = 0, all = 0;
	struct rt_block b;
	struct data d;

	CHECK(data_open(&d, SOURCE_ROOT "/data/claim.txt"));
	while (data_next(&d, RT_STR("Claim"), &b)) {
		told += claim_is_told(&d, &b);
		all++;
	}
	data_close(&d);
	CHECK(all > 0 && told == all && all == rt_claims_count);
	printf("claims: %u of %u are told\n", told, all);
}

/* first: kind, code or status and title of the first reading; other: of some other one. */
struct form_case {
	const char *query, *first, *other, *condition, *error, *meant;
	enum rt_result result;
};

static const struct form_case forms[] = {
	{ "550", "reply 550 Requested action not taken", "vendor 550", "unspecified", "", "",
		RT_OK },
	{ "5.7.26", "status 5.7.26 Multiple auth", "vendor 550 5.7.26", "auth", "", "", RT_OK },
	{ "4.x.x", "status 4.0.0 Persistent Transient", "", "unspecified", "", "", RT_OK },
	{ "4.1.x", "status 4.1.0 Addressing Status", "status 4.0.0 Persistent", "unspecified", "",
		"", RT_OK },
	{ "X.1.x", "status X.1.0 Addressing Status", "", "address", "", "", RT_OK },
	{ "X.1.1", "status X.1.1 Bad destination mailbox", "vendor 550 5.1.1", "address.unknown",
		"", "", RT_OK },
	{ "5.1.99", "status 5.1.0 Addressing Status", "status 5.0.0 Permanent", "address", "", "",
		RT_OK },
	{ "5.9.9", "status 5.0.0 Permanent Failure", "", "unspecified", "", "", RT_OK },
	{ "#5.1.1", "status 5.1.1 Bad destination mailbox", "vendor 550 5.1.1", "address.unknown",
		"", "", RT_OK },
	{ "smtp; 550 5.1.1 x", "status 5.1.1 Bad destination mailbox", "reply 550 Requested",
		"address.unknown", "", "", RT_OK },
	{ "550-5.1.1 a\n550 5.1.1 b", "status 5.1.1 Bad destination mailbox", "reply 550 Requested",
		"address.unknown", "", "", RT_OK },
	{ "550 5.7.26 not authenticated", "status 5.7.26 Multiple auth", "reply 550 Requested",
		"auth", "", "", RT_OK },
	{ "5.5.2", "status 5.5.2 Syntax error", "folk 552 Requested mail action aborted",
		"protocol.syntax", "", "", RT_OK },
	{ "512", "status 512 5.1.2 Bad destination system", "reply 512 ", "address.domain", "", "",
		RT_OK },
	{ "432", "reply 432 A password transition", "folk 432 4.3.2 System not accepting",
		"login.failed", "", "", RT_OK },
	{ "5.7.606", "status 5.7.0 Security or Policy", "vendor 550 Your IP address is banned",
		"policy", "", "", RT_OK },
	{ "2.1.5", "status 2.1.5 Destination address valid", "", "none", "", "", RT_OK },
	{ "4yz", "reply Transient Negative", "", "unspecified", "", "", RT_OK },
	{ "3xx", "reply Positive Intermediate", "", "none", "", "", RT_OK },
	{ "x5z", "reply Mail system", "", "", "", "", RT_OK },
	{ "RCPT", "reply 250 Requested mail action", "reply 550 Requested", "", "", "", RT_OK },
	{ "rcpt", "reply 250 Requested mail action", "reply 251 User not local", "", "", "",
		RT_OK },
	{ "605", "client 605 Not sent", "vendor 605", "suppressed.bounce", "", "", RT_OK },
	{ "zqx unavailable or wvut", "", "", "unspecified", "neither a code", "", RT_ENOTFOUND },
	{ "599", "reply Permanent Negative", "", "unspecified", "no such reply code", "",
		RT_ENOTFOUND },
	{ "5.01.1", "", "", "", "leading zeros", "5.1.1 or 511", RT_ESYNTAX },
	{ "5. 1.1", "", "", "", "no blanks", "5.1.1 or 511", RT_ESYNTAX },
	{ "1.1.1", "folk 111 Connection refused", "", "", "class", "111", RT_ESYNTAX },
	{ "3.5.4", "folk 354 Start mail input", "", "", "class", "354", RT_ESYNTAX },
	{ "5.1", "", "", "", "three numbers", "", RT_ESYNTAX },
	{ "55", "", "", "", "exactly three digits", "", RT_ESYNTAX },
	{ "650", "", "", "", "first digit", "", RT_ESYNTAX },
	{ "113", "vendor 113 ", "", "", "first digit", "", RT_ESYNTAX },
	{ "", "", "", "", "nothing was asked", "", RT_ENOTFOUND },
	{ " \n ", "", "", "", "nothing was asked", "", RT_ENOTFOUND },
	{ "x6z", "", "", "", "no such class", "", RT_ENOTFOUND },
};

static bool
is_like(const struct rt_reading *r, const char *want)
{
	char text[256];
	struct rt_buf b = { .p = text, .cap = sizeof text };

	rt_buf_str(&b, rt_kind_word(r->kind));
	rt_buf_ch(&b, ' ');
	if (r->code) {
		rt_buf_uint(&b, r->code, 3);
		rt_buf_ch(&b, ' ');
	}
	if (r->has_status) {
		rt_buf_status(&b, r->status);
		rt_buf_ch(&b, ' ');
	}
	rt_buf_str(&b, rt_str_head(r->title, 100));
	return rt_str_starts(rt_buf_view(&b), rt_str_z(want));
}

static void
check_form(const struct form_case *c)
{
	struct rt_explanation e;
	rt_str query = at_the_edge(rt_str_z(c->query));
	enum rt_result r = ask(query, NULL, &e);
	bool other = !c->other[0];

	CHECK_CASE(r == c->result, c->query);
	CHECK_CASE(rt_str_eq(e.query, query), c->query);
	CHECK_CASE(!e.count == !c->first[0], c->query);
	CHECK_CASE(!e.count || is_like(&e.reading[0], c->first), c->query);
	for (size_t i = 1; i < e.count; i++)
		other |= is_like(&e.reading[i], c->other);
	CHECK_CASE(other, c->query);
	CHECK_CASE(e.judged == (c->condition[0] != 0), c->query);
	if (e.judged) {
		rt_str word = rt_condition_word(e.verdict.condition);
		CHECK_CASE(rt_str_eq(word, rt_str_z(c->condition)), c->query);
		CHECK_CASE(e.title.n, c->query);
	}
	CHECK_CASE(!e.error.n == (r == RT_OK), c->query);
	CHECK_CASE(
		rt_str_find(e.error, rt_str_z(c->error), 0) != SIZE_MAX || !c->error[0], c->query);
	CHECK_CASE(rt_str_eq(e.meant, rt_str_z(c->meant)), c->query);
}

/* "5.7.606" lies in a range of Microsoft's; --vendor and --command leave out what is of others. */
static void
test_only(void)
{
	static const struct {
		const char *query, *command, *vendor;
	} asked[] = {
		{ "5.7.606", "", "microsoft" },
		{ "550", "RCPT", "" },
		{ "550", "rcpt", "google" },
		{ "550 5.1.1 User unknown", "", "sendmail" },
		{ "5.1.1", "", "GOOGLE" },
		{ "550", "", "nobody" },
		{ "550", "NO-SUCH", "nobody" },
	};

	for (size_t i = 0; i < RT_COUNT(asked); i++) {
		struct rt_explain_options only = {
			.command = rt_str_z(asked[i].command),
			.vendor = rt_str_z(asked[i].vendor),
		};
		struct rt_explanation e;
		size_t vendors = 0, commands = 0;
		CHECK_CASE(ask(rt_str_z(asked[i].query), &only, &e) == RT_OK, asked[i].query);
		for (size_t k = 0; k < e.count; k++) {
			const struct rt_reading *r = &e.reading[k];
			if (r->kind == RT_KIND_VENDOR && only.vendor.n) {
				CHECK_CASE(rt_str_ifind(r->vendor, only.vendor, 0) != SIZE_MAX,
					asked[i].query);
				vendors++;
			}
			if (r->command.n && only.command.n) {
				CHECK_CASE(rt_str_ieq(r->command, only.command), asked[i].query);
				commands++;
			}
		}
		bool nobody = rt_str_eq(only.vendor, RT_STR("nobody"));
		CHECK_CASE(!vendors == (nobody || !only.vendor.n), asked[i].query);
		CHECK_CASE(!commands == (!only.command.n || only.command.n > 4), asked[i].query);
	}
}

static void
test_advice(void)
{
	for (uint32_t i = 0; i < rt_conditions_count; i++) {
		struct rt_verdict v = { .condition = (uint8_t)i };
		struct rt_advice a = rt_advise(&v);
		CHECK(a.sender.n || a.sending_postmaster.n || a.receiving_postmaster.n ||
			a.recipient.n);
		CHECK(a.retry.n && a.suppress.n && a.checks <= RT_MAX_CHECKS);
		for (uint32_t k = 0; k < a.checks; k++)
			CHECK(a.check[k].n);
	}
}

/* Whatever the size of the arena: all readings, or RT_ELIMIT. */
static void
test_arena(void)
{
	static const char *const queries[] = { "550", "5.1.1", "550 5.1.1 User unknown", "RCPT",
		"5.01.1", "4yz" };

	for (size_t i = 0; i < RT_COUNT(queries); i++) {
		struct rt_explanation whole, e;
		enum rt_result full = ask(rt_str_z(queries[i]), NULL, &whole);
		size_t count = whole.count;
		for (size_t n = 0; n < sizeof room / 4; n = n * 5 / 4 + 3) {
			struct rt_arena a = arena_at_the_edge(n);
			enum rt_result r = rt_explain(rt_str_z(queries[i]), NULL, &a, &e);
			CHECK_CASE(r == RT_ELIMIT || (r == full && e.count == count), queries[i]);
			CHECK_CASE(e.count <= count, queries[i]);
		}
		CHECK_CASE(full != RT_ELIMIT, queries[i]);
	}
}

/* 1 MiB is enough for any query up to 64 KiB. */
static void
test_long(void)
{
	static char query[64 << 10];
	struct rt_explanation e;

	for (size_t i = 0; i < sizeof query; i++)
		query[i] = "550-User  Unknown, mailbox full\r\n"[i % 33];
	CHECK(ask((rt_str){ query, sizeof query }, NULL, &e) == RT_OK);
	CHECK(e.judged && e.verdict.certainty == RT_CERTAINTY_KNOWN);
}

int
main(void)
{
	test_statuses();
	test_replies();
	test_commands();
	test_vendors();
	test_claims();
	for (size_t i = 0; i < RT_COUNT(forms); i++)
		check_form(&forms[i]);
	test_only();
	test_advice();
	test_arena();
	test_long();
	return rt_done();
}
