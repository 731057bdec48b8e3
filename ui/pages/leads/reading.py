"""Reads at once everything the sheet of one person shows."""

from dataclasses import dataclass
from datetime import datetime

from core.actions.common.judging import Law
from core.actions.leads import ads_withdrawn, duplicates
from core.actions.leads.ads_withdrawn import Gone
from core.actions.leads.duplicates import Proposal
from core.actions.leads.join_preview import differences
from core.actions.leads.join_undo import undoable
from core.actions.leads.lead_views import contact_verdicts, lead_sheet
from core.base.moments import AGENCY_ZONE, read
from core.model.joining import Difference, Joined
from core.model.lead import LeadSheet
from core.model.verdict import Verdict
from core.notices.call_script import Part, where_from
from core.store import batches, leads
from core.store.port import Reader

TWINS = 2
"""Proposals shown at once; the next ones come when these are answered."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Another lead that may be the same person, and what joining it would change on the sheet shown."""

    proposal: Proposal
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The content of a sheet. ``contacts``: the verdict on each contact point by its id; ``quote``: words of an ad
    that refuses agencies; ``received``: local moment the first origin came into the base; ``answer``: what to say
    about it; ``twins``: leads that may be the same person; ``joined``: the last join, while it can be undone;
    ``gone``: no ad of the person is left online."""

    sheet: LeadSheet
    contacts: dict[int, Verdict]
    quote: str
    received: datetime | None
    answer: Part
    twins: tuple[Twin, ...] = ()
    joined: Joined | None = None
    gone: Gone | None = None

    @property
    def bare(self) -> bool:
        """Tell whether this is a property kept without its person, because its ad refuses agencies."""
        return self.sheet.row.opposed_how == "listing" and not self.sheet.row.name and not self.sheet.contacts


def read_whole(r: Reader, lead_id: int, law: Law, *, at: datetime) -> Whole:
    """Return everything the sheet shows. Raises UserError LEAD_UNKNOWN."""
    sheet = lead_sheet(r, lead_id, law, at=at)
    batch = batches.batch(r, sheet.origins[0].batch) if sheet.origins else None
    received = read(batch.at) if batch else None
    return Whole(
        sheet,
        contact_verdicts(r, sheet, law, at=at),
        leads.quote(r, lead_id),
        received.astimezone(AGENCY_ZONE) if received else None,
        where_from(sheet),
        tuple(Twin(one, differences(r, lead_id, one.lead_id)) for one in duplicates.proposals(r, lead_id)[:TWINS]),
        undoable(r, lead_id, at),
        ads_withdrawn.gone(r, lead_id, at=at),
    )
