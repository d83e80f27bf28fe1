/* SPDX-License-Identifier: MIT */
#include "cli/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/source.h"
#include "cli/walk.h"

enum {
	SMALL = 256 << 10, /* smaller files are worked on many at a time, by one worker */
	FILES = 64, /* as many at most */
	STRETCH = 256 << 10, /* what a worker takes of a large source: about a second-level cache */
	STRETCH_MOST = 1 << 20, /* of records larger than that; beyond, they lie in a file */
	TAIL = 4096, /* what is kept in memory of such: more than a line that may begin a record */
	DROP_EACH = 8 << 20, /* how much of a mapping is let go at a time */
};

struct feeding {
	const struct rt_common *common;
	const struct feed_plan *plan;
	struct pool *pool;
	struct pool_load *batch; /* that is being filled with small files; or NULL */
	size_t batch_files; /* how many fit */
	struct progress progress;
	atomic_bool failed;
};

/* What is in a load: small files, still to be read, or a stretch of one source. */
struct contents {
	struct {
		int fd;
		size_t name; /* where it begins in names */
	} file[FILES];
	size_t files;
	struct rt_buf names; /* each terminated */
	char *mapping; /* of mapped bytes, where the stretch is not in the load; or NULL */
	size_t mapped;
	bool first;
};

static void
complain(struct feeding *f, const char *path, const char *why)
{
	cli_warn(f->common, path, why);
	f->failed = true;
}

static void
complain_errno(void *context, const char *path)
{
	complain(context, path, strerror(errno));
}

/* Loads and their contents. */

static bool
grow(struct pool_load *load)
{
	size_t cap = load->cap ? load->cap * 2 : STRETCH;

	if (cap > STRETCH_MOST)
		return false;
	char *p = realloc(load->p, cap);
	if (!p)
		cli_die("out of memory");
	load->p = p;
	load->cap = cap;
	return true;
}

static struct pool_load *
take(struct feeding *f)
{
	struct pool_load *load = pool_take(f->pool);
	struct contents *c = load->extra;

	if (!c) {
		load->extra = c = cli_alloc(sizeof *c);
		*c = (struct contents){ .files = 0 };
	}
	c->files = c->names.n = 0;
	c->mapping = NULL;
	c->first = false;
	if (!load->p)
		(void)grow(load);
	return load;
}

/* Returns where in the names it begins. */
static size_t
add_name(struct contents *c, const char *name)
{
	size_t n = strlen(name) + 1, at = c->names.n;

	if (c->names.cap - at < n) {
		c->names.cap = (c->names.cap + n) * 2;
		char *p = realloc(c->names.p, c->names.cap);
		if (!p)
			cli_die("out of memory");
		c->names.p = p;
	}
	rt_buf_str(&c->names, (rt_str){ name, n });
	return at;
}

/* Temporary files, for what is too large to be held in memory. */

static int
open_temporary(void)
{
	const char *folder = getenv("TMPDIR");

	return open(folder && *folder ? folder : "/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);
		if (put < 0 && errno != EINTR)
			return false;
		p += put < 0 ? 0 : put;
		n -= put < 0 ? 0 : (size_t)put;
	}
	return true;
}

/* Moves all but the tail of a load into a temporary file, which is opened if there is none yet. */
static bool
spill(int *fd, struct pool_load *load, size_t tail)
{
	size_t n = load->n - tail;

	if (*fd < 0)
		*fd = open_temporary();
	if (*fd < 0 || !write_all(*fd, load->p, n))
		return false;
	memmove(load->p, load->p + n, tail);
	load->n = tail;
	return true;
}

