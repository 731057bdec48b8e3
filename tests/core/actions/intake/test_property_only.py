"""« Bien seul »: of a supplier's rows the property is kept, never the person (rule BUY-08)."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common import suppliers
from core.actions.desk import jobs
from core.actions.intake.importing import ImportFile
from core.actions.register import opposing
from core.base.records import replace
from core.records.batch import Batch
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.opposition import Doubt
from core.store import leads, registers
from core.store.engine.opening import NAME
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.failing import fails_with
from tests.readable import readable

ROWS = """Nom;Téléphone;E-mail;Adresse;Code postal;Commune;Prix;Référence;Vue le;Texte
Durand;0639980031;durand@exemple.fr;3 rue du Puits;30700;Uzès;210000;A1;18/11/2026;Belle vue
Opposé;0639980032;autre@exemple.fr;4 rue du Puits;30700;Uzès;220000;A2;18/11/2026;Belle vue
Refus;0639980033;;5 rue du Puits;30700;Uzès;230000;A3;18/11/2026;Agences s’abstenir
Tordu;06 39 98;;;30700;Uzès;240000;A4;18/11/2026;Belle vue
;;;;;;;;;
"""


@pytest.fixture
def file(tmp_path: Path, store: Store) -> ImportFile:
    """A file of a supplier whose properties only are kept."""
    made = tmp_path / "pige.csv"
    made.write_text(ROWS, encoding="utf-8")
    suppliers.save_named(store, "Pige Ouest", {"property_only": "oui"}, by=BY, at=NOW)
    opposing.oppose_typed(store, "0639980032", how="call", by=BY, at=NOW)
    return ImportFile(tmp_path / "base", made, "pige OUEST", "2026-11-20", BY, NOW, site="Toit Direct")


def test_the_property_comes_in_and_the_person_stays_out(store: Store, file: ImportFile, tmp_path: Path) -> None:
    expected = jobs.try_file(file)
    report = jobs.import_file(file)
    assert replace(report, batch=0, rejects=()) == replace(expected.report, rejects=())
    assert (report.added, report.opposed, report.rejected, report.blank) == (1, 2, 1, 1)
    with store.read() as r:
        assert r.row(Batch, report.batch).property_only
        [lead] = [one for one in leads.search(r, sort="newest") if r.row(Lead, one).opposed_at is None]
        assert r.of(Contact, lead_id=lead) == []
        assert [row.price for row in r.of(Listing, "-id", lead_id=lead)] == [21000000]
        assert [mark.kind for mark in leads.marks(r, lead)] == ["listing"]
        # The opposed person's other contact points are refused too, as for any file.
        assert registers.opposed(r, [r.keyed_hash("email", "autre@exemple.fr")])
        assert registers.opposed(r, [r.keyed_hash("phone", "0639980033")])
    held = readable(tmp_path / "base" / NAME)
    for word in ("Durand", "639980031", "durand@", "rue du Puits", "639980032", "639980033", "Tordu", "06 39 98"):
        assert word not in held


def test_the_same_file_taken_again_adds_nothing(store: Store, file: ImportFile) -> None:
    jobs.import_file(file)
    again = jobs.import_file(replace(file, now=NOW + timedelta(hours=1)))
    assert (again.added, again.merged, again.opposed) == (0, 1, 2)


def test_a_file_without_a_mark_is_kept_whole(store: Store, file: ImportFile) -> None:
    report = jobs.import_file(replace(file, supplier="Autre pige"))
    with store.read() as r:
        assert not r.row(Batch, report.batch).property_only
        assert not r.row(Batch, 7).property_only


def test_neither_yes_nor_no_is_refused(store: Store) -> None:
    with fails_with("FIELD_VALUE"):
        suppliers.save_named(store, "Pige Ouest", {"property_only": "peut-être"}, by=BY, at=NOW)


def test_words_that_only_sound_like_a_refusal_hold_nobody_by_their_quotation(store: Store, file: ImportFile) -> None:
    file.file.write_text(ROWS.replace("A1;18/11/2026;Belle vue", "A1;18/11/2026;Souhaite vendre seul"), "utf-8")
    report = jobs.import_file(file)
    assert (report.added, report.opposed, report.rejected) == (1, 2, 1)
    with store.read() as r:
        assert [doubt.quote for doubt in r.of(Doubt)] == ["…"]
