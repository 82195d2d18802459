"""What the simulated programs of a pod share: where the pod is, its faults, its GPUs, captured logs. Standard library only.

Installed into each environment that the simulated uv makes; ROOT is written in by it.
"""
import os
import shutil
import subprocess
import sys

ROOT = os.environ.get("SLIPWAY_SIMULATED_POD", "@ROOT@")


def faults():
    """The faults of this moment: name to text. The pod's Java side, a person or a test writes the file."""
    path = os.path.join(ROOT, "faults.properties")
    if not os.path.exists(path):
        return {}
    with open(path) as lines:
        pairs = (line.strip().partition("=") for line in lines if "=" in line and not line.startswith("#"))
        return {name.strip(): value.strip() for name, _, value in pairs}


def number(name, default):
    return float(faults().get(name) or default)


def flag(name):
    return faults().get(name) == "true"


def fail_as_captured(program):
    """Ends this program as a captured one ended, where <program>.fail-log asks for it."""
    path = faults().get(f"{program}.fail-log")
    if path:
        with open(path, "rb") as log:
            sys.stderr.flush()
            shutil.copyfileobj(log, sys.stderr.buffer)
            sys.stderr.buffer.flush()
        sys.exit(int(faults().get(f"{program}.fail-exit") or 1))


def gpus():
    """(index, UUID, name, total MiB, free MiB, compute capability) of the GPUs that this process may see."""
    columns = "index,uuid,name,memory.total,memory.free,compute_cap"
    try:
        command = [os.path.join(ROOT, "tools", "nvidia-smi"), f"--query-gpu={columns}", "--format=csv,noheader,nounits"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = [line.split(", ") for line in answer.stdout.splitlines()] if answer.returncode == 0 else []
    seen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if seen is None:
        return rows
    return [row for wanted in seen.split(",") for row in rows if wanted.strip() in (row[0], row[1])]


def hold_memory(pid, shares):
    """Notes for the fake nvidia-smi that a process holds memory: (GPU index, MiB) each."""
    folder = os.path.join(ROOT, "tools", "holders")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, str(pid)), "w") as file:
        file.writelines(f"{index} {mib} VLLM::EngineCore\n" for index, mib in shares)


def release_memory(pid):
    path = os.path.join(ROOT, "tools", "holders", str(pid))
    if os.path.exists(path):
        os.remove(path)
