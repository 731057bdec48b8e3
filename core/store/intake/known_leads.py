"""Queries about the leads that some rows of a file match, made together: what each holds, so that a row adds what is
missing."""

from collections.abc import Collection

from core.base.records import Struct, field
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.records.listing import Listing
from core.store.port import Reader


class Known(Struct):
    """A lead with its contact points, by (kind, value), its marks (hash → kind) and its listings, newest first."""

    lead: Lead
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)


def read(r: Reader, ids: Collection[int]) -> dict[int, Known]:
    """Return what the leads of ``ids`` hold."""
    if not ids:
        return {}
    found = {lead.id: Known(lead) for lead in r.of(Lead, id=ids)}
    for point in r.of(Contact, lead_id=ids):
        found[point.lead_id].contacts.setdefault((point.kind, point.value), point)
    for mark in r.of(Mark, lead_id=ids):
        found[mark.lead_id].marks[mark.hash] = mark.kind
    for listing in r.of(Listing, "-id", lead_id=ids):
        found[listing.lead_id].listings.append(listing)
    return found
