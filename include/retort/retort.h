/* SPDX-License-Identifier: MIT */
#ifndef RETORT_RETORT_H
#define RETORT_RETORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * libretort: what a mail server said, what it means, and what to do about it.
 *
 * The library does no I/O, keeps no state, reads no clock and no locale, and never calls malloc.
 * Every pointer it returns points into the caller's input, the caller's arena, or constant tables;
 * nothing it returns is ever freed. All functions may be called from any number of threads, each
 * with an arena of its own. Strings it returns are not terminated; see struct rt_str.
 */

#if defined(__GNUC__)
#	define RT_API __attribute__((visibility("default")))
#else
#	define RT_API
#endif

/* A view of n bytes at p. Not terminated; p may be NULL when n is 0. */
typedef struct rt_str {
	const char *p;
	size_t n;
} rt_str;

/* A half-open range of bytes: from at up to, not including, end. Empty when both are equal. */
struct rt_span {
	uint32_t at, end;
};

/*
 * A stretch of the caller's memory, handed out from the front and never given back piecemeal.
 * Its size is a hard limit. Copy the struct to mark a point; assign the copy to return to it.
 */
struct rt_arena {
	char *at, *end;
};

/* Results: 0 is success, 1 asks for more input, negatives are errors. Broken mail is never one. */
#define RT_RESULTS(X) \
	X(RT_OK, 0, "done") \
	X(RT_MORE, 1, "the input ends in the middle of something") \
	X(RT_ENOTFOUND, -1, "there is no such thing") \
	X(RT_ESYNTAX, -2, "the syntax is wrong") \
	X(RT_ELIMIT, -3, "a documented limit, or the arena, is exhausted") \
	X(RT_EIO, -4, "reading or writing failed")

#define RT_RESULT_ENUM(name, value, what) name = (value),
enum rt_result { RT_RESULTS(RT_RESULT_ENUM) };
#undef RT_RESULT_ENUM

/* Why something failed: at counts bytes from the start of what was parsed; what is constant text. */
struct rt_err {
	enum rt_result result;
	size_t at;
	const char *what;
};

/* An enhanced status code, RFC 3463 2: class 2, 4 or 5; subject and detail 0 to 999. Class 0: none. */
struct rt_status {
	uint8_t class;
	uint16_t subject, detail;
};

/*
 * The vocabularies. Each is one list, so that the word on the wire and the enumerator cannot part.
 * rt_<kind>_word() gives the word of an enumerator.
 */

/* What was reported of one recipient. FAILED to EXPANDED are the actions of RFC 3464 2.3.3. */
#define RT_EVENTS(X) \
	X(NONE, "none") \
	X(FAILED, "failed") \
	X(DELAYED, "delayed") \
	X(DELIVERED, "delivered") \
	X(RELAYED, "relayed") \
	X(EXPANDED, "expanded") \
	X(REJECTED, "rejected") \
	X(COMPLAINT, "complaint") \
	X(AUTO_REPLY, "auto-reply") \
	X(CHALLENGE, "challenge") \
	X(SUBSCRIBE, "subscribe") \
	X(UNSUBSCRIBE, "unsubscribe") \
	X(RECEIPT, "receipt")

/* What the reply or report stated by its first digit. */
#define RT_CLASSES(X) \
	X(UNKNOWN, "") \
	X(SUCCESS, "success") \
	X(TEMPORARY, "temporary") \
	X(PERMANENT, "permanent")

/* What it amounts to, whatever the digit says. AS_CLASS occurs in the tables only. */
#define RT_PERSISTENCES(X) \
	X(NONE, "-") \
	X(AS_CLASS, "as-class") \
	X(TRANSIENT, "transient") \
	X(UNTIL_FIXED, "until-fixed") \
	X(PERMANENT, "permanent")

/* Whose fault it is, or who can mend it. */
#define RT_PARTIES(X) \
	X(UNKNOWN, "unknown") \
	X(NOBODY, "nobody") \
	X(SENDER, "sender") \
	X(SENDING_POSTMASTER, "sending-postmaster") \
	X(RECEIVING_POSTMASTER, "receiving-postmaster") \
	X(RECIPIENT, "recipient")

