"""Queries about the leads that some rows of a file match, made together: what each holds, so that a row adds what is
missing."""

from collections.abc import Collection
from typing import NamedTuple

from core.base.records import Struct, field
from core.records.listing import Listing
from core.store.port import AMONG, Reader, several


class KnownLead(NamedTuple):
    """Who a lead is; ``opposed_at``, ``opposed_how``: its refusal, if any; ``batch_id``: of the batch that made it."""

    id: int
    batch_id: int | None
    name: str
    last_name: str
    civility: str
    postcode: str
    town: str
    opposed_at: str | None
    opposed_how: str


class KnownContact(NamedTuple):
    """A contact point of a lead."""

    lead_id: int
    id: int
    kind: str
    value: str
    postcode: str
    town: str


class KnownMark(NamedTuple):
    """A keyed hash a lead bears."""

    lead_id: int
    hash: str
    kind: str


class Known(Struct):
    """A lead with its contact points, by (kind, value), its marks (hash → kind) and its listings, newest first."""

    lead: KnownLead
    contacts: dict[tuple[str, str], KnownContact] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)


def read(r: Reader, ids: Collection[int]) -> dict[int, Known]:
    """Return what the leads of ``ids`` hold."""
    if not ids:
        return {}
    asked = several(ids)
    people = f"""SELECT id, batch_id, name, last_name, civility, postcode, town, opposed_at, opposed_how FROM lead
        WHERE id {AMONG}"""
    found = {lead.id: Known(lead) for lead in r.named(KnownLead, people, asked)}
    points = f"SELECT lead_id, id, kind, value, postcode, town FROM contact WHERE lead_id {AMONG} ORDER BY id"
    for point in r.named(KnownContact, points, asked):
        found[point.lead_id].contacts.setdefault((point.kind, point.value), point)
    for mark in r.named(KnownMark, f"SELECT lead_id, hash, kind FROM mark WHERE lead_id {AMONG}", asked):
        found[mark.lead_id].marks[mark.hash] = mark.kind
    for listing in r.of(Listing, "-id", lead_id=ids):
        found[listing.lead_id].listings.append(listing)
    return found
