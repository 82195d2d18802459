#!/usr/bin/env bash
# PORT: whether the process on this port of the loopback says that it is well. The health check of containers.
set -euo pipefail
here=${BASH_SOURCE[0]%/*}/..
. "$here/launcher/ports.sh"
trap '' PIPE
http_get "$1" /health && [ "$http_status" = 200 ]
