"""From a lead that was completed to the next one that lacks something, in the order of the list in sight."""

from collections.abc import Iterator
from itertools import islice

from core.actions.common.kept_steps import leading
from core.model.step import Step
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.leads.next_step import typed_here
from ui.pages.leads.reading import read_whole
from ui.widgets.lists.lead_table import LeadTable

LOOKED = 50
"""Leads looked at, at most: what others lack is typed elsewhere, for all of them at once."""


class Onward:
    """Remembers the place in the list of the lead shown, which may leave the list once it lacks nothing."""

    def __init__(self, office: Office, table: LeadTable) -> None:
        self._office = office
        self._table = table
        self._lead = self._place = 0

    def hold(self, lead_id: int) -> None:
        """Remember the lead shown and, while the list holds it, its place."""
        self._lead = lead_id
        place = self._table.rows().place(lead_id)
        if place >= 0:
            self._place = place

    def after(self) -> int | None:
        """Return the next lead that lacks something that is typed on its sheet: of the list, from the place of the last
        one on; else the most pressing of the others; None when there is none."""
        office, now = self._office, self._office.now()
        with office.store.read() as r:
            for lead_id in islice(self._candidates(r), LOOKED):
                whole = read_whole(r, lead_id, office.law, at=now)
                if whole.step.step is Step.COMPLETE and typed_here(whole.step, whole.lacks):
                    return lead_id
        return None

    def _candidates(self, r: Reader) -> Iterator[int]:
        told = self._office.standing(r, at=self._office.now())
        lacking = [one for one in leading(r, told, [Step.COMPLETE], -1) if one != self._lead]
        wanted, ids = set(lacking), self._table.rows().ids
        listed = [one for one in (*ids[self._place :], *ids[: self._place]) if one in wanted]
        yield from listed
        yield from (one for one in lacking if one not in set(listed))
