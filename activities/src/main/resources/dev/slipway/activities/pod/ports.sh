# ports.sh: the TCP ports that somebody on the pod listens on. Between say.sh and gpus.sh.
# shellcheck shell=sh
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { print $2 }' | sed 's/.*://' | sort -u | while read -r port; do
  say port "$((0x$port))"
done
