/* SPDX-License-Identifier: MIT */
#ifndef RT_CLI_CLI_H
#define RT_CLI_CLI_H

#include <getopt.h>
#include <signal.h>

#include "base/buf.h"

/* What all verbs share: their options, their output, their exit codes. */

enum rt_exit {
	RT_EXIT_OK = 0,
	RT_EXIT_NEGATIVE = 1, /* a negative answer: a code unknown, a MUST failed */
	RT_EXIT_USAGE = 2,
	RT_EXIT_UNREADABLE = 3, /* some input could not be read; the rest is done */
	RT_EXIT_NETWORK = 4,
	RT_EXIT_INTERRUPTED = 130, /* by SIGINT; what was read by then is done */
};

/* The options that every verb understands. */
struct rt_common {
	enum rt_form form;
	bool quiet;
	unsigned threads; /* that share the work; 0 for as many as there are processors */
	const char *rules; /* a file of the user's own; or NULL */
	rt_str vocabulary; /* whose labels verdicts get; or empty */
	enum { RT_COLOR_AUTO, RT_COLOR_ALWAYS, RT_COLOR_NEVER } color;
};

/* Values of the common options for getopt_long(); a verb's own begin at RT_OPTION_OWN. */
enum {
	RT_OPTION_JSON = 256,
	RT_OPTION_TSV,
	RT_OPTION_COLOR,
	RT_OPTION_THREADS,
	RT_OPTION_RULES,
	RT_OPTION_AS,
	RT_OPTION_OWN,
};

#define RT_COMMON_OPTIONS \
	{ "json", no_argument, NULL, RT_OPTION_JSON }, \
		{ "tsv", no_argument, NULL, RT_OPTION_TSV }, \
		{ "color", required_argument, NULL, RT_OPTION_COLOR }, \
		{ "quiet", no_argument, NULL, 'q' }, \
	{ \
		"help", no_argument, NULL, 'h' \
	}

/* And of the verbs that judge; and of those that may have much to read. */
#define RT_RULES_OPTION \
	{ \
		"rules", required_argument, NULL, RT_OPTION_RULES \
	}
#define RT_FEED_OPTIONS \
	RT_RULES_OPTION, { "as", required_argument, NULL, RT_OPTION_AS }, \
	{ \
		"threads", required_argument, NULL, RT_OPTION_THREADS \
	}

/*
 * Takes one option that getopt_long() returned. Returns -1 when it was a common one and is dealt
 * with, its value when it is the verb's own, and ends the program on -h, help for the verb, and on
 * what is no option.
 */
int cli_option(int c, struct rt_common *common, const char *usage);

/*
 * Whether the program ends with the codes of sysexits(3): set before anything can go wrong, because
 * a mail server that pipes mail in takes any other status for a reason to return it.
 */
extern bool cli_sysexits;

/* The exit status for this code: the same, or that of sysexits(3). */
int cli_status(enum rt_exit code);

/* Prints how the verb is called, to stderr, and returns RT_EXIT_USAGE. */
int cli_usage(const char *usage);

/* "retort: what: why" on stderr, unless quiet. */
void cli_warn(const struct rt_common *common, const char *what, const char *why);

/* How text is laid out on this output. */
struct rt_style cli_style(const struct rt_common *common);

/*
 * Standard output through a buffer of our own. A reader that goes away (SIGPIPE) ends the program
 * quietly. Renderers write at room; what was written is then committed.
 */
struct cli_out {
	char *p;
	size_t n, cap;
	void (*turn)(
		void *context); /* waits until others have written what comes before; or NULL */
	void *turn_context;
};

/* A writable stretch of at least room bytes; ends the program when memory is out. */
char *cli_out_room(struct cli_out *out, size_t room);
void cli_out_write(struct cli_out *out, rt_str s);
void cli_out_flush(struct cli_out *out);
/* Flushes, and gives the buffer back. */
void cli_out_close(struct cli_out *out);

/* Set by SIGINT once cli_catch_interrupt() was called; a second SIGINT ends the program. */
extern volatile sig_atomic_t cli_interrupted;
void cli_catch_interrupt(void);

/* A number from 1 to most in decimal digits. */
bool cli_number(const char *text, unsigned most, unsigned *ret);

/* Writes an outcome and its verdict. */
void cli_put_outcome(struct cli_out *out, const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style);

/* The line of names that comes before outcomes, to standard output, where the form has one. */
void cli_put_outcome_head(const struct rt_common *common);

/* The rules of that file, or NULL for no file; what is wrong with them ends the program. */
const struct rt_rules *cli_rules(const char *path);

/* How many processors this process may use; 1 at least. */
unsigned cli_processors(void);

/* "retort: why" on stderr, and the end of the program. */
_Noreturn void cli_die(const char *why);

/* The words of the command line with blanks between them, as they were typed; free() it. */
char *cli_join(int argc, char **argv);

/* Memory that the program cannot do without; free() it, of an arena its first byte. */
void *cli_alloc(size_t n);
struct rt_arena cli_arena(size_t n);

/* The charset callback of the library, by iconv. One each thread; see rt_charset. */
size_t cli_iconv(void *context, rt_str charset, rt_str in, char *out, size_t room);
/* Gives back what it keeps for this thread. */
void cli_iconv_close(void);

int cmd_classify(int argc, char **argv);
int cmd_codes(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_rules(int argc, char **argv);

#endif
