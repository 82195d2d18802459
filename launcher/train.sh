#!/usr/bin/env bash
# Makes the ahead-of-time caches, with which the command and the processes start in a third of the time. Once for each
# build, in the background, with a Temporal, a database and ports of their own: nothing of the user's is touched.
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
  # Somebody who trains already is enough.
  try_lock "$aot_folder/training.lock" || return 0
  scratch=$(mktemp -d "$aot_folder/training.XXXXXX")
  trap clean_up EXIT
  trap 'exit 143' TERM INT HUP
  trap '' PIPE
  if [ -d "$run_folder" ]; then
    printf '%s %s 0 -\n' "$$" "$(process_identity "$$")" >"$run_folder/training.pid"
  fi
  for part in "$@"; do
    has_aot_cache "$part" || "train_$part"
  done
  find "$aot_folder" -maxdepth 1 -name '*.aot' -mtime +14 -exec rm -f {} +
}

clean_up() {
  local pid
  for pid in $children; do
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -rf "$scratch"
  rm -f "$run_folder/training.pid"
  release_lock
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
  (clean "${java_command[@]}" "-XX:AOTCacheOutput=$scratch/cli.aot" dev.slipway.cli.training.Training) || true
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
    (clean "${java_command[@]}" "$java_main" $arguments >/dev/null 2>&1) || true
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
