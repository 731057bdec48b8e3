"""The people of one row: their sheets are tied by the property they share, and a refusal of one of them closes what is
theirs alone (law file, OBJ-06)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from core.actions.common.fuzzy_suppression import tell_apart
from core.actions.intake.parse import ParsedRow
from core.actions.register.shared_number_rule import release
from core.base.typo_distance import Match
from core.records.listing import Listing
from core.records.opposition import Opposition
from core.rules.comparators import PersonName, name_of, same_name
from core.store.alike import KnownPerson
from core.store.port import Writer

_THEIRS = (Match.SAME, Match.NEAR)


class SharedProperty(NamedTuple):
    """What one row did: lead → its ad of the property, of each person kept, the first of the row first; ``refused``:
    the keyed hashes of those of the row who refuse."""

    ads: Mapping[int, int]
    refused: Collection[str]


def is_of_another(row: ParsedRow, others: Sequence[ParsedRow], known: KnownPerson) -> bool:
    """Tell whether a known lead has the name of another person of a row, and not that of this one: two people of one
    row are never one person."""
    name = name_of(known.lead.name, surname=known.lead.last_name, civility=known.lead.civility)
    return same_name(_name(row), name) not in _THEIRS and any(
        same_name(_name(other), name) in _THEIRS for other in others
    )


def _name(row: ParsedRow) -> PersonName:
    return name_of(row.name, surname=row.last_name, civility=row.civility)


def share(w: Writer, done: SharedProperty, *, by: str, at: datetime) -> None:
    """Tie the sheets of those who share a property, and tell them apart from whoever of the row refuses."""
    if len(done.ads) > 1:
        ads = w.of(Listing, id=[*done.ads.values()])
        first = next((ad.share_id for ad in ads if ad.share_id is not None), next(iter(done.ads.values())))
        for ad in ads:
            if ad.share_id is None:
                w.update("listing", ad.id, {"share_id": first})
    if done.refused and done.ads:
        gestures = {entry.root or entry.gesture for entry in w.of(Opposition, hash=[*done.refused], lifted_at=None)}
        release(w, [*done.ads], done.refused)
        tell_apart(w, [*done.ads], gestures, by=by, at=at)
