"""Erasure really erases: fifty markers are sown in a base and the whole folder is searched for them."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from core.actions import calling, consenting, forgetting, leftovers, noticing, opposing, posting
from core.actions.agency import save_agency
from core.actions.joining import join
from core.actions.people import find, of_lead
from core.actions.verifying import verify
from core.model.channel import Channel, TitleKind
from core.moments import kept
from core.store import forgetting as found
from core.store.sqlite import SqliteStore
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.files.bases.make import AGENCY

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
    "citation-marqueur", "Vieuxnomarque", "vieuxnomarque", "autre-adresse-marqueur", "ancienne.adresse@marqueur-trois.fr",
    "marqueur-trois", "personne-demande-marqueur", "note-demande-marqueur", "Dédoublemarque", "dedoublemarque",
    "nomdelot-marqueur",
)  # fmt: skip
MARKERS = SHAPES + WORDS


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
    for path in folder.rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        hit = [marker for marker in MARKERS if any(form in content for form in forms(marker))]
        if hit:
            hits[str(path.relative_to(folder))] = hit
    return hits


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """An old agreement, scanned."""
    path = tmp_path / "nom-de-preuve-marqueur.pdf"
    path.write_bytes(b"%PDF preuve-ancienne-marqueur")
    return path


def neighbours(store: SqliteStore, count: int = 300) -> None:
    """Other people around, so that pages split."""
    rows = [
        replace(DRAFT, line=n, last_name=f"Voisin{n}", first_name="Paul", phones=(f"019900{n:04d}",),
                emails=(f"voisin{n}@exemple.fr",), reference=f"V{n}", address=f"{n} rue du Bois")
        for n in range(3, count)
    ]  # fmt: skip
    take(store, *rows)


def sow(store: SqliteStore, proof: Path) -> int:
    """Put a person in every corner of the base and of its folder, and return the lead."""
    folder = store.path.parent
    save_agency(store, AGENCY, by=BY, at=NOW)
    neighbours(store)
    lot = replace(BATCH, name="nomdelot-marqueur", fixes=json.dumps({"choices": {}, "cells": [[9, 1, "faute-de-frappe-marqueur"]]}))
    marked = replace(
        DRAFT, line=9, last_name="Zwingelbert", first_name="Quirinolde", phones=(PHONE,),
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
    bad = replace(marked, line=3, phones=(), emails=(), address="", site="", reference="", cells=("zw.quirin@marqueur-un.fr", "cellule-rejetee-marqueur"))
    take(store, replace(marked, line=2, phones=(PHONE, SECOND), emails=("second@marqueur-deux.fr",)), bad, batch=replace(BATCH, name="deux.csv"))
    # Made one with a second sheet.
    other = add(store, last_name="Dédoublemarque", first_name="", phones=("0199009999",), emails=("ancienne.adresse@marqueur-trois.fr",), reference="REFB", address="3 autre-adresse-marqueur", site="Autre")
    join(store, lead_id, other, by=BY, at=NOW)
    # Said in the register of changes, then changed.
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"last_name": "Vieuxnomarque", "sort_key": "vieuxnomarque", "quote": "citation-marqueur"})
        w.update("lead", lead_id, {"last_name": "Zwingelbert"})
        w.update("listing", found.owned(w, "listing", [lead_id])[0], {"title": "MaisonMarquée"})
        w.insert("request", {"lead_id": lead_id, "hash": "h", "person": "personne-demande-marqueur", "kind": "erasure",
                             "received": kept(NOW), "how": "letter", "due": "2026-12-24", "note": "note-demande-marqueur",
                             "at": kept(NOW), "by": BY})  # fmt: skip
    spoken(store, lead_id, proof)
    files(store, lead_id, folder)
    return lead_id


def spoken(store: SqliteStore, lead_id: int, proof: Path) -> None:
    """Calls, callbacks, agreements and an opposition."""
    with store.read() as r:
        who = of_lead(r, lead_id)
    calling.log(store, who, direction="in", outcome="callback", by=BY, at=NOW, note=f"note-appel-marqueur fougerolles {' / '.join(SHAPES)}")
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=2), by=BY, at=NOW, note="note-rappel-marqueur")
    old = NOW - timedelta(days=4 * 365)
    consenting.record(store, who, channels=[Channel.CALL], collected=old, wording="v1", proof=proof, by=BY, at=NOW)
    pro = proof.with_name("pro.pdf")
    pro.write_bytes(b"preuve-pro-marqueur")
    consenting.open_title(store, who, TitleKind.PROFESSIONAL, object_="objet-pro-marqueur", by=BY, at=NOW, number="1", proof=pro)


def files(store: SqliteStore, lead_id: int, folder: Path) -> None:
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
    (folder / leftovers.STAGE).mkdir()
    (folder / leftovers.STAGE / "premier-contact.db").write_bytes(b"CopieMarqueur")
    with store.read() as r:
        who = of_lead(r, lead_id)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW, note="note-opposition-marqueur")
    copies = folder / leftovers.COPIES
    copies.mkdir()
    (store.copy_to(copies)).joinpath(store.path.name).rename(copies / "premier-contact-2026-11-23-090000.db")
    (copies / "premier-contact-2026-11-22-090000.db").write_bytes(b"abime CopieMarqueur")


@pytest.mark.parametrize("keep", [True, False])
def test_nothing_is_left_of_fifty_markers(store: SqliteStore, proof: Path, keep: bool) -> None:
    folder = store.path.parent
    lead_id = sow(store, proof)
    before = left(folder)
    assert len(MARKERS) == 50
    sown = {marker for hits in before.values() for marker in hits}
    assert sown == set(MARKERS), set(MARKERS) - sown
    done = forgetting.forget(store, lead_id, by=BY, at=NOW, keep_property=keep)
    assert done.whole
    assert left(folder) == {}
    assert verify(store).problems == ()
