/* SPDX-License-Identifier: MIT */
/*
 * What does not matter must not change the answer: a missing Date, Subject or From, other line ends.
 * And whatever is done to a message, it gives outcomes, and no fault. On tests/corpus, and on the
 * exam where it lies beside the project.
 */
#include <dirent.h>

#include "base/buf.h"
#include "base/limits.h"
#include "tests/rt_data.h"
#include "tests/rt_test.h"
#include "wire/header.h"

enum { ROOM = 8 << 20, MOST = 4 << 20, FILES = 4000, MUTANTS = 100000 };

static char room[ROOM], scratch[1 << 20], changed[MOST * 2];
static char paths[FILES][512];
static size_t files;

/* All that is compared of an answer, as a number. */
static uint64_t
answer(rt_str message, size_t *ret_outcomes)
{
	struct rt_arena a = { room, room + sizeof room };
	struct rt_reader *r;
	struct rt_outcome o;
	enum rt_result result;
	uint64_t h = 14695981039346656037u;

	*ret_outcomes = 0;
	if (rt_read_begin(message, NULL, &a, &r) != RT_OK)
		return 0;
	while ((result = rt_read_next(r, &o)) != RT_ENOTFOUND) {
		struct rt_verdict v;
		if (result != RT_OK)
			continue;
		rt_interpret(&o, (struct rt_arena){ scratch, scratch + sizeof scratch }, &v);
		const uint64_t parts[] = { o.event, o.code, o.status.class, o.status.subject,
			o.status.detail, v.condition, v.action };
		for (size_t i = 0; i < RT_COUNT(parts); i++)
			h = (h ^ parts[i]) * 1099511628211u;
		for (size_t i = 0; i < o.recipient.n; i++)
			h = (h ^ (uint8_t)o.recipient.p[i]) * 1099511628211u;
		++*ret_outcomes;
	}
	return h;
}

/* The message without its header field of that name. */
static rt_str
without(rt_str message, rt_str name)
{
	rt_str rest = message;
	struct rt_buf b = { .p = changed, .cap = sizeof changed };
	bool header = true, dropping = false;

	for (rt_str line; rt_line_next(&rest, &line);) {
		const char *next = rest.n ? rest.p : message.p + message.n;
		bool folded = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
		header = header && line.n;
		if (!folded)
			dropping = header && line.n > name.n && line.p[name.n] == ':' &&
				rt_str_istarts(line, name);
		if (!(header && dropping))
			rt_buf_str(&b, rt_str_between(line.p, next));
	}
	return rt_buf_view(&b);
}

static rt_str
with_line_ends(rt_str message, rt_str end)
{
	struct rt_buf b = { .p = changed, .cap = sizeof changed };

	for (size_t i = 0; i < message.n; i++) {
		bool crlf = message.p[i] == '\r' && i + 1 < message.n && message.p[i + 1] == '\n';
		if (crlf)
			continue;
		if (message.p[i] == '\n')
			rt_buf_str(&b, end);
		else
			rt_buf_ch(&b, message.p[i]);
	}
	return rt_buf_view(&b);
}

static rt_str
without_date(rt_str m)
{
	return without(m, RT_STR("Date"));
}
static rt_str
without_subject(rt_str m)
{
	return without(m, RT_STR("Subject"));
}
static rt_str
without_from(rt_str m)
{
	return without(m, RT_STR("From"));
}
static rt_str
with_lf(rt_str m)
{
	return with_line_ends(m, RT_STR("\n"));
}
static rt_str
with_crlf(rt_str m)
{
	return with_line_ends(m, RT_STR("\r\n"));
}

/*
 * enough: of 1,000. Who wrote an auto-reply only From says, and of some mail it is the subject alone
 * that tells a report from a letter.
 */
static const struct change {
	const char *name;
	rt_str (*make)(rt_str message);
	unsigned enough;
} changes[] = {
	{ "without Date", without_date, 990 },
	{ "without Subject", without_subject, 960 },
	{ "without From", without_from, 880 },
	{ "with LF", with_lf, 990 },
	{ "with CR LF", with_crlf, 990 },
};

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
find_files(const char *folder, const char *ending)
{
	char path[sizeof paths[0]];
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d)) && files < FILES) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		if (e->d_type == DT_DIR)
			find_files(path, ending);
		else if (rt_str_iends(rt_str_z(e->d_name), rt_str_z(ending)))
			memcpy(paths[files++], path, sizeof path);
	}
	if (d)
		closedir(d);
	qsort(paths, files, sizeof paths[0], compare_paths);
}

static void
test_changes(const char *of)
{
	unsigned same[RT_COUNT(changes)] = { 0 }, count = 0;

	for (size_t i = 0; i < files; i++) {
		size_t n;
		rt_str message = file_read(paths[i]);
		if (message.p && message.n && message.n < MOST) {
			uint64_t was = answer(message, &n);
			CHECK_CASE(n >= 1, paths[i]);
			CHECK_CASE(answer(message, &n) == was, paths[i]);
			count++;
			for (size_t k = 0; k < RT_COUNT(changes); k++)
				same[k] += answer(changes[k].make(message), &n) == was;
		}
		free((void *)(uintptr_t)message.p);
	}
	for (size_t k = 0; k < RT_COUNT(changes); k++) {
		printf("%s, %s: %u of %u the same\n", of, changes[k].name, same[k], count);
		CHECK_CASE(same[k] * 1000 >= count * changes[k].enough, changes[k].name);
	}
}

static uint64_t state = 88172645463325252u;

static size_t
roll(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return limit ? state % limit : 0;
}

/* Cuts off, cuts out, doubles, swaps or flips at a place taken by chance. */
static rt_str
mutate(rt_str m)
{
	size_t at = roll(m.n), n = roll(m.n - at < 200 ? m.n - at : 200);

	memcpy(changed, m.p, m.n);
	rt_str s = { changed, m.n };
	switch (roll(5)) {
	case 0:
		return rt_str_head(s, at);
	case 1:
		memmove(changed + at, changed + at + n, m.n - at - n);
		return rt_str_head(s, m.n - n);
	case 2:
		memmove(changed + at + n, changed + at, m.n - at);
		return (rt_str){ changed, m.n + n };
	case 3:
		for (size_t i = 0; i < n / 2; i++) {
			char c = changed[at + i];
			changed[at + i] = changed[at + n - 1 - i];
			changed[at + n - 1 - i] = c;
		}
		return s;
	default:
		for (size_t i = 0; m.n && i < 1 + n / 16; i++)
			changed[roll(m.n)] ^= (char)(1 << roll(8));
		return s;
	}
}

static void
test_mutants(size_t mutants)
{
	size_t done = 0, silent = 0;

	for (size_t tries = 0; files && done < mutants && tries < mutants; tries++) {
		rt_str message = file_read(paths[roll(files)]);
		for (int k = 0; message.n && message.n < MOST && k < 25; k++, done++) {
			size_t n;
			(void)answer(mutate(message), &n);
			silent += n == 0;
		}
		free((void *)(uintptr_t)message.p);
	}
	printf("%zu mutants, %zu without an outcome\n", done, silent);
	CHECK(silent == 0);
}

int
main(void)
{
	find_files(SOURCE_ROOT "/tests/corpus", ".eml");
	test_changes("corpus");
	test_mutants(MUTANTS / 10);
	files = 0;
	find_files(SOURCE_ROOT "/../shared/exam/messages", "");
	if (files) {
		test_changes("exam");
		test_mutants(MUTANTS);
	} else {
		printf("no exam beside the project: the corpus alone\n");
	}
	return rt_done();
}
