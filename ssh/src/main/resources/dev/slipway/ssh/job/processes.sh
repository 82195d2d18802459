# Which processes belong to $job, a folder. Sourced after lib.sh.
# shellcheck shell=sh disable=SC2154 # variables of lib.sh
#
# Any one of these is enough, for a process may wipe its environment, leave the session, lose its parent or close its
# descriptors, but seldom all: the session of the runner, the mark in the environment, descriptor 9 on the lock file.
# Names are never looked at. Who shares the session of this shell never counts: that is the killer itself.
look $$
own_session=$session

# numbers_of: paths below /proc to process ids, each once.
numbers_of() {
  cut -d/ -f3 | sort -u
}

# with_variable NAME=VALUE PATH...: the environments that have it, whole and exact (-z: NUL ends a line).
with_variable() {
  variable=$1
  shift
  grep -lszxF "$variable" "$@"
}

# find_session: sets job_session. A session keeps its number for as long as it has a process, also after its leader's
# end; a leader of another start time means that all of the job's are gone and the number is somebody else's.
find_session() {
  job_session=none
  read_claim "$job/owner" && [ "$owner_boot" = "$boot" ] || return 0
  if look "$owner_pid" && [ "$started" != "$owner_started" ]; then return 0; fi
  job_session=$owner_pid
}

# belongs PID: exact, for one process, just before it is signalled; after it session and started are those of PID.
belongs() {
  look "$1" && [ "$session" != "$own_session" ] || return 1
  [ -z "$(with_variable "SLIPWAY_RUNNER=$job" "/proc/$1/environ")" ] || return 1
  if [ "$session" = "$job_session" ] && [ "$started" -ge "$owner_started" ]; then return 0; fi
  [ -n "$(with_variable "SLIPWAY_JOB_FOLDER=$job" "/proc/$1/environ")" ] \
    || [ "$(readlink "/proc/$1/fd/9")" = "$job/lock" ]
}

# candidates: a cheap first look over all processes: three commands, however many there are.
candidates() {
  {
    with_variable "SLIPWAY_JOB_FOLDER=$job" /proc/[0-9]*/environ
    grep -ls ") [A-Za-z] [0-9]* [0-9]* $job_session " /proc/[0-9]*/stat
    # shellcheck disable=SC2010 # ls only reads the links: a dead network disk behind one cannot stop it
    ls -l /proc/[0-9]*/fd/9 2>/dev/null | grep -F " -> $job/lock"
  } | numbers_of
}

# members: a line "PID:STARTED NAME" for each living process of the job, without its runner and log writer.
members() {
  find_session
  for pid in $(candidates); do
    if belongs "$pid"; then
      name='?'
      { read -r name <"/proc/$pid/comm"; } 2>/dev/null
      printf '%s:%s %s\n' "$pid" "$started" "$name"
    fi
  done
}

# keepers: the same for the job's runner and log writer.
keepers() {
  for pid in $(with_variable "SLIPWAY_RUNNER=$job" /proc/[0-9]*/environ | numbers_of); do
    if look "$pid" && [ "$session" != "$own_session" ]; then
      printf '%s:%s runner\n' "$pid" "$started"
    fi
  done
}

# living: all of them. A process that forks and ends while we look hides its child, so "none" is looked for twice.
living() {
  found=$(members; keepers)
  [ -n "$found" ] || found=$(members; keepers)
  printf '%s' "$found"
}
