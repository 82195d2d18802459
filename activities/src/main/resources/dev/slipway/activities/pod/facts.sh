# facts.sh ROOT RUNTIME MODELS_PATH MOUNT_POINT: everything that a set-up wants to know of a pod, in one round trip.
# Between say.sh and gpus.sh. Changes nothing.
# shellcheck shell=sh disable=SC2154 # variables of say.sh
root=$1 runtime=$2 models=$3 mount_point=$4

# The machine.
(
  . /etc/os-release
  say os.id "${ID:-}"
  say os.version "${VERSION_ID:-}"
  say os.name "${PRETTY_NAME:-}"
) 2>/dev/null
say arch "$(uname -m)"
say kernel "$(uname -r)"
say cpus "$(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"

# Who we are here, and what is there.
say home "$HOME"
say root "$root"
say user "$(id -un 2>/dev/null || id -u)"
say uid "$(id -u)"
if [ "$(id -u)" -ne 0 ] && command -v sudo >/dev/null && sudo -n true 2>/dev/null; then say sudo yes; fi
for tool in apt-get dnf yum zypper apk; do
  if command -v "$tool" >/dev/null; then say packages "$tool" && break; fi
done
for tool in curl wget git cc gcc g++ nvcc mount mountpoint; do
  path=$(command -v "$tool") && say tool "$tool$tab$path"
done
[ ! -x /usr/local/cuda/bin/nvcc ] || say tool "nvcc$tab/usr/local/cuda/bin/nvcc"

# disk NAME FOLDER: the file system that holds the folder, or its nearest parent that exists.
disk() {
  folder=$2
  while [ ! -e "$folder" ] && [ "$folder" != / ] && [ -n "$folder" ]; do
    folder=${folder%/*}
    [ -n "$folder" ] || folder=/
  done
  df -Pk "$folder" 2>/dev/null | awk -v name="$1" 'END { if (NR > 1) print "disk=" name "\t" $2 "\t" $4 }'
}
disk home "$HOME"
disk root "$root"

if [ -n "$mount_point" ]; then
  say mount "$(awk -v point="$mount_point" '{ gsub(/\\040/, " ", $5) } $5 == point { found = 1 } END { print found ? "mounted" : "absent" }' /proc/self/mountinfo)"
fi
if [ -n "$models" ]; then
  disk models "$models"
  if [ ! -e "$models" ]; then
    say models absent
  elif [ -d "$models" ] && (: >"$models/.slipway-probe.$$") 2>/dev/null; then
    say models writable
  else
    say models unwritable
  fi
  rm -f "$models/.slipway-probe.$$" 2>/dev/null
fi

# The Hub's cache, and what is in it.
hub_cache=${HF_HUB_CACHE:-${HF_HOME:-${models:-$HOME/.cache/huggingface}}/hub}
# shellcheck disable=SC2088 # the tilde is text of the pod's environment
case $hub_cache in '~/'*) hub_cache=$HOME/${hub_cache#??} ;; esac
say hub.cache "$hub_cache"
found=0 commit=''
for folder in "$hub_cache"/models--*--*; do
  [ -d "$folder/snapshots" ] || continue
  [ "$found" -lt 200 ] || break
  for ref in "$folder"/refs/*; do
    { read -r commit <"$ref"; } 2>/dev/null || [ -n "$commit" ] || continue
    snapshot=$folder/snapshots/$commit
    [ -d "$snapshot" ] || continue
    say model "${folder##*/models--}$tab${ref##*/}$tab$commit$tab$snapshot$tab$(du -skL "$snapshot" 2>/dev/null | cut -f1)$tab$(find -L "$snapshot" -type f 2>/dev/null | grep -c .)"
    found=$((found + 1))
    commit=''
  done
done

# uv and Pythons. Slipway's own uv first: its version is known.
for uv in "$root/tools/uv/bin/uv" "$(command -v uv)" "$HOME/.local/bin/uv"; do
  [ -x "$uv" ] || continue
  version=$("$uv" --version 2>/dev/null </dev/null) && say uv "$uv$tab$version"
done
for python in python3.12 python3.11 python3.13 python3.10 python3; do
  path=$(command -v "$python") || continue
  "$path" -c 'import os, sys, sysconfig
headers = os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h"))
print("python=%s\t%d.%d.%d\t%s" % (os.path.realpath(sys.executable), *sys.version_info[:3], "headers" if headers else ""))' 2>/dev/null </dev/null
done

# Runtimes that are there; the wanted one is imported, and says what it is.
for folder in "$root"/runtimes/*/; do
  folder=${folder%/}
  [ ! -x "$folder/bin/python" ] || say runtime "${folder##*/}$tab$folder"
done
if [ -n "$runtime" ] && [ -x "$root/runtimes/$runtime/bin/python" ] && [ -n "$here" ]; then
  # vLLM rewrites its command line, but not what it has loaded. The pattern comes by standard input, or grep would find itself.
  printf '%s\n' "$root/runtimes/$runtime/" | grep -lsF -f /dev/stdin /proc/[0-9]*/cmdline /proc/[0-9]*/maps | cut -d/ -f3 \
    | sort -u | lines runtime.process
  within 300 "$root/runtimes/$runtime/bin/python" -c 'import platform, sys
import torch
import vllm
from vllm.platforms import current_platform
for key, value in (("vllm", vllm.__version__), ("torch", torch.__version__), ("cuda", torch.version.cuda or ""),
                   ("python", platform.python_version()), ("platform", current_platform.device_type),
                   ("gpus", torch.cuda.device_count())):
    print("slipway %s\t%s" % (key, value))'
  say import.exit "$code"
  if [ "$code" = 0 ]; then
    sed -n "s/^slipway /import=/p" "$here/out"
  else
    tail -n 30 "$here/out" 2>/dev/null | lines import.log
  fi
fi
