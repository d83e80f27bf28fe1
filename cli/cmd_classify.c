/* SPDX-License-Identifier: MIT */
/* retort classify [FILE|-] - one SMTP reply a line in, one verdict a line out. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

static const char usage[] =
	"retort classify [--json|--tsv] [--rules FILE] [--as VOCABULARY] [--threads N] [-q] [FILE|-]...";

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	RT_FEED_OPTIONS,
	{ NULL, 0, NULL, 0 },
};

/* One a worker. */
struct classifier {
	const struct rt_style *style;
	const struct rt_rules *rules;
	rt_str vocabulary;
	struct rt_arena arena;
	struct cli_out *out;
	rt_str source;
	uint64_t line; /* of this source */
};

static rt_str
json_text(const cJSON *object, const char *name)
{
	const char *z = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));

	return z ? rt_str_z(z) : (rt_str){ 0 };
}

static enum rt_event event_of(enum rt_class class)
{
	return class == RT_CLASS_SUCCESS      ? RT_EVENT_DELIVERED
		: class == RT_CLASS_TEMPORARY ? RT_EVENT_DELAYED
					      : RT_EVENT_FAILED;
}

static void
put(struct classifier *k, struct rt_outcome *o)
{
	struct rt_verdict v;

	o->source = k->source;
	o->line = k->line;
	o->time = RT_TIME_NONE;
	o->format = RT_STR("reply");
	o->event = RT_EVENT_FAILED;
	rt_interpret_by(k->rules, o, k->arena, &v);
	o->event = event_of(o->class);
	if (o->class == RT_CLASS_SUCCESS)
		rt_interpret_by(k->rules, o, k->arena, &v);
	v.label = rt_label(k->vocabulary, o->event, &v);
	cli_put_outcome(k->out, o, &v, k->style);
}

/* {"text":...,"command":...,"remote_mta":...,"recipient":...}; false when the line is no JSON object. */
static bool
put_json_line(struct classifier *k, rt_str line)
{
	cJSON *object = cJSON_ParseWithLength(line.p, line.n);
	bool ok = cJSON_IsObject(object);

	if (ok) {
		struct rt_outcome o = {
			.text = json_text(object, "text"),
			.command = rt_command_named(json_text(object, "command")),
			.remote_mta = json_text(object, "remote_mta"),
			.recipient = json_text(object, "recipient"),
		};
		put(k, &o);
	}
	cJSON_Delete(object);
	return ok;
}

static uint64_t
count_lines(rt_str s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static void
classify_stretch(void *worker, struct feed_stretch *s)
{
	struct classifier *k = worker;
	rt_str rest = { s->p, s->n };

	k->out = &s->load->out;
	k->source = s->name;
	k->line = feed_number(s, count_lines(rest));
	while (rest.n) {
		struct rt_cut cut = rt_str_cut(rest, '\n');
		rt_str line = cut.head;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		k->line++;
		if (!(line.n && line.p[0] == '{' && put_json_line(k, line))) {
			struct rt_outcome o = { .text = line };
			put(k, &o);
		}
		rest = cut.tail;
		feed_drop(s, line.p);
	}
}

int
cmd_classify(int argc, char **argv)
{
	struct rt_common common = { .threads = cli_processors() };
	int c;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1)
		(void)cli_option(c, &common, usage);
	struct rt_style style = cli_style(&common);
	const struct rt_rules *rules = cli_rules(common.rules);
	struct classifier *worker = cli_alloc(common.threads * sizeof *worker);
	for (unsigned i = 0; i < common.threads; i++)
		worker[i] = (struct classifier){ &style, rules, common.vocabulary,
			cli_arena(2 << 20), .line = 0 };
	cli_put_outcome_head(&common);
	const struct feed_plan plan = {
		.cut = feed_cut_line,
		.work = classify_stretch,
		.worker = worker,
		.worker_size = sizeof *worker,
	};
	int status = feed(argv + optind, argc - optind, &common, &plan);
	for (unsigned i = 0; i < common.threads; i++)
		free(worker[i].arena.at);
	free(worker);
	return status;
}
