"""A day at the desk in the real window, by whoever holds the mouse: what is done, and what the base must then hold.

The base is only read here, by a connection of its own; all that is written comes from the mouse and the keys.
"""

import random
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSettings
from sqlcipher3 import dbapi2 as sqlite3

from core.base.records import Struct, field
from core.base.resources import resource
from core.store.engine.opening import NAME
from tests.journeys.desk_day import STREETS, Plan, fill
from tests.journeys.hand import Hand
from tests.ui.office_fixture import started
from ui.common.file_dialogs import Use
from ui.pages.calls.outcomes import OFFERED

TRIED = ("voicemail", "no_answer", "talked", "not_interested", "message_left")
MADE = "SELECT count(*) FROM call"
READ_S = 0.6
ENDED = "SELECT count(*) FROM call WHERE outcome <> ''"
ADDRESSES = "SELECT count(*) FROM contact WHERE kind = 'address'"
NOTED = 8
READ_S = 0.8
"""Time to look before pressing again in the same place: nearer, two clicks are one."""
PEOPLE = "SELECT count(*) FROM lead WHERE name <> ''"
SIGN = "Du panneau"
LABEL = "à revoir"
VIEWS = (("Mes lettres", "À écrire"), ("Mes appels", "À appeler"), ("Tout le monde", "Tous"))


def make_base(folder: Path, plan: Plan, *, scheme: str, scale: int) -> Path:
    """Make the base of the day in ``folder``, with the files that are chosen in it; return its folder."""
    base = folder / "base"
    store = started(base)
    fill(store, folder, plan)
    store.close()
    for place in range(plan.batches):
        (folder / f"pige_{place}.csv").write_bytes(resource("demo", "pige_uzes.csv").read_bytes())
    seat = QSettings(str(base / "poste.ini"), QSettings.Format.IniFormat)
    seat.setValue("scheme", scheme)
    seat.setValue("text-scale", scale)
    for use in Use:
        seat.setValue(f"choices/{use}", str(folder))
    seat.sync()
    return base


def outcomes_of(plan: Plan) -> list[str]:
    """Return how each call of the day ends: each outcome once, the appointments, two oppositions, then those of an
    ordinary day, in an order that is the same each time."""
    planned = [*OFFERED, "opposed", "opposed", *["appointment"] * (plan.appointments - 1)]
    planned += [TRIED[place % len(TRIED)] for place in range(plan.calls - len(planned))]
    random.Random(40).shuffle(planned)
    return planned[: plan.calls]


