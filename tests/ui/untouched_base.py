"""No window test lets Python open the files of a base that its process holds, nor loses the locks of one: what Qt or
another library opens by itself is seen by the locks that are gone."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.engine.hold import Hold, holds

ENDS = (".db", ".db-wal", ".db-shm")
ENGINE = str(Path("core") / "store" / "engine")
OPENED: list[str] = []
LOST_BEFORE: list[Hold] = []
FDS = Path("/proc/self/fd")


def is_held(path: str) -> bool:
    """Tell whether this process has the file open already."""
    try:
        seen = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return any(_same(seen, fd) for fd in os.listdir(FDS))  # noqa: PTH208


def _same(seen: os.stat_result, fd: str) -> bool:
    try:
        return os.path.samestat(seen, os.stat(int(fd)))  # noqa: PTH116
    except OSError:  # The one that lists them is closed by now.
        return False


def opening(event: str, values: tuple[object, ...]) -> None:
    """Note what opens a file of a base that is open. The engine may read the log, which bears no lock."""
    if event != "open" or not isinstance(values[0], str | bytes):
        return
    path = os.fsdecode(values[0])
    if path.endswith(ENDS) and is_held(path):
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.startswith((sys.base_prefix, "<")):
            frame = frame.f_back
        where = frame.f_code.co_filename
        if not (path.endswith("-wal") and ENGINE in where):
            OPENED.append(f"{where}:{frame.f_lineno} opens {path}")


if sys.platform == "linux":
    sys.addaudithook(opening)


def lost() -> set[Hold]:
    """Return the holds that were lost: of the bases of this process that are open."""
    return {hold for hold in holds() if not hold.stands()}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What earlier tests of other kinds did in this process is theirs."""
    OPENED.clear()
    LOST_BEFORE[:] = lost()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Look before the fixtures close the base."""
    opened, now = list(OPENED), lost().difference(LOST_BEFORE)
    yield
    assert not opened, "\n".join(opened)
    assert not now, "the locks of an open base are gone: something in this process opened and closed its files"
