/* SPDX-License-Identifier: MIT */
/* gmime_bench MBOX - the same work as mime_bench by GMime 3, for the ratio. */
#include <gmime/gmime.h>

#include "bench/bench.h"
#include "wire/mbox.h"

struct sums {
	size_t messages, parts, decoded;
};

static void
count_part(GMimeObject *parent, GMimeObject *part, gpointer data)
{
	struct sums *sums = data;

	(void)parent;
	sums->parts++;
	if (!GMIME_IS_TEXT_PART(part))
		return;
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	if (text)
		sums->decoded += strlen(text);
	g_free(text);
}

/* The mbox is split by our own splitter, so that both do the same work on the same messages. */
static void
parse_message(rt_str message, struct sums *sums)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(message.p, message.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	GMimeMessage *parsed = g_mime_parser_construct_message(parser, NULL);

	if (parsed) {
		sums->messages++;
		g_mime_message_foreach(parsed, count_part, sums);
		g_object_unref(parsed);
	}
	g_object_unref(parser);
	g_object_unref(stream);
}

int
main(int argc, char **argv)
{
	struct sums sums = { 0 };

	if (argc != 2)
		return 2;
	g_mime_init();
	rt_str rest = bench_map(argv[1]);
	double start = bench_now();
	while (rest.n) {
		rt_str message = rt_str_head(rest, rt_mbox_next(rest, 0));
		parse_message(message, &sums);
		rest = rt_str_from(rest, message.n);
	}
	double t = bench_now() - start;
	printf("GMime: %.0f messages/s, %.1f us a message (%zu messages, %zu parts, %zu bytes of text)\n",
		(double)sums.messages / t, t * 1e6 / (double)sums.messages, sums.messages,
		sums.parts, sums.decoded);
	return 0;
}
