"""Corrects what a person says is wrong: before and after are journaled, and whoever delivered the data is told (RGPD
art. 16 and 19). A correction allows nothing new: an agreement for one number does not pass to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.actions.common import shared_values
from core.actions.common.marks import address_marks_of, apart, contact_marks_of, entry_kind, hashes_of, is_telling
from core.actions.common.near_refusals import dwellers
from core.actions.intake.merging import reindex
from core.actions.intake.rows import NAMELESS
from core.actions.leads import joining
from core.actions.leads.joining import Changes
from core.actions.register import opposing, recipients
from core.actions.register.refused_marks import marks_of
from core.base import text
from core.base.french import phone_pairs
from core.base.i18n import N_, _
from core.base.moments import kept
from core.base.phones import parse
from core.model.request import RequestKind
from core.store import leads, registers
from core.store.port import Store, Value, Writer
from core.words.errors import error

FIELDS: Mapping[str, str] = {
    "civility": N_("civilité"), "last_name": N_("nom"), "first_name": N_("prénom"), "postcode": N_("code postal"),
    "town": N_("commune"),
}  # fmt: skip
CONTACTS: Mapping[str, str] = {"phone": N_("téléphone"), "email": N_("e-mail"), "address": N_("adresse")}
CIVILITIES = ("", "Madame", "Monsieur")


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction, as words: ``before`` is empty for what was added, ``after`` for what was removed."""

    label: str
    before: str
    after: str

    @property
    def said(self) -> str:
        """The corrected value in words: « nom : Moreau »."""
        return _("{label} : {value}").format(label=self.label, value=self.after or _("rien"))


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
        person = leads.person(w, lead_id)
        if person is None or person.erased_at is not None:
            raise error("LEAD_UNKNOWN")
        before = _marks(w, lead_id)
        done = _fields(w, lead_id, held_fields(person), fields or {}, version)
        if contacts or added:
            joining.pin(w, lead_id, Changes({}))
        done += _contacts(w, lead_id, contacts or {})
        done += [_add(w, lead_id, kind, raw) for kind, raw in added]
        if not done:
            raise error("CORRECTION_NONE")
        _remark(w, lead_id, before, by=by, at=at)
        reindex(w, lead_id)
        recipients.tell(
            w, [lead_id], RequestKind.RECTIFICATION, by=by, at=at, changed=[one.said for one in done]
        )  # fmt: skip
    return tuple(done)


def held_fields(person: leads.PersonRow) -> dict[str, str]:
    """Return what is held of a person, by name of :data:`FIELDS`."""
    return {
        "civility": person.civility,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "postcode": person.postcode,
        "town": person.town,
    }


def _fields(
    w: Writer, lead_id: int, held: dict[str, str], asked: Mapping[str, str], version: int | None
) -> list[Corrected]:
    unknown = asked.keys() - FIELDS.keys()
    if unknown:
        raise error("FIELD_UNKNOWN", field=min(unknown), known=", ".join(FIELDS))
    told = {name: _value(name, raw) for name, raw in asked.items()}
    changed = {name: value for name, value in told.items() if value != held[name]}
    if not changed:
        return []
    values: dict[str, Value] = dict(changed)
    now = held | changed
    if {"last_name", "first_name"} & changed.keys():
        name = f"{now['last_name']} {now['first_name']}".strip()
        values |= {"name": name, "sort_key": text.fold(name) or NAMELESS}
    if "town" in changed:
        values["town_key"] = text.fold(now["town"])
    w.update("lead", lead_id, values, version=version)
    for contact in leads.contacts(w, lead_id):
        # The address has its own postcode and town, which stay the same until the person says otherwise.
        if contact.kind == "address" and (contact.postcode, contact.town) == (held["postcode"], held["town"]):
            w.update("contact", contact.id, {"postcode": now["postcode"], "town": now["town"]})
    return [Corrected(_(FIELDS[name]), held[name], value) for name, value in changed.items()]


