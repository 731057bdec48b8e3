"""The version of the program, as shown and as sites are told."""

from importlib.metadata import PackageNotFoundError, version


def _found() -> str:
    try:
        return version("premier-contact")
    except PackageNotFoundError:
        return "0.1.0"


VERSION = _found()
