"""Many refusals as one gesture: a transaction for a few, each the same as alone, and taken back together."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import in_slices
from core.actions.common.people import Who
from core.actions.keeping.forgetting import forget_rows
from core.actions.register import opposing, opposing_many
from core.base.errors import Cancelled, UserError
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import opened
from core.store.port import Store, Writer
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take
from tests.failing import fails_with

COUNT = 9
LATER = NOW + timedelta(minutes=2)
TOWN = [
    DRAFT._replace(
        line=n, last_name=f"Vendeur{n}", phones=(f"063998{n:04d}",), emails=(), address=f"{n} rue des Mûriers",
        reference=f"TD{n}",
    )
    for n in range(1, COUNT + 1)
]  # fmt: skip


def fill(store: Store) -> None:
    take(store, *TOWN, batch=BATCH)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(in_slices, "SLICE", 4)
    store = new_base(tmp_path / "many", fill)
    yield store
    store.close()


def everybody(store: Store) -> list[int]:
    with store.read() as r:
        return list(leads.search(r, sort="name"))


def register(store: Store) -> list[tuple[object, ...]]:
    """Return what the register says, apart from the ids."""
    sql = "SELECT hash, kind, how, at, by, note, lead_id, signature, lifted_at FROM opposition"
    with store.read() as r:
        return sorted(tuple(map(str, one.values())) for one in r.records(sql))


def test_many_write_what_each_alone_would(town: Store, tmp_path: Path) -> None:
    alone = new_base(tmp_path / "alone", fill)
    done = opposing_many.oppose_many(town, everybody(town), how="letter", by=BY, at=NOW)
    for lead_id in everybody(alone):
        opposing.oppose(alone, Who(lead_id), how="letter", by=BY, at=NOW)
    assert (len(done.ids), done.same, done.whole) == (COUNT, 0, True)
    assert register(town) == register(alone)
    assert len(register(town)) > COUNT
    alone.close()


def test_who_is_opposed_or_gone_is_left_out(town: Store) -> None:
    first, second, *_rest = everybody(town)
    opposing.oppose(town, Who(first), how="letter", by=BY, at=NOW)
    with town.write("gone", by=BY, at=NOW) as w:
        for table in ("mark", "contact", "origin", "listing", "merging", "stated"):
            w.delete_many(table, ("lead_id",), [(second,)])
        w.delete_many("lead", ("id",), [(second,)])
    done = opposing_many.oppose_many(town, [first, second, *_rest], how="letter", by=BY, at=LATER)
    assert (len(done.ids), done.same) == (COUNT - 2, 2)


def test_somebody_erased_of_whom_nothing_is_kept_is_left_out(town: Store) -> None:
    first, *rest = everybody(town)
    forget_rows(town, [first], by=BY, at=NOW, keep_property=True, why="choice")
    with town.write("lost", by=BY, at=NOW) as w:
        w.delete_many("erased_mark", ("id",), [(one,) for one in w.column(int, "SELECT id FROM erased_mark")])
    done = opposing_many.oppose_many(town, [first, *rest], how="letter", by=BY, at=LATER)
    assert (len(done.ids), done.same) == (COUNT - 1, 1)


def test_a_stop_keeps_whole_what_is_done(town: Store) -> None:
    heard: list[int] = []

    def progress(done: int, total: int) -> None:
        heard.append(done)
        if len(heard) == 6:
            raise Cancelled

    done = opposing_many.oppose_many(town, everybody(town), how="letter", by=BY, at=NOW, progress=progress)
    assert (done.leads, done.total, done.whole) == (6, COUNT, False)
    assert heard == [0, 0, 0, 0, 4, 4], "only what is committed is told"
    with town.read() as r:
        assert [r.row(Lead, one).opposed_at is not None for one in everybody(town)] == [True] * 6 + [False] * 3
    back = opposing_many.undo_many(town, done.ids, by=BY, at=LATER)
    assert (len(back.ids), back.whole) == (6, True)
    with town.read() as r:
        assert {r.row(Lead, one).opposed_at for one in everybody(town)} == {None}


def test_undoing_is_for_ten_minutes_and_passes_over_what_was_taken_back(town: Store) -> None:
    done = opposing_many.oppose_many(town, everybody(town), how="letter", by=BY, at=NOW)
    opposing.undo(town, done.ids[0], by=BY, at=LATER)
    with fails_with("UNDO_LATE"):
        opposing_many.undo_many(town, done.ids, by=BY, at=NOW + timedelta(minutes=11))
    back = opposing_many.undo_many(town, done.ids, by=BY, at=LATER)
    assert (len(back.ids), back.same) == (COUNT - 1, 1)
    with pytest.raises(UserError):
        opposing_many.undo_many(town, done.ids, by=BY, at=LATER)


def test_what_fails_midway_tells_how_far_it_went(town: Store) -> None:
    def start(_w: Writer) -> Callable[[int], int]:
        def each(item: int) -> int:
            if item == stop:
                raise UserError("DISK_FULL", "Le disque est plein.")
            return item

        return each

    def run() -> in_slices.SliceResult[int]:
        return in_slices.in_slices(town, list(range(COUNT)), start, what="essai", by=BY, at=NOW)

    stop = 6
    ended = run()
    assert ended.done == (0, 1, 2, 3)
    assert ended.stopped
    assert ended.problem is not None and ended.problem.code == "DISK_FULL"
    stop = 2
    with pytest.raises(UserError):
        run()


def test_another_writer_is_let_in_before_the_slice_is_full(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at the door ends the slice after the person at hand; their write stands between two slices."""
    monkeypatch.setattr(in_slices, "LOOK", 1)
    others: list[threading.Thread] = []

    def write() -> None:
        with opened(town.path.parent) as store, store.write("other", by=BY, at=NOW) as w:
            w.note("other")

    def start(w: Writer) -> Callable[[int], int]:
        def each(item: int) -> int:
            if not others:
                others.append(threading.Thread(target=write))
                others[0].start()
                while not w.awaited():
                    time.sleep(0.001)
            w.note(str(item))
            return item

        return each

    done = in_slices.in_slices(town, list(range(COUNT)), start, what="essai", by=BY, at=NOW)
    others[0].join()
    assert done.done == tuple(range(COUNT))
    with town.read() as r:
        written = r.column(str, "SELECT what FROM journal WHERE what IN ('essai', 'other') ORDER BY id")
    assert written == ["essai", "other", "essai", "essai"], "one alone, then four by four"
