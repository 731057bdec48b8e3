"""Who says a refusal: the person, or the program that read it somewhere; what it read, and where."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlite_utils

from core.actions.leads import editing
from core.actions.register import opposing, refusal_lists
from core.actions.register.refusal_lists import ImportList
from core.model.batch import BatchFacts, Source
from core.model.editing import Change, How, ValueSource
from core.records.opposition import Opposition
from core.store.engine.schema import migrations
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take

WORDS, OTHER_WORDS = "Agences s’abstenir", "Pas d’agence, merci"
PHONE = "06 39 98 12 41"
READ_IN = DRAFT._replace(heard=WORDS, heard_in="Remarque", line=10)
OTHER_SUPPLIER = BatchFacts(Source.FILE, "autre.csv", "2026-11-20", supplier="Pige Est", site="Toit Direct", sha256="1")


def entries(store: Store, kind: str = "", author: str = "") -> list[Opposition]:
    with store.read() as r:
        return [
            entry
            for entry in r.of(Opposition)
            if entry.kind != "near" and kind in ("", entry.kind) and author in ("", entry.author)
        ]


def test_what_an_import_reads_says_so_with_its_words_and_their_place(store: Store) -> None:
    report = take(store, READ_IN)
    for entry in entries(store):
        assert (entry.author, entry.note, entry.place, entry.line) == ("read", WORDS, "Remarque", 10)
        assert entry.batch_id == report.batch
        assert entry.text


def test_what_a_person_says_is_said(store: Store) -> None:
    opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW, note="ne plus appeler")
    assert {(entry.author, entry.batch_id, entry.text) for entry in entries(store)} == {("said", None, "")}


def test_a_word_of_the_person_stands_beside_a_reading(store: Store) -> None:
    """The reading may be lifted as a mistake: what was said must not go with it."""
    take(store, READ_IN)
    done = opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW + timedelta(hours=1))
    assert not done.already
    read, said = (entries(store, kind="phone", author=author) for author in ("read", "said"))
    assert {entry.hash for entry in read} == {entry.hash for entry in said}
    assert opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW + timedelta(hours=2)).already


@pytest.mark.parametrize(
    ("batch", "words", "readings"), [(BATCH, WORDS, 1), (BATCH, OTHER_WORDS, 2), (OTHER_SUPPLIER, WORDS, 2)]
)
def test_the_same_words_of_a_supplier_are_one_reading(
    store: Store, batch: BatchFacts, words: str, readings: int
) -> None:
    take(store, READ_IN)
    take(store, READ_IN._replace(heard=words, line=44), batch=batch)
    assert len(entries(store, kind="phone")) == readings


def test_a_person_refused_by_a_word_is_not_read_once_more(store: Store) -> None:
    opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW - timedelta(days=3))
    take(store, READ_IN)
    assert {entry.author for entry in entries(store, kind="phone")} == {"said"}


def test_what_only_extends_a_reading_leads_to_it(store: Store) -> None:
    """A second number typed on the sheet, or brought by a later row, goes the way of the reading."""
    lead = add(store)
    take(store, READ_IN)
    [first] = {entry.gesture for entry in entries(store)}
    later_on = NOW + timedelta(minutes=30)
    sign = ValueSource(How.SIGN, NOW.date())
    editing.edit(store, lead, [Change("phone", "06 39 98 12 99")], told=sign, by=BY, at=later_on)
    take(store, DRAFT._replace(emails=("autre@exemple.fr",), line=51))
    later = [entry for entry in entries(store) if entry.gesture != first]
    assert {entry.kind for entry in later} == {"phone", "email"}
    assert {(entry.author, entry.root) for entry in later} == {("read", first)}


@pytest.mark.parametrize(("supplier", "author"), [("Pige Ouest", "read"), ("", "said")])
def test_a_list_of_a_supplier_is_read_and_the_book_of_the_counter_said(
    store: Store, tmp_path: Path, supplier: str, author: str
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(f"Téléphone;Nom\n{PHONE};Moreau\n06 39 98 12 42;Petit\n", encoding="utf-8")
    refusal_lists.import_list(store, ImportList(store.path.parent, file, BY, NOW, supplier=supplier))
    assert {(entry.author, entry.line) for entry in entries(store, kind="phone")} == {(author, 2), (author, 3)}


ROWS = {
    1: ("listing", "2026-11-20T10:00:00.000+00:00", "read"),
    2: ("listing", "2026-11-20T11:00:00.000+00:00", "said"),
    3: ("call", "2026-11-20T10:00:00.000+00:00", "said"),
    4: ("listing", "2026-11-20T12:00:00.000+00:00", "said"),
    5: ("listing", "2026-11-20T13:00:00.000+00:00", "said"),
}
"""Entries of an older base → how, when, their author: an import, a gesture, a call, a typed lead, two rows of the
journal at one moment."""
JOURNAL = (
    ("2026-11-20T10:00:00.000+00:00", "intake rows"),
    ("2026-11-20T11:00:00.000+00:00", "oppose"),
    ("2026-11-20T12:00:00.000+00:00", "intake rows"),
    ("2026-11-20T13:00:00.000+00:00", "intake rows"),
    ("2026-11-20T13:00:00.000+00:00", "oppose"),
)
BATCHES = (("file", 10), ("file", 11), ("typed", 12), ("file", 13))


def test_of_an_older_base_only_what_an_import_wrote_is_read() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        db = sqlite_utils.Database(connection)
        migrations().apply(db, stop_before="m036_refusals_with_authors")
        for row_id, (how, at, _author) in ROWS.items():
            told = {"id": row_id, "gesture": row_id, "hash": f"{row_id:032}", "kind": "phone", "how": how, "at": at}
            db.table("opposition").insert(told | {"by": BY, "note": ""})
        for at, what in JOURNAL:
            told = dict.fromkeys(("payload", "previous", "hash"), "")
            db.table("journal").insert(told | {"at": at, "by": BY, "what": what, "tables": "lead,opposition"})
        for source, hour in BATCHES:
            told = dict.fromkeys(("name", "site", "collected", "sha256", "mapping", "fixes"), "")
            at = f"2026-11-20T{hour}:00:00.000+00:00"
            counts = dict.fromkeys(("added", "merged", "opposed", "rejected", "blank"), 0)
            db.table("batch").insert(told | counts | {"source": source, "at": at, "by": BY})
        migrations().apply(db)
        found = dict(connection.execute("SELECT id, author FROM opposition"))
    assert found == {row_id: author for row_id, (_how, _at, author) in ROWS.items()}


def test_two_rows_of_one_file_beside_a_word_just_said_are_one_reading(store: Store) -> None:
    opposing.oppose_typed(store, PHONE, how="call", by=BY, at=NOW - timedelta(minutes=3))
    take(store, READ_IN, READ_IN._replace(line=12))
    assert [entry.author for entry in entries(store, kind="phone")] == ["said", "read"]
