"""A writer waits for its turn a stretch at a time: a window paints meanwhile, and what it writes there comes first."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from core.errors import UserError
from core.store import journal
from core.store.opening import NAME, open_store, opened
from core.store.sqlite import SqliteStore
from core.store.turns import Turns
from core.store.waiting import Waiting
from tests.core.store.conftest import put, value_of

PAUSES = 3


@pytest.fixture
def store(base: Path) -> Iterator[SqliteStore]:
    """The base, as a window has it."""
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
    assert pauses == [True] * PAUSES
    assert not store.pausing
    assert value_of(store, "user") == "Inès"


def test_what_is_written_in_a_pause_comes_before(store: SqliteStore, other: ExitStack) -> None:
    written: list[str] = []

    def meanwhile() -> None:
        if not written:
            written.append("Claire")
            other.close()
            put(store, "user", "Claire")
            assert store.pausing, "the first write still waits"

    store.paint_with(meanwhile)
    put(store, "user", "Inès")
    assert value_of(store, "user") == "Inès"
    with store.read() as r:
        kept = r.rows("""SELECT after FROM journal_value WHERE "table" = 'setting' ORDER BY journal_id DESC LIMIT 2""")
        assert journal.check(r).problems == ()
    assert ["Inès" in str(kept[0]), "Claire" in str(kept[1])] == [True, True]


def test_a_turn_that_does_not_come_is_told(base: Path, other: ExitStack) -> None:
    pauses: list[None] = []
    with closing(open_store(base, wait=0.1)) as store:
        store.paint_with(lambda: pauses.append(None))
        with pytest.raises(UserError) as refused:
            put(store, "user", "Inès")
        assert refused.value.code == "BASE_BUSY"
        assert len(pauses) >= PAUSES
        other.close()
        put(store, "user", "Claire")
        assert value_of(store, "user") == "Claire"


def test_a_pause_that_fails_ends_as_one(store: SqliteStore, other: ExitStack) -> None:
    def meanwhile() -> None:
        raise ZeroDivisionError

    store.paint_with(meanwhile)
    with pytest.raises(ZeroDivisionError):
        put(store, "user", "Inès")
    assert not store.pausing
    other.close()
    put(store, "user", "Claire")
    assert value_of(store, "user") == "Claire"


def test_where_nobody_paints_a_wait_is_one_stretch(store: SqliteStore) -> None:
    waiting = Waiting()
    waiting.begin()
    waiting.pause()
    assert waiting.stretch() == float("inf")
    assert not store.pausing
