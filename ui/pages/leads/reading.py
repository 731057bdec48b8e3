"""Reads at once everything the sheet of one person shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import TypeVar

from core.actions.calling.openings import Held, held
from core.actions.common import agents, situations
from core.actions.common.judging import Law
from core.actions.common.kept_steps import leading, standing
from core.actions.common.people import present
from core.actions.leads import ads_withdrawn, duplicates, milestones
from core.actions.leads.ads_withdrawn import Gone
from core.actions.leads.duplicates import Proposal
from core.actions.leads.join_preview import differences
from core.actions.leads.join_undo import undoable
from core.actions.leads.lead_views import contact_verdicts, lead_sheet
from core.actions.letters.origins import phone_origin
from core.actions.register import doubted, near_people
from core.actions.register.doubted import InDoubt
from core.actions.register.near_people import Facing
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct, replace
from core.model.agent import Agent
from core.model.joining import Difference, Joined
from core.model.lead import LeadSheet
from core.model.milestone import Milestone
from core.model.step import NextStep, Step
from core.model.verdict import Verdict
from core.notices.call_script import Part, where_from
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.supplier import Supplier, SupplierSite
from core.store import batches, editing
from core.store.port import Reader

KeyT = TypeVar("KeyT")
TWINS = 2
"""Proposals shown at once; the next ones come when these are answered."""


class Twin(Struct, frozen=True):
    """Another lead that may be the same person, and what joining it would change on the sheet shown."""

    proposal: Proposal
    changes: tuple[Difference, ...]


class Lacks(Struct, frozen=True):
    """What the fields of what is missing begin with. ``home``: the address held; ``place``: the postcode and town of
    the lead; ``known``: sites or suppliers to choose from; ``sold_by``: the supplier, whose own sheet may be what
    lacks."""

    home: Contact | None
    place: tuple[str, str]
    known: tuple[str, ...]
    sold_by: str


class Whole(Struct, frozen=True):
    """All that a sheet shows: two that are equal look the same.

    ``contacts``: the verdict on each contact point by its id; ``quote``: words of an ad that refuses agencies;
    ``received``: local moment the first origin came into the base; ``answer``: what to say about it; ``twins``: leads
    that may be the same person; ``joined``: the last join, while it can be undone; ``gone``: no ad of the person is
    left online; ``step``: the one thing to do next; ``points``: the contact points as they are kept; ``lacks``: what
    its fields begin with, when something is to be completed; ``near``: who refuses, nearly at the same name and
    address; ``last``: the last milestone noted; ``more``: others are to be completed; ``doubt``: words that sound like
    a refusal; ``titles``: what opens a call; ``agents``: who may follow the person.
    """

    sheet: LeadSheet
    contacts: dict[int, Verdict]
    quote: str
    received: datetime | None
    answer: Part
    step: NextStep
    points: tuple[Contact, ...]
    twins: tuple[Twin, ...] = ()
    joined: Joined | None = None
    gone: Gone | None = None
    lacks: Lacks | None = None
    near: Facing | None = None
    last: Milestone | None = None
    more: bool = False
    doubt: InDoubt | None = None
    titles: tuple[Held, ...] = ()
    agents: tuple[Agent, ...] = ()

    @property
    def editable(self) -> bool:
        """Tell whether values may be set: not of a person erased or frozen, nor of one whose ad refuses agencies."""
        return not self.bare and self.step.code not in ("NEXT_DONE_ERASED", "NEXT_FROZEN")

    @property
    def bare(self) -> bool:
        """Tell whether this is a property kept without its person, because its ad refuses agencies."""
        return self.sheet.row.opposed_how == "listing" and not self.sheet.row.name and not self.sheet.contacts


def read_whole(r: Reader, lead_id: int, law: Law, *, at: datetime) -> Whole:
    """Return everything the sheet shows, that of the lead it was joined to if it was. Raises UserError LEAD_UNKNOWN."""
    lead_id = present(r, lead_id) or lead_id
    sheet = _of_the_day(lead_sheet(r, lead_id, law, at=at))
    batch = batches.batch(r, sheet.origins[0].batch) if sheet.origins else None
    received = read(batch.at) if batch else None
    step = situations.next_steps(r, [lead_id], law, at=at)[lead_id]
    return Whole(
        sheet,
        _each_of_day(contact_verdicts(r, sheet, law, at=at)),
        r.row(Lead, lead_id).quote,
        received.astimezone(AGENCY_ZONE) if received else None,
        where_from(sheet, own=phone_origin(r, lead_id, sheet.row.phone)),
        step,
        tuple(r.of(Contact, lead_id=lead_id)),
        tuple(Twin(one, differences(r, lead_id, one.lead_id)) for one in duplicates.proposals(r, lead_id)[:TWINS]),
        undoable(r, lead_id, at),
        ads_withdrawn.gone(r, lead_id, at=at),
        _lacks(r, lead_id, step) if step.step is Step.COMPLETE else None,
        near_people.facing(r, lead_id) if not sheet.row.opposed_at else None,
        next(reversed(milestones.of_lead(r, lead_id)), None),
        step.step is Step.COMPLETE and _others(r, lead_id, law, at),
        doubted.in_doubt(r, lead_id) if not sheet.row.opposed_at else None,
        tuple(held(r, lead_id, law, at=at)),
        tuple(one for one in agents.everybody(r) if one.active),
    )


def _of_the_day(sheet: LeadSheet) -> LeadSheet:
    row = replace(sheet.row, call=_of_day(sheet.row.call))
    return replace(sheet, row=row, verdicts=_each_of_day(sheet.verdicts))


def _each_of_day(verdicts: Mapping[KeyT, Verdict]) -> dict[KeyT, Verdict]:
    return {key: _of_day(said) for key, said in verdicts.items()}


def _of_day(said: Verdict) -> Verdict:
    """Return a verdict with its day for moment: its minute is not shown, the days left are."""
    return replace(said, at=datetime.combine(said.at.astimezone(AGENCY_ZONE).date(), time.min, AGENCY_ZONE))


def _others(r: Reader, lead_id: int, law: Law, at: datetime) -> bool:
    """Tell whether others are to be completed, counted as the view that holds them counts."""
    told = standing(r, law, at=at)
    return any(one != lead_id for one in leading(r, told, [Step.COMPLETE], 2))


def _lacks(r: Reader, lead_id: int, step: NextStep) -> Lacks:
    person, origin = r.get(Lead, lead_id), editing.first_origin(r, lead_id)
    known: Sequence[str] = ()
    if step.code == "NEXT_SUPPLIER":
        known = [row.name for row in r.of(Supplier, "name_key")]
    elif step.code == "NEXT_SITE":
        known = sorted({one.site for one in r.of(SupplierSite, "supplier_id, site_key")})
    return Lacks(
        next((one for one in r.of(Contact, lead_id=lead_id) if one.kind == "address"), None),
        (person.postcode, person.town) if person else ("", ""),
        tuple(known),
        sold_by=origin.supplier if origin else "",
    )
