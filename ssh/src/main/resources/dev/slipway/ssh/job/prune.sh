#!/bin/sh
# prune.sh ROOT SECONDS MOST: removes the folders of jobs that ended at least SECONDS ago and have no living process, and
# old entries of the ledger. On standard input, in one line: ids of jobs to keep, and of runs whose jobs are all kept.
# After MOST seconds it ends before it is done. Answers "pruned COUNT".
bin=${0%/*}
. "$bin/lib.sh"
. "$bin/processes.sh"
root=$1 seconds=$2 most=$3
read -r kept # has no line end
kept=" $kept "
today=$(date +%s)
count=0

# older FILE SECONDS: whether it was last changed that long ago.
older() {
  changed=$(stat -c %Y "$1" 2>/dev/null) && [ $((today - changed)) -ge "$2" ]
}

# forget FOLDER: gone at once for everybody else, whatever happens to the removal.
forget() {
  gone=$root/.gone.$$
  mv "$1" "$gone" && rm -rf "$gone"
}

for job in "$root"/jobs/*; do
  id=${job##*/}
  case $kept in *" $id "* | *" ${id%%.*} "*) continue ;; esac
  judge
  case $verdict in
    RUNNING) continue ;;
    ABSENT) older "$job" $((seconds + 3600)) || continue ;; # a start may be under way
    *) older "$job/exit" "$seconds" || continue ;;
  esac
  [ -z "$(living)" ] || continue
  forget "$job" && count=$((count + 1))
  [ $(($(date +%s) - today)) -lt "$most" ] || break
done

for entry in "$root"/ledger/*/*; do
  ! older "$entry" $((seconds + 3600)) || forget "$entry"
done
rm -rf "$root"/.gone.*
printf 'pruned %s\n' "$count"
