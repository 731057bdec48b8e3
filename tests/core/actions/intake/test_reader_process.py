"""A big file is made ready by a process of its own: what it gives, how it ends, what a bad day leaves."""

import io
import marshal
import os
import pickle
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from core.actions.common.shared_values import NONE, Hashes
from core.actions.intake import importing, reader_process
from core.actions.intake.import_rows import load
from core.actions.intake.parse import in_blocks, prepared, read_rows
from core.base import children
from core.base.errors import Cancelled
from core.base.progress import silent
from core.base.records import replace
from core.model.batch import Report
from core.sources.tables.reading import drafts
from core.store import leads
from core.store.port import Store, Value
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with

HEADINGS = "Nom;Téléphone;E-mail;Adresse;CP;Ville;Site;Référence;Texte;Inconnu\n"
_OWN = ("id", "head", "hash", "gesture", "signature", "rank", "text")
TABLES = ("lead", "contact", "listing", "origin", "mark", "reject", "opposition", "doubt", "doubt_mark")


def write(file: Path, count: int) -> importing.ImportFile:
    """Write a file with all that can happen to a row: repeated, refused, blank, without a way to reach anyone, held for
    what sounds like a refusal."""
    said = {7: "Agences s’abstenir", 9: "Souhaite vendre seul"}
    lines = [
        f"Dupont{rank};06 39 98 {rank // 100 % 100:02} {rank % 100:02};d{rank}@exemple.fr;{rank} rue du Puits;30700;"
        f"Uzès;Toit;T{rank};{said.get(rank % 50 if rank % 50 == 7 else rank, 'Jolie vue')};x"
        for rank in range(count)
    ]
    unplaced = "Noël;06 39 98 70 70;;9 rue Foch;30700;Uzès;;;Souhaite vendre seul;"
    lines[3:3] = ["", ";;;;;;;;;", "Martin;12;;;;;Toit;T0;;", unplaced, lines[0].replace("06 39 98", "+33 6 39 98")]
    file.write_text(HEADINGS + "\n".join(lines) + "\n", "utf-8")
    return importing.ImportFile(file.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)


def task_of(store: Store, asked: importing.ImportFile) -> reader_process.Task:
    table, fields = importing.understood(asked)
    facts = importing.facts_of(asked, table, fields)
    return reader_process.Task(store.path.parent, table, fields, asked.fixes, facts, NOW.date())


def learns_nothing() -> Hashes:
    return NONE


def take_ahead(store: Store, asked: importing.ImportFile) -> Report:
    task = task_of(store, asked)
    with closing(reader_process.ReaderProcess()) as reading:
        return load(store, task.batch, reading.blocks(task, store.keyed_hash, learns_nothing, silent), by=BY, now=NOW)


def take_here(store: Store, asked: importing.ImportFile, shared: Hashes = NONE) -> Report:
    task = task_of(store, asked)
    rows = read_rows(drafts(task.table, task.fields), task.batch, task.today)
    items = prepared(rows, task.batch, store.keyed_hash, shared)
    return load(store, task.batch, in_blocks(items), by=BY, now=NOW)


def held(store: Store) -> dict[str, list[dict[str, Value]]]:
    """Return what the base holds, ids left out, without the hashes of its own key nor the ranks of its
    transactions."""
    with store.read() as r:
        found = {}
        for table in TABLES:
            columns = r.column(str, f"SELECT name FROM pragma_table_info('{table}')")
            kept = [name for name in columns if not name.endswith(_OWN)]
            found[table] = sorted(r.records(f"SELECT {', '.join(kept)} FROM {table}"), key=repr)
        return found


def told(report: Report) -> Report:
    """Return a report without its batch nor the hashes of its base's own key."""
    rejects = [replace(one, marks=(), near=(), doubt=("", one.doubt[1])) for one in report.rejects]
    return replace(report, batch=0, rejects=tuple(rejects))


def test_what_is_made_ready_ahead_is_what_is_made_ready_here(tmp_path: Path) -> None:
    asked = write(tmp_path / "pige.csv", 700)
    with closing(new_base(tmp_path / "a")) as one, closing(new_base(tmp_path / "b")) as other:
        there, here = take_ahead(one, asked), take_here(other, asked)
        assert told(there) == told(here)
        assert (there.added, there.merged, there.opposed, there.rejected, there.blank) == (686, 1, 14, 2, 2)
        assert [row["kind"] for row in held(one)["doubt_mark"]].count("near") > 0
        assert held(one) == held(other)


def test_what_the_file_teaches_meanwhile_counts_from_its_first_row(tmp_path: Path) -> None:
    asked = write(tmp_path / "pige.csv", 700)
    text = asked.file.read_text("utf-8").replace("d7@exemple.fr", "contact@exemple.fr")
    asked.file.write_text(re.sub(r"\bd[1-5]@exemple", "contact@exemple", text), "utf-8")
    with closing(new_base(tmp_path / "a")) as one, closing(new_base(tmp_path / "b")) as other:
        task = task_of(one, asked)
        learned = partial(importing.shared_in, one, asked, task.table, dict(task.fields))
        with closing(reader_process.ReaderProcess()) as reading:
            there = load(one, task.batch, reading.blocks(task, one.keyed_hash, learned, silent), by=BY, now=NOW)
        here = take_here(other, asked, importing.shared_in(other, asked, task.table, dict(task.fields)))
        assert told(there) == told(here)
        assert there.added == 686
        with one.read() as r:
            assert r.records("SELECT 1 FROM shared_value WHERE kind = 'email'")
            assert len(r.records("SELECT 1 FROM mark WHERE kind = 'mailbox'")) == 5
        assert held(one) == held(other)


