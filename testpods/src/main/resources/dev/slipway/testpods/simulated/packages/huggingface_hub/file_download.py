"""Downloads into the cache layout of the real client: blobs, refs and snapshots, a temporary file per process."""
import fcntl
import fnmatch
import http.client
import json
import os
import shutil
import sys
import uuid
from contextlib import contextmanager
from dataclasses import dataclass

from . import constants, errors
from ._http import open_url
from .hf_api import HfApi, validate_repo_id

ATTEMPTS = 5


def repo_folder_name(*, repo_id, repo_type="model"):
    return "--".join([f"{repo_type}s", *repo_id.split("/")])


def hf_hub_url(repo_id, filename, *, revision=None, endpoint=None, **_):
    return f"{endpoint or constants.ENDPOINT}/{repo_id}/resolve/{revision or 'main'}/{filename}"


@dataclass(frozen=True)
class HfFileMetadata:
    commit_hash: str
    etag: str
    location: str
    size: int


def get_hf_file_metadata(url, token=None, timeout=10.0, **_):
    with open_url(url, token, method="HEAD", timeout=timeout) as response:
        head = response.headers
        etag = (head.get("X-Linked-Etag") or head["ETag"]).strip('"')
        return HfFileMetadata(head["X-Repo-Commit"], etag, url, int(head.get("X-Linked-Size") or head["Content-Length"]))


def try_to_load_from_cache(repo_id, filename, cache_dir=None, revision=None, repo_type=None):
    repo = _Repo(repo_id, revision, cache_dir)
    commit = repo.cached_commit()
    path = os.path.join(repo.folder, "snapshots", commit or "-", filename)
    return path if os.path.exists(path) else None


class _Repo:
    """One repository in the cache."""

    def __init__(self, repo_id, revision, cache_dir):
        validate_repo_id(repo_id)
        self.id, self.revision = repo_id, revision or "main"
        self.cache = os.path.expanduser(str(cache_dir or constants.HF_HUB_CACHE))
        self.folder = os.path.join(self.cache, repo_folder_name(repo_id=repo_id))

    def cached_commit(self):
        path = os.path.join(self.folder, "refs", self.revision)
        if os.path.exists(path):
            with open(path) as file:
                return file.read().strip()
        return self.revision if os.path.isdir(os.path.join(self.folder, "snapshots", self.revision)) else None

    def remember(self, commit, files):
        tree = {file.path: _tree_entry(file) for file in files}
        self.write(os.path.join("trees", f"{commit}.json"), json.dumps({"format_version": 1, "files": tree}, indent=1))
        if commit != self.revision:
            self.write(os.path.join("refs", self.revision), commit)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    @contextmanager
    def lock(self, etag):
        folder = os.path.join(self.cache, ".locks", os.path.basename(self.folder))
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{etag}.lock"), "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _tree_entry(file):
    entry = {"size": file.size, "blob_id": file.blob_id}
    return {**entry, "lfs_sha256": file.lfs["sha256"], "lfs_size": file.lfs["size"]} if file.lfs else entry


def _fetch(repo, commit, file, endpoint, token, progress, force=False):
    """Brings one file's blob and its link into the cache; answers the link."""
    etag = file.lfs["sha256"] if file.lfs else file.blob_id
    blob = os.path.join(repo.folder, "blobs", etag)
    link = os.path.join(repo.folder, "snapshots", commit, file.path)
    os.makedirs(os.path.dirname(blob), exist_ok=True)
    os.makedirs(os.path.dirname(link), exist_ok=True)
    with repo.lock(etag):
        if force or not os.path.exists(blob):
            temporary = f"{blob}.{uuid.uuid4().hex[:8]}.incomplete"
            _receive(hf_hub_url(repo.id, file.path, revision=commit, endpoint=endpoint), token, file.size, temporary, progress)
            os.replace(temporary, blob)
        elif progress is not None:
            progress.update(file.size)
        if os.path.lexists(link):
            os.remove(link)
        os.symlink(os.path.relpath(blob, os.path.dirname(link)), link)
    return link


def _receive(url, token, size, path, progress):
    """A lost connection is resumed within this process. Xet, as the real one, waits for ever where no byte comes."""
    timeout = constants.HF_HUB_DOWNLOAD_TIMEOUT if constants.HF_HUB_DISABLE_XET else None
    with open(path, "wb") as file:
        for attempt in range(ATTEMPTS):
            try:
                _append(url, token, size, file, timeout, progress)
                break
            except (OSError, http.client.HTTPException) as lost:
                if attempt == ATTEMPTS - 1 or isinstance(lost, errors.HfHubHTTPError) or getattr(lost, "errno", None) == 28:
                    raise
                print(f"Error while downloading from {url}: {lost}\nTrying to resume download...", file=sys.stderr, flush=True)
    if os.path.getsize(path) != size:
        raise OSError(f"Consistency check failed: file should be of size {size} but has size {os.path.getsize(path)} ({url}).")


