/* SPDX-License-Identifier: MIT */
/* retort codes [WORDS] - the table of every reply code and status. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

static const char usage[] =
	"retort codes [--class N] [--command C] [--vendor V] [--json|--tsv|--html] [WORD]...";

enum { OPTION_CLASS = RT_OPTION_OWN, OPTION_COMMAND, OPTION_VENDOR, OPTION_HTML };

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	{ "class", required_argument, NULL, OPTION_CLASS },
	{ "command", required_argument, NULL, OPTION_COMMAND },
	{ "vendor", required_argument, NULL, OPTION_VENDOR },
	{ "html", no_argument, NULL, OPTION_HTML },
	{ NULL, 0, NULL, 0 },
};

/* "550", "5.1.1", "550 5.1.1", and the whole as a query to explain. */
static rt_str
codes_of(const struct rt_reading *r, struct rt_buf *b)
{
	if (r->code)
		rt_buf_uint(b, r->code, 3);
	if (r->code && r->has_status)
		rt_buf_ch(b, ' ');
	if (r->has_status)
		rt_buf_status(b, r->status);
	return rt_buf_view(b);
}

/* Rows of JSON are whole explanations: of the codes, and of a vendor's text where there is one. */
static void
put_json(struct cli_out *out, const struct rt_reading *r, struct rt_arena arena)
{
	struct rt_buf codes = { .p = (char[32]){ 0 }, .cap = 32 };
	struct rt_buf query = { .p = cli_out_room(out, 4096), .cap = 4096 };
	struct rt_explain_options only = { .vendor = r->vendor };
	struct rt_explanation e;

	rt_buf_str(&query, codes_of(r, &codes));
	if (r->token.n) {
		rt_buf_ch(&query, ' ');
		rt_buf_str(&query, r->token);
	}
	char *copy = cli_alloc(query.n + 1);
	memcpy(copy, query.p, query.n);
	if (rt_explain((rt_str){ copy, query.n }, &only, &arena, &e) != RT_ELIMIT) {
		size_t n = SIZE_MAX;
		for (size_t room = 64 << 10; n == SIZE_MAX; room *= 2)
			n = rt_render_explanation(&e, &(struct rt_style){ .form = RT_FORM_JSON },
				cli_out_room(out, room), room);
		out->n += n;
	}
	free(copy);
}

static void
put_text(struct cli_out *out, const struct rt_reading *r, const struct rt_style *style)
{
	struct rt_buf codes = { .p = (char[32]){ 0 }, .cap = 32 };
	struct rt_buf b = { .p = cli_out_room(out, 8192), .cap = 8192 };
	rt_str c = codes_of(r, &codes);
	rt_str title = r->title.n ? r->title : r->token;

	if (style->color)
		RT_BUF_LIT(&b, "\033[1m");
	rt_buf_str(&b, c);
	if (style->color)
		RT_BUF_LIT(&b, "\033[0m");
	rt_buf_fill(&b, ' ', c.n < 12 ? 12 - c.n : 1);
	rt_str word = r->vendor.n ? r->vendor : rt_standing_word(r->standing);
	rt_buf_str(&b, word);
	rt_buf_fill(&b, ' ', word.n < 16 ? 16 - word.n : 1);
	rt_buf_str(&b, title);
	rt_buf_ch(&b, '\n');
	out->n += b.n;
}

static void
put_tsv(struct cli_out *out, const struct rt_reading *r)
{
	struct rt_explanation e = { .reading = r, .count = 1 };
	size_t n = rt_render_explanation(
		&e, &(struct rt_style){ .form = RT_FORM_TSV }, cli_out_room(out, 16384), 16384);

	if (n != SIZE_MAX)
		out->n += n;
}

/* HTML 5: text of an element. */
static void
put_escaped(struct rt_buf *b, rt_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '&')
			RT_BUF_LIT(b, "&amp;");
		else if (s.p[i] == '<')
			RT_BUF_LIT(b, "&lt;");
		else if (s.p[i] == '>')
			RT_BUF_LIT(b, "&gt;");
		else
			rt_buf_ch(b, s.p[i]);
	}
}

