"""Where the agency itself found what it added to a sheet, as the letter must say it (RGPD art. 14(2)(f))."""

from datetime import date
from typing import NamedTuple

from core.base.moments import read_day
from core.model.letter import OwnOrigin
from core.store import editing, leads
from core.store.port import Reader

_DATA = ("phone", "email")


class AddressOrigin(NamedTuple):
    """How the postal address came: choices A1 to A5 of the notice, the day, and the words of the agency."""

    how: str
    day: date
    way: str


def address_origin(r: Reader, lead_id: int, source: str, *, given: bool, obtained: date) -> AddressOrigin:
    """Return how the address of a lead came: as the lead itself, unless the agency added it. ``given``: the person gave
    the data; ``obtained``: the day of the lead."""
    points = [one for one in leads.contacts(r, lead_id) if one.kind == "address"]
    own = editing.contact_origin(r, points[0].id) if points else None
    if own is not None:
        return AddressOrigin(own.how, read_day(own.seen) or obtained, own.way)
    return AddressOrigin("person" if given else "file" if source == "file" else "listing", obtained, "")


def phone_origin(r: Reader, lead_id: int, phone: str) -> OwnOrigin | None:
    """Return how the agency came by a telephone (E.164) that it added itself, None for another."""
    for one in leads.contacts(r, lead_id):
        own = editing.contact_origin(r, one.id) if (one.kind, one.value) == ("phone", phone) else None
        if own is not None:
            return OwnOrigin("phone", own.how, read_day(own.seen) or date.fromisoformat(own.obtained), own.way)
    return None


def own_origins(r: Reader, lead_id: int) -> tuple[OwnOrigin, ...]:
    """Return the origins of the name, telephones and e-mails that the agency added, one for each datum and origin."""
    found = [("name", editing.name_origin(r, lead_id))]
    found += [(one.kind, editing.contact_origin(r, one.id)) for one in leads.contacts(r, lead_id) if one.kind in _DATA]
    told = [
        OwnOrigin(datum, own.how, read_day(own.seen) or date.fromisoformat(own.obtained), own.way)
        for datum, own in found
        if own is not None
    ]
    return tuple(dict.fromkeys(told))
