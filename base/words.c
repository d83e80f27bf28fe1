/* SPDX-License-Identifier: MIT */
/* The words of the vocabularies in the public header. */
#include "base/str.h"

/* Rows of equal length, so that the tables hold no pointers and need no relocation. */
#define WORD_ROW(name, word) word,
#define WORDS(kind, LIST, COUNT) \
	static const char kind##_words[][24] = { LIST(WORD_ROW) }; \
	rt_str rt_##kind##_word(enum rt_##kind value) \
	{ \
		return rt_str_z(kind##_words[(unsigned)value < (COUNT) ? (unsigned)value : 0]); \
	}

WORDS(event, RT_EVENTS, RT_EVENT_COUNT)
WORDS(class, RT_CLASSES, RT_CLASS_COUNT)
WORDS(persistence, RT_PERSISTENCES, RT_PERSISTENCE_COUNT)
WORDS(party, RT_PARTIES, RT_PARTY_COUNT)
WORDS(scope, RT_SCOPES, RT_SCOPE_COUNT)
WORDS(action, RT_ACTIONS, RT_ACTION_COUNT)
WORDS(certainty, RT_CERTAINTIES, RT_CERTAINTY_COUNT)
WORDS(standing, RT_STANDINGS, RT_STANDING_COUNT)
WORDS(kind, RT_KINDS, RT_KIND_COUNT)
WORDS(origin, RT_ORIGINS, RT_ORIGIN_COUNT)
WORDS(command, RT_COMMANDS, RT_COMMAND_COUNT)

enum rt_command
rt_command_named(rt_str word)
{
	for (unsigned i = 1; i < RT_COMMAND_COUNT; i++)
		if (rt_str_ieq(word, rt_command_word((enum rt_command)i)))
			return (enum rt_command)i;
	return RT_COMMAND_UNKNOWN;
}
