/* SPDX-License-Identifier: MIT */
#include "tests/rt_outcome.h"

#define HEAD(fields) \
	"From: kim@example.org\nTo: news@example.com\nSubject: Read: News\n" fields \
	"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
#define WORDS(text) "--b\n\n" text "\n"
#define REPORT(fields) "--b\nContent-Type: message/disposition-notification\n\n" fields "\n--b--\n"
#define KIM "Final-Recipient: rfc822; kim@example.org\n"

static const struct message_case cases[] = {
	{ "a receipt",
		LIT(HEAD("") WORDS("Shown.") REPORT(
			KIM "Disposition: manual-action/MDN-sent-manually; displayed\n")),
		"mdn receipt kim@example.org : 0 X.0.0 - | "
		"manual-action/MDN-sent-manually; displayed\n" },
	{ "an alias",
		LIT(HEAD("") REPORT(
			"Original-Recipient: rfc822; info@example.org\n" KIM
			"Disposition: automatic-action/MDN-sent-automatically; dispatched\n")),
		"mdn receipt kim@example.org < info@example.org : 0 X.0.0 - | "
		"automatic-action/MDN-sent-automatically; dispatched\n" },
	{ "the original recipient only",
		LIT(HEAD("") REPORT("Original-Recipient: rfc822; info@example.org\n"
				    "Disposition: manual-action/MDN-sent-manually; displayed\n")),
		"mdn receipt info@example.org : 0 X.0.0 - | "
		"manual-action/MDN-sent-manually; displayed\n" },
	{ "a refusal by Sieve",
		LIT(HEAD("Auto-Submitted: auto-replied (rejected)\n") WORDS(
			"It was rejected:\nno newsletters") REPORT(KIM
			"Disposition: automatic-action/MDN-sent-automatically; deleted\n")),
		"mdn failed kim@example.org : 0 X.0.0 permanent | It was rejected: no newsletters\n" },
	{ "deleted by a person",
		LIT(HEAD("") REPORT(
			KIM "Disposition: manual-action/MDN-sent-automatically; deleted\n")),
		"mdn receipt kim@example.org : 0 X.0.0 - | "
		"manual-action/MDN-sent-automatically; deleted\n" },
};

int
main(void)
{
	check_messages(cases, RT_COUNT(cases));
	return rt_done();
}
