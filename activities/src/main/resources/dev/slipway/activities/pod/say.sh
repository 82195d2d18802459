# say.sh: how a look at a pod answers: lines "key=value", a key as often as it has values; parts of a value are separated by
# tabs. Goes before the script that looks. POSIX sh (dash, bash, busybox), coreutils or busybox, awk, setsid and /proc.
# shellcheck shell=sh disable=SC2034 # variables of the scripts that follow
export LC_ALL=C
tab=$(printf '\t')
here=$(mktemp -d "${TMPDIR:-/tmp}/slipway-facts.XXXXXX") || here=''
trap '[ -z "$here" ] || rm -rf "$here"' EXIT
trap 'exit 1' HUP INT TERM PIPE # the trap above then cleans up

say() {
  printf '%s=%s\n' "$1" "$2"
}

# lines KEY: standard input, each line as a value of KEY, at most 64 KiB.
lines() {
  head -c 65536 | awk -v key="$1" '{ print key "=" $0 }'
}

# within SECONDS COMMAND...: output in $here/out, exit code in $code; 124 when late. What hangs in a driver may not even
# die of KILL, so it is left behind and not waited for.
within() {
  rm -f "$here/code"
  ticks=$(($1 * 50))
  shift
  # shellcheck disable=SC2016 # the inner shell expands them
  setsid sh -c 'here=$1; shift; "$@" >"$here/out" 2>&1 </dev/null; echo $? >"$here/code.new"; mv "$here/code.new" "$here/code"' \
    sh "$here" "$@" >/dev/null 2>&1 </dev/null &
  child=$!
  while [ ! -e "$here/code" ]; do
    ticks=$((ticks - 1))
    if [ "$ticks" -lt 0 ]; then
      kill -s KILL -- "-$child" 2>/dev/null
      code=124
      return
    fi
    sleep 0.02
  done
  read -r code <"$here/code"
}
