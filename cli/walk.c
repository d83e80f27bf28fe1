/* SPDX-License-Identifier: MIT */
#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The entries of one folder, each a byte that says what it is and its name, terminated. */
struct entries {
	struct rt_buf names;
	size_t n;
	char **entry;
};

enum { MOST_WAITING = 1024 }; /* folders that wait to be looked into */

static void
add_entry(struct entries *e, char type, const char *name)
{
	size_t n = strlen(name) + 1;

	if (e->names.cap - e->names.n < n + 1) {
		e->names.cap = (e->names.cap + n) * 2;
		char *p = realloc(e->names.p, e->names.cap);
		if (!p)
			cli_die("out of memory");
		e->names.p = p;
	}
	rt_buf_ch(&e->names, type);
	rt_buf_str(&e->names, (rt_str){ name, n });
	e->n++;
}

static int
by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x + 1, *y + 1);
}

bool
walk_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum { ENTRY_FILE = 'f', ENTRY_FOLDER = 'd', ENTRY_NONE = '-' };

/* Where readdir() does not know, the file itself is asked. A link to a folder may lead in a circle. */
static char
type_of(const struct dirent *d, const char *path, char full[static PATH_MAX])
{
	bool link = d->d_type == DT_LNK;

	if (d->d_type != DT_UNKNOWN && !link)
		return d->d_type == DT_DIR ? ENTRY_FOLDER : ENTRY_FILE;
	if (snprintf(full, PATH_MAX, "%s/%s", path, d->d_name) >= PATH_MAX || !walk_is_folder(full))
		return ENTRY_FILE;
	return link ? ENTRY_NONE : ENTRY_FOLDER;
}

static bool
read_entries(const char *path, struct entries *ret)
{
	DIR *dir = opendir(path);
	struct entries e = { .n = 0 };
	char full[PATH_MAX];

	if (!dir)
		return false;
	for (struct dirent *d; (d = readdir(dir));)
		if (d->d_name[0] != '.')
			add_entry(&e, type_of(d, path, full), d->d_name);
	(void)closedir(dir);
	e.entry = cli_alloc((e.n + 1) * sizeof *e.entry);
	char *p = e.names.p;
	for (size_t i = 0; i < e.n; i++, p += strlen(p) + 1)
		e.entry[i] = p;
	qsort(e.entry, e.n, sizeof *e.entry, by_name);
	*ret = e;
	return true;
}

static void
free_entries(struct entries *e)
{
	free(e->entry);
	free(e->names.p);
}

static bool
has(const struct entries *e, const char *folder)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->entry[i][0] == ENTRY_FOLDER && strcmp(e->entry[i] + 1, folder) == 0)
			return true;
	return false;
}

/* Folders that wait to be looked into; found ones go on top, so that the walk is depth first. */
struct waiting {
	char *path[MOST_WAITING];
	size_t n;
};

static void
push(const struct walk *w, struct waiting *to, const char *path)
{
	size_t n = strlen(path) + 1;

	if (to->n == MOST_WAITING) {
		errno = ENOMEM;
		w->failed(w->context, path);
		return;
	}
	to->path[to->n] = cli_alloc(n);
	memcpy(to->path[to->n++], path, n);
}

static bool
full_path(const struct walk *w, const char *path, const char *name, char full[static PATH_MAX])
{
	if (snprintf(full, PATH_MAX, "%s/%s", path, name) < PATH_MAX)
		return true;
	errno = ENAMETOOLONG;
	w->failed(w->context, path);
	return false;
}

static bool
walk_one(const struct walk *w, const char *path, struct waiting *below)
{
	struct entries e;
	char full[PATH_MAX];
	bool going = true;

	if (!read_entries(path, &e)) {
		w->failed(w->context, path);
		return true;
	}
	bool maildir = has(&e, "cur") && has(&e, "new");
	/* Folders are pushed last to first, so that they come off in the order of their names. */
	for (size_t i = e.n; i-- > 0;)
		if (e.entry[i][0] == ENTRY_FOLDER &&
			!(maildir && strcmp(e.entry[i] + 1, "tmp") == 0) &&
			full_path(w, path, e.entry[i] + 1, full))
			push(w, below, full);
	for (size_t i = 0; i < e.n && going; i++)
		if (e.entry[i][0] == ENTRY_FILE && full_path(w, path, e.entry[i] + 1, full))
			going = w->file(w->context, full);
	free_entries(&e);
	return going;
}

bool
walk_folder(const struct walk *w, const char *path)
{
	struct waiting waiting = { .n = 0 };
	bool going = true;

	push(w, &waiting, path);
	while (waiting.n) {
		char *top = waiting.path[--waiting.n];
		going = going && walk_one(w, top, &waiting);
		free(top);
	}
	return going;
}
