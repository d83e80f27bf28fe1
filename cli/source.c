/* SPDX-License-Identifier: MIT */
#include "cli/source.h"

#include <errno.h>
#include <lzma.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "cli/cli.h"

enum {
	PACKED_ROOM = 128 << 10,
	XZ_MEMORY = 128 << 20, /* what an .xz may ask for; xz -9 asks for 65 MiB */
};

void
source_init(struct source *s, int fd, bool pipe)
{
	*s = (struct source){ .fd = fd, .pipe = pipe };
}

static size_t
fail(struct source *s, const char *what)
{
	s->error = what;
	return SIZE_MAX;
}

static size_t
read_some(struct source *s, char *p, size_t room)
{
	ssize_t n;

	do
		n = read(s->fd, p, room);
	while (n < 0 && errno == EINTR && !cli_interrupted);
	if (n < 0 && errno == EINTR)
		n = 0;
	if (n < 0)
		return fail(s, strerror(errno));
	s->ended = n == 0;
	s->taken += (size_t)n;
	return (size_t)n;
}

/* More packed bytes, where all that were there are used up. False when reading failed. */
static bool
refill(struct source *s)
{
	if (s->at < s->n || s->ended)
		return true;
	size_t n = read_some(s, s->packed, PACKED_ROOM);
	s->at = 0;
	s->n = n == SIZE_MAX ? 0 : n;
	return n != SIZE_MAX;
}

static const char damaged[] = "the compressed data is damaged";
static const char cut_short[] = "the compressed data ends too early";

static size_t
read_gzip(struct source *s, char *p, size_t room)
{
	z_stream *z = s->state;

	z->next_out = (Bytef *)p;
	z->avail_out = (uInt)room;
	while (z->avail_out == room) {
		if (!refill(s))
			return SIZE_MAX;
		if (s->at == s->n)
			return s->between ? 0 : fail(s, cut_short);
		z->next_in = (Bytef *)s->packed + s->at;
		z->avail_in = (uInt)(s->n - s->at);
		int r = inflate(z, Z_NO_FLUSH);
		s->at = s->n - z->avail_in;
		if (r == Z_DATA_ERROR && s->between)
			return 0; /* as gzip does: what is behind is padding */
		if (r != Z_STREAM_END && r != Z_OK && r != Z_BUF_ERROR)
			return fail(s, damaged);
		s->between = r == Z_STREAM_END;
		if (s->between)
			(void)inflateReset(z);
	}
	return room - z->avail_out;
}

static size_t
read_zstd(struct source *s, char *p, size_t room) /* NOLINT(readability-non-const-parameter) */
{
	ZSTD_outBuffer out = { p, room, 0 };

	while (out.pos == 0) {
		if (!refill(s))
			return SIZE_MAX;
		bool all = s->at == s->n;
		if (all && s->between)
			return 0;
		ZSTD_inBuffer in = { s->packed + s->at, s->n - s->at, 0 };
		size_t wanted = ZSTD_decompressStream(s->state, &out, &in);
		s->at += in.pos;
		if (ZSTD_isError(wanted))
			return fail(s, damaged);
		s->between = wanted == 0;
		if (all && wanted && out.pos == 0)
			return fail(s, cut_short);
	}
	return out.pos;
}

static size_t
read_xz(struct source *s, char *p, size_t room)
{
	lzma_stream *x = s->state;

	x->next_out = (uint8_t *)p;
	x->avail_out = room;
	while (x->avail_out == room) {
		if (!refill(s))
			return SIZE_MAX;
		x->next_in = (const uint8_t *)s->packed + s->at;
		x->avail_in = s->n - s->at;
		lzma_ret r = lzma_code(x, s->ended ? LZMA_FINISH : LZMA_RUN);
		s->at = s->n - x->avail_in;
		if (r == LZMA_STREAM_END)
			break;
		if (r == LZMA_BUF_ERROR)
			return fail(s, cut_short);
		if (r == LZMA_MEMLIMIT_ERROR)
			return fail(s, "unpacking it takes too much memory");
		if (r != LZMA_OK)
			return fail(s, damaged);
	}
	return room - x->avail_out;
}

