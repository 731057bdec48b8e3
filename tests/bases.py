"""Bases made once and copied. Making one goes through every schema and waits for the disk, some forty times as long as
opening a copy.

Copies share what was made with them: the key of their register (but :func:`another_key`), the seats already numbered,
the ids of what they hold. A test about one of these opens its own base.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests import team_bases
from tests.once import made_once, named

Fill = Callable[[Store], object]
"""What is written in a new base; a function of a module, so that it is known again."""


def nothing(_store: Store) -> None:
    """Leave the base as it is made."""


def another_key(_store: Store) -> None:
    """Leave the base as it is made, under a key that is not that of :func:`nothing`: its name draws another."""


_ANEW = (nothing, another_key)
"""Made through every schema, each with its key; what the others write is written on a copy of the first."""


def new_base(folder: Path, fill: Fill = nothing) -> Store:
    """Open in ``folder`` a base that holds what ``fill`` wrote."""
    put_base(folder, fill)
    return open_store(folder)


def put_base(folder: Path, fill: Fill = nothing, *, on: Fill = nothing) -> None:
    """Put in ``folder`` a base that holds what ``fill`` wrote, on one that holds what ``on`` wrote; closed."""
    made = _made(fill, on)
    if not team_bases.CHOSEN:
        shutil.copytree(made, folder, dirs_exist_ok=True)
        return
    shutil.copytree(made, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(f"{NAME}*"))
    team_bases.put_team(made, folder)


def put_team(folder: Path, fill: Fill = nothing) -> None:
    """Put in ``folder`` the seat of a team whose base holds what ``fill`` wrote."""
    team_bases.put_team(_made(fill, nothing), folder)


def copy_elsewhere(source: Path, target: Path) -> None:
    """Copy a file, in another process where it is or becomes that of an open base: this one would lose its locks."""
    copying = (sys.executable, "-S", "-c", "import shutil, sys; shutil.copyfile(*sys.argv[1:])")
    subprocess.run([*_own_or("cp", copying), str(source), str(target)], check=True)


def bytes_of(path: Path) -> bytes:
    """Return the content of a file, read in another process where it is that of a base: see :func:`copy_elsewhere`."""
    if not path.name.startswith(NAME):
        return path.read_bytes()
    reading = "import pathlib, sys; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    command = [*_own_or("cat", (sys.executable, "-S", "-c", reading)), str(path)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _own_or(command: str, other: Sequence[str]) -> Sequence[str]:
    """Return the system's own command, which starts in a twentieth of the time, or another where it has none."""
    return [command] if shutil.which(command) else other


def let_go(store: Store) -> None:
    """Do as a library does that opens a file by itself: no hook of Python sees it."""
    for name in (NAME, f"{NAME}-shm"):
        os.close(os.dup(_descriptor(store.path.with_name(name))))


def _descriptor(path: Path) -> int:
    """Return a descriptor of the engine's own: closing a copy of it drops the locks as any other would."""
    return next(int(fd.name) for fd in Path("/proc/self/fd").iterdir() if _is(fd.name, path))


def _is(fd: str, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(int(fd)), path.stat())
    except OSError:
        return False


@cache
def _made(fill: Fill, on: Fill) -> Path:
    """Make the base that is copied, unless another process did."""
    name = f"{named(on)}+{named(fill)}" if on is not nothing else named(fill)

    def make(begun: Path) -> None:
        if fill not in _ANEW:
            shutil.copytree(_made(on, nothing), begun, dirs_exist_ok=True)
        with closing(open_store(begun)) as store:
            fill(store)

    return made_once(name, make)
