"""What each field of a sheet shows now, so that an edit is told what somebody else changed meanwhile."""

from collections.abc import Sequence
from types import MappingProxyType

from core.base.errors import Stale
from core.base.i18n import _
from core.base.moments import local
from core.model.channel import ContactKind
from core.model.editing import LABELS, PERSON, PROPERTY, PROVENANCE, Change
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads as found
from core.store.port import Reader
from core.words.errors import error, user_text
from core.words.properties import place_shown, value_shown

OF_LISTING = MappingProxyType({"property_town": "town", "property_postcode": "postcode"})
"""Field of a property → its column, where it is not its name."""


def nobody_since(r: Reader, lead_id: int, person: Lead, points: dict[int, Contact], changes: Sequence[Change]) -> None:
    """Raise Stale when a value is not any more what the screen showed."""
    for change in changes:
        point = points.get(change.contact)
        if change.contact and point is None:
            raise _stale()
        if change.was is None:
            continue
        now = value_now(r, lead_id, person, point, change.field)
        if now != change.was:
            last = found.last_change(r, _row_of(r, lead_id, change))
            if last is None:
                raise _stale()
            raise error(
                "CONFLICT", Stale, user=last.by, column=_(LABELS[change.field]), hour=local(last.at),
                theirs=now or "–", mine=change.value or "–",
            )  # fmt: skip


def value_now(r: Reader, lead_id: int, person: Lead, point: Contact | None, field: str) -> str:
    """Return what a field shows now; a contact point to add shows nothing."""
    match family(field):
        case "person" | "notes":
            return str(person._asdict()[field])
        case "tags":
            return ", ".join(person.tags.splitlines())
        case "way":
            return point_shown(point)
        case "property":
            listing = r.one(Listing, "-id", lead_id=lead_id)
            return value_shown(field, listing._asdict()[OF_LISTING.get(field, field)]) if listing else ""
    origin = found.first_origin(r, lead_id)
    return value_shown(field, origin._asdict()[field]) if origin else ""


def _row_of(r: Reader, lead_id: int, change: Change) -> int:
    listing, origin = r.one(Listing, "-id", lead_id=lead_id), found.first_origin(r, lead_id)
    rows = {"way": change.contact, "property": listing.id if listing else 0, "origin": origin.id if origin else 0}
    return rows.get(family(change.field), lead_id)


def family(field: str) -> str:
    """Return which writer a field is for. Raises UserError FIELD_UNKNOWN."""
    for name, fields in (
        ("person", PERSON),
        ("way", ContactKind.texts()),
        ("property", PROPERTY),
        ("origin", PROVENANCE),
    ):
        if field in fields:
            return name
    if field not in ("notes", "tags"):
        raise error("FIELD_UNKNOWN", field=field, known=", ".join(LABELS))
    return field


def point_shown(point: Contact | None) -> str:
    if point is None:
        return ""
    full_text = place_shown(point.value, point.postcode, point.town)
    return full_text if point.kind == "address" else value_shown(point.kind, point.value)


def _stale() -> Stale:
    return Stale("STALE", user_text("STALE", user=_("Un autre poste")))
