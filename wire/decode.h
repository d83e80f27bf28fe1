/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_DECODE_H
#define RT_WIRE_DECODE_H

#include "base/arena.h"
#include "base/buf.h"

/* Content-Transfer-Encoding, RFC 2045 6. NONE: 7bit, 8bit, binary, absent or unknown. */
enum rt_encoding { RT_ENCODING_NONE, RT_ENCODING_QUOTED_PRINTABLE, RT_ENCODING_BASE64 };

enum rt_encoding rt_encoding_named(rt_str word);

/*
 * Undo an encoding. What is malformed is taken as it stands (quoted-printable) or skipped (base64),
 * as RFC 2045 6.7 and 6.8 advise. The output never exceeds the input in length.
 */
void rt_decode_quoted_printable(rt_str in, struct rt_buf *out);
void rt_decode_base64(rt_str in, struct rt_buf *out);

/*
 * Octets of a charset to UTF-8. ASCII, UTF-8 and ISO 8859-1 need no callback; anything else goes to
 * cs, or is taken as UTF-8 where it is well-formed and as ISO 8859-1 where it is not. The result is
 * in itself when nothing had to change, else in a. RT_ELIMIT when it does not fit.
 */
enum rt_result rt_charset_text(
	rt_str in, rt_str charset, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret);

/*
 * An unstructured field value with its encoded words (RFC 2047) decoded; broken ones stay as they
 * are. The result is value itself when it holds none and is UTF-8. RT_ELIMIT.
 */
enum rt_result
rt_encoded_words(rt_str value, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret);

#endif