def test_a_process_is_started_for_a_big_file_alone(tmp_path: Path) -> None:
    sizes = {"none.csv": None, "small.csv": reader_process.WORTH - 1, "big.csv": reader_process.WORTH}
    for name, size in sizes.items():
        if size is not None:
            (tmp_path / name).write_bytes(b"x" * size)
        with reader_process.started(tmp_path / name) as reading:
            assert (reading is not None) == (name == "big.csv")


def test_a_file_that_changes_is_told(store: Store, tmp_path: Path) -> None:
    task = task_of(store, write(tmp_path / "pige.csv", 300))
    os.utime(tmp_path / "pige.csv", (0, 0))
    with fails_with("FILE_CHANGED"), closing(reader_process.ReaderProcess()) as reading:
        list(reading.blocks(task, store.keyed_hash, learns_nothing, silent))


def test_a_process_that_dies_is_told(store: Store, tmp_path: Path) -> None:
    """A column that no row has is a fault of ours: the process ends with no last word."""
    task = replace(task_of(store, write(tmp_path / "pige.csv", 300)), fields={9999: "name"})
    with fails_with("JOB_BROKEN"), closing(reader_process.ReaderProcess()) as reading:
        list(reading.blocks(task, store.keyed_hash, learns_nothing, silent))


def test_a_process_that_dies_before_it_is_asked_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_of(store, write(tmp_path / "pige.csv", 300))
    task = replace(task, batch=replace(task.batch, headers=("x" * 1000,) * 1000))  # More than a pipe holds.
    monkeypatch.setattr(children, "command", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"])
    with fails_with("JOB_BROKEN"), closing(reader_process.ReaderProcess()) as reading:
        list(reading.blocks(task, store.keyed_hash, learns_nothing, silent))


def test_the_process_answers_in_frames(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = write(tmp_path / "pige.csv", 300)
    task = task_of(store, asked)
    answers = [said_to(task, monkeypatch, capfdbinary)]
    watched = said_to(replace(task, watched=True), monkeypatch, capfdbinary)
    os.utime(asked.file, (0, 0))
    answers.append(said_to(task, monkeypatch, capfdbinary))
    assert [[letter for letter, _ in frames(answer)] for answer in answers] == [[b"R", b"R", b"Z"], [b"E", b"Z"]]
    (_, first), (_, second), _ = frames(answers[0])
    items = marshal.loads(first)[1] + marshal.loads(second)[1]
    assert len(items) == 305
    assert {type(item) for item in items} == {int, tuple}
    seen = [marshal.loads(content)[2] for letter, content in frames(watched) if letter == b"R"]
    assert [len(rows) for rows in seen] == [198, 105], "every row that is not blank, just before its item"


def test_a_parent_that_is_gone_ends_the_process(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(store, write(tmp_path / "pige.csv", 300))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pickle.dumps(task))))
    ours, (theirs, pipe) = os.dup(1), os.pipe()
    os.close(theirs)
    os.dup2(pipe, 1)
    try:
        assert reader_process.main() == 0
    finally:
        os.dup2(ours, 1)
        os.close(ours)
        os.close(pipe)


def test_what_nobody_takes_keeps_nobody_waiting(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "_AHEAD", 1)
    task = task_of(store, write(tmp_path / "pige.csv", 8000))
    with closing(reader_process.ReaderProcess()) as reading:
        next(iter(reading.blocks(task, store.keyed_hash, learns_nothing, silent)))
        [thread] = [thread for thread in threading.enumerate() if "_drain" in thread.name]
        time.sleep(0.2)  # There is room for no other block by then.
        assert thread.is_alive()
    assert not thread.is_alive()


def said_to(
    task: reader_process.Task, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> bytes:
    """Return what the process would answer, run here."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pickle.dumps(task))))
    assert reader_process.main() == 0
    return capfdbinary.readouterr().out


def frames(answer: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 0
    while at < len(answer):
        size = int.from_bytes(answer[at + 1 : at + 5], "little")
        found.append((answer[at : at + 1], answer[at + 5 : at + 5 + size]))
        at += 5 + size
    return found


def test_the_user_may_give_up(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "WORTH", 1)
    asked = write(tmp_path / "pige.csv", 3000)

    def give_up(done: int, _total: int) -> None:
        if done > 900:
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.import_into(store, replace(asked, folder=store.path.parent), give_up)
    with store.read() as r:
        assert 0 < leads.count_leads(r) < 3000
        assert r.records("SELECT 1 FROM batch WHERE ended IS NULL") == []


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    """Every process is gone when its rows are."""
    yield
    assert not [one for one in psutil.Process().children() if "core.actions.intake.reader_process" in one.cmdline()]
