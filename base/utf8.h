/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_UTF8_H
#define RT_BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * How many bytes at the front of s form one well-formed UTF-8 sequence (RFC 3629 4): 1 to 4, or 0
 * when they form none: stray, overlong, surrogate, beyond U+10FFFF, or cut short.
 */
size_t rt_utf8_length(rt_str s);

/* The offset of the first byte that is not part of well-formed UTF-8; s.n when all is well. */
size_t rt_utf8_span(rt_str s);

/* The offset of the first byte above 127; s.n when all is ASCII. */
size_t rt_ascii_span(rt_str s);

/* A code point up to U+10FFFF; anything else, and surrogates, become U+FFFD. */
void rt_buf_utf8(struct rt_buf *b, uint32_t code_point);

/* s with every byte as the code point of its value: ISO 8859-1. Fails only by b->full. */
void rt_buf_latin1(struct rt_buf *b, rt_str s);

/* s itself when it is well-formed, else a copy with U+FFFD for each bad byte. RT_ELIMIT: no room. */
enum rt_result rt_utf8_clean(rt_str s, struct rt_arena *a, rt_str *ret);

#endif
