"""Bases made once and copied. Making one goes through every schema and waits for the disk, some forty times as long as
opening a copy.

Copies share what was made with them: the key of their register, the seats already numbered, the ids of what they hold.
A test about one of these opens its own base.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.store.engine.opening import open_store
from core.store.port import Store
from tests import chance

Fill = Callable[[Store], object]
"""What is written in a new base; a function of a module, so that it is known again."""


def nothing(_store: Store) -> None:
    """Leave the base as it is made."""


def new_base(folder: Path, fill: Fill = nothing) -> Store:
    """Open in ``folder`` a base that holds what ``fill`` wrote."""
    put_base(folder, fill)
    return open_store(folder)


def put_base(folder: Path, fill: Fill = nothing) -> None:
    """Put in ``folder`` a base that holds what ``fill`` wrote, closed."""
    shutil.copytree(_made(fill).name, folder, dirs_exist_ok=True)


@cache
def _made(fill: Fill) -> "TemporaryDirectory[str]":
    """Make the base that is copied; it goes away with the tests."""
    folder = tempfile.TemporaryDirectory(prefix="base-")
    with chance.apart(f"{fill.__module__}.{fill.__qualname__}"), closing(open_store(Path(folder.name))) as store:
        fill(store)
    return folder
