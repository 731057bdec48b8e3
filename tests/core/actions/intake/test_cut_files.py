"""A file that gives out in the middle of its import: the sentence tells what is kept, and a second run doubles
nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.desk.jobs import ImportFile, import_into
from core.actions.intake.import_rows import take_in
from core.base.errors import UserError
from core.model.draft import Draft
from core.records.batch import Batch
from core.sources.tables.reading import open_table
from core.store import batches, leads
from core.store.port import Store
from core.words.errors import error
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW

HEADINGS = "nom;telephone;ville;site;reference\n"


def people(count: int) -> str:
    return "".join(
        f"Dupont{rank};06 39 98 {rank // 100:02} {rank % 100:02};Uzès;Toit;T{rank}\n" for rank in range(count)
    )


def asked(file: Path) -> ImportFile:
    return ImportFile(file.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)


def known(store: Store) -> int:
    with store.read() as r:
        return leads.count_leads(r)


def test_a_file_that_changes_says_what_is_kept(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(HEADINGS + people(1000), "utf-8")

    def touched(done: int, _total: int) -> None:
        if done > 600:
            os.utime(file, (0, 0))

    with pytest.raises(UserError) as caught:
        import_into(store, asked(file), touched)
    assert caught.value.code == "FILE_CHANGED_MIDWAY"
    assert f"{known(store)}\u00a0fiches sont enregistrées" in caught.value.text
    kept = known(store)
    assert 0 < kept < 1000
    again = import_into(store, asked(file))
    assert (again.added, again.merged) == (1000 - kept, kept)


def test_a_file_that_changes_before_its_first_row_says_that_nothing_was_imported(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(HEADINGS + people(10), "utf-8")

    def cut() -> Iterator[Draft]:
        yield DRAFT
        raise error("FILE_CHANGED", file=file.name)

    with pytest.raises(UserError, match="Rien n’a été importé") as caught:
        take_in(store, cut(), BATCH, by=BY, now=NOW)
    assert caught.value.code == "FILE_CHANGED"
    assert known(store) == 0


@pytest.mark.parametrize(
    ("code", "told", "values"),
    [
        ("FILE_UNREADABLE", "FILE_LOST_MIDWAY", {"file": "pige.csv"}),
        ("LINES_LOST", "FILE_CHANGED_MIDWAY", {"lines": 9, "records": 3, "line": 4}),
    ],
)
def test_a_disk_that_fails_halfway(store: Store, code: str, told: str, values: dict[str, object]) -> None:
    def cut() -> Iterator[Draft]:
        yield from (DRAFT._replace(phones=(), emails=(), address=f"{rank} rue A", reference="") for rank in range(400))
        raise error(code, **values)

    with pytest.raises(UserError, match="400\u00a0fiches sont enregistrées") as caught:
        take_in(store, cut(), BATCH, by=BY, now=NOW)
    assert caught.value.code == told
    with store.read() as r:
        batch = batches.batch(r, (r.one(Batch, "-id") or Batch()).id)
    assert batch is not None
    assert batch.ended is not None, "a batch cut short is closed"


def test_quotes_left_open_in_a_big_file_are_told_before_the_first_row(tmp_path: Path) -> None:
    lines = people(200_000).splitlines(keepends=True)
    # Two stray quotes: their number alone tells nothing.
    lines[150_000] = lines[150_000].replace(";06", ';"06')
    lines[150_900] = lines[150_900].replace(";06", ';"06')
    file = tmp_path / "grand.csv"
    file.write_text(HEADINGS + "".join(lines), "utf-8")
    assert open_table(file).unquoted == {150_002, 150_902}
