"""What each field of a sheet shows now, so that an edit is told what somebody else changed meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.actions.leads.sheet_values import field_read, point_read
from core.actions.leads.value_changes import changes_told
from core.base.errors import Stale
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, local
from core.base.records import replace
from core.model.channel import ContactKind
from core.model.editing import LABELS, PERSON, PROPERTY, PROVENANCE, BothValues, Change
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads as found
from core.store.port import Reader
from core.words.errors import error, user_text
from core.words.properties import field_words, place_shown, value_shown

OF_LISTING: Mapping[str, str] = {"property_town": "town", "property_postcode": "postcode"}
"""Field of a property → its column, where it is not its name."""


class TwoValues(Stale):
    """Somebody else set a value since the screen showed it: nothing was written, and both are known."""

    def __init__(self, both: BothValues) -> None:
        words = user_text(
            "CONFLICT", user=both.by, column=_(LABELS[both.change.field]), hour=both.at,
            theirs=both.change.was or "–", mine=both.change.value or "–",
        )  # fmt: skip
        super().__init__("CONFLICT", words)
        self.both = both

    def __reduce__(self) -> tuple[type["TwoValues"], tuple[BothValues]]:  # type: ignore[override]
        return type(self), (self.both,)


def nobody_since(
    r: Reader, person: Lead, points: Mapping[int, Contact], changes: Sequence[Change], today: date
) -> None:  # fmt: skip
    """Raise TwoValues when a value is not any more what the screen showed, nor what is typed; Stale when nobody is
    known to have changed it."""
    home = next((point for point in points.values() if point.kind == "address"), None)
    for change in changes:
        point = points.get(change.contact) or (home if change.field == "address" else None)
        if change.was is None:
            if change.contact and change.contact not in points:
                raise error("STALE", Stale, user=_("Un autre poste"))
            continue
        now = value_now(r, person.id, person, point, change.field)
        typed = _typed(change, today, person.town)
        if now not in (change.was, typed):
            ours = replace(change, contact=point.id if point else 0, was=now)
            raise TwoValues(_both(r, person.id, ours, change.contact, typed, today))


def _typed(change: Change, today: date, town: str) -> str:
    """Return what is typed as the sheet would show it."""
    if family(change.field) != "way":
        value = field_read(change, today)
        return value_shown(change.field, value) if change.field not in ("notes", "tags") else str(value)
    if not change.value.strip():
        return ""
    value, code, place = point_read(change, town)
    return place_shown(value, code, place) if change.field == "address" else value_shown(change.field, value)


def _both(r: Reader, lead_id: int, ours: Change, contact: int, typed: str, today: date) -> BothValues:
    """Return both values, with who set theirs and when."""
    theirs, listing, label = ours.was or "", r.one(Listing, "-id", lead_id=lead_id), _(LABELS[ours.field]).capitalize()
    if listing is not None and family(ours.field) == "property":
        column = OF_LISTING.get(ours.field, ours.field)
        theirs = field_words(ours.field, listing._asdict()[column], listing.deal)
        typed = field_words(ours.field, field_read(ours, today), listing.deal)
    events = (event for event in changes_told(r, lead_id).events if event.change and event.change.what == label)
    for event in events:
        if event.change and event.change.after == theirs:
            return BothValues(ours, event.by, event.at.astimezone(AGENCY_ZONE), event.where, theirs, typed)
    last = found.last_change(r, contact or _row_of(r, lead_id, ours))
    if last is None:
        raise error("STALE", Stale, user=_("Un autre poste"))
    return BothValues(ours, last.by, local(last.at), "", theirs, typed)


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
