"""A process that gets away: runaway.py PID_FILE HOW...

orphan: two forks, so that its parent is gone; leave: a session of its own; close: no inherited descriptor;
title: sets its title as setproctitle() does without SPT_NOENV, over its environment.
"""
import ctypes
import os
import sys
import time

pid_file, how = sys.argv[1], sys.argv[2:]
if "orphan" in how and os.fork():
    os._exit(0)
if "leave" in how:
    os.setsid()
if "orphan" in how and os.fork():
    os._exit(0)
if "close" in how:
    os.closerange(3, 256)
if "title" in how:
    ctypes.CDLL(None).prctl(15, b"VLLM::EngineCor", 0, 0, 0)
    fields = open("/proc/self/stat").read().rsplit(") ", 1)[1].split()
    start, end = int(fields[47]), int(fields[48])
    ctypes.memset(start, 0, end - start)
with open(pid_file + ".new", "w") as file:
    file.write(str(os.getpid()))
os.rename(pid_file + ".new", pid_file)
time.sleep(300)
