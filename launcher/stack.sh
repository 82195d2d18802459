# The local stack: temporal, worker and api as processes of their own.
# shellcheck shell=bash

. "$here/launcher/process.sh"
. "$here/launcher/lock.sh"
. "$here/launcher/ports.sh"
. "$here/launcher/demo.sh"

trap '' PIPE

# What this command has started, the latest first.
started_now=

up_usage="usage: slipway up [--api-port PORT] [--worker-port PORT] [--temporal-port PORT] [--ui-port PORT]"

stack_up() {
  parse_ports "$@"
  bring_up
  train_when_needed
}

bring_up() {
  open_home
  slipway_find_jdk || exit 1
  locate_jars
  locate_aot_caches
  . "$here/launcher/temporal.sh"
  [ -n "${SLIPWAY_TEMPORAL_TARGET-}" ] || find_temporal
  take_lock "$run_folder/lock" "another slipway up or down"
  plan_addresses
  require_free_ports
  start_temporal_first
  # One after the other: two JVMs that start at once on two cores take longer than the sum, as long as no start cache stands.
  ensure worker "$worker_port"
  await worker 60
  ensure api "$api_port"
  await api 60
  release_lock
  printf '\nSlipway is up.  API %s   Temporal %s\n' "$api_url" "$ui_url"
  printf 'Next: slipway pods add NAME user@host, slipway --help\n'
}

stack_down() {
  local grace=30
  if [ "${1-}" = --timeout ]; then
    grace=${2-}
    case $grace in
      '' | *[!0-9]* | ?????*) usage_error "--timeout wants seconds" ;;
    esac
    shift 2
  fi
  [ $# -eq 0 ] || usage_error "usage: slipway down [--timeout SECONDS]"
  if [ ! -d "$run_folder" ]; then
    echo "Nothing runs."
    return
  fi
  take_lock "$run_folder/lock" "another slipway up or down"
  local name any=
  for name in training training-cli demo-pod api worker temporal; do
    if stop_process "$name" "$grace"; then
      printf '%-10s %s\n' "$name" "$stopped_how"
      any=yes
    fi
  done
  [ -n "$any" ] || echo "Nothing runs."
}

stack_status() {
  [ $# -eq 0 ] || usage_error "usage: slipway status"
  plan_addresses
  local name all=0
  printf '%-10s %-9s %-9s %-32s %s\n' PROCESS STATE VERSION ADDRESS HEALTH
  for name in temporal worker api demo-pod; do
    show_process "$name" || all=1
  done
  return $all
}

# One process in the foreground, for containers and service managers; they watch it, log for it and end it.
stack_process() {
  local part=${1-}
  case $part in
    api | worker) ;;
    *) usage_error "usage: slipway process api|worker" ;;
  esac
  slipway_find_jdk || exit 1
  locate_jars
  locate_aot_caches
  prepare_java "$part" 256m
  export MALLOC_ARENA_MAX=2
  exec "${java_command[@]}" "$java_main"
}

stack_test() {
  [ -f "$here/pom.xml" ] || die "the tests need a checkout of the sources."
  if [ "${1-}" = --pod ]; then
    [ -n "${2-}" ] || usage_error "usage: slipway test [--pod user@host]"
    export SLIPWAY_TESTPOD=$2
    shift 2
  fi
  slipway_find_jdk || exit 1
  cd "$here" || exit
  exec ./mvnw -B -ntp verify "$@"
}

parse_ports() {
  while [ $# -gt 0 ]; do
    case $1 in
      --api-port | --worker-port | --temporal-port | --ui-port)
        [ $# -ge 2 ] || usage_error "$1 wants a port. $up_usage"
        set_port "$1" "$2"
        shift 2
        ;;
      *) usage_error "unknown option $1. $up_usage" ;;
    esac
  done
}

