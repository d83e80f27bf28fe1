/* SPDX-License-Identifier: MIT */
/* retort rules list|test|hits - the rules that judge replies, and those of one's own. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

static const char usage[] = "retort rules list [--rules FILE] [--json|--tsv]\n"
			    "       retort rules test FILE...\n"
			    "       retort rules hits [--rules FILE] [--json|--tsv] [FILE|-]...";

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	RT_RULES_OPTION,
	{ NULL, 0, NULL, 0 },
};

static void
put_columns(struct cli_out *out, const rt_str *column, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			cli_out_write(out, RT_STR("\t"));
		cli_out_write(out, column[i]);
	}
	cli_out_write(out, RT_STR("\n"));
}

/* A view as a JSON string; nothing for an empty one. */
static void
add_text(cJSON *object, const char *name, rt_str s)
{
	char *copy = cli_alloc(s.n + 1);

	if (s.n)
		memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	if (s.n)
		cJSON_AddStringToObject(object, name, copy);
	free(copy);
}

static cJSON *
new_object(void)
{
	cJSON *object = cJSON_CreateObject();

	if (!object || !cJSON_AddNumberToObject(object, "v", 1))
		cli_die("out of memory");
	return object;
}

static void
put_object(struct cli_out *out, cJSON *object)
{
	char *text = cJSON_PrintUnformatted(object);

	if (!text)
		cli_die("out of memory");
	cli_out_write(out, rt_str_z(text));
	cli_out_write(out, RT_STR("\n"));
	cJSON_free(text);
	cJSON_Delete(object);
}

static void
put_rule(struct cli_out *out, const struct rt_rule_view *v, const struct rt_common *common)
{
	if (common->form == RT_FORM_JSON) {
		cJSON *object = new_object();
		add_text(object, "rule", v->id);
		add_text(object, "vendor", v->vendor);
		add_text(object, "condition", v->condition);
		cJSON_AddNumberToObject(object, "rank", v->rank);
		add_text(object, "title", v->title);
		put_object(out, object);
		return;
	}
	char number[24];
	struct rt_buf rank = { .p = number, .cap = sizeof number };
	rt_buf_uint(&rank, v->rank, 1);
	put_columns(out,
		(const rt_str[]){ v->id, v->vendor, v->condition, rt_buf_view(&rank), v->title },
		5);
}

static int
list(const struct rt_common *common)
{
	const struct rt_rules *rules = cli_rules(common->rules);
	struct cli_out out = { 0 };
	struct rt_rule_view v;

	if (common->form == RT_FORM_TSV)
		cli_out_write(&out, RT_STR("rule\tvendor\tcondition\trank\ttitle\n"));
	for (size_t i = 0; rt_rules_at(rules, i, &v) == RT_OK; i++)
		if (v.condition.n)
			put_rule(&out, &v, common);
	cli_out_close(&out);
	return RT_EXIT_OK;
}

/* Whether each example of a rule is judged as it says; tells of those that are not. */
static size_t
test_rule(const char *path, const struct rt_rules *rules, size_t at, struct rt_arena scratch,
	size_t *ret_examples)
{
	struct rt_rule_view v;
	struct rt_rule_example e;
	size_t wrong = 0, matches = 0, misses = 0;

	(void)rt_rules_at(rules, at, &v);
	for (size_t i = 0; rt_rules_example(rules, at, i, &e) == RT_OK; i++) {
		++*ret_examples;
		matches += e.match;
		misses += !e.match;
		if (rt_rules_fit(rules, at, e.reply, scratch) == e.match)
			continue;
		printf("%s:%u: %.*s %s\n", path, e.line, RT_ARG(v.id),
			e.match ? "does not match its Match" : "matches its Miss");
		wrong++;
	}
	if (!matches || !misses) {
		printf("%s:%u: %.*s has no %s\n", path, v.line, RT_ARG(v.id),
			matches ? "Miss" : "Match");
		wrong++;
	}
	return wrong;
}

