"""Stands in the official client's place: the calls of the printed samples, sent as that client sends them."""

import json
import os
import types
import urllib.request


class OpenAI:
    def __init__(self):
        self.chat = types.SimpleNamespace(completions=Resource(self, "/chat/completions"))
        self.embeddings = Resource(self, "/embeddings")

    def post(self, path, *, cast_to, body):
        """Returns plain JSON: the samples ask for nothing else."""
        assert cast_to is object
        return json.loads(self.send(path, body))

    def send(self, path, body):
        request = urllib.request.Request(
            os.environ["OPENAI_BASE_URL"] + path,
            json.dumps(body).encode(),
            {"Authorization": "Bearer " + os.environ["OPENAI_API_KEY"], "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return answer.read()


class Resource:
    def __init__(self, client, path):
        self.client = client
        self.path = path

    def create(self, **body):
        """Returns an object whose attributes are the answer's fields."""
        return json.loads(self.client.send(self.path, body), object_hook=lambda fields: types.SimpleNamespace(**fields))
