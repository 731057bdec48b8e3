"""A lead as the list and the sheet show it: values read from the base, never written back."""

from datetime import date, datetime

from core.base.records import Struct
from core.model.agent import SeatCall
from core.model.joining import Difference
from core.model.step import NextStep
from core.model.trade import TradeStatus
from core.model.verdict import Light, Verdict
from core.model.way_now import WayNow
from core.records.listing import Listing


class LeadRow(Struct, frozen=True):
    """One line of the list. ``phone`` in E.164; ``source``: supplier, or site, or « Saisie »; ``light``, ``call``: of
    the telephone; ``way``: what may be done now, None for nothing; ``step``: what is to be done next; moments in UTC.
    ``opposed_how``: see OppositionFact. ``notice_sent``: day of the last letter; ``notice_due``: last day to inform the
    person. ``last_breach``: the last call was not allowed. ``last_act``: when something last happened with the person.
    ``status``: where it stands in the trade; ``agent``: the name of the colleague who follows it, empty for nobody.
    ``property``, ``deal``, ``price`` (euro cents), ``area`` (m²): as in :class:`Listing`, of the last ad; ``batch``:
    its file; ``owners``: the names of the others of its property who do not refuse. ``called``: by another seat, at
    this moment."""

    id: int
    name: str
    town: str
    phone: str
    source: str
    light: Light
    call: Verdict
    way: WayNow | None
    step: NextStep
    opposed_at: datetime | None = None
    opposed_how: str = ""
    notice_sent: date | None = None
    notice_due: date | None = None
    last_call: datetime | None = None
    last_outcome: str = ""
    last_breach: bool = False
    last_act: datetime | None = None
    callback: datetime | None = None
    version: int = 0
    status: TradeStatus = TradeStatus.TO_INFORM
    agent: str = ""
    tags: tuple[str, ...] = ()
    property: str = ""
    deal: str = ""
    price: int | None = None
    area: float | None = None
    email: str = ""
    batch: str = ""
    owners: tuple[str, ...] = ()
    called: SeatCall | None = None


class ContactShown(Struct, frozen=True):
    """A contact point. ``kind``: phone (``value`` in E.164), email or address; ``opposed_at``: since when it is in the
    register."""

    id: int
    kind: str
    value: str
    opposed_at: datetime | None = None


class OriginPage(Struct, frozen=True):
    """The proof of the page an origin was read on, as of :class:`core.model.batch.PageProof`. ``answered``: the day
    somebody (``answered_by``) read the terms of the site; ``places``: (field, where it was read)."""

    way: str
    at: datetime
    status: int | None
    sha256: str
    robots: str
    terms: str
    answered: date | None
    answered_by: str
    places: tuple[tuple[str, str], ...]


class Origin(Struct, frozen=True):
    """One proof of where a lead came from. ``extra``: (heading, text) of the columns of the file kept with it.
    ``how``, ``way``: of what the agency added itself (:class:`core.model.editing.How`); ``data``: which values that is,
    as the fields of :data:`core.model.editing.LABELS`. ``page``: the proof of the page, of a capture."""

    source: str
    supplier: str
    site: str
    reference: str
    url: str
    seen: date | None
    obtained: date
    batch: int
    batch_name: str
    line: int
    by: str
    extra: tuple[tuple[str, str], ...] = ()
    how: str = ""
    way: str = ""
    data: tuple[str, ...] = ()
    page: OriginPage | None = None


class Event(Struct, frozen=True):
    """One line of the timeline: ``kind`` names what happened (call, opposition, notice, consent, callback, import…).
    ``change``: of a value that changed, both empty where the former one may not be told; ``where``: who changed it, or
    where the new one comes from."""

    at: datetime
    kind: str
    text: str
    by: str
    change: Difference | None = None
    where: str = ""


class OtherOwner(Struct, frozen=True):
    """Somebody who shares a property with a lead, by their own sheet. ``opposed_at``: since when they refuse."""

    lead_id: int
    name: str
    opposed_at: datetime | None = None


class LeadSheet(Struct, frozen=True):
    """Everything known of one lead. ``verdicts`` by channel value ("call", "letter", "email", "sms");
    ``notes``: what the agency wrote of it. ``owners``: who shares its property; ``another_refuses``: since when
    somebody of its property or address refuses, whom the lead is known not to be."""

    row: LeadRow
    first_name: str
    last_name: str
    civility: str
    postcode: str
    contacts: tuple[ContactShown, ...]
    origins: tuple[Origin, ...]
    listings: tuple[Listing, ...]
    events: tuple[Event, ...]
    verdicts: dict[str, Verdict]
    notes: str = ""
    notes_by: str = ""
    notes_at: datetime | None = None
    owners: tuple[OtherOwner, ...] = ()
    another_refuses: datetime | None = None
