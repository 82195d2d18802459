"""The hf command: download, version, env, cache verify, cache ls, auth whoami; texts and exit codes of hf 2.4."""
import argparse
import hashlib
import os
import sys

import simulated_pod

from .. import __version__, constants, errors, whoami
from ..file_download import _Repo, hf_hub_download, snapshot_download
from ..hf_api import HfApi

GREEN, RED, BOLD, GREY, END = "\033[32m", "\033[31m", "\033[1m", "\033[90m", "\033[0m"


def parser():
    hf = argparse.ArgumentParser(prog="hf")
    hf.add_argument("--version", action="version", version=__version__)
    commands = hf.add_subparsers(dest="command", required=True)
    download = commands.add_parser("download")
    download.add_argument("repo_id")
    download.add_argument("filenames", nargs="*")
    for option in ("--revision", "--cache-dir", "--local-dir", "--token", "--repo-type", "--type", "--max-workers", "--format"):
        download.add_argument(option)
    for option in ("--include", "--exclude"):
        download.add_argument(option, action="append")
    for option in ("--quiet", "--force-download", "--dry-run"):
        download.add_argument(option, action="store_true")
    commands.add_parser("version")
    commands.add_parser("env")
    auth = commands.add_parser("auth").add_subparsers(dest="what", required=True)
    auth.add_parser("whoami")
    cache = commands.add_parser("cache").add_subparsers(dest="what", required=True)
    cache.add_parser("ls").add_argument("--cache-dir")
    verify = cache.add_parser("verify")
    verify.add_argument("repo_id")
    for option in ("--revision", "--cache-dir", "--token", "--repo-type", "--type"):
        verify.add_argument(option)
    return hf


def done(title, **details):
    print(f"{GREEN}✓ {title}{END}")
    for name, value in details.items():
        print(f"  {name}: {value}")


def download(options):
    simulated_pod.fail_as_captured("hf")
    if options.quiet:
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    where = {"revision": options.revision, "cache_dir": options.cache_dir, "local_dir": options.local_dir,
             "token": options.token, "force_download": options.force_download}  # fmt: skip
    if len(options.filenames) == 1 and not options.include:
        path = hf_hub_download(options.repo_id, options.filenames[0], **where)
    else:
        wanted = options.filenames or options.include
        path = snapshot_download(options.repo_id, allow_patterns=wanted, ignore_patterns=options.exclude, **where)
    print(path) if options.quiet else done("Downloaded", path=path)


def verify(options):
    repo = _Repo(options.repo_id, options.revision, options.cache_dir)
    commit = repo.cached_commit()
    if not commit:
        raise errors.LocalEntryNotFoundError(f"No cached snapshot of {options.repo_id}.")
    folder, wrong, files = os.path.join(repo.folder, "snapshots", commit), [], HfApi(token=options.token).list_repo_tree(
        options.repo_id, recursive=True, revision=commit)  # fmt: skip
    count = 0
    for file in files:
        path = os.path.join(folder, file.path)
        count += os.path.exists(path)
        if os.path.exists(path) and checksum(path, file) != (file.lfs["sha256"] if file.lfs else file.blob_id):
            wrong.append(file.path)
    if wrong:
        text = "\n".join(f"  - {path}: checksum mismatch" for path in wrong)
        sys.exit(f"{BOLD}{RED}Error: Verification failed for model '{options.repo_id}':\n{text}{END}")
    done(f"Verified {count} file(s) for model '{options.repo_id}'. All checksums match.", repo_id=options.repo_id,
         repo_type="model", checked=count, path=folder)  # fmt: skip


def checksum(path, file):
    digest = hashlib.sha256() if file.lfs else hashlib.sha1(b"blob %d\0" % os.path.getsize(path))
    with open(path, "rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def cache_list(options):
    folder = options.cache_dir or constants.HF_HUB_CACHE
    names = sorted(name for name in os.listdir(folder) if name.startswith("models--")) if os.path.isdir(folder) else []
    print("ID")
    for name in names:
        print("model/" + "/".join(name.split("--")[1:]))
    print(f"{BOLD}\nFound {len(names)} repo(s).{END}")


def run(options):
    if options.command == "version":
        done("hf version", version=__version__)
    elif options.command == "env":
        print(f"- huggingface_hub version: {__version__}\n- ENDPOINT: {constants.ENDPOINT}\n- HF_HUB_CACHE: {constants.HF_HUB_CACHE}")
    elif options.command == "auth":
        print(whoami()["name"])
    elif options.command == "cache":
        verify(options) if options.what == "verify" else cache_list(options)
    else:
        download(options)


def explain(options, failure):
    repo = getattr(options, "repo_id", "")
    if isinstance(failure, errors.GatedRepoError):
        return f"Access denied. Model '{repo}' requires approval."
    if isinstance(failure, errors.RepositoryNotFoundError):
        return (
            f"Model '{repo}' not found.\nIf the repo is private, make sure you are authenticated and your token has the "
            f"required permissions.\nIf the repo does not exist, create it with: hf repos create {repo}"
        )
    if isinstance(failure, errors.RevisionNotFoundError):
        return f"Revision not found in model '{repo}'."
    if isinstance(failure, errors.RemoteEntryNotFoundError):
        return f"File not found in model '{repo}'.\nURL: {str(failure).rpartition('url: ')[2].rstrip('.')}"
    if isinstance(failure, errors.LocalEntryNotFoundError):
        return f"Local entry not found. {failure}"
    if isinstance(failure, errors.HFValidationError):
        return f"Invalid value. {failure}"
    return str(failure)


def main():
    options = parser().parse_args()
    try:
        run(options)
    except (OSError, ValueError, errors.EntryNotFoundError) as failure:
        print(f"{BOLD}{RED}Error: {explain(options, failure)}{END}", file=sys.stderr)
        print(f"{GREY}Hint: set HF_DEBUG=1 as environment variable for full traceback.{END}", file=sys.stderr)
        sys.exit(1)
