/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_FEED_H
#define RT_CLI_FEED_H

#include "cli/pool.h"

/*
 * Where messages and lines come from: files, folders, Maildirs, standard input, packed or not. They
 * reach the workers of a pool in stretches of whole records: many small files, or a part of a
 * large one. A stretch too large for memory lies in an unnamed temporary file, and what has been
 * read of it is dropped from memory again.
 */
struct feed_stretch {
	rt_str name; /* of the source: as it was given, or its path inside the folder that was */
	char *p; /* n bytes, whole records; the worker may write on them */
	size_t n;
	bool mapped;
	size_t dropped; /* where feed_drop() was last */
	bool first; /* of its source */
	bool whole; /* all of its source */
	struct pool_load *load;
};

/* How a verb takes its input apart, and what it does with it. */
struct feed_plan {
	/* Whether a source that begins so is made of records that can be told apart; NULL: always. */
	bool (*many)(rt_str head);
	/* Where the last record begins that begins behind from; 0 when none does. */
	size_t (*cut)(rt_str bytes, size_t from);
	/* Works on one stretch, with the state of the worker it runs on. */
	void (*work)(void *worker, struct feed_stretch *s);
	void *worker; /* one state a worker, each of worker_size bytes */
	size_t worker_size;
};

/*
 * Opens the paths one after another; none stand for standard input, as "-" does. A folder stands for
 * the files in it, then its folders, in the order of their names; of a Maildir, tmp is left out. What
 * cannot be read is named on stderr and makes the result RT_EXIT_UNREADABLE; the rest is read all
 * the same. common->threads workers share the work. SIGINT ends the reading, and makes the result
 * RT_EXIT_INTERRUPTED.
 */
int feed(char **paths, int count, const struct rt_common *common, const struct feed_plan *plan);

/* How many records of the source are before this stretch, which holds count. See pool_number(). */
uint64_t feed_number(struct feed_stretch *s, uint64_t count);

/* Tells that the bytes before end have been read and may leave memory, should they be needed again. */
void feed_drop(struct feed_stretch *s, const char *end);

/* For feed_plan.cut, where records are lines. */
size_t feed_cut_line(rt_str bytes, size_t from);

#endif
