/* SPDX-License-Identifier: MIT */
/* A user's own rules, from a file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

enum { MOST = 16 << 20 };

static bool
read_file(const char *path, struct rt_buf *ret)
{
	FILE *f = fopen(path, "rbe");

	*ret = (struct rt_buf){ .p = f ? cli_alloc(MOST) : NULL, .cap = MOST };
	if (!f)
		return false;
	ret->n = fread(ret->p, 1, MOST, f);
	bool fine = !ferror(f);
	if (ret->n == MOST) {
		errno = EFBIG;
		fine = false;
	}
	fclose(f);
	return fine;
}

const struct rt_rules *
cli_rules(const char *path)
{
	/* The tables of the search take 2 MiB, whatever the rules; the rest grows with their text. */
	enum { TABLES = 4 << 20, TIMES = 24 };
	const struct rt_rules *rules;
	struct rt_rules_err err;
	struct rt_buf text;

	if (!path)
		return NULL;
	if (!read_file(path, &text)) {
		fprintf(stderr, "retort: %s: %s\n", path, strerror(errno));
		exit(cli_status(RT_EXIT_UNREADABLE));
	}
	struct rt_arena arena = cli_arena(TABLES + text.n * TIMES);
	enum rt_result r = rt_rules_read(rt_buf_view(&text), &arena, &rules, &err);
	if (r == RT_OK)
		return rules;
	if (r == RT_ESYNTAX)
		fprintf(stderr, "retort: %s:%zu:%zu: %s\n", path, err.line, err.column, err.what);
	else
		fprintf(stderr, "retort: %s: too many rules\n", path);
	exit(cli_status(RT_EXIT_USAGE));
}
