"""Which origin gave which value of a lead: by its only row, by a merge, a join, a correction, an edit, and of an older
base as far as it can tell."""

import shutil
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.actions.common.provenance import given
from core.actions.intake import batch_undo
from core.actions.keeping import forgetting
from core.actions.leads import correcting, join_undo, joining
from core.base.records import replace
from core.model.batch import BatchFacts, Source
from core.records.contact import Contact
from core.store import leads, undoing
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take

OTHER = replace(BATCH, supplier="Fichier Immo", name="autre.csv")
ALL = ["name", "civility", "postcode", "town", "phone", "email", "address", "listing"]


def told(store: Store, lead_id: int) -> list[tuple[str, list[str]]]:
    """Return (supplier or source, the kinds of data it surely gave) of each origin."""
    with store.read() as r:
        found = given(r, lead_id)
    whose = [one.origin.supplier or one.origin.how or one.origin.source for one in found]
    return [(who, [datum.kind for datum in one.sure]) for who, one in zip(whose, found, strict=True)]


def test_the_only_row_gave_everything(store: Store) -> None:
    lead_id = add(store)
    assert told(store, lead_id) == [("Pige Ouest", ALL)]
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM stated") == [0]


def test_a_merged_row_gives_what_it_says_again_and_what_it_adds(store: Store) -> None:
    lead_id = add(store, emails=(), address="")
    row = DRAFT._replace(phones=("06 39 98 12 41", "01 99 00 00 05"), price="330 000 €", civility="")
    assert take(store, row, batch=OTHER).merged == 1
    assert told(store, lead_id) == [
        ("Pige Ouest", ["name", "civility", "postcode", "town", "phone", "listing"]),
        ("Fichier Immo", ["name", "phone", "phone", "email", "address", "listing", "price"]),
    ]
    # A third one says less, and the price again otherwise: the last one to say it counts.
    assert take(store, DRAFT._replace(phones=(), price="320 000 €", emails=()), batch=BATCH).merged == 1
    assert told(store, lead_id) == [
        ("Pige Ouest", ["name", "civility", "postcode", "town", "phone", "listing"]),
        ("Fichier Immo", ["name", "phone", "phone", "email", "address", "listing"]),
        ("Pige Ouest", ["name", "address", "listing", "price"]),
    ]


def test_a_merge_taken_back_says_nothing_any_more(store: Store) -> None:
    lead_id = add(store, emails=())
    done = take(store, DRAFT._replace(phones=("06 39 98 12 41", "01 99 00 00 05")), batch=OTHER)
    batch_undo.undo(store, done.batch, by=BY, at=NOW)
    assert told(store, lead_id) == [("Pige Ouest", [kind for kind in ALL if kind != "email"])]


def test_a_join_ties_each_value_to_its_row_and_its_undoing_unties_it(store: Store) -> None:
    one = add(store, emails=(), address="")
    take(store, DRAFT._replace(phones=("01 99 00 00 05",), emails=(), address="", reference="TD2"), batch=OTHER)
    with store.read() as r:
        [other] = {*leads.search(r)} - {one}
    before = told(store, one), told(store, other)
    done = joining.join(store, one, other, by=BY, at=NOW)
    assert told(store, one) == [
        ("Pige Ouest", ["name", "civility", "postcode", "town", "phone", "listing"]),
        ("Fichier Immo", ["name", "phone", "listing"]),
    ]
    join_undo.disjoin(store, done.id, by=BY, at=NOW)
    assert (told(store, one), told(store, other)) == before
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM stated") == [0]


