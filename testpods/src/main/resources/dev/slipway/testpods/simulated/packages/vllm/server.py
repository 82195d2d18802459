"""The HTTP side: the paths of the real server that Slipway and its users call."""
import json
import os
import socket
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import simulated_pod

from . import __version__, completions, log

OPEN_PATHS = ("/health", "/ping", "/version", "/metrics", "/load", "/tokenize", "/_stub/stats")


class Refused(Exception):
    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address, options, config):
        self.options, self.config, self.keys = options, config, api_keys(options)
        self.engine_alive, self.started = True, int(time.time())
        self.stats, self.lock = {"requests": 0, "running": 0, "aborted": 0}, threading.Lock()
        super().__init__(address, Handler)

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request, client_address):
        """A client that goes away is no error."""

    def count(self, name, by=1):
        with self.lock:
            self.stats[name] += by

    def pools(self):
        return self.options.runner == "pooling" or self.options.convert in ("embed", "classify")


def listed_names(options):
    other = simulated_pod.faults().get("vllm.listed-name")
    return [other] if other else options.served_model_name


def compact(data):
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()


def api_keys(options):
    named = os.environ.get("VLLM_API_KEY")
    return list(options.api_key or ([named] if named else []))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "uvicorn"
    disable_nagle_algorithm = True

    def log_message(self, format, *args):
        pass

    def log_request(self, code="-", size="-"):
        host, port = self.client_address[:2]
        log.uvicorn(f'{host}:{port} - "{self.command} {self.path} HTTP/1.1" {getattr(code, "value", code)}')

    def do_GET(self):
        self.handle_path({
            "/health": self.health, "/ping": self.health, "/version": lambda: self.answer({"version": __version__}),
            "/v1/models": self.models, "/metrics": self.metrics, "/load": lambda: self.answer({"server_load": 0}),
            "/_stub/stats": lambda: self.answer(self.server.stats),
        })  # fmt: skip

    def do_POST(self):
        self.body_bytes = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.handle_path({
            "/v1/chat/completions": self.complete, "/v1/completions": self.complete, "/v1/embeddings": self.embed,
            "/v1/rerank": self.rerank, "/rerank": self.rerank, "/v2/rerank": self.rerank, "/score": self.score,
            "/v1/score": self.score, "/tokenize": self.tokenize, "/ping": self.health,
        })  # fmt: skip

    def handle_path(self, paths):
        path = self.path.split("?")[0]
        try:
            if self.server.keys and path not in OPEN_PATHS:
                given = (self.headers.get("authorization") or "").removeprefix("Bearer ")
                if given not in self.server.keys:
                    return self.answer({"error": "Unauthorized"}, 401)
            if path not in paths:
                return self.answer({"detail": "Not Found"}, 404)
            return paths[path]()
        except Refused as refused:
            error = {"message": refused.message, "type": refused.kind, "param": None, "code": refused.status}
            return self.answer({"error": error}, refused.status)

    def answer(self, body, status=200, kind="application/json"):
        data = body if isinstance(body, bytes) else compact(body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def health(self):
        self.answer(b"", 200 if self.server.engine_alive else 503)

    def models(self):
        entries = [
            {"id": name, "object": "model", "created": self.server.started, "owned_by": "vllm", "root": self.server.options.model,
             "parent": None, "max_model_len": self.server.config["max_model_len"], "permission": []}
            for name in listed_names(self.server.options)
        ]  # fmt: skip
        self.answer({"object": "list", "data": entries})

    def metrics(self):
        stats, name = self.server.stats, self.server.options.served_model_name[0]
        text = (
            "# HELP vllm:num_requests_running Number of requests in model execution batches.\n"
            "# TYPE vllm:num_requests_running gauge\n"
            f'vllm:num_requests_running{{engine="0",model_name="{name}"}} {stats["running"]}.0\n'
        )
        self.answer(text.encode(), 200, "text/plain; version=0.0.4")

    def body(self, need_pooling):
        """The request's JSON, checked as the real server does: JSON, model, and that the model can do this."""
        try:
            body = json.loads(self.body_bytes or b"null")
        except ValueError:
            raise Refused(400, "BadRequestError", "JSON decode error") from None
        if not isinstance(body, dict):
            raise Refused(400, "BadRequestError", "Field required")
        names = self.server.options.served_model_name
        if body.setdefault("model", names[0]) not in names:
            raise Refused(404, "NotFoundError", f"The model `{body['model']}` does not exist.")
        if need_pooling != self.server.pools():
            raise Refused(404, "NotFoundError", "The model does not support this API")
        if not self.server.engine_alive or simulated_pod.flag("vllm.dead-engine"):
            raise Refused(500, "InternalServerError", "EngineCore encountered an issue. See stack trace (above) for the root cause.")
        self.server.count("requests")
        return body

    def complete(self):
        body = self.body(False)
        self.server.count("running")
        try:
            self.stream(body) if body.get("stream") else self.whole(body)
        except OSError:
            self.server.count("aborted")
            self.close_connection = True
            log.info("async_llm.py:557", "Request aborted: client disconnected.")
        finally:
            self.server.count("running", -1)

    def is_chat(self):
        return "chat" in self.path

    def envelope(self, body, choice, streamed=False):
        kind = ("chat.completion" if self.is_chat() else "text_completion") + (".chunk" if streamed and self.is_chat() else "")
        return {"id": self.request_id, "object": kind, "created": int(time.time()), "model": body["model"], "choices": choice}

    @property
    def request_id(self):
        if not hasattr(self, "_id"):
            self._id = ("chatcmpl-" if self.is_chat() else "cmpl-") + uuid.uuid4().hex
        return self._id

    def whole(self, body):
        tokens, reason = completions.reply(body)
        for _ in tokens:
            self.wait_for_token()
        text = "".join(tokens)
        message = {"message": {"role": "assistant", "content": text}} if self.is_chat() else {"text": text}
        choice = {"index": 0, **message, "logprobs": None, "finish_reason": reason}
        self.answer({**self.envelope(body, [choice]), "usage": completions.usage(body, len(tokens))})

    def stream(self, body):
        tokens, reason = completions.reply(body)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.is_chat():
            self.event(self.envelope(body, [self.part({"role": "assistant", "content": ""}, "", None)], True))
        for number, token in enumerate(tokens):
            self.wait_for_token()
            end = reason if number == len(tokens) - 1 else None
            self.event(self.envelope(body, [self.part({"content": token}, token, end)], True))
        if (body.get("stream_options") or {}).get("include_usage"):
            self.event({**self.envelope(body, [], True), "usage": completions.usage(body, len(tokens))})
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def part(self, delta, text, end):
        return {"index": 0, **({"delta": delta} if self.is_chat() else {"text": text}), "logprobs": None, "finish_reason": end}

    def event(self, data):
        self.chunk(b"data: " + compact(data) + b"\n\n")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def wait_for_token(self):
        """A token's time; ends the request when the client has gone away meanwhile."""
        time.sleep(simulated_pod.number("vllm.token-millis", 2) / 1000)
        if self.connection.gettimeout() is None and client_is_gone(self.connection):
            raise ConnectionResetError

    def embed(self):
        body = self.body(True)
        texts = body["input"] if isinstance(body.get("input"), list) else [body.get("input", "")]
        data = [{"index": number, "object": "embedding", "embedding": completions.vector(str(text))} for number, text in enumerate(texts)]
        count = sum(len(str(text).split()) for text in texts)
        self.answer({"id": f"embd-{uuid.uuid4().hex}", "object": "list", "created": int(time.time()), "model": body["model"],
                     "data": data, "usage": {"prompt_tokens": count, "total_tokens": count}})  # fmt: skip

    def rerank(self):
        body = self.body(True)
        query, documents = body.get("query", ""), body.get("documents", [])
        results = [{"index": number, "document": {"text": text}, "relevance_score": completions.similarity(query, text)}
                   for number, text in enumerate(documents)]  # fmt: skip
        results.sort(key=lambda result: -result["relevance_score"])
        self.answer({"id": f"rerank-{uuid.uuid4().hex}", "model": body["model"], "usage": {"total_tokens": len(documents)},
                     "results": results[: body.get("top_n") or None]})  # fmt: skip

    def score(self):
        body = self.body(True)
        first, second = body.get("text_1", body.get("queries", "")), body.get("text_2", body.get("documents", ""))
        pairs = [(first, text) for text in (second if isinstance(second, list) else [second])]
        data = [{"index": number, "object": "score", "score": completions.similarity(*map(str, pair))} for number, pair in enumerate(pairs)]
        self.answer({"id": f"score-{uuid.uuid4().hex}", "object": "list", "created": int(time.time()), "model": body["model"],
                     "data": data, "usage": {"prompt_tokens": len(data), "total_tokens": len(data)}})  # fmt: skip

    def tokenize(self):
        words = completions.prompt_of(json.loads(self.body_bytes or b"{}")).split()
        self.answer({"count": len(words), "max_model_len": self.server.config["max_model_len"], "tokens": list(range(len(words)))})


def client_is_gone(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        connection.setblocking(True)
