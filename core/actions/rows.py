"""The rows an intake writes: a ready draft and its batch in, values in column order out."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from core import text
from core.actions.normalising import Ready
from core.model.batch import BatchFacts
from core.moments import kept
from core.store.port import Row
from core.store.schema import hash_head

COLUMNS = {
    "lead": (
        *("id", "name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode"),
        *("obtained", "notice_due", "source", "opposed_at", "opposed_how", "quote", "batch_id"),
    ),
    "contact": ("id", "lead_id", "kind", "value", "postcode", "town"),
    "mark": ("lead_id", "head", "kind", "hash"),
    "listing": (
        *("id", "lead_id", "site", "reference", "url", "title", "kind", "deal", "price", "area", "rooms"),
        *("town", "postcode", "seen"),
    ),
    "origin": (
        *("id", "lead_id", "source", "supplier_id", "site", "reference", "url", "seen", "obtained", "batch_id"),
        *("line", "by", "extra"),
    ),
    "opposition": ("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id"),
    "reject": ("id", "batch_id", "line", "code", "reason", "cells"),
}
"""The tables an intake fills, in an order that foreign keys allow, and the columns it gives."""
TYPED = "Saisie"
"""Source shown of what the person gave: no supplier, no site."""

NAMELESS = "~"
"""Sorts after every name: who has none comes last in the list."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What holds for every row of a batch being written. ``due``: last day to inform the persons, ISO."""

    facts: BatchFacts
    batch_id: int
    supplier_id: int | None
    by: str
    now: datetime
    obtained: date
    due: str


def lead_row(lead_id: int, row: Ready, lot: Lot) -> Row:
    """Return the row of a new lead."""
    return (
        *(lead_id, row.name, row.first_name, row.last_name, row.civility, text.fold(row.name) or NAMELESS),
        *_place(row, lot),
        *(None, "", "", lot.batch_id),
    )


def refusing_row(lead_id: int, row: Ready, lot: Lot) -> Row:
    """Return the row of a property whose ad refuses agencies: no name is kept, only what the ad said."""
    return (
        *(lead_id, "", "", "", "", NAMELESS),
        *_place(row, lot),
        *(kept(lot.now), "listing", row.refusal, lot.batch_id),
    )


def _place(row: Ready, lot: Lot) -> Row:
    source = lot.facts.supplier or row.site or TYPED
    return row.town, text.fold(row.town), row.postcode, lot.obtained.isoformat(), lot.due, source


def listing_row(listing_id: int, lead_id: int, row: Ready) -> Row:
    """Return the row of the property offered; price in cents, area in m²."""
    draft = row.draft
    rooms = text.number(draft.rooms)
    return (
        *(listing_id, lead_id, row.site, row.reference, row.url, text.clean(draft.title), text.clean(draft.kind)),
        *(draft.deal or "sale", text.cents(draft.price), text.number(draft.area)),
        *(int(rooms) if rooms is not None else None, row.town, row.postcode),
        row.seen.isoformat() if row.seen else None,
    )


def origin_row(origin_id: int, lead_id: int, row: Ready, lot: Lot) -> Row:
    """Return the proof of where the row came from; a listing without a day was read the day the batch was collected."""
    seen = row.seen or lot.obtained
    return (
        *(origin_id, lead_id, lot.facts.source.value, lot.supplier_id, row.site, row.reference, row.url),
        *(seen.isoformat(), lot.obtained.isoformat(), lot.batch_id, row.line, lot.by),
        json.dumps(row.draft.extra, ensure_ascii=False) if row.draft.extra else "",
    )


def mark_row(lead_id: int, kind: str, hashed: str) -> Row:
    """Return the row by which a lead is recognised; ``hashed``: the keyed hash, hex."""
    return lead_id, hash_head(hashed), kind, hashed


def words_of(row: Ready) -> str:
    """Return the folded words by which a lead is found."""
    shown = text.fold(f"{row.name} {row.town} {row.postcode} {row.reference} {' '.join(row.emails)}")
    return " ".join((shown, *(text.phone_words(phone.key) for phone in row.phones)))
