# gpus.sh: the GPUs of a pod, and the end of a look at it. Last, after say.sh.
# shellcheck shell=sh disable=SC2154 # variables of say.sh
# The memory of the machine, which some GPUs share.
awk '$1 == "MemTotal:" || $1 == "MemAvailable:" { print "memory." $1 "=" $2 }' /proc/meminfo | sed 's/:=/=/'
read -r limit 2>/dev/null </sys/fs/cgroup/memory.max && say memory.limit "$limit"

# GPUs. Each question has a deadline; when one hangs, no other is asked.
say pci "$(cat /sys/bus/pci/devices/*/vendor 2>/dev/null | grep -c 0x10de)"
ask() {
  key=$1
  shift
  within "${SLIPWAY_SMI_SECONDS:-20}" nvidia-smi "$@"
  say "smi.$key.exit" "$code"
  lines "smi.$key" <"$here/out"
  [ "$code" = 0 ]
}
if [ -n "$here" ] && command -v nvidia-smi >/dev/null; then
  say smi "$(command -v nvidia-smi)"
  fields=index,uuid,name,memory.total,memory.free,driver_version
  if ask banner && ask list -L; then
    ask query "--query-gpu=$fields,compute_cap" --format=csv,noheader,nounits \
      || [ "$code" = 124 ] || ask query.old "--query-gpu=$fields" --format=csv,noheader,nounits
    if [ "$code" = 0 ]; then
      ask holders --query-compute-apps=gpu_uuid,pid,used_memory,process_name --format=csv,noheader,nounits
      awk -F', *' '{ print $2 }' "$here/out" | sort -u | while read -r pid; do
        # A server says in its environment whose it is; in a container the number may be that of another machine's process.
        deployment=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ" | sed -n 's/^SLIPWAY_DEPLOYMENT=//p')
        [ -z "$deployment" ] || say holder.deployment "$pid$tab$deployment"
      done
    fi
  fi
fi
say end yes
