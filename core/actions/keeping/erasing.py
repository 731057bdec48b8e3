"""Empties one person out of the base, row by row, in the caller's transaction. The person counts as erased only once
:mod:`core.actions.keeping.forgetting` has cleaned the rest."""

import json
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import PurePath

from core.actions.common.agency import managers_only
from core.actions.common.fuzzy_suppression import NEAR, dwellers, entries
from core.actions.common.retention_law import retention
from core.actions.intake.removed_rows import let_go
from core.actions.register import recipients
from core.actions.register.refused_marks import marks_of
from core.base import text
from core.base.moments import AGENCY_ZONE, happened, kept, local, made
from core.base.names import NAMELESS
from core.base.phones import parse
from core.base.records import Struct
from core.model.forgetting import ErasureReason
from core.records.batch import Batch, Reject
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from core.records.request import Erased, ErasedMark
from core.records.title import Title
from core.store import batches, doubts, leads
from core.store import forgetting as found
from core.store.port import Reader, Store, Value, Writer

RECOGNISED = ("phone", "email", "listing")
"""The marks by which someone erased is recognised in an older base; an address may be a neighbour's."""
PROOF = "preuve"
"""The name of a file kept as proof once its person is erased: theirs often stands in it."""
_DIGITS = re.compile(r"\D")
_NOTHING = {"name": "", "first_name": "", "last_name": "", "civility": "", "quote": "", "restricted_at": None,
            "notes": "", "notes_at": None, "notes_by": "", "tags": "", "agent_id": None}  # fmt: skip


class Erasure(Struct, frozen=True):
    """An entry of the list of persons erased, with what is needed to erase them again. ``marks``: (kind, keyed
    hash, signature); ``telling``: the hashes among them by which the person is recognised in an older base."""

    id: int
    lead_id: int
    at: str
    by: str
    why: str
    keep_property: bool
    marks: tuple[tuple[str, str, str], ...] = ()
    telling: tuple[str, ...] = ()


def record(w: Writer, lead_id: int, *, by: str, at: datetime, why: str, keep_property: bool) -> int:
    """Add a lead, as it is now, to the list of persons erased, and return the entry's id."""
    values: dict[str, Value] = {"lead_id": lead_id, "at": kept(at), "by": by, "why": why}
    entry = w.insert("erased", {**values, "property": int(keep_property)})
    for kind, hashed, signature in marks_left(w, lead_id):
        w.insert("erased_mark", {"erased_id": entry, "kind": kind, "hash": hashed, "signature": signature})
    return entry


def marks_left(r: Reader, lead_id: int) -> list[tuple[str, str, str]]:
    """Return (kind, keyed hash, signature) of all that is to be kept of a lead whose sheet goes."""
    marks = {mark.hash: mark.kind for mark in leads.marks(r, lead_id) if mark.kind in RECOGNISED}
    near: list[tuple[str, str]] = []
    if r.of(Notice, lead_id=lead_id):
        # A coupon may still come back: the refusal it bears needs something to be kept by (rule OBJ-01).
        marks |= marks_of(r, lead_id)
        near = [item for _, who in dwellers(r, [lead_id]) for item in entries(r.keyed_hash, who).items()]
    return [
        *((kind, hashed, "") for hashed, kind in marks.items()),
        *((NEAR, hashed, signature) for hashed, signature in dict.fromkeys(near)),
    ]


def erase(w: Writer, lead_id: int, *, at: datetime, keep_property: bool) -> None:
    """Empty every row about a lead, and about those joined with it; keep the proofs the law requires. Raises UserError
    TEAM_RIGHTS."""
    managers_only(w)
    ids = [lead_id, *found.joined(w, lead_id)]
    let_go(w)
    _rejects(w, lead_id)
    _batches(w, lead_id)
    drop(w, lead_id, over_rows(w, lead_id, at.astimezone(AGENCY_ZONE).date()), pages=True)
    for proof_id, name in found.proof_names(w, lead_id).items():
        w.blank("proof", [proof_id], {"name": f"{PROOF}{PurePath(name).suffix.lower()}"})
    w.blank("doubt", doubts.quoted_of(w, ids), {"quote": ""})
    w.blank("opposition", found.words_of_refusals(w, ids), {"note": "", "place": "", "lifted_note": ""})
    for table in ("contact", "callback", "merging", "near_apart", "stated", "milestone", "letter_choice", "doubt_mark"):
        w.wipe(table, found.rows_of_leads(w, table, ids))
    w.wipe("joining", found.joinings(w, ids))
    w.wipe("alike", found.pairs_with(w, ids))
    w.delete_many("mark", ("lead_id",), [(row_id,) for row_id in ids])
    w.unindex(ids)
    _property(w, lead_id, keep_property=keep_property)
    w.blank("call", found.rows_of_leads(w, "call", ids), {"phone": "", "note": ""})
    w.blank("opposition", found.rows_of_leads(w, "opposition", ids), {"note": "", "lead_id": None})
    told = {"person": "", "identity": "", "extended": "", "note": ""}
    w.blank("request", found.rows_of_leads(w, "request", ids), told)
    recipients.forget(w, ids)
    place = {} if keep_property else {"town": "", "town_key": "", "postcode": ""}
    w.blank("lead", [lead_id], {**_NOTHING, **place, "sort_key": NAMELESS, "erased_at": kept(at)})
    w.empty(found.mentions(w, ids))


