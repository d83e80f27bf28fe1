/* SPDX-License-Identifier: MIT */
/* retort explain TEXT... - say what a code or reply means and what to do. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

static const char usage[] =
	"retort explain [--command C] [--vendor V] [--json|--tsv] CODE|STATUS|REPLY...";

enum { OPTION_COMMAND = RT_OPTION_OWN, OPTION_VENDOR };

static const struct option options[] = {
	RT_COMMON_OPTIONS,
	{ "command", required_argument, NULL, OPTION_COMMAND },
	{ "vendor", required_argument, NULL, OPTION_VENDOR },
	{ NULL, 0, NULL, 0 },
};

static int
explain(rt_str query, const struct rt_explain_options *only, const struct rt_common *common)
{
	struct rt_arena arena = cli_arena((2 << 20) + query.n * 8);
	char *room_of_arena = arena.at;
	struct rt_style style = cli_style(common);
	struct rt_explanation e;
	struct cli_out out = { 0 };
	enum rt_result result = rt_explain(query, only, &arena, &e);

	if (result == RT_ELIMIT) {
		cli_warn(common, "explain", "the query is too long");
		free(room_of_arena);
		return RT_EXIT_UNREADABLE;
	}
	for (size_t room = 64 << 10;; room *= 2) {
		char *p = cli_out_room(&out, room);
		size_t n = rt_render_explanation(&e, &style, p, room);
		if (n != SIZE_MAX) {
			out.n += n;
			break;
		}
	}
	cli_out_close(&out);
	free(room_of_arena);
	return result == RT_OK ? RT_EXIT_OK : RT_EXIT_NEGATIVE;
}

int
cmd_explain(int argc, char **argv)
{
	struct rt_common common = { 0 };
	struct rt_explain_options only = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "+hq", options, NULL)) != -1) {
		switch (cli_option(c, &common, usage)) {
		case OPTION_COMMAND:
			only.command = rt_str_z(optarg);
			break;
		case OPTION_VENDOR:
			only.vendor = rt_str_z(optarg);
			break;
		default:
			break;
		}
	}
	if (optind == argc)
		return cli_usage(usage);
	char *query = cli_join(argc - optind, argv + optind);
	int status = explain(rt_str_z(query), &only, &common);
	free(query);
	return status;
}