/* How far it reaches: what else fails for the same cause. */
#define RT_SCOPES(X) \
	X(NONE, "-") \
	X(RECIPIENT, "recipient") \
	X(DOMAIN, "domain") \
	X(MESSAGE, "message") \
	X(IDENTITY, "identity") \
	X(SESSION, "session")

/* What to do next. Only a fault of the recipient's address or mailbox says SUPPRESS. */
#define RT_ACTIONS(X) \
	X(NONE, "none") \
	X(RETRY, "retry") \
	X(RETRY_SLOWER, "retry-slower") \
	X(SUPPRESS, "suppress") \
	X(FIX_CONTENT, "fix-content") \
	X(FIX_CONFIG, "fix-config") \
	X(DELIST, "delist") \
	X(LOGIN, "login") \
	X(REVIEW, "review")

/* How sure the verdict is. GENERIC: only the class or a catch-all status spoke. */
#define RT_CERTAINTIES(X) \
	X(KNOWN, "known") \
	X(GENERIC, "generic") \
	X(UNRECOGNISED, "unrecognised") \
	X(NO_TEXT, "no-text") \
	X(NO_RECIPIENT, "no-recipient")

/* How a claim about a code stands. */
#define RT_STANDINGS(X) \
	X(STANDARD, "standard") \
	X(REGISTERED_ONLY, "registered-only") \
	X(OBSOLETE, "obsolete") \
	X(VENDOR, "vendor") \
	X(FOLKLORE, "folklore") \
	X(WRONG, "wrong")

/* What a reading of a query reads it as. */
#define RT_KINDS(X) \
	X(STATUS, "status") \
	X(REPLY, "reply") \
	X(VENDOR, "vendor") \
	X(FOLK, "folk") \
	X(CLIENT, "client")

/* Where in a report a reply was found. STATUS: a comment behind a status code, in brackets. */
#define RT_ORIGINS(X) \
	X(DIAGNOSTIC, "diagnostic-code") \
	X(NOTICE, "notice") \
	X(TRANSCRIPT, "transcript") \
	X(STATUS, "status-comment")

/* The SMTP command that was answered; CONNECT is the greeting, DATA_END the reply to the message. */
#define RT_COMMANDS(X) \
	X(UNKNOWN, "") \
	X(CONNECT, "CONNECT") \
	X(EHLO, "EHLO") \
	X(HELO, "HELO") \
	X(LHLO, "LHLO") \
	X(STARTTLS, "STARTTLS") \
	X(AUTH, "AUTH") \
	X(MAIL, "MAIL") \
	X(RCPT, "RCPT") \
	X(DATA, "DATA") \
	X(BDAT, "BDAT") \
	X(DATA_END, "DATA-END") \
	X(RSET, "RSET") \
	X(VRFY, "VRFY") \
	X(EXPN, "EXPN") \
	X(HELP, "HELP") \
	X(NOOP, "NOOP") \
	X(QUIT, "QUIT") \
	X(ETRN, "ETRN") \
	X(ATRN, "ATRN") \
	X(BURL, "BURL") \
	X(SEND, "SEND") \
	X(SOML, "SOML") \
	X(SAML, "SAML") \
	X(TURN, "TURN")

#define RT_EVENT_ENUM(name, word) RT_EVENT_##name,
#define RT_CLASS_ENUM(name, word) RT_CLASS_##name,
#define RT_PERSISTENCE_ENUM(name, word) RT_PERSISTENCE_##name,
#define RT_PARTY_ENUM(name, word) RT_PARTY_##name,
#define RT_SCOPE_ENUM(name, word) RT_SCOPE_##name,
#define RT_ACTION_ENUM(name, word) RT_ACTION_##name,
#define RT_CERTAINTY_ENUM(name, word) RT_CERTAINTY_##name,
#define RT_STANDING_ENUM(name, word) RT_STANDING_##name,
#define RT_KIND_ENUM(name, word) RT_KIND_##name,
#define RT_ORIGIN_ENUM(name, word) RT_ORIGIN_##name,
#define RT_COMMAND_ENUM(name, word) RT_COMMAND_##name,

