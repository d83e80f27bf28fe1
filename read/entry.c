/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/limits.h"
#include "read/notice.h"

enum { FEW = 64 }; /* entries in which a program is looked for */

static unsigned
hash(rt_str who)
{
	uint32_t h = (uint32_t)who.n;

	for (size_t i = 0; i < who.n; i++)
		h = h * 31 + (uint8_t)rt_lower(who.p[i]);
	return (h ^ h >> 8 ^ h >> 16) & (RT_NOTICE_HEADS - 1);
}

const struct rt_notice_entry *
rt_notice_find(const struct rt_notice *n, rt_str who)
{
	for (uint32_t i = n->heads[hash(who)]; i; i = n->entry[i - 1].chain)
		if (rt_str_ieq(n->entry[i - 1].who, who))
			return &n->entry[i - 1];
	/* A program's owner took its place in the chain that the program is in. */
	for (uint32_t i = 0; i < n->count && i < FEW; i++)
		if (rt_str_ieq(n->entry[i].who, who) || rt_str_ieq(n->entry[i].program, who))
			return &n->entry[i];
	return NULL;
}

uint32_t
rt_notice_enter(struct rt_notice *n, struct rt_arena *a, rt_str who)
{
	uint32_t *head = &n->heads[hash(who)];

	for (uint32_t i = *head; i; i = n->entry[i - 1].chain)
		if (rt_str_ieq(n->entry[i - 1].who, who))
			return i - 1;

	struct rt_notice_entry *e = n->count < RT_MAX_RECIPIENTS
		? RT_NEW(a, struct rt_notice_entry, 1)
		: NULL;
	if (!e) {
		n->limit = true;
		return RT_NO_ENTRY;
	}
	if (!n->count)
		n->entry = e;
	*e = (struct rt_notice_entry){ .who = who, .chain = *head };
	*head = ++n->count;
	return n->count - 1;
}
