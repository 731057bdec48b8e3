"""What a refusal puts in the register: every mark by which the person could come back, from their sheet, from what was
kept of them once erased, or from what is typed of them."""

import json
import re
from collections.abc import Collection, Mapping, Sequence

from core.actions.common.marks import (
    GUESS,
    MAILBOX,
    NUMBER,
    PERSON,
    READ,
    KindHash,
    address_marks,
    address_marks_of,
    contact_marks,
    contact_marks_of,
    former_placeholders,
    hashes_of,
    known_name,
    refusal_marks,
    whole_name_marks_of,
)
from core.actions.common.people import Who
from core.actions.common.shared_values import Hashes, telling_hashes
from core.base.addresses import read_address
from core.base.errors import UserError
from core.base.phones import guesses, parse
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.rules.discriminating_values import telling_email, telling_phone
from core.store import alike, forgetting, leads
from core.store import leads as found_edits
from core.store.port import PRESENT, Reader
from core.words.errors import error

_AN_ID = re.compile(r"[Ff]?\d{11,}")


class UnheldError(UserError):
    """Nothing that is typed, or kept of a person erased, lets their refusal hold."""


def marks_of(r: Reader, lead_id: int) -> dict[str, str]:
    """Return keyed hash → kind of every mark by which the person could come back."""
    at_home = address_marks_of(r, lead_id)
    found = refusal_marks([*whole_name_marks_of(r, lead_id), *at_home])
    found += contact_marks_of(r, lead_id)
    hashes = {key: kind for kind, key in hashes_of(r.keyed_hash, found)}
    hashes |= {one.hash: one.kind for one in r.of(Mark, lead_id=lead_id) if one.kind in (NUMBER, MAILBOX)}
    # A second address read in a later file is only a mark, not a contact point, but could bring the person back too.
    marks = [mark for mark in leads.marks(r, lead_id) if mark.kind in ("address", READ, PERSON, "listing", GUESS)]
    if any(kind == PERSON for kind in hashes.values()):
        # An older program made no mark of the whole name: the surname stands for it where they lived before.
        is_whole = any(mark.kind == PERSON for mark in marks)
        now = {hashed for _, hashed in hashes_of(r.keyed_hash, at_home)}
        marks = [mark for mark in marks if mark.kind not in ("address", READ) or not (is_whole or mark.hash in now)]
    placeholders = former_placeholders(r, lead_id)
    return hashes | {mark.hash: mark.kind for mark in marks if mark.hash not in placeholders}


def former_marks(r: Reader, lead_id: int) -> dict[str, str]:
    """Return keyed hash → kind of the telephones, e-mails and addresses that the sheet had before it was edited, unless
    another sheet bears them now: they may be somebody else's."""
    held: dict[int, dict[str, str]] = {contact.id: contact._asdict() for contact in r.of(Contact, lead_id=lead_id)}
    person = r.get(Lead, lead_id)
    name = known_name(person) if person else ("", "")
    marks: list[KindHash] = []
    for one in found_edits.former_points(r, lead_id):
        point = held[one.row_id] = {**_NO_POINT, **held.get(one.row_id, {}), **json.loads(one.before)}
        marks += _marks_of_point(name, point)
    kinds = {hashed: kind for kind, hashed in hashes_of(r.keyed_hash, refusal_marks(marks))}
    others = {hashed for hashed in kinds if set(leads.sharing(r, [hashed])) - {lead_id}}
    return {hashed: kind for hashed, kind in kinds.items() if hashed not in others}


_NO_POINT: Mapping[str, str] = {"kind": "", "value": "", "postcode": "", "town": ""}


def _marks_of_point(name: tuple[str, str], point: Mapping[str, str]) -> tuple[KindHash, ...]:
    if point["kind"] == "address":
        surname, first = name
        return address_marks(surname, point["value"], point["postcode"], point["town"], first)
    phone = parse(point["value"]) if point["kind"] == "phone" else None
    return contact_marks([phone.key] if phone else [], [point["value"]] if point["kind"] == "email" else [])


def marks_of_all(
    r: Reader, several: Sequence[Who], edited: Collection[int] | None = None
) -> tuple[dict[str, str], list[int]]:
    """Return (keyed hash → kind, of every mark of these persons; the ids of their sheets that are not erased).
    ``edited``: the sheets whose contact points were edited, where that was already read."""
    marks: dict[str, str] = {}
    sheets: list[int] = []
    for who in several:
        marks |= dict.fromkeys(who.hashes, _kind(who))
        if who.lead_id is not None and bool(r.count(Lead, id=who.lead_id, erased_at=PRESENT)):
            marks |= {mark.hash: mark.kind for mark in forgetting.marks_of_erased(r, who.lead_id)}
        elif who.lead_id is not None:
            if edited is None or who.lead_id in edited:
                marks |= former_marks(r, who.lead_id)
            marks |= marks_of(r, who.lead_id)
            sheets.append(who.lead_id)
    return marks, sheets


FEW = 3
"""A household: more bearers of one telephone or e-mail are the clients of somebody who answers for them."""


def named_by(several: Sequence[Who]) -> list[str]:
    """Return the keyed hashes of the telephones and e-mails that a refusal names, rather than a sheet; none of a
    placeholder."""
    tells = {"phone": telling_phone, "email": telling_email}
    told = [who for who in several if who.key and who.kind in tells and tells[who.kind](who.key)]
    return [hashed for who in told for hashed in who.hashes]


def bearing(r: Reader, hashes: Sequence[str]) -> list[int]:
    """Return the leads that bear one of these keyed hashes, even where it tells nobody apart, unless they are many;
    oldest first."""
    found: dict[str, set[int]] = {}
    for mark in alike.everyone_bearing(r, hashes) if hashes else ():
        found.setdefault(mark.hash, set()).add(mark.lead_id)
    return sorted({lead_id for ones in found.values() if len(ones) <= FEW for lead_id in ones})


def marks_typed(r: Reader, typed: str) -> dict[str, str]:
    """Return keyed hash → kind of what names nobody the base can look up: the telephones that a text may hold, or an
    address, whose refusal is of the whole household."""
    if _AN_ID.fullmatch(typed.strip()):
        raise error("LEAD_UNKNOWN", who=typed)
    marks: list[KindHash] = list(address_marks("", typed, "", "")) if read_address(typed, "", "").postcode else []
    marks = marks or [(GUESS, key) for key in guesses(typed)]
    if not marks:
        raise error("REFUSAL_UNREAD", UnheldError, typed=typed)
    return {hashed: kind for kind, hashed in hashes_of(r.keyed_hash, marks)}


def near_kept_of(
    r: Reader, several: Sequence[Who], marks: Mapping[str, str], shared: Hashes | None = None
) -> list[tuple[None, str, str]]:
    """Return (no sheet, keyed hash of a block, signature) of what finds the spellings near the addresses of these, or
    of somebody who bore one of ``marks`` (keyed hash → kind), where they were erased. ``shared``: the values that tell
    nobody apart, where they were already read."""
    ids = [who.lead_id for who in several if who.lead_id is not None]
    found = forgetting.near_erased(r, ids, telling_hashes(r, marks, shared))
    return [(None, mark.hash, mark.signature) for mark in found]


def _kind(who: Who) -> str:
    """Return the kind of mark that a typed contact point is; what is no telephone or e-mail keeps its own."""
    found = contact_marks(*([who.key] if who.kind == kind else [] for kind in ("phone", "email"))) if who.key else ()
    return next((kind for kind, _ in found), who.kind)
