/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_POOL_H
#define RT_CLI_POOL_H

#include "cli/cli.h"

/*
 * Workers that take loads of input in turn, and hand their output on in the order of the loads,
 * whoever is done first. So output does not depend on the number of workers.
 *
 * At most two loads a worker and two more exist at a time, and a load's output is held back only
 * up to a limit: beyond it, the worker waits until all earlier loads are written. So memory is
 * bounded whatever there is to read.
 *
 * With one worker there are no threads: a load is worked on when it is given.
 */
struct pool;

/* One load. The one who fills it owns it until pool_give(), its worker then until work returns. */
struct pool_load {
	char *p; /* input: n bytes of cap */
	size_t n, cap;
	void *extra; /* whatever else there is to say of it; it stays when the load is taken again */
	struct cli_out out;
	/* from here on the pool's */
	struct pool *pool;
	uint64_t sequence;
	bool numbered;
};

/* Works on a load, as worker number so many, counted from 0. */
typedef void pool_work(void *context, unsigned worker, struct pool_load *load);

/* workers is 1 to POOL_MOST. free_extra is called for the extra of every load at the end. */
enum { POOL_MOST = 64 };
struct pool *
pool_open(unsigned workers, pool_work *work, void *context, void (*free_extra)(void *));

/* A load to fill, empty; waits until there is one. At most two may be held at a time. */
struct pool_load *pool_take(struct pool *p);

/* Hands a load to the workers; loads are written in the order in which they are given. */
void pool_give(struct pool_load *load);

/* Lets all loads be worked on and written; then ends the workers. A load taken is not lost but unused. */
void pool_close(struct pool *p);

/*
 * For the worker: count is how many records are in its load, and the result is how many were in
 * the loads before it. Waits for those only until they have counted. anew: the load begins a new
 * count. To be called once a load at most; a load that does not call it ends the count.
 */
uint64_t pool_number(struct pool_load *load, uint64_t count, bool anew);

#endif
