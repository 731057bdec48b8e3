"""Erasure really erases: fifty-seven markers are sown in a base and the whole folder is searched for them."""

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from core.actions.calling import calling, consenting
from core.actions.common.agency import save_agency
from core.actions.common.people import find
from core.actions.keeping import backup_list, forgetting, sweep
from core.actions.keeping.verifying import verify
from core.actions.leads.joining import join
from core.actions.letters import noticing, posting
from core.actions.register import opposing, recipients
from core.base.errors import UserError
from core.base.moments import kept
from core.base.records import replace
from core.model.channel import TitleKind
from core.model.consent import ConsentTerms
from core.model.forgetting import Forgotten, Staying
from core.records.consent import Consent, Proof
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.request import Erased
from core.store import forgetting as found
from core.store import leads, registers
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.bases import bytes_of
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, note_agreement, take, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.lengths import length

PHONE, SECOND = "0639987701", "0639987702"
SHAPES = (
    PHONE, "+33639987701", "639987701", "06 39 98 77 01", "06.39.98.77.01", "33639987701", "0033639987701",
    SECOND, "+33639987702", "06 39 98 77 02",
)  # fmt: skip
WORDS = (
    "Zwingelbert", "zwingelbert", "Quirinolde", "quirinolde", "zw.quirin@marqueur-un.fr", "second@marqueur-deux.fr",
    "marqueur-un", "marqueur-deux", "17 impasse des Fougerolles-Ancrées", "fougerolles", "REFMARQ17",
    "https://toit.example/annonce/refmarq17", "MaisonMarquée", "titre-marqueur", "extra-marqueur", "colonne-marqueur",
    "note-appel-marqueur", "note-rappel-marqueur", "note-opposition-marqueur", "preuve-ancienne-marqueur",
    "nom-de-preuve-marqueur", "preuve-pro-marqueur", "objet-pro-marqueur", "cellule-rejetee-marqueur",
    "faute-de-frappe-marqueur", "LettreMarqueur", "ReliureMarqueur", "BrouillonMarqueur", "CopieMarqueur",
    "citation-marqueur", "Vieuxnomarque", "vieuxnomarque", "autre-adresse-marqueur",
    "ancienne.adresse@marqueur-trois.fr", "marqueur-trois", "personne-demande-marqueur", "note-demande-marqueur",
    "Dédoublemarque", "dedoublemarque",
    "nomdelot-marqueur", "titre-reuni-marqueur", "identite-demande-marqueur", "delai-demande-marqueur",
    "objet-accord-marqueur", "lieu-accord-marqueur", "recueil-accord-marqueur", "demandeur-pro-marqueur",
)  # fmt: skip
MARKERS = SHAPES + WORDS
BLANK = bytes(32)


def forms(marker: str) -> set[bytes]:
    """Return the bytes by which a marker may lie in a file."""
    return {
        marker.encode(),
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        marker.encode("cp1252"),
        quote(marker, safe="").encode(),
        json.dumps(marker)[1:-1].encode(),
    }


def left(folder: Path) -> dict[str, list[str]]:
    """Return the markers found in each file of a folder, names of files included."""
    hits: dict[str, list[str]] = {}
    looked = {marker: forms(marker) for marker in MARKERS}
    for path in folder.rglob("*"):
        # The zeros of the blank ends of pages hide nothing, and take most of the time of the search.
        content = path.name.encode() + (bytes_of(path).replace(BLANK, b"") if path.is_file() else b"")
        hit = [marker for marker, ways in looked.items() if any(form in content for form in ways)]
        if hit:
            hits[path.relative_to(folder).as_posix()] = hit
    return hits


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """An old agreement, scanned."""
    path = tmp_path / "nom-de-preuve-marqueur.pdf"
    path.write_bytes(b"%PDF preuve-ancienne-marqueur")
    return path


def neighbours(store: Store, count: int = length(100, long=300)) -> None:
    """Other people around, so that pages split."""
    rows = [
        DRAFT._replace(line=n, last_name=f"Voisin{n}", first_name="Paul", phones=(f"019900{n:04d}",),
                emails=(f"voisin{n}@exemple.fr",), reference=f"V{n}", address=f"{n} rue du Bois")
        for n in range(3, count)
    ]  # fmt: skip
    take(store, *rows)


