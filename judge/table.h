/* SPDX-License-Identifier: MIT */
#ifndef RT_JUDGE_TABLE_H
#define RT_JUDGE_TABLE_H

#include "wire/clause.h"
#include "wire/pattern.h"

/*
 * What we know: data/ as tools/mktables compiles it. All text lies in one pool, and rows hold
 * offsets into it, so that nothing needs relocating. Field names are those of data/, see
 * data/README.md.
 */
struct rt_ref {
	uint32_t at, n;
};

struct rt_check_row {
	struct rt_ref word, title, how, confirms, limits;
};

struct rt_condition_row {
	struct rt_ref word, title, means;
	struct rt_ref sender, sending_postmaster, receiving_postmaster, recipient, retry, suppress;
	uint32_t checks; /* a bit for each row of rt_checks */
	uint32_t retry_after; /* seconds */
	uint16_t subject, detail;
	uint8_t party, scope, persistence, action;
};

/* A class digit of a status, or the first or second digit of a reply code. */
enum rt_digit_place { RT_DIGIT_CLASS, RT_DIGIT_FIRST, RT_DIGIT_SECOND };

struct rt_digit_row {
	struct rt_ref title, source, means;
	uint8_t place, digit, standing;
};

struct rt_subject_row {
	struct rt_ref title, source, means, control;
	uint8_t subject, standing;
};

struct rt_status_row {
	struct rt_ref title, source, means, note, replies;
	struct rt_ref sender, sending_postmaster, receiving_postmaster, recipient;
	uint16_t subject, detail;
	uint8_t standing, classes; /* bit 2, 4, 5: the class is useful with it */
	uint8_t condition[3]; /* said with class 2, 4, 5 */
	bool generic;
};

struct rt_reply_row {
	struct rt_ref title, source, means, note, commands, old_commands, statuses;
	uint16_t code;
	uint8_t standing, condition;
	bool generic;
	struct rt_status dotless; /* the status whose dots folk lists drop to get this code */
};

struct rt_command_row {
	struct rt_ref command, source, means, note, replies, always, success;
	uint8_t standing,
		refused; /* the condition of a permanent refusal that tells no more; 0: none */
};

struct rt_vendor_row {
	struct rt_ref id, name, source, note;
};

/* A host-name suffix by which a vendor is known; sorted by the suffix read from its end. */
struct rt_host_row {
	struct rt_ref suffix;
	uint16_t vendor;
};

enum { RT_NO_VENDOR = 0xffff };

struct rt_rule_row {
	struct rt_ref id, title, token, note, source, reply_text, status_text;
	struct rt_clause clause;
	uint16_t vendor; /* RT_NO_VENDOR: everyone */
	uint8_t condition;
	bool sign; /* it tells who is speaking, not what it means */
};

struct rt_collision_row {
	struct rt_ref key, registered, vendors, user, theirs, tell;
	struct rt_status_range status; /* class 9: it is a reply code */
	uint16_t code[2];
	uint8_t condition;
};

struct rt_page_row {
	struct rt_ref id, title, source, means;
};

struct rt_claim_row {
	struct rt_ref id, code, meant, says, right, source;
	uint8_t page, standing;
};

/* A label of another vocabulary and what it is in ours. */
struct rt_label_row {
	struct rt_ref of, label, origin;
	uint8_t event, condition, persistence, certainty;
};

#define RT_TABLES(X) \
	X(check, checks) \
	X(condition, conditions) \
	X(digit, digits) \
	X(subject, subjects) \
	X(status, statuses) \
	X(reply, replies) \
	X(command, commands) \
	X(vendor, vendors) \
	X(host, hosts) \
	X(rule, rules) \
	X(collision, collisions) \
	X(page, pages) \
	X(claim, claims) \
	X(label, labels)

#define RT_TABLE_EXTERN(row, name) \
	extern const struct rt_##row##_row rt_##name[]; \
	extern const uint32_t rt_##name##_count;
RT_TABLES(RT_TABLE_EXTERN)
#undef RT_TABLE_EXTERN

/* The rules that have no text, by their number. */
extern const uint16_t rt_textless[];
extern const uint32_t rt_textless_count;

extern const char rt_pool[];

/* The compiled patterns of all rules; their owner is the index into rt_rules. */
struct rt_patterns rt_rule_patterns(void);

static inline rt_str
rt_text(struct rt_ref r)
{
	return (rt_str){ .p = rt_pool + r.at, .n = r.n };
}

#endif