def _value(name: str, raw: str) -> str:
    cleaned = text.clean(raw)
    if name == "postcode" and cleaned:
        cleaned = text.postcode(cleaned)
        if not cleaned:
            raise error("FIELD_VALUE", field=_(FIELDS[name]), value=raw)
    if name == "civility" and cleaned not in CIVILITIES:
        raise error("FIELD_VALUE", field=_(FIELDS[name]), value=raw)
    return cleaned


def _contacts(w: Writer, lead_id: int, asked: Mapping[int, str]) -> list[Corrected]:
    done = []
    for contact in leads.contacts(w, lead_id):
        if contact.id not in asked:
            continue
        fresh = _contact(contact.kind, asked[contact.id]) if asked[contact.id].strip() else ""
        if fresh == contact.value:
            continue
        if fresh:
            w.update("contact", contact.id, {"value": fresh})
        else:
            w.delete("contact", contact.id)
        done.append(
            Corrected(_(CONTACTS[contact.kind]), _shown(contact.kind, contact.value), _shown(contact.kind, fresh))
        )
    return done


def _add(w: Writer, lead_id: int, kind: str, raw: str) -> Corrected:
    if kind not in CONTACTS:
        raise error("FIELD_UNKNOWN", field=kind, known=", ".join(CONTACTS))
    value = _contact(kind, raw)
    person = leads.person(w, lead_id)
    place = (person.postcode, person.town) if person and kind == "address" else ("", "")
    w.insert(
        "contact", {"lead_id": lead_id, "kind": kind, "value": value, "postcode": place[0], "town": place[1]}
    )  # fmt: skip
    return Corrected(_(CONTACTS[kind]), "", _shown(kind, value))


def _contact(kind: str, raw: str) -> str:
    """Return a contact point in the form it is stored in. Raises UserError FIELD_VALUE."""
    phone = parse(raw) if kind == "phone" else None
    found = {
        "phone": phone.e164 if phone else "",
        "email": next(iter(text.emails(raw)), "") if kind == "email" else "",
        "address": text.clean(raw),
    }[kind]
    if not found:
        raise error("FIELD_VALUE", field=_(CONTACTS[kind]), value=raw)
    return found


def _shown(kind: str, value: str) -> str:
    return phone_pairs(value) if kind == "phone" and value else value


def _marks(w: Writer, lead_id: int) -> dict[str, str]:
    """Return hash → kind of the marks of a lead's contact points and name."""
    marks = (*address_marks_of(w, lead_id), *contact_marks_of(w, lead_id))
    hashes = hashes_of(w.keyed_hash, marks)
    told = apart(marks, hashes, shared_values.remembered(w))
    return {hashed: kind for (kind, _), (_, hashed) in zip(told, hashes, strict=True)}


def _remark(w: Writer, lead_id: int, before: dict[str, str], *, by: str, at: datetime) -> None:
    """Update the marks of a corrected lead. When the person refuses, the refusal covers what is new; when a new
    contact point is in the register, the sheet is closed."""
    after = _marks(w, lead_id)
    gone = before.keys() - after.keys()
    held = {mark.hash: mark.kind for mark in leads.every_mark(w, lead_id)}
    w.delete_many("mark", ("lead_id", "hash"), [(lead_id, hashed) for hashed in held if hashed in gone])
    w.mark((lead_id, kind, hashed) for hashed, kind in after.items() if hashed not in held)
    refused = leads.refusal(w, lead_id)
    known = registers.opposed(w, [hashed for hashed, kind in after.items() if is_telling(kind)])
    refused = refused or min(known.values(), default=None)
    if refused is None:
        return
    gesture = w.new_id()
    for hashed, kind in marks_of(w, lead_id).items():
        if hashed not in known:
            own = entry_kind(kind)
            entry: dict[str, Value] = {"gesture": gesture, "hash": hashed, "kind": own, "lead_id": lead_id}
            said: dict[str, Value] = {"how": refused.how, "at": refused.at, "by": by, "note": "", "rank": refused.rank}
            w.insert("opposition", {**entry, **said})
    opposing.keep_near(w, opposing.Refused(gesture, refused.how, refused.at, by), dwellers(w, [lead_id]))
    opposing.cover(w, [lead_id], gesture, how=refused.how, since=refused.at, at=kept(at), rank=refused.rank)
