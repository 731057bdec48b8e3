"""Every engine the contract holds for; a second one is one line in ENGINES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.store.opening import open_store
from core.store.sqlite import SqliteStore

Open = Callable[[], SqliteStore]

ENGINES: dict[str, Callable[[Path], SqliteStore]] = {"sqlite": open_store}


@pytest.fixture(params=list(ENGINES))
def open_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a store on the same base, as another window would; all are closed at the end."""
    opened: list[SqliteStore] = []

    def another() -> SqliteStore:
        opened.append(ENGINES[request.param](tmp_path))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def store(open_one: Open) -> SqliteStore:
    """One store on an empty base."""
    return open_one()
