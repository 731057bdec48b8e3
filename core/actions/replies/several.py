"""Records the coupons of a pile, or takes them back, as one long job: a pile of two hundred takes seconds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.actions.common.kept_files import read_kept
from core.actions.replies import recording, taking_back
from core.actions.replies.recording import Recorded
from core.base.errors import Cancelled, UserError
from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.reply import ReplyRead
from core.records.consent import Proof
from core.store.port import Store


class CouponReply(NamedTuple):
    """What one coupon says, and the path of the picture of its page, empty without one."""

    reply: ReplyRead
    picture: str


class CouponOutcome(NamedTuple):
    """What became of one coupon: what was recorded, or why nothing was."""

    done: Recorded | None
    problem: str = ""


def record_coupons(
    store: Store, coupons: Sequence[CouponReply], *, by: str, at: datetime, progress: Progress = silent
) -> tuple[CouponOutcome, ...]:
    """Record each coupon in a transaction of its own; one that cannot be recorded does not stop the others. When the
    user stops the job, return the fates of those done."""
    fates = (recorded(store, coupon, by=by, at=at) for coupon in coupons)
    return tuple(_until_stopped(fates, len(coupons), progress))


def take_coupons_back(
    store: Store, done: Sequence[Recorded], *, by: str, at: datetime, progress: Progress = silent
) -> tuple[CouponOutcome, ...]:
    """Take each coupon back, the last one recorded first; return what became of each, in that order."""
    fates = (taken_back(store, coupon, by=by, at=at) for coupon in reversed(done))
    return tuple(_until_stopped(fates, len(done), progress))


def recorded(store: Store, one: CouponReply, *, by: str, at: datetime) -> CouponOutcome:
    """Record one coupon with the picture of its page."""
    try:
        return CouponOutcome(recording.record(store, with_page(store, one), by=by, at=at))
    except UserError as problem:
        return CouponOutcome(None, problem.text)


def taken_back(store: Store, done: Recorded, *, by: str, at: datetime) -> CouponOutcome:
    """Take one coupon back; one that had been recorded before stays."""
    try:
        if not done.already:
            taking_back.undo(store, done, by=by, at=at)
    except UserError as problem:
        return CouponOutcome(None, problem.text)
    return CouponOutcome(done)


def with_page(store: Store, one: CouponReply) -> ReplyRead:
    """Return what a coupon says, with the picture of its page."""
    if not one.picture:
        return replace(one.reply, scan=None)
    with store.read() as r:
        return replace(
            one.reply, scan=Proof(name=f"{one.reply.reference}.jpg", content=read_kept(r, Path(one.picture)))
        )


def _until_stopped(fates: Iterator[CouponOutcome], count: int, progress: Progress) -> Iterator[CouponOutcome]:
    try:
        for done_count, fate in enumerate(fates, start=1):
            yield fate
            progress(done_count, count)
    except Cancelled:
        return
