"""zombie_maker.py PID_FILE JOB_FOLDER: a parent outside of the job that never waits for its child, which is of the job."""
import os
import sys
import time

pid_file, folder = sys.argv[1:]
child = os.fork()
if child == 0:
    os.setsid()
    os.execve("/bin/sleep", ["sleep", "300"], {"SLIPWAY_JOB_FOLDER": folder})
with open(pid_file + ".new", "w") as file:
    file.write(str(child))
os.rename(pid_file + ".new", pid_file)
time.sleep(300)
