"""Starts child processes of our own with ``subprocess``, for one piece of work each. ``multiprocessing`` cannot be used
here: the window's workers are its daemons, and a daemon may not have children.

A child answers on its standard output in frames: one letter, four bytes of length, the content.
"""

import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core.base.lazy_imports import psutil, subprocess

if TYPE_CHECKING:
    from subprocess import Popen

READ_WORKBOOK, READ_AHEAD = "--read-workbook", "--read-ahead"
"""The words by which a frozen program is started as a child: see main.py."""

NEW_WINDOW = "--new-window"
"""Asks for another window on a base that has one already."""

_HEAD = struct.Struct("<cI")
_BEHIND = 10
"""Of a Unix: beside a busy program, a tenth of its time. At 19, the lowest, beside six of them an import took twenty
times as long as alone."""


def give_way() -> None:
    """Lower the priority of this process until it ends, so that the other programs of the machine go first."""
    process = psutil().Process()
    below = psutil().BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else max(_BEHIND, process.nice())
    process.nice(below)


def command(module: str, verb: str) -> list[str]:
    """Return what starts ``python -m module``: this program with ``verb`` when it is frozen."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, verb] if frozen else [sys.executable, "-P", "-m", module]


def program(*words: str) -> list[str]:
    """Return what starts another process of the whole program with these words, however this one was started."""
    main = Path(__file__).resolve().parents[2] / "main.py"
    return [sys.executable, *(() if getattr(sys, "frozen", False) else ("-X", "utf8", str(main))), *words]


def start(module: str, verb: str) -> "Popen[bytes]":
    """Start :func:`command` with pipes on its input and output."""
    pipe, unheard = subprocess().PIPE, subprocess().DEVNULL
    unseen = getattr(subprocess(), "CREATE_NO_WINDOW", 0)
    # Our own program, nothing of a file in its arguments.
    begun: Popen[bytes] = subprocess().Popen(
        command(module, verb), stdin=pipe, stdout=pipe, stderr=unheard, env=_environment(), creationflags=unseen
    )
    return begun


def open_window(base: Path, *, again: bool = False) -> "Popen[bytes]":
    """Start this program with its window, on the base of a folder. ``again``: beside the window that is open
    already."""
    return start_alone("--data-dir", str(base), *([NEW_WINDOW] if again else []))


def start_alone(*words: str) -> "Popen[bytes]":
    """Start another process of the whole program, which outlives the one that starts it, and which nobody hears."""
    alone, unheard = getattr(subprocess(), "DETACHED_PROCESS", 0), subprocess().DEVNULL
    process: Popen[bytes] = subprocess().Popen(
        program(*words), stdin=unheard, stdout=unheard, stderr=unheard, env=_environment(),
        creationflags=alone, start_new_session=True,
    )  # fmt: skip
    return process


def _environment() -> dict[str, str]:
    """Return the environment of a child, which must look for modules where its parent does: a script, a test or a
    worker may have changed ``sys.path``."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}


def heard(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the next frame read from a child's output, as (letter, content). The letter is empty when the output ends
    before the frame is whole."""
    head = pipe.read(_HEAD.size)
    letter, size = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0)
    content = pipe.read(size)
    return (letter, content) if len(content) == size else (b"", content)


def answer(frames: Iterable[tuple[bytes, bytes]]) -> None:
    """Write frames on the standard output; stop quietly when nobody reads it any more."""
    with open(1, "wb", buffering=0, closefd=False) as out:
        try:
            for letter, content in frames:
                out.write(_HEAD.pack(letter, len(content)) + content)
        except BrokenPipeError:
            return
