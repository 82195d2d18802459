"""The engine: resolves the model, takes GPU memory, and lives in a process of its own as the real one does."""
import ctypes
import json
import os
import signal
import sys
import time

import simulated_pod
from huggingface_hub import errors, snapshot_download

from . import log

TITLE = b"VLLM::EngineCore"


class StartFailed(Exception):
    """The text is the last line of the log."""


def model_folder(options):
    if os.path.isdir(options.model):
        return options.model
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        return snapshot_download(options.model, revision=options.revision, cache_dir=options.download_dir)
    except errors.GatedRepoError as refused:
        raise StartFailed(
            f"OSError: You are trying to access a gated repo.\nMake sure to have access to it at "
            f"https://huggingface.co/{options.model}.\n{refused}"
        ) from None
    except errors.RevisionNotFoundError:
        raise StartFailed(
            f"OSError: {options.revision} is not a valid git identifier (branch name, tag name or commit id) that exists for "
            f"this model name. Check the model page at 'https://huggingface.co/{options.model}' for available revisions."
        ) from None
    except (errors.RepositoryNotFoundError, errors.HFValidationError):
        raise StartFailed(
            f"OSError: {options.model} is not a local folder and is not a valid model identifier listed on "
            f"'https://huggingface.co/models'\nIf this is a private repository, make sure to pass a token having permission "
            f"to this repo either by logging in with `hf auth login` or by passing `token=<your_token>`"
        ) from None
    except errors.LocalEntryNotFoundError as unreachable:
        raise StartFailed(f"OSError: We couldn't connect to '{os.environ.get('HF_ENDPOINT')}' to load the files: {unreachable}") from None


def read_config(options):
    path = os.path.join(model_folder(options), "config.json")
    if not os.path.exists(path):
        raise StartFailed(f"OSError: {options.model} does not appear to have a file named config.json.")
    with open(path) as file:
        config = json.load(file)
    derived, wanted = config.get("max_position_embeddings", 2048), options.max_model_len
    if wanted and wanted > derived:
        raise StartFailed(
            "pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig\n"
            f"  Value error, User-specified max_model_len ({wanted}) is greater than the derived max_model_len "
            f"(max_position_embeddings={float(derived)} or model_max_length=None in model's config.json). To allow overriding "
            "this maximum, set the env var VLLM_ALLOW_LONG_MAX_MODEL_LEN=1."
        )
    config["max_model_len"] = wanted if wanted and wanted > 0 else derived
    return config


def gpu_shares(options):
    """(GPU index, MiB) that this server takes; nothing on a pod without GPUs."""
    gpus, ranks = simulated_pod.gpus(), options.tensor_parallel_size
    if not gpus:
        return []
    if ranks > len(gpus):
        raise StartFailed(f"ValueError: World size ({ranks}) is larger than the number of available GPUs ({len(gpus)}) in this node.")
    shares = []
    for rank, (index, _, _, total, free, _) in enumerate(gpus[:ranks]):
        if total.isdigit():
            wanted = int(int(total) * options.gpu_memory_utilization)
            if int(free) < wanted:
                raise StartFailed(
                    f"ValueError: Free memory on device cuda:{rank} ({int(free) / 1024:.2f}/{int(total) / 1024:.2f} GiB) on startup is "
                    f"less than desired GPU memory utilization ({options.gpu_memory_utilization}, {wanted / 1024:.2f} GiB). "
                    "Decrease GPU memory utilization or reduce GPU memory used by other processes."
                )
            shares.append((index, wanted))
    return shares


def launch(shares):
    """Starts the engine's process, which like the real one survives a killed server; answers its pid."""
    if os.environ.get("VLLM_ENABLE_V1_MULTIPROCESSING", "1") == "0":
        simulated_pod.hold_memory(os.getpid(), shares)
        return None
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        set_title()
        simulated_pod.hold_memory(os.getpid(), shares)
        while True:
            time.sleep(3600)
    finally:
        os._exit(1)


def set_title():
    """As setproctitle() does: a new command line, and without SPT_NOENV the room of the environment is used up for it."""
    with open("/proc/self/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    arguments, arguments_end, environment, environment_end = (int(fields[number]) for number in range(45, 49))
    ctypes.memset(arguments, 0, arguments_end - arguments)
    ctypes.memmove(arguments, TITLE, min(len(TITLE), arguments_end - arguments - 1))
    if "SPT_NOENV" not in os.environ:
        ctypes.memset(environment, 0, environment_end - environment)
    ctypes.CDLL(None).prctl(15, TITLE[:15], 0, 0, 0)


def load(options, config, engine):
    """The slow part of a start, with the log lines of the real one."""
    process = {"process": "EngineCore", "pid": engine}
    log.info("core.py:107", f"Initializing a V1 LLM engine with config: model='{options.model}', dtype={options.dtype or 'auto'}", **process)
    log.info("gpu_model_runner.py:4128", f"Starting to load model {options.model}...", **process)
    seconds = simulated_pod.number("vllm.start-seconds", 1.0)
    steps = max(2, int(seconds / 2))
    for step in range(steps + 1):
        percent = 100 * step // steps
        print(f"\rLoading safetensors checkpoint shards: {percent:>3}% Completed | {step}/{steps}", file=sys.stderr, flush=True)
        time.sleep(seconds / (steps + 1))
    log.info("kv_cache_utils.py:1316", f"GPU KV cache size: {config['max_model_len'] * 16:,} tokens", **process)
    log.info("core.py:259", f"init engine (profile, create kv cache, warmup model) took {seconds:.2f} seconds", **process)


def has_ended(pid):
    return pid is not None and os.waitpid(pid, os.WNOHANG) != (0, 0)
