#!/bin/sh
# status.sh ROOT ID...: one line a job.
. "${0%/*}/lib.sh"
root=$1
shift
for id; do
  job=$root/jobs/$id
  report
done
