#!/bin/sh
# SPDX-License-Identifier: MIT
# sisimai.sh RETORT SOURCE-ROOT - what retort read gives when asked: header fields of the returned message,
# all replies, and outcomes as Sisimai writes them.
set -u
case $1 in
/*) retort=$1 ;;
*) retort=$PWD/$1 ;;
esac
export LC_ALL=C
cd "$2/tests/corpus" || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
passed=0
failed=0

# is WANTED GOT WHAT
is() {
	if [ "$1" = "$2" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s: wanted "%s", got "%s"\n' "$3" "$1" "$2"
	fi
}

# json KEY - its value in the JSON of standard input, where that is no object
json() { sed -n "s/.*\"$1\":\(\"[^\"]*\"\|[^,}]*\).*/\1/p"; }

read_json() { "$retort" read --json "$@"; }
like_sisimai() { "$retort" read --sisimai-json "$@"; }

# Header fields: in the order asked, only those found, the first of each, in any case.
cafe=$(printf 'Caf\303\251 of November')
is "\"headers\":{\"Feedback-ID\":\"11:news:example\",\"x-campaign\":\"$cafe\"}" \
	"$(read_json --header Feedback-ID --header X-None --header x-campaign --header X-Campaign dsn-campaign.eml |
		grep -o '"headers":{[^}]*}')" 'header fields in JSON'
is '' "$(read_json dsn-campaign.eml | grep '"headers"')" 'header fields that nobody asked for'
is "  X-Campaign  $cafe" "$("$retort" read --header X-Campaign dsn-campaign.eml | grep X-Campaign)" \
	'header fields as text'
is "headers {\"X-Campaign\":\"$cafe\"}" \
	"$("$retort" read --tsv --header X-Campaign dsn-campaign.eml | sed 's/.*	//' | tr '\n' ' ' | sed 's/ $//')" \
	'header fields as TSV'
is '' "$(read_json --header From mail-newsletter.eml | grep '"headers"')" 'header fields of ordinary mail'
sixteen=$(awk 'BEGIN { for (i = 1; i <= 16; i++) printf "--header X-%d ", i }')
# shellcheck disable=SC2086
read_json $sixteen dsn-campaign.eml >"$tmp/out"
is 0 $? 'sixteen names'
# shellcheck disable=SC2086
for wrong in "--header X-17 $sixteen" '--header a:b' '--header=' '--sisimai-json=x'; do
	read_json $wrong dsn-campaign.eml >"$tmp/out" 2>&1
	is 2 $? "$wrong"
done

# Replies: in JSON, where there are several.
is 3 "$(read_json dsn-campaign.eml | grep -o '"decided":' | wc -l | tr -d ' ')" 'three replies'
is 1 "$(read_json dsn-campaign.eml | grep -o '"decided":true' | wc -l | tr -d ' ')" 'the one that decided'
is '' "$(read_json dsn-postfix-unknown.eml | grep '"replies"')" 'one reply'

# As Sisimai: every key, whatever is known; hard exactly where we are; its reasons.
keys='action addresser alias catch command decodedby deliverystatus destination diagnosticcode diagnostictype feedbackid feedbacktype hardbounce lhost listid messageid origin reason recipient replycode rhost senderdomain smtpcommand subject timestamp timezoneoffset token'
is "$keys" "$(like_sisimai dsn-campaign.eml | grep -o '"[a-z]*":' | tr -d '":' | tr '\n' ' ' | sed 's/ $//')" 'keys'
for pair in 'reason "userunknown"' 'hardbounce true' 'catch null' 'feedbackid "11:news:example"' 'replycode "550"' \
	'timestamp 1795342502' 'messageid "11.news@example.com"' 'destination "example.org"'; do
	is "${pair#* }" "$(like_sisimai dsn-campaign.eml | json "${pair%% *}")" "$pair"
done
token=$(printf '\002news@example.com\036kim@example.org\0361795342502\003' | sha1sum | cut -c 1-40)
is "\"$token\"" "$(like_sisimai dsn-campaign.eml | json token)" 'token'
is "$cafe" "$(like_sisimai --header X-Campaign dsn-campaign.eml | sed 's/.*"catch":{"X-Campaign":"\([^"]*\)"}.*/\1/')" \
	'what --header asks for'
for message in mail-newsletter answer-challenge-tmda; do
	is '' "$(like_sisimai $message.eml)" "$message"
done
is '' "$(like_sisimai dsn-postfix-success.eml answer-auto-en.eml)" 'what Sisimai gives when asked only'
is '"delivered"' "$(like_sisimai --sisimai-json=delivered dsn-postfix-success.eml answer-auto-en.eml | json reason | sort -u)" \
	'deliveries'
is '"vacation"' "$(like_sisimai --sisimai-json=vacation dsn-postfix-success.eml answer-auto-en.eml | json reason)" \
	'auto-replies'
is '"feedback"' "$(like_sisimai arf-abuse.eml | json reason)" 'a complaint'

# Over all of the corpus.
read_json . | grep -E '"event":"(failed|delayed|rejected|complaint)"' >"$tmp/ours"
like_sisimai . >"$tmp/theirs"
is "$(wc -l <"$tmp/ours")" "$(wc -l <"$tmp/theirs")" 'as many lines as failures and complaints'
is "$(json hard <"$tmp/ours" | tr '\n' ' ')" "$(json hardbounce <"$tmp/theirs" | tr '\n' ' ')" 'hard in all'
awk '/^Label: / { label = $2 } /^Of: sisimai$/ { print label }' ../../data/crosswalk.txt | sort >"$tmp/words"
is 36 "$(wc -l <"$tmp/words" | tr -d ' ')" 'its words'
is '' "$(json reason <"$tmp/theirs" | tr -d '"' | sort -u | comm -23 - "$tmp/words")" 'words that it does not have'

echo "checks: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
