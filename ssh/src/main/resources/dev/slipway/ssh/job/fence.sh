#!/bin/sh
# fence.sh ROOT RUN STEP NUMBER SECONDS STDIN_BYTES SCRIPT PARAMETER...: runs a short changing command behind the
# ledger. Answers "done EXIT_CODE new|replayed", then the command's output on both outputs.
#
# An attempt announces its number first, so that from then on every older one is refused; then it takes its turn, one
# at a time. The first that ends writes the result that all later ones answer.
bin=${0%/*}
. "$bin/lib.sh"
entry=$1/ledger/$2/$3 number=$4 seconds=$5 stdin_bytes=$6 script=$7
root=$1
shift 7
{ mkdir -p "$entry" && printf '' >"$entry/seen.$number"; } || cannot_write "$root"

for old in "$entry"/attempt.*; do # a killed attempt may have left its input behind
  name=${old##*.}
  if look "${name%-*}" && [ "$started" = "${name#*-}" ]; then continue; fi
  rm -rf "$old"
done
look $$
mine=$entry/attempt.$$-$started
{ mkdir -p "$mine" && cat >"$mine/stdin"; } || cannot_write "$root"
trap 'rm -rf "$mine"' EXIT
[ "$(stat -c %s "$mine/stdin")" -eq "$stdin_bytes" ] || refuse CONNECTION_LOST "the input did not arrive whole"

refuse_when_older() {
  for newest in "$entry"/seen.*; do :; done # numbers have leading zeros: the last name is the highest
  [ "$newest" = "$entry/seen.$number" ] \
    || refuse FENCED "attempt $number was overtaken by attempt ${newest##*.}"
}

answer() { # new|replayed
  read -r code <"$entry/done/code"
  printf 'done %s %s\n' "$code" "$1"
  cat "$entry/done/stdout"
  cat "$entry/done/stderr" >&2
  exit 0
}

# take_turn: true when it is ours. Turns are numbered, and a turn whose owner died leads to the next: nothing is removed
# that two could remove at once.
take_turn() {
  turn=1
  while read_claim "$entry/turn.$turn"; do
    ! claimant_lives || return 1
    turn=$((turn + 1))
  done
  claim "$entry/turn.$turn"
}

while
  refuse_when_older
  [ ! -d "$entry/done" ] || answer replayed
  ! take_turn
do
  [ -e "$entry/turn.$turn" ] || cannot_write "$root"
  sleep 0.05
done
refuse_when_older
[ ! -d "$entry/done" ] || answer replayed

exec 3<"$mine/stdin"
rm -f "$mine/stdin"
umask 022
within "$seconds" env LC_ALL=C.UTF-8 sh -c "$script" slipway "$@" >"$mine/stdout" 2>"$mine/stderr"
code=$?
[ "$code" -ne 124 ] || refuse DEADLINE "the command did not end within $seconds s"
{ printf '%s\n' "$code" >"$mine/code" && mv "$mine" "$entry/done"; } || cannot_write "$root"
answer new
