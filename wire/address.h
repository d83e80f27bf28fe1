/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_ADDRESS_H
#define RT_WIRE_ADDRESS_H

#include "base/arena.h"

/*
 * Mail addresses as views. A local part keeps its case (RFC 5321 2.4) and its quotes.
 *
 *	addr-spec = local-part "@" ( dot-string / address-literal ) ; RFC 5321 4.1.2, RFC 6531 3.3
 */

/*
 * Finds the first address in running text at or after from. Signs around it that belong to the
 * sentence are not taken: brackets, quotes, a full stop at its end. False when there is none.
 */
bool rt_address_find(rt_str s, size_t from, struct rt_span *ret);

/* Whether all of s is one address with a domain. */
bool rt_address_is(rt_str s);

/*
 * The address that a field or a path holds: "<u@example.org>", "Name <u@example.org>",
 * "@relay:u@example.org", "u@example.org (comment)". Without brackets, names, routes and blanks. A
 * local part without a domain is given as it is; empty when there is nothing.
 */
rt_str rt_address_of(rt_str s);

/*
 * address-type ";" generic-address (RFC 3464 2.1.2, RFC 6533 4). The type, "rfc822" or another; the
 * address without brackets, with xtext (RFC 3461 4) and, in utf-8 addresses, \x{...} decoded.
 */
struct rt_typed_address {
	rt_str type, address;
};

/* A value without a type gets the type "". RT_ELIMIT when a decoded address does not fit. */
enum rt_result rt_address_typed(rt_str value, struct rt_arena *a, struct rt_typed_address *ret);

/*
 * xtext = *( xchar / "+" 2HEXDIG ) ; RFC 3461 4
 *
 * Decoded only where each "+XX" stands for an octet that xtext has to encode: so a "+20tag" that
 * somebody put into an address unencoded stays what it is. RT_ELIMIT.
 */
enum rt_result rt_xtext(rt_str s, struct rt_arena *a, rt_str *ret);

#endif
