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
#   T                      alive; about every second
. "${0%/*}/lib.sh"
root=$1
jobs='' # words KEY:ID:OFFSET:UPTO
ticks=0 quiet=0

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

# serve_all: rounds over all jobs until each has nothing more to send, or may not.
serve_all() {
  busy=yes
  while [ -n "$busy" ]; do
    busy='' next=''
    for entry in $jobs; do
      IFS=:
      # shellcheck disable=SC2086 # four words
      set -- $entry
      unset IFS
      serve "$@"
    done
    jobs=$next
    [ -z "$busy" ] || quiet=0
  done
}

# loop: one line, one look. Every 200 ms, and half as often after ten quiet seconds.
loop() {
  while read -r verb key id offset upto; do
    case $verb in
      F) jobs="$jobs $key:$id:$offset:$upto" ;;
      C) revise "$key" "$id" ;;
      U) revise "$key" '' ;;
      T)
        ticks=$((ticks + 1)) quiet=$((quiet + 1))
        [ $((ticks % 5)) -ne 0 ] || printf 'T\n' || exit 1
        [ $quiet -lt 50 ] || [ $((ticks % 2)) -eq 0 ] || continue
        ;;
      *) exit 0 ;;
    esac
    serve_all
  done
}

# Orders and ticks reach the loop as lines of one pipe, so it needs neither files nor signals (a trap at the wrong
# moment breaks bash's parser). The end of the input is the end of the loop, and the ticks end with their reader.
exec 3<&0
{
  { while read -r order; do printf '%s\n' "$order"; done && printf 'Q\n'; } <&3 &
  while sleep 0.2 || :; do printf 'T\n' || exit 0; done
} | loop 3<&-
