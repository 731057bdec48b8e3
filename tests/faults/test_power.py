"""A power cut at any instant: what was acknowledged is there, the base is whole, nobody opposed is called.

Each work is recorded once, then cut at random instants: a few in the suite, two thousand with PREMIER_CONTACT_LONG=1.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from core.actions.calling import calldesk, consenting
from core.actions.common import agency
from core.actions.common.people import find, of_lead
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, restoring
from core.actions.keeping.verifying import verify
from core.actions.register import opposing
from core.base.errors import UserError
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.records.call import Call
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.request import Erased
from core.store import leads, registers, steps
from core.store.engine.base_sealing import clear_copy
from core.store.engine.opening import NAME, opened
from core.store.engine.soundness import Soundness, state_of
from core.store.port import Reader, Store
from core.store.safe import homes
from core.store.safe.base_key import note_of
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW
from tests.faults.power import COMPILER, Recording, recorded, shim
from tests.faults.power_worker import LATER, digest
from tests.files.bases.make import AGENCY
from tests.lengths import LONG, length

PEOPLE, REFUSED = 30, 10
CUTS = length(3, long=400)
BATCH = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct")
WORKS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "desk": [("power_worker", "desk")],
    "letters": [("power_worker", "letters")],
    "backups": [("power_worker", "backups")],
    "restore": [("power_worker", "restore")],
    "seal": [("power_worker", "seal")],
    "erase": [("power_worker", "erase")],
    "window and import": [("power_window",), ("power_worker", "intake")],
}
SAID = {
    "desk": {"opposed"},
    "letters": {"letter", "posted"},
    "backups": {"file", "apart"},
    "restore": {"restored"},
    "seal": {"apart", "sealed", "opposed"},
    "erase": {"erased"},
    "window and import": {"call", "refused", "batch"},
}
"""What each work acknowledges."""
USUAL = ("letters", "restore", "seal")
"""What is cut in the suite; all of it when asked."""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None, reason="the disk is watched by a library built by cc"
)


def filled(store: Store) -> None:
    """People with addresses, who agreed to be called, and a few refusals."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)
    agency.save_settings(store, {"user": BY, "started": True, "caller_number": "01 99 00 10 10"}, by=BY, at=NOW)
    proof = store.path.parent / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")
    take_in(store, map(_draft, range(PEOPLE)), BATCH, by=BY, now=NOW)
    with store.read() as r:
        people = [calldesk.telephone(r, lead, r.of(Contact, lead_id=lead)[0].value) for lead in leads.search(r)]
        refuse = [of_lead(r, lead) for lead in sorted(leads.search(r))[:REFUSED]]
    for who in people[:20]:
        consenting.record(
            store, who, channels=[Channel.CALL], collected=NOW, wording="consent-1", proof=proof, by=BY, at=NOW
        )
    backing_up.back_up(store, store.path.parent / "disque", by=BY, at=NOW)
    for who in refuse:
        opposing.oppose(store, who, how="letter", by=BY, at=NOW)


