"""Waits on the pod until a server has no request in flight.

Arguments: PORT SECONDS. Standard output: a line with the number in flight whenever it was counted; the last one counts.
"""

import http.client
import sys
import time

PORT, SECONDS = int(sys.argv[1]), float(sys.argv[2])
COUNTED = ("vllm:num_requests_running", "vllm:num_requests_waiting")


def in_flight():
    """Number of requests that run or wait; 0 where nobody listens, None where the server does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    try:
        connection.request("GET", "/metrics")
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except ConnectionRefusedError:
        return 0
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    # vllm:num_requests_running{engine="0",model_name="m"} 1.0
    values = [line.rsplit(" ", 1)[1] for line in text.splitlines() if line.split("{")[0].split(" ")[0] in COUNTED]
    return int(sum(float(value) for value in values))


deadline = time.monotonic() + SECONDS
idle = 0  # twice in a row: a request that was let in before the route was closed may be on its way
while idle < 2 and time.monotonic() < deadline:
    left = in_flight()
    if left is not None:
        print(left, flush=True)
    idle = idle + 1 if left == 0 else 0
    time.sleep(0.3)
