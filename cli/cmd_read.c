/* SPDX-License-Identifier: MIT */
/* retort read [FILE|DIR|-]... - what returned mail reports, one outcome a recipient. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

static const char usage[] = "retort read [--json|--tsv] [--exit-code] [-q] [FILE|DIR|-]...";

enum { OPTION_EXIT_CODE = RT_OPTION_OWN, OPTION_SYSEXITS };

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	{ "exit-code", no_argument, NULL, OPTION_EXIT_CODE },
	{ "sysexits", no_argument, NULL, OPTION_SYSEXITS },
	{ NULL, 0, NULL, 0 },
};

/* What --exit-code answers for the worst of all outcomes; see retort-read(1). */
enum { READ_DELIVERED = 10, READ_RETRY, READ_SUPPRESS, READ_FIX, READ_UNKNOWN };

struct reading {
	struct rt_common common;
	struct rt_style style;
	struct rt_arena arena;
	struct cli_out out;
	struct rt_charset charset;
	int worst; /* 0: nothing was reported */
};

static int
answer(const struct rt_outcome *o, const struct rt_verdict *v)
{
	if (o->event != RT_EVENT_FAILED && o->event != RT_EVENT_DELAYED &&
		o->event != RT_EVENT_REJECTED)
		return o->event >= RT_EVENT_DELIVERED && o->event <= RT_EVENT_EXPANDED
			? READ_DELIVERED
			: 0;
	switch (v->action) {
	case RT_ACTION_RETRY:
	case RT_ACTION_RETRY_SLOWER:
		return READ_RETRY;
	case RT_ACTION_SUPPRESS:
		return READ_SUPPRESS;
	case RT_ACTION_FIX_CONTENT:
	case RT_ACTION_FIX_CONFIG:
	case RT_ACTION_DELIST:
	case RT_ACTION_LOGIN:
		return READ_FIX;
	case RT_ACTION_NONE:
	case RT_ACTION_REVIEW:
	case RT_ACTION_COUNT:
	default:
		return READ_UNKNOWN;
	}
}

static void
put_outcome(struct reading *r, struct rt_outcome *o)
{
	struct rt_verdict v;

	rt_interpret(o, r->arena, &v);
	int a = answer(o, &v);
	if (a > r->worst)
		r->worst = a;
	for (size_t room = 4096;; room *= 4) {
		char *p = cli_out_room(&r->out, room);
		size_t n = rt_render_outcome(o, &v, &r->style, p, room);
		if (n != SIZE_MAX) {
			r->out.n += n;
			return;
		}
	}
}

static void
read_message(struct reading *r, struct feed_input *input, rt_str message, uint64_t number)
{
	enum { STEP = 8 << 20 };
	struct rt_arena mark = r->arena;
	struct rt_read_options read_options = { .charset = &r->charset, .step = STEP };
	struct rt_reader *reader;
	struct rt_outcome o;
	enum rt_result result;

	if (rt_read_begin(message, &read_options, &r->arena, &reader) != RT_OK) {
		cli_warn(&r->common, "read", "out of memory");
		exit(RT_EXIT_UNREADABLE);
	}
	size_t seen = 0;
	while ((result = rt_read_next(reader, &o)) != RT_ENOTFOUND) {
		if (result == RT_MORE) {
			seen += STEP;
			feed_drop(input, message.p + (seen < message.n ? seen : message.n));
			continue;
		}
		o.source = input->name;
		o.message = number;
		put_outcome(r, &o);
	}
	r->arena = mark;
}

/* Mail with CR alone at the ends of its lines, as from old Macs: read with LF in their place. */
static bool
has_bare_cr(rt_str s)
{
	rt_str head = rt_str_head(s, 64 << 10);

	return !rt_str_has(head, '\n') && rt_str_has(head, '\r');
}

static char *
turn_cr(struct feed_input *input)
{
	char *p = cli_alloc(input->bytes.n);

	for (size_t i = 0; i < input->bytes.n; i++)
		p[i] = input->bytes.p[i] == '\r' ? '\n' : input->bytes.p[i];
	input->bytes.p = p;
	input->mapping = NULL;
	return p;
}

static bool
read_input(void *context, struct feed_input *input)
{
	struct reading *r = context;
	char *turned = has_bare_cr(input->bytes) ? turn_cr(input) : NULL;

	rt_str rest = input->bytes;
	uint64_t number = 0;
	bool mbox = rt_mbox_begins(rest);
	do {
		size_t end = mbox ? rt_mbox_end(rest, 0) : SIZE_MAX;
		rt_str message = rt_str_head(rest, end);
		read_message(r, input, message, ++number);
		rest = rt_str_from(rest, message.n);
		feed_drop(input, rest.p);
	} while (rest.n);
	free(turned);
	return true;
}

static void
put_head(struct reading *r)
{
	char head[1024];
	size_t n = rt_render_outcome_head(head, sizeof head);

	if (r->common.form == RT_FORM_TSV && n != SIZE_MAX)
		cli_out_write(&r->out, (rt_str){ head, n });
}

int
cmd_read(int argc, char **argv)
{
	static char dash[] = "-";
	char *standard_input[] = { dash };
	struct reading r = { .charset = { .convert = cli_iconv } };
	bool exit_code = false, sysexits = false;
	int c;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
		switch (cli_option(c, &r.common, usage)) {
		case OPTION_EXIT_CODE:
			exit_code = true;
			break;
		case OPTION_SYSEXITS:
			sysexits = true;
			break;
		default:
			break;
		}
	}
	r.style = cli_style(&r.common);
	r.arena = cli_arena(8 << 20);
	put_head(&r);
	bool given = optind < argc;
	int status = feed(given ? argv + optind : standard_input, given ? argc - optind : 1,
		&r.common, read_input, &r);
	cli_out_close(&r.out);
	free(r.arena.at);
	if (sysexits)
		return status ? 75 : r.worst ? 0 : 65;
	if (exit_code && status == RT_EXIT_OK)
		return r.worst ? r.worst : READ_UNKNOWN;
	return status;
}