static bool
map(struct contents *c, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return false;
	c->mapped = (size_t)st.st_size;
	c->mapping = mmap(NULL, c->mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (c->mapping == MAP_FAILED)
		c->mapping = NULL;
	return c->mapping;
}

/* Reading a source into loads. */

struct gathering {
	const struct feed_plan *plan;
	struct source *source;
	struct pool_load *load;
	bool whole; /* the source is to be read whole, whatever it is made of */
	bool many; /* it is made of records that can be told apart */
	int file; /* that holds what came before the load's bytes; -1 when there is none */
	const char *error;
};

static bool
is_full(const struct pool_load *load)
{
	return load->cap - load->n < SOURCE_LEAST;
}

static bool
make_room(struct gathering *g)
{
	if (!is_full(g->load) || grow(g->load))
		return true;
	if (spill(&g->file, g->load, g->many ? TAIL : 0))
		return true;
	g->error = "too large, and no temporary file can be written";
	return false;
}

/* Where the last record begins that is not whole, once there is reason to hand on what is. */
static size_t
find_cut(struct gathering *g)
{
	rt_str bytes = { g->load->p, g->load->n };

	if (g->whole || (!is_full(g->load) && !source_waits(g->source)))
		return 0;
	if (g->file < 0)
		g->many = !g->plan->many || g->plan->many(bytes);
	return g->many ? g->plan->cut(bytes, 0) : 0;
}

/* Reads until the load may be handed on. Returns how much of it, and whether there is more to read. */
static size_t
fill(struct gathering *g, bool *ret_more)
{
	struct pool_load *load = g->load;

	*ret_more = false;
	while (make_room(g)) {
		size_t n = source_read(g->source, load->p + load->n, load->cap - load->n);
		if (n == SIZE_MAX)
			g->error = g->source->error;
		if (n == SIZE_MAX || n == 0)
			break;
		load->n += n;
		size_t end = find_cut(g);
		if (end) {
			*ret_more = true;
			return end;
		}
	}
	return load->n;
}

/*
 * Reads whole records into the load: of a source that may be cut, as many as there is room for, or
 * as there are to be read without waiting; of any other, all. *ret_rest is what was read behind
 * them. False when that was the end of the source, or of what can be read of it.
 */
static bool
gather(struct feeding *f, struct gathering *g, const char *name, rt_str *ret_rest)
{
	struct pool_load *load = g->load;
	bool more;
	size_t end = fill(g, &more);

	*ret_rest = rt_str_from((rt_str){ load->p, load->n }, end);
	load->n = end;
	if (g->file >= 0) {
		if (!write_all(g->file, load->p, end) || !map(load->extra, g->file))
			g->error = strerror(errno);
		(void)close(g->file);
	}
	if (g->error)
		complain(f, name, g->error);
	return more;
}

/* A load that goes on where the one before it was cut. */
static struct pool_load *
take_next(struct feeding *f, const char *name, rt_str rest)
{
	struct pool_load *load = take(f);

	(void)add_name(load->extra, name);
	while (load->cap < rest.n && grow(load))
		;
	memcpy(load->p, rest.p, rest.n);
	load->n = rest.n;
	return load;
}

static void
stream(struct feeding *f, int fd, const char *path, bool pipe)
{
	struct source s;
	rt_str rest = { "", 0 };
	bool first = true, more = true;

	source_init(&s, fd, pipe);
	struct pool_load *load = take_next(f, path, rest);
	while (more) {
		struct gathering g = { f->plan, &s, load, .file = -1 };
		struct contents *c = load->extra;
		struct pool_load *next = NULL;
		c->first = first;
		more = gather(f, &g, path, &rest) && !cli_interrupted;
		if (more)
			next = take_next(f, path, rest);
		pool_give(load);
		load = next;
		first = false;
		progress_show(&f->progress, s.taken);
	}
	progress_add(&f->progress, s.taken);
	source_finish(&s);
}

/* Small files. */

static void
give_batch(struct feeding *f)
{
	if (f->batch)
		pool_give(f->batch);
	f->batch = NULL;
}

static void
add_small(struct feeding *f, int fd, const char *path, size_t size)
{
	if (!f->batch)
		f->batch = take(f);
	struct contents *c = f->batch->extra;
	/* What is not in memory yet begins to be read now, while the workers have others to do. */
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	c->file[c->files].fd = fd;
	c->file[c->files++].name = add_name(c, path);
	if (c->files == f->batch_files)
		give_batch(f);
	progress_add(&f->progress, size);
	progress_show(&f->progress, 0);
}

static bool
feed_file(void *context, const char *path)
{
	struct feeding *f = context;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		complain_errno(f, path);
		if (fd >= 0)
			(void)close(fd);
	} else if (S_ISREG(st.st_mode) && st.st_size < SMALL) {
		add_small(f, fd, path, (size_t)st.st_size);
	} else {
		give_batch(f);
		stream(f, fd, path, !S_ISREG(st.st_mode));
	}
	return !cli_interrupted;
}

