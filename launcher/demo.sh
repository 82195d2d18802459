# A tour on a simulated pod: nothing is needed but the JDK. The stack and the pod stay up, so that one can go on by hand.
# shellcheck shell=bash

demo_model=Qwen/Qwen3-0.6B
demo_pod=demo
demo_deployment=demo-chat

stack_demo() {
  [ $# -eq 0 ] || usage_error "usage: slipway demo"
  stack_up
  start_simulated_pod
  show "The pod of this demo is SIMULATED: an SSH server on this machine with a stand-in for nvidia-smi, the Hub and vLLM.
Everything else is real: the workflows, the SSH connections, the jobs, the API and its gateway."
  if ! "$here/slipway" pods show "$demo_pod" >/dev/null 2>&1; then
    say_and_run pods add "$demo_pod" "demo@127.0.0.1:$pod_port" --identity "$home/demo-pod/identity"
  fi
  say_and_run pods setup "$demo_pod"
  say_and_run models pull "$demo_model" --pod "$demo_pod"
  say_and_run start "$demo_model" --name "$demo_deployment" --pod "$demo_pod"
  say_and_run list
  chat
  printf '\nLook around:\n  API            %s (docs: %s/openapi.json)\n  Temporal       %s\n' "$api_url" "$api_url" "$ui_url"
  printf '  slipway runs list\n  slipway logs %s\n  slipway stop %s\n  slipway down\n' "$demo_deployment" "$demo_deployment"
}

show() {
  printf '\n%s\n' "$1"
}

# ARGUMENTS...: shows the command and runs it.
say_and_run() {
  printf '\n$ slipway %s\n' "$*"
  "$here/slipway" "$@" || die "the demo ended at: slipway $*"
}

# It listens on a port of its own choice, writes that and its key into its folder, and lives until `slipway down`.
start_simulated_pod() {
  local folder=$home/demo-pod until=$((SECONDS + 30))
  if is_running demo-pod; then
    pod_port=$recorded_port
    return
  fi
  pod_port=${SLIPWAY_DEMO_PORT:-2222}
  while port_taken "$pod_port"; do
    pod_port=$((pod_port + 1))
  done
  prepare_java testpods 128m
  spawn demo-pod "$pod_port" "$version" "${java_command[@]}" "$java_main" --folder "$folder" --port "$pod_port"
  until [ -f "$folder/identity" ] && port_taken "$pod_port"; do
    if ! is_running demo-pod || [ "$SECONDS" -ge "$until" ]; then
      show_log demo-pod
      die "the simulated pod is not ready."
    fi
    sleep 0.1
  done
}

# One question through the gateway, as any OpenAI client would send it.
chat() {
  local body
  body="{\"model\":\"$demo_deployment\",\"max_tokens\":40,\"messages\":[{\"role\":\"user\",\"content\":\"What is a slipway?\"}]}"
  # shellcheck disable=SC2016 # shown, not run
  printf '\n$ curl %s/v1/chat/completions -H "Authorization: Bearer $(cat %s/token)" -H "Content-Type: application/json" -d '"'%s'"'\n' \
    "$api_url" "$home" "$body"
  http_post "$api_port" /v1/chat/completions "$home/token" "$body" || die "the gateway did not answer."
  [ "$http_status" = 200 ] || die "the gateway answered $http_status: $http_body"
  printf '%s\n' "$http_body"
}
