"""The gestures of a day that benchmarks play on a base of :mod:`tests.bench.make_base`, each on people of its own."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from zlib import crc32

from core.actions.calling import calldesk, calling
from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.common.people import of_lead
from core.actions.common.step_cache import standing
from core.actions.desk import today
from core.actions.leads import editing, lead_views
from core.actions.letters import noticing
from core.actions.register import opposing
from core.model.editing import Change
from core.store.port import Reader, Store
from tests.bench.make_base import BY, NOW

Gesture = Callable[[int], object]
"""Plays a gesture for the n-th time."""
_CALM = """SELECT id FROM lead WHERE opposed_at IS NULL AND erased_at IS NULL AND notice_sent IS NULL AND notes = ''
    ORDER BY id DESC"""
_AGREED = """SELECT DISTINCT lead_id FROM consent WHERE withdrawn IS NULL
    AND lead_id IN (SELECT id FROM lead WHERE opposed_at IS NULL) ORDER BY lead_id"""


def gestures(store: Store, letters: Path, seat: int = 0, seats: int = 1) -> Mapping[str, Gesture]:
    """Return the gestures by name. ``letters``: where those of a run go; each of the ``seats`` takes other people."""
    with store.read() as r:
        law = law_of(agency.settings(r))
        # Known by their id: another seat that begins later sees fewer calm people.
        calm = [lead_id for lead_id in r.column(int, _CALM) if crc32(b"%d" % lead_id) % seats == seat]
        agreed = r.column(int, _AGREED)
    several = len(calm) // 4

    def rows(r: Reader, text: str = "") -> object:
        return lead_views.lead_rows(r, list(lead_views.find(r, law, at=NOW, text=text)[:100]), law, at=NOW)

    def listed(_turn: int) -> object:
        with store.read() as r:
            return rows(r)

    def searched(_turn: int) -> object:
        with store.read() as r:
            return rows(r, "mar")

    def sheet(turn: int) -> object:
        with store.read() as r:
            return lead_views.lead_sheet(r, calm[turn % len(calm)], law, at=NOW)

    def desk(turn: int) -> object:
        with store.read() as r:
            return calldesk.desk(r, agreed[turn % len(agreed)], law, at=NOW)

    def pressing(_turn: int) -> object:
        with store.read() as r:
            tally = standing(r, law, at=NOW)
            return today.pressing(r, law, tally, by=BY, at=NOW), today.call_days(r, at=NOW)

    def oppose(turn: int) -> object:
        with store.read() as r:
            who = of_lead(r, calm[turn % several])
        return opposing.oppose(store, who, how="call", by=BY, at=NOW)

    def edit(turn: int) -> object:
        lead_id = calm[several + turn % several]
        with store.read() as r:
            was = r.value(str, "SELECT notes FROM lead WHERE id = ?", lead_id) or ""
        return editing.edit(store, lead_id, [Change("notes", f"{was} {turn}".strip(), was=was)], by=BY, at=NOW)

    def call(turn: int) -> None:
        with store.read() as r:
            who = of_lead(r, calm[2 * several + turn % several])
        received = calling.receive(store, who, by=BY, at=NOW)
        calling.finish(store, received, outcome="talked", by=BY, at=NOW + timedelta(minutes=1))

    def run(turn: int) -> object:
        first = 3 * several + 20 * turn % (several - 20)
        return noticing.make(store, calm[first : first + 20], letters, by=BY, at=NOW)

    return {
        "list": listed,
        "word typed": searched,
        "sheet": sheet,
        "next person": desk,
        "today": pressing,
        "F8": oppose,
        "edit": edit,
        "call": call,
        "20 letters": run,
    }
