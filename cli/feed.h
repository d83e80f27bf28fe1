/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_FEED_H
#define RT_CLI_FEED_H

#include "cli/cli.h"

/*
 * Where messages and lines come from: files, folders, Maildirs, standard input. Every input is
 * handed on whole, as one view; a large file is mapped, and what has been read of it is dropped
 * from memory again.
 */
struct feed_input {
	rt_str name; /* as it was given, or its path inside the folder that was */
	rt_str bytes;
	char *mapping; /* where it is mapped; NULL when it was read */
	size_t dropped; /* bytes at the front that feed_drop() has let go */
};

/* Called for every input; false stops. */
typedef bool feed_fn(void *context, struct feed_input *input);

/*
 * Opens the paths one after another. "-" is standard input; a folder stands for the files in it, a
 * Maildir for those in cur and new, in the order of their names. What cannot be read is named on
 * stderr and makes the result RT_EXIT_UNREADABLE; the rest is read all the same.
 */
int feed(char **paths, int count, const struct rt_common *common, feed_fn *fn, void *context);

/* Tells that the bytes before end have been read and may leave memory, should they be needed again. */
void feed_drop(struct feed_input *input, const char *end);

#endif
