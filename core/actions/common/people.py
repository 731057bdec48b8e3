"""Finds who is meant by a typed telephone, e-mail or lead id: a person of the base, or only a contact point."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from core.base import text
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, read
from core.base.phones import numbers, parse
from core.base.records import Struct, replace
from core.records.contact import Contact
from core.records.lead import Joining, Lead
from core.rules.discriminating_values import telling_email, telling_phone
from core.rules.zones import zone_of_phone, zone_of_postcode
from core.store import forgetting, leads, registers
from core.store.port import PRESENT, Reader
from core.words.errors import error

_SHEET = re.compile(r"^[Ff](?=\d+$)")


class Who(Struct, frozen=True):
    """A person or a contact point. ``lead_id``: the person, None when the base does not know them. ``kind``,
    ``key``: the contact point typed, empty for an id. ``hash``: its keyed hash. ``phone``: the telephone to use, if
    any (E.164). ``former``: the keyed hash of an e-mail as it is written, where its mailbox has another way."""

    lead_id: int | None
    kind: str = ""
    key: str = ""
    hash: str = ""
    phone: str = ""
    former: str = ""

    @property
    def hashes(self) -> tuple[str, ...]:
        """Every keyed hash of the contact point, none for an id alone."""
        return tuple(filter(None, (self.hash, self.former)))


def find(r: Reader, typed: str) -> Who:
    """Return who ``typed`` names. Raises UserError LEAD_UNKNOWN for what is not a telephone, an e-mail or a known id
    (« F7531… » as in an inspector's file, or its figures alone)."""
    wanted = _SHEET.sub("", typed.strip())
    texts = text.emails(wanted)
    if texts:
        return _contact(r, "email", texts[0], "")
    phone = parse(wanted)
    if phone and not _is_lead(r, wanted):
        return _contact(r, "phone", phone.key, phone.e164)
    if wanted.isdecimal() and _is_lead(r, wanted):
        return of_lead(r, int(wanted))
    raise error("LEAD_UNKNOWN", who=wanted)


def find_every(r: Reader, typed: str) -> list[Who]:
    """Return everybody that ``typed`` names: a text may hold several telephones and e-mails. Empty when it names
    nobody."""
    points = [("email", email, "") for email in text.emails(typed)]
    points += [("phone", phone.key, phone.e164) for phone in numbers(text.without_emails(typed))]
    one = find_or_none(r, typed) if len(points) < 2 else None
    return [one] if one is not None else [_contact(r, *point) for point in points]


def find_or_none(r: Reader, typed: str) -> Who | None:
    """Return the person meant by ``typed``, or None while it is not yet a telephone, an e-mail or an id."""
    try:
        return find(r, typed)
    except UserError:
        return None


def of_lead(r: Reader, lead_id: int) -> Who:
    """Return a lead, or the one it was joined to, with its first telephone. Raises UserError LEAD_UNKNOWN."""
    now = present(r, lead_id)
    if now is None:
        raise error("LEAD_UNKNOWN", who=str(lead_id))
    for contact in r.of(Contact, lead_id=now):
        if contact.kind == "phone":
            return Who(now, "phone", "", phone_hash(r, contact.value), contact.value)
    return Who(now)


def present(r: Reader, lead_id: int) -> int | None:
    """Return the sheet that a lead is now: its own, or the one it was joined to since; None when it was removed."""
    if r.get(Lead, lead_id) is not None:
        return lead_id
    joining = r.one(Joining, other_id=lead_id, undone_at=None)
    return joining.lead_id if joining else None


def as_known(r: Reader, who: Who) -> Who:
    """Return a person as the base knows them now: since ``who`` was read, their sheet may have been joined to another,
    or removed. Raises UserError LEAD_UNKNOWN for whom nothing is left to be known by."""
    if who.lead_id is None:
        return who
    now = present(r, who.lead_id)
    if now is None and not who.hash:
        raise error("LEAD_UNKNOWN", who=str(who.lead_id))
    return who if now == who.lead_id else replace(who, lead_id=now)


def known_or_none(r: Reader, who: Who | None) -> Who | None:
    """Do as :func:`as_known`; None for whom nothing is left to be known by."""
    try:
        return as_known(r, who) if who is not None else None
    except UserError:
        return None


def without_erased(r: Reader, who: Who | None) -> Who | None:
    """Return a person without their sheet where it was erased, by a contact point kept of them: nothing on it can be
    shown, corrected or frozen."""
    if who is None or who.lead_id is None or not bool(r.count(Lead, id=who.lead_id, erased_at=PRESENT)):
        return who
    left = (mark.hash for mark in forgetting.marks_of_erased(r, who.lead_id) if mark.kind in ("phone", "email"))
    return replace(who, lead_id=None, hash=who.hash or next(left, ""))


def sheet_of(r: Reader, who: Who) -> int:
    """Return the sheet of a person, to write on it. Raises UserError LEAD_UNKNOWN where there is none, any more or with
    anybody's name: one joined, removed or erased since it was shown."""
    person = r.get(Lead, who.lead_id) if who.lead_id is not None else None
    if who.lead_id is None or person is None or person.erased_at is not None:
        raise error("LEAD_UNKNOWN")
    return who.lead_id


def phone_hash(r: Reader, e164: str) -> str:
    """Return the register's keyed hash of an E.164 telephone."""
    phone = parse(e164)
    return r.keyed_hash("phone", phone.key if phone else e164)


def email_hash(r: Reader, email: str) -> str:
    """Return the register's keyed hash of the mailbox of an e-mail."""
    return r.keyed_hash("email", text.mailbox(email))


def _contact(r: Reader, kind: str, key: str, phone: str) -> Who:
    hashed = r.keyed_hash(kind, key) if kind == "phone" else email_hash(r, key)
    written = r.keyed_hash(kind, key)
    tells = telling_phone(key) if kind == "phone" else telling_email(key)
    known = leads.marked(r, [hashed, written]) if tells else {}
    former = written if written != hashed else ""
    return Who(known.get(hashed, known.get(written)), kind, key, hashed, phone, former)


def _is_lead(r: Reader, asked: str) -> bool:
    """Tell whether the text can be a lead's id: longer than a telephone, and small enough for an integer column."""
    fits = asked.isdecimal() and 10 < len(asked) < 20 and int(asked) < 1 << 63
    return fits and r.get(Lead, int(asked)) is not None


def zone_of(postcode: str, phone: str) -> str | None:
    """Return the IANA zone where a person is, by postcode, else by an overseas number; None when neither gives one."""
    return zone_of_postcode(postcode) or zone_of_phone(phone)


def known(r: Reader, typed: str) -> int:
    """Return the id of a lead found by id, telephone or e-mail. Raises UserError LEAD_UNKNOWN."""
    found = find(r, typed)
    if found.lead_id is None:
        raise error("LEAD_UNKNOWN")
    return found.lead_id


def zone(r: Reader, who: Who) -> ZoneInfo:
    """Return the zone where the person is, by postcode then by number; the agency's own when neither gives one."""
    person = r.get(Lead, who.lead_id) if who.lead_id is not None else None
    name = zone_of(person.postcode if person else "", who.phone)
    return ZoneInfo(name) if name else AGENCY_ZONE


def opposed_since(r: Reader, who: Who) -> datetime | None:
    """Return since when a contact point is in the opposition register, or its person opposed; None when neither is."""
    found = registers.opposed(r, who.hashes)
    if found:
        return read(min(refusal.at for refusal in found.values()))
    return read(r.row(Lead, who.lead_id).opposed_at) if who.lead_id is not None else None
