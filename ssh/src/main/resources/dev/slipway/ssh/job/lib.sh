# Shared by all scripts of a pod: who is alive, how a job stands, where its log bytes are, how to refuse.
# POSIX sh (dash, bash, busybox), coreutils or busybox, grep, setsid and /proc: nothing else is needed.
# shellcheck shell=sh disable=SC2034,SC2154 # variables pass between this file and the scripts that source it
export LC_ALL=C
umask 077

# refuse KIND SENTENCE: ends the script; the caller throws an exception of that kind.
refuse() {
  printf 'error %s %s\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ')"
  exit 3
}

# can_write FOLDER: writes 64 KiB there; where that fails, reason says why.
can_write() {
  reason=$(dd if=/dev/zero of="$1/.probe.$$" bs=65536 count=1 2>&1)
  written=$?
  rm -f "$1/.probe.$$"
  return "$written"
}

# cannot_write FOLDER: a write failed there; finds out why and refuses.
cannot_write() {
  ! can_write "$1" || reason='a write failed'
  case $reason in *'No space'* | *quota*) refuse DISK_FULL "no space is left in $1" ;; esac
  refuse ROOT_UNUSABLE "cannot write in $1: $reason"
}

# look PID: reads /proc/PID/stat into session and started. False for no process and for a zombie.
# A pid and its start time (clock ticks after boot) name one process for ever; a pid alone is re-used.
look() {
  line=''
  # A command name may hold blanks, brackets and line ends: what counts follows the last bracket of the last line.
  { while read -r rest; do line=$rest; done <"/proc/$1/stat"; } 2>/dev/null
  [ -n "$line" ] || return 1
  # shellcheck disable=SC2086 # words: one letter, then numbers
  set -- ${line##*) }
  session=$4 started=${20}
  case $1 in Z | X) return 1 ;; esac
}

# Boot identity: a container that restarts keeps the host's boot id, but gets a new process 1.
read -r boot </proc/sys/kernel/random/boot_id
look 1 || started=0
boot=$boot.$started

# within SECONDS COMMAND...: runs it with standard input from descriptor 3 and a deadline. Exit code 124 when late:
# then its group was sent KILL, and it is left behind, for a process that hangs in a driver does not even die of that.
within() {
  ticks=$(($1 * 50))
  shift
  setsid "$@" <&3 3<&- &
  child=$!
  while look "$child"; do
    ticks=$((ticks - 1))
    if [ "$ticks" -lt 0 ]; then
      kill -s KILL -- "-$child" 2>/dev/null
      return 124
    fi
    sleep 0.02
  done
  wait "$child"
}

# A claim is a file "pid start-time boot-identity" that came to its name by a hard link: the one atomic
# "create, unless it exists" that also holds on NFS, and that never shows a half-written file.

# claim NAME: links this shell's claim to NAME; true when NAME is then ours. (The link's own exit code does not say:
# NFS may lose the answer.)
claim() {
  look $$
  printf '%s\n' "$$ $started $boot" >"$1.$$-$started" && ln "$1.$$-$started" "$1" 2>/dev/null
  rm -f "$1.$$-$started"
  read_claim "$1" && [ "$owner_pid $owner_started $owner_boot" = "$$ $started $boot" ]
}

# read_claim NAME: sets owner_pid, owner_started and owner_boot; false when nobody claimed.
read_claim() {
  owner_pid=0 owner_started=0 owner_boot=''
  { read -r owner_pid owner_started owner_boot <"$1"; } 2>/dev/null
}

# Whether the process that read_claim found still lives.
claimant_lives() {
  [ "$owner_boot" = "$boot" ] && look "$owner_pid" && [ "$started" = "$owner_started" ]
}

# record RESULT: a job's outcome ("lost" or an exit code). The first one stays: an outcome, once told, never changes.
record() {
  printf '%s\n' "$1" >"$job/exit.$$" && ln "$job/exit.$$" "$job/exit"
  rm -f "$job/exit.$$"
} 2>/dev/null

recorded() {
  { read -r result <"$job/exit"; } 2>/dev/null
}

# judge: how $job stands: verdict, code and owner_pid. An owner that is gone and left no exit code means LOST.
judge() {
  verdict=ABSENT code=0
  read_claim "$job/owner" || return 0
  if ! recorded; then
    verdict=RUNNING
    ! claimant_lives || return 0
    record lost
    recorded || result=lost
  fi
  verdict=EXITED code=$result
  [ "$result" != lost ] || verdict=LOST code=0
}

# report: one line for a job: id, state, exit code, pid of the runner, logical end of the log.
report() {
  judge
  log_end
  printf '%s %s %s %s %s\n' "$id" "$verdict" "$code" "$owner_pid" "$end"
}

# A log is segments "log.OFFSET": the logical offset of the first byte, in 15 digits, so that names sort.

# start_of SEGMENT: sets start. (The leading 1 keeps the shell from reading the zeros as octal.)
start_of() {
  start=$((1${1##*/log.} - 1000000000000000))
}

# log_end: sets end, the logical end of the log of $job.
log_end() {
  end=0 segment=''
  for segment in "$job"/log.*; do :; done
  [ -e "$segment" ] || return 0
  start_of "$segment"
  end=$((start + $(stat -c %s "$segment" 2>/dev/null || echo 0)))
}

# locate OFFSET: after log_end: the segment that holds OFFSET, or the oldest one when OFFSET was pruned; its offsets
# are base to limit.
locate() {
  segment='' limit=$end
  for each in "$job"/log.*; do
    start_of "$each"
    if [ -n "$segment" ] && [ "$start" -gt "$1" ]; then
      limit=$start
      return
    fi
    segment=$each base=$start
  done
}
