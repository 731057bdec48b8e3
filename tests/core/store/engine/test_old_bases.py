"""A base of each schema and of each release opens with this program, verifies, and still answers."""

import json
import lzma
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common import people, suppliers
from core.actions.common.agency import settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, restoring, verifying
from core.actions.leads import lead_views
from core.actions.leads.lead_views import lead_sheet
from core.actions.leads.unmerging import undo_merge
from core.actions.register import key_phrase, recovery_sheet
from core.actions.register.older_refusals import complete
from core.base.version import VERSION
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.supplier import SiteLicence
from core.model.verdict import Light
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_store
from core.store.engine.packing import keys_wanted
from core.store.port import Store, hash_head
from core.store.safe import homes
from tests.bases import new_base
from tests.core.actions.leads.test_unmerging import KEPT_BY, OLDER, SECOND
from tests.failing import fails_with
from tests.lengths import LONG, some

NOON = datetime(2026, 11, 26, 11, 0, tzinfo=ZoneInfo("Europe/Paris"))
BASES = sorted((Path(__file__).resolve().parents[3] / "files" / "bases").glob("m*.db"))
RELEASED = sorted(BASES[0].parent.glob("*.db.xz"))
OPENED = [*RELEASED, *(BASES if LONG else [BASES[0], *some(BASES[:0:-1], of=4)])]
"""That of each release; the oldest, which takes every step, and of the others one of four, the last among them."""


@pytest.fixture(params=OPENED, ids=lambda base: base.stem)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A copy of an old base, opened, its schema brought up to this program's once for all the tests."""
    shutil.copytree(brought_up(request.param).name, tmp_path / "base")
    opened = open_store(tmp_path / "base")
    yield opened
    opened.close()


@cache
def brought_up(base: Path) -> "TemporaryDirectory[str]":
    """Return the folder of an old base that this program has opened; it goes away with the tests."""
    folder = TemporaryDirectory(prefix="old-")
    content = base.read_bytes()
    (Path(folder.name) / NAME).write_bytes(lzma.decompress(content) if base in RELEASED else content)
    open_store(Path(folder.name)).close()
    return folder


def test_there_is_a_base_of_every_schema() -> None:
    assert [base.stem for base in BASES] == [name.partition("_")[0] for name in MIGRATIONS], (
        "python -m tests.files.bases.make"
    )


def test_there_is_a_base_of_this_version() -> None:
    assert f"{VERSION}.db.xz" in [base.name for base in RELEASED], "python -m tests.files.bases.make"


def test_it_verifies(store: Store) -> None:
    found = verifying.verify(store)
    assert found.problems == ()
    assert found.rows > 10