enum rt_event { RT_EVENTS(RT_EVENT_ENUM) RT_EVENT_COUNT };
enum rt_class { RT_CLASSES(RT_CLASS_ENUM) RT_CLASS_COUNT };
enum rt_persistence { RT_PERSISTENCES(RT_PERSISTENCE_ENUM) RT_PERSISTENCE_COUNT };
enum rt_party { RT_PARTIES(RT_PARTY_ENUM) RT_PARTY_COUNT };
enum rt_scope { RT_SCOPES(RT_SCOPE_ENUM) RT_SCOPE_COUNT };
enum rt_action { RT_ACTIONS(RT_ACTION_ENUM) RT_ACTION_COUNT };
enum rt_certainty { RT_CERTAINTIES(RT_CERTAINTY_ENUM) RT_CERTAINTY_COUNT };
enum rt_standing { RT_STANDINGS(RT_STANDING_ENUM) RT_STANDING_COUNT };
enum rt_kind { RT_KINDS(RT_KIND_ENUM) RT_KIND_COUNT };
enum rt_origin { RT_ORIGINS(RT_ORIGIN_ENUM) RT_ORIGIN_COUNT };
enum rt_command { RT_COMMANDS(RT_COMMAND_ENUM) RT_COMMAND_COUNT };

RT_API rt_str rt_event_word(enum rt_event e);
RT_API rt_str rt_class_word(enum rt_class c);
RT_API rt_str rt_persistence_word(enum rt_persistence p);
RT_API rt_str rt_party_word(enum rt_party p);
RT_API rt_str rt_scope_word(enum rt_scope s);
RT_API rt_str rt_action_word(enum rt_action a);
RT_API rt_str rt_certainty_word(enum rt_certainty c);
RT_API rt_str rt_standing_word(enum rt_standing s);
RT_API rt_str rt_kind_word(enum rt_kind k);
RT_API rt_str rt_origin_word(enum rt_origin o);
RT_API rt_str rt_command_word(enum rt_command c);

/* The command named by a word in any case; UNKNOWN when it is none. */
RT_API enum rt_command rt_command_named(rt_str word);

/* Where a status came from: nobody said one; it was stated; it follows from the reply code. */
enum rt_status_from { RT_STATUS_ABSENT, RT_STATUS_STATED, RT_STATUS_DERIVED };

/*
 * How to turn a charset other than ASCII, UTF-8 and ISO 8859-1 into UTF-8, supplied by the caller
 * (iconv, say). convert writes at most room bytes to out and returns how many, or SIZE_MAX when the
 * charset is unknown. Octets that are not valid in it shall become U+FFFD. May be NULL: then such
 * text is read as UTF-8 or, failing that, as ISO 8859-1.
 */
struct rt_charset {
	size_t (*convert)(void *context, rt_str charset, rt_str in, char *out, size_t room);
	void *context;
};

/* No time is known. Times are seconds since 1970-01-01T00:00:00Z. */
#define RT_TIME_NONE INT64_MIN

/* A header field of the returned message that was asked for: its name as it was asked for. */
struct rt_named {
	rt_str name, value;
};

/* One of several replies that a report holds for a recipient. */
struct rt_heard {
	rt_str text;
	enum rt_origin from;
	bool decided; /* it is the outcome's text */
};

/* At most so many fields may be asked for, and so many replies are kept. */
enum { RT_MAX_HEADERS = 32, RT_MAX_HEARD = 16 };

/*
 * What was said about one recipient. Every string is a view into the input or, where it had to be
 * decoded, into the arena; empty when nobody said it.
 */
