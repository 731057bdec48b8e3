"""Temporary folders for copies of the base. Those left behind by a program that died are deleted too, since they
hold personal data."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base.lazy_imports import psutil

PREFIX = "premier-contact-copie-"
SHOWN = "premier-contact-vue-"
"""Of files handed to another program to be looked at: nobody says when that is over."""


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, deleted at the end."""
    folder = begun()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def begun() -> Path:
    """Return an empty folder that only this user can read. The caller deletes it; a later program does when this one
    dies."""
    sweep()
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def shown() -> Path:
    """Return an empty folder for a file to look at; it is deleted after the program has ended, or at the next
    erasure."""
    sweep()
    return Path(tempfile.mkdtemp(prefix=f"{SHOWN}{os.getpid()}-"))


def sweep(*, seen: bool = False) -> None:
    """Delete the folders of programs that no longer run; ``seen``: also those of files made to be looked at."""
    for prefix in (PREFIX, SHOWN):
        for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            owner = path.name.removeprefix(prefix).partition("-")[0]
            over = seen and prefix == SHOWN
            if owner.isdecimal() and (over or not psutil().pid_exists(int(owner))):
                shutil.rmtree(path, ignore_errors=True)