static bool
begin_gzip(struct source *s)
{
	enum { GZIP_ONLY = 16 };
	z_stream *z = cli_alloc(sizeof *z);

	*z = (z_stream){ 0 };
	s->state = z;
	return inflateInit2(z, MAX_WBITS + GZIP_ONLY) == Z_OK;
}

static bool
begin_zstd(struct source *s)
{
	s->state = ZSTD_createDStream();
	return s->state != NULL;
}

static bool
begin_xz(struct source *s)
{
	lzma_stream *x = cli_alloc(sizeof *x);

	*x = (lzma_stream)LZMA_STREAM_INIT;
	s->state = x;
	return lzma_stream_decoder(x, XZ_MEMORY, LZMA_CONCATENATED) == LZMA_OK;
}

static const struct packing {
	char magic[8];
	size_t n;
	bool (*begin)(struct source *s);
	size_t (*read)(struct source *s, char *p, size_t room);
} packings[] = {
	[SOURCE_PLAIN] = { "", 0, NULL, read_some },
	[SOURCE_GZIP] = { "\x1f\x8b\x08", 3, begin_gzip, read_gzip },
	[SOURCE_ZSTD] = { "\x28\xb5\x2f\xfd", 4, begin_zstd, read_zstd },
	[SOURCE_XZ] = { "\xfd"
			"7zXZ",
		6, begin_xz, read_xz },
};

/* Whether more bytes could still make it the beginning of something packed. */
static bool
may_be_packed(rt_str s)
{
	for (size_t i = SOURCE_GZIP; i < RT_COUNT(packings); i++)
		if (s.n < packings[i].n && memcmp(s.p, packings[i].magic, s.n) == 0)
			return true;
	return false;
}

static int
packing_of(rt_str s)
{
	for (size_t i = SOURCE_GZIP; i < RT_COUNT(packings); i++)
		if (rt_str_starts(s, (rt_str){ packings[i].magic, packings[i].n }))
			return (int)i;
	return SOURCE_PLAIN;
}

/* The first bytes are read plain; if they are packed, they become the first packed ones. */
static size_t
begin(struct source *s, char *p, size_t room)
{
	size_t n = 0;

	s->begun = true;
	do {
		size_t more = read_some(s, p + n, room - n);
		if (more == SIZE_MAX)
			return SIZE_MAX;
		n += more;
	} while (!s->ended && may_be_packed((rt_str){ p, n }));
	s->packing = packing_of((rt_str){ p, n });
	if (s->packing == SOURCE_PLAIN)
		return n;
	s->packed = cli_alloc(n > PACKED_ROOM ? n : PACKED_ROOM);
	memcpy(s->packed, p, n);
	s->n = n;
	if (!packings[s->packing].begin(s))
		return fail(s, "out of memory");
	return packings[s->packing].read(s, p, room);
}

size_t
source_read(struct source *s, char *p, size_t room)
{
	return s->begun ? packings[s->packing].read(s, p, room) : begin(s, p, room);
}

bool
source_waits(const struct source *s)
{
	struct pollfd poll_in = { .fd = s->fd, .events = POLLIN };

	return s->pipe && s->packing == SOURCE_PLAIN && poll(&poll_in, 1, 0) == 0;
}

void
source_finish(struct source *s)
{
	if (s->packing == SOURCE_GZIP)
		(void)inflateEnd(s->state);
	else if (s->packing == SOURCE_XZ)
		lzma_end(s->state);
	if (s->packing == SOURCE_ZSTD)
		(void)ZSTD_freeDStream(s->state);
	else
		free(s->state);
	free(s->packed);
	if (s->fd > STDERR_FILENO)
		(void)close(s->fd);
	*s = (struct source){ .fd = -1 };
}
