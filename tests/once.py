"""What a run of the tests makes once, in whichever of its processes asks for it first, and all of them copy."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from filelock import FileLock

from tests import chance

MADE_IN = "PREMIER_CONTACT_TEST_BASES"
"""The variable that names the folder where it is made: the processes that share the tests, and the programs that a test
starts, find there what the others made."""


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of that name, which ``make`` filled."""
    made = Path(os.environ.get(MADE_IN) or _own().name) / name.replace("<", "").replace(">", "")
    made.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{made}.lock"):
        if not made.is_dir():
            begun = Path(tempfile.mkdtemp(prefix="begun-", dir=made.parent))
            with chance.apart(name):
                make(begun)
            begun.rename(made)
    return made


def copy_all(source: Path, target: Path) -> None:
    """Copy what a folder holds, owners and rights included; in a third of the time that Python takes for a thousand
    files."""
    if sys.platform == "win32":
        shutil.copytree(source, target, dirs_exist_ok=True)
        return
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


def named(make: Callable[..., object]) -> str:
    """Return by what a function of a module is known to every process."""
    return f"{make.__module__}.{make.__qualname__}"


@cache
def _own() -> "tempfile.TemporaryDirectory[str]":
    """Make the folder of a program that shares nothing; it goes away with it."""
    return tempfile.TemporaryDirectory(prefix="bases-")