def sow(store: Store, proof: Path) -> int:
    """Put a person in every corner of the base and of its folder, and return the lead."""
    folder = store.path.parent
    save_agency(store, AGENCY, by=BY, at=NOW)
    neighbours(store)
    lot = replace(
        BATCH,
        name="nomdelot-marqueur",
        fixes=json.dumps({"choices": {}, "cells": [[9, 1, "faute-de-frappe-marqueur"]]}),
    )
    marked = DRAFT._replace(line=9, last_name="Zwingelbert", first_name="Quirinolde", phones=(PHONE,),
        emails=("zw.quirin@marqueur-un.fr",), address="17 impasse des Fougerolles-Ancrées", reference="REFMARQ17",
        url="https://toit.example/annonce/refmarq17", title="titre-marqueur",
        extra=(("colonne-marqueur", "extra-marqueur"),), cells=("Zwingelbert",),
    )  # fmt: skip
    take(store, marked, batch=lot)
    with store.read() as r:
        lead_id = find(r, PHONE).lead_id
    assert lead_id is not None
    neighbours(store, 600)
    # Merged into by another file, which gave a second number; a rejected row with the same e-mail.
    bad = marked._replace(
        line=3,
        phones=(),
        emails=(),
        address="",
        site="",
        reference="",
        cells=("zw.quirin@marqueur-un.fr", "cellule-rejetee-marqueur"),
    )
    take(
        store,
        marked._replace(
            line=2, phones=(PHONE, SECOND), emails=("second@marqueur-deux.fr",), title="titre-reuni-marqueur"
        ),
        bad,
        batch=replace(BATCH, name="deux.csv"),
    )
    # Made one with a second sheet.
    other = add(
        store,
        last_name="Dédoublemarque",
        first_name="",
        phones=("0199009999",),
        emails=("ancienne.adresse@marqueur-trois.fr",),
        reference="REFB",
        address="3 autre-adresse-marqueur",
        site="Autre",
    )
    join(store, lead_id, other, by=BY, at=NOW)
    # Said in the register of changes, then changed.
    with store.write("test", by=BY, at=NOW) as w:
        w.update(
            "lead", lead_id, {"last_name": "Vieuxnomarque", "sort_key": "vieuxnomarque", "quote": "citation-marqueur"}
        )
        w.update("lead", lead_id, {"last_name": "Zwingelbert"})
        w.update("listing", found.rows_of_leads(w, "listing", [lead_id])[0], {"title": "MaisonMarquée"})
        asked = {"person": "personne-demande-marqueur", "note": "note-demande-marqueur", "kind": "access",
                 "identity": "identite-demande-marqueur", "extended": "delai-demande-marqueur"}  # fmt: skip
        when = {"how": "letter", "received": "2026-11-24", "due": "2026-12-24", "at": kept(NOW), "by": BY}
        w.insert("request", {**asked, **when, "lead_id": lead_id, "hash": "0" * 32})
    spoken(store, lead_id, proof)
    files(store, lead_id, folder)
    return lead_id


def spoken(store: Store, lead_id: int, proof: Path) -> None:
    """Calls, callbacks, agreements and an opposition."""
    who = who_is(store, lead_id)
    calling.log(
        store,
        who,
        direction="in",
        outcome="callback",
        by=BY,
        at=NOW,
        note=f"note-appel-marqueur fougerolles {' / '.join(SHAPES)}",
    )
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=2), by=BY, at=NOW, note="note-rappel-marqueur")
    old = NOW - timedelta(days=4 * 365)
    note_agreement(
        store,
        who,
        proof,
        collected=old,
        wording="v1",
        object_="objet-accord-marqueur",
        given=ConsentTerms(place="lieu-accord-marqueur", collector="recueil-accord-marqueur"),
    )
    pro = proof.with_name("pro.pdf")
    pro.write_bytes(b"preuve-pro-marqueur")
    consenting.open_title(
        store,
        who,
        TitleKind.PROFESSIONAL,
        object_="objet-pro-marqueur",
        by=BY,
        at=NOW,
        number="1",
        proof=pro,
        asker="demandeur-pro-marqueur",
    )


