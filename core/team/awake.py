"""Keeps a computer that serves a team from going to sleep by itself, where its system lets a program ask."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.base.lazy_imports import subprocess

if sys.platform == "win32":
    import ctypes
_ASKED = 0x80000001
"""ES_CONTINUOUS | ES_SYSTEM_REQUIRED: Windows does not go to sleep as long as this process asks."""
_REFUSES_S = 0.3
"""How long a helper takes to say that it may not."""


@contextmanager
def awake(refused: Path) -> Iterator[None]:
    """Keep this computer awake until the end. ``refused``: the file that is there when its system refuses, or lets no
    program ask."""
    refused.unlink(missing_ok=True)
    if sys.platform == "win32":
        if not ctypes.windll.kernel32.SetThreadExecutionState(_ASKED):
            refused.touch()
        yield
        return
    with _helper() as holds:
        if not holds:
            refused.touch()
        yield


@contextmanager
def _helper() -> Iterator[bool]:
    """Run the program of the system that keeps it awake; tell whether it does. It ends with its input, even when this
    process is killed."""
    command, programs = helper_command(), subprocess()
    if not command:
        yield False
        return
    pipe, unheard = programs.PIPE, programs.DEVNULL
    with programs.Popen(command, stdin=pipe, stdout=unheard, stderr=unheard) as process:
        with suppress(programs.TimeoutExpired):
            process.wait(_REFUSES_S)
        yield process.poll() is None


def helper_command() -> Sequence[str]:
    """Return the command that keeps this computer awake until its input ends; empty where there is none."""
    if sys.platform == "darwin":
        return ("/usr/bin/caffeinate", "-i", "/bin/cat")
    inhibit = shutil.which("systemd-inhibit")
    words = (
        "--no-ask-password",
        "--what=sleep:idle",
        "--who=Premier Contact",
        "--why=La base de l’équipe est servie",
        "cat",
    )
    return (inhibit, *words) if inhibit else ()