struct rt_outcome {
	rt_str source; /* the path as given, or "-" */
	uint64_t message; /* counts from 1 in the source; 0 in a log */
	uint64_t line; /* counts from 1 in a log; 0 for messages */
	uint32_t entry; /* counts recipients of the message from 1 */
	enum rt_event event;
	enum rt_class class;
	enum rt_command command;
	enum rt_status_from status_from;
	uint16_t code; /* the reply code, 200 to 599; 0 when there is none */
	struct rt_status status;
	int64_t time; /* of the attempt or report, or RT_TIME_NONE */
	rt_str format;
	rt_str recipient, original_recipient, sender;
	rt_str text; /* what the remote side said, whole */
	rt_str reporting_mta, remote_mta, remote_ip;
	rt_str queue_id, envelope_id, message_id, subject;
	rt_str feedback_type;
	rt_str list_id; /* of the returned message (RFC 2919) */
	rt_str verp; /* the recipient that the address of the report encodes */
	rt_str return_date; /* of an auto-reply: the day of return, as YYYY-MM-DD */
	rt_str limit; /* the limit that cut this reading short, named; empty when all was read */
	/* The fields that were asked for, those that were found, in the order in which they were. */
	const struct rt_named *headers;
	size_t headers_count;
	/* All replies, if they were asked for and there is more than one that differs. */
	const struct rt_heard *replies;
	size_t replies_count;
};

/*
 * Reading one message: a report of delivery, or any other mail.
 *
 *	struct rt_reader *r;
 *	struct rt_outcome o;
 *	if (rt_read_begin(message, &options, &arena, &r) != RT_OK)
 *		...the arena is too small for anything...
 *	while ((result = rt_read_next(r, &o)) != RT_ENOTFOUND)
 *		if (result == RT_OK)
 *			...o is one recipient's outcome...
 *
 * An outcome stays valid until the next is asked for. Every message gives at least one outcome; mail
 * that reports nothing gives one of event NONE. A limit that was reached is named in the outcome's
 * limit. source and message are left to the caller.
 */
struct rt_reader;

struct rt_read_options {
	const struct rt_charset *charset; /* may be NULL */
	size_t step; /* return RT_MORE after looking at so many bytes; 0 for never */
	/*
	 * Names of header fields of the returned message that outcomes shall give, the first of each
	 * name; RT_MAX_HEADERS of them at most, what is more is not looked at. They outlive the reader.
	 */
	const rt_str *headers;
	size_t headers_count;
	bool replies; /* outcomes shall give all replies, not only the one that decides */
};

/*
 * message stays the caller's and must outlive the outcomes; a "From " line may begin it. options may
 * be NULL. RT_ELIMIT: the arena is too small. An arena of 64 KiB reads ordinary reports, one of
 * 4 MiB whatever the limits allow.
 */
RT_API enum rt_result rt_read_begin(rt_str message, const struct rt_read_options *options,
	struct rt_arena *a, struct rt_reader **ret);

/* RT_OK: *ret is the next outcome. RT_MORE: not yet, call again. RT_ENOTFOUND: there are no more. */
RT_API enum rt_result rt_read_next(struct rt_reader *r, struct rt_outcome *ret);

/* What it means. condition indexes the condition table; rt_condition_word() names it. */
struct rt_verdict {
	uint8_t condition;
	enum rt_party party;
	enum rt_scope scope;
	enum rt_persistence persistence;
	enum rt_action action;
	enum rt_certainty certainty;
	rt_str vendor; /* who is known to say it so; may be empty */
	rt_str rule; /* the id of the rule that decided */
	struct rt_span evidence; /* the bytes of the judged text that it matched; may be empty */
	uint32_t
		retry_after; /* seconds before the next try makes sense; 0: there should be none, or nobody knows */
	/* What the text names: views into it, or empty. */
	rt_str blocklist; /* the list that the sender is on, as a domain */
	rt_str ip; /* the IP address that is spoken of */
	rt_str url; /* where there is more */
	rt_str ticket; /* a number to name when asking */
	rt_str label; /* what another vocabulary calls it, if asked for; rt_label() */
};

RT_API rt_str rt_condition_word(uint8_t condition);

/* The condition of that name. RT_ENOTFOUND. */
RT_API enum rt_result rt_condition_named(rt_str word, uint8_t *ret_condition);

