"""A folder for a copy of the base that is thrown away; what a program that died left behind is thrown away too, since
it holds persons' data."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.heavy import psutil

PREFIX = "premier-contact-copie-"


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, gone at the end."""
    folder = begun()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def begun() -> Path:
    """Return an empty folder that only this user reads; the caller removes it, or a program to come when this one
    dies."""
    sweep()
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def sweep() -> None:
    """Throw away the folders of programs that no longer run."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not psutil().pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
