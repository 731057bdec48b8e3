"""Every engine the contract holds for; a second one is one line in ENGINES."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.store.engine.opening import NAME, open_store
from core.store.port import Reader, Store
from tests.bases import put_base

Open = Callable[[], Store]
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
LEAD = {
    "name": "Moreau Hélène",
    "first_name": "Hélène",
    "last_name": "Moreau",
    "civility": "",
    "sort_key": "moreau helene",
    "town": "Uzès",
    "town_key": "uzes",
    "postcode": "30700",
    "obtained": "2026-10-27",
    "notice_due": "2026-11-27",
    "source": "Pige Ouest",
}


def _sqlite(folder: Path) -> Store:
    """Open the base of a folder, at first a copy of an empty one."""
    if not (folder / NAME).exists():
        put_base(folder)
    return open_store(folder)


ENGINES: dict[str, Callable[[Path], Store]] = {"sqlite": _sqlite}


@pytest.fixture(params=list(ENGINES))
def open_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a store on the same base, as another window would; all are closed at the end."""
    opened: list[Store] = []

    def another() -> Store:
        opened.append(ENGINES[request.param](tmp_path))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def store(open_one: Open) -> Store:
    """One store on an empty base."""
    return open_one()


def add(store: Store, **changes: str) -> int:
    """Write one invented lead and return its id."""
    with store.write("test", by="Claire", at=NOW) as w:
        return w.insert("lead", LEAD | changes)


def name_of(r: Reader, lead_id: int) -> str | None:
    """Return the name of a lead, None when it is gone."""
    return r.value(str, "SELECT name FROM lead WHERE id = ?", lead_id)
