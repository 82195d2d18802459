# A tour on a simulated pod: it needs nothing but this machine. The stack and the pod stay up, so that one can go on by hand.
# shellcheck shell=bash

demo_model=Qwen/Qwen3-0.6B
demo_pod=demo
demo_deployment=demo-chat

stack_demo() {
  [ $# -eq 0 ] || usage_error "usage: slipway demo"
  require_for_simulation
  bring_up
  require_own_pod
  start_simulated_pod
  printf '\nThe pod of this demo is SIMULATED: an SSH server on this machine, where uv, hf, vLLM and nvidia-smi are stand-ins,\n'
  printf 'and the Hub has one model, %s.\n' "$demo_model"
  printf 'Everything else is real: workflows, SSH connections, jobs on the pod, API and gateway.\n'
  register_simulated_pod
  say_and_run pods setup "$demo_pod"
  say_and_run models pull "$demo_model" --pod "$demo_pod"
  say_and_run start "$demo_model" --name "$demo_deployment" --pod "$demo_pod"
  say_and_run list
  chat
  say_where_to_look
  train_when_needed # behind the demo, which it would slow down
}

require_for_simulation() {
  local program
  [ -r /proc/self/stat ] || die "the simulated pod needs Linux; a pod of your own is added with: slipway pods add NAME user@host"
  for program in python3 setsid; do
    command -v "$program" >/dev/null 2>&1 || die "the simulated pod needs $program: install it and repeat."
  done
}

# ARGUMENTS...: shows the command and runs it.
say_and_run() {
  printf '\n$ slipway %s\n' "$*"
  (become_cli "$@") || die "the demo ended at: slipway $*"
}

# It lives until `slipway down`, and prints one line of JSON that says how to reach it.
start_simulated_pod() {
  local until=$((SECONDS + 30)) log=$log_folder/demo-pod.log
  new_pod=
  if is_running demo-pod; then
    return
  fi
  new_pod=yes
  pod_port=2222
  while port_taken "$pod_port"; do
    pod_port=$((pod_port + 1))
  done
  rm -f "$log"
  prepare_java testpods 128m
  spawn demo-pod "$pod_port" "$version" "${java_command[@]}" "$java_main" --home "$home/demo-pod" --port "$pod_port"
  until grep -q '^{.*"identity"' "$log"; do
    if ! is_running demo-pod || [ "$SECONDS" -ge "$until" ]; then
      show_log demo-pod
      die "the simulated pod is not ready."
    fi
    sleep 0.1
  done
}

# KEY: prints a value of that line.
of_simulated_pod() {
  sed -n 's/^{.*"'"$1"'": *"\([^"]*\)".*/\1/p' "$log_folder/demo-pod.log" | head -n 1
}

# Somebody may have given the name to a machine of his own, which is none of ours.
require_own_pod() {
  local key
  key=$(registered_host_key)
  if [ -n "$key" ] && ! printf '%s\n' "$key" | cmp -s - "$run_folder/demo-pod.host-key"; then
    die "a pod of yours has the name $demo_pod, which the demo needs: remove it with \`slipway pods remove $demo_pod\` and add it under another."
  fi
}

# Prints the fingerprint of the pod that has the demo's name; nothing when there is none.
registered_host_key() {
  { (become_cli pods show "$demo_pod" -o json 2>/dev/null) || true; } | sed -n 's/.*"hostKeyFingerprint" *: *"\([^"]*\)".*/\1/p'
}

# A pod that was started anew is another machine under the old name, on which nothing runs.
register_simulated_pod() {
  if [ -n "$(registered_host_key)" ]; then
    [ -n "$new_pod" ] || return 0
    say_and_run pods remove "$demo_pod" --force
  fi
  say_and_run pods add "$demo_pod" "$(of_simulated_pod ssh)" --identity "$(of_simulated_pod identity)" \
    --known-hosts "$(of_simulated_pod knownHosts)" --env "HF_ENDPOINT=$(of_simulated_pod hub)"
  registered_host_key >"$run_folder/demo-pod.host-key"
}

# One question through the gateway, as any OpenAI client would send it.
chat() {
  local body
  body='{"model": "'$demo_deployment'", "max_tokens": 40, "messages": [{"role": "user", "content": "What is a slipway?"}]}'
  # shellcheck disable=SC2016 # shown, not run
  printf '\n$ curl %s/v1/chat/completions -H "Authorization: Bearer $(cat %s/token)" \\\n    -H "Content-Type: application/json" -d '"'%s'"'\n' \
    "$api_url" "$home" "$body"
  http_post "$api_port" /v1/chat/completions "$home/token" "$body" || die "the gateway did not answer."
  [ "$http_status" = 200 ] || die "the gateway answered $http_status: $http_body"
  printf '%s\n' "$http_body"
}

say_where_to_look() {
  printf '\nLook around:\n'
  printf '  %-22s %s\n' "API" "$api_url/api/v1 (token: $home/token)" "Temporal Web UI" "$ui_url" "Logs" "$log_folder"
  printf 'Go on (slipway is %s/slipway):\n' "$here"
  printf '  slipway %s\n' "runs list" "logs $demo_deployment" "stop $demo_deployment" down
}
