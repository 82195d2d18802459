#!/usr/bin/env python3
"""The read side of a Hugging Face Hub, enough for the real hf client and vLLM. Standard library only.

usage: stub_hub.py PORT ROOT [--with-parent]

PORT 0: a free one; the first line of output is the port. --with-parent: ends when its standard input ends.

ROOT/<org>/<name>/<branch>/...    files of a repository
ROOT/<org>/<name>/.hub.json       optional {"private": bool, "gated": "auto", "tokens": [may see], "granted": [may read]}

PUT /_fault   {"bps": N, "cut_after": N, "cut_times": N, "stall_after": N, "stall_times": N, "status": 503,
               "status_times": N, "corrupt_times": N, "corrupt": bool}; {} ends all faults
GET /_stats   {"<path>": requests}
"""
import hashlib
import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

ROOT = sys.argv[2]
LFS_FROM = 100_000
FAULT, STATS, METADATA, LOCK = {}, {}, {}, threading.Lock()


def metadata(path):
    """Size and hashes of a file; what is LFS on the real Hub is named by SHA-256, the rest by its git hash."""
    status = os.stat(path)
    key = (path, status.st_size, status.st_mtime_ns)
    if key not in METADATA:
        git, sha256 = hashlib.sha1(b"blob %d\0" % status.st_size), hashlib.sha256()
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                git.update(block)
                sha256.update(block)
        METADATA[key] = {"size": status.st_size, "git": git.hexdigest(), "sha256": sha256.hexdigest()}
    found = METADATA[key]
    lfs = path.endswith((".safetensors", ".bin", ".gguf")) or found["size"] > LFS_FROM
    return dict(found, lfs=lfs, etag=found["sha256"] if lfs else found["git"])


def files(folder):
    return {
        os.path.relpath(os.path.join(parent, name), folder): os.path.join(parent, name)
        for parent, _, names in sorted(os.walk(folder))
        for name in sorted(names)
    }


def commit(folder):
    text = "".join(f"{name}:{metadata(path)['etag']};" for name, path in sorted(files(folder).items()))
    return hashlib.sha1(text.encode()).hexdigest()


def revision_folder(repo, revision):
    base = os.path.join(ROOT, repo)
    for branch in sorted(os.listdir(base)):
        folder = os.path.join(base, branch)
        if os.path.isdir(folder) and (branch == revision or commit(folder) == revision):
            return folder
    return None


def settings(repo):
    path = os.path.join(ROOT, repo, ".hub.json")
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        return json.load(file)


def take(counter):
    """Uses up one of the times that a fault is to happen."""
    with LOCK:
        left = FAULT.get(counter, 0)
        if left > 0:
            FAULT[counter] = left - 1
        return left > 0


