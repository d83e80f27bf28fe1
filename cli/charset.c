/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <iconv.h>

#include "base/ascii.h"
#include "cli/cli.h"

enum { MOST = 32, NAME = 40 };

/* What iconv_open() returns for a charset that it does not know, as POSIX says. */
static bool
is_unknown(iconv_t cd)
{
	return (intptr_t)cd == -1;
}

/* Descriptors once opened are kept, for each thread its own; a charset unknown to iconv, too. */
static _Thread_local struct known {
	char name[NAME];
	iconv_t cd;
} known[MOST];
static _Thread_local size_t known_count;

static void
forget(struct known *k)
{
	if (!is_unknown(k->cd))
		(void)iconv_close(k->cd);
}

static iconv_t
descriptor(rt_str charset)
{
	char name[NAME] = "";

	if (charset.n >= NAME)
		charset.n = NAME - 1;
	for (size_t i = 0; i < charset.n; i++)
		name[i] = rt_lower(charset.p[i]);
	for (size_t i = 0; i < known_count; i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].cd;

	if (known_count == MOST)
		forget(&known[--known_count]);
	struct known *k = &known[known_count++];
	memcpy(k->name, name, sizeof name);
	k->cd = iconv_open("UTF-8", name);
	return k->cd;
}

void
cli_iconv_close(void)
{
	while (known_count)
		forget(&known[--known_count]);
}

size_t
cli_iconv(void *context, rt_str charset, rt_str in, char *out, size_t room)
{
	iconv_t cd = descriptor(charset);
	static const char unreadable[3] = { '\xef', '\xbf', '\xbd' }; /* U+FFFD */
	char *to = out, *from;
	size_t left = in.n, space = room;

	(void)context;
	memcpy(&from, &in.p, sizeof from); /* iconv() takes it as writable, and does not write */
	if (is_unknown(cd))
		return SIZE_MAX;
	(void)iconv(cd, NULL, NULL, NULL, NULL);
	while (left && iconv(cd, &from, &left, &to, &space) == (size_t)-1) {
		if (errno == E2BIG || space < 3)
			return SIZE_MAX;
		memcpy(to, unreadable, sizeof unreadable);
		to += 3;
		space -= 3;
		from++;
		left--;
	}
	return room - space;
}
