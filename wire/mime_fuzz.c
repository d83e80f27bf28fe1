/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "tests/rt_fuzz.h"
#include "wire/mime.h"

static void
claim_part(const struct rt_mime *m, uint16_t i, rt_str message)
{
	const struct rt_part *p = &m->part[i];

	CLAIM(fuzz_lies_in(p->header, message) && fuzz_lies_in(p->body, message));
	CLAIM(fuzz_lies_in(p->type, p->header) && fuzz_lies_in(p->boundary, p->type));
	CLAIM(p->header.p + p->header.n <= p->body.p && !p->open);
	CLAIM(p->media <= RT_MEDIA_REPORT && p->encoding <= RT_ENCODING_BASE64);
	CLAIM((i == 0) == (p->parent == RT_NO_PART));
	if (i == 0)
		return;
	const struct rt_part *parent = &m->part[p->parent], *before = &m->part[i - 1];
	CLAIM(p->parent < i && parent->boundary.n);
	CLAIM(parent->media == RT_MEDIA_MULTIPART || parent->media == RT_MEDIA_REPORT);
	CLAIM(fuzz_lies_in(p->header, parent->body) && fuzz_lies_in(p->body, parent->body));
	CLAIM(before->header.p < p->header.p);
}

static void
split(struct rt_mime *m, rt_str message, struct rt_arena *a, size_t step)
{
	size_t steps = 0;

	rt_mime_init(m, message, a);
	while (rt_mime_step(m, step) == RT_MORE)
		CLAIM(steps++ <= message.n);
}

static void
claim_sound(const struct rt_mime *m, rt_str message)
{
	for (uint16_t i = 0; i < m->count; i++)
		claim_part(m, i, message);
}

/* However it is split, the parts are the same. */
static void
claim_same(const struct rt_mime *want, const struct rt_mime *got)
{
	CLAIM(got->count == want->count && got->depth_limit == want->depth_limit);
	for (uint16_t i = 0; i < got->count; i++) {
		const struct rt_part *w = &want->part[i], *g = &got->part[i];
		CLAIM(w->header.p == g->header.p && w->header.n == g->header.n);
		CLAIM(w->body.p == g->body.p && w->body.n == g->body.n);
		CLAIM(w->parent == g->parent && w->media == g->media);
		CLAIM(w->encoding == g->encoding);
	}
}

static void
fuzz_texts(const struct rt_mime *m, size_t room)
{
	for (uint16_t i = 0; i < m->count; i++) {
		struct rt_arena a = fuzz_arena(room);
		char *front = a.at;
		rt_str text;
		if (rt_part_text(&m->part[i], NULL, &a, &text) == RT_OK)
			CLAIM(rt_utf8_span(text) == text.n);
		a = (struct rt_arena){ front, front + room };
		if (rt_part_text_head(&m->part[i], room / 4, NULL, &a, &text) == RT_OK)
			CLAIM(rt_utf8_span(text) == text.n && text.n <= room / 4 * 2);
		free(front);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	size_t room = fuzz_number(&s, 4096), step = fuzz_number(&s, 64) + 1;
	struct rt_arena whole = fuzz_arena((s.n + 2) * sizeof(struct rt_part)), a = whole;
	struct rt_arena again = fuzz_arena((s.n + 2) * sizeof(struct rt_part)), b = again;
	struct rt_arena some = fuzz_arena(room), c = some;
	struct rt_mime want, got;

	split(&want, s, &a, SIZE_MAX);
	CLAIM(want.count);
	claim_sound(&want, s);
	split(&got, s, &b, step);
	claim_same(&want, &got);
	/* A part that found no room may have had the boundary of one around it: that ends early. */
	split(&got, s, &c, SIZE_MAX);
	claim_sound(&got, s);
	CLAIM(got.count == want.count || (got.count < want.count && got.parts_limit));
	fuzz_texts(&want, room);
	free(whole.at);
	free(again.at);
	free(some.at);
	return 0;
}
