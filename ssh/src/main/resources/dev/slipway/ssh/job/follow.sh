#!/bin/sh
# follow.sh ROOT: pushes log bytes and outcomes of any number of jobs over one channel.
#
# Orders come on standard input, a line each:
#   F KEY ID OFFSET UPTO   follow a job from OFFSET, and send no byte at UPTO or later
#   C KEY UPTO             send on, up to here: a slow reader holds up only its own job
#   U KEY                  enough
# Frames go to standard output:
#   D KEY OFFSET LENGTH    and LENGTH bytes of log
#   G KEY FROM TO          these bytes were pruned before they were sent
#   E KEY ID STATE CODE PID END   the job ended (or nobody knows it), and all of its log was sent
#   T                      nothing new, but alive; about every second
bin=${0%/*}
. "$bin/lib.sh"
root=$1
look $$
self=$started
box=$root/follow/$$-$self
for old in "$root"/follow/*; do
  name=${old##*/}
  if look "${name%-*}" && [ "$started" = "${name#*-}" ]; then continue; fi
  rm -rf "$old"
done
mkdir -p "$box" || cannot_write "$root"

# The reader waits for orders and puts each down as the name of an empty file (which also a full disk takes), then wakes
# the loop. The end of its input is the end of both.
read_orders() {
  number=100000000
  while read -r verb key id offset upto; do
    number=$((number + 1))
    printf '' >"$box/$number,$verb,$key,$id,$offset,$upto" || break
    signal_loop USR1 || break
  done
  signal_loop TERM
  rm -rf "$box"
}

# signal_loop SIGNAL: false when the loop is gone. ($$ is the loop's pid, here too.)
signal_loop() {
  look $$ && [ "$started" = "$self" ] && kill -s "$1" $$
}

# take_orders: into jobs, a list of words KEY:ID:OFFSET:UPTO.
take_orders() {
  for order in "$box"/*; do
    [ -e "$order" ] || return 0
    rm -f "$order"
    IFS=,
    # shellcheck disable=SC2086 # five words
    set -- ${order##*/}
    unset IFS
    case $2 in
      F) jobs="$jobs $3:$4:$5:$6" ;;
      C) revise "$3" "$4" ;;
      U) revise "$3" '' ;;
    esac
  done
}

# revise KEY UPTO: a new limit for one job; without one the job is dropped.
revise() {
  kept=''
  for entry in $jobs; do
    case $entry in
      "$1":*) [ -z "$2" ] || kept="$kept ${entry%:*}:$2" ;;
      *) kept="$kept $entry" ;;
    esac
  done
  jobs=$kept
}

# serve KEY ID OFFSET UPTO: sends what there is; keeps the job in next unless it ended.
serve() {
  key=$1 id=$2 offset=$3 upto=$4
  job=$root/jobs/$id
  judge # before the end of the log is looked at: what an ended job wrote is then all there
  log_end
  if [ "$offset" -lt "$end" ]; then
    [ "$offset" -ge "$upto" ] || send
  elif [ "$verdict" != RUNNING ]; then
    printf 'E %s %s %s %s %s %s\n' "$key" "$id" "$verdict" "$code" "$owner_pid" "$end"
    busy=yes
    return
  fi
  next="$next $key:$id:$offset:$upto"
}

# send: at most 1 MiB of one segment, so that the jobs take turns.
send() {
  busy=yes
  locate "$offset"
  if [ "$base" -gt "$offset" ]; then
    printf 'G %s %s %s\n' "$key" "$offset" "$base"
    offset=$base
    [ "$offset" -lt "$upto" ] || return 0
  fi
  length=$((limit - offset))
  [ "$length" -le $((upto - offset)) ] || length=$((upto - offset))
  [ "$length" -le 1048576 ] || length=1048576
  sent=''
  {
    printf 'D %s %s %s\n' "$key" "$offset" "$length"
    sent=yes
    dd bs=65536 iflag=skip_bytes,count_bytes skip=$((offset - base)) count="$length" || exit 1
  } 2>/dev/null <"$segment"
  [ -z "$sent" ] || offset=$((offset + length)) # else pruned this moment: the next round tells of the gap
}

trap : USR1
exec 3<&0
read_orders <&3 3<&- >/dev/null &
exec 3<&- </dev/null

jobs='' quiet=0
while :; do
  take_orders
  busy='' next=''
  for entry in $jobs; do
    IFS=:
    # shellcheck disable=SC2086 # four words
    set -- $entry
    unset IFS
    serve "$@"
  done
  jobs=$next
  if [ -n "$busy" ]; then
    quiet=0
    continue
  fi
  # Every 200 ms, and half as often after ten quiet seconds. An order ends the pause.
  quiet=$((quiet + 1))
  pause=0.2
  [ $quiet -lt 50 ] || pause=0.4
  [ $((quiet % 4)) -ne 0 ] || printf 'T\n' || exit 1
  sleep $pause >/dev/null 2>&1 &
  wait $!
done
