/* SPDX-License-Identifier: MIT */
/* What outcomes give when asked: header fields of the returned message, and all replies. */
#include "base/buf.h"
#include "read/reader.h"
#include "tests/rt_test.h"

enum { ROOM = 1 << 18 };

#define HEAD \
	"From: MAILER-DAEMON@mail.example.com\n" \
	"To: news@example.com\n" \
	"Subject: Undelivered mail\n"
#define REPORT_HEAD \
	HEAD "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define WORDS(text) "--b\n\n" text "\n"
#define REPORT(fields) "--b\nContent-Type: message/delivery-status\n\n" fields "\n"
#define KIM "Final-Recipient: rfc822; kim@example.org\nAction: failed\n"
#define LEE "\nFinal-Recipient: rfc822; lee@example.org\nAction: failed\n"
#define ORIGINAL \
	"Subject: News\nx-campaign: =?utf-8?Q?Caf=C3=A9?= of\n November\nX-Campaign: 2\n" \
	"Message-ID: <1@example.com>\n"

struct asked_case {
	const char *name;
	rt_str in;
	const char *want;
};

/* name=value, then "from text" of each reply, a star before the one that decided. */
static void
put(struct rt_buf *b, const struct rt_outcome *o)
{
	for (size_t i = 0; i < o->headers_count; i++) {
		rt_buf_str(b, o->headers[i].name);
		rt_buf_ch(b, '=');
		rt_buf_str(b, o->headers[i].value);
		rt_buf_ch(b, '\n');
	}
	for (size_t i = 0; i < o->replies_count; i++) {
		if (o->replies[i].decided)
			rt_buf_ch(b, '*');
		rt_buf_str(b, rt_origin_word(o->replies[i].from));
		rt_buf_ch(b, ' ');
		rt_buf_str(b, o->replies[i].text);
		rt_buf_ch(b, '\n');
	}
	rt_buf_str(b, RT_STR(".\n"));
}

static const rt_str names[] = { LIT("Message-Id"), LIT("X-Campaign"), LIT("X-None"),
	LIT("message-id") };

static rt_str
asked_of(rt_str message, struct rt_arena a, bool headers, bool replies, struct rt_buf *b)
{
	const struct rt_read_options options = {
		.headers = headers ? names : NULL,
		.headers_count = headers ? RT_COUNT(names) : 0,
		.replies = replies,
	};
	struct rt_reader *r;
	struct rt_outcome o;
	enum rt_result result;

	b->n = 0;
	if (rt_read_begin(message, &options, &a, &r) != RT_OK)
		return (rt_str){ 0 };
	while ((result = rt_read_next(r, &o)) != RT_ENOTFOUND)
		if (result == RT_OK)
			put(b, &o);
	return rt_buf_view(b);
}

static void
check(const struct asked_case *c, bool headers, bool replies)
{
	static char lines[1 << 16];
	struct rt_buf b = { .p = lines, .cap = sizeof lines };
	struct rt_arena whole = arena_at_the_edge(ROOM);
	rt_str in = at_the_edge(c->in);
	rt_str got = asked_of(in, whole, headers, replies, &b);
	bool good = rt_str_eq(got, rt_str_z(c->want));

	CHECK_CASE(good, c->name);
	if (!good)
		fprintf(stderr, "got:\n%.*swant:\n%s", RT_ARG(got), c->want);
	/* Less room gives less, and never harm. */
	for (size_t n = 0; n < 1 << 14; n += 97) {
		(void)asked_of(in, arena_tail(whole, n), headers, replies, &b);
		CHECK_CASE(arena_kept(whole, n), c->name);
	}
	/* A message that stops early is read as far as it goes. */
	for (size_t n = 0; n < in.n; n += 7)
		CHECK_CASE(asked_of(rt_str_head(in, n), whole, headers, replies, &b).n, c->name);
}

#define FOUND "Message-Id=<1@example.com>\nX-Campaign=Caf\xc3\xa9 of November\n.\n"

static const struct asked_case headers[] = {
	{ "a message",
		LIT(REPORT_HEAD REPORT(KIM) "--b\nContent-Type: message/rfc822\n\n" ORIGINAL
					    "\nX-None: in the body\n--b--\n"),
		FOUND },
	{ "a header",
		LIT(REPORT_HEAD REPORT(KIM) "--b\nContent-Type: text/rfc822-headers\n\n" ORIGINAL
					    "\n--b--\n"),
		FOUND },
	{ "two recipients",
		LIT(REPORT_HEAD REPORT(KIM LEE) "--b\nContent-Type: message/rfc822\n\n" ORIGINAL
						"\n--b--\n"),
		FOUND FOUND },
	{ "below the words",
		LIT(HEAD
			"\nHi. This is the qmail-send program at mail.example.com.\n"
			"I'm afraid I wasn't able to deliver your message to the following addresses.\n"
			"\n<kim@example.org>:\n550 no\n\n"
			"--- Below this line is a copy of the message.\n\n" ORIGINAL "\nHello.\n"),
		FOUND },
	{ "nothing returned", LIT(REPORT_HEAD REPORT(KIM) "--b--\n"), ".\n" },
	{ "ordinary mail that carries another",
		LIT("From: kim@example.org\nX-Campaign: 1\nContent-Type: message/rfc822\n\n" ORIGINAL
		    "\n"),
		".\n" },
};

