"""A simulated huggingface_hub: what downloads models, over the real protocol and into the real cache layout."""
from . import constants, errors
from ._http import get_token
from .file_download import (
    HfFileMetadata,
    get_hf_file_metadata,
    hf_hub_download,
    hf_hub_url,
    repo_folder_name,
    snapshot_download,
    try_to_load_from_cache,
)
from .hf_api import HfApi, ModelInfo, RepoFile

__version__ = "2.4.0"
_api = HfApi()
auth_check, list_repo_files, list_repo_tree = _api.auth_check, _api.list_repo_files, _api.list_repo_tree
model_info, repo_exists, repo_info, whoami = _api.model_info, _api.repo_exists, _api.repo_info, _api.whoami
__all__ = [
    "HfApi", "HfFileMetadata", "ModelInfo", "RepoFile", "auth_check", "constants", "errors", "get_hf_file_metadata",
    "get_token", "hf_hub_download", "hf_hub_url", "list_repo_files", "list_repo_tree", "model_info", "repo_exists",
    "repo_folder_name", "repo_info", "snapshot_download", "try_to_load_from_cache", "whoami",
]  # fmt: skip
