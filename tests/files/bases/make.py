"""Completes a new step of the schema (``core/store/engine/migrations.py``): writes the digest of the schema in
``known_schema.py`` and, beside this file, the base of that schema: a small one, of invented people, made through the
real actions.

Run from the root: ``python -m tests.files.bases.make``. It writes that base again, compressed, under the version of the
program, until the changelog dates that version: from then on the file is never made again, and stands for the bases
that agencies have. A change after it needs a new version.

``waiting.db`` is one more of schema m005, made by the program of that schema with :func:`cut_short`: an import cut
short left the marks of its leads in ``mark_fresh``, and one lead erased since left its own in ``mark_dropped``.
"""

import lzma
import re
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from core.actions.calling import calling, consenting
from core.actions.common import agency, people
from core.actions.intake.import_rows import take_in
from core.actions.keeping import forgetting
from core.actions.letters import noticing, posting
from core.actions.register import opposing
from core.base.errors import Cancelled
from core.base.version import VERSION
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.store.engine import known_schema
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.opening import NAME, open_store
from core.store.engine.schema import schema_of
from core.store.port import Store
from tests.answers import ANSWERS

HERE = Path(__file__).resolve().parent
BY = "Claire Vasseur"
START = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
AGENCY = {
    "name": "Agence des Tilleuls", "legal_name": "Tilleuls Immobilier", "legal_form": "SARL", "capital": "10 000",
    "address": "3 place aux Herbes", "postcode": "30700", "town": "Uzès", "phone": "01 99 00 10 20",
    "email": "contact@tilleuls.exemple.fr", "short_url": "tilleuls.exemple.fr", "siren": "123456782",
    "rcs_town": "Nîmes", "vat": "FR00123456782", "card_number": "CPI 3001 2026 000 000 001", "card_cci": "Gard",
    "card_cci_address": "12 rue de la République, 30000 Nîmes", "holds_funds": "non",
    "insurer_name": "Assurance Exemple", "insurer_address": "1 rue Exemple, 75001 Paris", "insurer_area": "France",
    "mediator_name": "Médiation Exemple", "mediator_address": "2 rue Exemple, 75001 Paris",
    "mediator_url": "mediation.exemple.fr",
    "privacy_contact": "contact@tilleuls.exemple.fr", "fee_place": "affichés à l’agence", "signer_name": BY,
    "signer_role": "gérante",
    "objection_phone": "01 99 00 10 20", **ANSWERS,
}  # fmt: skip
ROWS = (
    ("Moreau", "Hélène", "06 39 98 12 41", "14 rue des Mûriers", "30700", "Uzès"),
    ("D’Aubigné", "Loïc", "+33 6 39 98 12 42", "5 bd Gambetta", "30000", "Nîmes"),
    ("Bœuf", "Cédric", "0639981243", "8 impasse des Lilas", "34000", "Montpellier"),
    ("Saint-Martin", "Joëlle", "", "3 bis chemin des Prés", "01000", "Bourg-en-Bresse"),
    ("Payet", "Inès", "0692 99 00 01", "2 rue de l’Église", "97400", "Saint-Denis"),
)


def drafts() -> list[Draft]:
    """Return the rows of a supplier's file."""
    return [
        Draft(
            line=line, last_name=last, first_name=first, phones=(phone,) if phone else (), address=address,
            postcode=postcode, town=town, kind="Maison", price="342 000 €", area="128", rooms="5",
            reference=f"TD{line}", seen="18/11/2026", cells=(last, phone),
        )
        for line, (last, first, phone, address, postcode, town) in enumerate(ROWS, start=2)
    ]  # fmt: skip