def _property(w: Writer, lead_id: int, *, keep_property: bool) -> None:
    """Separate the property from the person, or delete it: the reference and the address of an ad lead to its
    author."""
    origins = found.rows_of_leads(w, "origin", [lead_id])
    w.blank("origin", origins, {"reference": "", "url": "", "extra": "", "way": "", "line": 0})
    listings = found.rows_of_leads(w, "listing", [lead_id])
    if keep_property:
        w.blank("listing", listings, {"reference": "", "url": "", "title": "", "private": None, "role": ""})
    else:
        w.wipe("listing", listings)
        w.blank("notice", found.rows_of_leads(w, "notice", [lead_id]), {"listing_id": None})


def over_rows(r: Reader, lead_id: int, on: date) -> set[int]:
    """Return the agreements and titles of a lead to delete on a day: kept long enough (RET-04, RET-06), or proving
    nothing."""
    rules = retention()
    titles = r.of(Title, lead_id=lead_id)
    rows = [(row.id, "consent_proof", row.collected) for row in r.of(Consent, lead_id=lead_id)]
    rows += [(row.id, "request_proof", row.at) for row in titles if row.kind == "request"]
    old = {int(row_id) for row_id, key, began in rows if rules[key].over_from(local(began).date()) <= on}
    return old | {row.id for row in titles if row.kind == "professional"}


def drop(w: Writer, lead_id: int, rows: Collection[int], *, pages: bool = False) -> None:
    """Delete agreements and titles of a lead, by id, and the proofs that served only them; with ``pages``, those of
    coupons that prove neither too: the page of a refusal goes with its sheet."""
    consents, titles = w.of(Consent, lead_id=lead_id), w.of(Title, lead_id=lead_id)
    proofs = {row.id: row.proof_id for row in consents} | {row.id: row.proof_id for row in titles}
    left_ids = {proof for row_id, proof in proofs.items() if row_id not in rows}
    w.wipe("consent", [row.id for row in consents if row.id in rows])
    w.wipe("title", [row.id for row in titles if row.id in rows])
    gone_ids = {proof for row_id, proof in proofs.items() if row_id in rows and proof is not None}
    gone_ids |= {reply.proof_id for reply in w.of(Reply, lead_id=lead_id) if reply.proof_id} if pages else set()
    shown_ids = [reply.id for reply in w.of(Reply, lead_id=lead_id) if reply.proof_id in gone_ids - left_ids]
    w.blank("reply", shown_ids, {"proof_id": None})
    w.wipe("proof", [int(proof) for proof in gone_ids - left_ids])


def _batches(w: Writer, lead_id: int) -> None:
    """Delete the cells typed for the person's rows when a file was checked, the name of a batch that brought only
    them, and the address of a page that showed only their ads."""
    alone = found.alone(w, lead_id)
    w.blank("batch", alone, {"name": ""})
    rows = found.lines(w, lead_id)
    w.blank("page_read", batches.pages_alone(w, [(row.batch_id, row.line) for row in rows]), {"url": ""})
    lines: dict[int, set[int]] = {}
    for line in rows:
        lines.setdefault(line.batch_id, set()).add(line.line)
    for batch_id, own_ids in lines.items():
        typed = w.row(Batch, batch_id).fixes
        fixes = json.loads(typed) if typed else {}
        cells = [cell for cell in fixes.get("cells", []) if cell[0] not in own_ids]
        if cells != fixes.get("cells", []):
            w.blank("batch", [batch_id], {"fixes": json.dumps({**fixes, "cells": cells})})
    w.empty(found.values_of_batches(w, list(lines)))


