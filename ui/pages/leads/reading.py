"""What the sheet of one person shows, read at once."""

from dataclasses import dataclass
from datetime import datetime

from core.actions.judging import Law
from core.actions.looking import contact_verdicts, lead_sheet
from core.model.lead import LeadSheet
from core.model.verdict import Verdict
from core.moments import AGENCY_ZONE, read
from core.scripts import Part, where_from
from core.store import batches, leads
from core.store.port import Reader


@dataclass(frozen=True, slots=True)
class Whole:
    """A sheet; ``contacts``: the verdict on each contact point by its id; ``quote``: words of an ad that refuses
    agencies; ``received``: local moment the first origin came into the base; ``answer``: what to say of it."""

    sheet: LeadSheet
    contacts: dict[int, Verdict]
    quote: str
    received: datetime | None
    answer: Part

    @property
    def bare(self) -> bool:
        """True for a property kept without its person: its ad refuses agencies."""
        return self.sheet.row.opposed_how == "listing" and not self.sheet.row.name and not self.sheet.contacts


def read_whole(r: Reader, lead_id: int, law: Law, *, at: datetime) -> Whole:
    """Return everything the sheet shows. Raises UserError LEAD_UNKNOWN."""
    sheet = lead_sheet(r, lead_id, law, at=at)
    batch = batches.batch(r, sheet.origins[0].batch) if sheet.origins else None
    received = read(batch[5]) if batch else None
    return Whole(
        sheet,
        contact_verdicts(r, sheet, law, at=at),
        leads.quote(r, lead_id),
        received.astimezone(AGENCY_ZONE) if received else None,
        where_from(sheet),
    )
