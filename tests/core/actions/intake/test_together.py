"""What happens when two do it at once: imports in two processes, a batch undone beside an import, a base mended by
hand."""

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from core.actions.intake import batch_undo, taking_in
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.taking_in import take_in
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join
from core.base.errors import Cancelled, UserError
from core.model.batch import Report
from core.model.draft import Draft
from core.store import batches, journal, leads, marks, sqlite
from core.store.opening import NAME, open_store, opened
from core.store.schema import hash_head
from core.store.sqlite import SqliteStore
from core.store.turns import Turns
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, counts, take

HEADINGS = "Nom;Téléphone;E-mail;Ville;Site;Référence\n"
ROWS = 1200
SHARED = 400
"""Persons that both files name."""


@pytest.fixture(autouse=True)
def _two_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("CHUNK", "_LEAST", "_MOST"):
        monkeypatch.setattr(taking_in, bound, 2)


def write(file: Path, first: int) -> ImportFile:
    """Write a file of ROWS persons from the one of rank ``first``."""
    lines = (
        f"Dupont{rank};06 39 98 {rank // 100:02} {rank % 100:02};d{rank}@exemple.fr;Uzès;Toit;T{rank}"
        for rank in range(first, first + ROWS)
    )
    file.write_text(HEADINGS + "\n".join(lines) + "\n", "utf-8")
    return ImportFile(file.parent / "base", file, "Pige Ouest", "2026-11-20", BY, NOW)


def read(asked: ImportFile, gate: Barrier, said: "Queue[Report]") -> None:
    """Import a file as the other process starts too, placing marks after each transaction."""
    for module, values in (
        (taking_in, {"CHUNK": 40, "_MOST": 60}),
        (sqlite, {"RESTS": 1}),
        (marks, {"MANY": 1}),
    ):
        vars(module).update(values)
    with opened(asked.folder) as store:
        gate.wait(60)
        said.put(import_into(store, asked))


