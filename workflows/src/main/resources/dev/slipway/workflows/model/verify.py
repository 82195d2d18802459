"""verify.py REPOSITORY COMMIT REVISION RUN WHAT: checks size and hash of every file, which the client does not.

A wrong file is removed, so that it is fetched again; then, and when one is missing, the exit code is 27. What was found right
is noted, and is not read again while it keeps its size and time, unless WHAT is "anew".
"""
import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

WRONG = 27
BLOCK = 4 << 20


class Verification:
    def __init__(self, repository, commit, anew):
        self.repository = repository
        self.commit = commit
        self.verified = {} if anew else repository.read("verified.json") or {}
        self.plan = repository.read(commit + ".json")
        self.total = sum(file["size"] for file in self.plan["files"])
        self.done = 0
        self.told = 0
        self.lock = Lock()

    def progress(self, count):
        with self.lock:
            self.done += count
            if self.done - self.told >= self.total / 200 or self.done == self.total:
                self.told = self.done
                say_progress(self.done, self.total)

    def check(self, file):
        """None when the file is right, else what is wrong with it."""
        path = self.repository.path(self.commit, file)
        if self.repository.is_verified(self.commit, file, self.verified):
            self.progress(file["size"])
            return None
        if not os.path.exists(path):
            return "is missing"
        before = stamp(path)
        if before[0] != file["size"]:
            return self.wrong(path, f"has {before[0]} bytes and not {file['size']}")
        if self.hash(path, file) != file["hash"]:
            return self.wrong(path, "has another hash than the Hub says")
        with self.lock:
            self.verified[self.repository.key(path)] = before
        return None

    def hash(self, path, file):
        digest = hashlib.sha256() if file["lfs"] else hashlib.sha1(b"blob %d\0" % file["size"])
        with open(path, "rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                self.progress(len(block))
        return digest.hexdigest()

    def wrong(self, path, why):
        for each in (os.path.realpath(path), path):
            remove(each)
        return why

    def run(self):
        files = self.plan["files"]
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
            found = list(zip(files, threads.map(self.check, files)))
        self.repository.write("verified.json", {
            key: value for key, value in self.verified.items()
            if os.path.exists(os.path.join(self.repository.folder, key))
        })
        wrong = [f"{file['name']} {why}" for file, why in found if why]
        for line in wrong:
            print(line)
        return WRONG if wrong else 0


def name_revision(repository, commit, revision):
    """Notes which commit the branch is, as the client does, so that the model is found by its branch without the Hub."""
    parts = revision.split("/")
    if revision != commit and not any(part in ("", ".", "..") for part in parts):
        path = os.path.join(repository.folder, "refs", *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(commit)


def verify(name, commit, revision, run, what):
    repository = Repository(name)
    code = Verification(repository, commit, what == "anew").run()
    if code == 0:
        name_revision(repository, commit, revision)
        repository.forget(run + ".before")
    return code


sys.exit(verify(*sys.argv[1:6]))
