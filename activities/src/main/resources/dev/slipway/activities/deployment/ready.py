"""Waits on the pod until a server is ready: it listens itself, is healthy, lists its name, and infers one token.

Arguments: PORT JOB NAME KIND. Standard input: the API key, one line. Standard output, a line each:
  wait                 alive; every few seconds
  health MILLIS        first 200 of /health, since this program began
  ready MILLIS PATH    the call at PATH worked, and took so long; the end
  failed CODE MESSAGE  it will not become ready; the end
"""

import glob
import http.client
import json
import os
import sys
import threading
import time

PORT, JOB, NAME, KIND = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
KEY = sys.stdin.readline().rstrip("\n")
LOOK_SECONDS = 0.2
BEGAN = time.monotonic()

TEXT = "Hello"
CHAT = {"messages": [{"role": "user", "content": TEXT}], "max_tokens": 1}
CALLS = {
    "chat": [
        ("/v1/completions", {"prompt": TEXT, "max_tokens": 1, "temperature": 0}),
        ("/v1/chat/completions", CHAT),
        ("/v1/embeddings", {"input": TEXT}),
        ("/score", {"text_1": TEXT, "text_2": TEXT}),
        ("/pooling", {"input": TEXT}),
        ("/classify", {"input": TEXT}),
    ],
    "embed": [("/v1/embeddings", {"input": TEXT}), ("/pooling", {"input": TEXT})],
    "score": [("/score", {"text_1": TEXT, "text_2": TEXT}), ("/classify", {"input": TEXT})],
    "guard": [("/v1/chat/completions", CHAT), ("/v1/completions", {"prompt": TEXT, "max_tokens": 1})],
}


def say(*words):
    os.write(1, (" ".join(str(word) for word in words).replace("\n", " ") + "\n").encode())


def fail(code, message):
    say("failed", code, message)
    sys.exit(0)


def listeners():
    """Inodes of the sockets that listen on the port."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as lines:
                rows = [line.split() for line in lines]
        except OSError:
            continue
        found |= {row[9] for row in rows[1:] if row[3] == "0A" and int(row[1].rsplit(":", 1)[1], 16) == PORT}
    return found


def own_sockets():
    """Inodes of all sockets of the job's processes."""
    mark = ("SLIPWAY_JOB=" + JOB).encode()
    found = set()
    for environment in glob.glob("/proc/[0-9]*/environ"):
        try:
            with open(environment, "rb") as variables:
                if mark not in variables.read().split(b"\0"):
                    continue
        except OSError:
            continue  # it ended meanwhile, or is somebody else's
        found |= sockets_of(os.path.dirname(environment))
    return found


def sockets_of(process):
    found = set()
    for link in glob.glob(process + "/fd/*"):
        try:
            target = os.readlink(link)
        except OSError:
            continue  # it was closed meanwhile
        if target.startswith("socket:["):
            found.add(target[8:-1])
    return found


def call(method, path, body=None, timeout=600):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        headers = {"Authorization": "Bearer " + KEY}
        if body is not None:
            body = json.dumps(dict(body, model=NAME))
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def await_port():
    """Returns when the job listens on its port; somebody else there is the end."""
    while True:
        found = listeners()
        if found:
            strangers = found - own_sockets()
            if strangers:
                # Looked at twice: a server that ends closes its sockets one after the other.
                time.sleep(1)
                if (found & listeners()) - own_sockets():
                    fail("WRONG_SERVER", f"Another process listens on port {PORT} of the pod.")
                continue
            return
        time.sleep(LOOK_SECONDS)


def await_health():
    while True:
        try:
            if call("GET", "/health", timeout=30)[0] == 200:
                say("health", int((time.monotonic() - BEGAN) * 1000))
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(LOOK_SECONDS)


def check_listed():
    status, body = call("GET", "/v1/models")
    if status != 200:
        fail("WRONG_SERVER", f"The server on port {PORT} answers {status} when it is asked for its models.")
    listed = [model.get("id") for model in json.loads(body).get("data", [])]
    if NAME not in listed:
        fail("WRONG_SERVER", f"The server on port {PORT} lists {', '.join(map(str, listed))}, and not {NAME}.")


def told(body):
    """The sentence in an error answer."""
    try:
        answer = json.loads(body)
        error = answer.get("error", answer)
        return str(error.get("message", error) if isinstance(error, dict) else error)[:500]
    except ValueError:
        return body.decode("utf-8", "replace")[:500]


def infer():
    """The first call that answers 200. A 4xx means that this server has no such call; a 5xx is tried again twice."""
    reason = ""
    for path, body in CALLS[KIND]:
        for attempt in range(3):
            began = time.monotonic()
            status, answer = call("POST", path, body)
            if status == 200:
                say("ready", int((time.monotonic() - began) * 1000), path)
                sys.exit(0)
            if attempt == 0 and not reason:
                reason = f"{path} answers {status}: {told(answer)}"
            if status < 500:
                break
            time.sleep(1)
    fail("INFERENCE_FAILED", "The server is healthy and infers nothing: " + reason)


def tick():
    while True:
        try:
            say("wait")
        except OSError:
            os._exit(0)  # nobody listens any more
        time.sleep(3)


def main():
    threading.Thread(target=tick, daemon=True).start()
    while True:
        try:
            await_port()
            await_health()
            check_listed()
            infer()
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(LOOK_SECONDS)  # it went away while it was asked: its process will tell why, or it comes back


main()
