"""The numbers by which persons are reached."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class Borne(NamedTuple):
    """A number of a lead, by its keyed hash."""

    lead_id: int
    hash: str


def numbers_of(r: Reader, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the numbers of these leads, by lead."""
    found: dict[int, list[str]] = defaultdict(list)
    if ids:
        sql = f"""SELECT DISTINCT lead_id, hash FROM mark
                 WHERE kind IN ('phone', 'number') AND lead_id {AMONG}"""
        for one in r.named(Borne, sql, several(ids)):
            found[one.lead_id].append(one.hash)
    return found
