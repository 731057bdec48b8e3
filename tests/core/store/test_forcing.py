"""What a window confirms is on the disk, and a disk slow to answer does not freeze it."""

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UserError
from core.store import forcing
from core.store.opening import opened
from core.store.port import Changed
from core.store.sqlite import SqliteStore
from tests.core.store.conftest import put, value_of

FULL, NORMAL = 2, 1


@pytest.fixture
def store(base: Path) -> Iterator[SqliteStore]:
    """The base, as a window has it."""
    with opened(base) as made:
        yield made


@pytest.fixture
def other(base: Path) -> Iterator[SqliteStore]:
    """The same base, as another window has it."""
    with opened(base) as made:
        yield made


def level(store: SqliteStore) -> int:
    """Return how SQLite itself forces the disk."""
    with store.read() as r:
        row = r.row("PRAGMA synchronous")
    assert row is not None
    return int(row[0])


def test_a_write_is_told_once_it_is_on_the_disk(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(forcing, "sync", lambda _fd: order.append("on the disk"))
    store.paint_with(lambda: None)
    store.listen(lambda _changed: order.append(f"told {value_of(other, 'user')}"))
    put(store, "user", "Inès")
    assert order == ["on the disk", "told Inès"]
    assert level(store) == NORMAL


def test_while_the_disk_is_slow_the_turn_has_passed_on(
    store: SqliteStore, other: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def meanwhile() -> None:
        put(other, "user", "Claire de l’autre poste")
        answered.set()

    monkeypatch.setattr(forcing, "sync", lambda _fd: answered.wait(10))
    store.paint_with(meanwhile)
    put(store, "user", "Inès")
    assert answered.is_set()
    assert value_of(store, "user") == "Claire de l’autre poste"


def test_a_disk_that_fails_is_told(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_fd: int) -> None:
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(forcing, "sync", broken)
    store.paint_with(lambda: None)
    heard: list[Changed] = []
    store.listen(heard.append)
    with pytest.raises(UserError) as refused:
        put(store, "user", "Inès")
    assert refused.value.code == "DISK_UNSURE"
    assert heard == [{"setting"}], "it is in the base, as the sentence says"


def test_a_load_is_forced_by_the_first_write_after_it(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[int] = []
    monkeypatch.setattr(forcing, "sync", forced.append)
    store.paint_with(lambda: None)
    with store.loading():
        put(store, "user", "Inès")
        assert not forced
    put(store, "user", "Claire")
    assert len(forced) == 1
    assert level(store) == NORMAL


def test_without_a_window_sqlite_forces_by_itself(store: SqliteStore) -> None:
    assert level(store) == FULL
    with store.loading():
        assert level(store) == NORMAL
    assert level(store) == FULL
