/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_PROGRESS_H
#define RT_CLI_PROGRESS_H

#include "cli/cli.h"

/*
 * How far reading has come, on stderr: after a second, several times a second, and only where
 * stderr is a terminal that stdout does not go to.
 */
struct progress {
	bool wanted, shown;
	uint64_t total; /* bytes there are to read; 0 when that is not known */
	uint64_t done; /* bytes of the sources that are finished */
	int64_t begun, last; /* milliseconds */
};

/* paths are what is to be read; if all are files, how much that is, is known. */
void progress_init(struct progress *p, const struct rt_common *common, char **paths, int count);

/* Counts a finished source. */
void progress_add(struct progress *p, uint64_t bytes);

/* Shows what is done, and current bytes of the source being read, if it is time to. */
void progress_show(struct progress *p, uint64_t current);

/* Wipes it off. */
void progress_finish(struct progress *p);

#endif