/*
 * What an outcome means, by the rules of judgement in retort(1): a vendor's token beats a phrase, a
 * phrase a specific status, a specific status a generic one, then comes the reply code, last the
 * class. Looks at event (only FAILED, DELAYED and REJECTED have anything to
 * mend), class, code, status, command, text and remote_mta; a code or status that
 * the outcome does not give is taken from the front of the text. scratch needs nine times the
 * text and 16 KiB, and 640 KiB are enough for any; a text that does not fit is judged by its codes
 * alone. Never fails.
 */
RT_API void rt_judge(const struct rt_outcome *o, struct rt_arena scratch, struct rt_verdict *ret);

/*
 * Rules of one's own, in the format of retort-rules(5). They are judged beside those built in and,
 * unless they say otherwise, win against them. Everything lies in the arena, at most RT_MAX_OWN_RULES
 * rules; text must stay as long as the rules are used.
 */
struct rt_rules;
enum { RT_MAX_OWN_RULES = 10000 };

/* Where a file of rules is wrong: line and column count from 1, in bytes. */
struct rt_rules_err {
	size_t line, column;
	const char *what;
};

/* RT_ESYNTAX: err says where and why. RT_ELIMIT: the arena is full, or there are too many rules. */
RT_API enum rt_result rt_rules_read(
	rt_str text, struct rt_arena *a, const struct rt_rules **ret, struct rt_rules_err *err);

/* What one rule is. */
struct rt_rule_view {
	rt_str id, vendor, title, condition;
	unsigned rank; /* the higher wins; a specific status beats 40 and less */
	unsigned line; /* where it begins; 0 for a rule built in */
};

/* Rule number at of rules, or of those built in where rules is NULL. RT_ENOTFOUND: there are fewer. */
RT_API enum rt_result
rt_rules_at(const struct rt_rules *rules, size_t at, struct rt_rule_view *ret);

/* What a rule says of itself: a reply that it must match or must not. */
struct rt_rule_example {
	rt_str reply;
	bool match;
	unsigned line; /* where it stands in the file */
};

/* Example number i of rule number at. RT_ENOTFOUND: there are fewer; rules built in have none here. */
RT_API enum rt_result
rt_rules_example(const struct rt_rules *rules, size_t at, size_t i, struct rt_rule_example *ret);

/*
 * Whether rule number at would be considered for this reply, its vendor saying it; scratch as for
 * rt_judge().
 */
RT_API bool
rt_rules_fit(const struct rt_rules *rules, size_t at, rt_str reply, struct rt_arena scratch);

/* True exactly where the action is to suppress the recipient. */
RT_API bool rt_verdict_hard(const struct rt_verdict *v);

/*
 * Completes an outcome from its own text and judges it: code, status and class that are missing are
 * taken from the front of the text, the command from where it names one; a status that nobody stated
 * is derived from the condition, and marked so. Otherwise as rt_judge().
 */
RT_API void rt_interpret(struct rt_outcome *o, struct rt_arena scratch, struct rt_verdict *ret);

/* The same with rules of one's own beside those built in; rules may be NULL. */
RT_API void rt_interpret_by(const struct rt_rules *rules, struct rt_outcome *o,
	struct rt_arena scratch, struct rt_verdict *ret);

/*
 * What another program or service calls this: the label of that vocabulary that comes nearest, or an
 * empty view where it has none for such an event. Its mapping is data/crosswalk.txt.
 */
RT_API rt_str rt_label(rt_str vocabulary, enum rt_event event, const struct rt_verdict *v);

/* The name of vocabulary number at. RT_ENOTFOUND: there are fewer. */
RT_API enum rt_result rt_vocabulary_at(size_t at, rt_str *ret);

/* One way to read a query, with the source that says so. Strings are constant or in the arena. */
struct rt_reading {
	enum rt_kind kind;
	enum rt_standing standing;
	uint16_t code; /* 0: it is not about a reply code */
	struct rt_status status; /* class 0: of any class */
	bool has_status;
	rt_str title, source;
	rt_str note, remark; /* what it means; what must be known beside it */
	rt_str vendor, command;
	rt_str token; /* what a vendor writes, where the reading is about a vendor's reply */
	rt_str condition; /* what it amounts to; empty when that depends */
};

