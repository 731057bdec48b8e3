"""Sets values of a sheet in one transaction: the register is asked first, the origin of what the agency adds is kept
with it (RGPD art. 14(2)(f)), and every edit can be taken back.

A telephone, e-mail or address of somebody who refuses is never stored as a way in: the refusal is theirs, so the sheet
is closed as an import would close it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from core.actions.common.consent_after_refusal import agreed_since
from core.actions.common.consent_scope import pin
from core.actions.common.fuzzy_suppression import near_refusals
from core.actions.common.marks import is_telling, known_name, own_marks
from core.actions.common.possible_refusals import hold_said
from core.actions.intake.merging import reindex
from core.actions.intake.rows import TYPED
from core.actions.leads.edit_pen import EditWriter, respelled
from core.actions.leads.known_person import note_known
from core.actions.leads.remarking import close, marks_held, marks_wanted, remark
from core.actions.leads.sheet_shown import OF_LISTING, family, nobody_since, point_shown
from core.actions.leads.sheet_values import (
    field_read,
    point_read,
    told_checked,
)
from core.actions.leads.tags import tags_read
from core.actions.register import co_owners, shared_number_rule
from core.base import text
from core.base.i18n import _
from core.base.moments import happened, kept, local
from core.base.names import sort_key
from core.model.batch import Source
from core.model.channel import ContactKind
from core.model.editing import LABELS, Change, Edited, ValueSource
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads, registers, suppliers
from core.store import leads as found
from core.store.leads import Refusal
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error
from core.words.properties import place_shown, value_shown

_NAMES = ("last_name", "first_name")
_BARE: Mapping[str, Value] = dict(list(Listing()._asdict().items())[2:])
"""A property of which nothing is known."""
_SPOKEN = frozenset({"notes", "tags", "name", "last_name", "first_name", "address", "town", "title"})
"""Fields where somebody may type what the person said: a refusal there waits for an answer."""
_KEPT: Mapping[str, str] = {"site": "site", "reference": "reference", "url": "url", "seen": "seen"}


def edit(
    store: Store, lead_id: int, changes: Sequence[Change], *, told: ValueSource | None = None, by: str, at: datetime
) -> Edited:
    """Set values of a lead. ``told``: how a name or a way to reach somebody came to the agency.

    Raises UserError, with nothing written: LEAD_UNKNOWN, FIELD_UNKNOWN, FIELD_VALUE, PHONE_IMPOSSIBLE, ROW_HOTLINE,
    TOLD_MISSING for a name or a contact point without ``told``, TOLD_DAY, TOLD_WAY, ADDRESS_DIRECTORY,
    TYPED_NUMBER_OPPOSED, CORRECTION_NONE; TwoValues when somebody changed a value since it was shown.
    """
    with store.write("edit", by=by, at=at) as w:
        return set_values(w, lead_id, changes, told=told, by=by, at=at)


def set_values(
    w: Writer, lead_id: int, changes: Sequence[Change], *, told: ValueSource | None = None, by: str, at: datetime
) -> Edited:
    """Do as :func:`edit` inside a transaction."""
    told = told_checked(told, at.date())
    person = w.get(Lead, lead_id)
    if person is None or person.erased_at is not None:
        raise error("LEAD_UNKNOWN")
    points = {contact.id: contact for contact in w.of(Contact, lead_id=lead_id)}
    nobody_since(w, person, points, changes, at.date())
    wanted = _wanted(points, changes, person.town)
    name = _name(person, changes)
    before = marks_held(w, lead_id)
    fresh = {hashed: kind for hashed, kind in marks_wanted(w, name, wanted).items() if hashed not in before}
    adds = any(ContactKind.known(one.field) and one.value.strip() for one in changes)
    refused = _refused(w, lead_id, fresh, adds=adds, at=at)
    if refused is not None:
        typed = own_marks([(kind, hashed) for hashed, kind in fresh.items()])
        own = {hashed: kind for kind, hashed in typed if kind not in ("household", "nameless")}
        was_open = w.row(Lead, lead_id).opposed_at is None
        gesture = close(w, lead_id, refused, by=by, at=at, found=own)
        return Edited(lead_id, opposed=happened(refused.at), gesture=gesture, open=was_open, at=at)
    pen = EditWriter(w, lead_id, told, by=by, at=at)
    if adds:
        pin(w, lead_id)
    for change in changes:
        _WRITERS[family(change.field)](pen, change)
        if change.field in _SPOKEN and any(one.field == change.field for one in pen.changed):
            hold_said(w, change.value, lead_id=lead_id, way="note", by=by, at=at)
    if not pen.changed:
        raise error("CORRECTION_NONE")
    remark(w, lead_id, before, by=by, at=at)
    reindex(w, lead_id)
    known = note_known(w, lead_id, fresh)
    is_held = w.row(Lead, lead_id).opposed_at is None and lead_id in near_refusals(w, [lead_id])
    also = tuple(lead.name for lead in w.of(Lead, id=sorted(pen.sheets)) if lead.name)
    return Edited(lead_id, tuple(pen.changed), held=is_held, known=known, written=tuple(pen.written), also=also)


def _wanted(points: dict[int, Contact], changes: Sequence[Change], town: str) -> list[Contact]:
    """Return the contact points as they would be after the changes; ``town``: of the lead."""
    wanted = dict(points)
    for place, change in enumerate(changes):
        if ContactKind.known(change.field) is None:
            continue
        wanted.pop(change.contact, None)
        if change.value.strip():
            value, code, where = point_read(change, town)
            wanted[-1 - place] = Contact(kind=change.field, value=value, postcode=code, town=where)
    return list(wanted.values())


def _name(person: Lead, changes: Sequence[Change]) -> tuple[str, str]:
    asked = {change.field: text.clean(change.value) for change in changes if change.field in _NAMES}
    last, first = (
        asked.get(field, was) for field, was in zip(_NAMES, (person.last_name, person.first_name), strict=True)
    )
    return known_name(person._replace(last_name=last, first_name=first))


def _refused(r: Reader, lead_id: int, fresh: dict[str, str], *, adds: bool, at: datetime) -> Refusal | None:
    """Return the refusal that what is typed falls under: of the person of the sheet when a way to reach them is added,
    unless they agreed since, or of whoever it belongs to. Raises UserError TYPED_NUMBER_OPPOSED when it closes itself
    alone."""
    known = registers.opposed(r, list(fresh))
    agreed = adds and agreed_since(r, lead_id, at=at)
    if agreed:  # What only this person's own refusal closed is answered with the rest.
        known = {hashed: one for hashed, one in known.items() if registers.refused_by_others(r, hashed, lead_id)}
    lent = shared_number_rule.only_shared_by_lead(
        r, lead_id, fresh, [hashed for hashed in known if fresh[hashed] in shared_number_rule.CONTACTS]
    )
    known = {hashed: one for hashed, one in known.items() if hashed not in lent}
    refusals = [one for hashed, one in known.items() if is_telling(fresh[hashed])]
    refused = min(refusals, default=None) or (leads.refusal(r, lead_id) if adds and not agreed else None)
    if refused is None and known:
        raise error("TYPED_NUMBER_OPPOSED", date=local(min(known.values()).at).date())
    return refused


def _write_person(pen: EditWriter, change: Change) -> None:
    person = pen.w.get(Lead, pen.lead_id)
    assert person is not None, "the caller found it"  # noqa: S101
    held, again = person._asdict(), False
    value = str(field_read(change, pen.at.date()))
    if value == held[change.field]:
        return
    values: dict[str, Value] = {change.field: value}
    if change.field in _NAMES:
        # Of a name that came whole, the part that is not typed now is the last name.
        last = str(values.get("last_name", held["last_name"] or ("" if held["first_name"] else held["name"])))
        first = str(values.get("first_name", held["first_name"]))
        name = f"{last} {first}".strip()
        values |= {"last_name": last, "name": name, "sort_key": sort_key(name, last, first)}
        pen.needs_told(change.field, str(held["name"]), name)
        again = respelled(str(held["name"]), name)
    if change.field == "town":
        values["town_key"] = text.fold(value)
    pen.update("lead", pen.lead_id, values)
    if change.field in ("postcode", "town"):
        for point in pen.w.of(Contact, lead_id=pen.lead_id):
            # The address has its own postcode and town, the same until somebody says otherwise.
            if point.kind == "address" and (point.postcode, point.town) == (held["postcode"], held["town"]):
                pen.update("contact", point.id, {change.field: value})
    pen.state("lead", pen.lead_id, change.field, again=again)
    pen.note(change.field, str(held[change.field]), value)


def _write_way(pen: EditWriter, change: Change) -> None:
    kind = change.field
    point = next((contact for contact in pen.w.of(Contact, lead_id=pen.lead_id) if contact.id == change.contact), None)
    before = point_shown(point)
    if not change.value.strip():
        if point is not None:
            pen.remove_point(point.id)
            pen.note(kind, before, "")
        return
    person = pen.w.get(Lead, pen.lead_id)
    value, code, town = point_read(change, person.town if person else "")
    after = place_shown(value, code, town) if kind == "address" else value_shown(kind, value)
    twice = any(
        (contact.kind, contact.value, contact.postcode) == (kind, value, code)
        for contact in pen.w.of(Contact, lead_id=pen.lead_id)
    )
    if after == before or (point is None and twice):
        return
    pen.needs_told(kind, before, after)
    values: dict[str, Value] = {"value": value, "postcode": code, "town": town}
    if point is None:
        row_id = pen.insert("contact", {"lead_id": pen.lead_id, "kind": kind, **values})
    else:
        row_id = point.id
        pen.update("contact", row_id, values)
    if kind == "address":
        _place_of_lead(pen, point, code, town)
    pen.state("contact", row_id, "", again=respelled(before, after))
    pen.note(kind, before, after)


def _place_of_lead(pen: EditWriter, point: Contact | None, code: str, town: str) -> None:
    """Complete the place of a lead from its address, or let it follow when it was the same."""
    person = pen.w.get(Lead, pen.lead_id)
    assert person is not None, "the caller found it"  # noqa: S101
    same = point is not None and (person.postcode, person.town) == (point.postcode, point.town)
    values: dict[str, Value] = {}
    if code and (same or not person.postcode):
        values["postcode"] = code
    if town and (same or not person.town):
        values |= {"town": town, "town_key": text.fold(town)}
    if values:
        pen.update("lead", pen.lead_id, values)


def _write_property(pen: EditWriter, change: Change) -> None:
    value = field_read(change, pen.at.date())
    column = OF_LISTING.get(change.field, change.field)
    listing = pen.w.one(Listing, "-id", lead_id=pen.lead_id)
    before = listing._asdict()[column] if listing else _BARE[column]
    if value == before:
        return
    row_id = listing.id if listing else pen.insert("listing", {**_BARE, "lead_id": pen.lead_id})
    pen.update("listing", row_id, {column: value})
    pen.state("listing", row_id, column)
    pen.note(change.field, value_shown(change.field, before), value_shown(change.field, value))
    for other in _same_property(pen.w, listing) if listing else ():
        if other._asdict()[column] in (before, _BARE[column]):
            beside = pen.beside(other.lead_id)
            beside.update("listing", other.id, {column: value})
            beside.state("listing", other.id, column)


def _same_property(r: Reader, listing: Listing) -> Sequence[Listing]:
    """Return the ads of the others who share the property of an ad, and who neither refuse nor are erased: it is one
    property, whatever sheet says more of it."""
    if listing.share_id is None:
        return ()
    owner_ids = set(co_owners.others_of(r, [listing.lead_id]))
    return [ad for ad in r.of(Listing, share_id=listing.share_id) if ad.lead_id in owner_ids]


def _write_notes(pen: EditWriter, change: Change) -> None:
    person = pen.w.get(Lead, pen.lead_id)
    value = str(field_read(change, pen.at.date()))
    if person is None or value == person.notes:
        return
    author = {"notes_at": kept(pen.at), "notes_by": pen.by} if value else {"notes_at": None, "notes_by": ""}
    pen.update("lead", pen.lead_id, {"notes": value, **author})
    pen.note("notes", person.notes, value)


def _write_tags(pen: EditWriter, change: Change) -> None:
    person = pen.w.get(Lead, pen.lead_id)
    wanted = tags_read(pen.w, change.value)
    if person is None or wanted == tuple(person.tags.splitlines()):
        return
    pen.update("lead", pen.lead_id, {"tags": "\n".join(wanted)})
    pen.note("tags", ", ".join(person.tags.splitlines()), ", ".join(wanted))


def _write_origin(pen: EditWriter, change: Change) -> None:
    """Complete where the lead itself comes from: the site, the day and the supplier that the letter must name."""
    value = field_read(change, pen.at.date())
    origin = found.first_origin(pen.w, pen.lead_id)
    if origin is None or value == (origin._asdict()[change.field] or ""):
        return
    supplier_id, name, site = origin.supplier_id, origin.supplier, origin.site
    if change.field == "supplier":
        if origin.source != Source.FILE:
            raise error("FIELD_VALUE", field=_(LABELS["supplier"]), value=change.value)
        supplier_id, name = suppliers.made_known(pen.w, str(value)), str(value)
        pen.update("origin", origin.id, {"supplier_id": supplier_id})
    else:
        pen.update("origin", origin.id, {_KEPT[change.field]: value})
        site = str(value) if change.field == "site" else site
        for listing in pen.w.of(Listing, "-id", lead_id=pen.lead_id)[-1:]:
            if not listing._asdict()[change.field]:
                pen.update("listing", listing.id, {_KEPT[change.field]: value})
    if supplier_id is not None and site:
        suppliers.note_sites(pen.w, supplier_id, [site])
    pen.update("lead", pen.lead_id, {"source": name or site or TYPED})
    pen.note(change.field, value_shown(change.field, origin._asdict()[change.field]), str(value))


_WRITERS: Mapping[str, Callable[[EditWriter, Change], None]] = {
    "person": _write_person, "way": _write_way, "property": _write_property, "notes": _write_notes,
    "origin": _write_origin, "tags": _write_tags,
}  # fmt: skip
