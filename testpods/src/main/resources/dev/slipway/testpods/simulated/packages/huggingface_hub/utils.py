from .errors import *  # noqa: F403
from .hf_api import validate_repo_id  # noqa: F401


def disable_progress_bars():
    import os

    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"


class tqdm:
    """Counts; a caller's own class is given the same calls."""

    def __init__(self, *_, total=None, disable=False, **__):
        self.total, self.n = total, 0

    def update(self, count=1):
        self.n += count

    def close(self):
        pass
