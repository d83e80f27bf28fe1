/* SPDX-License-Identifier: MIT */
#ifndef RT_DATA_H
#define RT_DATA_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "wire/block.h"

/*
 * The files of data/, block by block, so that tests count what is there instead of what somebody
 * once counted. What data_open() takes is given back by data_close().
 */
struct data {
	const char *path;
	char *room;
	struct rt_block_reader reader;
	struct rt_arena arena;
};

/* The whole file, for free(); NULL p when it cannot be read. */
static inline rt_str
file_read(const char *path)
{
	enum { ROOM = 4 << 20 };
	FILE *f = fopen(path, "rb");
	char *p = f ? malloc(ROOM) : NULL;
	size_t n = p ? fread(p, 1, ROOM, f) : 0;

	if (f)
		fclose(f);
	return (rt_str){ p, n };
}

static inline bool
data_open(struct data *d, const char *path)
{
	enum { ARENA = 8 << 20 };
	rt_str text = file_read(path);

	*d = (struct data){ .path = path };
	if (!text.p || text.n > ARENA || !(d->room = malloc(2 * (size_t)ARENA))) {
		fprintf(stderr, "%s: cannot be read\n", path);
		free((void *)(uintptr_t)text.p);
		return false;
	}
	memcpy(d->room, text.p, text.n);
	free((void *)(uintptr_t)text.p);
	d->reader = (struct rt_block_reader){ { d->room, text.n }, 1 };
	d->arena = (struct rt_arena){ d->room + ARENA, d->room + 2 * (size_t)ARENA };
	return true;
}

/* The next block whose first field has this name; any block where name is empty. */
static inline bool
data_next(struct data *d, rt_str name, struct rt_block *ret)
{
	while (rt_block_next(&d->reader, &d->arena, ret) == RT_OK)
		if (ret->count && (!name.n || rt_str_ieq(ret->field[0].name, name)))
			return true;
	return false;
}

static inline void
data_close(struct data *d)
{
	free(d->room);
}

#endif