/* On the workers. */

static void
hand_on(struct feeding *f, unsigned worker, struct pool_load *load, const char *name)
{
	struct contents *c = load->extra;
	struct feed_stretch s = {
		.name = rt_str_z(name),
		.p = c->mapping ? c->mapping : load->p,
		.n = c->mapping ? c->mapped : load->n,
		.mapped = c->mapping,
		.first = c->files || c->first,
		.whole = c->files,
		.load = load,
	};

	if (s.n || s.first)
		f->plan->work((char *)f->plan->worker + worker * f->plan->worker_size, &s);
	if (c->mapping)
		(void)munmap(c->mapping, c->mapped);
	c->mapping = NULL;
}

static void
work(void *context, unsigned worker, struct pool_load *load)
{
	struct feeding *f = context;
	struct contents *c = load->extra;

	if (!c->files)
		hand_on(f, worker, load, c->names.p);
	for (size_t i = 0; i < c->files; i++) {
		const char *name = c->names.p + c->file[i].name;
		struct source s;
		rt_str rest;
		source_init(&s, c->file[i].fd, false);
		load->n = 0;
		struct gathering g = { f->plan, &s, load, .whole = true, .file = -1 };
		(void)gather(f, &g, name, &rest);
		hand_on(f, worker, load, name);
		source_finish(&s);
	}
}

/* The whole of it. */

static void
feed_path(struct feeding *f, const char *path)
{
	struct walk walk = { feed_file, complain_errno, f };

	if (strcmp(path, "-") == 0) {
		give_batch(f);
		stream(f, STDIN_FILENO, path, true);
	} else if (walk_is_folder(path)) {
		(void)walk_folder(&walk, path);
	} else {
		(void)feed_file(f, path);
	}
}

static void
free_contents(void *extra)
{
	struct contents *c = extra;

	if (c)
		free(c->names.p);
	free(c);
}

int
feed(char **paths, int count, const struct rt_common *common, const struct feed_plan *plan)
{
	struct feeding f = { .common = common, .plan = plan, .batch_files = FILES };

	f.pool = pool_open(common->threads, work, &f, free_contents);
	progress_init(&f.progress, common, paths, count);
	cli_catch_interrupt();
	if (count == 0)
		feed_path(&f, "-");
	for (int i = 0; i < count && !cli_interrupted; i++)
		feed_path(&f, paths[i]);
	give_batch(&f);
	pool_close(f.pool);
	progress_finish(&f.progress);
	if (cli_interrupted)
		return RT_EXIT_INTERRUPTED;
	return f.failed ? RT_EXIT_UNREADABLE : RT_EXIT_OK;
}

uint64_t
feed_number(struct feed_stretch *s, uint64_t count)
{
	return s->whole ? 0 : pool_number(s->load, count, s->first);
}

void
feed_drop(struct feed_stretch *s, const char *end)
{
	size_t to = (size_t)(end - s->p) & ~(size_t)(DROP_EACH - 1);

	if (!s->mapped || to == s->dropped)
		return;
	if (to)
		(void)madvise(s->p, to, MADV_DONTNEED);
	s->dropped = to;
}

size_t
feed_cut_line(rt_str bytes, size_t from)
{
	const char *lf = from < bytes.n ? memrchr(bytes.p + from, '\n', bytes.n - from) : NULL;

	return lf ? (size_t)(lf - bytes.p) + 1 : 0;
}