@pytest.mark.parametrize(
    "store", OPENED if LONG else OPENED[len(RELEASED) - 1 :][:2], ids=lambda base: base.stem, indirect=True
)
def test_it_is_sealed_and_comes_back_by_its_words(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its backup and its words are all that another computer is given."""
    words = key_phrase.phrase(store, by="Claire", at=NOON)
    recovery_sheet.confirm(store, {3: words[2], 9: words[8]}, by="Claire", at=NOON)
    with store.read() as r:
        count = r.count(Lead)
    assert store.is_sealed()
    backup = backing_up.back_up(store, tmp_path / "disque", by="Claire", at=NOON).path
    monkeypatch.setenv(homes.FOLDER, str(tmp_path / "neuf"))
    with fails_with("BACKUP_LOCKED"):
        restoring.restore(tmp_path / "ailleurs", backup, by="Claire", at=NOON)
    key_phrase.give_key(" ".join(words), keys_wanted(backup))
    restoring.restore(tmp_path / "ailleurs", backup, by="Claire", at=NOON)
    with closing(open_store(tmp_path / "ailleurs")) as back, back.read() as r:
        assert back.is_sealed() and verifying.verify(back).problems == () and r.count(Lead) == count


def test_it_has_the_schema_of_a_fresh_base(store: Store, tmp_path: Path) -> None:
    """A schema changed in place, instead of by a new step, is seen here."""
    ours = "name NOT LIKE 'lead_search_%' AND name NOT LIKE '%sqlite_%'"
    sql = f"SELECT name, sql FROM sqlite_master WHERE {ours} ORDER BY name"
    with closing(new_base(tmp_path / "fresh")) as fresh, fresh.read() as f, store.read() as r:
        assert r.records(sql) == f.records(sql)


def test_its_people_are_found_and_judged(store: Store) -> None:
    with store.read() as r:
        law = law_of(settings(r))
        assert leads.count_leads(r) == 5
        [moreau] = lead_views.find(r, law, at=NOON, text="moreau uz")
        sheet = lead_sheet(r, moreau, law, at=NOON)
        lights = {
            phone: judged_who(r, people.find(r, phone), law, channel=Channel.CALL, at=NOON).light
            for phone in ("0639981241", "+33 6 39 98 12 42", "0639981243", "+262692990001", "0692990001")
        }
    assert sheet.row.light is Light.ALLOWED
    assert sheet.row.notice_sent is not None
    assert {event.kind for event in sheet.events} >= {"import", "notice", "consent", "call", "callback"}
    assert lights == {
        "0639981241": Light.ALLOWED,
        "+33 6 39 98 12 42": Light.FORBIDDEN,
        "0639981243": Light.OPPOSED,
        "+262692990001": Light.OPPOSED,
        "0692990001": Light.OPPOSED,
    }


def test_its_register_still_holds_for_a_new_file(store: Store) -> None:
    rows = [
        Draft(line=line, phones=(phone,), reference=f"N{line}", site="PAP", cells=(phone,))
        for line, phone in enumerate(("00262 692 99 00 01", "06.39.98.12.43", "06 39 98 12 41"), start=2)
    ]
    batch = BatchFacts(Source.FILE, "suite.csv", "2026-11-26", supplier="Autre")
    report = take_in(store, rows, batch, by="Claire", now=NOON)
    assert (report.opposed, report.merged, report.added) == (2, 1, 0)
    assert verifying.verify(store).ok


def test_a_merge_its_program_kept_is_undone(store: Store, request: pytest.FixtureRequest) -> None:
    """The programs of the schemas m009 to m032 kept a row merged as a list of its values."""
    schema = request.node.callspec.params["store"].stem
    size = max((size for first, size in KEPT_BY.items() if first <= schema), default=0)
    batch = BatchFacts(Source.FILE, "suite.csv", "2026-11-26", supplier="Autre", site="Toit Direct")
    report = take_in(store, [SECOND], batch, by="Claire", now=NOON)
    assert report.merged == 1
    with store.write("older", by="Claire", at=NOON) as w:
        [merge_id] = w.column(int, "SELECT id FROM merging WHERE batch_id = ?", report.batch)
        w.update("merging", merge_id, {"row": json.dumps(json.loads(OLDER)[:size]) if size else ""})
    other = undo_merge(store, merge_id, by="Claire", at=NOON).other
    if not size:
        assert other is None, "its row was not kept"
        return
    assert other is not None
    with store.read() as r:
        assert "zola@exemple.fr" in {contact.value for contact in r.of(Contact, lead_id=other)}
        assert [(listing.reference, listing.postcode) for listing in r.of(Listing, "-id", lead_id=other)] == [
            ("TD9", "30700")
        ]
    assert verifying.verify(store).ok


def test_a_spelling_near_an_older_refusal_waits(store: Store) -> None:
    """An older program kept nothing of its refusals that finds them; it is made at the first opening, once."""
    rows = [
        Draft(line=line, last_name=last, first_name=first, address="8 imp. des Lila", postcode="34000", reference=last,
              town="Montpellier", site="PAP", seen="20/11/2026", cells=(last,))
        for line, (last, first) in enumerate((("Boeuf", "C."), ("Payan", "Luc")), start=2)
    ]  # fmt: skip
    complete(store, by="Claire", at=NOON)
    assert complete(store, by="Claire", at=NOON) == 0
    batch = BatchFacts(Source.FILE, "suite.csv", "2026-11-26", supplier="Pige Ouest")
    assert take_in(store, rows, batch, by="Claire", now=NOON).added == 2
    with store.read() as r:
        law = law_of(settings(r))
        near, twin = (leads.search(r, text=name)[0] for name in ("boeuf c", "payan"))
        codes = {
            lead_id: {one.code for one in verdict(r, lead_id, law, channel=Channel.LETTER, at=NOON).reasons}
            for lead_id in (near, twin)
        }
    assert "ADDRESS_NEAR_OPPOSED" in codes[near]
    assert "ADDRESS_NEAR_OPPOSED" not in codes[twin]


def test_it_was_closed_whole() -> None:
    for base in BASES:
        with closing(sqlite3.connect(f"file:{base}?mode=ro&immutable=1", uri=True)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_sites_of_its_files_ask_for_their_licence(tmp_path: Path) -> None:
    shutil.copy(BASES[0], tmp_path / NAME)
    with closing(open_store(tmp_path)) as opened, opened.read() as r:
        [found] = suppliers.judged(r)
    assert found.sheet.sites == (SiteLicence("Toit Direct"),)


def test_the_marks_that_waited_are_found_again(tmp_path: Path) -> None:
    """A base left by a cut import: who came with it is known, who opposed since is refused, and who was erased
    since is nobody."""
    shutil.copy(BASES[0].with_name("waiting.db"), tmp_path / NAME)
    rows = [
        Draft(line=line, phones=(f"0639 98 34 {line:02d}",), reference=f"W{line}", site="PAP", cells=(str(line),))
        for line in range(2, 8)
    ]
    batch = BatchFacts(Source.FILE, "suite.csv", "2026-11-26", supplier="Autre")
    with closing(open_store(tmp_path)) as opened:
        with opened.read() as r:
            law = law_of(settings(r))
            known = [people.find(r, f"06399834{line:02d}").lead_id is not None for line in range(2, 8)]
            refused = judged_who(r, people.find(r, "0639983403"), law, channel=Channel.CALL, at=NOON)
        report = take_in(opened, rows, batch, by="Claire", now=NOON)
        assert verifying.verify(opened).problems == ()
    assert known == [True, True, False, True, True, True]
    assert refused.light is Light.OPPOSED
    assert (report.opposed, report.merged, report.added) == (1, 4, 1)


def test_people_of_an_old_base_are_filed_under_their_last_name(tmp_path: Path) -> None:
    shutil.copy(next(one for one in BASES if one.stem == "m023"), tmp_path / NAME)
    with closing(sqlite3.connect(tmp_path / NAME)) as old, old:
        old.create_function("hash_head", 1, hash_head)
        ids = [row[0] for row in old.execute("SELECT id FROM lead WHERE name <> '' ORDER BY id LIMIT 2")]
        for lead_id, name in zip(ids, ("M. et Mme Abadie", "Zoé Aabel"), strict=True):
            old.execute(
                "UPDATE lead SET name = ?, last_name = '', sort_key = lower(?) WHERE id = ?", (name, name, lead_id)
            )
        old.execute("UPDATE lead SET last_name = 'Aabel', first_name = 'Zoé' WHERE id = ?", (ids[1],))
    with closing(open_store(tmp_path)) as opened, opened.read() as r:
        assert list(leads.search(r, sort="name"))[:2] == [ids[1], ids[0]]
