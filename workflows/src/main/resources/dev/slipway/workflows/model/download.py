"""download.py REPOSITORY COMMIT RUN: fetches what is missing with the hf client, and tells how many bytes are there.

Without a terminal the client counts files, not bytes: the bytes are measured on the disk. What it says is shown at its end,
since a line would count as a sign of life, and only bytes are one.
"""
import re
import subprocess
import time

# The hf command itself, but for one thing: it would write ten mebibytes at a time, so that a slow line looks like none.
HF = """
import sys
from huggingface_hub import constants
constants.DOWNLOAD_CHUNK_SIZE = 1 << 20
try:
    from huggingface_hub.cli.hf import main
except ImportError:
    from huggingface_hub.commands.huggingface_cli import main
sys.argv[0] = "hf"
sys.exit(main())
"""


def bytes_there(repository, commit, files):
    return sum(bytes_of(repository, commit, file) for file in files)


def bytes_of(repository, commit, file):
    for path in (repository.blob(file), repository.path(commit, file)):
        try:
            if os.stat(path).st_size == file["size"]:
                return file["size"]
        except OSError:
            pass
    parts = glob.glob(glob.escape(repository.blob(file)) + "*.incomplete")
    return min(file["size"], max((allocated(path) for path in parts), default=0))


def allocated(path):
    """Length of an unfinished file without its holes, where the file system tells them."""
    try:
        status = os.stat(path)
    except OSError:
        return 0
    return min(status.st_size, status.st_blocks * 512) if status.st_blocks else status.st_size


def shown(text):
    lines = (re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("Hint: ")]


def download(name, commit, run):
    repository = Repository(name)
    files = unique(repository.read(commit + ".json")["files"])
    total = sum(file["size"] for file in files)
    if repository.read(run + ".before") is None:
        repository.write(run + ".before", repository.unfinished())
    repository.remove_unfinished(run)
    log = os.path.join(repository.notes, run + ".hf")
    with open(log, "w+") as output:
        command = [sys.executable, "-c", HF, "download", name, "--revision", commit]
        client = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        while True:
            say_progress(bytes_there(repository, commit, files), total)
            try:
                code = client.wait(1)
                break
            except subprocess.TimeoutExpired:
                pass
        say_progress(bytes_there(repository, commit, files), total)
        output.seek(0)
        for line in shown(output.read())[-40:]:
            print(line)
    remove(log)
    repository.remove_unfinished(run)
    return code


sys.exit(download(*sys.argv[1:4]))
