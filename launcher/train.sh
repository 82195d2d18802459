#!/usr/bin/env bash
# Makes the ahead-of-time caches, with which the command and the processes start in a third of the time. Once for each
# build, in the background, with a Temporal, a database and ports of their own: nothing of the user's is touched. Builds
# train one after the other, at the lowest rank, so that several stacks do not take the machine from its user.
# Sourced by the launcher for train_in_background; run by itself as: train.sh PART...

# PART...: leaves this terminal and goes on alone.
train_in_background() {
  local log=/dev/null
  mkdir -p "$aot_folder" 2>/dev/null || return 0
  if [ -d "$log_folder" ]; then
    log=$log_folder/training.log
  fi
  training_temporal=${temporal-}
  export here lib version cache run_folder log_folder aot_folder aot_key training_temporal
  nohup nice -n 10 "$BASH" "$here/launcher/train.sh" "$@" </dev/null >"$log" 2>&1 &
  disown 2>/dev/null || true
}

train_all() {
  local part
  . "$here/launcher/settings.sh"
  . "$here/launcher/java.sh"
  . "$here/launcher/lock.sh"
  . "$here/launcher/ports.sh"
  java_options=
  aot_mode=off
  children=
  scratch=
  # Somebody who trains the same already is enough. The second try takes the lock of one that was killed.
  local same=$aot_folder/$aot_key.$#.lock
  try_lock "$same" || try_lock "$same" || return 0
  same_lock=$same
  remember_training "$@"
  trap clean_up EXIT
  trap 'exit 143' TERM INT HUP
  trap '' PIPE
  # Another build, or other parts of this one: afterwards it is our turn.
  until try_lock "$aot_folder/training.lock"; do
    sleep 2
  done
  trap clean_up EXIT
  rm -rf "$aot_folder"/training.*/
  scratch=$(mktemp -d "$aot_folder/training.XXXXXX")
  for part in "$@"; do
    has_aot_cache "$part" || "train_$part"
    prune "$part"
  done
}

# PART...: where `slipway down` finds this process. The command's own training is not the stack's.
remember_training() {
  pid_file=$run_folder/training.pid
  [ $# -gt 1 ] || pid_file=$run_folder/training-cli.pid
  if [ -d "$run_folder" ]; then
    printf '%s %s 0 -\n' "$$" "$(process_identity "$$")" >"$pid_file"
  fi
}

clean_up() {
  local pid
  for pid in $children; do
    kill -KILL "$pid" 2>/dev/null || true
  done
  [ -z "$scratch" ] || rm -rf "$scratch"
  rm -f "$pid_file" "$same_lock"
  [ "$held_lock" = "$same_lock" ] || release_lock
}

# PART: keeps the three newest of its caches. One of the command is 30 MB, one of a server 115 MB.
prune() {
  local kind file other newer
  for kind in aot failed; do
    for file in "$aot_folder/$1"-*."$kind"; do
      newer=0
      for other in "$aot_folder/$1"-*."$kind"; do
        [ ! "$other" -nt "$file" ] || newer=$((newer + 1))
      done
      [ "$newer" -lt 3 ] || rm -f "$file"
    done
  done
}

# PART: keeps what its run made, or remembers that it made nothing.
keep_cache() {
  if [ -s "$scratch/$1.aot" ]; then
    mv -f "$scratch/$1.aot" "$aot_folder/$1-$aot_key.aot"
  else
    : >"$aot_folder/$1-$aot_key.failed"
  fi
}

train_cli() {
  prepare_java cli 128m
  until_done clean "${java_command[@]}" "-XX:AOTCacheOutput=$scratch/cli.aot" dev.slipway.cli.training.Training
  keep_cache cli
}

# The two servers are trained together, since each needs the other.
train_worker() {
  train_servers
}

train_api() {
  train_servers
}

train_servers() {
  [ -n "$training_temporal" ] || return 0
  training_temporal_port=$(free_port)
  training_worker_port=$(free_port)
  training_api_port=$(free_port)
  clean "$training_temporal" server start-dev --headless --ip 127.0.0.1 --port "$training_temporal_port" --log-level error &
  children="$children $!"
  record worker "$training_worker_port"
  record api "$training_api_port"
  exercise_api
  end_recorded api
  end_recorded worker
}

# PART PORT: starts it so that it writes a cache when it ends, and waits until it is ready.
record() {
  local tries=0 pid
  prepare_java "$1" 256m
  clean "${java_command[@]}" "-XX:AOTCacheOutput=$scratch/$1.aot" "$java_main" &
  pid=$!
  children="$children $pid"
  eval "$1_pid=$pid"
  until http_get "$2" /health && [ "$http_status" = 200 ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$pid" 2>/dev/null; then
      return 0
    fi
    sleep 0.2
  done
}

# The requests of every user's first minutes.
exercise_api() {
  local arguments
  prepare_java cli 128m
  for arguments in list pods "runs list" catalogue; do
    # shellcheck disable=SC2086
    until_done clean "${java_command[@]}" "$java_main" $arguments >/dev/null 2>&1
  done
}

# PART: asks a server to end; it writes its cache while it does.
end_recorded() {
  local pid
  eval "pid=\$$1_pid"
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  children=${children/ $pid/}
  keep_cache "$1"
}

# COMMAND...: runs it to its end, in the background: a signal to this process is answered at once and not only afterwards.
until_done() {
  "$@" &
  children="$children $!"
  wait "$!" || true
  children=${children% *}
}

# COMMAND...: becomes it, with nothing of the user's settings.
clean() {
  exec env -i PATH="$PATH" HOME="$scratch" JAVA_HOME="$JAVA_HOME" SLIPWAY_HOME="$scratch/home" \
    SLIPWAY_API_PORT="${training_api_port:-1}" SLIPWAY_WORKER_PORT="${training_worker_port:-1}" \
    SLIPWAY_TEMPORAL_TARGET="127.0.0.1:${training_temporal_port:-1}" SLIPWAY_TEMPORAL_UI_URL=http://127.0.0.1:1 "$@"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    port_taken "$port" || break
  done
  echo "$port"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  train_all "$@"
fi
