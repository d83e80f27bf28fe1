/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_ARENA_H
#define RT_BASE_ARENA_H

#include <stdalign.h>

#include "base/str.h"

/* Handing out the caller's memory; see struct rt_arena. Scratch memory: pass the arena by value. */

#define RT_NEW(a, type, count) ((type *)rt_arena_alloc((a), sizeof(type), alignof(type), (count)))

/* Zeroed memory for count objects, or NULL when they do not fit. */
void *rt_arena_alloc(struct rt_arena *a, size_t size, size_t align, size_t count);

/* n bytes that are not cleared, or NULL when they do not fit. Give back what is not used by a->at. */
char *rt_arena_bytes(struct rt_arena *a, size_t n);

/* How many bytes are left. */
static inline size_t
rt_arena_room(const struct rt_arena *a)
{
	return (size_t)(a->end - a->at);
}

#endif
