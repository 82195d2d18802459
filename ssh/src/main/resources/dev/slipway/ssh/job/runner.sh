#!/bin/sh
# runner.sh ROOT ID GIVEN DEPLOYMENT PARAMETER...: claims the job, runs its script once, records the outcome.
#
# It leads a session of its own, and is the owner: as long as it lives the job is running. It is killed at any moment
# without harm: before the claim nothing ran, after it the job is lost. It never answers; start.sh looks at the claim.
bin=${0%/*}
. "$bin/lib.sh"
root=$1 id=$2 given=$3 deployment=$4
shift 4
job=$root/jobs/$id

claim "$job/owner" || {
  rm -f "$given/secrets"
  [ ! -e "$job/owner" ] || rm -rf "$given"
  exit 1
}

# The way to the log writer. The first open is for both directions, so that the other two need not wait.
mkfifo "$job/pipe" || exit 1
# shellcheck disable=SC2094 # a pipe
exec 7<>"$job/pipe"
# shellcheck disable=SC2094
exec 6<"$job/pipe" 8>"$job/pipe" 7>&-
rm -f "$job/pipe"
sh "$bin/log.sh" "$job" <&6 6<&- 8>&- &
writer=$!
exec 6<&-

# The variables and descriptor 9 mark every process of the job; SPT_NOENV keeps setproctitle() from wiping the marks.
env -i PATH="$PATH" HOME="$HOME" LANG=C.UTF-8 SPT_NOENV=1 SLIPWAY_JOB="$id" SLIPWAY_JOB_FOLDER="$job" \
  ${deployment:+"SLIPWAY_DEPLOYMENT=$deployment"} \
  sh "$bin/enter.sh" "$given" "$@" </dev/null >&8 2>&8 8>&- 9>>"$job/lock"
code=$?

# The log is complete before the outcome is told, but a daemon that keeps the pipe open is not waited for.
exec 8>&-
tries=100
while look "$writer" && [ "$tries" -gt 0 ]; do
  sleep 0.02
  tries=$((tries - 1))
done

# A disk that is full may have space again in a moment; one that stays full makes the job a lost one.
tries=60
until record "$code"; recorded; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 1
done
