/* SPDX-License-Identifier: MIT */
/* retort read [FILE|DIR|-]... - what returned mail reports, one outcome a recipient. */
#include <stdlib.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/feed.h"

static const char usage[] =
	"retort read [--json|--tsv|--sisimai-json[=WHAT]] [--header NAME]... [--exit-code|--sysexits] [--rules FILE] [--as VOCABULARY] [--threads N] [-q] [FILE|DIR|-]...";

enum { OPTION_EXIT_CODE = RT_OPTION_OWN, OPTION_HEADER, OPTION_SISIMAI_JSON, OPTION_SYSEXITS };

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	RT_FEED_OPTIONS,
	{ "exit-code", no_argument, NULL, OPTION_EXIT_CODE },
	{ "header", required_argument, NULL, OPTION_HEADER },
	{ "sisimai-json", optional_argument, NULL, OPTION_SISIMAI_JSON },
	{ "sysexits", no_argument, NULL, OPTION_SYSEXITS },
	{ NULL, 0, NULL, 0 },
};

/* What --exit-code answers for the worst of all outcomes; see retort-read(1). */
enum { READ_DELIVERED = 10, READ_RETRY, READ_SUPPRESS, READ_FIX, READ_UNKNOWN };

/* What the command line asks for beside the common options. */
struct wishes {
	bool exit_code, sysexits;
	bool delivered, vacation; /* outcomes that Sisimai gives only when asked for */
	rt_str header[RT_MAX_HEADERS]; /* names of header fields */
	size_t headers;
};

/* One a worker. */
struct reading {
	const struct rt_style *style;
	const struct rt_rules *rules;
	const struct wishes *wishes;
	rt_str vocabulary;
	struct rt_arena arena;
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

/* Whether Sisimai would give such an outcome; its label says whether it has a word for it. */
static bool
is_wished(const struct wishes *w, enum rt_event e)
{
	if (e >= RT_EVENT_DELIVERED && e <= RT_EVENT_EXPANDED)
		return w->delivered;
	return e != RT_EVENT_AUTO_REPLY || w->vacation;
}

/* Sisimai has one word for all that was passed on, and those of failures for what was never sent. */
static rt_str
label_of(const struct reading *r, enum rt_event e, const struct rt_verdict *v)
{
	bool sisimai = r->style->form == RT_FORM_SISIMAI;

	if (sisimai && (e == RT_EVENT_RELAYED || e == RT_EVENT_EXPANDED))
		e = RT_EVENT_DELIVERED;
	rt_str label = rt_label(r->vocabulary, e, v);
	return sisimai && e == RT_EVENT_REJECTED && !label.n
		? rt_label(r->vocabulary, RT_EVENT_FAILED, v)
		: label;
}

static void
put_outcome(struct reading *r, struct rt_outcome *o, struct feed_stretch *s)
{
	struct rt_verdict v;

	rt_interpret_by(r->rules, o, r->arena, &v);
	v.label = label_of(r, o->event, &v);
	int a = answer(o, &v);
	if (a > r->worst)
		r->worst = a;
	if (r->style->form != RT_FORM_SISIMAI || is_wished(r->wishes, o->event))
		cli_put_outcome(&s->load->out, o, &v, r->style);
}

static void
read_message(struct reading *r, struct feed_stretch *s, rt_str message, uint64_t number)
{
	enum { STEP = 8 << 20 };
	struct rt_arena mark = r->arena;
	struct rt_read_options read_options = { .charset = &r->charset,
		.step = STEP,
		.headers = r->wishes->header,
		.headers_count = r->wishes->headers,
		.replies = r->style->form == RT_FORM_JSON };
	struct rt_reader *reader;
	struct rt_outcome o;
	enum rt_result result;

	if (rt_read_begin(message, &read_options, &r->arena, &reader) != RT_OK)
		cli_die("out of memory");
	size_t seen = 0;
	while ((result = rt_read_next(reader, &o)) != RT_ENOTFOUND) {
		if (result == RT_MORE) {
			seen += STEP;
			feed_drop(s, message.p + (seen < message.n ? seen : message.n));
			continue;
		}
		o.source = s->name;
		o.message = number;
		put_outcome(r, &o, s);
	}
	r->arena = mark;
}

/* Mail with CR alone at the ends of its lines, as from old Macs, is read with LF in their place. */
static void
turn_cr(struct feed_stretch *s)
{
	rt_str head = rt_str_head((rt_str){ s->p, s->n }, 64 << 10);

	if (rt_str_has(head, '\n') || !rt_str_has(head, '\r'))
		return;
	for (size_t i = 0; i < s->n; i++)
		if (s->p[i] == '\r')
			s->p[i] = '\n';
}

/* Where the message that begins at at ends; looks at a window at a time, and drops it again. */
static size_t
message_end(struct feed_stretch *s, size_t at)
{
	enum { WINDOW = 8 << 20, LINE = 4096 };
	rt_str rest = rt_str_from((rt_str){ s->p, s->n }, at);

	for (size_t from = 0;; from += WINDOW - LINE) {
		rt_str seen = rt_str_head(rest, from + WINDOW);
		size_t end = rt_mbox_end(seen, from);
		if (end != SIZE_MAX)
			return at + end;
		if (seen.n == rest.n)
			return s->n;
		feed_drop(s, seen.p + seen.n);
	}
}

/* Where each message of a stretch ends; of more than there is room for, it is found out again. */
enum { KNOWN_ENDS = 32768 };

static size_t
find_ends(struct feed_stretch *s, size_t *end)
{
	bool mbox = rt_mbox_begins((rt_str){ s->p, s->n });
	size_t count = 0, at = 0;

	do {
		at = mbox ? message_end(s, at) : s->n;
		if (count < KNOWN_ENDS)
			end[count] = at;
		count++;
	} while (at < s->n);
	return count;
}

static void
read_stretch(void *worker, struct feed_stretch *s)
{
	struct reading *r = worker;
	struct rt_arena mark = r->arena;

	turn_cr(s);
	size_t *end = RT_NEW(&r->arena, size_t, KNOWN_ENDS);
	size_t count = find_ends(s, end), at = 0;
	uint64_t number = feed_number(s, count);
	for (size_t i = 0; i < count; i++) {
		size_t to = i < KNOWN_ENDS ? end[i] : message_end(s, at);
		read_message(r, s, (rt_str){ s->p + at, to - at }, ++number);
		at = to;
		feed_drop(s, s->p + at);
	}
	r->arena = mark;
}

static size_t
cut_message(rt_str s, size_t from)
{
	enum { LINE = 4096 }; /* as much behind a place as tells whether a message begins there */

	for (size_t end = s.n; end > from;) {
		const char *lf = memrchr(s.p + from, '\n', end - from);
		if (!lf)
			break;
		size_t at = (size_t)(lf - s.p);
		rt_str behind = rt_str_head(rt_str_from(s, at + 1), LINE);
		if (rt_mbox_begins(behind) && rt_str_has(behind, '\n') &&
			rt_mbox_end(rt_str_head(s, at + 1 + behind.n), at) == at + 1)
			return at + 1;
		end = at;
	}
	return 0;
}

/* A field name is of printable ASCII without a colon (RFC 5322 2.2). */
static bool
take_header(struct wishes *w, const char *name)
{
	enum { MOST = 16 };
	rt_str s = rt_str_z(name);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 127 || s.p[i] == ':')
			return false;
	if (!s.n || w->headers == MOST)
		return false;
	w->header[w->headers++] = s;
	return true;
}