def _append(url, token, size, file, timeout, progress):
    headers = {"range": f"bytes={file.tell()}-"} if file.tell() else {}
    if size == file.tell() and size > 0:
        return
    with open_url(url, token, headers=headers, timeout=timeout) as response:
        while block := response.read1(min(65536, constants.DOWNLOAD_CHUNK_SIZE)):
            file.write(block)
            file.flush()
            if progress is not None:
                progress.update(len(block))
    if file.tell() < size:
        raise ConnectionError("peer closed connection without sending complete message body")


def _listing(repo, endpoint, token):
    """Commit and files, from the Hub; from the cache where the Hub cannot be reached."""
    api = HfApi(endpoint, token)
    try:
        commit = api.model_info(repo.id, revision=repo.revision).sha
        files = list(api.list_repo_tree(repo.id, recursive=True, revision=commit))
    except errors.HfHubHTTPError:
        raise
    except OSError as unreachable:
        if repo.cached_commit():
            return repo.cached_commit(), None
        raise errors.LocalEntryNotFoundError(str(getattr(unreachable, "reason", unreachable))) from unreachable
    repo.remember(commit, files)
    return commit, files


def hf_hub_download(repo_id, filename, *, revision=None, cache_dir=None, local_dir=None, force_download=False, token=None,
                    local_files_only=False, endpoint=None, **_):  # fmt: skip
    repo = _Repo(repo_id, revision, cache_dir)
    cached = try_to_load_from_cache(repo_id, filename, cache_dir, revision)
    if local_files_only:
        if cached:
            return cached
        raise errors.LocalEntryNotFoundError(f"Cannot find the requested file {filename} in the local cache.")
    commit, files = _listing(repo, endpoint, token)
    if files is None:
        return cached or hf_hub_download(repo_id, filename, revision=revision, cache_dir=cache_dir, local_files_only=True)
    for file in files:
        if file.path == filename:
            return _place(_fetch(repo, commit, file, endpoint, token, None, force_download), local_dir, filename)
    url = hf_hub_url(repo_id, filename, revision=repo.revision, endpoint=endpoint)
    raise errors.RemoteEntryNotFoundError(f"404 Client Error.\n\nEntry Not Found for url: {url}.", 404)


def _place(path, local_dir, name):
    if not local_dir:
        return path
    target = os.path.join(str(local_dir), name)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    return shutil.copyfile(path, target)


def _wanted(path, allow, ignore):
    def listed(patterns):
        patterns = [patterns] if isinstance(patterns, str) else patterns or []
        return any(fnmatch.fnmatch(path, pattern + "*" if pattern.endswith("/") else pattern) for pattern in patterns)

    return (not allow or listed(allow)) and not listed(ignore)


def snapshot_download(repo_id, *, revision=None, cache_dir=None, local_dir=None, allow_patterns=None, ignore_patterns=None,
                      force_download=False, token=None, local_files_only=False, endpoint=None, tqdm_class=None, **_):  # fmt: skip
    repo = _Repo(repo_id, revision, cache_dir)
    if local_files_only:
        commit, files = repo.cached_commit(), None
        if not commit:
            raise errors.LocalEntryNotFoundError("Cannot find an appropriate cached snapshot folder for the specified revision.")
    else:
        commit, files = _listing(repo, endpoint, token)
    folder = os.path.join(repo.folder, "snapshots", commit)
    files = [file for file in files or [] if _wanted(file.path, allow_patterns, ignore_patterns)]
    progress = tqdm_class(total=sum(file.size for file in files), unit="B", unit_scale=True) if tqdm_class and files else None
    for number, file in enumerate(files):
        _show(number, len(files), tqdm_class)
        _place(_fetch(repo, commit, file, endpoint, token, progress, force_download), local_dir, file.path)
    if files:
        _show(len(files), len(files), tqdm_class)
    return str(local_dir) if local_dir else folder


def _show(done, total, tqdm_class):
    if not tqdm_class and not os.environ.get("HF_HUB_DISABLE_PROGRESS_BARS"):
        print(f"\rFetching {total} files: {100 * done // total:>3}%|{'█' * (10 * done // total):<10}| {done}/{total}",
              end="\n" if done == total else "", file=sys.stderr, flush=True)  # fmt: skip
