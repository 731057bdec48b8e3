"""Bases made once and copied. Making one goes through every schema and waits for the disk, some forty times as long as
opening a copy.

Copies share what was made with them: the key of their register (but :func:`another_key`), the seats already numbered,
the ids of what they hold. A test about one of these opens its own base.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from filelock import FileLock

from core.store.engine.opening import open_store
from core.store.port import Store
from tests import chance

Fill = Callable[[Store], object]
"""What is written in a new base; a function of a module, so that it is known again."""
_SHARED: list[Path] = []


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
    shutil.copytree(_made(fill, on), folder, dirs_exist_ok=True)


def made_in(folder: Path) -> None:
    """Make the bases that are copied in ``folder``, where the processes that share the tests find those of the
    others."""
    _SHARED[:] = [folder]


@cache
def _made(fill: Fill, on: Fill) -> Path:
    """Make the base that is copied, unless another process did."""
    name = f"{_named(on)}+{_named(fill)}" if on is not nothing else _named(fill)
    made = (_SHARED[0] if _SHARED else Path(_own().name)) / name.replace("<", "").replace(">", "")
    made.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{made}.lock"):
        if not made.is_dir():
            begun = Path(tempfile.mkdtemp(prefix="begun-", dir=made.parent))
            if fill not in _ANEW:
                put_base(begun, on)
            with chance.apart(name), closing(open_store(begun)) as store:
                fill(store)
            begun.rename(made)
    return made


def _named(fill: Fill) -> str:
    return f"{fill.__module__}.{fill.__qualname__}"


@cache
def _own() -> "tempfile.TemporaryDirectory[str]":
    """Make the folder of a program that shares nothing; it goes away with it."""
    return tempfile.TemporaryDirectory(prefix="bases-")
