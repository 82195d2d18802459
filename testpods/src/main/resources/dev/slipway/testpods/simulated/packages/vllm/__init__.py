"""A simulated vLLM: `vllm serve` with the options, log lines, endpoints and endings of the real one, and no model inside."""
from importlib.metadata import version as _installed

__version__ = _installed("vllm")
