import os

ENDPOINT = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
HF_HOME = os.path.expanduser(os.environ.get("HF_HOME", "~/.cache/huggingface"))
HF_HUB_CACHE = os.path.expanduser(os.environ.get("HF_HUB_CACHE", os.path.join(HF_HOME, "hub")))
HF_TOKEN_PATH = os.environ.get("HF_TOKEN_PATH", os.path.join(HF_HOME, "token"))
HF_HUB_OFFLINE = os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON")
HF_HUB_DISABLE_XET = os.environ.get("HF_HUB_DISABLE_XET", "").upper() in ("1", "TRUE", "YES", "ON")
DOWNLOAD_CHUNK_SIZE = 10 << 20
HF_HUB_DOWNLOAD_TIMEOUT = float(os.environ.get("HF_HUB_DOWNLOAD_TIMEOUT", "10"))
