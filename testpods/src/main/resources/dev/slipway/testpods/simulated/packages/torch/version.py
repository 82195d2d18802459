from importlib.metadata import version as installed

__version__ = installed("torch")
_build = __version__.partition("+")[2]
cuda = f"{_build[2:-1]}.{_build[-1]}" if _build.startswith("cu") else None
hip = None
