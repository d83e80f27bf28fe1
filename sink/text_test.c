/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "judge/condition.h"
#include "sink/text.h"
#include "tests/rt_test.h"

static char room[1 << 16];

#define IN(lit) \
	{ \
		lit, sizeof(lit) - 1 \
	}

static void
test_width(void)
{
	static const struct {
		rt_str text;
		size_t width;
	} texts[] = {
		{ IN(""), 0 },
		{ IN("abc"), 3 },
		{ IN("caf\xc3\xa9"), 4 },
		{ IN("\xe2\x82\xac"), 1 },
		{ IN("\x1b"), 4 },
		{ IN("\xc2\x9b"), 4 },
		{ IN("\xff\xff"), 2 },
	};

	for (size_t i = 0; i < RT_COUNT(texts); i++)
		CHECK(rt_text_width(at_the_edge(texts[i].text)) == texts[i].width);
}

static void
test_put(void)
{
	static const struct {
		const char *name;
		rt_str in;
		enum rt_paint paint;
		bool color;
		const char *want;
	} puts[] = {
		{ "plain", IN("abc"), RT_PAINT_NONE, false, "abc" },
		{ "no colour", IN("abc"), RT_PAINT_BAD, false, "abc" },
		{ "bold", IN("abc"), RT_PAINT_BOLD, true, "\033[1mabc\033[0m" },
		{ "dim", IN("abc"), RT_PAINT_DIM, true, "\033[2mabc\033[0m" },
		{ "good", IN("abc"), RT_PAINT_GOOD, true, "\033[32mabc\033[0m" },
		{ "bad", IN("abc"), RT_PAINT_BAD, true, "\033[31mabc\033[0m" },
		{ "warn", IN("abc"), RT_PAINT_WARN, true, "\033[33mabc\033[0m" },
		{ "no paint", IN("abc"), RT_PAINT_NONE, true, "abc" },
		{ "nothing to paint", IN(""), RT_PAINT_BAD, true, "" },
		{ "control bytes", IN("a\x1b[31m\r\n\x7f"), RT_PAINT_NONE, false,
			"a\\x1b[31m\\x0d\\x0a\\x7f" },
		{ "two octets", IN("a\xc2\x9b\xc2\xa0"), RT_PAINT_NONE, false, "a\\x9b\xc2\xa0" },
		{ "no UTF-8", IN("a\xff"), RT_PAINT_NONE, false, "a\xef\xbf\xbd" },
	};

	for (size_t i = 0; i < RT_COUNT(puts); i++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		struct rt_style style = { .color = puts[i].color };
		struct rt_sheet s = rt_sheet_of(&b, &style);
		rt_sheet_put(&s, at_the_edge(puts[i].in), puts[i].paint);
		CHECK_CASE(rt_str_eq(rt_buf_view(&b), rt_str_z(puts[i].want)), puts[i].name);
	}
}

static void
test_sheet(void)
{
	struct rt_buf b = { .p = room, .cap = sizeof room };
	struct rt_style wide = { .width = 200 }, narrow = { .width = 5 };

	CHECK(rt_sheet_of(&b, NULL).width == 80 && !rt_sheet_of(&b, NULL).color);
	CHECK(rt_sheet_of(&b, &wide).width == 200);
	CHECK(rt_sheet_of(&b, &narrow).width == 80);
}

