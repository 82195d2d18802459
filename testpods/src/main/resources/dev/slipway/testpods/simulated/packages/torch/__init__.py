"""A simulated torch: says its version and sees the pod's GPUs; it computes nothing."""
from . import cuda, version

__version__ = version.__version__
float16, bfloat16, float32 = "torch.float16", "torch.bfloat16", "torch.float32"
__all__ = ["__version__", "bfloat16", "cuda", "float16", "float32", "version"]
