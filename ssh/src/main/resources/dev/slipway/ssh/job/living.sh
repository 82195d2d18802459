#!/bin/sh
# living.sh ROOT ID...: a line "living ID" for each job of which any process lives, however the job itself ended.
bin=${0%/*}
. "$bin/lib.sh"
. "$bin/processes.sh"
root=$1
shift
for id; do
  job=$root/jobs/$id
  [ -z "$(living)" ] || printf 'living %s\n' "$id"
done
