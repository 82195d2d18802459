#!/usr/bin/env bash
# Writes its own pid file, then becomes the command: PIDFILE PORT VERSION COMMAND... Nothing runs unknown even when the
# launcher is killed between starting a process and writing down which one it is.
set -eu
. "${BASH_SOURCE[0]%/*}/process.sh"
file=$1
line="$$ $(process_identity "$$") $2 $3"
shift 3
umask 077
printf '%s\n' "$line" >"$file.$$"
mv -f "$file.$$" "$file"
exec "$@"
