"""A base whose every word is longer than its place: a hundred and twenty letters without a space, of several scripts,
with marks over them and signs of two halves. Everything is invented."""

import csv
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from core.actions.calling import calling, consenting
from core.actions.common import agency, agents, people, step_cache
from core.actions.desk import jobs
from core.actions.leads import assigning, editing, tags
from core.actions.letters import noticing
from core.actions.rights import requests
from core.base.resources import resource
from core.cli import demo
from core.model.channel import Channel
from core.model.editing import Change, How, ValueSource
from core.model.request import RequestKind
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import law_today
from tests.ui.office_fixture import BY, NOW

LONG = "W\u0308" * 20 + "שלום" * 5 + "👩\u200d👧" * 3 + "Mm" * 40
"""Letters with a mark over them, from right to left, signs of several halves, then the widest: no space."""
SPOKEN = "mots " * 60
COLUMNS: Mapping[str, str] = MappingProxyType({"Adresse": "12 rue ", "Ville": "Ville", "Site d'origine": "Site"})
"""Headings of the sample file whose words are made long, and how they begin."""
FIRST = 12


def long_words(store: Store) -> None:
    """Fill an empty base: the demonstration, then a file of long words, of which one person may be called."""
    demo.build(store, now=NOW)
    first = NOW - timedelta(days=5)
    _agency(store)
    with TemporaryDirectory() as folder:
        file = _file(Path(folder))
        asked = jobs.ImportFile(store.path.parent, file, f"Pige{LONG}", first.date().isoformat(), BY, first)
        jobs.import_into(store, asked)
    with store.read() as r:
        ids = sorted(leads.search(r, filters={"opposition": "no"}, sort="newest", descending=True))[-FIRST:]
    for lead in ids:
        changes = [Change("notes", f"{SPOKEN}{LONG}"), Change("title", f"Maison {LONG}")]
        names = [Change("last_name", f"Aa{LONG}"), Change("first_name", f"Bb{LONG}")]
        names.append(Change("email", f"mm{lead % 10_000}{'m' * 56}@{'x' * 57}.{'y' * 40}.example"))
        editing.edit(store, lead, changes + names, told=ValueSource(How.SIGN, first.date()), by=BY, at=NOW)
    tags.tag_several(store, ids, add=f"Tag{LONG}"[:24], by=BY, at=NOW)
    noticing.make(store, ids[:6], store.path.parent / "lettres", by=BY, at=first)
    with store.read() as r:
        agent = agents.everybody(r)[0].id
        called, asks = people.of_lead(r, ids[0]), people.of_lead(r, ids[1])
    assigning.assign(store, ids, agent, by=BY, at=NOW)
    for who in (called, asks):
        consenting.record(
            store, who, channels=[Channel.CALL], collected=NOW - timedelta(days=1), wording="consent-1",
            proof=resource("demo", "coupon.txt"), by=BY, at=NOW, object_=f"l’estimation {LONG}",
        )  # fmt: skip
    calling.log(store, called, direction="out", outcome="callback", by=BY, at=NOW - timedelta(hours=1), note=LONG)
    for kind in (RequestKind.ACCESS, RequestKind.RECTIFICATION):
        requests.note(store, asks, kind, received=NOW.date(), how="letter", by=BY, at=NOW, words=f"{SPOKEN}{LONG}")
    law = law_today(store)
    step_cache.keep(store, law, by=BY, at=NOW)


def _agency(store: Store) -> None:
    """Give the agency, the one who works here and the supplier's sheet long words."""
    with store.read() as r:
        held = agency.settings(r).agency
    lengthened = {"name": f"{held.name}{LONG}", "legal_name": f"{held.legal_name}{LONG}", "town": f"{held.town}{LONG}"}
    agency.save_agency(store, lengthened | {"address": f"{held.address}{LONG}"}, by=BY, at=NOW)
    with store.read() as r:
        one = agents.everybody(r)[0]
    agents.keep_agent(store, f"Claire{LONG}", role=f"négociatrice{LONG}", by=BY, at=NOW, agent_id=one.id)
    agency.save_settings(store, {"user": f"Claire{LONG}"}, by=BY, at=NOW)


def _file(folder: Path) -> Path:
    """Write the sample file with long words, under a name as long as a folder allows."""
    sample = resource("demo", "pige_uzes.csv").read_text("cp1252").splitlines()[1:]
    rows = list(csv.DictReader(sample, delimiter=";"))[:FIRST]
    made = folder / f"{'fichier' * 30}.csv"
    with made.open("w", encoding="utf-8-sig", newline="") as out:
        pen = csv.DictWriter(out, list(rows[0]), delimiter=";")
        pen.writeheader()
        for place, row in enumerate(rows):
            own = {name: f"{start}{LONG}{place}" for name, start in COLUMNS.items() if name in row}
            phone = {"Téléphone": f"06 39 98 88 {place:02d}", "Référence": f"R{'9' * 110}{place}"}
            pen.writerow(row | own | phone)
    return made
