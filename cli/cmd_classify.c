/* SPDX-License-Identifier: MIT */
/* retort classify [FILE|-] - one SMTP reply a line in, one verdict a line out. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

static const char usage[] = "retort classify [--json|--tsv] [-q] [FILE|-]...";

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	{ NULL, 0, NULL, 0 },
};

struct classifier {
	struct rt_common common;
	struct rt_arena arena;
	struct cli_out out;
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
	rt_interpret(o, k->arena, &v);
	o->event = event_of(o->class);
	if (o->class == RT_CLASS_SUCCESS)
		rt_interpret(o, k->arena, &v);
	struct rt_style style = { .form = k->common.form };
	for (size_t room = 4096;; room *= 4) {
		char *p = cli_out_room(&k->out, room);
		size_t n = rt_render_outcome(o, &v, &style, p, room);
		if (n != SIZE_MAX) {
			k->out.n += n;
			return;
		}
	}
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

static bool
classify_input(void *context, struct feed_input *input)
{
	struct classifier *k = context;
	rt_str rest = input->bytes;

	k->source = input->name;
	k->line = 0;
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
		feed_drop(input, line.p);
	}
	return true;
}

int
cmd_classify(int argc, char **argv)
{
	static char dash[] = "-";
	char *standard_input[] = { dash };
	struct classifier k = { .line = 0 };
	char head[1024];
	int c;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1)
		(void)cli_option(c, &k.common, usage);
	k.arena = cli_arena(2 << 20);
	size_t n = rt_render_outcome_head(head, sizeof head);
	if (k.common.form == RT_FORM_TSV && n != SIZE_MAX)
		cli_out_write(&k.out, (rt_str){ head, n });
	bool given = optind < argc;
	int status = feed(given ? argv + optind : standard_input, given ? argc - optind : 1,
		&k.common, classify_input, &k);
	cli_out_close(&k.out);
	free(k.arena.at);
	return status;
}
