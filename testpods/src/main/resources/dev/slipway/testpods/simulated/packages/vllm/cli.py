"""The vllm command: `vllm serve`, `vllm --version`."""
import os
import signal
import socket
import sys
import threading
import time

import simulated_pod

from . import __version__, arguments, engine, log
from .server import Server


def main():
    if sys.argv[1:] in (["--version"], ["-v"]):
        print(__version__)
    elif sys.argv[1:2] == ["serve"]:
        sys.exit(serve(arguments.parse(sys.argv[2:])))
    else:
        print(f"usage: vllm [-h] [-v]\n            {arguments.COMMANDS}\n            ...", file=sys.stderr)
        sys.exit(2)


def serve(options):
    if simulated_pod.flag("vllm.ignore-term-at-start"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    given = {name: value for name, value in vars(options).items() if value is not None and name != "api_key"}
    log.info("api_utils.py:347", f"version {__version__} (simulated), model {options.model}")
    log.info("api_utils.py:286", f"non-default args: {given}")
    simulated_pod.fail_as_captured("vllm")
    try:
        check_port(options)
        return run(options, engine.read_config(options))
    except (engine.StartFailed, OSError) as failure:
        text = str(failure) if isinstance(failure, engine.StartFailed) else f"OSError: {failure}"
        print(f"Traceback (most recent call last):\n  ...\n{text}", file=sys.stderr, flush=True)
        return 1


def check_port(options):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((options.host or "0.0.0.0", options.port))


def run(options, config):
    shares = engine.gpu_shares(options)
    pid = engine.launch(shares)
    try:
        engine.load(options, config, pid)
        server = Server((options.host or "0.0.0.0", options.port), options, config)
        stop = Stop(server, options.shutdown_timeout)
        signal.signal(signal.SIGTERM, stop.asked)
        signal.signal(signal.SIGINT, stop.asked)
        log.info("api_server.py:1986", f"Starting vLLM API server 0 on http://{options.host or '0.0.0.0'}:{options.port}")
        log.uvicorn(f"Started server process [{os.getpid()}]")
        log.uvicorn("Waiting for application startup.")
        log.uvicorn("Application startup complete.")
        threading.Thread(target=watch, args=(server, pid, stop), daemon=True).start()
        server.serve_forever(poll_interval=0.05)
        return stop.finish()
    finally:
        end_engine(pid)


def watch(server, pid, stop):
    """Notices a dead engine, and dies where the faults ask for it."""
    ready = time.monotonic()
    while not stop.stopping:
        lifetime = simulated_pod.number("vllm.die-after-seconds", 0)
        if lifetime and time.monotonic() - ready > lifetime:
            log.line("ERROR", "async_llm.py:707", "AsyncLLM output_handler failed. EngineDeadError: EngineCore encountered an issue.")
            end_engine(pid)
            os._exit(int(simulated_pod.number("vllm.die-exit", 1)))
        if engine.has_ended(pid):
            server.engine_alive = False
            log.line("ERROR", "core_client.py:598", f"Engine core proc EngineCore_DP0 died unexpectedly, shutting down client. pid={pid}")
            time.sleep(2)
            stop.asked()
            return
        time.sleep(0.2)


def end_engine(pid):
    if pid is None:
        simulated_pod.release_memory(os.getpid())
        return
    try:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
    simulated_pod.release_memory(pid)


class Stop:
    """A stop as asked for by SIGTERM: no new requests, then those in flight get --shutdown-timeout seconds."""

    def __init__(self, server, timeout):
        self.server, self.timeout, self.stopping = server, timeout, False

    def asked(self, *_):
        if not self.stopping and not simulated_pod.flag("vllm.ignore-term"):
            self.stopping = True
            log.info("launcher.py:150", "Shutting down FastAPI HTTP server.")
            threading.Thread(target=self.server.shutdown, daemon=True).start()

    def finish(self):
        self.server.socket.close()
        deadline = time.monotonic() + self.timeout
        while self.server.stats["running"] and time.monotonic() < deadline:
            time.sleep(0.02)
        log.uvicorn("Application shutdown complete.")
        return 0