set_port() {
  case $1 in
    --api-port) export SLIPWAY_API_PORT=$2 ;;
    --worker-port) export SLIPWAY_WORKER_PORT=$2 ;;
    --temporal-port) export SLIPWAY_TEMPORAL_PORT=$2 ;;
    --ui-port) export SLIPWAY_TEMPORAL_UI_PORT=$2 ;;
  esac
}

open_home() {
  (umask 077 && mkdir -p "$home" "$run_folder" "$log_folder") 2>/dev/null ||
    die "$home cannot be written to: choose another folder with SLIPWAY_HOME."
}

# NAME ASKED DEFAULT: prints the port that was asked for, else the one that the process runs on, else the default.
port_of() {
  if [ -z "$2" ] && is_running "$1" && [ -n "$recorded_port" ]; then
    printf '%s' "$recorded_port"
    return
  fi
  printf '%s' "${2:-$3}"
}

# Sets and exports every address. A Temporal that is named by its address is somebody else's: it is used and left alone.
plan_addresses() {
  temporal_namespace=${SLIPWAY_TEMPORAL_NAMESPACE:-default}
  api_port=$(port_of api "${SLIPWAY_API_PORT-}" 8080)
  worker_port=$(port_of worker "${SLIPWAY_WORKER_PORT-}" 8081)
  temporal_port=$(port_of temporal "${SLIPWAY_TEMPORAL_PORT-}" 7233)
  temporal_ui_port=${SLIPWAY_TEMPORAL_UI_PORT:-$(recorded_ui_port)}
  require_port api_port
  require_port worker_port
  require_port temporal_port
  require_port temporal_ui_port
  own_temporal=yes
  if [ -n "${SLIPWAY_TEMPORAL_TARGET-}" ]; then
    own_temporal=
  fi
  ui_url=${SLIPWAY_TEMPORAL_UI_URL:-http://127.0.0.1:$temporal_ui_port}
  api_url=http://$(client_host):$api_port
  export SLIPWAY_API_PORT=$api_port SLIPWAY_WORKER_PORT=$worker_port SLIPWAY_TEMPORAL_UI_URL=$ui_url
  export SLIPWAY_TEMPORAL_TARGET=${SLIPWAY_TEMPORAL_TARGET:-127.0.0.1:$temporal_port}
}

# The Web UI has no pid file of its own: its port stands beside Temporal's.
recorded_ui_port() {
  local port=
  { read -r port <"$run_folder/ui-port"; } 2>/dev/null || true
  if [ -n "$port" ] && is_running temporal; then
    printf '%s' "$port"
  else
    echo 8233
  fi
}

# The address at which this machine reaches the API.
client_host() {
  case ${SLIPWAY_API_HOST:-127.0.0.1} in
    0.0.0.0 | ::) echo 127.0.0.1 ;;
    *:*) echo "[$SLIPWAY_API_HOST]" ;;
    *) echo "${SLIPWAY_API_HOST:-127.0.0.1}" ;;
  esac
}

# Before anything is started: nothing changes when one of the ports cannot be had.
require_free_ports() {
  if [ -n "$own_temporal" ] && ! is_running temporal; then
    require_free_port "$temporal_port" SLIPWAY_TEMPORAL_PORT temporal
    require_free_port "$temporal_ui_port" SLIPWAY_TEMPORAL_UI_PORT "Temporal's Web UI"
  fi
  is_running worker || require_free_port "$worker_port" SLIPWAY_WORKER_PORT worker
  is_running api || require_free_port "$api_port" SLIPWAY_API_PORT api
}

start_temporal_first() {
  if [ -z "$own_temporal" ]; then
    printf '%-10s not ours   %s\n' temporal "$SLIPWAY_TEMPORAL_TARGET"
    return
  fi
  ensure temporal "$temporal_port"
  await temporal 60
}

