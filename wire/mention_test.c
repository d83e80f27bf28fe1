/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/mention.h"

static const struct {
	rt_str text;
	const char *url, *ip, *list, *ticket;
	uint32_t delay;
} cases[] = {
	{ LIT(""), "", "", "", "", 0 },
	{ LIT("550 5.1.1 User unknown"), "", "", "", "", 0 },
	/* URLs. */
	{ LIT("see http://example.org/a?b=c."), "http://example.org/a?b=c", "", "", "", 0 },
	{ LIT("(https://example.org/x)"), "https://example.org/x", "", "", "", 0 },
	{ LIT("<https://example.org/>, twice https://example.com"), "https://example.org/", "", "",
		"", 0 },
	{ LIT("://"), "", "", "", "", 0 },
	{ LIT("http://"), "", "", "", "", 0 },
	/* IP addresses. */
	{ LIT("[192.0.2.10] is refused"), "", "192.0.2.10", "", "", 0 },
	{ LIT("192.0.2.10"), "", "192.0.2.10", "", "", 0 },
	{ LIT("IP=192.0.2.10."), "", "192.0.2.10", "", "", 0 },
	{ LIT("version 1.2.3.4.5 and 192.0.2.256 and 192.0.2"), "", "", "", "", 0 },
	{ LIT("2001:db8::25 refused"), "", "2001:db8::25", "", "", 0 },
	{ LIT("host 2001:db8:0:0:0:0:0:1"), "", "2001:db8:0:0:0:0:0:1", "", "", 0 },
	{ LIT("at 10:15:02"), "", "", "", "", 0 },
	{ LIT("192.0.2.10-a"), "", "", "", "", 0 },
	/* Blocklists. */
	{ LIT("Client host [192.0.2.10] blocked using zen.dnsbl.example; see"), "", "192.0.2.10",
		"zen.dnsbl.example", "", 0 },
	{ LIT("listed in bl.example.net."), "", "", "bl.example.net", "", 0 },
	{ LIT("listed in our records"), "", "", "", "", 0 },
	{ LIT("rejected by user@example.org"), "", "", "", "", 0 },
	{ LIT("unlisted in bl.example.net"), "", "", "", "", 0 },
	/* Tickets. */
	{ LIT("Ticket #AB-4711."), "", "", "", "AB-4711", 0 },
	{ LIT("reference number: 20261122x1)"), "", "", "", "20261122x1", 0 },
	{ LIT("(id=17dc42)"), "", "", "", "17dc42", 0 },
	{ LIT("reference manual"), "", "", "", "", 0 },
	{ LIT("id 12"), "", "", "", "", 0 },
	{ LIT("ticketed4711"), "", "", "", "", 0 },
	/* Delays. */
	{ LIT("try again in 5 minutes"), "", "", "", "", 300 },
	{ LIT("Greylisted for 300 seconds"), "", "", "", "", 300 },
	{ LIT("retry after 1 hour"), "", "", "", "", 3600 },
	{ LIT("wait 2 days"), "", "", "", "", 172800 },
	{ LIT("wait at least 90s"), "", "", "", "", 90 },
	{ LIT("wait 8 days"), "", "", "", "", 0 },
	{ LIT("in 99999999999999999999 seconds"), "", "", "", "", 0 },
	{ LIT("limit of 5 minutes"), "", "", "", "", 0 },
	{ LIT("in 5 messages"), "", "", "", "", 0 },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		struct rt_mentions m = rt_mentions_read(at_the_edge(cases[i].text), RT_MENTION_ALL);
		const char *name = cases[i].text.p;
		CHECK_CASE(rt_str_eq(m.url, rt_str_z(cases[i].url)), name);
		CHECK_CASE(rt_str_eq(m.ip, rt_str_z(cases[i].ip)), name);
		CHECK_CASE(rt_str_eq(m.list, rt_str_z(cases[i].list)), name);
		CHECK_CASE(rt_str_eq(m.ticket, rt_str_z(cases[i].ticket)), name);
		CHECK_CASE(m.delay == cases[i].delay, name);
	}
}

/* What is not wanted is not looked for. */
static void
test_wanted(void)
{
	rt_str text = RT_STR(
		"192.0.2.10 in bl: listed in bl.example.net, retry in 5 minutes, ticket 4711");
	struct rt_mentions m = rt_mentions_read(text, 0);

	CHECK(!m.ip.n && !m.list.n && !m.delay && !m.ticket.n);
	CHECK(rt_mentions_read(text, RT_MENTION_DELAY).delay == 300);
	CHECK(!rt_mentions_read(text, RT_MENTION_DELAY).ip.n);
	CHECK(rt_mentions_read(text, RT_MENTION_TICKET).ticket.n == 4);
}

/* What is found lies in the text, wherever the text is cut off. */
static void
test_cut(void)
{
	rt_str text = RT_STR(
		"blocked using zen.dnsbl.example [192.0.2.10], ref: a1b2c3, in 5 minutes, "
		"2001:db8::1, https://example.org/why");

	for (size_t n = 0; n <= text.n; n++) {
		rt_str s = at_the_edge(rt_str_head(text, n));
		struct rt_mentions m = rt_mentions_read(s, RT_MENTION_ALL);
		const rt_str found[] = { m.url, m.ip, m.list, m.ticket };
		for (size_t i = 0; i < RT_COUNT(found); i++)
			CHECK(!found[i].n ||
				(found[i].p >= s.p && found[i].p + found[i].n <= s.p + s.n));
	}
}

int
main(void)
{
	test_cases();
	test_wanted();
	test_cut();
	return rt_done();
}
