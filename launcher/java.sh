# Where the jars are, whether they are fresh, and how the Java processes are started.
# shellcheck shell=bash

memory_flags="-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xss512k"

# Sets $lib and $version. In a checkout it builds first when a source is newer than the archive; an unpacked archive has no sources.
locate_jars() {
  if [ -f "$here/pom.xml" ]; then
    lib=$here/dist/target/lib
    . "$here/launcher/build.sh"
    build_when_stale
    read -r version <"$here/dist/target/classes/VERSION"
    return
  fi
  lib=$here/lib
  [ -r "$here/VERSION" ] || die "$here is neither a checkout nor an unpacked archive: VERSION is missing."
  read -r version <"$here/VERSION"
}

# Sets $aot_folder and $aot_key. A cache is tied to the JVM and the jars, and the JVM leaves one alone that does not fit. The
# key is made of the jars' bytes, so that every place where one archive is unpacked shares its caches.
locate_aot_caches() {
  aot_folder=$cache/aot/${JAVA_HOME//\//_}
  aot_key=$version
  if [ "$aot_mode" = off ]; then
    return
  fi
  local sum
  sum=$({ [ ! -f "$here/pom.xml" ] || echo "$lib"; cat "$lib"/slipway-*.jar; } | cksum)
  aot_key=$version-${sum%% *}
}

# PART: whether its cache stands. One that could not be made counts, so that it is tried once a build.
has_aot_cache() {
  local jar made=$aot_folder/$1-$aot_key.aot
  [ -f "$made" ] || made=$aot_folder/$1-$aot_key.failed
  [ -f "$made" ] || return 1
  for jar in "$lib"/slipway-*.jar; do
    if [ "$jar" -nt "$made" ]; then
      return 1
    fi
  done
}

# PART MAX_HEAP: sets the array $java_command and $java_main, its main class. The class path stands in the jar's manifest.
prepare_java() {
  case $1 in
    cli) java_main=dev.slipway.cli.SlipwayCommand ;;
    api) java_main=dev.slipway.api.ApiMain ;;
    worker) java_main=dev.slipway.worker.WorkerMain ;;
    testpods) java_main=dev.slipway.testpods.SimulatedPodMain ;;
    *) die "no such part: $1" ;;
  esac
  # shellcheck disable=SC2206 # the flags are words without white space; the user's options are meant to be split
  java_command=("$JAVA_HOME/bin/java" $memory_flags "-Xmx$2" --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow $java_options)
  if [ "$1" = cli ]; then
    # It lives for half a second: neither the second compiler nor method handles for reflection would earn what they cost.
    java_command+=(-XX:TieredStopAtLevel=1 -Djdk.reflect.useNativeAccessorOnly=true)
  fi
  if [ -f "$aot_folder/$1-$aot_key.aot" ] && [ "$aot_mode" != off ]; then
    java_command+=("-XX:AOTCache=$aot_folder/$1-$aot_key.aot" -Xlog:aot=off -Xlog:cds=off)
  fi
  java_command+=(-cp "$lib/slipway-$1-$version.jar")
}

# The quick way: nothing but builtins and one find stand before the JVM.
run_cli() {
  slipway_find_jdk || exit 1
  locate_jars
  locate_aot_caches
  if read_pid_file api && [ -z "${SLIPWAY_API_PORT-}" ] && [ -n "$recorded_port" ]; then
    export SLIPWAY_API_PORT=$recorded_port
  fi
  if [ "$aot_mode" != off ] && ! has_aot_cache cli; then
    . "$here/launcher/train.sh"
    train_in_background cli
  fi
  become_cli "$@"
}

# ARGUMENTS...: this process becomes the CLI.
become_cli() {
  local terminals=
  prepare_java cli 128m
  [ ! -t 0 ] || terminals=0
  [ ! -t 1 ] || terminals=${terminals}1
  exec "${java_command[@]}" "-Dslipway.terminals=$terminals" "$java_main" "$@"
}
