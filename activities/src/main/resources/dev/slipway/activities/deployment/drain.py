"""Waits on the pod until a server has no request in flight.

Arguments: PORT SECONDS. Standard output: a line with the number in flight whenever it was counted; the last one counts.
"""

import http.client
import sys
import time

PORT, SECONDS = int(sys.argv[1]), float(sys.argv[2])
COUNTED = ("vllm:num_requests_running", "vllm:num_requests_waiting")


def in_flight():
    """Number of requests that run or wait; 0 where the server does not answer, since then none does."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", "/metrics")
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    # vllm:num_requests_running{engine="0",model_name="m"} 1.0
    values = [line.rsplit(" ", 1)[1] for line in text.splitlines() if line.split("{")[0].split(" ")[0] in COUNTED]
    return int(sum(float(value) for value in values))


deadline = time.monotonic() + SECONDS
while True:
    left = in_flight()
    print(left, flush=True)
    if left == 0 or time.monotonic() >= deadline:
        break
    time.sleep(min(0.3, max(0.0, deadline - time.monotonic())))