def files(store: Store, lead_id: int, folder: Path) -> None:
    """A letter, the file that binds it with others, a draft and a copy."""
    made = noticing.make(store, [lead_id], folder / "lettres", by=BY, at=NOW)
    assert made.made, made.refused
    with store.read() as r:
        letter = posting.letter_of(r, made.made[0].reference)
    posting.posted(store, [letter], by=BY, at=NOW)
    Path(made.made[0].file).write_bytes(b"LettreMarqueur")
    (folder / "lettres" / f"lettres-{NOW:%Y-%m-%d-%H%M%S}.pdf").write_bytes(b"ReliureMarqueur")
    (folder / "lettres" / ".lettre-X.pdf.part").write_bytes(b"BrouillonMarqueur")
    (folder / "premier-contact-avant-m003_rights.db").write_bytes(b"CopieMarqueur")
    (folder / sweep.STAGE).mkdir()
    (folder / sweep.STAGE / "premier-contact.db").write_bytes(b"CopieMarqueur")
    who = who_is(store, lead_id)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW, note="note-opposition-marqueur")
    with store.read() as r:
        tasks = recipients.of_lead(r, lead_id)
    for task in tasks:
        recipients.mark_sent(store, task.id, proof="e-mail", by=BY, at=NOW)
    copies = folder / backup_list.COPIES
    copies.mkdir()
    (store.copy_to(copies)).joinpath(store.path.name).rename(copies / "premier-contact-2026-11-23-090000.db")
    (copies / "premier-contact-2026-11-22-090000.db").write_bytes(b"abime CopieMarqueur")


@pytest.mark.parametrize("keep", [True, False])
def test_nothing_is_left_of_the_markers(store: Store, proof: Path, keep: bool) -> None:
    folder = store.path.parent
    lead_id = sow(store, proof)
    before = left(folder)
    assert len(set(MARKERS)) == 57
    sown = {marker for hits in before.values() for marker in hits}
    assert sown == set(MARKERS), set(MARKERS) - sown
    done = forgetting.forget(store, lead_id, by=BY, at=NOW, keep_property=keep)
    assert done == Forgotten((*done.leads[:1], *done.leads[1:]), 2, 2, whole=True)
    # The supplier is still to be told: which ad, and nothing else, waits for the message to leave (art. 19).
    assert {one for hits in left(folder).values() for one in hits} == {"REFMARQ17"}
    with store.read() as r:
        tasks = [one.id for one in recipients.to_send(r)]
    for task in tasks:
        recipients.mark_sent(store, task, proof="e-mail", by=BY, at=NOW)
    assert store.scrub()
    assert left(folder) == {}
    assert verify(store).problems == ()


def test_the_search_finds_what_is_left_when_the_sweep_is_not_done(store: Store, proof: Path) -> None:
    """The same search, on an erasure that only deletes rows: the index, the log, the letters and the copies betray."""
    lead_id = sow(store, proof)
    forgetting.forget_rows(store, [lead_id], by=BY, at=NOW, keep_property=True, why="request")
    hits = left(store.path.parent)
    assert {"premier-contact.db-wal", "sauvegardes/premier-contact-2026-11-23-090000.db"} <= set(hits)
    assert any(name.startswith("lettres") for name in hits)
    # Nothing claims to be done; the next start does it.
    with store.read() as r:
        entry = r.one(Erased, "-id", lead_id=lead_id)
        assert entry is not None
        assert entry.swept_at is None
    assert forgetting.sweep(store, by=BY, at=NOW).whole
    assert {one for hits in left(store.path.parent).values() for one in hits} == {"REFMARQ17"}
    with store.read() as r:
        entry = r.one(Erased, "-id", lead_id=lead_id)
        assert entry is not None
        assert entry.swept_at is not None


def test_a_reader_delays_the_end(store: Store) -> None:
    lead_id = add(store)
    with closing(open_store(store.path.parent, wait=0.2)) as hasty, store.read() as r:
        assert leads.count_leads(r)
        assert not forgetting.forget(hasty, lead_id, by=BY, at=NOW).whole
    assert forgetting.sweep(store, by=BY, at=NOW).whole
    assert forgetting.sweep(store, by=BY, at=NOW) == Forgotten((), 0, 0, whole=True)


