# shellcheck shell=sh
# Finds a JDK 25 or newer and sets JAVA_HOME. Sourced by ./mvnw and ./slipway; plain POSIX sh, no output when it succeeds.
# Order: JAVA_HOME, java on the PATH, the usual folders of Linux and macOS.

slipway_jdk_major() {
  [ -x "$1/bin/javac" ] || [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS= read -r slipway_line; do
      case $slipway_line in
        JAVA_VERSION=\"*)
          slipway_line=${slipway_line#*\"}
          echo "${slipway_line%%[!0-9]*}"
          return
          ;;
      esac
    done <"$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
  fi
}

slipway_is_jdk25() {
  slipway_major=$(slipway_jdk_major "$1") && [ -n "$slipway_major" ] && [ "$slipway_major" -ge 25 ]
}

slipway_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && slipway_is_jdk25 "$JAVA_HOME"; then return 0; fi
  slipway_on_path=$(command -v java 2>/dev/null || true)
  if [ -n "$slipway_on_path" ]; then
    slipway_on_path=$(readlink -f "$slipway_on_path" 2>/dev/null || printf '%s' "$slipway_on_path")
    slipway_candidate=${slipway_on_path%/bin/java}
    if slipway_is_jdk25 "$slipway_candidate"; then JAVA_HOME=$slipway_candidate; export JAVA_HOME; return 0; fi
  fi
  for slipway_candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if slipway_is_jdk25 "$slipway_candidate"; then JAVA_HOME=$slipway_candidate; export JAVA_HOME; return 0; fi
  done
  echo "Slipway needs JDK 25 or newer and found none: install one (for example Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}