def fill(store: Store, folder: Path) -> None:
    """Play a few days: a file, letters, an agreement, a call, a callback, an opposition, one undone."""
    agency.save_agency(store, AGENCY, by=BY, at=START)
    agency.save_settings(store, {"user": BY, "started": True}, by=BY, at=START)
    batch = BatchFacts(
        Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct", sha256="0" * 64
    )
    take_in(store, drafts(), batch, by=BY, now=START)
    with store.read() as r:
        moreau, aubigne, boeuf, payet = (
            people.find(r, phone) for phone in ("0639981241", "0639981242", "0639981243", "0692990001")
        )
    later = START + timedelta(hours=1)
    made = noticing.make(store, [who.lead_id for who in (moreau, aubigne) if who.lead_id], folder, by=BY, at=later)
    with store.read() as r:
        letters = [posting.letter_of(r, one.reference) for one in made.made]
    posting.posted(store, letters, by=BY, at=later)
    proof = folder / "coupon.txt"
    proof.write_text("Coupon d’accord signé le 23/11/2026 à 9 h 30", encoding="utf-8")
    monday = START + timedelta(days=3)
    consenting.record(
        store, moreau, channels=[Channel.CALL], collected=monday - timedelta(minutes=30), wording="consent-1",
        proof=proof, by=BY, at=monday,
    )  # fmt: skip
    tuesday = START + timedelta(days=4)
    calling.log(store, moreau, direction="out", outcome="talked", by=BY, at=tuesday, note="rappeler jeudi")
    assert moreau.lead_id is not None
    calling.plan_callback(store, moreau.lead_id, due=tuesday + timedelta(days=2), by=BY, at=tuesday)
    opposing.oppose(store, boeuf, how="letter", by=BY, at=tuesday)
    opposing.oppose(store, payet, how="counter", by=BY, at=tuesday)
    slip = opposing.oppose(store, aubigne, how="call", by=BY, at=tuesday)
    opposing.undo(store, slip.gesture, by=BY, at=tuesday + timedelta(minutes=2))


def cut_short(store: Store) -> None:
    """Stop an import after its first rows, as a power cut would; then oppose one of its people and erase another."""

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    rows = [
        Draft(
            line=line, last_name=name, first_name="Lou", phones=(f"06 39 98 34 {line:02d}",), reference=f"AT{line}",
            emails=(f"lou{line}@exemple.fr",), address=f"{line} rue du Four", postcode="30700", town="Uzès",
            seen="18/11/2026", cells=(name,),
        )
        for line, name in enumerate(("Aubert", "Bastide", "Chazal", "Delmas", "Espinas", "Fabre"), start=2)
    ]  # fmt: skip
    batch = BatchFacts(Source.FILE, "attente.csv", "2026-11-20", supplier="Pige Est", site="Toit Direct")
    later = START + timedelta(days=5)
    with suppress(Cancelled):
        take_in(store, rows, batch, by=BY, now=later, progress=stop)
    with store.read() as r:
        bastide, chazal = (people.find(r, f"06399834{line:02d}") for line in (3, 4))
    opposing.oppose(store, bastide, how="call", by=BY, at=later)
    assert chazal.lead_id is not None
    forgetting.forget_rows(store, [chazal.lead_id], by=BY, at=later, keep_property=False, why="request")


def complete(bases: Path, known: Path, changelog: str) -> None:
    """Write the digest of the last schema in the module ``known``, its base in the folder ``bases``, and there that of
    this version. Ends the program when the changelog says that the version is released."""
    if f"## {VERSION} — à paraître" not in changelog:
        raise SystemExit(f"{VERSION} is released: write the next version in core/base/version.py and in CHANGELOG.md")
    digest = known_schema.digest_of(schema_of(MIGRATIONS))
    known.write_text(re.sub(r'^KNOWN = "\w+"', f'KNOWN = "{digest}"', known.read_text("utf-8"), flags=re.M), "utf-8")
    version = [*MIGRATIONS][-1].partition("_")[0]
    with tempfile.TemporaryDirectory() as place:
        store = open_store(Path(place))
        fill(store, Path(place))
        store.close()
        base = (Path(place) / NAME).read_bytes()
        (bases / f"{version}.db").write_bytes(base)
        (bases / f"{VERSION}.db.xz").write_bytes(lzma.compress(base, preset=lzma.PRESET_EXTREME))


if __name__ == "__main__":
    complete(HERE, Path(known_schema.__file__), (HERE.parents[2] / "CHANGELOG.md").read_text("utf-8"))
