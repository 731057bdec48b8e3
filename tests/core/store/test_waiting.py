"""A write waits for its turn a stretch at a time: a window paints meanwhile, keeps its place, writes nothing else."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from filelock import FileLock

from core.errors import UserError
from core.store import forcing
from core.store.opening import NAME, open_store, opened
from core.store.sqlite import SqliteStore
from core.store.turns import Turns
from core.store.waiting import Waiting
from tests.core.store.conftest import put, value_of

PAUSES = 3


@pytest.fixture
def store(base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteStore]:
    """The base, as a window has it, on a disk that answers at once."""
    monkeypatch.setattr(forcing, "sync", lambda _fd: None)
    with opened(base) as made:
        yield made


@pytest.fixture
def other(base: Path) -> Iterator[ExitStack]:
    """Another seat that holds the turn until it is closed."""
    with ExitStack() as held:
        held.enter_context(Turns(base / NAME, 1).mine())
        yield held


def test_a_window_paints_until_its_turn_comes(store: SqliteStore, other: ExitStack) -> None:
    pauses: list[bool] = []

    def meanwhile() -> None:
        pauses.append(store.pausing)
        if len(pauses) == PAUSES:
            other.close()

    store.paint_with(meanwhile)
    put(store, "user", "Inès")
    assert len(pauses) >= PAUSES
    assert all(pauses)
    assert not store.pausing
    assert value_of(store, "user") == "Inès"


def test_a_window_paints_behind_others_who_wait(store: SqliteStore, base: Path) -> None:
    pauses: list[None] = []
    with ExitStack() as queue:
        queue.enter_context(FileLock(base / f"{NAME}.door").acquire())

        def meanwhile() -> None:
            pauses.append(None)
            queue.close()

        store.paint_with(meanwhile)
        put(store, "user", "Inès")
    assert pauses
    assert value_of(store, "user") == "Inès"


def test_a_window_that_paints_keeps_its_place(store: SqliteStore, base: Path, other: ExitStack) -> None:
    said: list[str] = []

    def meanwhile() -> None:
        if not said:
            other.close()
            with pytest.raises(UserError) as refused, Turns(base / NAME, 0.05).mine():
                said.append("went before")
            said.append(refused.value.code)

    store.paint_with(meanwhile)
    put(store, "user", "Inès")
    assert said == ["BASE_BUSY"]


def test_nothing_else_is_written_meanwhile(store: SqliteStore, other: ExitStack) -> None:
    said: list[str] = []

    def meanwhile() -> None:
        if not said:
            other.close()
            with pytest.raises(UserError) as refused:
                put(store, "user", "Louis")
            said.append(refused.value.text)

    store.paint_with(meanwhile)
    put(store, "user", "Inès")
    assert value_of(store, "user") == "Inès"
    assert said[0].startswith("La base est occupée par l’action précédente. Votre action n’est pas enregistrée.")


def test_a_turn_that_does_not_come_is_told(base: Path, other: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forcing, "sync", lambda _fd: None)
    pauses: list[None] = []
    with closing(open_store(base, wait=0.2)) as store:
        store.paint_with(lambda: pauses.append(None))
        with pytest.raises(UserError) as refused:
            put(store, "user", "Inès")
        assert refused.value.code == "BASE_BUSY"
        assert pauses
        other.close()
        put(store, "user", "Claire")
        assert value_of(store, "user") == "Claire"


def test_a_pause_that_fails_lets_the_place_go(store: SqliteStore, base: Path, other: ExitStack) -> None:
    def meanwhile() -> None:
        raise ZeroDivisionError

    store.paint_with(meanwhile)
    with pytest.raises(ZeroDivisionError):
        put(store, "user", "Inès")
    assert not store.pausing
    other.close()
    with opened(base) as third:
        put(third, "user", "Louis")
    assert value_of(store, "user") == "Louis"


def test_where_nobody_paints_a_wait_is_one_stretch() -> None:
    waiting = Waiting()
    waiting.begin()
    waiting.pause()
    assert waiting.stretch() == float("inf")
    assert not waiting.pausing