static bool
take_sisimai(struct wishes *w, struct rt_common *common, const char *what)
{
	common->form = RT_FORM_SISIMAI;
	if (!what)
		return true;
	bool delivered = strcmp(what, "delivered") == 0, vacation = strcmp(what, "vacation") == 0;
	w->delivered |= delivered;
	w->vacation |= vacation;
	return delivered || vacation;
}

/* False: the command line is wrong. */
static bool
take_option(int c, struct wishes *w, struct rt_common *common)
{
	switch (cli_option(c, common, usage)) {
	case OPTION_EXIT_CODE:
		w->exit_code = true;
		return true;
	case OPTION_SYSEXITS:
		w->sysexits = true;
		return true;
	case OPTION_HEADER:
		return take_header(w, optarg);
	case OPTION_SISIMAI_JSON:
		return take_sisimai(w, common, optarg);
	default:
		return true;
	}
}

int
cmd_read(int argc, char **argv)
{
	struct rt_common common = { .threads = cli_processors() };
	struct wishes wishes = { 0 };
	int c, worst = 0;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1)
		if (!take_option(c, &wishes, &common))
			return cli_usage(usage);
	if (common.form == RT_FORM_SISIMAI) {
		common.vocabulary = RT_STR("sisimai");
		wishes.header[wishes.headers++] = RT_STR("Feedback-ID");
	}
	struct rt_style style = cli_style(&common);
	const struct rt_rules *rules = cli_rules(common.rules);
	struct reading *worker = cli_alloc(common.threads * sizeof *worker);
	for (unsigned i = 0; i < common.threads; i++)
		worker[i] = (struct reading){ &style, rules, &wishes, common.vocabulary,
			cli_arena(8 << 20), { cli_iconv, NULL }, 0 };
	cli_put_outcome_head(&common);
	const struct feed_plan plan = {
		.many = rt_mbox_begins,
		.cut = cut_message,
		.work = read_stretch,
		.worker = worker,
		.worker_size = sizeof *worker,
	};
	int status = feed(argv + optind, argc - optind, &common, &plan);
	for (unsigned i = 0; i < common.threads; i++) {
		worst = worker[i].worst > worst ? worker[i].worst : worst;
		free(worker[i].arena.at);
	}
	free(worker);
	if (wishes.sysexits)
		return status ? EX_TEMPFAIL : worst ? EX_OK : EX_DATAERR;
	if (wishes.exit_code && status == RT_EXIT_OK)
		return worst ? worst : READ_UNKNOWN;
	return status;
}
