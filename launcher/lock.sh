# A lock that names its owner: an owner that is gone loses it. Taking it is one hard link, so exactly one of several wins.
# shellcheck shell=bash

. "$here/launcher/process.sh"

# FILE: takes the lock or fails at once; $lock_owner is then who has it. Kept until release_lock, or the end of this process.
try_lock() {
  local identity
  lock_owner=
  printf '%s %s\n' "$$" "$(process_identity "$$")" >"$1.$$" || die "${1%/*} cannot be written to."
  if ! ln "$1.$$" "$1" 2>/dev/null; then
    { read -r lock_owner identity <"$1"; } 2>/dev/null || true
    if [ -z "$lock_owner" ] && [ ! -e "$1" ]; then
      require_hard_links "$1.$$"
    elif [ -n "$lock_owner" ] && [ "$(process_identity "$lock_owner")" != "$identity" ]; then
      drop_lock "$1" "$lock_owner"
    fi
    rm -f "$1.$$"
    return 1
  fi
  rm -f "$1.$$"
  held_lock=$1
  trap release_lock EXIT
}

# FILE WHAT: waits for the lock; says once whom it waits for.
take_lock() {
  local tries=0
  until try_lock "$1"; do
    tries=$((tries + 1))
    if [ "$tries" -eq 3 ]; then
      echo "slipway: waiting for $2 (pid $lock_owner) ..." >&2
    fi
    sleep 0.1
  done
}

# FILE: without hard links nobody would ever get the lock.
require_hard_links() {
  ln "$1" "$1.link" 2>/dev/null || die "${1%/*} must be on a file system with hard links."
  rm -f "$1.link"
}

# FILE PID: takes the lock from an owner that is gone, and gives it back when it was somebody else's by then.
drop_lock() {
  local pid='' rest
  mv "$1" "$1.gone.$$" 2>/dev/null || return 0
  read -r pid rest <"$1.gone.$$" || true
  if [ "$pid" != "$2" ]; then
    ln "$1.gone.$$" "$1" 2>/dev/null || true
  fi
  rm -f "$1.gone.$$"
}

release_lock() {
  if [ -n "${held_lock-}" ]; then
    rm -f "$held_lock"
    held_lock=
  fi
}