static const struct asked_case replies[] = {
	{ "field and words",
		LIT(REPORT_HEAD WORDS(
			"<kim@example.org>: host mx.example.org said: 450 4.2.0 later")
				REPORT(KIM "Diagnostic-Code: smtp; 550 5.1.1 no\n") "--b--\n"),
		"*diagnostic-code 550 5.1.1 no\nnotice 450 4.2.0 later\n.\n" },
	{ "the same, wrapped",
		LIT(REPORT_HEAD WORDS("<kim@example.org>: host mx.example.org said: 550 5.1.1 no\n"
				      "    such user (in reply to RCPT TO command)") REPORT(KIM
			"Diagnostic-Code: smtp; 550 5.1.1 no such\n user\n") "--b--\n"),
		".\n" },
	{ "a comment",
		LIT(REPORT_HEAD REPORT(KIM "Status: 5.1.1 (bad mailbox)\n"
					   "Diagnostic-Code: smtp; 550 no\n") "--b--\n"),
		"*diagnostic-code 550 no\nstatus-comment bad mailbox\n.\n" },
	{ "a comment alone", LIT(REPORT_HEAD REPORT(KIM "Status: 5.1.1 (bad mailbox)\n") "--b--\n"),
		".\n" },
	{ "a transcript",
		LIT(HEAD "\n   ----- Transcript of session follows -----\n"
			 "... while talking to mx.example.org.:\n"
			 ">>> RCPT To:<kim@example.org>\n"
			 "<<< 550-5.1.1 no\n<<< 550 5.1.1 such user\n"
			 "550 5.1.1 <kim@example.org>... User unknown\n"
			 ">>> DATA\n<<< 503 5.5.1 need RCPT\n"),
		"*transcript 550-5.1.1 no 550 5.1.1 such user\n"
		"transcript 550 5.1.1 <kim@example.org>... User unknown\n"
		"transcript 503 5.5.1 need RCPT\n.\n" },
	{ "each his own",
		LIT(REPORT_HEAD WORDS(
			"<kim@example.org>: host mx.example.org said: 550 5.1.1 no kim")
				REPORT(KIM "Diagnostic-Code: smtp; 550 5.1.1 a\n" LEE
					   "Diagnostic-Code: smtp; 550 5.1.1 b\n") "--b--\n"),
		"*diagnostic-code 550 5.1.1 a\nnotice 550 5.1.1 no kim\n.\n.\n" },
	{ "a success",
		LIT(REPORT_HEAD WORDS("<kim@example.org>: 250 2.0.0 fine") REPORT(
			"Final-Recipient: rfc822; kim@example.org\nAction: delivered\n"
			"Status: 2.0.0 (good)\nDiagnostic-Code: smtp; 250 ok\n") "--b--\n"),
		".\n" },
};

/* More replies than are kept, and words that would be gone through for too many. */
static void
check_limits(void)
{
	static char text[1 << 16], lines[1 << 17];
	struct rt_buf b = { .p = text, .cap = sizeof text };
	struct rt_buf out = { .p = lines, .cap = sizeof lines };
	struct rt_arena whole = arena_at_the_edge(1 << 20);
	const struct rt_read_options options = { .replies = true };
	struct rt_reader *r;
	struct rt_outcome o;

	rt_buf_str(&b, RT_STR(HEAD "\n   ----- Transcript of session follows -----\n"));
	for (unsigned i = 0; i < 2 * RT_MAX_HEARD; i++) {
		rt_buf_str(&b, RT_STR(">>> RCPT To:<kim@example.org>\n<<< 550 5.1."));
		rt_buf_uint(&b, i + 10, 2);
		rt_buf_str(&b, RT_STR(" no\n"));
	}
	struct rt_arena a = whole;
	CHECK(rt_read_begin(rt_buf_view(&b), &options, &a, &r) == RT_OK);
	CHECK(rt_read_next(r, &o) == RT_OK && o.replies_count == RT_MAX_HEARD);
	CHECK(rt_str_eq(o.limit, RT_STR("replies")));
	CHECK(o.replies[0].decided && rt_str_eq(o.replies[0].text, o.text));
	/* Not asked for, nothing is given. */
	CHECK(rt_str_eq(asked_of(rt_buf_view(&b), whole, false, false, &out), RT_STR(".\n")));
}

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(headers); i++)
		check(&headers[i], true, false);
	for (size_t i = 0; i < RT_COUNT(replies); i++)
		check(&replies[i], false, true);
	check_limits();
	return rt_done();
}
