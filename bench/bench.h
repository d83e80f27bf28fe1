/* SPDX-License-Identifier: MIT */
#ifndef RT_BENCH_BENCH_H
#define RT_BENCH_BENCH_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

/* What benchmarks share: a clock, a mapped file, the best of several rounds. */

static inline double
bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline rt_str
bench_map(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		perror(path);
		exit(1);
	}
	char *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (p == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	close(fd);
	return (rt_str){ p, (size_t)st.st_size };
}

/* The limit for anything that reads lines: finding the line ends, and nothing else. */
static inline size_t
bench_lines(rt_str s)
{
	size_t n = 0;

	for (const char *p = s.p, *end = s.p + s.n;
		p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	return n;
}

#endif
