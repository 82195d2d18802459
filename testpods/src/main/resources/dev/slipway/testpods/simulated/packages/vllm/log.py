import os
import sys
import time


def line(level, source, text, process="APIServer", pid=None):
    stamp = time.strftime("%m-%d %H:%M:%S")
    print(f"({process} pid={pid or os.getpid()}) {level} {stamp} [{source}] {text}", file=sys.stderr, flush=True)


def info(source, text, **process):
    line("INFO", source, text, **process)


def uvicorn(text):
    print(f"(APIServer pid={os.getpid()}) INFO:     {text}", file=sys.stderr, flush=True)