def _rejects(w: Writer, lead_id: int) -> None:
    """Delete the rejected rows about the person: they hold the same cells."""
    speaks = _Needles(w, lead_id).speaks
    rows = w.of(Reject)
    w.wipe("reject", [row.id for row in rows if speaks([row.reason, *map(str, json.loads(row.cells))])])


class _Needles:
    """What shows that a row of a file is about a person: telephone, e-mail, whole name, or address."""

    def __init__(self, r: Reader, lead_id: int) -> None:
        person = r.get(Lead, lead_id)
        assert person is not None, "asked of a lead of the base"  # noqa: S101
        contacts = r.of(Contact, lead_id=lead_id)
        phones = [parse(row.value) for row in contacts if row.kind == "phone"]
        self._phones = {phone.key for phone in phones if phone}
        self._phrases = {text.fold(row.value) for row in contacts if row.kind != "phone"}
        self._name = frozenset(text.fold(person.name).split())

    def speaks(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is about the person."""
        folded = " ".join(map(text.fold, cells))
        if any(phrase and phrase in folded for phrase in self._phrases):
            return True
        if len(self._name) > 1 and self._name <= set(folded.split()):
            return True
        return any(self._phone(cell) for cell in cells)

    def _phone(self, cell: str) -> bool:
        if len(_DIGITS.sub("", cell)) < 9:
            return False
        # Without its zero, as workbooks store it; a cell may hold several numbers.
        tail = _DIGITS.sub("", cell)
        return any(key[-9:] in tail for key in self._phones)


def erasures_listed(r: Reader) -> list[Erasure]:
    """Return everyone erased, oldest first; not those whose sheet a restoration took away, which another may give back.
    An address does not identify the erased person, nor does a telephone that is on a present sheet too."""
    marks: dict[int, list[ErasedMark]] = {}
    for mark in r.of(ErasedMark):
        marks.setdefault(mark.erased_id, []).append(mark)
    return [
        Erasure(
            *(row.id, row.lead_id, row.at, row.by, row.why, row.property),
            marks=tuple((mark.kind, mark.hash, mark.signature) for mark in marks.get(row.id, ())),
            telling=tuple(mark.hash for mark in marks.get(row.id, ()) if _tells(r, mark)),
        )
        for row in r.of(Erased)
        if row.why != ErasureReason.RESTORED
    ]


def _tells(r: Reader, mark: ErasedMark) -> bool:
    return mark.kind in RECOGNISED and not [
        row.id for row in r.of(Lead, id=leads.sharing(r, [mark.hash]), erased_at=None)
    ]


def erase_for_good(w: Writer, hashed: str) -> None:
    """Have whoever bore a keyed hash, and whose sheet a restoration took away, count as erased: they asked for it, and
    are told that nothing is held of them, so that no other copy gives them back."""
    for entry in found.taken_away(w, hashed):
        w.update("erased", entry, {"why": "request"})


def erase_again(store: Store, entries: Sequence[Erasure], *, by: str, at: datetime) -> int:
    """Erase, in a copy, the persons of the list, and add the list to it; return how many leads were emptied. Leads
    made after an erasure are left alone: the person came back by themselves."""
    done_count = 0
    with store.write("forget again", by=by, at=at) as w:
        held_ids = {row.id for row in w.of(Erased)}
        if entries:
            let_go(w)
        for entry in entries:
            for lead_id in _leads(w, entry):
                erase(w, lead_id, at=happened(entry.at), keep_property=entry.keep_property)
                done_count += 1
            if entry.id not in held_ids:
                _write(w, entry)
    return done_count


def _leads(r: Reader, entry: Erasure) -> list[int]:
    asked_ids = [row.id for row in r.of(Lead, id=[entry.lead_id, *leads.sharing(r, entry.telling)], erased_at=None)]
    erased_at = happened(entry.at)
    return [lead_id for lead_id in asked_ids if lead_id == entry.lead_id or made(lead_id) < erased_at]


def _write(w: Writer, entry: Erasure) -> None:
    w.insert(
        "erased",
        {
            "id": entry.id,
            "lead_id": entry.lead_id,
            "at": entry.at,
            "by": entry.by,
            "why": entry.why,
            "property": int(entry.keep_property),
        },
    )
    for kind, hashed, signature in entry.marks:
        told: dict[str, Value] = {"kind": kind, "hash": hashed, "signature": signature}
        w.insert("erased_mark", {"erased_id": entry.id, **told})
