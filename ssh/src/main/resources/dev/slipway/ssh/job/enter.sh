#!/bin/sh
# enter.sh GIVEN PARAMETER...: the job's own shell: takes up the environment, deletes the secrets, becomes the script.
given=$1
shift
secrets=$given/secrets
[ -e "$secrets" ] || secrets=/dev/null
text=$(cat "$given/environment" "$secrets") || exit 126
rm -f "$given/secrets" || exit 126
umask 022
cd "$HOME" || cd / || exit 126

# What is still needed moves to where no variable of the job can change it, PATH included.
set -- "$(command -v sh)" "$given/script" "$@"
eval "$text" # lines of "export NAME='value'", quoted by the caller
exec "$@"
