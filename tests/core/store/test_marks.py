"""How leads are found by keyed hash: exactly, once, wherever the mark waits, and never by what is gone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.store import leads, marks
from core.store.marks import Near, Pair
from core.store.opening import open_store
from core.store.schema import hash_head
from core.store.sqlite import SqliteStore
from tests.bases import new_base
from tests.contract.conftest import LEAD
from tests.core.store.conftest import NOW

ONE = "0123456789abcdef" * 2
SAME_HEAD = "0123456789abcdee" + "f" * 16
"""Another hash with the first 63 bits of ONE."""
OTHER = "f" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty base."""
    opened = new_base(tmp_path)
    yield opened
    opened.close()


def bear(store: SqliteStore, *hashes: str, later: bool = False) -> int:
    """Write a lead that bears hashes and return its id."""
    with store.write("test", by="Claire", at=NOW) as w:
        lead_id = w.insert("lead", LEAD)
        (w.mark_later if later else w.mark)((lead_id, "phone", hashed) for hashed in hashes)
    return lead_id


def found(store: SqliteStore, *hashes: str) -> tuple[dict[str, int], list[int]]:
    with store.read() as r:
        return leads.marked(r, hashes), leads.sharing(r, hashes)


def places(store: SqliteStore) -> tuple[int, int]:
    """Return how many marks are in their place, and how many wait for it."""
    with store.read() as r:
        [[placed, waiting]] = r.rows(
            """SELECT (SELECT count(*) FROM mark_place), (SELECT coalesce(sum(length(pairs)) / 16, 0) FROM mark_fresh)
               - (SELECT count(*) FROM mark_dropped)"""
        )
    return int(placed), int(waiting)


def gone(store: SqliteStore, lead_id: int) -> None:
    with store.write("test", by="Claire", at=NOW) as w:
        w.delete_many("mark", ("lead_id",), [(lead_id,)])
        w.delete_many("lead", ("id",), [(lead_id,)])


def test_two_hashes_with_one_head_are_two_persons(store: SqliteStore) -> None:
    assert hash_head(ONE) == hash_head(SAME_HEAD)
    lead_id = bear(store, ONE)
    assert found(store, SAME_HEAD) == ({}, [])
    assert found(store, ONE, SAME_HEAD) == ({ONE: lead_id}, [lead_id])
    second = bear(store, SAME_HEAD)
    assert found(store, ONE, SAME_HEAD) == ({ONE: lead_id, SAME_HEAD: second}, [lead_id, second])


def test_the_oldest_bearer_is_the_one_a_row_joins(store: SqliteStore) -> None:
    waiting, placed = bear(store, ONE, later=True), bear(store, ONE)
    assert waiting < placed
    assert found(store, ONE) == ({ONE: waiting}, [waiting, placed])


def test_a_mark_that_waits_is_found_and_goes_to_its_place(store: SqliteStore) -> None:
    lead_id = bear(store, ONE, later=True)
    assert places(store) == (0, 1)
    assert found(store, ONE) == ({ONE: lead_id}, [lead_id])
    with store.loading():
        pass
    assert places(store) == (1, 0)
    assert found(store, ONE) == ({ONE: lead_id}, [lead_id])


def test_a_mark_in_both_places_is_found_once_and_placed_once(store: SqliteStore) -> None:
    lead_id = bear(store, ONE)
    with store.write("test", by="Claire", at=NOW) as w:
        w.mark_later([(lead_id, "phone", ONE)])
    assert places(store) == (1, 1)
    assert found(store, ONE) == ({ONE: lead_id}, [lead_id])
    with store.loading():
        pass
    assert places(store) == (1, 0)


@pytest.mark.parametrize("later", [False, True])
def test_the_marks_of_a_lead_that_goes_go_with_it(store: SqliteStore, later: bool) -> None:
    lead_id = bear(store, ONE, later=later)
    gone(store, lead_id)
    assert places(store) == (0, 0)
    assert found(store, ONE) == ({}, [])


