/* SPDX-License-Identifier: MIT */
#include "tests/rt_fuzz.h"
#include "wire/mention.h"

/* All that is found lies in the text; less that is wanted gives less, and nothing else. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	rt_str s = fuzz_input(data, size);
	struct rt_mentions all = rt_mentions_read(s, RT_MENTION_ALL);

	CLAIM(fuzz_lies_in(all.url, s) && fuzz_lies_in(all.ip, s));
	CLAIM(fuzz_lies_in(all.list, s) && fuzz_lies_in(all.ticket, s));
	CLAIM(all.delay <= 7 * 86400);
	for (unsigned wanted = 0; wanted < RT_MENTION_ALL; wanted++) {
		struct rt_mentions m = rt_mentions_read(s, wanted);
		CLAIM(m.url.p == all.url.p && m.url.n == all.url.n);
		CLAIM(m.delay == (wanted & RT_MENTION_DELAY ? all.delay : 0));
		CLAIM(m.ip.n == (wanted & RT_MENTION_IP ? all.ip.n : 0));
		CLAIM(m.list.n == (wanted & RT_MENTION_LIST ? all.list.n : 0));
		CLAIM(m.ticket.n == (wanted & RT_MENTION_TICKET ? all.ticket.n : 0));
	}
	return 0;
}
