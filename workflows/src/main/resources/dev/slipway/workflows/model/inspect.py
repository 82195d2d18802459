"""inspect.py REPOSITORY REVISION: asks the Hub for revision, files, sizes, hashes and access, and looks what of it is there.

Prints one JSON object. Where the Hub gives no answer, what was learned of the revision before is used, if it is all there.
"""
import errno
import re


def failure(error):
    """Code and sentence of what the Hub client throws. By class and status, which all releases of it have."""
    if isinstance(error, ImportError):
        return "RUNTIME_IMPORT_FAILED"
    if isinstance(error, OSError) and error.filename:
        return "DISK_FULL" if error.errno == errno.ENOSPC else "MODELS_PATH_UNUSABLE"
    names = {each.__name__ for each in type(error).__mro__}
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if "GatedRepoError" in names or status == 403:
        return "REPOSITORY_GATED"
    if "RevisionNotFoundError" in names:
        return "REVISION_NOT_FOUND"
    if "RepositoryNotFoundError" in names:
        return "REPOSITORY_NOT_FOUND"
    if status == 401:
        return "HUB_TOKEN_REJECTED"
    if status == 429:
        return "HUB_THROTTLED"
    if status >= 500 or not status:
        return "HUB_UNREACHABLE"
    return "INTERNAL"


def first_line(error):
    """What the client says, without addresses that carry a query."""
    text = re.sub(r"\?\S*", "", str(error)).strip() or type(error).__name__
    return text.splitlines()[0][:300]


def ask(name, revision):
    """The plan, by the Hub: commit and files."""
    from huggingface_hub import HfApi

    info = HfApi().model_info(name, revision=revision, files_metadata=True, timeout=20)
    files = []
    for each in info.siblings:
        lfs = each.lfs
        sha256 = (lfs["sha256"] if isinstance(lfs, dict) else lfs.sha256) if lfs else ""
        files.append({"name": each.rfilename, "size": each.size or 0, "hash": sha256 or each.blob_id, "lfs": bool(sha256)})
    return {"commit": info.sha, "files": files}


def check_access(name, plan):
    """The list of files of a gated repository is public: only asking for a file shows whether it may be read."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    if plan["files"]:
        smallest = min(plan["files"], key=lambda file: file["size"])
        get_hf_file_metadata(hf_hub_url(name, smallest["name"], revision=plan["commit"]), timeout=20)


def known(repository, revision):
    """What was learned of the revision before, or None."""
    commit = revision
    if not re.fullmatch("[0-9a-f]{40}", revision):
        try:
            with open(os.path.join(repository.folder, "refs", *revision.split("/"))) as file:
                commit = file.read().strip()
        except OSError:
            return None
    if not re.fullmatch("[0-9a-f]{40}", commit):
        return None
    return repository.read(commit + ".json")


def view(repository, plan, asked):
    commit, files = plan["commit"], unique(plan["files"])
    verified = repository.read("verified.json") or {}
    missing = [file for file in files if not is_there(repository, commit, file)]
    return {
        "commit": commit,
        "snapshotPath": repository.snapshot(commit),
        "python": sys.executable,
        "files": len(plan["files"]),
        "sizeBytes": sum(file["size"] for file in files),
        "missingBytes": sum(file["size"] for file in missing),
        "largestBytes": max((file["size"] for file in files), default=0),
        "freeBytes": free_bytes(repository.folder),
        "verified": all(repository.is_verified(commit, file, verified) for file in plan["files"]),
        "hubAsked": asked,
    }


def is_there(repository, commit, file):
    if repository.is_whole(commit, file):
        return True
    try:
        return os.stat(repository.blob(file)).st_size == file["size"]
    except OSError:
        return False


def free_bytes(folder):
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def inspect(name, revision):
    repository = Repository(name)
    before = known(repository, revision)
    if before and before["commit"] == revision:
        seen = view(repository, before, False)
        if seen["verified"]:
            return seen
    try:
        plan = ask(name, revision)
        seen = view(repository, plan, True)
        if not seen["verified"]:
            check_access(name, plan)
            repository.write(plan["commit"] + ".json", plan)
        return seen
    except Exception as error:
        code = failure(error)
        seen = view(repository, before, False) if before and code in ("HUB_UNREACHABLE", "HUB_THROTTLED") else {}
        return seen if seen.get("verified") else {"failure": code, "message": first_line(error)}


print(json.dumps(inspect(*sys.argv[1:3])))
