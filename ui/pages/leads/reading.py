"""Reads at once everything the sheet of one person shows, and says it in sentences: the property on one line, the
origin of the data, the state of the information."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from core.actions.calling.openings import CallTitle, held
from core.actions.common import agents, fuzzy_suppression, next_step_facts
from core.actions.common.fuzzy_suppression import DoubtfulMatch
from core.actions.common.judging import Law
from core.actions.common.people import present
from core.actions.common.step_cache import leading, standing
from core.actions.leads import ads_withdrawn, duplicates, milestones
from core.actions.leads.ads_withdrawn import AdsWithdrawal
from core.actions.leads.duplicates import Proposal
from core.actions.leads.join_preview import differences
from core.actions.leads.join_undo import undoable
from core.actions.leads.lead_views import contact_verdicts, lead_sheet
from core.actions.letters.origins import phone_origin
from core.actions.register import refusal_answers
from core.actions.register.refusal_answers import InDoubt
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct, replace
from core.base.screen_shapes import NBSP, day, day_month, day_short, hour
from core.model.batch import Source
from core.model.editing import LABELS
from core.model.joining import Difference, Joined
from core.model.lead import Event, LeadRow, LeadSheet, Origin
from core.model.milestone import TradeEvent
from core.model.step import NextStep, Step
from core.model.verdict import Verdict
from core.notices.call_script import ScriptPart, where_from
from core.records.agent import Agent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.supplier import Supplier, SupplierSite
from core.store import batches, leads
from core.store.port import Reader
from core.words.origins import how_words, page_pairs
from core.words.properties import area_words, kind_words, price_words
from ui.common.office import Office
from ui.widgets.lists.lead_table import NEAR

KeyT = TypeVar("KeyT")
TWINS = 2
"""Proposals shown at once; the next ones come when these are answered."""


class PossibleDuplicate(Struct, frozen=True):
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


class SheetContent(Struct, frozen=True):
    """All that a sheet shows: two that are equal look the same.

    ``contacts``: the verdict on each contact point by its id; ``quote``: words of an ad that refuses agencies;
    ``received``: local moment the first origin came into the base; ``answer``: what to say about it; ``twins``: leads
    that may be the same person; ``joined``: the last join, while it can be undone; ``gone``: no ad of the person is
    left online; ``step``: the one thing to do next; ``points``: the contact points as they are kept; ``lacks``: what
    its fields begin with, when something is to be completed; ``near``: who refuses, nearly at the same name and
    address; ``last``: the last milestone noted; ``more``: others are to be completed; ``doubt``: words that sound like
    a refusal; ``titles``: what opens a call; ``agents``: who may follow the person;
    ``lookers``: who looks at it at other seats.
    """

    sheet: LeadSheet
    contacts: dict[int, Verdict]
    quote: str
    received: datetime | None
    answer: ScriptPart
    step: NextStep
    points: tuple[Contact, ...]
    twins: tuple[PossibleDuplicate, ...] = ()
    joined: Joined | None = None
    gone: AdsWithdrawal | None = None
    lacks: Lacks | None = None
    near: DoubtfulMatch | None = None
    last: TradeEvent | None = None
    more: bool = False
    doubt: InDoubt | None = None
    titles: tuple[CallTitle, ...] = ()
    agents: tuple[Agent, ...] = ()
    lookers: tuple[str, ...] = ()

    @property
    def editable(self) -> bool:
        """Tell whether values may be set: not of a person erased or frozen, nor of one whose ad refuses agencies."""
        return not self.bare and self.step.code not in ("NEXT_DONE_ERASED", "NEXT_FROZEN")

    @property
    def bare(self) -> bool:
        """Tell whether this is a property kept without its person, because its ad refuses agencies."""
        return self.sheet.row.opposed_how == "listing" and not self.sheet.row.name and not self.sheet.contacts


def read_whole(r: Reader, lead_id: int, law: Law, *, at: datetime) -> SheetContent:
    """Return everything the sheet shows, that of the lead it was joined to if it was. Raises UserError LEAD_UNKNOWN."""
    lead_id = present(r, lead_id) or lead_id
    sheet = _of_the_day(lead_sheet(r, lead_id, law, at=at))
    batch = batches.batch(r, sheet.origins[0].batch) if sheet.origins else None
    received = read(batch.at) if batch else None
    step = next_step_facts.next_steps(r, [lead_id], law, at=at)[lead_id]
    return SheetContent(
        sheet,
        _each_of_day(contact_verdicts(r, sheet, law, at=at)),
        r.row(Lead, lead_id).quote,
        received.astimezone(AGENCY_ZONE) if received else None,
        where_from(sheet, own=phone_origin(r, lead_id, sheet.row.phone)),
        step,
        tuple(r.of(Contact, lead_id=lead_id)),
        tuple(
            PossibleDuplicate(proposal, differences(r, lead_id, proposal.lead_id))
            for proposal in duplicates.proposals(r, lead_id)[:TWINS]
        ),
        undoable(r, lead_id, at),
        ads_withdrawn.gone(r, lead_id, at=at),
        _lacks(r, lead_id, step) if step.step is Step.COMPLETE else None,
        fuzzy_suppression.facing(r, lead_id) if not sheet.row.opposed_at else None,
        next(reversed(milestones.of_lead(r, lead_id)), None),
        step.step is Step.COMPLETE and _others(r, lead_id, law, at),
        refusal_answers.in_doubt(r, lead_id) if not sheet.row.opposed_at else None,
        tuple(held(r, lead_id, law, at=at)),
        tuple(agent for agent in agents.everybody(r) if agent.active),
    )


def with_seats(office: Office, content: SheetContent) -> SheetContent:
    """Return a sheet with who of another seat is calling the person now, and who looks at it."""
    [row] = office.with_calls([content.sheet.row])
    sheet, lookers = replace(content.sheet, row=row), tuple(office.store.look(row.id))
    return replace(content, sheet=sheet, lookers=lookers) if row.called or lookers else content


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
    tally = standing(r, law, at=at)
    return any(number != lead_id for number in leading(r, tally, [Step.COMPLETE], 2))


def _lacks(r: Reader, lead_id: int, step: NextStep) -> Lacks:
    person, origin = r.get(Lead, lead_id), leads.first_origin(r, lead_id)
    known_texts: Sequence[str] = ()
    if step.code == "NEXT_SUPPLIER":
        known_texts = [row.name for row in r.of(Supplier, "name_key")]
    elif step.code == "NEXT_SITE":
        known_texts = sorted({site.site for site in r.of(SupplierSite, "supplier_id, site_key")})
    return Lacks(
        next((contact for contact in r.of(Contact, lead_id=lead_id) if contact.kind == "address"), None),
        (person.postcode, person.town) if person else ("", ""),
        tuple(known_texts),
        sold_by=origin.supplier if origin else "",
    )


Pair = tuple[str, str]


def property_line(listing: Listing) -> str:
    """Return what is known of the property: « Maison 5 pièces, 128 m², Uzès, 342 000 € »."""
    rooms = n_("{n} pièce", "{n} pièces", listing.rooms).format(n=listing.rooms) if listing.rooms else ""
    what = f"{kind_words(listing.kind)} {rooms.replace(' ', NBSP)}".strip() or _("Bien")
    return ", ".join(
        filter(None, (what, area_words(listing.area), listing.town, price_words(listing.price, listing.deal)))
    )


def origin_pairs(origin: Origin, received: datetime | None) -> list[Pair]:
    """Return what is known of the first origin, as labels and values."""
    found = [
        (_("Vue sur"), with_reference(origin.site, origin.reference)),
        (_("Fournisseur"), origin.supplier),
        *_means(origin, received),
        (_("Lien"), origin.url.removeprefix("https://")),
        (_("Obtenue le"), day(origin.obtained)),
        *(page_pairs(origin.page) if origin.page else ()),
    ]
    return [(words, text) for words, text in found if text]


def _means(origin: Origin, received: datetime | None) -> list[Pair]:
    match origin.source:
        case Source.FILE:
            return [(_("Fichier"), _("{file}, ligne {line}").format(file=origin.batch_name, line=origin.line))]
        case Source.TYPED:
            text = how_words(origin.how, origin.way) or ("" if origin.site else _("par la personne"))
            return [(_("Donnée"), text), (_("Saisie par"), origin.by)]
    read_at = _("{day} à {hour}").format(day=day(received), hour=hour(received)) if received else ""
    return [(_("Lue le"), read_at)]


def with_reference(site: str, reference: str) -> str:
    """Return « Toit Direct, n° 4118207 »."""
    return ", ".join(filter(None, (site, f"n°{NBSP}{reference}" if reference else "")))


def other_origin(origin: Origin) -> str:
    """Return a later origin on one line: « Fichier, Vendeurs Directs, b.csv, ligne 7, le 12/10/2026 »."""
    if origin.how:
        when, where = day_short(origin.seen or origin.obtained), how_words(origin.how, origin.way)
        words = _("notée par {by} le {day}, {where}").format(by=origin.by, day=when, where=where)
        data = ", ".join(_(LABELS[name]) for name in origin.data)
        return _("{data}\u202f: {told}").format(data=data, told=words) if data else words
    where = origin.supplier or origin.site or _("par la personne")
    file = _("{file}, ligne {line}").format(file=origin.batch_name, line=origin.line)
    parts = [Source(origin.source).shown, where, file if origin.source == Source.FILE else ""]
    return _("{what}, le {day}").format(what=", ".join(filter(None, parts)), day=day_short(origin.obtained))


def notice_words(row: LeadRow, today: date) -> tuple[str, str]:
    """Return (the state of the person's information, its colour)."""
    if row.notice_sent:
        return _("Envoyée le {day}").format(day=day(row.notice_sent)), "text"
    if row.opposed_at:
        return _("Plus due\u202f: la personne s’oppose"), "muted"
    if row.notice_due is None:
        return "", "text"
    due = day_month(row.notice_due) if row.notice_due.year == today.year else day(row.notice_due)
    if row.notice_due < today:
        return _("En retard depuis le {day}").format(day=due), "forbidden"
    is_near = row.notice_due - today <= NEAR
    return _("À poster au plus tard le {day}").format(day=due), "wait" if is_near else "text"


def event_day(event: Event, now: datetime) -> str:
    """Return when an event was: its hour today, else its day: « 10 h 42 », « 27/10 », « 27/10/25 » for another year."""
    local = event.at.astimezone(AGENCY_ZONE)
    if local.date() == now.date():
        return hour(local)
    return f"{local:%d/%m}" if local.year == now.year else f"{local:%d/%m/%y}"
