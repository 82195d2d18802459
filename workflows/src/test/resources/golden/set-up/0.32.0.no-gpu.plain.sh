#!/bin/sh
# Set-up of the pod gpu-1 (root@pod:22): runtime 0.32.0-none.
# Run it on the pod as root; the next set-up then finds nothing to do.
set -eu
export HF_ENDPOINT=https://hub.example
# export MY_API_KEY=... (left out: it holds a secret)
# export UV_DEFAULT_INDEX=... (left out: it holds a secret)
# export PIP_INDEX_URL=... (left out: it is a secret)

# system-packages: a C++ compiler is missing. Needs root.
echo '== system-packages'
(
set -- apt-get g++
set -eu
manager=$1
shift
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}
case $manager in
  apt-get)
    as_root apt-get update -q -o DPkg::Lock::Timeout=300
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
    ;;
  zypper) as_root zypper --non-interactive install "$@" ;;
  apk) as_root apk add "$@" ;;
  *) as_root "$manager" install -y "$@" ;;
esac
echo "slipway: installed $*"
)

# cuda-toolkit: nothing to do. The runtime needs none.

# storage: nothing to do. Models stay where the Hub's client keeps them.

# uv: the pod has no uv.
echo '== uv'
(
set -- /root/.slipway 0.13.9 '' 3.12
set -eu
root=$1 version=$2 uv=$3 python=$4
own=$root/tools/uv
new=$root/tools/.uv.${SLIPWAY_RUN:-by-hand}
from_pip() {
  python3 -m pip install --quiet --disable-pip-version-check --target "$new" "uv==$version"
}
from_environment() {
  python3 -m venv "$new" && "$new/bin/pip" install --quiet --disable-pip-version-check "uv==$version"
}
fetch() {
  if command -v curl >/dev/null; then curl -fsSL "$1"; else wget -qO- "$1"; fi
}
from_installer() {
  mkdir -p "$new" && fetch "https://astral.sh/uv/$version/install.sh" >"$new/install.sh" \
    && UV_UNMANAGED_INSTALL="$new/bin" sh "$new/install.sh"
}
if [ -z "$uv" ]; then
  uv=$own/bin/uv
  if ! "$uv" --version 2>/dev/null; then
    for way in pip environment installer; do
      rm -rf "$new"
      mkdir -p "$root/tools"
      case $way in
        pip) from_pip ;;
        environment) from_environment ;;
        installer) from_installer ;;
      esac && "$new/bin/uv" --version && break
      echo "slipway: no uv by way of $way"
    done
    "$new/bin/uv" --version >/dev/null 2>&1 || exit 20
    rm -rf "$own"
    mv "$new" "$own"
  fi
fi
if [ -n "$python" ]; then
  "$uv" python find --managed-python "$python" 2>/dev/null || "$uv" python install "$python" || exit 21
fi
echo "slipway: $("$uv" --version)${python:+, Python $python}"
)

# runtime: it is not there.
echo '== runtime'
(
set -- /root/.slipway/tools/uv/bin/uv 3.12 /root/.slipway/runtimes/0.32.0-none 'vllm==0.32.0'
set -eu
uv=$1 python=$2 folder=$3
shift 3
run=${SLIPWAY_RUN:-by-hand}
build=${folder%/*}/.${folder##*/}.$run
# uv does not read pip's own settings.
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-$PIP_INDEX_URL}}"
[ -z "${PIP_EXTRA_INDEX_URL:-}" ] || export UV_INDEX="${UV_INDEX:-${UV_EXTRA_INDEX_URL:-$PIP_EXTRA_INDEX_URL}}"
export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}" UV_NO_PROGRESS=1
mkdir -p "${folder%/*}"
rm -rf "$build"
"$uv" venv --quiet --relocatable --python "$python" "$build"
"$uv" pip install --python "$build/bin/python" "$@"
echo "$run" >"$build/.slipway-run"
# By what they have loaded, since vLLM rewrites its command line, and that of a shell may hold this text. The exit
# code of grep says little: it may not look at everybody's.
users=$(grep -lsF "$folder/" /proc/[0-9]*/maps || true)
if [ -n "$users" ]; then
  echo "slipway: processes run from $folder: $(printf '%s\n' "$users" | cut -d/ -f3 | tr '\n' ' ')"
  exit 30
fi
rm -rf "$folder"
mv "$build" "$folder"
echo "slipway: built $folder"
)

# verify: vLLM must import.
/root/.slipway/runtimes/0.32.0-none/bin/python -c 'import vllm; print("vLLM", vllm.__version__)'
