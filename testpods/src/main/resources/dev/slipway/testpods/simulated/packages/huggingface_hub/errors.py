"""The errors of the real client, with its texts."""
from types import SimpleNamespace


class HfHubHTTPError(OSError):
    def __init__(self, message, status=None, server_message=None):
        super().__init__(message)
        self.status, self.server_message = status, server_message
        self.response = SimpleNamespace(status_code=status) if status else None


class RepositoryNotFoundError(HfHubHTTPError):
    pass


class GatedRepoError(RepositoryNotFoundError):
    pass


class RevisionNotFoundError(HfHubHTTPError):
    pass


class EntryNotFoundError(Exception):
    pass


class RemoteEntryNotFoundError(HfHubHTTPError, EntryNotFoundError):
    pass


class LocalEntryNotFoundError(EntryNotFoundError, FileNotFoundError, ValueError):
    pass


class HFValidationError(ValueError):
    pass


class OfflineModeIsEnabled(ConnectionError):
    pass
