# Builds a checkout when it has to be. The archive that the build makes last is the mark of a finished build.
# shellcheck shell=bash

# Prints the first source that is newer than the archive; folders count too, since a deleted file shows only there.
newer_source() {
  find "$here/pom.xml" "$here"/*/pom.xml "$here"/*/src/main "$here"/dist/src -newer "$1" -print 2>/dev/null | head -n 1
}

built_archive() {
  local candidate
  archive=
  for candidate in "$here"/dist/target/slipway-*.tar.gz; do
    if [ -f "$candidate" ] && { [ -z "$archive" ] || [ "$candidate" -nt "$archive" ]; }; then
      archive=$candidate
    fi
  done
  [ -n "$archive" ] && [ -d "$lib" ] && [ -r "$here/dist/target/classes/VERSION" ]
}

build_when_stale() {
  if built_archive && [ -z "$(newer_source "$archive")" ]; then
    return
  fi
  . "$here/launcher/lock.sh"
  mkdir -p "$here/dist/target"
  take_lock "$here/dist/target/build.lock" "another build of this checkout"
  # Another one may have built while this one waited.
  if ! built_archive || [ -n "$(newer_source "$archive")" ]; then
    build
  fi
  release_lock
}

build() {
  local log=$here/dist/target/build.log begun=$here/dist/target/build.begun
  echo "slipway: building (the first time takes some minutes) ..." >&2
  : >"$begun"
  if ! (cd "$here" && ./mvnw -q -B -ntp -DskipTests package </dev/null >"$log" 2>&1); then
    tail -n 40 "$log" >&2
    die "the build failed; all of it stands in $log."
  fi
  built_archive || die "the build made no archive below $here/dist/target."
  # A source that was saved while the build ran must count as newer than what was built.
  touch -r "$begun" "$archive"
}
