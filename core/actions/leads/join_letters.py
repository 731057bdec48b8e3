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
    standing = [notice for notice in r.of(Notice, lead_id=lead_id) if notice.withdrawn_at is None]
    waiting = [notice for notice in standing if not notice.posted_at and not notice.returned_at]
    informed = {notice.id in theirs for notice in standing if notice.posted_at and not notice.returned_at}
    last = standing[-1:] if not informed or (standing[-1].id in theirs) in informed else []
    return [notice for notice in waiting if notice not in last]


def hold_back(w: Writer, letters: Sequence[Notice], *, at: datetime) -> None:
    """Take these letters back: another one is enough for both sheets."""
    for letter in letters:
        w.update("notice", letter.id, {"withdrawn_at": kept(at), "withdrawn_why": "joined"})


def give_back(w: Writer, letter_ids: Sequence[int], leads: Sequence[int]) -> None:
    """Give back the letters a join took, and say anew on which day each lead was informed: one of its letters may have
    been posted while both were one."""
    for letters_by_id in notices.letters_by_ids(w, letter_ids):
        w.update("notice", letters_by_id.id, {"withdrawn_at": None, "withdrawn_why": ""})
    if any(w.of(Notice, lead_id=lead_id) for lead_id in leads):
        for lead_id in leads:
            w.update("lead", lead_id, {"notice_sent": notices.day_posted(w, lead_id)})
