/* SPDX-License-Identifier: MIT */
#include "read/notice.h"
#include "tests/rt_outcome.h"

#define DAEMON \
	"From: MAILER-DAEMON@mail.example.com\nTo: news@example.com\nSubject: Returned mail\n\n"

/* The shapes of notices; see read/notice.h. */
static const struct message_case cases[] = {
	{ "at the head of a line",
		LIT(DAEMON "This is the mail system at host mail.example.com.\n\n"
			   "<kim@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1\n"
			   "    no such user (in reply to RCPT TO command)\n"),
		"postfix failed kim@example.org : 550 5.1.1 permanent | 550 5.1.1 no such user\n" },
	{ "the reason indented below",
		LIT(DAEMON "The following address(es) failed:\n\n  kim@example.org\n"
			   "    550 no\n  lee@example.org\n    unrouteable\n"),
		"notice failed kim@example.org : 550 X.0.0 permanent | 550 no\n"
		"notice failed lee@example.org : 0 X.0.0 permanent | unrouteable\n" },
	{ "a list, and one reason for all",
		LIT(DAEMON "The following recipients failed: kim@example.org, lee@example.org\n\n"
			   "Reason: 552 full\n"),
		"notice failed kim@example.org : 552 X.0.0 permanent | 552 full\n"
		"notice failed lee@example.org : 552 X.0.0 permanent | 552 full\n" },
	{ "a dialogue",
		LIT(DAEMON "   ----- Transcript of session follows -----\n"
			   ">>> RCPT To:<kim@example.org>\n<<< 550-no\n<<< 550 never\n"
			   ">>> RCPT To:<lee@example.org>\n<<< 250 ok\n>>> DATA\n<<< 554 spam\n"),
		"sendmail failed kim@example.org : 550 X.0.0 permanent | 550-no 550 never\n"
		"sendmail failed lee@example.org : 554 X.0.0 permanent | 554 spam\n" },
	{ "the first refusal counts",
		LIT(DAEMON "Transcript of session follows.\n\n In:  RCPT TO:<kim@example.org>\n"
			   " Out: 451 4.3.0 later\n In:  DATA\n Out: 554 5.5.1 no recipients\n"
			   "\nFor other details, see the local mail logfile\n"),
		"postfix failed kim@example.org : 451 4.3.0 temporary | 451 4.3.0 later\n" },
	{ "a transcript, each line by itself",
		LIT(DAEMON "   ----- Transcript of session follows -----\n"
			   "550 <kim@example.org>... Host unknown\n"
			   "mail: no space left\n"
			   "554 <lee@example.org>... unknown mailer error: 1\n"),
		"sendmail failed kim@example.org : 550 X.0.0 permanent | "
		"550 <kim@example.org>... Host unknown\n"
		"sendmail failed lee@example.org : 554 X.0.0 permanent | mail: no space left "
		"554 <lee@example.org>... unknown mailer error: 1\n" },
	{ "what the other server said, not what was made of it",
		LIT(DAEMON "   ----- Transcript of session follows -----\n"
			   ">>> DATA\n<<< 550 4.2.2 full\n"
			   "550 5.1.1 <kim@example.org>... User unknown\n"
			   "<<< 554 5.5.1 no recipients\n"),
		"sendmail failed kim@example.org : 550 4.2.2 permanent | 550 4.2.2 full\n" },
	{ "several lines, and what was made of them",
		LIT(DAEMON
			"   ----- The following addresses had permanent fatal errors -----\n"
			"<kim@example.org>\n    (reason: 550-5.1.1 nobody)\n\n"
			"   ----- Transcript of session follows -----\n"
			">>> DATA\n<<< 452 4.2.2 full\n<<< 550-5.1.1 nobody\n<<< 550 5.1.1 here\n"
			"554 5.0.0 Service unavailable\n"),
		"sendmail failed kim@example.org : 550 5.1.1 permanent | "
		"550-5.1.1 nobody 550 5.1.1 here\n" },
	{ "the announcement says why",
		LIT(DAEMON "Your mail to the following recipients could not be delivered because "
			   "they are away:\n\tkim\n"),
		"notice failed kim@mail.example.com : 0 X.0.0 permanent | Your mail to the following "
		"recipients could not be delivered because they are away:\n" },
	{ "two labels",
		LIT(DAEMON "Intended Recipients: <kim@example.org>\n"
			   "Failure Reason: Error: no answer (Error: timeout)\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | no answer (Error: timeout)\n" },
	{ "the reason names him",
		LIT(DAEMON
			"Your message could not be delivered.\n"
			"Reason: Unable to deliver message to <kim@example.org> (and others).\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"Unable to deliver message to <kim@example.org> (and others).\n" },
	{ "the returned message, quoted",
		LIT(DAEMON "The following address(es) failed:\n\nkim@example.org: 550 5.1.1 no\n"
			   "> Return-Path: <news@example.com>\n> Subject: 550 5.7.1 spam\n"),
		"notice failed kim@example.org : 550 5.1.1 permanent | 550 5.1.1 no\n" },
	{ "a signature is no reason",
		LIT(DAEMON "The following address(es) failed:\n\n   kim@example.org\n\n"
			   "--------------------------------------------------------\n"
			   "No address exists here\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"The following address(es) failed:\n" },
	{ "expanded from",
		LIT(DAEMON "   ----- The following addresses had permanent fatal errors -----\n"
			   "kim@example.org\n    (expanded from: <all@example.org>)\n\n"
			   "   ----- Transcript of session follows -----\n550 5.1.1 no\n"),
		"sendmail failed kim@example.org < all@example.org : 550 5.1.1 permanent | "
		"550 5.1.1 no\n" },
	{ "a pipe and its owner",
		LIT(DAEMON "The following address(es) failed:\n\n  pipe to |/usr/bin/sorter\n"
			   "    generated by kim@example.org\n    it returned 2\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | it returned 2\n" },
	{ "a local part of the domain that reports",
		LIT(DAEMON "The following address(es) failed:\n\n  kim\n    mailbox is full\n"),
		"notice failed kim@mail.example.com : 0 X.0.0 permanent | mailbox is full\n" },
	{ "the day is no reason",
		LIT(DAEMON "The following recipient(s) could not be reached:\n\n"
			   "      kim@example.org on 11/22/2026 11:15 AM\n            Unknown.\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | Unknown.\n" },
	{ "the sender is not one who failed",
		LIT(DAEMON "Delivery has failed to these recipients:\n\nkim@example.org\n\n"
			   "Sender Address: news@example.com\nRecipient Address: kim@example.org\n"
			   "Error: 550 5.1.1 no\n"),
		"notice failed kim@example.org : 550 5.1.1 permanent | 550 5.1.1 no\n" },
	{ "nor is who sent it",
		LIT(DAEMON "The following recipients could not be reached, for they take no mail "
			   "from news@example.com:\n\nkim\n"),
		"notice failed kim@mail.example.com : 0 X.0.0 permanent | "
		"The following recipients could not be reached, for they take no mail "
		"from news@example.com:\n" },
	{ "words that stop, inside a reply",
		LIT(DAEMON
			"The following address(es) failed:\n\n  kim@example.org\n"
			"    550 mail from you is blocked.\n    Please contact your provider.\n"),
		"notice failed kim@example.org : 550 X.0.0 permanent | "
		"550 mail from you is blocked. Please contact your provider.\n" },
	{ "and words that name, inside one",
		LIT(DAEMON "<kim@example.org>:\n552 5.2.2: Mailbox of kim@example.org is full\n"
			   "<lee@example.org>: 550 your message to lee@example.org is refused\n"),
		"notice failed kim@example.org : 552 5.2.2 permanent | "
		"552 5.2.2: Mailbox of kim@example.org is full\n"
		"notice failed lee@example.org : 550 X.0.0 permanent | "
		"550 your message to lee@example.org is refused\n" },
	{ "words that say it all",
		LIT(DAEMON
			"Could not be delivered to: <kim@example.org>\nAs their mailbox is full.\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | As their mailbox is full.\n" },
	{ "a label is no reason",
		LIT(DAEMON "Your message could not be delivered.\n\n  RCPT TO: kim@example.org\n"
			   "  From: news@example.com\n  Subject: News\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"Your message could not be delivered.\n" },
	{ "the better of two reasons",
		LIT(DAEMON "Your message could not be delivered to:\n-- kim@example.org\n\n"
			   "The problem appears to be :\n-- it is wrong\n\n"
			   "Additional information follows :\n-- 5.4.1 no such user\n"),
		"notice failed kim@example.org : 0 5.4.1 permanent | 5.4.1 no such user\n" },
	{ "expiry is temporary",
		LIT(DAEMON "The following address(es) failed:\n\n  kim@example.org\n"
			   "    retry timeout exceeded\n"),
		"notice failed kim@example.org : 0 X.0.0 temporary | retry timeout exceeded\n" },
	{ "a warning",
		LIT(DAEMON "THIS IS A WARNING MESSAGE ONLY.\n\n"
			   "Delivery to the following recipient has been delayed:\n\n"
			   "     kim@example.org\n\nMessage will be retried for 2 more day(s)\n"),
		"notice delayed kim@example.org : 0 X.0.0 temporary | "
		"Message will be retried for 2 more day(s)\n" },
	{ "a word in the text is no local part",
		LIT(DAEMON "Your message could not be delivered to the following recipients:\n\n"
			   "  kim@example.org\n\nThe reasons are not known.\n\n  Regards\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | The reasons are not known.\n" },
	{ "the only address, in words that nobody knows",
		LIT(DAEMON "Ihre Nachricht an kim@example.org konnte nicht zugestellt werden.\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"Ihre Nachricht an kim@example.org konnte nicht zugestellt werden.\n" },
	{ "one of two addresses, in such words",
		LIT(DAEMON "Nachrichten an kim@example.org und lee@example.org konnten nicht "
			   "zugestellt werden.\n"),
		"notice failed - : 0 X.0.0 - | -\n" },
	{ "an address to turn to",
		LIT(DAEMON "Your message could not be delivered. If you have a question,\n"
			   "write to kim@example.org.\n"),
		"notice failed - : 0 X.0.0 - | -\n" },
	{ "nobody named, but the envelope of what comes back",
		LIT(DAEMON
			"Your message could not be delivered.\n\n----- Original message -----\n\n"
			"Received: from a by b\n\tfor <kim@example.org>; Sun, 22 Nov 2026\n"
			"From: news@example.com\nTo: many@example.org, more@example.org\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"Your message could not be delivered. | news@example.com - -\n" },
	{ "nobody named, but the address of the report",
		LIT("From: MAILER-DAEMON@mail.example.com\n"
		    "To: bounces+kim=example.org@lists.example.com\nSubject: Returned mail\n\n"
		    "Your message could not be delivered.\n"),
		"notice failed kim@example.org : 0 X.0.0 permanent | "
		"Your message could not be delivered. | - kim@example.org -\n" },
	{ "nobody named at all", LIT(DAEMON "Your message could not be delivered.\n"),
		"notice failed - : 0 X.0.0 - | -\n" },
	{ "not sent by a mail system",
		LIT("From: alice@example.com\nSubject: bounced\n\n"
		    "<kim@example.org>: 550 5.1.1 no\n"),
		"mail none - : 0 X.0.0 - | - | alice@example.com - -\n" },
	{ "an answer to a report",
		LIT("From: postmaster@example.com\nSubject: Re: Returned mail\n\nWhat is this?\n"),
		"mail none - : 0 X.0.0 - | - | postmaster@example.com - -\n" },
};

/* Entries are found by address and by program, in any case; there may be many. */
static void
check_find(void)
{
	enum { MANY = 5000, ROOM = 1 << 22, LINE = 32 };
	static char text[MANY * LINE];
	struct rt_arena a = arena_at_the_edge(ROOM);
	struct rt_notice n;
	size_t used = 0;

	for (unsigned i = 0; i < MANY; i++)
		used += (size_t)snprintf(
			text + used, sizeof text - used, "<u%05u@a.example>: x\n", i);
	rt_notice_read(&n, (rt_str){ text, used }, true, &a);
	CHECK(n.count == MANY);
	CHECK(rt_notice_find(&n, RT_STR("u00000@a.example")) == &n.entry[0]);
	CHECK(rt_notice_find(&n, RT_STR("U04999@A.example")) == &n.entry[MANY - 1]);
	CHECK(!rt_notice_find(&n, RT_STR("u05000@a.example")));

	rt_notice_read(&n,
		RT_STR("The following address(es) failed:\n\n  |/bin/x\n    generated by k@a.example\n"),
		true, &a);
	CHECK(n.count == 1 && rt_notice_find(&n, RT_STR("|/bin/x")) == &n.entry[0]);
	CHECK(rt_notice_find(&n, RT_STR("k@a.example")) == &n.entry[0]);
	rt_notice_read(&n, (rt_str){ 0 }, true, &a);
	CHECK(!n.count && !n.seen && n.hello == SIZE_MAX);
}

static void
check_host(void)
{
	struct rt_arena a = arena_at_the_edge(1 << 18);
	struct rt_notice n;

	rt_notice_read(&n, RT_STR("This is the mail system at host mx.example.org.\n"), true, &a);
	CHECK(rt_str_eq(n.host, RT_STR("mx.example.org")));
	CHECK(rt_str_eq(n.format, RT_STR("postfix")) && n.hello == 0);
	rt_notice_read(&n, RT_STR("This is the DragonFly Mail Agent v0.9 at host\n"), true, &a);
	CHECK(!n.host.n);
}

int
main(void)
{
	check_messages(cases, RT_COUNT(cases));
	check_find();
	check_host();
	return rt_done();
}
