/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_HTML_H
#define RT_READ_HTML_H

#include "base/buf.h"

/*
 * The words of an HTML text as a reader sees them: tags gone, block elements on lines of their own,
 * entities decoded; head, style, script and comments are skipped. Attributes are never text, so that
 * a link is no address. "<u@example.org>", which some servers forget to escape, is no tag and stays.
 * The output never exceeds the input in length.
 */
void rt_html_text(rt_str html, struct rt_buf *out);

#endif