class RealDay(Struct):
    """What every hand does the same way. ``folder``: where the files are; ``oppositions``: how many were pressed."""

    hand: Hand
    plan: Plan
    folder: Path
    oppositions: int = 0
    notes: list[str] = field(default_factory=list)

    def live(self) -> None:
        """Live the day whole."""
        self.hand.shot("aujourd-hui")
        self.complete()
        self.call()
        self.answer()
        self.keep_calendars()
        self.take_notes()
        self.bring_and_take_back()
        self.keep_views()
        self.export()
        self.label_many()
        self.evening()

    # What each hand does in its own way.

    def complete(self) -> None:
        """Complete what lacks an address."""
        raise NotImplementedError

    def call(self) -> None:
        """Call with every outcome."""
        raise NotImplementedError

    def answer(self) -> None:
        """Answer somebody unknown and make their sheet."""
        raise NotImplementedError

    def keep_calendars(self) -> None:
        """Write the file of each appointment for the calendar."""
        raise NotImplementedError

    def take_notes(self) -> None:
        """Write a note on sheets, one after the other."""
        raise NotImplementedError

    def bring_and_take_back(self) -> None:
        """Import, undo, give back, undo."""
        raise NotImplementedError

    def keep_views(self) -> None:
        """Keep what is shown under a name, remove one, take that back."""
        raise NotImplementedError

    def export(self) -> None:
        """Write everybody to a file."""
        raise NotImplementedError

    def label_many(self) -> None:
        """Put a label on everybody, and take it off among the recent gestures."""
        raise NotImplementedError

    def evening(self) -> None:
        """Look at the first page again."""
        raise NotImplementedError

    # What all share.

    def compare(self) -> None:
        """The list, its views and the status bar count the same people, as many as the base holds."""
        hand, held = self.hand, self.count("SELECT count(*) FROM lead")
        if not hand.shows("status-leads"):  # Large, the message takes the whole line.
            hand.click("message-close")
        hand.wait(lambda: hand.text("status-leads").startswith(f"{held} "), "the status bar counts others")
        called = self.count("SELECT count(DISTINCT lead_id) FROM milestone WHERE undone_at IS NULL")
        views = self.views()
        assert views[0] == f"Tous {held}", views
        assert f"Rendez-vous {called}" in views
        assert f"À compléter {self.plan.strangers}" in views, "the callers have neither name nor address"

    def views(self) -> list[str]:
        """Return the views with their counts."""
        found = self.hand.ask("tabs", "views-tabs")
        assert isinstance(found, list)
        return [str(one) for one in found]

    def street(self, place: int) -> str:
        """Return an address to type."""
        return f"{place + 3} {STREETS[place % len(STREETS)]}"

    def stranger(self, place: int) -> str:
        """Return the number of somebody unknown."""
        return f"01 99 00 70 {place + 11:02d}"

    def count(self, sql: str, *values: object) -> int:
        """Return a figure of the base."""
        path = self.folder / "base" / NAME
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            [(found,)] = base.execute(sql, values).fetchall()
        return int(found or 0)

    def read_name(self) -> None:
        """Take the time to read whom the page shows: what is pressed before is taken for a double press."""
        time.sleep(READ_S)

    def reach(self, sql: str, wanted: int, otherwise: str) -> None:
        """Wait until a figure of the base is what it must be."""
        self.hand.wait(lambda: self.count(sql) == wanted, f"{otherwise}: {self.count(sql)}, not {wanted}")


def check(day: RealDay, base: Path) -> None:
    """Compare the base with what was done."""
    plan, wanted = day.plan, Counter(outcomes_of(day.plan))
    with closing(sqlite3.connect(f"file:{base / NAME}?mode=ro", uri=True)) as kept:
        made = kept.execute("SELECT lead_id, outcome, note FROM call WHERE direction = 'out' AND started > ?",
                            ("2026-11-24",)).fetchall()  # fmt: skip
        came = kept.execute("SELECT lead_id, outcome, note FROM call WHERE direction = 'in'").fetchall()
        met = kept.execute("SELECT count(*), count(DISTINCT lead_id) FROM milestone WHERE kind = 'appointment' "
                           "AND undone_at IS NULL").fetchone()  # fmt: skip
        refused = kept.execute("SELECT count(DISTINCT gesture) FROM opposition WHERE how = 'call' AND at > ?",
                               ("2026-11-24",)).fetchone()[0]  # fmt: skip
        notes = [text for (text,) in kept.execute("SELECT notes FROM lead WHERE notes <> ''")]
        batches = kept.execute("SELECT count(*) FROM batch WHERE undone_at IS NOT NULL").fetchone()[0]
        gaps = kept.execute("SELECT count(*) FROM lead WHERE name LIKE 'Sansrue%' AND id NOT IN (SELECT lead_id FROM "
                            "contact WHERE kind = 'address' AND value <> '')").fetchone()[0]  # fmt: skip
    assert Counter(outcome for _lead, outcome, _note in made) == wanted
    assert all(one[0] != after[0] for one, after in pairwise(made)), "called twice in a row"
    assert len({lead for lead, _outcome, _note in made}) == plan.calls, "each person once in a day"
    assert sorted(note for *_call, note in made if note) == sorted(one for one in day.notes if one.startswith("Appel"))
    assert [(outcome, lead is not None) for lead, outcome, _note in came] == [("talked", True)] * plan.strangers
    assert sorted(note for *_call, note in came) == sorted(one for one in day.notes if one.startswith("Nous"))
    assert tuple(met) == (plan.appointments, plan.appointments)
    assert refused == day.oppositions == wanted["opposed"]
    assert sorted(notes) == sorted(one for one in day.notes if one.startswith("Visite"))
    assert batches == plan.batches
    assert gaps == 0
    assert len(list(day.folder.glob("rendez-vous*.ics"))) == plan.appointments