static int
test(char **paths, int count)
{
	struct rt_arena scratch = cli_arena(1 << 20);
	size_t rules_count = 0, examples = 0, wrong = 0;
	struct rt_rule_view v;

	for (int i = 0; i < count; i++) {
		const struct rt_rules *rules = cli_rules(paths[i]);
		for (size_t at = 0; rt_rules_at(rules, at, &v) == RT_OK; at++) {
			wrong += test_rule(paths[i], rules, at, scratch, &examples);
			rules_count++;
		}
	}
	printf("%zu rules, %zu examples, %zu wrong\n", rules_count, examples, wrong);
	free(scratch.at);
	return wrong ? RT_EXIT_NEGATIVE : RT_EXIT_OK;
}

/* How often each rule has decided; ids are told apart by where they lie. */
enum { SLOTS = 1 << 17 };
struct hits {
	const struct rt_rules *rules;
	struct rt_arena arena;
	struct hit {
		rt_str id, condition;
		uint64_t n;
	} * slot;
	uint64_t lines;
};

static void
count_hit(struct hits *h, rt_str id, rt_str condition)
{
	size_t i = (size_t)((uintptr_t)id.p * 0x9E3779B97F4A7C15u >> 47);

	while (h->slot[i].n && (h->slot[i].id.p != id.p || h->slot[i].condition.p != condition.p))
		i = (i + 1) % SLOTS;
	h->slot[i].id = id;
	h->slot[i].condition = condition;
	h->slot[i].n++;
	h->lines++;
}

static void
count_stretch(void *worker, struct feed_stretch *s)
{
	struct hits *h = worker;
	rt_str rest = { s->p, s->n };

	while (rest.n) {
		struct rt_cut cut = rt_str_cut(rest, '\n');
		struct rt_outcome o = { .text = cut.head, .event = RT_EVENT_FAILED, .line = 1 };
		struct rt_verdict v;
		rt_interpret_by(h->rules, &o, h->arena, &v);
		count_hit(h, v.rule, rt_condition_word(v.condition));
		rest = cut.tail;
	}
}

static int
compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return rt_str_cmp(x->id, y->id);
}

static void
put_hit(struct cli_out *out, const struct hit *k, const struct rt_common *common)
{
	if (common->form == RT_FORM_JSON) {
		cJSON *object = new_object();
		cJSON_AddNumberToObject(object, "hits", (double)k->n);
		add_text(object, "rule", k->id);
		add_text(object, "condition", k->condition);
		put_object(out, object);
		return;
	}
	char number[24];
	struct rt_buf n = { .p = number, .cap = sizeof number };
	rt_buf_uint(&n, k->n, 1);
	put_columns(out,
		(const rt_str[]){ rt_buf_view(&n), k->id.n ? k->id : RT_STR("-"), k->condition },
		3);
}

static int
hits(char **paths, int count, struct rt_common *common)
{
	struct hits h = { cli_rules(common->rules), cli_arena(2 << 20), .lines = 0 };
	const struct feed_plan plan = {
		.cut = feed_cut_line, .work = count_stretch, .worker = &h, .worker_size = sizeof h
	};
	struct cli_out out = { 0 };

	h.slot = calloc(SLOTS, sizeof *h.slot);
	if (!h.slot)
		cli_die("out of memory");
	common->threads = 1;
	int status = feed(paths, count, common, &plan);
	qsort(h.slot, SLOTS, sizeof *h.slot, compare_hits);
	if (common->form == RT_FORM_TSV)
		cli_out_write(&out, RT_STR("hits\trule\tcondition\n"));
	for (size_t i = 0; i < SLOTS && h.slot[i].n; i++)
		put_hit(&out, &h.slot[i], common);
	cli_out_close(&out);
	free(h.slot);
	free(h.arena.at);
	return status;
}

int
cmd_rules(int argc, char **argv)
{
	struct rt_common common = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "hq", options, NULL)) != -1)
		(void)cli_option(c, &common, usage);
	if (optind == argc)
		return cli_usage(usage);
	const char *what = argv[optind++];
	if (strcmp(what, "list") == 0 && optind == argc)
		return list(&common);
	if (strcmp(what, "test") == 0 && optind < argc)
		return test(argv + optind, argc - optind);
	if (strcmp(what, "hits") == 0)
		return hits(argv + optind, argc - optind, &common);
	return cli_usage(usage);
}