static void
put_html(struct cli_out *out, const struct rt_reading *r)
{
	struct rt_buf codes = { .p = (char[32]){ 0 }, .cap = 32 };
	struct rt_buf b = { .p = cli_out_room(out, 32768), .cap = 32768 };
	const rt_str cells[] = { codes_of(r, &codes), rt_standing_word(r->standing), r->vendor,
		r->title.n ? r->title : r->token, r->condition, r->note, r->remark, r->source };

	RT_BUF_LIT(&b, "<tr>");
	for (size_t i = 0; i < RT_COUNT(cells); i++) {
		rt_buf_str(&b, i ? RT_STR("<td>") : RT_STR("<th scope=\"row\">"));
		put_escaped(&b, cells[i]);
		if (i == 5 && cells[6].n) {
			rt_buf_ch(&b, ' ');
			put_escaped(&b, cells[++i]);
		}
		rt_buf_str(&b, i ? RT_STR("</td>") : RT_STR("</th>"));
		if (i == 5)
			i++;
	}
	RT_BUF_LIT(&b, "</tr>\n");
	out->n += b.n;
}

static const char html_head[] =
	"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n<title>SMTP codes</title>\n<style>\n"
	":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem}\n"
	"table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
	"border-top:1px solid #8888}\nth[scope=row]{white-space:nowrap}caption{text-align:left;"
	"padding:.5rem 0}\n</style>\n<h1>SMTP reply codes and enhanced status codes</h1>\n<table>\n"
	"<thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Standing</th><th scope=\"col\">Vendor</th>"
	"<th scope=\"col\">Title</th><th scope=\"col\">Condition</th><th scope=\"col\">Meaning</th>"
	"<th scope=\"col\">Source</th></tr></thead>\n<tbody>\n";

struct listing {
	struct rt_common common;
	struct rt_catalogue_filter filter;
	struct rt_style style;
	struct cli_out out;
	bool html;
};

static void
put_row(struct listing *l, const struct rt_reading *r, struct rt_arena arena)
{
	if (l->html)
		put_html(&l->out, r);
	else if (l->common.form == RT_FORM_JSON)
		put_json(&l->out, r, arena);
	else if (l->common.form == RT_FORM_TSV)
		put_tsv(&l->out, r);
	else
		put_text(&l->out, r, &l->style);
}

static int
list(struct listing *l)
{
	struct rt_arena arena = cli_arena(4 << 20);
	struct rt_catalogue at = { 0 };
	struct rt_reading r;

	if (l->html)
		cli_out_write(&l->out, rt_str_z(html_head));
	while (rt_catalogue_next(&at, &l->filter, &r) == RT_OK)
		put_row(l, &r, arena);
	if (l->html)
		cli_out_write(&l->out, RT_STR("</tbody>\n</table>\n"));
	cli_out_close(&l->out);
	free(arena.at);
	if (!l->common.quiet)
		fprintf(stderr, "%u of %u\n", at.matched, at.total);
	return at.matched ? RT_EXIT_OK : RT_EXIT_NEGATIVE;
}

int
cmd_codes(int argc, char **argv)
{
	struct listing l = { .html = false };
	int c;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
		switch (cli_option(c, &l.common, usage)) {
		case OPTION_CLASS:
			if (optarg[0] < '1' || optarg[0] > '6' || (optarg[1] && optarg[1] != 'y'))
				return cli_usage(usage);
			l.filter.class = (unsigned)(optarg[0] - '0');
			break;
		case OPTION_COMMAND:
			l.filter.only.command = rt_str_z(optarg);
			break;
		case OPTION_VENDOR:
			l.filter.only.vendor = rt_str_z(optarg);
			break;
		case OPTION_HTML:
			l.html = true;
			break;
		default:
			break;
		}
	}
	l.style = cli_style(&l.common);
	char *words = cli_join(argc - optind, argv + optind);
	l.filter.words = rt_str_z(words);
	l.filter.vendors = l.filter.only.vendor.n || optind < argc;
	int status = list(&l);
	free(words);
	return status;
}
