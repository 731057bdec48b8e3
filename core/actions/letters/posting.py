"""What happens to a letter after it is made: it is posted, it comes back, its coupon is found by its reference."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common.stops import stops
from core.base.moments import kept
from core.notices.codes import reference_typed
from core.store import leads, notices, requests
from core.store.port import Reader, Store
from core.words.errors import error


def posted(store: Store, notice_ids: Sequence[int], *, by: str, at: datetime) -> int:
    """Record that letters were posted: from then on the persons count as informed. Returns how many; opposed persons
    are left out, and those who asked to be erased or left alone and were not answered."""
    count = 0
    with store.write("notice posted", by=by, at=at) as w:
        asked = requests.stops_asked(w)
        for notice_id in notice_ids:
            letter = notices.letter(w, notice_id)
            if letter is None or letter.posted_at or letter.withdrawn_at:
                continue
            lead_id = letter.lead_id
            if leads.opposed_at(w, lead_id):
                w.update("notice", notice_id, {"withdrawn_at": kept(at)})
                continue
            if stops(w, asked, {lead_id}):
                continue
            w.update("notice", notice_id, {"posted_at": kept(at)})
            w.update("lead", lead_id, {"notice_sent": at.date().isoformat()})
            count += 1
    return count


def returned(store: Store, notice_id: int, *, by: str, at: datetime) -> None:
    """Record that a letter came back (NPAI): the address is no longer used."""
    with store.write("notice returned", by=by, at=at) as w:
        w.update("notice", notice_id, {"returned_at": kept(at)})


def letter_of(r: Reader, reference: str) -> int:
    """Return the letter that bears a reference, as written on a coupon. Raises UserError LETTER_UNKNOWN."""
    letter = notices.by_reference(r, reference_typed(reference)) or notices.by_reference(r, reference.strip().upper())
    if letter is None:
        raise error("LETTER_UNKNOWN", reference=reference)
    return letter.id


def lead_of(r: Reader, notice_id: int) -> int:
    """Return the lead a letter was written to. Raises UserError LETTER_UNKNOWN."""
    letter = notices.letter(r, notice_id)
    if letter is None:
        raise error("LETTER_UNKNOWN", reference=str(notice_id))
    return letter.lead_id
