/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

void *
rt_arena_alloc(struct rt_arena *a, size_t size, size_t align, size_t count)
{
	size_t pad = -(uintptr_t)a->at & (align - 1);
	size_t room = rt_arena_room(a);

	if (pad > room || count > (room - pad) / size)
		return NULL;

	char *p = a->at + pad;
	a->at = p + size * count;
	return memset(p, 0, size * count);
}

char *
rt_arena_bytes(struct rt_arena *a, size_t n)
{
	if (n > rt_arena_room(a))
		return NULL;

	char *p = a->at;
	a->at += n;
	return p;
}
