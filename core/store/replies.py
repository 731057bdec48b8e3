"""Coupons that came back: what was ticked, and the page that shows it."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.reply import Reply
from core.store.port import AMONG, Reader, several


class Ticked(NamedTuple):
    """One box of a coupon, of :class:`core.model.reply.Box`. ``rank``: in the order of recording."""

    lead_id: int
    box: str
    at: str
    rank: int


class Asked(NamedTuple):
    """What a coupon asks to be answered in writing: ``written`` is estimate or form; ``at``: the moment it came."""

    lead_id: int
    written: str
    at: str


def ticked(r: Reader, ids: Sequence[int]) -> list[Ticked]:
    """Return every box ticked on the coupons of these leads that stand, oldest first."""
    replies = r.of(Reply, lead_id=ids, undone_at=None)
    return [Ticked(reply.lead_id, box, reply.at, reply.rank) for reply in replies for box in reply.boxes.split(",")]


def asked_in_writing(r: Reader, ids: Sequence[int]) -> list[Asked]:
    """Return what these leads asked on a coupon to be answered in writing, and was not yet, oldest first."""
    return r.named(
        Asked,
        f"""SELECT lead_id, written, starts AS at FROM title
           WHERE written <> '' AND answered IS NULL AND closed_at IS NULL
             AND lead_id {AMONG} ORDER BY id""",
        several(ids),
    )
