import torch


class _Platform:
    """What vLLM says of the machine that it runs on."""

    @property
    def device_type(self):
        if torch.version.cuda is None:
            return "cpu"
        return "cuda" if torch.cuda.is_available() else ""

    def is_cuda(self):
        return self.device_type == "cuda"

    def is_cpu(self):
        return self.device_type == "cpu"


current_platform = _Platform()
