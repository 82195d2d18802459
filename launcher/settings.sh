# Settings of the launcher: the environment wins over .env, which wins over slipway.properties in the home folder.
# The file .env is read, never executed: one KEY=VALUE a line, '#' comments, values plain or in single or double quotes.
# shellcheck shell=bash

die() {
  printf 'slipway: %s\n' "$*" >&2
  exit 1
}

usage_error() {
  printf 'slipway: %s\n' "$*" >&2
  exit 2
}

# TEXT: sets $trimmed to it without white space around it.
trim() {
  trimmed=${1#"${1%%[![:space:]]*}"}
  trimmed=${trimmed%"${trimmed##*[![:space:]]}"}
}

# TEXT WHERE: sets $value to what the text after KEY= stands for. WHERE names the line for an error.
read_value() {
  local quote rest
  trim "$1"
  value=$trimmed
  case $value in
    \"* | \'*)
      quote=${value:0:1}
      rest=${value:1}
      case $rest in
        *"$quote"*) ;;
        *) die "$2: the quote is not closed." ;;
      esac
      value=${rest%%"$quote"*}
      trim "${rest#*"$quote"}"
      case $trimmed in
        '' | '#'*) ;;
        *) die "$2: something stands after the closing quote." ;;
      esac
      ;;
    '#'*) value= ;;
    *)
      value=${value%%[[:space:]]#*}
      trim "$value"
      value=$trimmed
      ;;
  esac
}

# FILE: exports the settings in it that the environment does not have. Error messages never show a value.
read_env_file() {
  local line key where number=0
  [ -f "$1" ] || return 0
  [ -r "$1" ] || die "$1 cannot be read: give yourself access to it, or move it away."
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    where="$1, line $number"
    trim "$line"
    line=$trimmed
    case $line in
      '' | '#'*) continue ;;
      export[[:space:]]*) line=${line#export} ;;
    esac
    case $line in
      *=*) ;;
      *) die "$where: expected KEY=VALUE." ;;
    esac
    trim "${line%%=*}"
    key=$trimmed
    case $key in
      '' | [0-9]* | *[!A-Za-z0-9_]*) die "$where: the key is no name of a variable." ;;
      # Whatever else compose is told in this file is not for us; a PATH or LD_PRELOAD in it must do nothing.
      SLIPWAY_* | HF_* | JAVA_HOME) ;;
      *) continue ;;
    esac
    read_value "${line#*=}" "$where"
    if [ -z "${!key-}" ] && [ -n "$value" ]; then
      export "$key=$value"
    fi
  done <"$1"
}

# FILE: takes from the properties file what the launcher itself needs; the processes read the rest by themselves.
read_properties() {
  local line key
  [ -r "$1" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *=*) ;;
      *) continue ;;
    esac
    trim "${line%%=*}"
    case $trimmed in
      api.host) key=SLIPWAY_API_HOST ;;
      api.port) key=SLIPWAY_API_PORT ;;
      worker.port) key=SLIPWAY_WORKER_PORT ;;
      temporal.target) key=SLIPWAY_TEMPORAL_TARGET ;;
      temporal.namespace) key=SLIPWAY_TEMPORAL_NAMESPACE ;;
      temporal.port) key=SLIPWAY_TEMPORAL_PORT ;;
      temporal.ui.port) key=SLIPWAY_TEMPORAL_UI_PORT ;;
      temporal.ui.url) key=SLIPWAY_TEMPORAL_UI_URL ;;
      cache) key=SLIPWAY_CACHE ;;
      server) key=SLIPWAY_SERVER ;;
      *) continue ;;
    esac
    trim "${line#*=}"
    if [ -z "${!key-}" ] && [ -n "$trimmed" ]; then
      export "$key=$trimmed"
    fi
  done <"$1"
}

# NAME: sets $recorded_pid, $recorded_identity, $recorded_port and $recorded_version from its pid file; fails without one.
read_pid_file() {
  recorded_pid=
  recorded_identity=
  recorded_port=
  recorded_version=
  [ -r "$run_folder/$1.pid" ] || return 1
  read -r recorded_pid recorded_identity recorded_port recorded_version <"$run_folder/$1.pid" || true
  case $recorded_pid in
    '' | *[!0-9]*) return 1 ;;
  esac
}

load_settings() {
  [ -n "${HOME-}" ] || die "HOME is not set: set it, or SLIPWAY_HOME and SLIPWAY_CACHE."
  read_env_file "${SLIPWAY_ENV_FILE:-$here/.env}"
  home=${SLIPWAY_HOME:-$HOME/.slipway}
  case $home in
    [~] | [~]/*) home=$HOME${home:1} ;;
    /*) ;;
    *) home=$PWD/$home ;;
  esac
  read_properties "$home/slipway.properties"
  cache=${SLIPWAY_CACHE:-$HOME/.cache/slipway}
  run_folder=$home/run
  log_folder=$home/logs
  export SLIPWAY_HOME=$home
  # What the launcher alone understands is kept from the processes, which refuse a setting that they do not know.
  java_options=${SLIPWAY_JAVA_OPTIONS-}
  aot_mode=${SLIPWAY_AOT-}
  unset SLIPWAY_ENV_FILE SLIPWAY_JAVA_OPTIONS SLIPWAY_AOT
}