def test_two_imports_at_once_take_nobody_twice(store: SqliteStore, tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    gate, said = spawning.Barrier(2), spawning.Queue()
    files = [write(tmp_path / "a.csv", 0), write(tmp_path / "b.csv", ROWS - SHARED)]
    workers = [spawning.Process(target=read, args=(asked, gate, said)) for asked in files]
    for worker in workers:
        worker.start()
    reports = [said.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert [report.read for report in reports] == [ROWS, ROWS]
    assert sum(report.added for report in reports) == 2 * ROWS - SHARED
    assert sum(report.merged for report in reports) == SHARED
    with store.read() as r:
        assert leads.count(r) == 2 * ROWS - SHARED
        assert r.rows("SELECT 1 FROM mark WHERE kind = 'phone' GROUP BY hash HAVING count(*) > 1") == []
        assert r.rows("SELECT * FROM mark_fresh") == []
        assert r.rows("SELECT head, lead_id FROM mark EXCEPT SELECT head, lead_id FROM mark_place") == []
        assert r.rows("SELECT head, lead_id FROM mark_place EXCEPT SELECT head, lead_id FROM mark") == []
        assert r.rows("SELECT count(*) FROM supplier") == [(1,)]
        assert r.rows("SELECT count(*) FROM batch WHERE ended IS NULL") == [(0,)]
        assert journal.check(r).problems == ()


def person(rank: int) -> Draft:
    """Return an invented person, the same for the same rank."""
    phone = f"06 39 98 00 {rank:02}"
    return replace(
        DRAFT,
        line=rank + 2,
        last_name=f"Nom{rank}",
        phones=(phone,),
        emails=(),
        address="",
        reference=f"P{rank}",
    )


def stopped(store: SqliteStore, count: int) -> int:
    """Import ``count`` persons, stopped before its end, and return the batch: its marks wait for their place."""

    def rows() -> Iterator[Draft]:
        yield from map(person, range(count))
        raise Cancelled

    with pytest.raises(Cancelled):
        take_in(store, rows(), BATCH, by=BY, now=NOW)
    with store.read() as r:
        return batches.newest(r)


def waiting(store: SqliteStore) -> int:
    with store.read() as r:
        return int(r.rows("SELECT coalesce(sum(length(pairs)) / 16, 0) FROM mark_fresh")[0][0])


def test_a_batch_undone_while_another_is_read(store: SqliteStore) -> None:
    """Who the other file completed already stays; who it names later comes in anew."""
    first = stopped(store, 6)
    assert waiting(store) == 6 * 2
    undone = []

    def rows() -> Iterator[Draft]:
        yield from (person(rank) for rank in (0, 1))
        yield person(2)
        undone.append(batch_undo.undo(store, first, by=BY, at=NOW))
        yield from (person(rank) for rank in (3, 4, 5))

    report = take_in(store, rows(), replace(BATCH, name="autre.csv"), by=BY, now=NOW)
    assert (undone[0].removed, undone[0].kept_count) == (4, 2)
    assert counts(report) == (6, 4, 2, 0, 0, 0)
    assert waiting(store) == 0
    with store.read() as r:
        assert leads.count(r) == 6
        assert r.rows("SELECT head, lead_id FROM mark_place EXCEPT SELECT head, lead_id FROM mark") == []
        assert journal.check(r).problems == ()


def test_a_base_held_by_another_program_in_the_middle(tmp_path: Path) -> None:
    """What was written stays and is said to; the batch reads as cut short, and the file can be read again."""
    turns = Turns(tmp_path / NAME, 1)

    def rows() -> Iterator[Draft]:
        yield from map(person, (0, 1))
        held.enter_context(turns.mine())
        yield person(2)

    with closing(open_store(tmp_path, wait=0.05)) as store:
        with ExitStack() as held, pytest.raises(UserError) as caught:
            take_in(store, rows(), BATCH, by=BY, now=NOW)
        assert caught.value.code == "JOB_BROKEN"
        with store.read() as r:
            assert leads.count(r) == 2
            assert [row[6] for row in batches.recent(r)] == [None]
        assert counts(take(store, *map(person, (0, 1, 2)))) == (3, 1, 2, 0, 0, 0)


def test_a_base_held_before_the_first_row(tmp_path: Path) -> None:
    with closing(open_store(tmp_path, wait=0.05)) as store, Turns(tmp_path / NAME, 1).mine():
        with pytest.raises(UserError) as caught:
            take(store, DRAFT)
        assert caught.value.code == "BASE_BUSY"


def test_a_mark_of_a_lead_long_gone_stops_no_import(store: SqliteStore) -> None:
    with store.write("mended by hand", by=BY, at=NOW) as w:
        hashed = w.keyed_hash("phone", "0639981241")
        w.insert_many("mark_place", ("head", "lead_id"), [(hash_head(hashed), 12345)])
    assert counts(take(store, DRAFT)) == (1, 1, 0, 0, 0, 0)
    assert counts(take(store, DRAFT)) == (1, 0, 1, 0, 0, 0)


def test_leads_whose_marks_wait_are_joined_and_parted(store: SqliteStore) -> None:
    stopped(store, 2)
    with store.read() as r:
        one, other = sorted(leads.search(r))
        theirs = [str(hashed) for _, hashed in leads.marks(r, other)]
    done = join(store, one, other, by=BY, at=NOW)
    with store.read() as r:
        assert leads.marked(r, theirs) == dict.fromkeys(theirs, one)
    assert counts(take(store, person(1))) == (1, 0, 1, 0, 0, 0)
    assert disjoin(store, done.id, by=BY, at=NOW) == other
    assert waiting(store) == 0
    with store.read() as r:
        assert leads.marked(r, theirs) == dict.fromkeys(theirs, other)
    assert counts(take(store, person(0), person(1))) == (2, 0, 2, 0, 0, 0)
