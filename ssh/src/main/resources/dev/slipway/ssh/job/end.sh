#!/bin/sh
# end.sh ROOT ID GRACE: ends a job's whole tree: TERM, GRACE, TERM, at most 5 s, KILL; GRACE in hundredths of a second.
# Answers "ended NAME" for each process, then "killed COUNT"; done only when none is left.
bin=${0%/*}
. "$bin/lib.sh"
. "$bin/processes.sh"
root=$1 id=$2 grace=$3
job=$root/jobs/$id

# A job that nobody claimed is claimed here: a runner that is still on its way, or a late start, finds it lost.
mkdir -p "$job" || cannot_write "$root"
if claim "$job/owner"; then
  record lost
elif [ ! -e "$job/owner" ]; then
  cannot_write "$root"
fi

# now: hundredths of a second since boot.
now() {
  read -r up _ </proc/uptime
  now=$((${up%.*} * 100 + 1${up#*.} - 100))
}

# send LINE...: signals each process that was not signalled in this stage. CONT, so that a stopped one acts on it.
send() {
  for process; do
    sent=$signal
    case $process in *' runner') sent=$runner_signal ;; esac
    process=${process%% *}
    case $reached in *" $process "*) continue ;; esac
    if ! look "${process%:*}" || [ "$started" != "${process#*:}" ]; then continue; fi
    kill -s "$sent" "${process%:*}" 2>/dev/null
    kill -s CONT "${process%:*}" 2>/dev/null
    reached="$reached $process "
    [ "$sent" != KILL ] || killed=$((killed + 1))
  done
}

# stage SIGNAL HUNDREDTHS [RUNNER_SIGNAL]: signals what lives and what appears later; true when nothing is left, false when
# the time is over. The runner is spared: once its script is gone it records the exit code and ends by itself.
stage() {
  signal=$1 runner_signal=${3:-CONT} reached=' '
  now
  deadline=$((now + $2))
  while alive=$(living); [ -n "$alive" ]; do
    IFS='
'
    set -f
    # shellcheck disable=SC2086 # one word a line
    set -- $alive
    set +f
    unset IFS
    note "$@"
    send "$@"
    now
    [ "$now" -lt "$deadline" ] || return 1
    sleep 0.05
  done
}

# note LINE...: remembers the name of each process once.
note() {
  for process; do
    case $seen in *" ${process%% *} "*) continue ;; esac
    seen="$seen ${process%% *} "
    [ "${process#* }" = runner ] || printf 'ended %s\n' "${process#* }"
  done
}

seen=' ' killed=0
second=$grace
[ "$second" -le 500 ] || second=500
stage TERM "$grace" || stage TERM "$second" || stage KILL 1500 || stage KILL 500 KILL \
  || refuse DEADLINE "these processes of $id do not even end by KILL: $alive"

rm -rf "$job"/given.*/secrets
judge
printf 'killed %s\n' "$killed"
