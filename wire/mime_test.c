/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "base/utf8.h"
#include "tests/rt_test.h"
#include "wire/mime.h"

#define MULTI(b) "Content-Type: multipart/mixed; boundary=" b "\n\n"
#define LONG "abcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=?"
#define MULTI_CRLF(b) "Content-Type: multipart/mixed; boundary=" b "\r\n\r\n"

/*
 * The parts, written out: "0" or another digit for the parent, "-" for none; a letter for the
 * media; "b" or "q" for an encoding; of leaves, the body in "{}"; and ";". The letters stand in the
 * order of enum rt_media: other, text, html, headers, message, delivery, feedback, receipt,
 * multipart, report.
 */
static const char media_letters[] = "oThHmDFRxX";

static const struct {
	const char *name;
	rt_str in, want;
} cases[] = {
	{ "empty", LIT(""), LIT("-T{};") },
	{ "an empty line", LIT("\n"), LIT("-T{};") },
	{ "CR", LIT("\r"), LIT("-T{};") },
	{ "body only", LIT("\nbody\n"), LIT("-T{body\n};") },
	{ "header only", LIT("Subject: x"), LIT("-T{};") },
	{ "header and line end", LIT("Content-Type: text/html\r\n"), LIT("-h{};") },
	{ "simple", LIT("Subject: x\n\nbody\n--\n-- x\n"), LIT("-T{body\n--\n-- x\n};") },
	{ "CRLF", LIT("Subject: x\r\n\r\nbody\r\n"), LIT("-T{body\r\n};") },
	{ "NUL and 8 bit", LIT("A: \0\n\n\0\xff"), LIT("-T{\0\xff};") },
	{ "two parts", LIT(MULTI("b") "--b\n\none\n--b\n\ntwo\n--b--\n"),
		LIT("-x;0T{one};0T{two};") },
	{ "two parts, CRLF", LIT(MULTI_CRLF("b") "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n"),
		LIT("-x;0T{one};0T{two};") },
	{ "preamble and epilogue",
		LIT(MULTI("b") "pre\n--x\n--b\n\none\n--b--\npost\n--b\n\ntwo\n"),
		LIT("-x;0T{one};") },
	{ "line ends of the body", LIT(MULTI("b") "--b\n\n\none\n\n--b--\n"),
		LIT("-x;0T{\none\n};") },
	{ "mixed line ends", LIT(MULTI("b") "--b\r\n\r\none\n--b\n\ntwo\r\n--b--"),
		LIT("-x;0T{one};0T{two};") },
	{ "not closed", LIT(MULTI("b") "--b\n\none\n"), LIT("-x;0T{one\n};") },
	{ "cut in a header", LIT(MULTI("b") "--b\nContent-Type: text/html"), LIT("-x;0h{};") },
	{ "cut in a delimiter", LIT(MULTI("b") "--b\n\none\n--"), LIT("-x;0T{one\n--};") },
	{ "delimiter at the end", LIT(MULTI("b") "--b\n\none\n--b"), LIT("-x;0T{one};0T{};") },
	{ "close delimiter at the end", LIT(MULTI("b") "--b\n\none\n--b--"), LIT("-x;0T{one};") },
	{ "no parts", LIT(MULTI("b") "text\n"), LIT("-T{text\n};") },
	{ "closed at once", LIT(MULTI("b") "text\n--b--\n--b\n\none\n"), LIT("-T{text\n};") },
	{ "empty parts", LIT(MULTI("b") "--b\n--b\n\n--b\n\n\n--b--"), LIT("-x;0T{};0T{};0T{};") },
	{ "blanks behind delimiters", LIT(MULTI("b") "--b \t\n\none\n--b-- \r\n--b\n\n"),
		LIT("-x;0T{one};") },
	{ "text behind a delimiter", LIT(MULTI("b") "--b\n\none\n--b x\n--bb\n--b---\n--b--"),
		LIT("-x;0T{one\n--b x\n--bb\n--b---};") },
	{ "no line begins there", LIT(MULTI("b") "--b\n\none --b\n --b\n>--b\n--b--"),
		LIT("-x;0T{one --b\n --b\n>--b};") },
	{ "delimiter inside a header", LIT(MULTI("b") "--b\nContent-Type: text/html\n--b\n\ntwo\n"),
		LIT("-x;0h{};0T{two\n};") },
	{ "multipart cut inside its header",
		LIT(MULTI("b") "--b\n"
			       "Content-Type: multipart/x; boundary=c\n--b\n\n--c\n--b--"),
		LIT("-x;0T{};0T{--c};") },
	{ "nested", LIT(MULTI("b") "--b\n" MULTI("c") "--c\n\none\n--c--\n\n--b\n\ntwo\n--b--\n"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "the inner is not closed",
		LIT(MULTI("b") "--b\n" MULTI("c") "--c\n\none\n--b\n\ntwo\n--b--"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "the outer closes all",
		LIT(MULTI("b") "--b\n" MULTI("c") "--c\n\none\n--b--\n--c\n\ntwo\n"),
		LIT("-x;0x;1T{one};") },
	{ "the inner is closed twice",
		LIT(MULTI("b") "--b\n" MULTI("c") "--c\n\none\n--c--\n--c--\n--c\n--b\n\ntwo"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "the same boundary inside",
		LIT(MULTI("b") "--b\n" MULTI("b") "--b\n\none\n--b--\n--b\n\ntwo"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "a boundary that begins another",
		LIT(MULTI("b") "--b\n" MULTI("bb") "--bb\n\none\n--bb--\n--b\n\ntwo\n--b--"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "a boundary that another begins",
		LIT(MULTI("bb") "--bb\n" MULTI("b") "--b\n\none\n--bb\n\ntwo\n--bb--"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "a boundary that looks closed",
		LIT(MULTI("b") "--b\n" MULTI("b--") "--b--\n\none\n--b----\n--b\n\ntwo"),
		LIT("-x;0x;1T{one};0T{two};") },
	{ "a boundary of hyphens", LIT(MULTI("--") "----\n\none\n------\n----\n\n"),
		LIT("-x;0T{one};") },
	{ "a boundary of one hyphen", LIT(MULTI("-") "---\n\none\n-----\n"), LIT("-x;0T{one};") },
	{ "a quoted boundary", LIT(MULTI("\"a b:=?\"") "--a b:=?\n\none\n--a b:=?--"),
		LIT("-x;0T{one};") },
	{ "a quoted boundary with a blank at its end",
		LIT(MULTI("\"b \"") "--b\n\none\n--b --\n--b--"), LIT("-x;0T{one\n--b --};") },
	{ "a boundary with a blank at its front", LIT(MULTI("\" b\"") "--b\n-- b\n\none\n-- b--"),
		LIT("-x;0T{one};") },
	{ "a long boundary", LIT(MULTI(LONG) "--" LONG "\n\none\n--x" LONG),
		LIT("-x;0T{one\n--x" LONG "};") },
	{ "a folded field",
		LIT("Content-Type: multipart/report;\n\tx=y;\n boundary=b\n\n--b\n\none"),
		LIT("-X;0T{one};") },
	{ "a boundary on a line that is not indented",
		LIT("Content-Type: multipart/mixed;\nboundary=b\n\n--b\n\none\n"),
		LIT("-x;0T{one\n};") },
	{ "such a boundary without the semicolon",
		LIT("Content-Type: multipart/mixed\nboundary=b\n\n--b\n\none\n"),
		LIT("-T{--b\n\none\n};") },
	{ "such a boundary at the end", LIT("Content-Type: multipart/mixed;\nboundary="),
		LIT("-T{};") },
	{ "no boundary", LIT("Content-Type: multipart/mixed\n\n--b\n\none\n"),
		LIT("-T{--b\n\none\n};") },
	{ "empty boundary", LIT("Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\none\n"),
		LIT("-T{--\n\none\n};") },
	{ "a boundary, but no multipart",
		LIT("Content-Type: text/plain; boundary=b\n\n--b\n\none\n"),
		LIT("-T{--b\n\none\n};") },
	{ "the message begins with a delimiter", LIT("--b\n" MULTI("b") "--b\n\none\n"),
		LIT("-x;0T{one\n};") },
	{ "a delimiter behind an mbox line", LIT("From a@b\n" MULTI("b") "--b\n\none"),
		LIT("-x;0T{one};") },
	{ "an attached message",
		LIT(MULTI("b") "--b\nContent-Type: message/rfc822\n\n" MULTI(
			"c") "--c\n\none\n--c--\n--b--"),
		LIT("-x;0m{" MULTI("c") "--c\n\none\n--c--};") },
	{ "the first type counts",
		LIT("Content-Type: text/html\nContent-Type: " MULTI("b") "--b\n\n"),
		LIT("-h{--b\n\n};") },
	{ "encodings",
		LIT(MULTI("b") "--b\nContent-Transfer-Encoding: BASE64\n\nYQ==\n--b\n"
			       "content-transfer-encoding :quoted-printable\n\n=41\n--b--"),
		LIT("-x;0Tb{YQ==};0Tq{=41};") },
};

static void
put_parts(const struct rt_mime *m, struct rt_buf *b)
{
	for (uint16_t i = 0; i < m->count; i++) {
		const struct rt_part *p = &m->part[i];
		if (p->parent == RT_NO_PART)
			rt_buf_ch(b, '-');
		else
			rt_buf_uint(b, p->parent, 1);
		rt_buf_ch(b, media_letters[p->media]);
		if (p->encoding != RT_ENCODING_NONE)
			rt_buf_ch(b, p->encoding == RT_ENCODING_BASE64 ? 'b' : 'q');
		if (p->media != RT_MEDIA_MULTIPART && p->media != RT_MEDIA_REPORT) {
			rt_buf_ch(b, '{');
			rt_buf_str(b, p->body);
			rt_buf_ch(b, '}');
		}
		rt_buf_ch(b, ';');
	}
}

/* What holds for every message: views lie inside it, parts inside their parents, in order. */
static bool
is_sound(const struct rt_mime *m, rt_str message)
{
	for (uint16_t i = 0; i < m->count; i++) {
		const struct rt_part *p = &m->part[i];
		if (!lies_in(p->header, message) || !lies_in(p->body, message) ||
			!lies_in(p->type, p->header) || !lies_in(p->boundary, p->type))
			return false;
		if (p->header.p + p->header.n > p->body.p || p->open)
			return false;
		if ((i == 0) != (p->parent == RT_NO_PART))
			return false;
		if (i == 0)
			continue;
		const struct rt_part *parent = &m->part[p->parent];
		if (p->parent >= i || !parent->boundary.n || !lies_in(p->body, parent->body) ||
			!lies_in(p->header, parent->body))
			return false;
	}
	return true;
}

/* Splits a message in steps of so many bytes. */
static enum rt_result
split(struct rt_mime *m, rt_str message, struct rt_arena *a, size_t step)
{
	enum rt_result r;

	rt_mime_init(m, message, a);
	for (size_t i = 0; (r = rt_mime_step(m, step)) == RT_MORE; i++)
		if (i > message.n)
			break;
	return r;
}

static void
check_cases(void)
{
	struct rt_arena whole = arena_at_the_edge(64 * sizeof(struct rt_part));

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str s = at_the_edge(cases[i].in);
		for (size_t step = 0; step <= s.n; step++) {
			struct rt_arena a = whole;
			struct rt_mime m;
			char room[400];
			struct rt_buf b = { .p = room, .cap = sizeof room };
			CHECK_CASE(
				split(&m, s, &a, step ? step : SIZE_MAX) == RT_OK, cases[i].name);
			put_parts(&m, &b);
			CHECK_CASE(rt_str_eq(rt_buf_view(&b), cases[i].want), cases[i].name);
			CHECK_CASE(
				is_sound(&m, s) && !m.parts_limit && !m.depth_limit, cases[i].name);
			CHECK_CASE(rt_mime_step(&m, 1) == RT_OK, cases[i].name);
		}
	}
}

static const struct {
	rt_str type;
	char letter;
} medias[] = {
	{ LIT("text/plain"), 'T' },
	{ LIT("TEXT/HTML"), 'h' },
	{ LIT("text"), 'T' },
	{ LIT("text/x-anything; a=b"), 'T' },
	{ LIT("text/rfc822-headers"), 'H' },
	{ LIT("Text/RFC822-Header"), 'H' },
	{ LIT("message/global-headers"), 'H' },
	{ LIT("message/rfc822"), 'm' },
	{ LIT("message/global"), 'm' },
	{ LIT("message/delivery-status"), 'D' },
	{ LIT("message/global-delivery-status"), 'D' },
	{ LIT("message/feedback-report"), 'F' },
	{ LIT("message/disposition-notification"), 'R' },
	{ LIT("message/global-disposition-notification"), 'R' },
	{ LIT("multipart/report; boundary=b"), 'X' },
	{ LIT("multipart/mixed; boundary=b"), 'x' },
	{ LIT("multipart/mixed"), 'T' },
	{ LIT("application/octet-stream"), 'o' },
	{ LIT("application/x; boundary=b"), 'o' },
	{ LIT("nonsense"), 'o' },
	{ LIT(""), 'T' },
};

static void
check_medias(void)
{
	char room[80] = "Content-Type: ";
	char memory[3 * sizeof(struct rt_part)];

	for (size_t i = 0; i < RT_COUNT(medias); i++) {
		struct rt_arena a = { memory, memory + sizeof memory };
		struct rt_buf b = { .p = room, .n = 14, .cap = sizeof room };
		struct rt_mime m;
		rt_buf_str(&b, medias[i].type);
		RT_BUF_LIT(&b, "\n\n--b\n\n");
		rt_str s = at_the_edge(rt_buf_view(&b));
		CHECK_CASE(split(&m, s, &a, SIZE_MAX) == RT_OK, medias[i].type.p);
		CHECK_CASE(media_letters[m.part[0].media] == medias[i].letter, medias[i].type.p);
		CHECK_CASE(rt_str_eq(m.part[0].type, medias[i].type), medias[i].type.p);
	}
}

/* With a smaller arena there are fewer parts, and those are the same. */
static void
check_sweep(void)
{
	rt_str s = at_the_edge(RT_STR(
		MULTI("b") "--b\n" MULTI("c") "--c\n\none\n--c\n\ntwo\n--c--\n"
					      "--b\nContent-Type: text/html\n\nthree\n--b--\n"));
	enum { ENOUGH = 7 * sizeof(struct rt_part) };
	struct rt_arena whole = arena_at_the_edge(ENOUGH), all = arena_at_the_edge(ENOUGH);
	struct rt_mime want, m;

	CHECK(split(&want, s, &all, SIZE_MAX) == RT_OK && want.count == 5);
	for (size_t n = 0; n <= ENOUGH; n++) {
		struct rt_arena a = arena_tail(whole, n);
		enum rt_result r = split(&m, s, &a, SIZE_MAX);
		CHECK(arena_kept(whole, n));
		CHECK(r == (n < sizeof(struct rt_part) ? RT_ELIMIT : RT_OK));
		if (r != RT_OK)
			continue;
		CHECK(m.parts_limit == (m.count < want.count) && is_sound(&m, s));
		CHECK(m.count == want.count || m.count == n / sizeof(struct rt_part));
		for (uint16_t i = 0; i < m.count; i++) {
			const struct rt_part *p = &m.part[i], *w = &want.part[i];
			CHECK(p->body.p == w->body.p && p->body.n == w->body.n);
			CHECK(p->parent == w->parent);
			/* A multipart whose parts found no room is the text that it looks like. */
			bool cut = m.parts_limit && i == m.count - 1;
			CHECK(p->media == w->media || (cut && p->media == RT_MEDIA_TEXT));
		}
	}
	rt_mime_init(&m, (rt_str){ 0 }, &whole);
	CHECK(rt_mime_step(&m, SIZE_MAX) == RT_OK && m.count == 1 && m.part[0].body.n == 0);
}

/* Multiparts inside one another, each with a boundary of its own; the innermost has a text. */
static rt_str
nested(unsigned depth)
{
	static char room[1 << 20];
	size_t n = 0;

	for (unsigned i = 0; i < depth; i++)
		n += (size_t)snprintf(room + n, sizeof room - n, MULTI("b%u") "--b%u\n", i, i);
	n += (size_t)snprintf(room + n, sizeof room - n, "\ntext\n");
	for (unsigned i = depth; i--;)
		n += (size_t)snprintf(room + n, sizeof room - n, "--b%u--\n", i);
	return at_the_edge((rt_str){ room, n });
}

static void
check_depth(void)
{
	static char memory[(RT_MAX_DEPTH + 200) * sizeof(struct rt_part)];
	static const unsigned depths[] = { 1, 63, 64, 65, 2000, RT_MAX_DEPTH, RT_MAX_DEPTH + 1,
		RT_MAX_DEPTH + 100 };

	for (size_t i = 0; i < RT_COUNT(depths); i++) {
		unsigned d = depths[i], most = d < RT_MAX_DEPTH ? d : RT_MAX_DEPTH;
		struct rt_arena a = { memory, memory + sizeof memory };
		rt_str s = nested(d);
		struct rt_mime m;
		CHECK(split(&m, s, &a, 4096) == RT_OK && is_sound(&m, s));
		CHECK(m.count == most + 1 && m.depth_limit == (d > RT_MAX_DEPTH));
		for (unsigned k = 1; k < m.count; k++)
			CHECK(m.part[k].parent == k - 1);
		CHECK(m.part[most].media == RT_MEDIA_TEXT);
		if (d <= RT_MAX_DEPTH)
			CHECK(rt_str_eq(m.part[most].body, RT_STR("text")));
	}
}

static void
check_parts_limit(void)
{
	static char memory[(RT_MAX_PARTS + 10) * sizeof(struct rt_part)];
	static char room[(RT_MAX_PARTS + 10) * 8 + 100] = MULTI("b");
	struct rt_buf b = { .p = room, .n = strlen(room), .cap = sizeof room };

	for (unsigned parts = 1; parts <= RT_MAX_PARTS + 5; parts++) {
		RT_BUF_LIT(&b, "--b\n\nx\n");
		if (parts < RT_MAX_PARTS - 2)
			continue;
		struct rt_arena a = { memory, memory + sizeof memory };
		rt_str s = at_the_edge(rt_buf_view(&b));
		struct rt_mime m;
		CHECK(split(&m, s, &a, SIZE_MAX) == RT_OK && is_sound(&m, s));
		CHECK(m.count == (parts < RT_MAX_PARTS ? parts + 1 : RT_MAX_PARTS));
		CHECK(m.parts_limit == (parts >= RT_MAX_PARTS));
	}
}

static const struct {
	const char *name;
	rt_str in;
	size_t max;
	rt_str want;
} texts[] = {
	{ "plain", LIT("\nabc"), SIZE_MAX, LIT("abc") },
	{ "plain, cut", LIT("\nabc"), 2, LIT("ab") },
	{ "UTF-8", LIT("\n\xe2\x82\xac"), SIZE_MAX, LIT("\xe2\x82\xac") },
	{ "UTF-8, cut behind a character", LIT("\na\xe2\x82\254b"), 4, LIT("a\xe2\x82\xac") },
	{ "UTF-8, cut in a character", LIT("\n\xe2\x82\xac\xe2\x82\xac"), 5, LIT("\xe2\x82\xac") },
	{ "UTF-8, cut behind a first byte", LIT("\n\xc3\xa4\xc3\xa4"), 3, LIT("\xc3\xa4") },
	{ "UTF-8 that was cut short before", LIT("\na\xe2\x82"), SIZE_MAX,
		LIT("a\xc3\xa2\xc2\x82") },
	{ "Latin-1", LIT("Content-Type: text/plain; charset=\"iso-8859-1\"\n\n\xe4"), SIZE_MAX,
		LIT("\xc3\xa4") },
	{ "unknown charset", LIT("Content-Type: text/plain; charset=x\n\n\xe4"), SIZE_MAX,
		LIT("\xc3\xa4") },
	{ "base64", LIT("Content-Transfer-Encoding: base64\n\n4oKs\n"), SIZE_MAX,
		LIT("\xe2\x82\xac") },
	{ "base64, cut", LIT("Content-Transfer-Encoding: base64\n\n4oKs4oKs"), 7,
		LIT("\xe2\x82\xac") },
	{ "quoted-printable", LIT("Content-Transfer-Encoding: quoted-printable\n\n=E2=\n=82=AC"),
		SIZE_MAX, LIT("\xe2\x82\xac") },
	{ "both",
		LIT("Content-Type: text/html; charset=latin1\n"
		    "Content-Transfer-Encoding: quoted-printable\n\n=E4=00"),
		SIZE_MAX, LIT("\xc3\xa4\0") },
	{ "nothing", LIT("\n"), SIZE_MAX, LIT("") },
	{ "nothing of it", LIT("\nabc"), 0, LIT("") },
};

static void
check_texts(void)
{
	struct rt_arena whole = arena_at_the_edge(40);
	char memory[2 * sizeof(struct rt_part)];

	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		struct rt_arena parts = { memory, memory + sizeof memory };
		rt_str s = at_the_edge(texts[i].in), ret = { 0 };
		struct rt_mime m;
		CHECK_CASE(split(&m, s, &parts, SIZE_MAX) == RT_OK, texts[i].name);
		for (size_t n = 0; n <= 40; n++) {
			struct rt_arena a = arena_tail(whole, n);
			enum rt_result r = rt_part_text_head(m.part, texts[i].max, NULL, &a, &ret);
			CHECK_CASE(r == RT_OK || (r == RT_ELIMIT && n < 40), texts[i].name);
			CHECK_CASE(arena_kept(whole, n), texts[i].name);
			CHECK_CASE(r != RT_OK || rt_str_eq(ret, texts[i].want), texts[i].name);
		}
		struct rt_arena a = whole;
		CHECK_CASE(rt_part_text(m.part, NULL, &a, &ret) == RT_OK, texts[i].name);
		CHECK_CASE(rt_utf8_span(ret) == ret.n, texts[i].name);
	}
}

/* Bodies of a multipart that are made to be slow. */
static void
check_large(void)
{
	static const char *const pieces[] = { "--", "--\n", "--b\n", "--b\n\n", "--b--\n", "---\n",
		"\n", "--b x\n", "-", "\r\n--",
		"--b\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\na", " \n" };
	enum { LARGE = 1 << 20, HEAD = sizeof(MULTI("b")) - 1 };
	static char room[LARGE + HEAD] = MULTI("b");
	struct rt_arena whole = arena_at_the_edge(RT_MAX_PARTS * sizeof(struct rt_part));

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		struct rt_arena a = whole;
		struct rt_mime m;
		memcpy(room + HEAD, repeated(pieces[i], LARGE).p, LARGE);
		rt_str s = at_the_edge((rt_str){ room, sizeof room });
		CHECK_CASE(split(&m, s, &a, 1 << 16) == RT_OK && is_sound(&m, s), pieces[i]);
	}
}

int
main(void)
{
	check_cases();
	check_medias();
	check_sweep();
	check_depth();
	check_parts_limit();
	check_texts();
	check_large();
	return rt_done();
}
