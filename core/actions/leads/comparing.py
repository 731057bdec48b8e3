"""Leads of the base as the rules compare them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.base import addresses, text
from core.base.addresses import Address
from core.base.phones import parse
from core.rules.matching import Person, Property
from core.rules.same_name import name_of
from core.store import alike
from core.store.port import Reader, Row


@dataclass(frozen=True, slots=True)
class Compared:
    """A lead and what is compared of it; ``place``: its postcode, or its folded town; ``batch``: 0 for none."""

    id: int
    name: str
    town: str
    town_key: str
    place: str
    opposed: bool
    batch: int
    person: Person


def compared(r: Reader, ids: Sequence[int]) -> list[Compared]:
    """Return leads as they are compared, by id; an erased one is left out."""
    points = _by_lead(alike.contacts(r, ids))
    offers = _by_lead(alike.listings(r, ids))
    return [_lead(row, points[int(row[0])], offers[int(row[0])]) for row in alike.compared(r, ids)]


def _by_lead(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[int(row[0])].append(row[1:])
    return found


def _lead(row: Row, points: list[Row], offers: list[Row]) -> Compared:
    lead_id, name, surname, civility, postcode, town, opposed_at, batch = row
    person = Person(
        name_of(str(name), surname=str(surname), civility=str(civility)),
        tuple(_phone(str(value)) for kind, value, _, _ in points if kind == "phone"),
        tuple(str(value) for kind, value, _, _ in points if kind == "email"),
        tuple(_addresses(points)),
        tuple(_property(offer) for offer in offers),
    )
    key = text.fold(str(town))
    place = str(postcode) or key
    return Compared(int(lead_id), str(name), str(town), key, place, bool(opposed_at), int(batch or 0), person)


def _phone(e164: str) -> str:
    found = parse(e164)
    return found.key if found else e164


def _addresses(points: list[Row]) -> Iterator[Address]:
    for kind, value, postcode, town in points:
        found = addresses.read(str(value), str(postcode), str(town)) if kind == "address" else None
        if found is not None and found.key:
            yield found


def _property(offer: Row) -> Property:
    kind, price, area, rooms, postcode, town = offer
    return Property(
        text.fold(str(kind)),
        int(price),
        float(area),
        int(rooms) if rooms is not None else None,
        str(postcode) or text.fold(str(town)),
    )
