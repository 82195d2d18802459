package dev.slipway.workflows.pod;

/**
 * The scripts of the steps that change a pod: POSIX sh, each safe to run again. Their parameters are data. The last line that
 * begins with {@code slipway:} says for people what came of it.
 */
final class SetUpScripts {
    /** MANAGER PACKAGE...: installs packages with the system's package manager. */
    static final String PACKAGES = """
            set -eu
            manager=$1
            shift
            as_root() {
              if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
            }
            case $manager in
              apt-get)
                as_root apt-get update -q -o DPkg::Lock::Timeout=300
                as_root env DEBIAN_FRONTEND=noninteractive \\
                  apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
                ;;
              zypper) as_root zypper --non-interactive install "$@" ;;
              apk) as_root apk add "$@" ;;
              *) as_root "$manager" install -y "$@" ;;
            esac
            echo "slipway: installed $*"
            """;

    /** MAJOR MINOR REPOSITORY ARCHITECTURE: installs NVIDIA's CUDA toolkit for a driver that supports MAJOR.MINOR. */
    static final String TOOLKIT = """
            set -eu
            major=$1 minor=$2 repository=$3 architecture=$4
            as_root() {
              if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
            }
            keyring=$(mktemp)
            curl -fsSL -o "$keyring" \\
              "https://developer.download.nvidia.com/compute/cuda/repos/$repository/$architecture/cuda-keyring_1.1-1_all.deb"
            as_root dpkg -i "$keyring"
            rm -f "$keyring"
            as_root apt-get update -q -o DPkg::Lock::Timeout=300
            # NVIDIA does not publish a toolkit for each minor version of a driver: the newest below it will do.
            while ! apt-cache show "cuda-toolkit-$major-$minor" >/dev/null 2>&1; do
              if [ "$minor" -eq 0 ]; then
                echo "there is no CUDA toolkit $major in NVIDIA's repository $repository"
                exit 1
              fi
              minor=$((minor - 1))
            done
            as_root env DEBIAN_FRONTEND=noninteractive \\
              apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "cuda-toolkit-$major-$minor"
            echo "slipway: installed cuda-toolkit-$major-$minor"
            """;

    /** COMMAND MOUNT_POINT MODELS_PATH: mounts the storage, checks the mount point, makes the folder for models. */
    static final String STORAGE = """
            set -eu
            command=$1 mount_point=$2 models=$3
            mounted() {
              awk -v point="$mount_point" \\
                '{ gsub(/\\\\040/, " ", $5) } $5 == point { found = 1 } END { exit !found }' /proc/self/mountinfo
            }
            if [ -n "$command" ] && ! mounted; then
              [ -d "$mount_point" ] || mkdir -p "$mount_point" 2>/dev/null || sudo -n mkdir -p "$mount_point" || true
              sh -c "$command" || {
                echo "slipway: the mount command ended with exit code $?"
                exit 10
              }
              mounted || {
                echo "slipway: the mount command succeeded, but nothing is mounted at $mount_point"
                exit 10
              }
              echo "slipway: mounted $mount_point"
            fi
            if [ -n "$models" ]; then
              if ! mkdir -p "$models" || ! (: >"$models/.slipway-probe"); then
                echo "slipway: the folder $models cannot be made or written"
                exit 11
              fi
              rm -f "$models/.slipway-probe"
              echo "slipway: models go to $models"
            fi
            """;

    /**
     * ROOT UV_VERSION UV PYTHON: has uv (UV where the pod has one, else from pip, else from its installer), and lets it fetch
     * PYTHON where one is named.
     */
    static final String UV = """
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
              mkdir -p "$new" && fetch "https://astral.sh/uv/$version/install.sh" >"$new/install.sh" \\
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
            """;

    /** UV PYTHON FOLDER ARGUMENT...: builds a runtime beside FOLDER, and renames it when it is whole. */
    static final String RUNTIME = """
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
              echo "slipway: processes run from $folder: $(printf '%s\\n' "$users" | cut -d/ -f3 | tr '\\n' ' ')"
              exit 30
            fi
            rm -rf "$folder"
            mv "$build" "$folder"
            echo "slipway: built $folder"
            """;

    /** FOLDER: removes what a run of {@link #RUNTIME} left half made, and a runtime that this run made. */
    static final String UNDO_RUNTIME = """
            set -eu
            folder=$1
            rm -rf "${folder%/*}/.${folder##*/}.$SLIPWAY_RUN"
            if [ -e "$folder/.slipway-run" ] && [ "$(cat "$folder/.slipway-run")" = "$SLIPWAY_RUN" ]; then
              rm -rf "$folder"
            fi
            """;

    /** ROOT: removes what a run of {@link #UV} left half made. */
    static final String UNDO_UV = """
            set -eu
            rm -rf "$1/tools/.uv.$SLIPWAY_RUN"
            """;

    private SetUpScripts() {}
}
