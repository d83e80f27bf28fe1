/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_ENVELOPE_H
#define RT_WIRE_ENVELOPE_H

#include "base/arena.h"

/*
 * Undoing what mail systems write into envelope addresses, so that a report can be told whose it is.
 */

/*
 * The recipient in a variable envelope return path (VERP): "list-bounces+user=example.org@host" gives
 * "user@example.org"; also "list-return-12-user=example.org@host" (ezmlm, qmail), and with what
 * services put before it, "bounces+1234567-ab12-user=example.org@host". Empty when the address holds
 * none, or when it cannot be told where the recipient begins.
 */
rt_str rt_verp_recipient(rt_str address, struct rt_arena *a);

/*
 * The sender before it was rewritten:
 *	SRS0=hash=day=domain=local@forwarder	local@domain (Sender Rewriting Scheme)
 *	SRS1=hash=first==hash=day=domain=local@second	local@domain
 *	prvs=tag=local@domain	local@domain (BATV, draft-levine-smtp-batv)
 * The address itself when it is none of these.
 */
rt_str rt_sender_original(rt_str address, struct rt_arena *a);

#endif
