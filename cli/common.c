/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/ascii.h"
#include "cli/pool.h"

bool cli_sysexits;

int
cli_status(enum rt_exit code)
{
	if (!cli_sysexits || code == RT_EXIT_OK)
		return (int)code;
	return code == RT_EXIT_USAGE ? EX_USAGE : EX_TEMPFAIL;
}

int
cli_usage(const char *usage)
{
	fprintf(stderr, "usage: %s\n", usage);
	return cli_status(RT_EXIT_USAGE);
}

/* One that is not known ends the program. */
static rt_str
vocabulary_named(const char *name)
{
	rt_str word;

	for (size_t i = 0; rt_vocabulary_at(i, &word) == RT_OK; i++)
		if (rt_str_ieq(word, rt_str_z(name)))
			return word;
	fprintf(stderr, "retort: --as %s: no such vocabulary; there are", name);
	for (size_t i = 0; rt_vocabulary_at(i, &word) == RT_OK; i++)
		fprintf(stderr, " %.*s", RT_ARG(word));
	fputc('\n', stderr);
	exit(cli_status(RT_EXIT_USAGE));
}

int
cli_option(int c, struct rt_common *common, const char *usage)
{
	switch (c) {
	case RT_OPTION_JSON:
		common->form = RT_FORM_JSON;
		return -1;
	case RT_OPTION_TSV:
		common->form = RT_FORM_TSV;
		return -1;
	case 'q':
		common->quiet = true;
		return -1;
	case RT_OPTION_COLOR:
		if (strcmp(optarg, "always") == 0)
			common->color = RT_COLOR_ALWAYS;
		else if (strcmp(optarg, "never") == 0)
			common->color = RT_COLOR_NEVER;
		else if (strcmp(optarg, "auto") != 0)
			exit(cli_usage(usage));
		return -1;
	case RT_OPTION_AS:
		common->vocabulary = vocabulary_named(optarg);
		return -1;
	case RT_OPTION_RULES:
		common->rules = optarg;
		return -1;
	case RT_OPTION_THREADS:
		if (!cli_number(optarg, POOL_MOST, &common->threads))
			exit(cli_usage(usage));
		return -1;
	case 'h':
		printf("usage: %s\n", usage);
		exit(RT_EXIT_OK);
	case '?':
		exit(cli_usage(usage));
	default:
		return c;
	}
}

void
cli_warn(const struct rt_common *common, const char *what, const char *why)
{
	if (!common->quiet)
		fprintf(stderr, "retort: %s: %s\n", what, why);
}

struct rt_style
cli_style(const struct rt_common *common)
{
	struct winsize size = { 0 };
	bool terminal = isatty(STDOUT_FILENO);
	const char *no_color = getenv("NO_COLOR");
	struct rt_style style = {
		.form = common->form,
		.color = common->color == RT_COLOR_ALWAYS,
	};

	if (common->color == RT_COLOR_AUTO)
		style.color = terminal && !(no_color && *no_color);
	if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		style.width = size.ws_col < 120 ? size.ws_col : 120;
	return style;
}

void
cli_put_outcome(struct cli_out *out, const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style)
{
	enum { MOSTLY = 4096 };

	for (size_t room = MOSTLY;; room *= 4) {
		char *p = cli_out_room(out, room);
		size_t n = rt_render_outcome(o, v, style, p, room);
		if (n != SIZE_MAX) {
			out->n += n;
			return;
		}
	}
}

void
cli_put_outcome_head(const struct rt_common *common)
{
	struct cli_out out = { 0 };
	enum { HEAD = 1024 };

	if (common->form != RT_FORM_TSV)
		return;
	size_t n = rt_render_outcome_head(cli_out_room(&out, HEAD), HEAD);
	out.n += n == SIZE_MAX ? 0 : n;
	cli_out_close(&out);
}

unsigned
cli_processors(void)
{
	cpu_set_t set;

	unsigned n = sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
	return n < POOL_MOST ? n : POOL_MOST;
}

volatile sig_atomic_t cli_interrupted;

static void
interrupt(int signal)
{
	(void)signal;
	cli_interrupted = 1;
}

void
cli_catch_interrupt(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };

	(void)sigaction(SIGINT, &action, NULL);
}

_Noreturn void
cli_die(const char *why)
{
	fprintf(stderr, "retort: %s\n", why);
	exit(cli_status(RT_EXIT_UNREADABLE));
}

bool
cli_number(const char *text, unsigned most, unsigned *ret)
{
	unsigned n = 0;
	const char *p = text;

	for (; rt_is_digit(*p) && n <= most; p++)
		n = n * 10 + (unsigned)(*p - '0');
	if (*p || p == text || n == 0 || n > most)
		return false;
	*ret = n;
	return true;
}

void *
cli_alloc(size_t n)
{
	void *p = malloc(n);

	if (!p)
		cli_die("out of memory");
	return p;
}

char *
cli_join(int argc, char **argv)
{
	size_t n = 1;

	for (int i = 0; i < argc; i++)
		n += strlen(argv[i]) + 1;
	struct rt_buf b = { .p = cli_alloc(n), .cap = n };
	for (int i = 0; i < argc; i++) {
		if (i)
			rt_buf_ch(&b, ' ');
		rt_buf_str(&b, rt_str_z(argv[i]));
	}
	rt_buf_ch(&b, '\0');
	return b.p;
}

void
cli_out_close(struct cli_out *out)
{
	cli_out_flush(out);
	free(out->p);
	*out = (struct cli_out){ 0 };
}

struct rt_arena
cli_arena(size_t n)
{
	char *p = cli_alloc(n);

	return (struct rt_arena){ p, p + n };
}

void
cli_out_flush(struct cli_out *out)
{
	if (out->turn)
		out->turn(out->turn_context);
	for (size_t at = 0; at < out->n;) {
		ssize_t n = write(STDOUT_FILENO, out->p + at, out->n - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			cli_die(strerror(errno));
		at += (size_t)n;
	}
	out->n = 0;
}

char *
cli_out_room(struct cli_out *out, size_t room)
{
	enum { FLUSH_AT = 128 << 10, HOLD = 2 << 20 };

	/* To wait for one's turn is dear: there, more is held back. */
	if (out->n >= (out->turn ? (size_t)HOLD : (size_t)FLUSH_AT))
		cli_out_flush(out);
	if (out->cap - out->n < room) {
		size_t cap = out->cap ? out->cap : (size_t)FLUSH_AT * 2;
		while (cap - out->n < room)
			cap *= 2;
		char *p = realloc(out->p, cap);
		if (!p)
			cli_die("out of memory");
		out->p = p;
		out->cap = cap;
	}
	return out->p + out->n;
}

void
cli_out_write(struct cli_out *out, rt_str s)
{
	char *p = cli_out_room(out, s.n);

	if (s.n)
		memcpy(p, s.p, s.n);
	out->n += s.n;
}