def test_what_stays_and_why(store: Store, proof: Path) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    calling.log(store, who, direction="in", outcome="callback", by=BY, at=NOW, note="secret")
    for title in (TitleKind.REQUEST, TitleKind.CONTRACT):
        consenting.open_title(store, who, title, object_="vente", by=BY, at=NOW, number="12", starts=NOW, proof=proof)
    note_agreement(store, who, proof, collected=NOW, wording="v1")
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    with store.read() as r:
        told = forgetting.impact(r, lead_id, on=NOW.date())
        whole = forgetting.impact(r, lead_id, on=NOW.date(), keep_property=False)
        sold = forgetting.impact(r, lead_id, on=NOW.date(), why="sold")
    messages = [{one.what: one.count for one in each.stays}[Staying.MESSAGE] for each in (told, sold)]
    assert messages == [2, 1], "of the refusal, and of the erasure when the person asks for it"
    assert dict(told.goes) == {"identity": 1, "contacts": 3, "links": 1, "notes": 1}
    assert set(whole.goes) == {"identity", "contacts", "listings", "notes"}
    assert {one.what: (one.rule, one.until) for one in told.stays} == {
        "opposition": ("RET-03", None),
        "consent": ("RET-04", date(2029, 11, 24)),
        "request": ("RET-06", date(2029, 11, 24)),
        "contract": ("RET-07", date(2029, 11, 24)),
        "calls": ("RET-07", date(2029, 11, 24)),
        "message": ("GDPR-07", None),
        "again": ("GDPR-07", None),
        "property": ("RET-02", None),
    }
    assert {"property"} == {one.what for one in told.stays} - {one.what for one in whole.stays}
    assert (told.opposed, told.tied, told.erased) == (True, True, None)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    with store.read() as r:
        after = forgetting.impact(r, lead_id, on=NOW.date())
        assert after.erased == NOW
        assert not after.goes or set(after.goes) == {"links"}
        assert len(r.of(Consent, lead_id=lead_id)) == 1
        assert r.value(int, "SELECT count(*) FROM proof") == 3
        assert r.records("SELECT note, phone, outcome FROM call") == [{"note": "", "phone": "", "outcome": "callback"}]
        assert set(r.column(str, "SELECT name FROM proof")) == {"preuve.pdf"}, "often named after its person"
        # The register still answers, and knows no name.
        assert registers.opposed(r, [who.hash])
        assert r.records("SELECT DISTINCT lead_id, note FROM opposition") == [{"lead_id": None, "note": ""}]
    assert (
        take(store, DRAFT._replace(phones=("+33 6 39 98 12 41",)), batch=replace(BATCH, supplier="Autre")).opposed == 1
    )
    again = forgetting.forget(store, lead_id, by=BY, at=NOW)
    assert again == Forgotten((), 0, 0, whole=True)


ROWS = (
    (("06.39.98.12.41 / 01 99 00 00 00",), True),
    (("639981241",), True),
    (("voir h.moreau@exemple.fr",), True),
    (("MOREAU Hélène", "01 99 00 00 07"), True),
    (("14 Rue des Mûriers",), True),
    (("Moreau Jacques", "01 99 00 00 07"), False),
    (("06 39 98 12 42", "autre@exemple.fr", "30700"), False),
)


def test_a_rejected_row_goes_with_whom_it_speaks_of(store: Store) -> None:
    lead_id = add(store)
    with store.write("test", by=BY, at=NOW) as w:
        batch = w.column(int, "SELECT id FROM batch")[0]
        for line, (cells, _) in enumerate(ROWS):
            w.insert(
                "reject", {"batch_id": batch, "line": line, "code": "X", "reason": "?", "cells": json.dumps(cells)}
            )
    forgetting.forget(store, lead_id, by=BY, at=NOW, why="sold")
    with store.read() as r:
        assert r.column(int, "SELECT line FROM reject ORDER BY line") == [5, 6]
        assert recipients.to_send(r) == []


