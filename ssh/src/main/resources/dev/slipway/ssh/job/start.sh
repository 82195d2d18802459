#!/bin/sh
# start.sh ROOT ID DEPLOYMENT SCRIPT ENVIRONMENT SECRET_BYTES PARAMETER...: starts a job that nobody claimed yet, and
# answers how it stands. Secrets come on standard input.
#
# Any number of these may run at once for one id: each lays down its own folder and starts a runner; one runner wins.
bin=${0%/*}
. "$bin/lib.sh"
root=$1 id=$2 deployment=$3 script=$4 environment=$5 secret_bytes=$6
shift 6
job=$root/jobs/$id

lay_down() {
  mkdir -p "$given" \
    && printf '%s\n' "$script" >"$given/script" \
    && printf '%s\n' "$environment" >"$given/environment" || return 1
  [ "$secret_bytes" -eq 0 ] || cat >"$given/secrets"
} 2>/dev/null

if [ ! -e "$job/owner" ]; then
  look $$
  given=$job/given.$$-$started
  lay_down || {
    rm -rf "$given"
    cannot_write "$root"
  }
  if [ "$secret_bytes" -gt 0 ] && [ "$(stat -c %s "$given/secrets")" -ne "$secret_bytes" ]; then
    rm -rf "$given" # the connection was cut in the middle of them
    refuse CONNECTION_LOST "the secrets did not arrive whole"
  fi

  # Every descriptor is redirected, or the channel would stay open as long as the job.
  env -i PATH="$PATH" HOME="$HOME" SLIPWAY_RUNNER="$job" \
    setsid sh "$bin/runner.sh" "$root" "$id" "$given" "$deployment" "$@" </dev/null >/dev/null 2>"$given/error" &
  runner=$!
  tries=1500
  while [ ! -e "$job/owner" ] && look "$runner" && [ "$tries" -gt 0 ]; do
    sleep 0.02
    tries=$((tries - 1))
  done
  if [ ! -e "$job/owner" ]; then
    # Nothing ran. Where the disk has space this is answered as ABSENT, and the caller starts it again.
    rm -f "$given/secrets"
    can_write "$root" || cannot_write "$root"
  fi
fi
report