# NAME PORT: starts it unless it runs.
ensure() {
  if is_running "$1"; then
    if [ "$recorded_port" != "$2" ]; then
      die "$1 already runs on port $recorded_port: run \`slipway down\` first to move it."
    fi
    printf '%-10s runs       pid %s\n' "$1" "$recorded_pid"
    return
  fi
  started_now="$1 $started_now"
  "start_$1"
  printf '%-10s starting   log %s\n' "$1" "$log_folder/$1.log"
}

start_worker() {
  prepare_java worker 256m
  MALLOC_ARENA_MAX=2 spawn worker "$worker_port" "$version" "${java_command[@]}" "$java_main"
}

start_api() {
  prepare_java api 256m
  MALLOC_ARENA_MAX=2 spawn api "$api_port" "$version" "${java_command[@]}" "$java_main"
}

worker_ready() {
  http_get "$worker_port" /health && [ "$http_status" = 200 ]
}

api_ready() {
  http_get "$api_port" /health && [ "$http_status" = 200 ]
}

# NAME SECONDS: waits until it is ready; shows the end of its log when it is not.
await() {
  local until=$((SECONDS + $2))
  until "$1_ready"; do
    is_running "$1" || give_up "$1" "$1 ended before it was ready; its log is $log_folder/$1.log."
    [ "$SECONDS" -lt "$until" ] ||
      give_up "$1" "$1 (pid $recorded_pid) is not ready after $2 s; its log is $log_folder/$1.log."
    sleep 0.1
  done
  printf '%-10s ready\n' "$1"
}

# NAME SENTENCE: ends what this command has started, so that nothing is half up, and says why.
give_up() {
  local name
  show_log "$1"
  for name in $started_now; do
    stop_process "$name" 10 || true
  done
  die "$2"
}

# NAME: the last lines that the latest start of it wrote.
show_log() {
  printf 'The last lines of its log:\n' >&2
  tail -c "+$((log_before + 1))" "$log_folder/$1.log" 2>/dev/null | tail -n 15 >&2 || true
}

# NAME: one line of the status; fails when it is not well.
show_process() {
  local state=stopped version_shown=- address health=-
  case $1 in
    temporal) address=$SLIPWAY_TEMPORAL_TARGET ;;
    worker) address=http://127.0.0.1:$worker_port ;;
    api) address=$api_url ;;
    demo-pod) address= ;;
  esac
  if is_running "$1"; then
    state=running
    version_shown=${recorded_version:--}
    health=$(health_of "$1")
    address=${address:-127.0.0.1:$recorded_port}
  elif [ "$1" = demo-pod ]; then
    return 0
  elif [ "$1" = temporal ] && [ -z "$own_temporal" ]; then
    state="not ours"
    health=$(health_of temporal)
  elif [ -n "$recorded_pid" ]; then
    state=dead
  fi
  printf '%-10s %-9s %-9s %-32s %s\n' "$1" "$state" "$version_shown" "$address" "$health"
  case $health in
    ok | "ok (simulated)") ;;
    *) return 1 ;;
  esac
}

health_of() {
  local port=$recorded_port
  case $1 in
    worker | api)
      if ! http_get "$port" /health; then
        echo "no answer on port $port"
      elif [ "$http_status" = 200 ]; then
        echo ok
      else
        printf '%s %s\n' "$http_status" "${http_body:0:200}"
      fi
      ;;
    temporal)
      local target=${SLIPWAY_TEMPORAL_TARGET}
      if (exec 3<>"/dev/tcp/${target%:*}/${target##*:}") 2>/dev/null; then
        echo ok
      else
        echo "no answer at $target"
      fi
      ;;
    demo-pod)
      if port_taken "$port"; then
        echo "ok (simulated)"
      else
        echo "no answer on port $port"
      fi
      ;;
  esac
}

# The first start of a build makes the caches of the next ones, behind everything else.
train_when_needed() {
  [ "$aot_mode" != off ] || return 0
  if has_aot_cache cli && has_aot_cache worker && has_aot_cache api; then
    return
  fi
  . "$here/launcher/train.sh"
  train_in_background cli worker api
}
