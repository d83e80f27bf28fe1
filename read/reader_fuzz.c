/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "tests/rt_fuzz.h"

enum { ROOM = 4 << 20 };

static void
claim_good(const struct rt_outcome *o, rt_str message, rt_str room)
{
	const rt_str texts[] = { o->recipient, o->original_recipient, o->sender, o->text,
		o->reporting_mta, o->remote_mta, o->remote_ip, o->queue_id, o->envelope_id,
		o->message_id, o->subject, o->list_id, o->verp };

	for (size_t i = 0; i < RT_COUNT(texts); i++)
		CLAIM(texts[i].n <= message.n + room.n && (!texts[i].n || texts[i].p));
	size_t decided = 0;
	for (size_t i = 0; i < o->replies_count; i++)
		decided += o->replies[i].decided;
	CLAIM(o->replies_count != 1 && o->replies_count <= RT_MAX_HEARD && decided <= 1);
	CLAIM(o->headers_count <= 3);
	CLAIM(o->event < RT_EVENT_COUNT && o->class < RT_CLASS_COUNT);
	CLAIM(o->code == 0 || (o->code >= 200 && o->code <= 599));
	CLAIM(o->status.class == 0 || o->status.class == 2 || o->status.class == 4 ||
		o->status.class == 5);
	/* Nothing is invented: who failed stands somewhere in what came. */
	bool failed = o->event == RT_EVENT_FAILED || o->event == RT_EVENT_DELAYED;
	CLAIM(!o->recipient.n || !failed || o->recipient.n <= message.n);
}

/* Any bytes, in any size of memory, give outcomes and an end. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char room[ROOM], scratch[1 << 20];
	rt_str s = fuzz_input(data, size);
	size_t less = size && data[size - 1] < 16 ? (size_t)data[size - 1] * (ROOM / 16) : 0;
	struct rt_arena a = { room, room + sizeof room - less };
	static const rt_str names[] = { { "subject", 7 }, { "X-Campaign", 10 }, { "To", 2 } };
	struct rt_read_options options = { .step = size && data[0] & 1 ? 1000 : 0,
		.headers = names,
		.headers_count = RT_COUNT(names),
		.replies = size && data[0] & 2 };
	struct rt_reader *r;
	struct rt_outcome o;
	enum rt_result result;
	size_t outcomes = 0, calls = 0;

	if (rt_read_begin(s, &options, &a, &r) != RT_OK)
		return 0;
	while ((result = rt_read_next(r, &o)) != RT_ENOTFOUND) {
		struct rt_verdict v;
		CLAIM(++calls < 4 * size + 100);
		if (result == RT_MORE)
			continue;
		CLAIM(result == RT_OK);
		outcomes++;
		claim_good(&o, s, (rt_str){ room, sizeof room });
		rt_interpret(&o, (struct rt_arena){ scratch, scratch + sizeof scratch }, &v);
		CLAIM(v.evidence.end <= o.text.n);
	}
	CLAIM(outcomes >= 1 && outcomes <= RT_MAX_RECIPIENTS);
	return 0;
}
