# memory.sh SECONDS UUID...: waits until no process holds memory of these GPUs, at most SECONDS.
# Answers a line "UUID, PID, MEMORY, PROCESS" for each that still does; nothing when the memory is back.
# A process that can be seen to live does not count: every one of the server is gone, so it is somebody else's.
export LC_ALL=C
seconds=$1
shift
command -v nvidia-smi >/dev/null || exit 0
answer=$(mktemp) || exit 1
trap 'rm -f "$answer"' EXIT

# held UUID...: the lines of processes that are gone and still hold memory of these GPUs.
held() {
  timeout 20 nvidia-smi --query-compute-apps=gpu_uuid,pid,used_memory,process_name --format=csv,noheader,nounits \
    >"$answer" 2>/dev/null </dev/null || return 0
  for uuid; do
    grep -F "$uuid" "$answer"
  done | while IFS= read -r line; do
    pid=${line#*, }
    pid=${pid%%,*}
    [ -e "/proc/$pid" ] || printf '%s\n' "$line"
  done
}

while rest=$(held "$@"); [ -n "$rest" ]; do
  seconds=$((seconds - 1))
  [ "$seconds" -gt 0 ] || break
  sleep 1
done
printf '%s\n' "$rest" | sed '/^$/d'
