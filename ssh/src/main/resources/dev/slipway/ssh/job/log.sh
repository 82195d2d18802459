#!/bin/sh
# log.sh JOB: writes standard input into segments of at most 16 MiB and keeps the newest 8.
#
# dd, for it writes what each read gives at once. Its count is of reads, which may be short, so that a segment needs
# several rounds, and ends up to one block early: its name says where the next one starts.
block=65536 size_limit=16777216 keep=8
cd "$1" || exit 1
start=0 size=0 segment=log.000000000000000

while :; do
  dd bs=$block count=$(((size_limit - size) / block)) >>"$segment" 2>/dev/null
  grown=$(stat -c %s "$segment" || echo "$size")
  if [ "$grown" -eq "$size" ]; then
    # The end, or a disk that is full: then the log has a hole, for the job matters more. Offsets go on without it.
    [ "$(dd bs=$block count=1 2>/dev/null | wc -c)" -gt 0 ] || exit 0
  fi
  size=$grown
  [ $((size_limit - size)) -lt $block ] || continue

  start=$((start + size)) size=0
  segment=log.$(printf '%015d' "$start")
  set -- log.*
  while [ $# -ge $keep ]; do
    rm -f "$1"
    shift
  done
done