class Hub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stubhub"

    def log_message(self, format, *args):
        authorized, ranged = bool(self.headers.get("authorization")), self.headers.get("range")
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} {format % args} auth={authorized} range={ranged}\n")

    def answer(self, status, body=b"", headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def refuse(self, status, code, message, headers=None):
        self.answer(status, {"error": message}, {"X-Error-Code": code, "X-Error-Message": message, **(headers or {})})

    def token(self):
        return (self.headers.get("authorization") or "").removeprefix("Bearer ")

    def may_read(self, repo, content):
        """Answers the request itself, and False, where the token may not."""
        token = self.token()
        if token == "hf_bad":
            message = "Invalid credentials in Authorization header"
            self.answer(401, {"error": message}, {"X-Error-Message": message})
            return False
        if ".." in repo or not os.path.isdir(os.path.join(ROOT, repo)):
            known = (404, "RepoNotFound", "Repository not found")
            self.refuse(*(known if token else (401, "RepoNotFound", "Invalid username or password.")))
            return False
        rules = settings(repo)
        if rules.get("private") and token not in rules.get("tokens", []):
            self.refuse(404 if token else 401, "RepoNotFound", "Repository not found")
            return False
        if rules.get("gated") and content and token not in rules.get("granted", []):
            ask = f" and you are not in the authorized list. Visit https://huggingface.co/{repo} to ask for access."
            log_in = ". You must have access to it and be authenticated to access it. Please log in."
            self.refuse(403 if token else 401, "GatedRepo", f"Access to model {repo} is restricted" + (ask if token else log_in))
            return False
        return True

    def do_HEAD(self):
        self.do_GET()

    def do_PUT(self):
        faults = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or b"{}")
        with LOCK:
            FAULT.clear()
            FAULT.update(faults)
        self.answer(200, FAULT)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.answer(404, {"error": "not found"})

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if path == "/_stats":
            return self.answer(200, STATS)
        with LOCK:
            STATS[f"{self.command} {path}"] = STATS.get(f"{self.command} {path}", 0) + 1
        if take("status_times"):
            return self.answer(FAULT["status"], {"error": "stub fault"}, {"Retry-After": "1"} if FAULT["status"] == 429 else {})
        if path == "/api/whoami-v2":
            return self.who_am_i()
        if match := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/(revision|tree|treesize)/([^/]+)(/.*)?)?", path):
            return self.model(match[1], match[2] or "revision", match[3] or "main")
        if match := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            return self.resolve(*match.groups())
        return self.answer(404, {"error": f"not found: {path}"})

    def who_am_i(self):
        if not self.token() or "bad" in self.token():
            return self.answer(401, {"error": "Invalid username or password."})
        token = {"accessToken": {"displayName": "t", "role": "read"}}
        return self.answer(200, {"type": "user", "name": "tester", "auth": token, "orgs": []})

    def model(self, repo, kind, revision):
        if not self.may_read(repo, kind == "tree"):
            return None
        folder = revision_folder(repo, revision)
        if not folder:
            return self.refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        found = {name: metadata(path) for name, path in files(folder).items()}
        size = sum(file["size"] for file in found.values())
        if kind == "treesize":
            return self.answer(200, {"path": "/", "size": size})
        if kind == "tree":
            return self.answer(200, [self.tree_entry(name, file) for name, file in found.items()])
        return self.answer(200, self.model_info(repo, commit(folder), found, size))

    @staticmethod
    def tree_entry(name, file):
        entry = {"type": "file", "oid": file["git"], "size": file["size"], "path": name}
        if file["lfs"]:
            entry["lfs"] = {"oid": file["sha256"], "size": file["size"], "pointerSize": 134}
        return entry

    @staticmethod
    def sibling(name, file):
        entry = {"rfilename": name, "size": file["size"], "blobId": file["git"]}
        if file["lfs"]:
            entry["lfs"] = {"sha256": file["sha256"], "size": file["size"], "pointerSize": 134}
        return entry

    def model_info(self, repo, sha, found, size):
        rules = settings(repo)
        return {
            "_id": "0" * 24, "id": repo, "modelId": repo, "author": repo.split("/")[0], "sha": sha,
            "lastModified": "2026-01-01T00:00:00.000Z", "createdAt": "2026-01-01T00:00:00.000Z",
            "private": bool(rules.get("private")), "gated": rules.get("gated", False), "disabled": False,
            "downloads": 0, "likes": 0, "tags": ["safetensors"], "pipeline_tag": "text-generation",
            "library_name": "transformers", "usedStorage": size,
            "siblings": [self.sibling(name, file) for name, file in found.items()],
        }  # fmt: skip

    def resolve(self, repo, revision, name):
        if not self.may_read(repo, True):
            return
        folder = revision_folder(repo, revision)
        if not folder:
            return self.refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        sha, path = commit(folder), files(folder).get(name)
        if not path:
            return self.refuse(404, "EntryNotFound", "Entry not found", {"X-Repo-Commit": sha})
        file = metadata(path)
        first, last, status = 0, file["size"] - 1, 200
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("range") or ""):
            first, last, status = int(wanted[1]), int(wanted[2] or last), 206
            if first >= file["size"]:
                return self.answer(416, b"", {"Content-Range": f"bytes */{file['size']}"})
        self.file_headers(status, sha, file, first, last)
        if self.command != "HEAD":
            self.send(path, first, last - first + 1)

    def file_headers(self, status, sha, file, first, last):
        headers = {
            "Content-Type": "application/octet-stream", "Content-Length": last - first + 1,
            "ETag": f'"{file["etag"]}"', "X-Repo-Commit": sha, "Accept-Ranges": "bytes",
        }  # fmt: skip
        if file["lfs"]:
            headers |= {"X-Linked-Size": file["size"], "X-Linked-Etag": f'"{file["etag"]}"'}
        if status == 206:
            headers["Content-Range"] = f"bytes {first}-{last}/{file['size']}"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()

    def send(self, path, offset, left):
        sent, corrupt = 0, FAULT.get("corrupt") or take("corrupt_times")
        with open(path, "rb") as file:
            file.seek(offset)
            while left:
                block = file.read(min(65536, left))
                left -= len(block)
                self.wfile.write(bytes([block[0] ^ 255]) + block[1:] if corrupt else block)
                sent += len(block)
                if bps := FAULT.get("bps"):
                    time.sleep(len(block) / bps)
                if sent >= FAULT.get("stall_after", 1) and left and take("stall_times"):
                    self.stall()
                if sent >= FAULT.get("cut_after", 1) and take("cut_times"):
                    self.close_connection = True
                    self.connection.shutdown(2)
                    return

    def stall(self):
        """Sends nothing more until the client gives up; an hour is for ever here."""
        self.wfile.flush()
        self.connection.settimeout(3600)
        self.close_connection = True
        self.connection.recv(1)
        raise ConnectionResetError


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


if "--with-parent" in sys.argv:
    threading.Thread(target=end_with_parent, daemon=True).start()
server = Server(("127.0.0.1", int(sys.argv[1])), Hub)
print(server.server_address[1], flush=True)
server.serve_forever()
