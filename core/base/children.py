"""Processes of our own started for one piece of work, where ``multiprocessing`` may not be: the window's workers are
daemons, which may have no children there.

They answer on their output in frames: one letter, four bytes of length, the content.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from core.base.heavy import psutil

READ_WORKBOOK, READ_AHEAD = "--read-workbook", "--read-ahead"
"""The words by which a frozen program is started as a child: see main.py."""

_HEAD = struct.Struct("<cI")
_LAST = 19
"""The lowest priority of a Unix."""


def give_way() -> None:
    """Let the other programs of the machine go before this one, until it ends."""
    process = psutil().Process()
    process.nice(psutil().BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else _LAST)


def command(module: str, verb: str) -> list[str]:
    """Return what starts ``python -m module``: this program with ``verb`` when it is frozen."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, verb] if frozen else [sys.executable, "-P", "-m", module]


def start(module: str, verb: str) -> "subprocess.Popen[bytes]":
    """Start :func:`command` with pipes on its input and output."""
    # Parents of any kind (a script, a test, a worker) may have changed where modules are found.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}
    return subprocess.Popen(  # noqa: S603 - our own program, nothing of a file in its arguments
        command(module, verb),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def heard(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the next frame, (letter, content); the letter is empty when the output ends before it is whole."""
    head = pipe.read(_HEAD.size)
    letter, size = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0)
    content = pipe.read(size)
    return (letter, content) if len(content) == size else (b"", content)


def answer(frames: Iterable[tuple[bytes, bytes]]) -> None:
    """Say frames on the standard output, as far as somebody listens."""
    with open(1, "wb", buffering=0, closefd=False) as out:
        try:
            for letter, content in frames:
                out.write(_HEAD.pack(letter, len(content)) + content)
        except BrokenPipeError:
            return
