"""Queries about refusals of one way of being reached, and of no other: kept under the keyed hash of a mark and
the way."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_WAYS = ("email", "sms", "call", "letter")


class WayClosed(NamedTuple):
    """A refusal of one way, of a lead (0: of a hash). ``kind``: no_email, no_sms, no_call, no_letter; ``rank``: in the
    order of recording."""

    lead_id: int
    kind: str
    how: str
    at: str
    rank: int


def ways_closed(r: Reader, ids: Sequence[int]) -> list[WayClosed]:
    """Return the ways refused by these leads, oldest first; each mark of theirs may say it again."""
    held = ", ".join(f"m.hash || ':{way}'" for way in _WAYS)
    return r.named(
        WayClosed,
        f"""SELECT DISTINCT m.lead_id, o.kind, o.how, o.at, o.rank
            FROM mark m JOIN opposition o ON o.hash IN ({held})
            WHERE m.lead_id {AMONG} AND o.lifted_at IS NULL ORDER BY o.at""",
        several(ids),
    )


def ways_closed_of(r: Reader, hashes: Sequence[str]) -> list[WayClosed]:
    """Return the ways refused by whoever bears one of these keyed hashes, oldest first."""
    held = [f"{hashed}:{way}" for hashed in hashes for way in _WAYS]
    return r.named(
        WayClosed,
        f"""SELECT DISTINCT 0 AS lead_id, kind, how, at, rank FROM opposition
            WHERE hash {AMONG} AND lifted_at IS NULL ORDER BY at""",
        several(held),
    )
