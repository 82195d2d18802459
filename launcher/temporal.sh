# The Temporal dev server: found, or installed once into the cache, and started with a SQLite file in the home folder.
# shellcheck shell=bash

temporal_version=1.5.1
temporal_releases=https://github.com/temporalio/cli/releases/download

# Prints the SHA-256 of the official archive for a platform.
temporal_checksum() {
  case $1 in
    linux_amd64) echo ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d ;;
    linux_arm64) echo bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5 ;;
    darwin_amd64) echo bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9 ;;
    darwin_arm64) echo cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415 ;;
    *) return 1 ;;
  esac
}

temporal_platform() {
  local system machine
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  machine=$(uname -m)
  case $machine in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
  esac
  printf '%s_%s' "$system" "$machine"
}

# Sets $temporal to the program; installs it where it can.
find_temporal() {
  temporal=$(command -v temporal 2>/dev/null) && return
  temporal=$cache/temporal-$temporal_version/temporal
  [ ! -x "$temporal" ] || return 0
  mkdir -p "$cache/temporal-$temporal_version"
  take_lock "$cache/temporal-$temporal_version.lock" "another installation of Temporal"
  if [ ! -x "$temporal" ]; then
    install_temporal_release || install_temporal_with_go ||
      die "the Temporal dev server is missing and could not be fetched: install it (https://docs.temporal.io/cli), or Go (https://go.dev), and repeat."
  fi
  release_lock
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

# URL FILE: with a limit for the connection and one for the whole.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --connect-timeout 5 --max-time 300 -o "$2" "$1" 2>/dev/null
  elif command -v wget >/dev/null 2>&1; then
    wget -q --timeout=10 --tries=1 -O "$2" "$1" 2>/dev/null
  else
    return 1
  fi
}

install_temporal_release() {
  local platform expected folder=$cache/temporal-$temporal_version/fetch.$$
  platform=$(temporal_platform)
  expected=$(temporal_checksum "$platform") || return 1
  mkdir -p "$folder"
  echo "slipway: fetching Temporal $temporal_version ..." >&2
  if fetch "$temporal_releases/v$temporal_version/temporal_cli_${temporal_version}_$platform.tar.gz" "$folder/archive"; then
    if [ "$(sha256_of "$folder/archive")" != "$expected" ]; then
      rm -rf "$folder"
      die "the archive of Temporal $temporal_version that was fetched has a wrong checksum: something changed it on the way."
    fi
    tar -xzf "$folder/archive" -C "$folder" temporal && mv -f "$folder/temporal" "$temporal"
  fi
  rm -rf "$folder"
  [ -x "$temporal" ]
}

install_temporal_with_go() {
  local folder=$cache/temporal-$temporal_version/go.$$ log=$cache/temporal-$temporal_version/go-install.log pid until
  command -v go >/dev/null 2>&1 || return 1
  mkdir -p "$folder"
  echo "slipway: no release of Temporal can be fetched here; building it with Go (once, about four minutes) ..." >&2
  GOBIN=$folder go install "github.com/temporalio/cli/cmd/temporal@v$temporal_version" >"$log" 2>&1 &
  pid=$!
  until=$((SECONDS + 1800))
  while kill -0 "$pid" 2>/dev/null && [ "$SECONDS" -lt "$until" ]; do
    sleep 1
  done
  kill "$pid" 2>/dev/null || true
  if wait "$pid" && [ -x "$folder/temporal" ]; then
    mv -f "$folder/temporal" "$temporal"
  else
    tail -n 5 "$log" >&2
  fi
  rm -rf "$folder"
  [ -x "$temporal" ]
}

start_temporal() {
  printf '%s\n' "$temporal_ui_port" >"$run_folder/ui-port"
  spawn temporal "$temporal_port" "$temporal_version" "$temporal" server start-dev \
    --ip 127.0.0.1 --port "$temporal_port" --ui-ip 127.0.0.1 --ui-port "$temporal_ui_port" \
    --namespace "$temporal_namespace" --db-filename "$home/temporal.db" --log-level warn
}

temporal_ready() {
  port_taken "$temporal_port" &&
    "$temporal" operator cluster health --address "127.0.0.1:$temporal_port" --command-timeout 5s >/dev/null 2>&1 &&
    keep_histories
}

# The dev server keeps what has ended for one day unless it is told otherwise.
keep_histories() {
  "$temporal" operator namespace update --namespace "$temporal_namespace" --retention 30d \
    --address "127.0.0.1:$temporal_port" --command-timeout 10s >/dev/null 2>&1
}