def test_a_join_of_a_merged_sheet_keeps_all_its_origins(store: Store) -> None:
    one = add(store, emails=(), address="", phones=("01 99 00 00 06",), reference="TD3", last_name="", first_name="")
    other = add(store, emails=(), address="")
    take(store, DRAFT._replace(emails=("h.moreau@exemple.fr",), address=""), batch=OTHER)
    correcting.correct(store, other, by=BY, at=NOW, added=[("phone", "01 99 00 00 07")])
    joining.join(store, one, other, by=BY, at=NOW)
    assert told(store, one) == [
        ("Pige Ouest", ["civility", "postcode", "town", "phone", "listing"]),
        ("Pige Ouest", ["name", "phone", "listing"]),
        ("Fichier Immo", ["name", "phone", "email", "listing"]),
        ("person", ["phone"]),
    ]


def test_a_correction_is_the_person_s(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        phone = r.of(Contact, lead_id=lead_id)[0].id
    correcting.correct(
        store, lead_id, by=BY, at=NOW, fields={"last_name": "Moreaux", "town": "Nîmes"}, contacts={phone: "0639981299"},
        added=[("email", "neuf@exemple.fr")],
    )  # fmt: skip
    assert told(store, lead_id) == [
        ("Pige Ouest", ["civility", "postcode", "email", "listing"]),
        ("person", ["name", "town", "phone", "address", "email"]),
    ]


def test_a_typed_lead_and_a_page_gave_theirs(store: Store) -> None:
    for source in (Source.TYPED, Source.PAGE):
        batch = BatchFacts(source, "saisie", "2026-11-20", site="PAP")
        bare = DRAFT._replace(emails=(), address="", reference=f"X{source}1", last_name=f"Zola{source}")
        take(store, bare._replace(phones=(f"06 39 98 12 5{len(source)}",)), batch=batch)
    with store.read() as r:
        found = [told_of[0] for lead_id in sorted(leads.search(r)) for told_of in told(store, lead_id)]
    assert found == ["typed", "page"]


def test_an_erasure_leaves_nothing_of_it(store: Store) -> None:
    lead_id = add(store, emails=())
    take(store, DRAFT, batch=OTHER)
    forgetting.forget(store, lead_id, by=BY, at=NOW, why="request", keep_property=False)
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM stated") == [0]


def test_what_an_older_base_cannot_tell_may_come_from_any_origin(tmp_path: Path) -> None:
    """A base of before: a row merged with its history, then one without."""
    base = Path(__file__).resolve().parents[3] / "files" / "bases" / "m008.db"
    shutil.copy(base, tmp_path / NAME)
    with closing(sqlite3.connect(tmp_path / NAME)) as old:
        lead_id, phone = old.execute("SELECT lead_id, id FROM contact WHERE kind = 'phone' LIMIT 1").fetchone()
        [batch] = old.execute("SELECT id FROM batch LIMIT 1").fetchone()
        [first] = old.execute("SELECT id FROM origin WHERE lead_id = ?", (lead_id,)).fetchone()
        names = "lead_id, source, supplier_id, site, reference, url, seen, obtained, batch_id, line, by, extra"
        copied = f"INSERT INTO origin (id, {names}) SELECT ?, {names} FROM origin WHERE id = ?"
        old.executemany(copied, [(71, first), (72, first)])
        changes = f'[{{"table":"contact","id":{phone}}},{{"table":"origin","id":71}}]'
        merged = "INSERT INTO merging (id, batch_id, lead_id, line, changes) VALUES (1, ?, ?, 5, ?)"
        old.execute(merged, (batch, lead_id, changes))
        old.commit()
    with closing(open_store(tmp_path)) as opened, opened.read() as r:
        found = given(r, lead_id)
        assert undoing.merges_of_lead(r, lead_id)
    sure = {one.origin.id: [datum.kind for datum in one.sure] for one in found}
    perhaps = {one.origin.id: [datum.kind for datum in one.perhaps] for one in found}
    assert sure[71] == ["phone"]
    assert [kinds for origin, kinds in sure.items() if origin != 71] == [[], []]
    assert perhaps[71] == perhaps[72]
    assert "name" in perhaps[71]
    assert "phone" not in perhaps[72]