static void
test_rows(void)
{
	static const struct {
		const char *name, *label;
		unsigned indent;
		const char *text, *want;
	} rows[] = {
		{ "one line", "  what", 10, "No such mailbox", "  what    No such mailbox\n" },
		{ "no label", "", 4, "a b", "    a b\n" },
		{ "no text", "  what", 10, "", "  what\n" },
		{ "no indent", "", 0, "a b", "a b\n" },
		{ "a label as long as the indent", "what", 4, "a", "what\n    a\n" },
		{ "a label that just fits", "what", 5, "a", "what a\n" },
		{ "a label that is too long", "whatever", 4, "a", "whatever\n    a\n" },
		{ "blanks and line ends", "x", 4, "a  b\r\nc", "x   a b c\n" },
		{ "wrapped", "x", 4, "aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbb ccc",
			"x   aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbb\n    ccc\n" },
		{ "just within", "x", 4, "aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbb ccc",
			"x   aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbb\n    ccc\n" },
		{ "a word too long for a line", "x", 4,
			"a bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb c",
			"x   a\n    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n    c\n" },
		{ "code points count", "x", 4,
			"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"x   \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 "
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" },
	};

	for (size_t i = 0; i < RT_COUNT(rows); i++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		struct rt_style style = { .width = 40 };
		struct rt_sheet s = rt_sheet_of(&b, &style);
		rt_sheet_row(&s, rt_str_z(rows[i].label), rows[i].indent, rt_str_z(rows[i].text));
		CHECK_CASE(rt_str_eq(rt_buf_view(&b), rt_str_z(rows[i].want)), rows[i].name);
		if (!rt_str_eq(rt_buf_view(&b), rt_str_z(rows[i].want)))
			fprintf(stderr, "\tgot\n%.*s\twant\n%s", RT_ARG(rt_buf_view(&b)),
				rows[i].want);
	}
}

#define VERDICT \
	{ \
		.condition = RT_CONDITION_ADDRESS_UNKNOWN, .party = RT_PARTY_SENDER, \
		.scope = RT_SCOPE_RECIPIENT, .persistence = RT_PERSISTENCE_PERMANENT, \
		.action = RT_ACTION_SUPPRESS, .rule = IN("status"), \
	}
static const struct rt_verdict verdict = VERDICT;

static const struct rt_outcome failed = {
	.source = IN("bounce.eml"),
	.message = 2,
	.event = RT_EVENT_FAILED,
	.recipient = IN("u@example.org"),
	.original_recipient = IN("alias@example.com"),
	.text = IN("550 5.1.1 User\x1b unknown"),
	.remote_mta = IN("mx.example.org"),
	.message_id = IN("<m@example.net>"),
	.limit = IN("parts"),
};

static const struct rt_outcome ordinary = {
	.source = IN("-"),
	.message = 1,
	.subject = IN("Hello"),
	.message_id = IN("<m@example.net>"),
};

static const struct rt_reading reading = {
	.kind = RT_KIND_STATUS,
	.standing = RT_STANDING_STANDARD,
	.status = { 5, 1, 1 },
	.has_status = true,
	.title = IN("Bad mailbox"),
	.source = IN("RFC 3463 3.2"),
	.note = IN("No such mailbox."),
};

static const struct rt_explanation explained = {
	.query = IN("5.1.1"),
	.reading = &reading,
	.count = 1,
	.verdict = VERDICT,
	.judged = true,
	.title = IN("No such mailbox"),
	.advice = { .sender = IN("Correct it."), .check = { IN("mx"), IN("rcpt") }, .checks = 2 },
};

static const struct rt_explanation wrong = {
	.query = IN("5.01.1\x1b"),
	.error = IN("a number has no leading zeros"),
	.meant = IN("5.1.1 or 511"),
};

/* Everything that a code may be: registered, a vendor's, a page's, a reply to some command. */
static const struct rt_reading many[] = {
	{ .kind = RT_KIND_REPLY,
		.standing = RT_STANDING_OBSOLETE,
		.code = 550,
		.title = IN("Not taken"),
		.source = IN("RFC 821"),
		.note = IN("No."),
		.remark = IN("Really.") },
	{ .kind = RT_KIND_CLIENT,
		.standing = RT_STANDING_FOLKLORE,
		.code = 605,
		.title = IN("Bounced") },
	{ .kind = RT_KIND_REPLY,
		.standing = RT_STANDING_STANDARD,
		.code = 550,
		.title = IN("Not taken"),
		.source = IN("RFC 5321"),
		.command = IN("RCPT") },
	{ .kind = RT_KIND_REPLY,
		.standing = RT_STANDING_OBSOLETE,
		.code = 550,
		.title = IN("Not taken"),
		.source = IN("RFC 821"),
		.command = IN("SEND") },
	{ .kind = RT_KIND_VENDOR,
		.standing = RT_STANDING_VENDOR,
		.code = 550,
		.vendor = IN("google"),
		.title = IN("Blocked"),
		.token = IN("[x\x1b]") },
	{ .kind = RT_KIND_VENDOR,
		.standing = RT_STANDING_VENDOR,
		.vendor = IN("yahoo"),
		.title = IN("Refused") },
	{ .kind = RT_KIND_FOLK,
		.standing = RT_STANDING_WRONG,
		.code = 550,
		.title = IN("A virus."),
		.note = IN("Mostly not.") },
	{ .kind = RT_KIND_FOLK,
		.standing = RT_STANDING_FOLKLORE,
		.title = IN("Full."),
		.note = IN("Not only.") },
};
static const struct rt_explanation varied = {
	.query = IN("550"), .reading = many, .count = RT_COUNT(many)
};

static const char varied_text[] = "550  Not taken\n"
				  "  obsolete, RFC 821\n"
				  "  No.\n"
				  "  Really.\n"
				  "\n"
				  "605  Bounced\n"
				  "  folklore\n"
				  "\n"
				  "Said by\n"
				  "  google                Blocked\n"
				  "                        [x\\x1b]\n"
				  "  yahoo                 Refused\n"
				  "\n"
				  "What pages say of it\n"
				  "  wrong                 A virus.\n"
				  "                        Mostly not.\n"
				  "  folklore              Full.\n"
				  "                        Not only.\n"
				  "\n"
				  "In reply to\n"
				  "  550 RCPT  RFC 5321\n"
				  "  550 SEND  RFC 821, obsolete\n";

static const char failed_text[] =
	"failed  u@example.org  bounce.eml#2\n"
	"  sent to     alias@example.com\n"
	"  why         address.unknown (known), fault of sender, permanent\n"
	"  do          suppress\n"
	"  said        550 5.1.1 User\\x1b unknown\n"
	"  by          mx.example.org\n"
	"  of          <m@example.net>\n"
	"  limit       parts\n";

static const char explained_text[] = "5.1.1  Bad mailbox\n"
				     "  standard, RFC 3463 3.2\n"
				     "  No such mailbox.\n"
				     "\nVerdict\n"
				     "  what                  No such mailbox\n"
				     "  condition             address.unknown\n"
				     "  whose fault           sender\n"
				     "  it is                 permanent\n"
				     "  action                suppress\n"
				     "  suppress address      yes\n"
				     "  certainty             known\n"
				     "  decided by            status\n"
				     "\nWhat to do\n"
				     "  who sent it           Correct it.\n"
				     "  check live            mx rcpt\n";

static const struct {
	const char *name;
	const struct rt_outcome *o;
	const struct rt_verdict *v;
	const struct rt_explanation *e;
	bool color;
	const char *want;
} cards[] = {
	{ "a failure", &failed, &verdict, NULL, false, failed_text },
	{ "ordinary mail", &ordinary, &verdict, NULL, false, "none  Hello  -\n" },
	{ "colour", &ordinary, NULL, NULL, true, "none  \033[1mHello\033[0m  \033[2m-\033[0m\n" },
	{ "delayed, in colour", &(const struct rt_outcome){ .event = RT_EVENT_DELAYED }, NULL, NULL,
		true, "\033[33mdelayed\033[0m    \n" },
	{ "delivered, in colour", &(const struct rt_outcome){ .event = RT_EVENT_DELIVERED }, NULL,
		NULL, true, "\033[32mdelivered\033[0m    \n" },
	{ "everything a code may be", NULL, NULL, &varied, false, varied_text },
	{ "an explanation", NULL, NULL, &explained, false, explained_text },
	{ "a query that is wrong", NULL, NULL, &wrong, false,
		"5.01.1\\x1b: a number has no leading zeros\nPerhaps meant: 5.1.1 or 511\n" },
};

static size_t
render(size_t i, char *out, size_t n)
{
	struct rt_style style = { .color = cards[i].color };

	if (cards[i].e)
		return rt_render_explanation(cards[i].e, &style, out, n);
	return rt_render_outcome(cards[i].o, cards[i].v, &style, out, n);
}

static void
test_cards(void)
{
	for (size_t i = 0; i < RT_COUNT(cards); i++) {
		size_t length = strlen(cards[i].want), n = render(i, room, sizeof room);
		rt_str got = { room, n == SIZE_MAX ? 0 : n };
		bool fine = true;
		CHECK_CASE(rt_str_eq(got, rt_str_z(cards[i].want)), cards[i].name);
		if (!rt_str_eq(got, rt_str_z(cards[i].want)))
			fprintf(stderr, "\tgot\n%.*s\twant\n%s", RT_ARG(got), cards[i].want);
		for (n = 0; n <= length + 1; n++) {
			struct rt_arena a = arena_at_the_edge(n);
			fine &= render(i, a.at, n) == (n < length ? SIZE_MAX : length);
		}
		CHECK_CASE(fine, cards[i].name);
	}
}

/* Of many vendors the first are shown, and how many more there are. */
static void
test_more(void)
{
	struct rt_reading same[40];
	struct rt_explanation e = { .query = IN("550"), .reading = same, .count = RT_COUNT(same) };

	for (size_t i = 0; i < RT_COUNT(same); i++)
		same[i] = many[4];
	size_t n = rt_render_explanation(
		&e, &(struct rt_style){ .form = RT_FORM_TEXT }, room, sizeof room);
	CHECK(n != SIZE_MAX);
	CHECK(rt_str_find((rt_str){ room, n }, RT_STR("\n  and 28 more: "), 0) != SIZE_MAX);
}

int
main(void)
{
	test_width();
	test_put();
	test_sheet();
	test_rows();
	test_cards();
	test_more();
	return rt_done();
}
