/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER = 1000, EACH = 250 }; /* milliseconds */

static int64_t
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint64_t
total_of(char **paths, int count)
{
	uint64_t total = 0;
	struct stat st;

	for (int i = 0; i < count; i++) {
		if (stat(paths[i], &st) != 0)
			continue;
		if (!S_ISREG(st.st_mode))
			return 0;
		total += (uint64_t)st.st_size;
	}
	return total;
}

void
progress_init(struct progress *p, const struct rt_common *common, char **paths, int count)
{
	*p = (struct progress){
		.wanted = !common->quiet && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO),
		.begun = now(),
	};
	if (p->wanted)
		p->total = total_of(paths, count);
	p->last = p->begun + FIRST_AFTER - EACH;
}

void
progress_add(struct progress *p, uint64_t bytes)
{
	p->done += bytes;
}

void
progress_show(struct progress *p, uint64_t current)
{
	if (!p->wanted)
		return;
	int64_t t = now();
	if (t - p->last < EACH)
		return;
	p->last = t;
	p->shown = true;
	uint64_t done = p->done + current;
	double seconds = (double)(t - p->begun) / 1000, rate = (double)done / seconds;
	fprintf(stderr, "\r%.0f MB, %.0f MB/s", (double)done / 1e6, rate / 1e6);
	if (p->total && p->total >= done && rate > 0)
		fprintf(stderr, ", %.0f %%, %.0f s left", 100 * (double)done / (double)p->total,
			(double)(p->total - done) / rate);
	fprintf(stderr, "\x1b[K");
}

void
progress_finish(struct progress *p)
{
	if (p->shown)
		fprintf(stderr, "\r\x1b[K");
}
