"""Builds a base of invented leads through the only door, the same for the same number: what the benchmarks measure on.

``python -m tests.bench.make_base FOLDER [COUNT]``
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.calling import calling, consenting
from core.actions.common import agency
from core.actions.intake.import_rows import take_in
from core.actions.register import opposing
from core.base.moments import AGENCY_ZONE
from core.base.resources import resource
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.core.actions.conftest import who_is
from tests.files.bases.make import AGENCY

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
BY = "Claire Vasseur"
FICTION = ("063998", "019900", "026191", "035301", "046571", "053649")
"""Starts of the numbers kept for fiction (Arcep): ten thousand each; later leads have an address and an e-mail."""
SYLLABLES = "ba be bi bo bru cha che cla cor da del du fa fe gar gau ha jou la le lo ma mar mo na pe pi ra ri ro"
ENDINGS = "ard eau et ier in ot oux y ère aud"
FIRST_NAMES = "Aline Bruno Chloé Denis Élise Fabien Gaëlle Hugo Inès Jules Karim Léa Marc Nadia Odile Paul Rémi"
TOWNS = (
    ("30700", "Uzès"), ("30000", "Nîmes"), ("30100", "Alès"), ("30250", "Sommières"), ("30800", "Saint-Gilles"),
    ("34000", "Montpellier"), ("49000", "Angers"), ("29200", "Brest"), ("67000", "Strasbourg"),
    ("97400", "Saint-Denis"),
)  # fmt: skip
STREETS = ("rue des Mûriers", "avenue du Pont", "chemin des Vignes", "place de l’Église", "impasse du Four")
SUPPLIERS = ("Pige Ouest", "Fichier Immo Conseil", "Vendeurs Directs")
SITES = ("Toit Direct", "Annonces du Gard", "Entre Voisins")
SHARES = {"consents": 200, "oppositions": 250, "calls": 300, "callbacks": 400}
"""One lead in so many has one."""


def drafts(start: int, count: int) -> Iterator[Draft]:
    """Yield ``count`` invented sellers, from number ``start``."""
    syllables, endings, first_names = SYLLABLES.split(), ENDINGS.split(), FIRST_NAMES.split()
    for number in range(start, start + count):
        dice = random.Random(number)
        surname = "".join(dice.choices(syllables, k=2)).capitalize() + dice.choice(endings)
        postcode, town = dice.choice(TOWNS)
        series, rank = divmod(number, 10_000)
        phones = (f"{FICTION[series]}{rank:04d}",) if series < len(FICTION) else ()
        yield Draft(
            line=number - start + 2,
            last_name=surname,
            first_name=dice.choice(first_names),
            phones=phones,
            emails=(f"vendeur{number}@exemple.fr",) if number % 4 == 0 else (),
            address=f"{number % 9_000 + 1} {dice.choice(STREETS)}",
            postcode=postcode,
            town=town,
            kind=dice.choice(("maison", "appartement", "terrain")),
            price=str(dice.randrange(80, 900) * 1000),
            area=str(dice.randrange(20, 220)),
            rooms=str(dice.randrange(1, 8)),
            site=dice.choice(SITES),
            reference=f"R{number:07d}",
            seen=(NOW.date() - timedelta(days=dice.randrange(2, 40))).isoformat(),
            cells=("row",),
        )


def make(store: Store, count: int) -> None:
    """Fill an empty base with ``count`` leads from a few files, some with an agreement, an opposition, a call."""
    agency.save_settings(store, {"user": BY, "started": True}, by=BY, at=NOW)
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    step = max(1, count // 20)
    for batch, start in enumerate(range(0, count, step)):
        facts = BatchFacts(
            Source.FILE,
            f"pige-{batch + 1}.csv",
            (NOW.date() - timedelta(days=27 - batch)).isoformat(),
            supplier=SUPPLIERS[batch % len(SUPPLIERS)],
        )
        rows = (draft for draft in drafts(start, min(step, count - start)))
        take_in(store, rows, facts, by=BY, now=NOW - timedelta(days=1))
    with store.read() as r:
        ids = list(leads.search(r, sort="newest"))
    for place, lead_id in enumerate(ids):
        _live(store, place, lead_id)


def _live(store: Store, place: int, lead_id: int) -> None:
    """Give some leads a life, spread evenly."""
    asked = [what for what, share in SHARES.items() if place % share == share // 2]
    if not asked:
        return
    who = who_is(store, lead_id)
    if "consents" in asked:
        consenting.record(
            store, who, channels=[Channel.CALL], collected=NOW - timedelta(days=3), wording="consent-1",
            proof=resource("demo", "coupon.txt"), by=BY, at=NOW, object_="l’estimation de votre bien",
        )  # fmt: skip
    if "calls" in asked:
        calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW - timedelta(days=2))
    if "callbacks" in asked:
        weeks, days = divmod(place % 9, 4)  # From a Tuesday, at an hour that suits here and overseas.
        due = NOW.replace(hour=11, minute=30) + timedelta(weeks=weeks, days=days)
        calling.plan_callback(store, lead_id, due=due, by=BY, at=NOW - timedelta(hours=1))
    if "oppositions" in asked:
        opposing.oppose(store, who, how="letter", by=BY, at=NOW - timedelta(days=4))


if __name__ == "__main__":
    folder, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    opened = open_store(folder)
    began = time.perf_counter()
    make(opened, number)
    opened.close()
    print(f"{number} leads in {folder}, {time.perf_counter() - began:.0f} s")