def test_a_copy_of_an_older_program_is_cleaned_too(store: Store, files: Path) -> None:
    copies = store.path.parent / backup_list.COPIES
    copies.mkdir()
    old = copies / "premier-contact-2026-01-01-090000.db"
    old.write_bytes((files / "bases" / "m001.db").read_bytes())
    assert forgetting.forget(store, add(store), by=BY, at=NOW).copies == 1
    assert [one.name for one in copies.iterdir()] == [old.name]


def test_a_property_kept_says_nothing_of_the_person(store: Store) -> None:
    lead_id = add(store)
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    with store.read() as r:
        [kept] = r.of(Listing, "-id", lead_id=lead_id)
        assert (kept.site, kept.reference, kept.url, kept.title) == ("Toit Direct", "", "", "")
        assert (kept.kind, kept.deal, kept.price, kept.area, kept.rooms) == ("Maison", "sale", 34_200_000, 128.0, 5)
        assert (kept.town, kept.postcode) == ("Uzès", "30700")
        person = r.get(Lead, lead_id)
        assert person is not None
        assert (person.postcode, person.town) == ("30700", "Uzès")
        assert leads.search(r, text="moreau").tolist() == []


def test_another_person_keeps_everything(store: Store) -> None:
    """Erasing touches nobody else: not the name sake, not the neighbour, not the other rows of the file."""
    neighbours(store, 40)
    lead_id = add(store)
    with store.read() as r:
        before = [r.records(f"SELECT * FROM {table} WHERE id <> {lead_id} ORDER BY id") for table in ("lead",)]
        rest = [
            r.records(f"SELECT * FROM {table} WHERE lead_id <> {lead_id}") for table in ("contact", "mark", "listing")
        ]
    forgetting.forget(store, lead_id, by=BY, at=NOW, keep_property=False)
    with store.read() as r:
        assert before == [r.records(f"SELECT * FROM {table} WHERE id <> {lead_id} ORDER BY id") for table in ("lead",)]
        assert rest == [
            r.records(f"SELECT * FROM {table} WHERE lead_id <> {lead_id}") for table in ("contact", "mark", "listing")
        ]
        assert leads.search(r, text="voisin7").tolist()


def test_a_proof_shared_with_what_stays_is_kept(store: Store, proof: Path) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    old = NOW - timedelta(days=4 * 365)
    note_agreement(store, who, proof, collected=old, wording="v1")
    fresh = note_agreement(store, who, proof, collected=NOW, wording="v1")
    with store.write("test", by=BY, at=NOW) as w:
        shared = w.column(int, "SELECT min(proof_id) FROM consent")[0]
        w.update("consent", fresh, {"proof_id": shared})
    forgetting.forget(store, lead_id, by=BY, at=NOW)
    with store.read() as r:
        assert r.column(int, "SELECT id FROM consent") == [fresh]
        assert r.get(Proof, shared) is not None


@pytest.mark.parametrize(("lead", "why", "code"), [(7, "request", "LEAD_UNKNOWN"), (7, "whim", "FIELD_VALUE")])
def test_what_cannot_be_erased_is_refused(store: Store, lead: int, why: str, code: str) -> None:
    with fails_with(code):
        forgetting.forget(store, lead, by=BY, at=NOW, why=why)
    with store.read() as r, pytest.raises(UserError):
        forgetting.impact(r, 7, on=NOW.date())


def test_every_table_that_speaks_of_a_lead_is_known(store: Store) -> None:
    """A table to come that names a lead must say what an erasure does to it."""
    with store.read() as r:
        named = {
            table
            for table in r.column(str, "SELECT name FROM sqlite_master WHERE type = 'table'")
            for column in r.column(str, f"SELECT name FROM pragma_table_info('{table}')")
            if "lead_" in column or column == "other_id"
        }
        with pytest.raises(ValueError, match="setting"):
            found.rows_of_leads(r, "setting", [1])
    assert named == {*found.BY_LEAD, "joining", "alike", "mark", "erased", "step"}


def test_a_damaged_base_is_not_read_by_name(tmp_path: Path) -> None:
    """The controls of this file read bytes: a base that SQLite cannot open is read all the same."""
    (tmp_path / "x.db").write_bytes("Zwingelbert".encode("utf-16-le"))
    assert left(tmp_path) == {"x.db": ["Zwingelbert"]}
