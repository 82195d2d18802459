# Processes of the stack. A pid file holds the pid, what tells that process from a later one with the same number, the port
# and the version; nothing is ever signalled by its number alone.
# shellcheck shell=bash

# PID: prints what tells this process from a later one with the same pid; nothing when it is gone or a zombie.
process_identity() {
  local stat boot=
  if [ -r /proc/self/stat ]; then
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # The name of the program stands in parentheses and may hold anything: count from the last one.
    # shellcheck disable=SC2086 # split on purpose: field 1 is the state, field 20 the start time
    set -- ${stat##*) }
    case $1 in
      Z | X) return 0 ;;
    esac
    { read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || true
    printf '%s@%s' "${20}" "$boot"
    return 0
  fi
  LC_ALL=C ps -o state= -o lstart= -p "$1" 2>/dev/null | while read -r stat boot; do
    case $stat in
      Z*) ;;
      *) printf '%s' "${boot// /_}" ;;
    esac
  done
}

# NAME: whether the process of its pid file lives; sets $recorded_* as read_pid_file does.
is_running() {
  read_pid_file "$1" && is_recorded_process
}

is_recorded_process() {
  [ -n "$recorded_identity" ] && [ "$(process_identity "$recorded_pid")" = "$recorded_identity" ]
}

# NAME PORT VERSION COMMAND...: starts it in the background, apart from this terminal, and waits until its pid file stands.
spawn() {
  local name=$1 port=$2 its_version=$3 log=$log_folder/$1.log apart
  shift 3
  rotate_log "$log"
  log_before=$(size_of "$log")
  apart=(nohup)
  if command -v setsid >/dev/null 2>&1; then
    apart=(setsid)
  elif command -v perl >/dev/null 2>&1; then
    apart=(perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV')
  fi
  rm -f "$run_folder/$name.pid"
  "${apart[@]}" "$BASH" "$here/launcher/spawn.sh" "$run_folder/$name.pid" "$port" "$its_version" "$@" \
    </dev/null >>"$log" 2>&1 &
  disown 2>/dev/null || true
  local tries=0
  while [ ! -e "$run_folder/$name.pid" ]; do
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || die "$name could not be started; see $log."
    sleep 0.05
  done
}

# FILE: prints its bytes, 0 when there is none.
size_of() {
  if [ -f "$1" ]; then wc -c <"$1"; else echo 0; fi
}

rotate_log() {
  if [ "$(size_of "$1")" -gt 10485760 ]; then
    mv -f "$1" "$1.1"
  fi
}

# NAME SECONDS: asks it to end, waits that long, then ends it. Only the very process of the pid file is signalled.
stop_process() {
  local name=$1 grace=$2
  if ! is_running "$name"; then
    rm -f "$run_folder/$name.pid"
    return 1
  fi
  kill -TERM "$recorded_pid" 2>/dev/null || true
  if ! wait_for_end "$grace"; then
    kill -KILL "$recorded_pid" 2>/dev/null || true
    wait_for_end 10 || die "$name (pid $recorded_pid) does not end."
    stopped_how="killed after $grace s"
  else
    stopped_how=stopped
  fi
  rm -f "$run_folder/$name.pid"
}

# SECONDS: waits until the recorded process is gone.
wait_for_end() {
  local until=$((SECONDS + $1))
  while is_recorded_process; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}
