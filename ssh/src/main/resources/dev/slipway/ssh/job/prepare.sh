# prepare.sh ROOT HOST_KEY VERSION [NAME TEXT]...: checks the pod's root, lays down the scripts, says what the machine
# is. Follows the text of lib.sh, and is the only script that is sent each time.
# shellcheck shell=sh disable=SC2154 # variables of lib.sh
root=$1 host_key=$2 version=$3
shift 3

for tool in cat chmod cut date dd df env grep ln ls mkdir mkfifo mv printf readlink rm setsid sha256sum sleep sort \
  stat tail tr wc; do
  command -v "$tool" >/dev/null || refuse TOOL_MISSING "the pod has no '$tool'"
done
[ -r "/proc/$$/environ" ] || refuse TOOL_MISSING "the pod has no '/proc'"
printf 'a\0b\0' | grep -qzxF b || refuse TOOL_MISSING "the pod's 'grep' does not know -z"
sleep 0.01 2>/dev/null || refuse TOOL_MISSING "the pod's 'sleep' does not know fractions of a second"

# make FOLDER
make() {
  reason=$(mkdir -p "$1" 2>&1) || case $reason in
    *'No space'* | *quota*) refuse DISK_FULL "no space is left for $1" ;;
    *) refuse ROOT_UNUSABLE "cannot make the folder $1: $reason" ;;
  esac
  can_write "$1" || cannot_write "$1"
}

# Without links in its name: the kernel tells open files by their real path.
# shellcheck disable=SC2088 # the tilde is text of the caller
case $root in '~') root=$HOME ;; '~/'*) root=$HOME/${root#??} ;; esac
make "$root"
root=$(cd "$root" && pwd -P)

digest() {
  sha256sum | cut -c1-24
}

# gpus: the UUID of each GPU (not of its MIG parts), sorted. False when nvidia-smi is there and does not say.
gpus() {
  command -v nvidia-smi >/dev/null || return 0
  within 10 nvidia-smi -L 3</dev/null >"$root/.gpus.$$" 2>/dev/null
  answered=$?
  while read -r line; do
    case $line in 'GPU '*'(UUID: '*) line=${line##*'(UUID: '} && printf '%s\n' "${line%)*}" ;; esac
  done <"$root/.gpus.$$" | sort
  rm -f "$root/.gpus.$$"
  return "$answered"
}

# Found once a boot, then remembered: a GPU that falls off the bus, or a driver that hangs, makes no other machine.
known=$root/known/$boot
if ! { read -r fingerprint <"$known"; } 2>/dev/null; then
  uuids=$(gpus) && make "$root/known" && remember=yes
  if [ -n "$uuids" ]; then
    fingerprint=gpu-$(printf '%s\n' "$uuids" | digest)
  else
    machine=$(cat /etc/machine-id 2>/dev/null || cat /var/lib/dbus/machine-id 2>/dev/null)
    fingerprint=host-$(printf '%s\n' "$machine" "$host_key" "$root" | digest)
  fi
  [ -z "${remember:-}" ] || { printf '%s\n' "$fingerprint" >"$known.$$" && mv "$known.$$" "$known"; }
fi
path=$root/$fingerprint
make "$path/jobs"

# What jobs and runtimes need of the file system.
probe=$path/.check.$$
{ printf '#!/bin/sh\nexit 0\n' >"$probe" && chmod 700 "$probe"; } || cannot_write "$path"
reason=$("$probe" 2>&1) || refuse ROOT_UNUSABLE "no program may run from $path: $reason"
reason=$(ln "$probe" "$probe.link" 2>&1) || {
  rm -f "$probe"
  refuse NO_HARD_LINKS "the file system of $path has no hard links: $reason"
}
reason=$(mv "$probe" "$probe.new" 2>&1) \
  || refuse ROOT_UNUSABLE "cannot rename in $path: $reason"
rm -f "$probe.link" "$probe.new"

bin=$path/bin/$version
if [ ! -d "$bin" ]; then
  new=$path/bin/.new.$$
  make "$new"
  while [ $# -ge 2 ]; do
    printf '%s' "$2" >"$new/$1" || cannot_write "$path"
    shift 2
  done
  mv "$new" "$bin" 2>/dev/null
  rm -rf "$new" "$bin/.new.$$" # another one was quicker: ours ended up inside of it
  [ -d "$bin" ] || refuse ROOT_UNUSABLE "cannot rename in $path"
fi

free=$(df -Pk "$path" | tail -n 1)
# shellcheck disable=SC2086 # words; the fourth is what is free, in KiB
set -- $free
printf 'path %s\nhome %s\nfingerprint %s\nboot %s\nfree %s\n' "$path" "$HOME" "$fingerprint" "$boot" "$(($4 * 1024))"
