"""The numbers by which persons are reached."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import Reader


class Borne(NamedTuple):
    """A number of a lead, by its keyed hash."""

    lead_id: int
    hash: str


def numbers_of(r: Reader, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the numbers of these leads, by lead."""
    found: dict[int, list[str]] = defaultdict(list)
    if ids:
        sql = """SELECT DISTINCT lead_id, hash FROM mark
                 WHERE kind IN ('phone', 'number') AND lead_id IN (SELECT value FROM json_each(?))"""
        for one in r.named(Borne, sql, json.dumps(list(ids))):
            found[one.lead_id].append(one.hash)
    return found