def _draft(n: int) -> Draft:
    return Draft(
        line=n + 2, last_name=f"Nom{n}", phones=(f"06 39 98 00 {n:02d}",), address=f"{n} rue Neuve", postcode="30700",
        town="Uzès", reference=f"R{n}", seen="18/11/2026", cells=("x",), kind="Maison", price="200 000 €",
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk: the base, a backup of before its refusals, a file to import, what this computer keeps."""
    disk = tmp_path / "disk"
    put_base(disk / "base", filled)
    shutil.move(disk / "base" / "disque", disk / "disque")
    (disk / "conf").mkdir()
    monkeypatch.setenv(homes.FOLDER, str(disk / "conf"))
    rows = [
        f"Autre{n};06 39 97 {n // 100:02d} {n % 100:02d};{n} rue Haute;30700;Uzès;A{n};18/11/2026" for n in range(400)
    ]
    lines = ["Nom;Téléphone;Adresse;CP;Ville;Réf. annonce;Date de parution", *rows]
    (disk / "pige.csv").write_text("\r\n".join(lines), "utf-8")
    return disk


def lost(root: Path, acknowledged: list[str], refused: set[str]) -> list[str]:
    """Return what was acknowledged, or refused before the cut, and is not there. The base must verify."""
    base, wrong = root / "base", list[str]()
    if state_of(base) is not Soundness.SOUND:
        # A damaged base had been taken away for a copy, which was not in its place yet: the rescue goes on.
        if "restored" not in acknowledged:
            return [f"{state_of(base)} base"]
        restoring.restore(base, next((root / "disque").glob("*.db")), by=BY, at=LATER)
    with opened(base) as store:
        wrong += verify(store).problems
        with store.read() as r:
            wrong += [f"refusal {one}" for one in refused - set(registers.opposed(r, sorted(refused)))]
            wrong += [f"queue {lead}" for lead in steps.worth_a_call(r) if r.row(Lead, lead).opposed_at]
            wrong += [line for line in acknowledged if not _holds(r, root, *line.split(" "))]
    return wrong


def _holds(r: Reader, root: Path, what: str, *said: str) -> bool:
    """Tell whether one thing acknowledged is there."""
    match what:
        case "opposed":
            return bool(registers.opposed(r, list(said)))
        case "refused":
            return r.row(Lead, int(said[0])).opposed_at is not None
        case "call":
            found = r.get(Call, int(said[0]))
            return found is not None and found.outcome == said[1]
        case "batch":
            return r.value(int, "SELECT added FROM batch WHERE id = ?", int(said[0])) == int(said[1])
        case "letter":
            name = r.value(str, "SELECT file FROM notice WHERE reference = ? AND sha256 = ?", *said) or ""
            return _is(root / "base" / "lettres" / name, said[1])
        case "posted":
            return r.value(int, "SELECT 1 FROM notice WHERE reference = ? AND posted_at <> ''", said[0]) is not None
        case "file":
            return _is(Path(said[0]), said[1])
        case "sealed":
            return note_of(root / "base" / NAME).exists() and not clear_copy(root / "base" / NAME).exists()
        case "apart":
            return r.value(int, "SELECT 1 FROM safe WHERE name = 'register'") is None
        case "erased":
            return r.one(Erased, "-id", lead_id=int(said[0])) is not None
    assert what == "restored", what
    return True


def _is(path: Path, sha256: str) -> bool:
    """Tell whether a file is there, as it was acknowledged."""
    return path.is_file() and digest(path) == sha256


def cut(made: Recording, refused: set[str], cuts: int, seed: str) -> Counter[str]:
    """Cut the power at random instants; return how often each kind of thing was lost, and how often none was."""
    draw, told = Random(seed), Counter[str]()
    for _cut in range(cuts):
        at = draw.randint(1, len(made.records))
        made.put_back(at, draw)
        try:
            wrong = lost(made.root, made.acknowledged(at), refused)
        except UserError as problem:
            wrong = [f"{problem.code} {problem}"]
        told.update({one.split(" ")[0] for one in wrong} or {"whole"})
        if wrong:
            print(f"cut {at} of {len(made.records)}: {wrong[:3]}")
    return told


def hashes(root: Path) -> set[str]:
    """Return the refusals of the base."""
    with opened(root / "base") as store, store.read() as r:
        return {find(r, f"06 39 98 00 {n:02d}").hash for n in range(REFUSED)}


@pytest.mark.parametrize("work", WORKS if LONG else USUAL)
def test_a_power_cut_loses_nothing_that_was_acknowledged(work: str, root: Path, tmp_path: Path) -> None:
    refused = hashes(root)
    made = recorded(shim(tmp_path), root, *WORKS[work])
    done = made.acknowledged(len(made.records))
    assert {line.split(" ")[0] for line in done} == SAID[work], "not all was done"
    told = cut(made, refused, CUTS, work)
    print(f"{work}: {len(made.records)} records, {len(done)} acknowledged, {dict(told)}")
    assert set(told) == {"whole"}


@pytest.mark.parametrize("work", ["letters", "desk"] if LONG else ["letters"])
def test_a_hasty_program_is_caught(work: str, root: Path, tmp_path: Path) -> None:
    """Neither the disk waited for at each commit, nor names forced."""
    refused = hashes(root)
    made = recorded(shim(tmp_path), root, ("power_worker", work, "careless"))
    told = cut(made, refused, length(10, long=100), work)
    print(f"hasty {work}: {dict(told)}")
    assert {"letter", "opposed", "damaged"} & set(told)
