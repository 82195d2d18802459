#!/bin/sh
# second-set-up.sh RUNTIME: the checks of a second set-up of a pod that is ready, as a person would script them for one ssh.
# Machine, tools, disks, GPUs, uv, Pythons, the Hub's cache, and the import of the runtime.
set -eu
runtime=$1
. /etc/os-release
echo "$PRETTY_NAME $(uname -m) $(uname -r) $(nproc) $(id -un)"
grep -e MemTotal -e MemAvailable /proc/meminfo
for tool in curl wget git cc gcc g++ nvcc mount mountpoint sudo apt-get; do
  command -v "$tool" || true
done
df -Pk "$HOME" "$HOME/.slipway"
touch "$HOME/.slipway/probe" && ln "$HOME/.slipway/probe" "$HOME/.slipway/probe.link" && rm "$HOME/.slipway/probe" "$HOME/.slipway/probe.link"
if command -v nvidia-smi >/dev/null; then
  nvidia-smi
  nvidia-smi -L
  nvidia-smi --query-gpu=index,uuid,name,memory.total,memory.free,driver_version --format=csv,noheader
fi
for uv in "$HOME/.slipway/tools/uv/bin/uv" "$(command -v uv || true)"; do
  [ ! -x "$uv" ] || "$uv" --version
done
for python in python3.12 python3.11 python3.13 python3.10 python3; do
  ! command -v "$python" >/dev/null || "$python" --version
done
du -sk "$HOME"/.cache/huggingface/hub/models--* 2>/dev/null || true
"$runtime/bin/python" -c 'import platform, torch, vllm
from vllm.platforms import current_platform
print(vllm.__version__, torch.__version__, torch.version.cuda, platform.python_version(), current_platform.device_type,
      torch.cuda.device_count())'
