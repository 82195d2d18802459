import re
from dataclasses import dataclass, field
from typing import Any, Optional
from urllib.parse import quote

from . import constants, errors
from ._http import get_json, get_token


class BlobLfsInfo(dict):
    """A dictionary whose keys are attributes too, as in the real client."""

    __getattr__ = dict.__getitem__


@dataclass
class RepoSibling:
    rfilename: str
    size: Optional[int] = None
    blob_id: Optional[str] = None
    lfs: Optional[BlobLfsInfo] = None


@dataclass
class RepoFile:
    path: str
    size: int
    blob_id: str
    lfs: Optional[BlobLfsInfo] = None

    @property
    def rfilename(self):
        return self.path


@dataclass
class ModelInfo:
    id: str
    sha: Optional[str] = None
    private: Optional[bool] = None
    gated: Any = None
    siblings: list = field(default_factory=list)
    pipeline_tag: Optional[str] = None
    library_name: Optional[str] = None
    tags: list = field(default_factory=list)
    used_storage: Optional[int] = None


def validate_repo_id(repo_id):
    if "--" in repo_id or ".." in repo_id:
        raise errors.HFValidationError(f"Cannot have -- or .. in repo_id: '{repo_id}'.")
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", repo_id):
        raise errors.HFValidationError(
            f"Repo id must use alphanumeric chars, '-', '_' or '.'. The name cannot start or end with '-' or '.' and the "
            f"maximum length is 96: '{repo_id}'."
        )


def _lfs(entry, key):
    lfs = entry.get("lfs")
    return BlobLfsInfo(size=lfs["size"], sha256=lfs[key], pointer_size=lfs["pointerSize"]) if lfs else None


class HfApi:
    def __init__(self, endpoint=None, token=None, library_name=None, library_version=None, user_agent=None, headers=None):
        self.endpoint, self.token = (endpoint or constants.ENDPOINT).rstrip("/"), token

    def _get(self, path, token=None):
        return get_json(self.endpoint + path, token or self.token)

    def model_info(self, repo_id, *, revision=None, timeout=None, files_metadata=False, expand=None, token=None):
        validate_repo_id(repo_id)
        path = f"/api/models/{repo_id}" + (f"/revision/{quote(revision, safe='')}" if revision else "")
        found = self._get(path + ("?blobs=true" if files_metadata else ""), token)
        siblings = [
            RepoSibling(entry["rfilename"], entry.get("size"), entry.get("blobId"), _lfs(entry, "sha256"))
            if files_metadata
            else RepoSibling(entry["rfilename"])
            for entry in found["siblings"]
        ]
        return ModelInfo(
            found["id"], found["sha"], found["private"], found["gated"], siblings, found.get("pipeline_tag"),
            found.get("library_name"), found.get("tags", []), found.get("usedStorage"),
        )  # fmt: skip

    def repo_info(self, repo_id, *, repo_type=None, **options):
        return self.model_info(repo_id, **options)

    def list_repo_tree(self, repo_id, path_in_repo=None, *, recursive=False, expand=False, revision=None, repo_type=None, token=None):
        validate_repo_id(repo_id)
        path = f"/api/models/{repo_id}/tree/{quote(revision or 'main', safe='')}"
        for entry in self._get(f"{path}?recursive={str(recursive).lower()}&expand=false", token):
            yield RepoFile(entry["path"], entry["size"], entry["oid"], _lfs(entry, "oid"))

    def list_repo_files(self, repo_id, *, revision=None, repo_type=None, token=None):
        return [file.path for file in self.list_repo_tree(repo_id, recursive=True, revision=revision, token=token)]

    def repo_exists(self, repo_id, *, repo_type=None, token=None):
        try:
            self.model_info(repo_id, token=token)
            return True
        except errors.GatedRepoError:
            return True
        except errors.RepositoryNotFoundError:
            return False

    def auth_check(self, repo_id, *, repo_type=None, token=None):
        self._get(f"/api/models/{repo_id}/tree/main", token)

    def whoami(self, token=None):
        if not (token or self.token or get_token()):
            raise errors.HfHubHTTPError("Not logged in", 401)
        return self._get("/api/whoami-v2", token)

    def hf_hub_download(self, repo_id, filename, **options):
        from .file_download import hf_hub_download

        return hf_hub_download(repo_id, filename, endpoint=self.endpoint, **{"token": self.token, **options})

    def snapshot_download(self, repo_id, **options):
        from .file_download import snapshot_download

        return snapshot_download(repo_id, endpoint=self.endpoint, **{"token": self.token, **options})
