"""Coupons that came back: what was ticked, and the page that shows it."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_REPLY = "SELECT id, lead_id, notice_id, boxes, received, proof_id, at, by, rank, undone_at FROM reply"


class ReplyRow(NamedTuple):
    """A coupon recorded. ``boxes``: of :class:`core.model.reply.Box`, parted by commas; ``received``: ISO day;
    ``proof_id``: the page; ``rank``: in the order of recording."""

    id: int
    lead_id: int
    notice_id: int
    boxes: str
    received: str
    proof_id: int | None
    at: str
    by: str
    rank: int
    undone_at: str | None


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


def reply(r: Reader, reply_id: int) -> ReplyRow | None:
    """Return one coupon."""
    return r.first(ReplyRow, f"{_REPLY} WHERE id = ?", reply_id)


def replies_to(r: Reader, notice_id: int) -> list[ReplyRow]:
    """Return the coupons of a letter that stand, oldest first."""
    return r.named(ReplyRow, f"{_REPLY} WHERE notice_id = ? AND undone_at IS NULL ORDER BY id", notice_id)


def replies_of_lead(r: Reader, lead_id: int) -> list[ReplyRow]:
    """Return the coupons of a lead, those taken back included, oldest first."""
    return r.named(ReplyRow, f"{_REPLY} WHERE lead_id = ? ORDER BY id", lead_id)


def ticked(r: Reader, ids: Sequence[int]) -> list[Ticked]:
    """Return every box ticked on the coupons of these leads that stand, oldest first."""
    sql = f"{_REPLY} WHERE undone_at IS NULL AND lead_id {AMONG} ORDER BY id"
    replies = r.named(ReplyRow, sql, several(ids))
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


def open_forms(r: Reader, lead_id: int) -> list[int]:
    """Return the ids of the requests for a form of agreement that wait."""
    sql = "SELECT id FROM title WHERE lead_id = ? AND written = 'form' AND answered IS NULL AND closed_at IS NULL"
    return r.column(int, sql, lead_id)
