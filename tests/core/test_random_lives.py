"""Random lives of leads: files from several suppliers, the same number in another shape, merges and joins undone or
not, batches undone, persons erased, backups restored. After each step, whoever refused is neither callable, printable
nor exportable. The seeds and what was done are printed (``-s``)."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions import (
    agency,
    backing_up,
    disjoining,
    forgetting,
    joining,
    noticing,
    opposing,
    register,
    restoring,
    undoing,
    verifying,
)
from core.actions.intake import take_in
from core.actions.judging import judged_who, law_of, verdicts
from core.actions.listing_oppositions import ImportList, import_list
from core.actions.people import find
from core.errors import UserError
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.phones import parse
from core.store import calls, leads, notices
from core.store.opening import open_store
from tests.core.actions.conftest import BY, NOW
from tests.core.test_random_user import EMAILS, PHONES, SPELLINGS, STREETS, SURNAMES
from tests.files.bases.make import AGENCY

LIVES, STEPS = 25, 30
SUPPLIERS = ("Pige Ouest", "Pige Est", "Annonces Midi")
CHANNELS = tuple(Channel)


class Life:
    """One base, from its first file to its last restored backup."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.draw = random.Random(seed)
        self.folder = folder
        self.store = open_store(folder / "base")
        self.now: datetime = NOW
        self.refused: set[str] = set()
        self.batches: list[int] = []
        self.backups: list[Path] = []
        self.done: Counter[str] = Counter()
        agency.save_agency(self.store, AGENCY, by=BY, at=self.now)

    def step(self) -> None:
        """Do one thing; what the program refuses is no fault."""
        deeds = (self.take, self.take, self.take, self.refuse, self.refuse_list, self.join, self.part, self.undo,
                 self.erase, self.save, self.restore)  # fmt: skip
        deed = self.draw.choice(deeds)
        self.now += timedelta(minutes=self.draw.randint(11, 600))
        try:
            deed()
            self.done[deed.__name__] += 1
        except UserError as refused:
            self.done[f"{deed.__name__} refused {refused.code}"] += 1

    def number(self, nine: str) -> str:
        """A number in some shape."""
        return self.draw.choice(SPELLINGS)(nine)

    def ids(self) -> list[int]:
        """Every sheet."""
        with self.store.read() as r:
            return sorted(leads.search(r, sort="newest"))

    def take(self) -> None:
        rows = [self.row(line) for line in range(2, 2 + self.draw.randint(1, 4))]
        sold = self.draw.choice(SUPPLIERS)
        facts = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier=sold, site="Toit Direct",
                           sha256="0" * 64, property_only=self.draw.random() < 0.15)  # fmt: skip
        report = take_in(self.store, rows, facts, by=BY, now=self.now)
        assert report.read == len(rows)
        self.batches.append(report.batch)

    def row(self, line: int) -> Draft:
        """A row with a number or two, in some shape."""
        draw = self.draw
        phones = draw.sample(PHONES, draw.randint(0, 2))
        reference = f"R{draw.randint(1, 9)}"
        return Draft(line, last_name=draw.choice(SURNAMES), phones=tuple(map(self.number, phones)),
                     emails=tuple(draw.sample(EMAILS, draw.randint(0, 1))), address=draw.choice(("", *STREETS)),
                     postcode="30700", town="Uzès", reference=reference, seen="18/11/2026", cells=("x",))  # fmt: skip

    def refuse(self) -> None:
        nine = self.draw.choice(PHONES)
        opposing.oppose_typed(self.store, self.number(nine), how="call", by=BY, at=self.now)
        self.learn(nine)

    def refuse_list(self) -> None:
        chosen = self.draw.sample(PHONES, 2)
        file = self.folder / "liste.csv"
        file.write_text("Téléphone;Nom\n" + "".join(f"{self.number(nine)};Nom\n" for nine in chosen), "utf-8")
        asked = ImportList(self.folder / "base", file, BY, self.now, supplier=self.draw.choice(("", *SUPPLIERS)))
        assert import_list(self.store, asked).read == 2
        for nine in chosen:
            self.learn(nine)

    def learn(self, nine: str) -> None:
        """Whoever bears a refused number refused by every other one too."""
        self.refused.add(f"0{nine}")
        with self.store.read() as r:
            for lead_id in leads.search(r, sort="newest"):
                borne = {key(str(row[2])) for row in leads.contacts(r, lead_id) if row[1] == "phone"}
                if f"0{nine}" in borne:
                    self.refused |= borne

    def join(self) -> None:
        ids = self.ids()
        if len(ids) > 1:
            joining.join(self.store, *self.draw.sample(ids, 2), by=BY, at=self.now)

    def part(self) -> None:
        ids = self.ids()
        with self.store.read() as r:
            found = [one for lead_id in ids if (one := disjoining.undoable(r, lead_id, self.now))]
        if found:
            disjoining.disjoin(self.store, self.draw.choice(found).id, by=BY, at=self.now)

    def undo(self) -> None:
        if self.batches:
            undoing.undo(self.store, self.draw.choice(self.batches), by=BY, at=self.now)

    def erase(self) -> None:
        ids = self.ids()
        if ids:
            keep = self.draw.random() < 0.5
            forgetting.forget(self.store, self.draw.choice(ids), by=BY, at=self.now, keep_property=keep)

    def save(self) -> None:
        folder = self.folder / f"copie-{len(self.backups)}"
        folder.mkdir(exist_ok=True)
        self.backups.append(backing_up.back_up(self.store, folder, by=BY, at=self.now).path)

    def restore(self) -> None:
        if not self.backups:
            return
        self.store.close()
        try:
            restoring.restore(self.folder / "base", self.draw.choice(self.backups), by=BY, at=self.now)
        finally:
            self.store = open_store(self.folder / "base")
            with self.store.read() as r:
                self.batches = [batch for batch in self.batches if r.row("SELECT 1 FROM batch WHERE id = ?", batch)]

    def nobody_opposed_is_reachable(self) -> None:
        """The property."""
        with self.store.read() as r:
            law = law_of(agency.settings(r))
            for number in self.refused:
                found = register.registered(r, self.number(number[1:]))
                assert found is not None
                assert found.at is not None, number
                who = find(r, self.number(number[1:]))
                for channel in CHANNELS:
                    assert not judged_who(r, who, law, channel=channel, at=self.now).allowed, (number, channel)
            closed = {lead_id for lead_id in leads.search(r, sort="newest") if self.refused & set(phones(r, lead_id))}
            for channel in CHANNELS:
                said = verdicts(r, sorted(closed), law, channel=channel, at=self.now)
                assert not [lead_id for lead_id, one in said.items() if one.allowed], channel
            assert not closed & set(calls.queue(r))
            assert not closed & set(notices.due(r))

    def nobody_opposed_is_printed(self) -> None:
        """Ask a letter for everyone, once."""
        made = noticing.make(self.store, self.ids(), self.folder / "lettres", by=BY, at=self.now)
        with self.store.read() as r:
            for one in made.made:
                assert not self.refused & set(phones(r, one.lead))


def key(number: str) -> str:
    """The national form of a number."""
    found = parse(number)
    assert found is not None
    return found.key


def phones(r: object, lead_id: int) -> Iterator[str]:
    """The numbers of a sheet, as compared."""
    for row in leads.contacts(r, lead_id):  # type: ignore[arg-type]
        if row[1] == "phone":
            yield key(str(row[2]))


@pytest.mark.parametrize("seed", range(LIVES))
def test_nobody_opposed_comes_back(seed: int, tmp_path: Path) -> None:
    life = Life(seed, tmp_path)
    for _ in range(STEPS):
        life.step()
        life.nobody_opposed_is_reachable()
    life.nobody_opposed_is_printed()
    assert verifying.verify(life.store).problems == ()
    life.store.close()
    print(f"seed {seed}: {len(life.refused)} refused; " + ", ".join(f"{n} × {what}" for what, n in life.done.items()))
