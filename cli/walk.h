/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_WALK_H
#define RT_CLI_WALK_H

#include "cli/cli.h"

/*
 * Walks folders: their files in the order of their names, then the folders in them; nothing whose
 * name begins with a full stop, nothing in the tmp of a Maildir, and no folder by a link to it.
 */
struct walk {
	/* Called for every file; false ends the walk. */
	bool (*file)(void *context, const char *path);
	/* Called for what cannot be read, with errno set. */
	void (*failed)(void *context, const char *path);
	void *context;
};

/* False: it was ended. */
bool walk_folder(const struct walk *w, const char *path);

bool walk_is_folder(const char *path);

#endif
