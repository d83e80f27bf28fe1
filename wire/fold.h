/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_FOLD_H
#define RT_WIRE_FOLD_H

#include "base/gram.h"
#include "wire/reply.h"

enum { RT_FOLD_PAD = RT_GRAM_PAD };

/*
 * A text made ready for the matcher: letters in lower case (ASCII, Latin, Cyrillic), each run of
 * blanks and line ends one blank, curved quotes straight, the code that begins every line of a
 * multi-line reply only once. RT_FOLD_PAD readable bytes follow the text.
 */
struct rt_folded {
	rt_str text;
	const struct rt_fold_piece *piece; /* in order; the first begins at 0 */
	uint32_t pieces;
	uint32_t body; /* where the words begin, behind code and status */
};

/* From folded on, up to the next piece, bytes come from origin on, one from one. */
struct rt_fold_piece {
	uint32_t folded, origin;
};

/*
 * Folds s. said is what rt_reply_read() found in it; NULL when it is running text and no reply.
 * RT_ELIMIT when the arena is too small: it needs nine bytes for each of s in the worst case.
 */
enum rt_result
rt_fold(rt_str s, const struct rt_reply *said, struct rt_arena *a, struct rt_folded *ret);

/* Folds a pattern into out, which has room for s.n + RT_FOLD_PAD bytes. */
rt_str rt_fold_plain(rt_str s, char *out);

/* The offset in the original of the folded byte at, and the span that a folded span stands for. */
uint32_t rt_fold_origin_at(const struct rt_folded *f, uint32_t at);
struct rt_span rt_fold_origin(const struct rt_folded *f, struct rt_span span);

#endif
