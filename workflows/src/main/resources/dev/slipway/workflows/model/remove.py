"""remove.py WHAT REPOSITORY REVISION RUN: takes a model out of the cache in two moves, so that it can be put back in between.

aside   renames it, and prints which commit it is; exit code 28 when it is not there
back    takes that back
delete  deletes what was set aside, also by a removal that could not finish, and the blobs that no other revision needs

An empty REVISION means the whole repository. Each may run again after it was cut off anywhere.
"""
import shutil

NOT_THERE = 28


class Whole:
    """Every revision: the folder of the repository."""

    def __init__(self, repository, run):
        cache, name = os.path.split(repository.folder)
        self.there = repository.folder
        self.asides = os.path.join(cache, f".slipway-removed-{name}-")
        self.aside = self.asides + run
        self.locks = os.path.join(cache, ".locks", name)
        self.commit = "every revision"

    def delete(self):
        for folder in (*set_aside_so_far(self), self.locks):
            remove_tree(folder)


class Revision:
    """One revision: its snapshot, and the blobs that only it needs."""

    def __init__(self, repository, revision, run):
        self.repository = repository
        self.commit = resolve(repository, revision)
        self.there = repository.snapshot(self.commit)
        # As deep as a snapshot, so that its relative links still lead to the blobs.
        self.asides = os.path.join(repository.notes, "removed-")
        self.aside = self.asides + run

    def delete(self):
        snapshots = os.path.dirname(self.there)
        if not os.path.isdir(snapshots):
            return
        for aside in set_aside_so_far(self):
            for blob in self.blobs(aside) - self.blobs(snapshots):
                remove(blob)
            remove_tree(aside)
        if not os.listdir(snapshots):
            remove_tree(self.repository.folder)
            return
        self.repository.forget(self.commit + ".json")
        verified = self.repository.read("verified.json") or {}
        self.repository.write("verified.json", {
            key: value for key, value in verified.items() if os.path.exists(os.path.join(self.repository.folder, key))
        })
        for ref in refs(self.repository):
            if read_line(ref) == self.commit:
                remove(ref)

    def blobs(self, folder):
        home = os.path.realpath(os.path.join(self.repository.folder, "blobs")) + os.sep
        paths = (os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names)
        found = {os.path.realpath(path) for path in paths if os.path.islink(path)}
        return {path for path in found if path.startswith(home)}


def resolve(repository, revision):
    parts = revision.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise SystemExit(NOT_THERE)
    ref = os.path.join(repository.folder, "refs", *parts)
    return read_line(ref) if os.path.isfile(ref) else revision


def refs(repository):
    for parent, _, names in os.walk(os.path.join(repository.folder, "refs")):
        yield from (os.path.join(parent, name) for name in names)


def read_line(path):
    with open(path) as file:
        return file.read().strip()


def remove_tree(folder):
    if os.path.isdir(folder):
        shutil.rmtree(folder)


def set_aside_so_far(model):
    return glob.glob(glob.escape(model.asides) + "*")


def set_aside(model):
    if os.path.isdir(model.there) and not os.path.isdir(model.aside):
        os.makedirs(os.path.dirname(model.aside), exist_ok=True)
        os.rename(model.there, model.aside)
    if not set_aside_so_far(model):
        return NOT_THERE
    print(model.commit)
    return 0


def put_back(model):
    if os.path.isdir(model.aside):
        if os.path.exists(model.there):
            # Somebody else has fetched it anew meanwhile.
            remove_tree(model.aside)
        else:
            os.rename(model.aside, model.there)
    return 0


def delete(model):
    model.delete()
    return 0


def main(what, name, revision, run):
    repository = Repository(name)
    model = Revision(repository, revision, run) if revision else Whole(repository, run)
    return {"aside": set_aside, "back": put_back, "delete": delete}[what](model)


sys.exit(main(*sys.argv[1:5]))
