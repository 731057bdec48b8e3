"""What happens when two do it at once: imports in two processes, a batch undone beside an import, a base mended by
hand."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from core.actions.intake import batch_undo, parse
from core.actions.intake.import_rows import take_in
from core.actions.intake.importing import ImportFile, import_into
from core.base.records import replace
from core.model.batch import Report
from core.model.draft import Draft
from core.store import batches, leads
from core.store.engine import journal
from core.store.engine.opening import NAME, open_store, opened
from core.store.engine.turns import Turns
from core.store.port import Store
from tests.bases import put_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, counts, take
from tests.failing import fails_with
from tests.lengths import length

HEADINGS = "Nom;Téléphone;E-mail;Ville;Site;Référence\n"
ROWS = length(400, long=1200)
SHARED = ROWS // 3
"""Persons that both files name."""


@pytest.fixture(autouse=True)
def _two_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "BLOCK", 2)


def write(file: Path, first: int) -> ImportFile:
    """Write a file of ROWS persons from the one of rank ``first``."""
    lines = (
        f"Dupont{rank};06 39 98 {rank // 100:02} {rank % 100:02};d{rank}@exemple.fr;Uzès;Toit;T{rank}"
        for rank in range(first, first + ROWS)
    )
    file.write_text(HEADINGS + "\n".join(lines) + "\n", "utf-8")
    return ImportFile(file.parent / "base", file, "Pige Ouest", "2026-11-20", BY, NOW)


def read(asked: ImportFile, gate: Barrier, said: "Queue[Report]") -> None:
    """Import a file as the other process starts too, in small transactions."""
    vars(parse).update({"BLOCK": 40})
    with opened(asked.folder) as store:
        gate.wait(60)
        said.put(import_into(store, asked))


def test_two_imports_at_once_take_nobody_twice(store: Store, tmp_path: Path) -> None:
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
        assert leads.count_leads(r) == 2 * ROWS - SHARED
        assert r.records("SELECT 1 FROM mark WHERE kind = 'phone' GROUP BY hash HAVING count(*) > 1") == []
        assert r.column(int, "SELECT count(*) FROM supplier") == [1]
        assert r.column(int, "SELECT count(*) FROM batch WHERE ended IS NULL") == [0]
        assert journal.check(r).problems == ()


def person(rank: int) -> Draft:
    """Return an invented person, the same for the same rank."""
    phone = f"06 39 98 00 {rank:02}"
    return DRAFT._replace(
        line=rank + 2,
        last_name=f"Nom{rank}",
        phones=(phone,),
        emails=(),
        address="",
        reference=f"P{rank}",
    )


def test_a_batch_undone_while_another_is_read(store: Store) -> None:
    """Who the other file completed already stays; who it names later comes in anew."""
    first = take(store, *map(person, range(6))).batch
    undone = []

    def rows() -> Iterator[Draft]:
        yield from (person(rank) for rank in (0, 1))
        yield person(2)
        undone.append(batch_undo.undo(store, first, by=BY, at=NOW))
        yield from (person(rank) for rank in (3, 4, 5))

    report = take_in(store, rows(), replace(BATCH, name="autre.csv"), by=BY, now=NOW)
    assert (undone[0].removed, undone[0].kept_count) == (4, 2)
    assert counts(report) == (6, 4, 2, 0, 0, 0)
    with store.read() as r:
        assert leads.count_leads(r) == 6
        assert journal.check(r).problems == ()


def test_whoever_waits_to_write_comes_between_two_slices(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction carries all rows when nobody waits, and ends after its first slice when somebody does."""
    monkeypatch.setattr(parse, "BLOCK", 2000)
    turns = Turns(store.path, 60)

    def other() -> None:
        with opened(store.path.parent) as mine, mine.write("a call", by=BY, at=NOW) as w:
            w.note("said")

    caller = threading.Thread(target=other)

    def told(_line: int, _fate: str, _lead_id: int | None) -> None:
        if caller.ident is None:
            caller.start()
        while caller.is_alive() and not turns.awaited():
            time.sleep(0.001)

    rows = [person(rank) for rank in range(450)]
    take_in(store, rows[:225], BATCH, by=BY, now=NOW)
    take_in(store, rows[225:], BATCH, by=BY, now=NOW, told=told)
    caller.join()
    with store.read() as r:
        acts = r.column(str, "SELECT what FROM journal WHERE what IN ('intake rows', 'a call') ORDER BY id")
    assert acts == ["intake rows", "intake rows", "a call", "intake rows"]


def test_a_base_held_by_another_program_in_the_middle(tmp_path: Path) -> None:
    """What was written stays and is said to; the batch reads as cut short, and the file can be read again."""
    turns = Turns(tmp_path / NAME, 1)

    def rows() -> Iterator[Draft]:
        yield from map(person, (0, 1))
        held.enter_context(turns.mine())
        yield person(2)

    put_base(tmp_path)
    with closing(open_store(tmp_path, wait=0.05)) as store:
        with ExitStack() as held, fails_with("JOB_BROKEN"):
            take_in(store, rows(), BATCH, by=BY, now=NOW)
        with store.read() as r:
            assert leads.count_leads(r) == 2
            assert [batch.ended for batch in batches.recent(r)] == [None]
        assert counts(take(store, *map(person, (0, 1, 2)))) == (3, 1, 2, 0, 0, 0)


def test_a_base_held_before_the_first_row(tmp_path: Path) -> None:
    put_base(tmp_path)
    with closing(open_store(tmp_path, wait=0.05)) as store, Turns(tmp_path / NAME, 1).mine(), fails_with("BASE_BUSY"):
        take(store, DRAFT)
