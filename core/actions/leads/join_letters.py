"""The letters that wait for the post on two sheets made one: a single one may leave, the others are taken back until
the join is undone."""

from collections.abc import Collection, Sequence
from datetime import datetime

from core.base.moments import kept
from core.records.notice import Notice
from core.store import notices
from core.store.port import Reader, Writer


def spare(r: Reader, lead_id: int, theirs: Collection[int]) -> list[Notice]:
    """Return the letters of a joined lead that must not leave; ``theirs``: those that came from the other sheet. The
    last one made stays, unless it is the first letter of a person whom the letter of the other sheet informed."""
    standing = [one for one in r.of(Notice, lead_id=lead_id) if one.withdrawn_at is None]
    waiting = [one for one in standing if not one.posted_at and not one.returned_at]
    informed = {one.id in theirs for one in standing if one.posted_at and not one.returned_at}
    last = standing[-1:] if not informed or (standing[-1].id in theirs) in informed else []
    return [one for one in waiting if one not in last]


def hold_back(w: Writer, letters: Sequence[Notice], *, at: datetime) -> None:
    """Take these letters back: another one is enough for both sheets."""
    for one in letters:
        w.update("notice", one.id, {"withdrawn_at": kept(at), "withdrawn_why": "joined"})


def give_back(w: Writer, letter_ids: Sequence[int], leads: Sequence[int]) -> None:
    """Give back the letters a join took, and say anew on which day each lead was informed: one of its letters may have
    been posted while both were one."""
    for one in notices.letters_by_ids(w, letter_ids):
        w.update("notice", one.id, {"withdrawn_at": None, "withdrawn_why": ""})
    if any(w.of(Notice, lead_id=lead_id) for lead_id in leads):
        for lead_id in leads:
            w.update("lead", lead_id, {"notice_sent": notices.day_posted(w, lead_id)})
