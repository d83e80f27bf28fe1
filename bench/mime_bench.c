/* SPDX-License-Identifier: MIT */
/* mime_bench MBOX - split an mbox, split its messages into parts, decode every text part to UTF-8. */
#include "bench/bench.h"
#include "cli/cli.h"
#include "wire/mbox.h"
#include "wire/mime.h"

struct sums {
	size_t messages, parts, decoded;
};

static void
read_message(rt_str message, struct rt_arena arena, struct sums *sums)
{
	static const struct rt_charset charset = { .convert = cli_iconv };
	struct rt_mime m;
	rt_str text;

	rt_mime_init(&m, message, &arena);
	while (rt_mime_step(&m, SIZE_MAX) == RT_MORE)
		;
	sums->messages++;
	sums->parts += m.count;
	for (unsigned i = 0; i < m.count; i++) {
		struct rt_arena scratch = arena;
		enum rt_media media = (enum rt_media)m.part[i].media;
		if (media == RT_MEDIA_OTHER || media == RT_MEDIA_MULTIPART ||
			media == RT_MEDIA_REPORT)
			continue;
		if (rt_part_text(&m.part[i], &charset, &scratch, &text) == RT_OK)
			sums->decoded += text.n;
	}
}

static double
round_of(rt_str mbox, struct rt_arena arena, struct sums *sums)
{
	double start = bench_now();

	*sums = (struct sums){ 0 };
	for (rt_str rest = mbox; rest.n;) {
		rt_str message = rt_str_head(rest, rt_mbox_next(rest, 0));
		read_message(message, arena, sums);
		rest = rt_str_from(rest, message.n);
	}
	return bench_now() - start;
}

int
main(int argc, char **argv)
{
	enum { ROOM = 64 << 20, ROUNDS = 7 };
	double best = 1e9, lines = 1e9;
	struct sums sums;
	size_t count = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: mime_bench MBOX\n");
		return 2;
	}
	rt_str mbox = bench_map(argv[1]);
	char *room = malloc(ROOM);
	if (!room)
		return 1;
	for (int i = 0; i < ROUNDS; i++) {
		double start = bench_now();
		count = bench_lines(mbox);
		double t = bench_now() - start;
		lines = t < lines ? t : lines;
		t = round_of(mbox, (struct rt_arena){ room, room + ROOM }, &sums);
		best = t < best ? t : best;
	}
	printf("split and decode: %.0f messages/s, %.2f us a message, %.0f MB/s (%zu messages, %zu parts, "
	       "%zu bytes of text)\n",
		(double)sums.messages / best, best * 1e6 / (double)sums.messages,
		(double)mbox.n / best / 1e6, sums.messages, sums.parts, sums.decoded);
	printf("finding the %zu line ends alone: %.0f MB/s; ratio %.2f\n", count,
		(double)mbox.n / lines / 1e6, best / lines);
	free(room);
	return 0;
}
