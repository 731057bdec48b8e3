"""Corrects what a person says is wrong: before and after are journaled, and whoever delivered the data is told (RGPD
art. 16 and 19). A correction allows nothing new: an agreement for one number does not pass to the next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.actions.common.consent_scope import pin
from core.actions.intake.merging import reindex
from core.actions.leads.edit_pen import EditWriter
from core.actions.leads.remarking import marks_held, remark
from core.actions.leads.sheet_values import contact_read, field_read
from core.actions.register import recipients
from core.base import text
from core.base.i18n import _
from core.base.names import sort_key
from core.model.channel import ContactKind
from core.model.editing import PERSON, Change, Corrected, How, ValueSource
from core.model.request import RequestKind
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Store, Value
from core.words.errors import error
from core.words.properties import value_shown

FIELDS = PERSON


def correct(
    store: Store,
    lead_id: int,
    *,
    by: str,
    at: datetime,
    fields: Mapping[str, str] | None = None,
    contacts: Mapping[int, str] | None = None,
    added: Sequence[tuple[str, str]] = (),
    version: int | None = None,
) -> tuple[Corrected, ...]:
    """Correct a lead and return what changed. ``fields``: names of :data:`FIELDS` with their right value; ``contacts``:
    id of a contact point → its right value, empty when it is not the person's; ``added``: (kind, value).

    Raises UserError LEAD_UNKNOWN, FIELD_UNKNOWN, FIELD_VALUE, CORRECTION_NONE; with ``version``, Stale.
    """
    with store.write("correct", by=by, at=at) as w:
        person = w.get(Lead, lead_id)
        if person is None or person.erased_at is not None:
            raise error("LEAD_UNKNOWN")
        before = marks_held(w, lead_id)
        pen = EditWriter(w, lead_id, ValueSource(How.PERSON, at.date()), by=by, at=at)
        done = _fields(pen, held_fields(person), fields or {}, version)
        if contacts or added:
            pin(w, lead_id)
        done += _contacts(pen, contacts or {})
        done += [_add(pen, kind, raw) for kind, raw in added]
        if not done:
            raise error("CORRECTION_NONE")
        remark(w, lead_id, before, by=by, at=at)
        reindex(w, lead_id)
        recipients.tell(
            w, [lead_id], RequestKind.RECTIFICATION, by=by, at=at, changed=[one.said for one in done]
        )  # fmt: skip
    return tuple(done)


def held_fields(person: Lead) -> dict[str, str]:
    """Return what is held of a person, by name of :data:`FIELDS`."""
    return {
        "civility": person.civility,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "postcode": person.postcode,
        "town": person.town,
    }


def _fields(pen: EditWriter, held: dict[str, str], asked: Mapping[str, str], version: int | None) -> list[Corrected]:
    w, lead_id = pen.w, pen.lead_id
    unknown = asked.keys() - FIELDS.keys()
    if unknown:
        raise error("FIELD_UNKNOWN", field=min(unknown), known=", ".join(FIELDS))
    told = {name: str(field_read(Change(name, raw), date.max)) for name, raw in asked.items()}
    changed = {name: value for name, value in told.items() if value != held[name]}
    if not changed:
        return []
    values: dict[str, Value] = dict(changed)
    now = held | changed
    if {"last_name", "first_name"} & changed.keys():
        name = f"{now['last_name']} {now['first_name']}".strip()
        values |= {"name": name, "sort_key": sort_key(name, now["last_name"], now["first_name"])}
    if "town" in changed:
        values["town_key"] = text.fold(now["town"])
    w.update("lead", lead_id, values, version=version)
    for name in changed:
        pen.state("lead", lead_id, name)
    for contact in w.of(Contact, lead_id=lead_id):
        # The address has its own postcode and town, which stay the same until the person says otherwise.
        if contact.kind == "address" and (contact.postcode, contact.town) == (held["postcode"], held["town"]):
            w.update("contact", contact.id, {"postcode": now["postcode"], "town": now["town"]})
            pen.state("contact", contact.id, "")
    return [Corrected(name, _(FIELDS[name]), held[name], value) for name, value in changed.items()]


def _contacts(pen: EditWriter, asked: Mapping[int, str]) -> list[Corrected]:
    done = []
    for contact in pen.w.of(Contact, lead_id=pen.lead_id):
        if contact.id not in asked:
            continue
        fresh = contact_read(contact.kind, asked[contact.id]) if asked[contact.id].strip() else ""
        if fresh == contact.value:
            continue
        if fresh:
            pen.update("contact", contact.id, {"value": fresh})
            pen.state("contact", contact.id, "")
        else:
            pen.remove_point(contact.id)
        done.append(
            Corrected(
                contact.kind,
                ContactKind(contact.kind).shown,
                value_shown(contact.kind, contact.value),
                value_shown(contact.kind, fresh),
            )
        )
    return done


def _add(pen: EditWriter, kind: str, raw: str) -> Corrected:
    if ContactKind.known(kind) is None:
        raise error("FIELD_UNKNOWN", field=kind, known=", ".join(ContactKind))
    value = contact_read(kind, raw)
    person = pen.w.get(Lead, pen.lead_id)
    place = (person.postcode, person.town) if person and kind == "address" else ("", "")
    point: dict[str, Value] = {"lead_id": pen.lead_id, "kind": kind, "value": value}
    pen.state("contact", pen.insert("contact", {**point, "postcode": place[0], "town": place[1]}), "")
    return Corrected(kind, ContactKind(kind).shown, "", value_shown(kind, value))
