import json
import os
import urllib.error
import urllib.request
from http.client import responses

from . import constants, errors

_BY_CODE = {
    "RepoNotFound": errors.RepositoryNotFoundError,
    "GatedRepo": errors.GatedRepoError,
    "RevisionNotFound": errors.RevisionNotFoundError,
    "EntryNotFound": errors.RemoteEntryNotFoundError,
}


def get_token():
    token = os.environ.get("HF_TOKEN") or os.environ.get("HUGGING_FACE_HUB_TOKEN")
    if not token and os.path.exists(constants.HF_TOKEN_PATH):
        with open(constants.HF_TOKEN_PATH) as file:
            token = file.read().strip()
    return token or None


def open_url(url, token=None, method="GET", headers=None, timeout=10.0):
    """An open response; refusals of the Hub are the client's own errors."""
    if constants.HF_HUB_OFFLINE:
        raise errors.OfflineModeIsEnabled(f"Cannot reach {url}: offline mode is enabled. To disable it, please unset the "
                                          "`HF_HUB_OFFLINE` environment variable.")  # fmt: skip
    request = urllib.request.Request(url, method=method, headers=dict(headers or {}))
    token = get_token() if token is None else token
    if token:
        request.add_header("authorization", f"Bearer {token}")
    try:
        return urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as refused:
        raise _error(refused, url) from None


def get_json(url, token=None):
    with open_url(url, token) as response:
        return json.load(response)


def _error(refused, url):
    status, message = refused.code, refused.headers.get("X-Error-Message") or refused.reason
    code = refused.headers.get("X-Error-Code")
    if code == "GatedRepo":
        text = f"{status} Client Error.\n\nCannot access gated repo for url {url}.\n{message}"
        return errors.GatedRepoError(text, status, message)
    side = "Client" if status < 500 else "Server"
    name = responses.get(status, "")
    text = (
        f"{side} error '{status} {name}' for url '{url}'\nFor more information check: "
        f"https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{status}\n\n{message}"
    )
    return _BY_CODE.get(code, errors.HfHubHTTPError)(text, status, message)
