/* SPDX-License-Identifier: MIT */
#ifndef RT_READ_SAID_H
#define RT_READ_SAID_H

#include "base/arena.h"

/* What all formats do with the words of a server once they have found them. */

/*
 * Sets code, status, class and command from o->text and a stated Status field, which may be empty.
 * The reply itself outranks the field: Exim, for one, writes 5.0.0 there whatever the other server
 * said. Where the reply is vague and quotes another server's, that one decides. The class follows the
 * reply code, where there is one and the reply is not the reporting server's own (X.4.7).
 */
void rt_said_status(struct rt_outcome *o, rt_str field);

/* "dns; mx.example.org (192.0.2.1)", "mx.example.org[192.0.2.1]": the name (RFC 3464 2.1.2). */
rt_str rt_said_mta(rt_str value);

/* The IP address in brackets in such a value, or the name itself where it is one; else empty. */
rt_str rt_said_ip(rt_str value);

/* Where a notice says "host mx.example.org[192.0.2.1] said: ...": sets remote_mta and remote_ip. */
void rt_said_host(struct rt_outcome *o, rt_str reason);

#endif
