"""The rows an intake writes: takes a prepared draft and its batch, returns values in the order of the columns."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from core.actions.common.marks import KindHash
from core.base.moments import kept
from core.base.names import NAMELESS, sort_key
from core.base.records import Struct, field
from core.base.text import fold, fold_usual, phone_words
from core.model.batch import BatchFacts, Source
from core.records.listing import Listing
from core.store import leads
from core.store.port import Values

COLUMNS = {
    "lead": (
        *("id", "name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode"),
        *("obtained", "notice_due", "source", "opposed_at", "opposed_how", "quote", "batch_id"),
    ),
    "contact": ("id", "lead_id", "kind", "value", "postcode", "town"),
    "listing": Listing._fields,
    "origin": (
        *("id", "lead_id", "source", "supplier_id", "site", "reference", "url", "seen", "obtained", "batch_id"),
        *("line", "by", "extra", "how"),
    ),
    "opposition": (
        *("id", "gesture", "hash", "kind", "how", "at", "by", "note", "lead_id", "rank", "author", "batch_id", "line"),
        *("place", "text", "root"),
    ),
    "alike": ("id", "lead_a", "lead_b", "score"),
    "stated": leads.COLUMNS,
    "merging": ("id", "batch_id", "lead_id", "line", "changes", "row"),
    "reject": ("id", "batch_id", "line", "code", "reason", "cells"),
}
"""The tables an intake fills, in an order that foreign keys allow, and the columns it gives."""


class ParsedRow(NamedTuple):
    """A row ready to be matched and written, made of plain values so that it can come from another process.

    ``phones``: (E.164, key) each; ``deal``: sale, rent or empty when nothing tells it; ``price`` in cents, ``area`` in
    m², ``seen`` ISO or None; ``extra``: JSON of the columns kept with the origin, or ""; ``refusal``: the words that
    refuse agencies, or « refus indiqué sur le site »; ``heard_in``: the heading of their column; ``place``: (postcode,
    town) of the property; ``private``: as of a draft; ``marks``: (kind, key) by which the person is recognised;
    ``doubt``: keyed hash of words that sound like a refusal, and the
    words while nobody has answered, empty since. ``closed``: the ways of being reached that are refused. ``strays``:
    telephones and e-mails of other cells. ``refusals_too``: (words, heading) of the refusals after the first.
    ``others``: the other people of the row, one row each; ``role``: as of a draft; ``hashes``: of one of
    these, the hashed marks.
    """

    line: int
    name: str
    last_name: str
    first_name: str
    civility: str
    phones: tuple[tuple[str, str], ...]
    emails: tuple[str, ...]
    address: str
    postcode: str
    town: str
    site: str
    reference: str
    url: str
    seen: str | None
    title: str
    kind: str
    deal: str
    price: int | None
    area: float | None
    rooms: int | None
    extra: str
    refusal: str
    heard_in: str
    marks: tuple[tuple[str, str], ...]
    place: tuple[str, str]
    private: int | None = None
    doubt: tuple[str, str] = ("", "")
    closed: tuple[str, ...] = ()
    strays: tuple[tuple[str, str], ...] = ()
    refusals_too: tuple[tuple[str, str], ...] = ()
    others: tuple["ParsedRow", ...] = ()
    hashes: tuple[KindHash, ...] = ()
    role: str = ""


TYPED = "Saisie"
"""Source shown of what the person gave: no supplier, no site."""
_AD = tuple(name for name in Listing._fields if name in ParsedRow._fields)
"""What a row says of the property, under the names of its columns."""


class Lot(Struct, frozen=True):
    """What is the same for every row of a batch being written. ``day``: when the agency received the data; ``due``:
    last day to inform the persons; both ISO. ``common``: keyed hashes by which the rows read so far prove that nobody
    is recognised. ``answered``: keyed hash of words that sound like a refusal → the answer kept."""

    facts: BatchFacts
    batch_id: int
    supplier_id: int | None
    by: str
    now: datetime
    day: str
    due: str
    common: set[str] = field(default_factory=set)
    answered: dict[str, str] = field(default_factory=dict)


def lead_row(lead_id: int, row: ParsedRow, lot: Lot) -> Values:
    """Return the row of a new lead."""
    return (
        *(lead_id, row.name, row.first_name, row.last_name, row.civility),
        sort_key(row.name, row.last_name, row.first_name),
        *(row.town, fold_usual(row.town), row.postcode, lot.day, lot.due, _source(row, lot)),
        *(None, "", "", lot.batch_id),
    )


def refusing_row(lead_id: int, row: ParsedRow, lot: Lot) -> Values:
    """Return the row of a property whose ad refuses agencies: without a name, with only what the ad said."""
    postcode, town = row.place
    return (
        *(lead_id, "", "", "", "", NAMELESS, town, fold(town), postcode, lot.day, lot.due),
        *(_source(row, lot), kept(lot.now), "listing", row.refusal, lot.batch_id),
    )


def _source(row: ParsedRow, lot: Lot) -> str:
    return lot.facts.supplier or row.site or TYPED


def search_words(row: ParsedRow) -> str:
    """Return the folded words by which a new lead is found."""
    words = fold(" ".join((row.name, row.town, row.postcode, row.reference, *row.emails)))
    return " ".join([words, *[phone_words(key) for _, key in row.phones]])


def listing_row(listing_id: int, lead_id: int, row: ParsedRow) -> Values:
    """Return the row of the property offered."""
    postcode, town = row.place
    columns = {name: getattr(row, name) for name in _AD}
    return tuple(Listing(**columns | {"id": listing_id, "lead_id": lead_id, "town": town, "postcode": postcode}))


def origin_row(origin_id: int, lead_id: int, row: ParsedRow, lot: Lot) -> Values:
    """Return the origin of the row, which proves where it came from; a listing without a day counts as read the day
    the batch was collected."""
    source = Source.MAIL if row.line in lot.facts.mails else lot.facts.source
    return (
        *(origin_id, lead_id, source.value, lot.supplier_id, row.site, row.reference, row.url),
        *(row.seen or lot.day, lot.day, lot.batch_id, row.line, lot.by, row.extra, lot.facts.how),
    )


def contact_points(row: ParsedRow) -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, value, postcode, town) of each contact point of a row."""
    for phone, _key in row.phones:
        yield "phone", phone, "", ""
    for email in row.emails:
        yield "email", email, "", ""
    if row.address:
        yield "address", row.address, row.postcode, row.town
