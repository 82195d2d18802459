#!/bin/sh
# read.sh ROOT ID OFFSET MOST: a line "FROM END", then the bytes of the log from FROM on, at most MOST.
# FROM is greater than OFFSET when those bytes were pruned.
. "${0%/*}/lib.sh"
job=$1/jobs/$2 offset=$3 most=$4
header=''
while log_end; [ "$offset" -lt "$end" ] && [ "$most" -gt 0 ]; do
  locate "$offset"
  [ "$base" -le "$offset" ] || offset=$base
  length=$((limit - offset))
  [ "$length" -le "$most" ] || length=$most
  {
    [ -n "$header" ] || printf '%s %s\n' "$offset" "$end"
    header=sent
    dd bs=65536 iflag=skip_bytes,count_bytes skip=$((offset - base)) count="$length"
  } 2>/dev/null <"$segment" || {
    [ -n "$header" ] || continue # pruned this moment: look again
    break
  }
  offset=$((offset + length)) most=$((most - length))
done
[ -n "$header" ] || printf '%s %s\n' "$offset" "$end"
