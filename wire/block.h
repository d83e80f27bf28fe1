/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_BLOCK_H
#define RT_WIRE_BLOCK_H

#include "wire/header.h"

/*
 * The format of data/ and of a user's own rules: blocks of header fields with empty lines between
 * them; a line that begins with "#" is a comment, also inside a block.
 */
struct rt_block_field {
	rt_str name, value; /* value without folds */
	uint32_t line;
};

struct rt_block {
	struct rt_block_field *field;
	uint32_t count;
	uint32_t line; /* where it begins, from 1 */
};

/* Where reading stands: what is left, and the number of its first line. */
struct rt_block_reader {
	rt_str rest;
	uint32_t line;
};

/*
 * Reads the next block into the arena. RT_ENOTFOUND: there is none left. RT_ESYNTAX: the line
 * reader->line is no field. RT_ELIMIT: the arena is full.
 */
enum rt_result
rt_block_next(struct rt_block_reader *reader, struct rt_arena *a, struct rt_block *ret);

/* The first value of that name in any case, or an empty view. */
rt_str rt_block_value(const struct rt_block *b, rt_str name);

#endif
