"""The command line of `vllm serve`: every option of the real one is known, and refused in its words."""
import argparse
import os

COMMANDS = "{chat,complete,serve,launch,bench,collect-env,download-kernels,preload,run-batch,snapshot}"
UNITS = {"k": 1000, "m": 1000**2, "g": 1000**3, "K": 1024, "M": 1024**2, "G": 1024**3}


def human_readable_int_or_auto(text):
    if text in ("auto", "-1"):
        return -1
    number, unit = (text[:-1], UNITS[text[-1]]) if text[-1:] in UNITS else (text, 1)
    return int(float(number) * unit) if unit > 1 else int(number)


TYPES = {
    "--port": int, "--seed": int, "--tensor-parallel-size": int, "--data-parallel-size": int, "--max-num-seqs": int,
    "--max-model-len": human_readable_int_or_auto, "--gpu-memory-utilization": float, "--shutdown-timeout": float,
}  # fmt: skip


class _Serve(argparse.ArgumentParser):
    def format_usage(self):
        return "usage: vllm serve [model_tag] [options]\n"


def serve_parser():
    parser = _Serve(prog="vllm serve")
    parser.add_argument("model_tag", nargs="?")
    with open(os.path.join(os.path.dirname(__file__), "flags.txt")) as lines:
        for line in lines:
            if not line.startswith("#"):
                *names, kind = line.split()
                _add(parser, names, kind)
    parser.set_defaults(host=None, port=8000, tensor_parallel_size=1, shutdown_timeout=0.0, gpu_memory_utilization=0.92)
    return parser


def _add(parser, names, kind):
    if kind == "flag":
        positive = [name for name in names if not name.startswith("--no-")]
        parser.add_argument(*positive, action="store_true", default=None)
        for name in names:
            if name.startswith("--no-"):
                parser.add_argument(name, dest=positive[0][2:].replace("-", "_"), action="store_false", default=None)
        return
    choices = kind[1:-1].split(",") if kind.startswith("{") else None
    parser.add_argument(*names, nargs="+" if kind == "values" else None, choices=choices, type=TYPES.get(names[0], str))


def parse(arguments):
    """Options of `vllm serve ARGUMENTS`; ends the program with status 2 as the real one where they are wrong."""
    spelled = []
    for argument in arguments:
        name, equals, value = argument.partition("=")
        spelled.append((name.replace("_", "-") if name.startswith("--") else name) + equals + value)
    options, unknown = serve_parser().parse_known_args(spelled)
    if unknown:
        top = argparse.ArgumentParser(prog="vllm", usage=f"vllm [-h] [-v]\n            {COMMANDS}\n            ...")
        top.error(f"unrecognized arguments: {' '.join(unknown)}")
    options.model = options.model_tag or options.model or "Qwen/Qwen3-0.6B"
    options.served_model_name = options.served_model_name or [options.model]
    return options
