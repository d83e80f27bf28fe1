/* SPDX-License-Identifier: MIT */
#include "cli/feed.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	MAP_FROM = 256 << 10, /* smaller files are read, larger ones mapped */
	DROP_EACH = 8 << 20, /* how much of a mapping is let go at a time */
	MOST_FOLDERS = 16, /* folders inside one another */
};

/* One walk over all paths. */
struct walk {
	const struct rt_common *common;
	feed_fn *fn;
	void *context;
	struct rt_arena room; /* small files are read into it */
	bool failed, stopped;
};

static void
complain(struct walk *w, const char *path)
{
	cli_warn(w->common, path, strerror(errno));
	w->failed = true;
}

static void
/* NOLINTNEXTLINE(readability-non-const-parameter): others will write through it */
hand_on(struct walk *w, const char *path, rt_str bytes, char *mapping)
{
	struct feed_input input = { .name = rt_str_z(path), .bytes = bytes, .mapping = mapping };

	if (!w->fn(w->context, &input))
		w->stopped = true;
}

/* Reads a descriptor to its end; the buffer grows. The caller frees. False when reading failed. */
static bool
read_all(int fd, size_t hint, char **ret, size_t *ret_n)
{
	size_t cap = hint + 1, n = 0;
	char *p = cli_alloc(cap);
	ssize_t got;

	while ((got = read(fd, p + n, cap - n)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(p);
			return false;
		}
		n += (size_t)got;
		if (n < cap)
			continue;
		char *more = realloc(p, cap * 2);
		if (!more) {
			free(p);
			return false;
		}
		p = more;
		cap *= 2;
	}
	*ret = p;
	*ret_n = n;
	return true;
}

static void
feed_descriptor(struct walk *w, int fd, const char *path, size_t hint)
{
	char *p;
	size_t n;

	if (!read_all(fd, hint, &p, &n)) {
		complain(w, path);
		return;
	}
	hand_on(w, path, (rt_str){ p, n }, NULL);
	free(p);
}

static void
feed_mapped(struct walk *w, int fd, const char *path, size_t n)
{
	char *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);

	if (p == MAP_FAILED) {
		feed_descriptor(w, fd, path, n);
		return;
	}
	(void)madvise(p, n, MADV_SEQUENTIAL);
	hand_on(w, path, (rt_str){ p, n }, p);
	(void)munmap(p, n);
}

static void
feed_small(struct walk *w, int fd, const char *path)
{
	size_t room = (size_t)(w->room.end - w->room.at), n = 0;
	ssize_t got;

	while (n < room && (got = read(fd, w->room.at + n, room - n)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			complain(w, path);
			return;
		}
		n += (size_t)got;
	}
	hand_on(w, path, (rt_str){ w->room.at, n }, NULL);
}

static void
feed_file(struct walk *w, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		complain(w, path);
	} else if (!S_ISREG(st.st_mode)) {
		feed_descriptor(w, fd, path, 64 << 10);
	} else if (st.st_size < MAP_FROM) {
		feed_small(w, fd, path);
	} else {
		feed_mapped(w, fd, path, (size_t)st.st_size);
	}
	if (fd >= 0)
		(void)close(fd);
}

static int
is_entry(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A Maildir holds cur and new, and in tmp what is not yet delivered. */
static bool
is_maildir(const char *path)
{
	char below[PATH_MAX];

	if (snprintf(below, sizeof below, "%s/cur", path) >= (int)sizeof below || !is_folder(below))
		return false;
	(void)snprintf(below, sizeof below, "%s/new", path);
	return is_folder(below);
}

/* Folders that wait to be looked into; found ones go on top, so that the walk is depth first. */
struct folders {
	char *path[1024];
	size_t count;
};

static void
push_folder(struct folders *f, const char *path)
{
	size_t n = strlen(path) + 1;

	if (f->count == RT_COUNT(f->path))
		return;
	f->path[f->count] = cli_alloc(n);
	memcpy(f->path[f->count++], path, n);
}

static void
feed_entries(struct walk *w, const char *path, struct folders *below)
{
	struct dirent **names;
	int n = scandir(path, &names, is_entry, alphasort);
	bool maildir = is_maildir(path);

	if (n < 0) {
		complain(w, path);
		return;
	}
	/* Folders are pushed last to first, so that they come off in the order of their names. */
	for (int i = n - 1; i >= 0; i--) {
		char full[PATH_MAX];
		bool waiting = maildir && strcmp(names[i]->d_name, "tmp") == 0;
		if (snprintf(full, sizeof full, "%s/%s", path, names[i]->d_name) <
				(int)sizeof full &&
			!waiting && is_folder(full))
			push_folder(below, full);
	}
	for (int i = 0; i < n; i++) {
		char full[PATH_MAX];
		if (!w->stopped &&
			snprintf(full, sizeof full, "%s/%s", path, names[i]->d_name) <
				(int)sizeof full &&
			!is_folder(full))
			feed_file(w, full);
		free(names[i]);
	}
	free(names);
}

static void
feed_folder(struct walk *w, const char *path)
{
	struct folders folders = { .count = 0 };

	push_folder(&folders, path);
	while (folders.count) {
		char *top = folders.path[--folders.count];
		if (!w->stopped)
			feed_entries(w, top, &folders);
		free(top);
	}
}

int
feed(char **paths, int count, const struct rt_common *common, feed_fn *fn, void *context)
{
	struct walk w = {
		.common = common,
		.fn = fn,
		.context = context,
		.room = cli_arena(MAP_FROM),
	};
	char *room = w.room.at;

	for (int i = 0; i < count && !w.stopped; i++) {
		if (strcmp(paths[i], "-") == 0)
			feed_descriptor(&w, STDIN_FILENO, "-", 64 << 10);
		else if (is_folder(paths[i]))
			feed_folder(&w, paths[i]);
		else
			feed_file(&w, paths[i]);
	}
	free(room);
	return w.failed ? RT_EXIT_UNREADABLE : RT_EXIT_OK;
}

void
feed_drop(struct feed_input *input, const char *end)
{
	size_t to = (size_t)(end - input->bytes.p) & ~(size_t)(DROP_EACH - 1);

	if (!input->mapping || to <= input->dropped)
		return;
	(void)madvise(input->mapping + input->dropped, to - input->dropped, MADV_DONTNEED);
	input->dropped = to;
}
