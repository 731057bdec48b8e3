"""Every engine the contract holds for; a second one is one line in ENGINES."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine.opening import NAME, open_store
from core.store.port import Changed, Reader, Store, Value, Values
from core.store.postgres.address import connect, team_address
from core.store.postgres.dialect import worded
from tests import team_bases
from tests.bases import put_base, put_team

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


def _postgres(folder: Path) -> Store:
    """Open the base of a team, at first a copy of an empty one, as another of its seats would."""
    if not team_bases.is_team(folder):
        put_team(folder)
    return open_store(folder)


ENGINES: dict[str, Callable[[Path], Store]] = {"sqlite": _sqlite, "postgres": _postgres}


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


def news_of(store: Store) -> Changed:
    """Return the news of a base once they came: a server tells them a moment after the commit."""
    for _ in range(200):
        if news := store.news():
            return news
        time.sleep(0.005)
    return store.news()


def name_of(r: Reader, lead_id: int) -> str | None:
    """Return the name of a lead, None when it is gone."""
    return r.value(str, "SELECT name FROM lead WHERE id = ?", lead_id)


class Outside:
    """Another program beside ours, on the same base."""

    def __init__(self, store: Store) -> None:
        address = team_address(store.path.parent)
        self._file = sqlite3.connect(store.path) if address is None else None
        self._server = connect(address) if address is not None else None
        if self._server is not None:
            # As a file opened by another program: no trigger, no key of another table.
            self._server.execute(b"SET session_replication_role = replica")

    def __enter__(self) -> "Outside":
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._file is not None:
            self._file.commit()
            self._file.close()
        if self._server is not None:
            self._server.close()

    def execute(self, sql: str, values: Sequence[Value] = ()) -> list[Values]:
        """Run a statement of the port, at once, and return what it answers."""
        if self._file is not None:
            rows: list[Values] = self._file.execute(sql, values).fetchall()
            return rows
        assert self._server is not None
        answered = self._server.execute(worded(sql), values)
        return answered.fetchall() if answered.description else []
