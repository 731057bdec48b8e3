"""Reads leads in the form in which the rules compare them."""

from collections.abc import Iterator, Sequence

from core.base import addresses, text
from core.base.addresses import Address
from core.base.phones import parse
from core.base.records import Struct
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.rules.comparators import name_of
from core.rules.matching import MatchedPerson, MatchedProperty
from core.store.named_rows import by_lead
from core.store.port import PRESENT, Reader


class LeadProfile(Struct, frozen=True):
    """A lead and the data of it that are compared. ``place``: its postcode, or its folded town; ``batch``: 0 for
    none."""

    id: int
    name: str
    town: str
    town_key: str
    place: str
    opposed: bool
    batch: int
    person: MatchedPerson


def compared(r: Reader, ids: Sequence[int]) -> list[LeadProfile]:
    """Return the leads ready to compare, by id; an erased one is left out."""
    points = by_lead(r.of(Contact, lead_id=ids))
    offers = by_lead(r.of(Listing, lead_id=ids, price=PRESENT, area=PRESENT))
    return [_lead(row, points[row.id], offers[row.id]) for row in r.of(Lead, id=ids, erased_at=None)]


def _lead(lead: Lead, points: Sequence[Contact], offers: Sequence[Listing]) -> LeadProfile:
    person = MatchedPerson(
        name_of(lead.name, surname=lead.last_name, civility=lead.civility),
        tuple(_phone(point.value) for point in points if point.kind == "phone"),
        tuple(text.mailbox(point.value) for point in points if point.kind == "email"),
        tuple(_addresses(points)),
        tuple(_property(offer) for offer in offers),
    )
    key = text.fold(lead.town)
    return LeadProfile(
        lead.id,
        lead.name,
        lead.town,
        key,
        lead.postcode or key,
        lead.opposed_at is not None,
        lead.batch_id or 0,
        person,
    )


def _phone(e164: str) -> str:
    phone = parse(e164)
    return phone.key if phone else e164


def _addresses(points: Sequence[Contact]) -> Iterator[Address]:
    for point in points:
        address = addresses.read_address(point.value, point.postcode, point.town) if point.kind == "address" else None
        if address is not None and address.key:
            yield address


def _property(offer: Listing) -> MatchedProperty:
    place = offer.postcode or text.fold(offer.town)
    return MatchedProperty(
        text.fold(offer.kind), offer.price or 0, offer.area or 0, offer.rooms, place, text.fold(offer.site)
    )
