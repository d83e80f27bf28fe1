/* SPDX-License-Identifier: MIT */
#include "tests/rt_outcome.h"

#define HEAD \
	"From: feedback@example.net\nTo: abuse@example.com\nSubject: FW: News\n" \
	"Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n" \
	"--b\n\nThis is a report.\n"
#define REPORT(fields) "--b\nContent-Type: message/feedback-report\n\n" fields "\n"
#define COPY(fields) "--b\nContent-Type: message/rfc822\n\n" fields "\n\nHello.\n--b--\n"

static const struct message_case cases[] = {
	{ "a complaint",
		LIT(HEAD REPORT("Feedback-Type: abuse\nOriginal-Mail-From: <news@example.com>\n"
				"Original-Rcpt-To: <kim@example.org>\n")),
		"arf complaint kim@example.org : 0 X.0.0 - | - | news@example.com - -\n" },
	{ "two who complain, one named twice",
		LIT(HEAD REPORT("Feedback-Type: abuse\nOriginal-Rcpt-To: kim@example.org\n"
				"Original-Rcpt-To: lee@example.org\n"
				"Removal-Recipient: lee@example.org\n")),
		"arf complaint kim@example.org : 0 X.0.0 - | -\n"
		"arf complaint lee@example.org : 0 X.0.0 - | -\n" },
	{ "one taken back",
		LIT(HEAD REPORT("Feedback-Type: not-spam\nOriginal-Rcpt-To: kim@example.org\n")),
		"arf none kim@example.org : 0 X.0.0 - | -\n" },
	{ "named by the returned message only",
		LIT(HEAD REPORT("Feedback-Type: abuse\n") COPY("X-Original-To: kim@example.org")),
		"arf complaint kim@example.org : 0 X.0.0 - | -\n" },
	{ "named by the return path only",
		LIT(HEAD REPORT("Feedback-Type: abuse\n")
				COPY("Return-Path: <b+kim=example.org@lists.example.com>")),
		"arf complaint kim@example.org : 0 X.0.0 - | - | "
		"b+kim=example.org@lists.example.com kim@example.org -\n" },
	{ "named by nobody", LIT(HEAD REPORT("Feedback-Type: abuse\n")),
		"arf complaint - : 0 X.0.0 - | -\n" },
	{ "JMRP",
		LIT("From: staff@hotmail.example\nSubject: complaint\n"
		    "Content-Type: multipart/mixed; boundary=b\n\n" COPY(
			    "X-HmXmrOriginalRecipient: kim@hotmail.example\nFrom: news@example.com")),
		"arf complaint kim@hotmail.example : 0 X.0.0 - | - | news@example.com - -\n" },
	{ "a forwarded message",
		LIT("From: staff@hotmail.example\nSubject: look\n"
		    "Content-Type: multipart/mixed; boundary=b\n\n" COPY(
			    "X-Original-To: kim@hotmail.example\nFrom: news@example.com")),
		"mail none - : 0 X.0.0 - | - | staff@hotmail.example - -\n" },
};

int
main(void)
{
	check_messages(cases, RT_COUNT(cases));
	return rt_done();
}