enum { RT_MAX_CHECKS = 32 };

/* What to do: for each party, in a sentence or two. Empty where there is nothing for one to do. */
struct rt_advice {
	rt_str sender, sending_postmaster, receiving_postmaster, recipient;
	rt_str retry, suppress;
	rt_str check[RT_MAX_CHECKS]; /* what can be looked up live */
	uint32_t checks;
};

struct rt_explanation {
	rt_str query;
	const struct rt_reading *reading; /* ranked, a standard one first where there is one */
	size_t count;
	struct rt_verdict verdict; /* valid where judged is true, and so is advice */
	struct rt_advice advice;
	bool judged;
	rt_str title; /* of the verdict's condition, in a few words */
	rt_str error; /* why the query is no known code; empty when it is one */
	rt_str meant; /* what may have been meant instead; may be empty */
};

/* Restricts readings: to one SMTP command, to one vendor's id. Both may be empty. */
struct rt_explain_options {
	rt_str command, vendor;
};

/*
 * Explains whatever one can ask about a code: "550", "5.7.26", "4.x.x", "4yz", a whole reply, "RCPT".
 * options may be NULL. RT_OK: it is explained. RT_ENOTFOUND: nothing is known of it; RT_ESYNTAX: it is
 * written wrongly; for both, ret->error says so, and readings may still tell what others take it
 * for. RT_ELIMIT: the arena is too small; 1 MiB is enough for any query up to 64 KiB.
 */
RT_API enum rt_result rt_explain(rt_str query, const struct rt_explain_options *options,
	struct rt_arena *a, struct rt_explanation *ret);

/* The advice for a verdict on its own. */
RT_API struct rt_advice rt_advise(const struct rt_verdict *v);

/*
 * The catalogue: every reply code, status and vendor's reply that is known, as explanations. words
 * must all occur, in any case and order; class is 0 or a first digit.
 */
struct rt_catalogue_filter {
	rt_str words;
	unsigned class;
	struct rt_explain_options only;
	bool vendors; /* with what single vendors say; else only what is common to all */
};

/* Where a walk through the catalogue stands; begin with all zero. total and matched count as it goes. */
struct rt_catalogue {
	uint32_t at, matched, total;
};

/* The next entry that the filter lets through, as its reading. RT_ENOTFOUND: there are no more. */
RT_API enum rt_result rt_catalogue_next(
	struct rt_catalogue *c, const struct rt_catalogue_filter *filter, struct rt_reading *ret);

/*
 * How an outcome or explanation is written. SISIMAI: an outcome as Sisimai writes its own in JSON, its
 * reason being the verdict's label; nothing where there is no label. Explanations are then JSON.
 */
enum rt_form { RT_FORM_TEXT, RT_FORM_JSON, RT_FORM_TSV, RT_FORM_SISIMAI };

/* And laid out, where it is text for people: columns of the screen (0: 80), ANSI colours or not. */
struct rt_style {
	enum rt_form form;
	unsigned width;
	bool color;
};

/*
 * Write to at most room bytes at out, and return how many; SIZE_MAX when it does not fit. All forms
 * end in a line end, are valid UTF-8 and escape the control bytes of remote text. v may be NULL.
 */
RT_API size_t rt_render_outcome(const struct rt_outcome *o, const struct rt_verdict *v,
	const struct rt_style *style, char *out, size_t room);
RT_API size_t rt_render_explanation(
	const struct rt_explanation *e, const struct rt_style *style, char *out, size_t room);

/* The line of column names that belongs to the TSV form of outcomes. */
RT_API size_t rt_render_outcome_head(char *out, size_t room);

/*
 * Where the first message of an mbox ends (RFC 4155): the offset of the next "From " line, or
 * SIZE_MAX. s begins with a "From " line; looking goes on at from.
 */
RT_API size_t rt_mbox_end(rt_str s, size_t from);
RT_API bool rt_mbox_begins(rt_str s);

#endif
