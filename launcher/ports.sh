# Ports of this machine: whether one is taken, by whom, and small requests to what listens there. Needs no curl.
# shellcheck shell=bash

# NAME OF VARIABLE: checks that its value is a port.
require_port() {
  case ${!1} in
    '' | *[!0-9]* | ??????* | 0*) wrong_port "$1" ;;
  esac
  [ "${!1}" -le 65535 ] || wrong_port "$1"
}

# VARIABLE: says it in the words of the settings: api_port is SLIPWAY_API_PORT.
wrong_port() {
  local setting
  setting=$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')
  usage_error "SLIPWAY_$setting must be a port from 1 to 65535 and not \"${!1}\"."
}

# PORT: whether something listens on it on the loopback.
port_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# PORT: prints the pid of who listens on it; nothing when nobody can be seen.
port_holder() {
  local found=
  if command -v lsof >/dev/null 2>&1; then
    found=$(lsof -nP -iTCP:"$1" -sTCP:LISTEN -t 2>/dev/null | head -n 1) || true
  fi
  if [ -z "$found" ] && command -v ss >/dev/null 2>&1; then
    found=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1) || true
  fi
  if [ -z "$found" ] && [ -r /proc/net/tcp ]; then
    found=$(holder_in_proc "$1") || true
  fi
  printf '%s' "$found"
}

# PORT: the same from /proc alone, for machines with neither lsof nor ss.
holder_in_proc() {
  local hex slot address remote state rest inode link
  hex=$(printf '%04X' "$1")
  # shellcheck disable=SC2034 # the fields in between only have to be skipped
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r slot address remote state rest; do
    if [ "${address##*:}" = "$hex" ] && [ "$state" = 0A ]; then
      # shellcheck disable=SC2086
      set -- $rest
      inode=$6
      for link in /proc/[0-9]*/fd/*; do
        if [ "$(readlink "$link" 2>/dev/null)" = "socket:[$inode]" ]; then
          link=${link#/proc/}
          printf '%s' "${link%%/*}"
          return 0
        fi
      done
    fi
  done
}

# PID: prints its command line, short.
command_of() {
  local line
  line=$(ps -o args= -p "$1" 2>/dev/null) || line=
  if [ -z "$line" ] && [ -r "/proc/$1/cmdline" ]; then
    line=$(tr '\0' ' ' <"/proc/$1/cmdline") || true
  fi
  trim "$line"
  line=$trimmed
  if [ "${#line}" -gt 80 ]; then
    line="${line:0:77}..."
  fi
  printf '%s' "${line:-unknown command}"
}

# PORT VARIABLE WHAT: refuses a port that somebody else has, and says who and how to choose another.
require_free_port() {
  local pid='' tries=0
  # Whoever was just killed may hold it for a moment, and cannot be seen any more.
  while [ -z "$pid" ] && [ "$tries" -lt 10 ]; do
    port_taken "$1" || return 0
    pid=$(port_holder "$1")
    tries=$((tries + 1))
    [ -n "$pid" ] || sleep 0.2
  done
  if [ -z "$pid" ]; then
    die "Port $1 ($3) is taken by a process of another user: choose another port with $2=PORT."
  fi
  die "Port $1 ($3) is taken by pid $pid ($(command_of "$pid")): stop it, or choose another port with $2=PORT."
}

# PORT PATH: asks for a page; sets $http_status (000: no answer) and $http_body. Waits at most 5 s for each line.
http_get() {
  http_exchange "$1" "GET $2 HTTP/1.0" 5
}

# PORT PATH TOKEN_FILE BODY: sends JSON with the bearer token in the file, which so stands in no argument list.
http_post() {
  local token
  read -r token <"$3" || return 1
  http_exchange "$1" "POST $2 HTTP/1.0" 60 "Authorization: Bearer $token" "$4"
}

# PORT REQUEST_LINE SECONDS [HEADER BODY]
http_exchange() {
  local line='' chunked=
  local LC_ALL=C # lengths are bytes
  http_status=000
  http_body=
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  {
    printf '%s\r\nHost: 127.0.0.1:%s\r\nAccept: application/json\r\nConnection: close\r\n' "$2" "$1"
    if [ $# -gt 3 ]; then
      printf '%s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$4" "${#5}" "$5"
    else
      printf '\r\n'
    fi
  } >&3
  if IFS= read -r -t "$3" line <&3; then
    line=${line#* }
    http_status=${line%% *}
    while IFS= read -r -t "$3" line <&3; do
      line=${line%$'\r'}
      case $line in
        '') break ;;
        [Tt]ransfer-[Ee]ncoding:*chunked) chunked=yes ;;
      esac
    done
    if [ -n "$chunked" ]; then read_chunks "$3"; else read_lines "$3"; fi
  fi
  exec 3>&- 3<&-
  case $http_status in
    [1-9][0-9][0-9]) ;;
    *) http_status=000 ;;
  esac
  [ "$http_status" != 000 ]
}

# SECONDS: the rest of an answer, without its line ends.
read_lines() {
  local line=
  while IFS= read -r -t "$1" line <&3 || [ -n "$line" ]; do
    http_body=$http_body$line
    line=
  done
}

# SECONDS: the rest of an answer that comes in pieces, each with its length before it. Some servers send them unasked.
read_chunks() {
  local length piece
  while IFS= read -r -t "$1" length <&3; do
    length=${length%%[!0-9A-Fa-f]*}
    case $length in '' | 0) break ;; esac
    IFS= read -r -t "$1" -d '' -n "$((16#$length))" piece <&3 || break
    http_body=$http_body$piece
    IFS= read -r -t "$1" piece <&3 || break
  done
}
