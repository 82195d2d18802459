"""Where the Hub cache keeps a repository, and what Slipway notes beside it. Each program is this text and its own.

<cache>/models--org--name/.slipway/<commit>.json   the plan: size and hash of every file, as the Hub says
<cache>/models--org--name/.slipway/verified.json   files whose hash was found right: path -> [size, mtime in ns]
<cache>/models--org--name/.slipway/<run>.before    unfinished files that were there before a run, so are not its own
"""
import glob
import json
import os
import sys

os.environ["HF_HUB_DISABLE_UPDATE_CHECK"] = "1"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
from huggingface_hub import constants  # noqa: E402


class Repository:
    def __init__(self, name):
        self.folder = os.path.join(constants.HF_HUB_CACHE, "models--" + name.replace("/", "--"))
        self.notes = os.path.join(self.folder, ".slipway")

    def snapshot(self, commit):
        return os.path.join(self.folder, "snapshots", commit)

    def path(self, commit, file):
        """Of a file in its snapshot; a name that leads out of it is refused, whoever made it."""
        parts = file["name"].split("/")
        if os.path.isabs(file["name"]) or any(part in ("", ".", "..") for part in parts):
            raise SystemExit(f"the Hub names a file that leads out of its folder: {file['name']!r}")
        return os.path.join(self.snapshot(commit), *parts)

    def blob(self, file):
        """Where the client puts the bytes first: a file named by its hash."""
        return os.path.join(self.folder, "blobs", file["hash"])

    def is_whole(self, commit, file):
        """Whether it is there with its right length."""
        try:
            return os.stat(self.path(commit, file)).st_size == file["size"]
        except OSError:
            return False

    def is_verified(self, commit, file, verified):
        """Whether its hash was found right, and nobody has touched it since."""
        path = self.path(commit, file)
        try:
            return verified.get(self.key(path)) == stamp(path) and stamp(path)[0] == file["size"]
        except OSError:
            return False

    def key(self, path):
        return os.path.relpath(os.path.realpath(path), os.path.realpath(self.folder))

    def unfinished(self):
        return sorted(os.path.basename(path) for path in glob.glob(os.path.join(self.folder, "blobs", "*.incomplete")))

    def remove_unfinished(self, run):
        """Removes what this run left unfinished; what others had begun before it is theirs."""
        before = self.read(run + ".before")
        for name in self.unfinished():
            if before is not None and name not in before:
                remove(os.path.join(self.folder, "blobs", name))

    def read(self, note):
        try:
            with open(os.path.join(self.notes, note)) as file:
                return json.load(file)
        except (OSError, ValueError):
            return None

    def write(self, note, value):
        os.makedirs(self.notes, exist_ok=True)
        path = os.path.join(self.notes, note)
        with open(f"{path}.{os.getpid()}", "w") as file:
            json.dump(value, file)
        os.replace(file.name, path)

    def forget(self, note):
        remove(os.path.join(self.notes, note))


def stamp(path):
    status = os.stat(path)
    return [status.st_size, status.st_mtime_ns]


def remove(path):
    try:
        os.remove(path)
    except FileNotFoundError:
        pass


def unique(files):
    """Equal files are kept, and fetched, once."""
    return list({file["hash"]: file for file in files}.values())


def say_progress(done, total):
    print(f"::slipway progress {done} {total}", flush=True)
