/* SPDX-License-Identifier: MIT */
#include "judge/judge.h"
#include "wire/mbox.h"

static void
complete(struct rt_outcome *o)
{
	struct rt_reply said = rt_reply_read(o->text);

	if (!o->code)
		o->code = said.code;
	if (!o->status.class && said.status.class) {
		o->status = said.status;
		o->status_from = RT_STATUS_STATED;
	}
	if (o->command == RT_COMMAND_UNKNOWN)
		o->command = rt_reply_command(o->text);
	if (o->class == RT_CLASS_UNKNOWN)
		o->class = rt_class_of_digit(o->code ? o->code / 100u : o->status.class);
}

/* The registered status that says best what the condition is; its class is the stated one. */
static void
derive_status(struct rt_outcome *o, const struct rt_verdict *v)
{
	const struct rt_condition_row *row = &rt_conditions[v->condition];
	uint8_t class = o->class == RT_CLASS_TEMPORARY ? 4 : o->class == RT_CLASS_PERMANENT ? 5 : 0;

	if (o->status.class || !class || !rt_is_failure(o->event))
		return;
	o->status = (struct rt_status){ class, row->subject, row->detail };
	o->status_from = RT_STATUS_DERIVED;
}

void
rt_interpret_by(const struct rt_rules *rules, struct rt_outcome *o, struct rt_arena scratch,
	struct rt_verdict *ret)
{
	struct rt_case c;

	complete(o);
	rt_case_init(&c, o);
	c.rules = rules;
	rt_judge_case(&c, o->event, scratch, ret);
	derive_status(o, ret);
}

void
rt_interpret(struct rt_outcome *o, struct rt_arena scratch, struct rt_verdict *ret)
{
	rt_interpret_by(NULL, o, scratch, ret);
}

size_t
rt_mbox_end(rt_str s, size_t from)
{
	return rt_mbox_next(s, from);
}

bool
rt_mbox_begins(rt_str s)
{
	return rt_mbox_is(s);
}
