/* SPDX-License-Identifier: MIT */
#include "tests/rt_outcome.h"

#define HEAD \
	"From: MAILER-DAEMON@mail.example.com\n" \
	"To: news@example.com\n" \
	"Subject: Undelivered mail\n" \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define WORDS(text) "--b\n\n" text "\n"
#define REPORT(fields) "--b\nContent-Type: message/delivery-status\n\n" fields "\n"
#define COPY(fields) "--b\nContent-Type: message/rfc822\n\n" fields "\n\nHello.\n--b--\n"
#define KIM "Final-Recipient: rfc822; kim@example.org\n"
#define FAILED "Action: failed\nStatus: 5.1.1\n"

static const struct message_case cases[] = {
	{ "a report",
		LIT(HEAD REPORT("Reporting-MTA: dns; a\n\n" KIM FAILED
				"Diagnostic-Code: smtp; 550 5.1.1 no\n")),
		"dsn failed kim@example.org : 550 5.1.1 permanent | 550 5.1.1 no\n" },
	{ "two, without an empty line between",
		LIT(HEAD REPORT(KIM FAILED "Final-Recipient: rfc822; lee@example.org\n"
					   "Action: delayed\nStatus: 4.4.1\n")),
		"dsn failed kim@example.org : 0 5.1.1 permanent | -\n"
		"dsn delayed lee@example.org : 0 4.4.1 temporary | -\n" },
	{ "the action before the addresses",
		LIT(HEAD REPORT(
			"Action: failed\n" KIM "Original-Recipient: rfc822; kim@example.org\n"
			"Diagnostic-Code: smtp; 450 4.0.0 later\nStatus: 4.0.0\n")),
		"dsn failed kim@example.org : 450 4.0.0 temporary | 450 4.0.0 later\n" },
	{ "the original address first",
		LIT(HEAD REPORT("Original-Recipient: rfc822; all@example.org\n" KIM FAILED
				"Original-Recipient: rfc822; lee@example.org\n"
				"Final-Recipient: rfc822; lee@example.org\n" FAILED)),
		"dsn failed kim@example.org < all@example.org : 0 5.1.1 permanent | -\n"
		"dsn failed lee@example.org : 0 5.1.1 permanent | -\n" },
	{ "an alias inside the system",
		LIT(HEAD REPORT("Final-Recipient: rfc822; kim@backend\n"
				"Original-Recipient: rfc822; kim@example.org\n" FAILED)),
		"dsn failed kim@example.org : 0 5.1.1 permanent | -\n" },
	{ "words from the notice",
		LIT(HEAD WORDS("<kim@example.org>: host mx.example.org said: 550 5.1.1 no")
				REPORT(KIM FAILED)),
		"dsn failed kim@example.org : 550 5.1.1 permanent | 550 5.1.1 no\n" },
	{ "a program's output, too",
		LIT(HEAD WORDS("   ----- The following addresses had permanent fatal errors -----\n"
			       "<kim@example.org>\n\n"
			       "   ----- Transcript of session follows -----\n"
			       "tool: disk full\n"
			       "550 5.0.0 <kim@example.org>... Can't create output\n") REPORT(KIM
			"Action: failed\nStatus: 5.3.0\nDiagnostic-Code: X-Unix; 73\n")),
		"dsn failed kim@example.org : 550 5.3.0 permanent | tool: disk full "
		"550 5.0.0 <kim@example.org>... Can't create output\n" },
	{ "a number is no words",
		LIT(HEAD WORDS("   ----- Transcript of session follows -----\n"
			       "451 4.0.0 out of order\n")
				REPORT(KIM "Action: delayed\nStatus: 4.5.0\n"
					   "Diagnostic-Code: X-Unix; 71\n")),
		"dsn delayed kim@example.org : 451 4.5.0 temporary | 451 4.0.0 out of order\n" },
	{ "the first line of a reply, and the others",
		LIT(HEAD WORDS(">>> DATA\n<<< 552-5.7.0 no programs\n<<< 552 5.7.0 please\n"
			       "554 5.0.0 Service unavailable\n")
				REPORT(KIM "Action: failed\nStatus: 5.7.0\n"
					   "Diagnostic-Code: SMTP; 552-5.7.0 no programs\n")),
		"dsn failed kim@example.org : 552 5.7.0 permanent | "
		"552-5.7.0 no programs 552 5.7.0 please\n" },
	{ "a first line that nothing completes",
		LIT(HEAD WORDS("<<< 552-5.7.0 something else\n")
				REPORT(KIM "Action: failed\nStatus: 5.7.0\n"
					   "Diagnostic-Code: SMTP; 552-5.7.0 no programs\n")),
		"dsn failed kim@example.org : 552 5.7.0 permanent | 552-5.7.0 no programs\n" },
	{ "quoted as in a notice",
		LIT(HEAD REPORT(KIM "Action: failed\nStatus: 5.0.0\n"
				    "Diagnostic-Code: X-Postfix; host mx.example.org[192.0.2.1]\n"
				    "    said: 550 no (in reply to RCPT TO command)\n")),
		"dsn failed kim@example.org : 550 5.0.0 permanent | 550 no\n" },
	{ "what Exim knows",
		LIT(HEAD REPORT(KIM "Action: failed\nStatus: 5.0.0\n"
				    "X-Exim-Diagnostic: X-str; TLS is required\n")),
		"dsn failed kim@example.org : 0 5.0.0 permanent | TLS is required\n" },
	{ "a comment of the action",
		LIT(HEAD REPORT(KIM "Action: failed (bad mailbox)\nStatus: 5.1.1\n")
				REPORT("Action: failed (bad mailbox)\n")),
		"dsn failed kim@example.org : 0 5.1.1 permanent | bad mailbox\n" },
	{ "a comment of the status",
		LIT(HEAD REPORT(KIM "Action: delayed\nStatus: 4.4.3 (no answer (yet))\n")),
		"dsn delayed kim@example.org : 0 4.4.3 temporary | no answer (yet)\n" },
	{ "other words for actions", LIT(HEAD REPORT(KIM "Action: success\nStatus: 2.0.0\n")),
		"dsn delivered kim@example.org : 0 2.0.0 success | -\n" },
	{ "no action", LIT(HEAD REPORT(KIM "Status: 5.1.1\n")),
		"dsn failed kim@example.org : 0 5.1.1 permanent | -\n" },
	{ "the sender, before he was rewritten, and his list",
		LIT(HEAD REPORT(
			"X-Postfix-Sender: rfc822; SRS0=ab=cd=example.com=news@fwd.example\n\n" KIM
				FAILED)
				COPY("Return-Path: <other@example.com>\nList-Id: News <news.example.com>")),
		"dsn failed kim@example.org : 0 5.1.1 permanent | - | news@example.com - news.example.com\n" },
	{ "a sender that only looks like xtext",
		LIT(HEAD REPORT("X-Postfix-Sender: rfc822; b+89ab@example.com\n\n" KIM FAILED)),
		"dsn failed kim@example.org : 0 5.1.1 permanent | - | b+89ab@example.com - -\n" },
	{ "a recipient in xtext",
		LIT(HEAD REPORT("Final-Recipient: rfc822; kim+2Btag@example.org\n" FAILED)),
		"dsn failed kim+tag@example.org : 0 5.1.1 permanent | -\n" },
	{ "a challenge that says it failed",
		LIT(HEAD WORDS("Please prove that you are a human.") REPORT(KIM FAILED)),
		"dsn challenge kim@example.org : 0 5.1.1 permanent | -\n" },
	{ "fields in the text of a notice",
		LIT("From: MAILER-DAEMON@mail.example.com\nSubject: Returned mail\n\n"
		    "Your message could not be delivered.\n\nReporting-MTA: dns; a\n\n" KIM FAILED),
		"notice failed kim@example.org : 0 5.1.1 permanent | -\n" },
	{ "nobody named, and one addressee",
		LIT(HEAD WORDS("Your message could not be delivered.")
				REPORT("Reporting-MTA: dns; a\n")
					COPY("From: news@example.com\nTo: kim@example.org")),
		"dsn failed kim@example.org : 0 X.0.0 permanent | "
		"Your message could not be delivered. | news@example.com - -\n" },
	{ "nobody named, and a list",
		LIT(HEAD WORDS("Your message could not be delivered.")
				REPORT("Reporting-MTA: dns; a\n")
					COPY("From: news@example.com\n"
					     "To: users@example.net\nList-Id: <u.example.net>")),
		"dsn failed - : 0 X.0.0 - | - | news@example.com - u.example.net\n" },
};

int
main(void)
{
	check_messages(cases, RT_COUNT(cases));
	return rt_done();
}
