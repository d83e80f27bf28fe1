/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_SOURCE_H
#define RT_CLI_SOURCE_H

#include "base/str.h"

/*
 * The bytes of one file or pipe, unpacked where they are packed: gzip (RFC 1952), Zstandard (RFC
 * 8878) or xz, known by how the file begins, whatever its name. Several packed files behind one
 * another are read as one, as their own tools do.
 */
struct source {
	int fd;
	bool pipe; /* reading it may have to wait */
	enum { SOURCE_PLAIN, SOURCE_GZIP, SOURCE_ZSTD, SOURCE_XZ } packing;
	bool begun, ended; /* read from at all; the descriptor has no more */
	bool between; /* one packed file has just ended, and no other begun */
	void *state; /* of the unpacker */
	char *packed; /* what of the file is not unpacked yet */
	size_t at, n;
	uint64_t taken; /* bytes read of the file, packed as they are */
	const char *error; /* what failed; constant text */
};

/* Takes over fd, open for reading; pipe unless it is a regular file. */
void source_init(struct source *s, int fd, bool pipe);

/*
 * Reads at most room bytes, which shall be SOURCE_LEAST at least. 0: there are no more, or SIGINT
 * came while waiting for them. SIZE_MAX: reading failed, or the packing is damaged; s->error says
 * which.
 */
enum { SOURCE_LEAST = 4096 };
size_t source_read(struct source *s, char *p, size_t room);

/* Whether the next read would have to wait for someone to write: never of a file, only of a pipe. */
bool source_waits(const struct source *s);

/* Closes the descriptor and gives all memory back. */
void source_finish(struct source *s);

#endif