def test_a_place_that_names_a_lead_long_gone_finds_nobody(store: SqliteStore) -> None:
    """No program of ours leaves one; a base mended by hand may."""
    with store.write("test", by="Claire", at=NOW) as w:
        w.insert_many("mark_place", ("head", "lead_id"), [(hash_head(ONE), 12345)])
    assert found(store, ONE) == ({}, [])
    lead_id = bear(store, ONE)
    assert found(store, ONE) == ({ONE: lead_id}, [lead_id])


def test_marks_written_while_others_are_placed_are_not_lost(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what waits and its placing, another import places it too, takes a lead away, brings one."""
    monkeypatch.setattr(marks, "_SLICE", 1)
    first, second, third = (bear(store, hashed, later=True) for hashed in (ONE, SAME_HEAD, OTHER))
    other = open_store(tmp_path)
    brought: list[int] = []
    look = Near.slices

    def slices(near: Near) -> list[list[Pair]]:
        seen = look(near)
        if not brought:
            gone(other, third)
            brought.append(bear(other, OTHER, later=True))
            with other.loading():
                pass
        return seen

    monkeypatch.setattr(Near, "slices", slices)
    with store.loading():
        pass
    other.close()
    assert places(store) == (3, 0)
    assert found(store, ONE, SAME_HEAD, OTHER)[1] == [first, second, *brought]


def test_a_mark_that_goes_while_it_waits_in_memory_is_not_brought_back(store: SqliteStore, tmp_path: Path) -> None:
    """One of them is borne again: that one is placed."""
    gone_for_good, back = bear(store, ONE, later=True), bear(store, OTHER, later=True)
    assert found(store, ONE, OTHER)[1] == [gone_for_good, back]
    with closing(open_store(tmp_path)) as other:
        gone(other, gone_for_good)
        with other.write("test", by="Claire", at=NOW) as w:
            w.delete_many("mark", ("lead_id",), [(back,)])
            w.mark_later([(back, "phone", OTHER)])
    with store.loading():
        pass
    assert places(store) == (1, 0)
    assert found(store, ONE, OTHER)[1] == [back]
    with store.read() as r:
        assert r.rows("SELECT * FROM mark_dropped") == []


def test_what_is_undone_is_not_taken_for_what_comes_after(store: SqliteStore) -> None:
    class StoppedError(Exception):
        """Anything that stops a transaction."""

    with pytest.raises(StoppedError), store.write("test", by="Claire", at=NOW) as w:
        lead_id = w.insert("lead", LEAD)
        w.mark_later([(lead_id, "phone", ONE)])
        assert leads.sharing(w, [ONE]) == [lead_id]
        raise StoppedError
    assert found(store, ONE) == ({}, [])
    lead_id = bear(store, OTHER, later=True)
    assert found(store, ONE, OTHER) == ({OTHER: lead_id}, [lead_id])


def test_the_marks_that_wait_in_a_base_put_back_are_found(store: SqliteStore, tmp_path: Path) -> None:
    """The copy was made in the middle of an import; one of its leads is gone since, and comes back with it."""
    lead_id = bear(store, ONE, later=True)
    (tmp_path / "copy").mkdir()
    copied = store.copy_to(tmp_path / "copy")
    gone(store, lead_id)
    assert found(store, ONE) == ({}, [])
    with closing(open_store(copied)) as copy:
        store.become(copy)
    assert places(store) == (1, 0)
    assert found(store, ONE) == ({ONE: lead_id}, [lead_id])


def test_a_run_written_while_others_are_placed_waits_for_the_next_time(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bear(store, ONE, later=True)
    brought: list[int] = []
    look = Near.slices
    with closing(open_store(tmp_path)) as other:

        def slices(near: Near) -> list[list[Pair]]:
            seen = look(near)
            brought.append(bear(other, OTHER, later=True))
            return seen

        monkeypatch.setattr(Near, "slices", slices)
        with store.loading():
            pass
    assert places(store) == (1, 1)
    assert found(store, ONE, OTHER)[1] == [first, *brought]
