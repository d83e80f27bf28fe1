/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/version.h"

static const struct verb {
	char name[12];
	char summary[64];
	int (*run)(int argc, char **argv);
} verbs[] = {
	/* alphabetical; tests/guard.sh says so if it is not */
	{ "classify", "judge one SMTP reply a line", cmd_classify },
	{ "codes", "search the table of all codes", cmd_codes },
	{ "explain", "explain a reply code, a status or a whole reply", cmd_explain },
	{ "read", "read returned mail and say what failed and why", cmd_read },
	{ "rules", "list, test and count the rules that judge", cmd_rules },
};

static void
print_usage(FILE *f)
{
	fprintf(f,
		"usage: retort VERB [OPTION]... [ARGUMENT]...\n"
		"       retort CODE|STATUS|REPLY...     the same as retort explain\n\n");
	for (size_t i = 0; i < RT_COUNT(verbs); i++)
		fprintf(f, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
	fprintf(f, "\nretort VERB -h and retort-VERB(1) tell more.\n");
}

int
main(int argc, char **argv)
{
	(void)signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		print_usage(stderr);
		return RT_EXIT_USAGE;
	}
	for (int i = 2; i < argc; i++)
		cli_sysexits = cli_sysexits || strcmp(argv[i], "--sysexits") == 0;
	for (size_t i = 0; i < RT_COUNT(verbs); i++)
		if (strcmp(argv[1], verbs[i].name) == 0)
			return verbs[i].run(argc - 1, argv + 1);
	if (strcmp(argv[1], "--version") == 0) {
		printf("retort %s\n", RT_VERSION);
		return RT_EXIT_OK;
	}
	if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0 ||
		strcmp(argv[1], "help") == 0) {
		print_usage(stdout);
		return RT_EXIT_OK;
	}
	return cmd_explain(argc, argv);
}
