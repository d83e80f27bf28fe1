/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_ASCII_H
#define RT_BASE_ASCII_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Character classes of ASCII, never of a locale. All take any byte; bytes above 127 are in no class.
 */

static inline bool
rt_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
rt_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline char
rt_lower(char c)
{
	return rt_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline char
rt_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

static inline bool
rt_is_alpha(char c)
{
	return rt_lower(c) >= 'a' && rt_lower(c) <= 'z';
}

static inline bool
rt_is_alnum(char c)
{
	return rt_is_alpha(c) || rt_is_digit(c);
}

/* Blank within a line. */
static inline bool
rt_is_wsp(char c)
{
	return c == ' ' || c == '\t';
}

/* Blank of any kind, line ends included. */
static inline bool
rt_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
rt_is_cntrl(char c)
{
	return (unsigned char)c < ' ' || c == 127;
}

/* The value of a hexadecimal digit, or -1. */
static inline int
rt_hex_value(char c)
{
	if (rt_is_digit(c))
		return c - '0';
	c = rt_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
