/* SPDX-License-Identifier: MIT */
/* Every rule recognises the reply that stands beside it, and not the one that it must miss. */
#include <dirent.h>

#include "judge/judge.h"
#include "tests/rt_data.h"
#include "tests/rt_test.h"

/* Who speaks, in the file that is being read. */
struct speaker {
	uint16_t vendor;
	rt_str host;
};

static uint16_t
rule_named(rt_str id)
{
	for (uint32_t i = 0; i < rt_rules_count; i++)
		if (rt_str_eq(id, rt_text(rt_rules[i].id)))
			return (uint16_t)i;
	return UINT16_MAX;
}

static const struct rt_candidate *
candidate_of(const struct rt_candidates *found, uint16_t rule)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->at[i].rule == rule)
			return &found->at[i];
	return NULL;
}

static char scratch[1 << 20];

static void
find(const struct rt_rule_row *row, const struct speaker *who, rt_str text,
	struct rt_candidates *ret)
{
	struct rt_arena a = { scratch, scratch + sizeof scratch };
	bool told = row->clause.needs & RT_NEEDS_VENDOR;
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = text };
	struct rt_case c;

	if (told)
		o.remote_mta = who->host;
	rt_case_init(&c, &o);
	if (told && !who->host.n)
		c.vendor = who->vendor;
	CHECK_CASE(rt_candidates_find(&c, a, true, ret) == RT_OK, "scratch");
}

/* What the reply means in the end; a status can still overrule a rule of low rank. */
static bool
means(const struct rt_rule_row *row, const struct speaker *who, rt_str text)
{
	struct rt_arena a = { scratch, scratch + sizeof scratch };
	struct rt_outcome o = { .event = RT_EVENT_FAILED, .text = text };
	struct rt_verdict v;

	if (row->clause.needs & RT_NEEDS_VENDOR)
		o.remote_mta = who->host;
	rt_judge(&o, a, &v);
	return v.condition == row->condition || rt_reply_read(text).code / 100 == 2;
}

static void
complain(const struct data *d, const struct rt_block_field *f, const char *what, rt_str who)
{
	fprintf(stderr, "%s:%u: %s: %.*s\n", d->path, f->line, what, RT_ARG(who));
}

static void
check_match(const struct data *d, const struct rt_block *b, const struct rt_block_field *f,
	const struct speaker *who)
{
	rt_str id = b->field[0].value, text = at_the_edge(f->value);
	uint16_t rule = rule_named(id);
	struct rt_candidates found;

	find(&rt_rules[rule], who, text, &found);
	const struct rt_candidate *own = candidate_of(&found, rule);
	CHECK_CASE(own, "a Match without a match");
	if (!own) {
		complain(d, f, "is not recognised", id);
		return;
	}
	CHECK_CASE(
		own->evidence.at <= own->evidence.end && own->evidence.end <= text.n, "evidence");
	const struct rt_rule_row *best = &rt_rules[found.at[0].rule];
	bool same = best->condition == rt_rules[rule].condition;
	CHECK_CASE(same, "a Match that another rule wins");
	if (!same)
		complain(d, f, "is won by another rule", rt_text(best->id));
	bool meant = means(&rt_rules[rule], who, text);
	CHECK_CASE(meant, "a Match that means something else");
	if (!meant)
		complain(d, f, "means something else", id);
}

static void
check_miss(const struct data *d, const struct rt_block *b, const struct rt_block_field *f,
	const struct speaker *who)
{
	uint16_t rule = rule_named(b->field[0].value);
	struct rt_candidates found;

	find(&rt_rules[rule], who, at_the_edge(f->value), &found);
	bool missed = !candidate_of(&found, rule);
	CHECK_CASE(missed, "a Miss that matches");
	if (!missed)
		complain(d, f, "must not be recognised by", b->field[0].value);
}

static void
check_rule(const struct data *d, const struct rt_block *b, const struct speaker *who)
{
	unsigned matches = 0, misses = 0;
	bool known = rule_named(b->field[0].value) != UINT16_MAX;

	CHECK_CASE(known, d->path);
	for (uint32_t i = 0; known && i < b->count; i++) {
		const struct rt_block_field *f = &b->field[i];
		if (rt_str_ieq(f->name, RT_STR("Match"))) {
			check_match(d, b, f, who);
			matches++;
		} else if (rt_str_ieq(f->name, RT_STR("Miss"))) {
			check_miss(d, b, f, who);
			misses++;
		}
	}
	CHECK_CASE(matches, "a rule without a Match");
	CHECK_CASE(misses, "a rule without a Miss");
	if (!matches || !misses)
		complain(d, &b->field[0], "lacks a Match or a Miss", b->field[0].value);
}

/* Returns how many rules the file has. */
static unsigned
check_file(const char *path)
{
	struct speaker who = { .vendor = RT_NO_VENDOR };
	struct rt_block b;
	struct data d;
	unsigned rules = 0;

	if (!data_open(&d, path))
		return 0;
	while (data_next(&d, (rt_str){ 0 }, &b)) {
		if (rt_str_ieq(b.field[0].name, RT_STR("Vendor"))) {
			rt_str hosts = rt_block_value(&b, RT_STR("Hosts"));
			who.vendor = rt_vendor_named(b.field[0].value);
			who.host = rt_str_word(&hosts);
			CHECK_CASE(who.vendor != RT_NO_VENDOR, path);
			CHECK_CASE(!who.host.n || rt_vendor_of_host(who.host) == who.vendor, path);
		} else if (rt_str_ieq(b.field[0].name, RT_STR("Rule"))) {
			check_rule(&d, &b, &who);
			rules++;
		}
	}
	CHECK_CASE(!d.reader.rest.n, "a file is read to its end");
	data_close(&d);
	return rules;
}

static unsigned
check_folder(const char *folder)
{
	char path[1024];
	unsigned rules = 0;
	DIR *dir = opendir(folder);

	CHECK_CASE(dir, folder);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		if (!rt_str_iends(rt_str_z(e->d_name), RT_STR(".txt")))
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		rules += check_file(path);
	}
	if (dir)
		closedir(dir);
	return rules;
}

int
main(void)
{
	unsigned signs = 0, rules;

	for (uint32_t i = 0; i < rt_rules_count; i++)
		signs += rt_rules[i].sign;
	rules = check_folder(SOURCE_ROOT "/data/vendor") + check_folder(SOURCE_ROOT "/data/phrase");
	CHECK(rules > 1000);
	CHECK(rules + signs == rt_rules_count);
	printf("rules: %u\n", rules);
	return rt_done();
}
