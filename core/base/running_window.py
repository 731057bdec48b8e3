"""Asks the window that is already open on a base, from another process: one line of JSON there, one line back.

The window listens (``ui/shell/instance.py``) on a Unix socket in a folder of this user alone, or on a named pipe of
Windows; whoever asks needs neither Qt nor the base.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import queue
import socket
import stat
import sys
import tempfile
import threading
import time
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from core.base.lazy_imports import fcntl

FOLDER = "PREMIER_CONTACT_RUNTIME"
"""The variable that names another folder than the user's own for the sockets of windows."""
LONGEST = 64_000
"""Bytes of a line; no path and no telephone is longer."""
PATIENCE = 5.0
"""Seconds an open window may take to answer."""
_AGAIN = 0.05
HANDED = ".handed.json"
"""How the file of a page that a browser handed over ends: whoever takes it deletes it, before the answer."""
Answer = dict[str, Any]


class Ask(StrEnum):
    """What may be asked of an open window; ``HELLO`` only whether there is one."""

    HELLO = "hello"
    SHOW = "show"
    OPEN_FILE = "open-file"
    INCOMING = "incoming"


def address(base: Path) -> str:
    """Return where the window on the base of a folder listens: the path of a socket, or the name of a pipe. Raises
    OSError where the folder of sockets is not this user's alone."""
    name = hashlib.sha256(os.fsencode(base.resolve())).hexdigest()[:24]
    return rf"\\.\pipe\premier-contact-{name}" if sys.platform == "win32" else str(_sockets() / name)


def ask(base: Path, what: Ask, value: str = "", *, patience: float = PATIENCE) -> Answer | None:
    """Ask the window on the base of a folder, and return what it answers; None when no window is open there.
    ``patience``: seconds it may take. Raises TimeoutError when it does not answer."""
    line = json.dumps({"ask": what, "value": value}).encode() + b"\n"
    if sys.platform == "win32":
        # Only who was last typed in may put another window in front (AllowSetForegroundWindow, any process).
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    try:
        answer = (_over_pipe if sys.platform == "win32" else _over_socket)(address(base), line, patience)
    except TimeoutError:
        raise
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def taken_over(base: Path, file: Path | None, *, patience: float = PATIENCE) -> bool:
    """Bring the window already open on the base of a folder to the front, with a file to read there if any, and tell
    whether there is one; one that another process is opening is waited for. One that does not answer is left alone:
    another window is then opened."""
    what, value = (Ask.SHOW, "") if file is None else (Ask.OPEN_FILE, str(file))
    until = time.monotonic() + patience
    try:
        while (answer := ask(base, what, value, patience=patience)) is None:
            if _took_place(base) or time.monotonic() > until:
                return False
            time.sleep(_AGAIN)
    except TimeoutError:
        return False
    return answer is not None


def _took_place(base: Path) -> bool:
    """Take the place of the process that shows the window on the base of a folder, until this process ends; False while
    another one has it. On Windows, where a pipe is in no folder, True."""
    if sys.platform == "win32":
        return True
    try:
        place = os.open(f"{address(base)}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return True
    try:
        fcntl().flock(place, fcntl().LOCK_EX | fcntl().LOCK_NB)
    except BlockingIOError:
        os.close(place)
        return False
    return True


def _over_socket(name: str, line: bytes, patience: float) -> object:
    with socket.socket(socket.AF_UNIX) as window:
        window.settimeout(patience)
        window.connect(name)
        window.sendall(line)
        with window.makefile("rb") as answers:
            return json.loads(answers.readline(LONGEST))


def _over_pipe(name: str, line: bytes, patience: float) -> object:
    """Ask in a thread of its own: reading a pipe knows no end, and a window may be stuck."""
    answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def exchange(window: IO[bytes]) -> None:
        answer = b""
        with window, contextlib.suppress(OSError):
            window.write(line)
            answer = _line(window)
        answers.put(answer)

    window = Path(name).open("r+b", buffering=0)  # noqa: SIM115 - closed by the thread, which may outlive this function
    threading.Thread(target=exchange, args=(window,), daemon=True).start()
    try:
        return json.loads(answers.get(timeout=patience))
    except queue.Empty:
        raise TimeoutError from None


def _line(pipe: IO[bytes]) -> bytes:
    """Return what a pipe without a buffer says, to the end of its line."""
    line = b""
    while not line.endswith(b"\n") and len(line) < LONGEST and (piece := pipe.read(LONGEST)):
        line += piece
    return line


def _sockets() -> Path:
    """Return the folder of the sockets, made for this user alone. Raises OSError where somebody else made it."""
    runtime = os.environ.get(FOLDER) or os.environ.get("XDG_RUNTIME_DIR")
    name = "premier-contact" if runtime else f"premier-contact-{os.geteuid()}"
    folder = Path(runtime or tempfile.gettempdir()) / name
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise PermissionError(f"{folder} is not of this user alone")
    return folder
