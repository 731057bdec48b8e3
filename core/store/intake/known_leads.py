"""Queries about the leads that some rows of a file match, made together: what each holds, so that a row adds what is
missing."""

from collections.abc import Collection
from typing import NamedTuple

from core.base.records import Struct, field
from core.records.contact import Contact, Mark
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


class Known(Struct):
    """A lead with its contact points, by (kind, value), its marks (hash → kind) and its listings, newest first."""

    lead: KnownLead
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
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
    for point in r.of(Contact, lead_id=ids):
        found[point.lead_id].contacts.setdefault((point.kind, point.value), point)
    for mark in r.of(Mark, lead_id=ids):
        found[mark.lead_id].marks[mark.hash] = mark.kind
    for listing in r.of(Listing, "-id", lead_id=ids):
        found[listing.lead_id].listings.append(listing)
    return found
