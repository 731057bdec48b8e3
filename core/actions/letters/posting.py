"""What happens to a letter after it is made: it is posted, it comes back, its coupon is found by its reference."""

from collections.abc import Sequence
from datetime import date, datetime, time

from core.actions.common.pending_blocks import stops
from core.actions.common.register_facts import refuses
from core.base.moments import AGENCY_ZONE, kept, local
from core.model.print_run import Posted
from core.notices.codes import reference_typed
from core.records.lead import Lead
from core.records.notice import HandOver, Notice, RunLetter
from core.store import notices, requests
from core.store.port import Reader, Store, Writer
from core.words.errors import error


def posted(store: Store, notice_ids: Sequence[int], *, by: str, at: datetime, day: date | None = None) -> Posted:
    """Record that letters were posted on a day, today when it is not given: from then on the persons count as informed.
    A letter posted is printed too. Opposed persons are left out, their letter taken back, and so are those who asked to
    be erased or left alone and were not answered, those erased before it left, and a letter that another one replaces.

    Of a letter handed to a posting service, the day is that of its report: it is never taken to be today.

    Raises UserError POST_SERVICE, POST_FUTURE, POST_BEFORE, POST_BEFORE_DAY, LETTER_UNFINISHED; nothing is recorded
    then.
    """
    today = at.astimezone(AGENCY_ZONE).date()
    if day is not None and day > today:
        raise error("POST_FUTURE")
    noted = day or today
    moment = kept(at if noted == today else datetime.combine(noted, time(12), AGENCY_ZONE))
    done_ids, opposed, waiting, erased, late = list[int](), list[int](), list[int](), list[int](), 0
    replaced = list[int]()
    with store.write("notice posted", by=by, at=at) as w:
        asked = requests.stops_asked(w)
        for letter in notices.letters_by_ids(w, notice_ids):
            if letter.replaced:
                replaced.append(letter.id)
            elif letter.posted_at or letter.withdrawn_at:
                continue
            elif refuses(w, letter.lead_id):
                w.update("notice", letter.id, {"withdrawn_at": kept(at)})
                opposed.append(letter.id)
            elif stops(w, asked, {letter.lead_id}):
                waiting.append(letter.id)
            elif _erased_before(w, letter, noted):
                w.update("notice", letter.id, {"withdrawn_at": kept(at)})
                erased.append(letter.id)
            else:
                _check(w, letter, day)
                late += note_posted(w, letter, noted, moment, at)
                done_ids.append(letter.id)
    return Posted(tuple(done_ids), noted, late, tuple(opposed), tuple(waiting), tuple(erased), tuple(replaced))


def _erased_before(r: Reader, letter: Notice, day: date) -> bool:
    """Tell whether the sheet of a letter was erased before it was printed, or before the day it would have left."""
    person = r.get(Lead, letter.lead_id)
    erased = local(person.erased_at).date() if person is not None and person.erased_at else None
    return erased is not None and (letter.printed_at is None or day > erased)


def _check(r: Reader, letter: Notice, day: date | None) -> None:
    if letter.unfinished:
        raise error("LETTER_UNFINISHED", reference=letter.reference)
    if day is None and r.count(HandOver, notice_id=letter.id):
        raise error("POST_SERVICE", reference=letter.reference)
    printed = local(letter.printed_at).date() if letter.printed_at else None
    if day is not None and printed is not None and day < printed:
        raise error("POST_BEFORE", reference=letter.reference, date=printed)
    if day is not None and day < date.fromisoformat(letter.day):
        raise error("POST_BEFORE_DAY", reference=letter.reference, date=date.fromisoformat(letter.day))


def note_posted(w: Writer, letter: Notice, day: date, moment: str, at: datetime) -> bool:
    """Write that a letter was posted on a day (``moment``: as kept), and return whether that was after the last day to
    inform its person."""
    person = w.get(Lead, letter.lead_id)
    first = notices.day_posted(w, letter.lead_id) is None
    late = first and person is not None and day.isoformat() > person.notice_due
    w.update("notice", letter.id, {"posted_at": moment, "printed_at": letter.printed_at or moment})
    w.update("lead", letter.lead_id, {"notice_sent": day.isoformat()})
    for row in notices.open_rows_of(w, letter.id):
        w.update("run_letter", row.id, {"out_at": moment})
        if not w.count(RunLetter, run_id=row.run_id, out_at=None, left_at=None):
            w.update("print_run", row.run_id, {"closed_at": kept(at)})
    return late


def unposted(store: Store, notice_ids: Sequence[int], *, by: str, at: datetime) -> tuple[list[int], list[int]]:
    """Take back that letters were posted: their persons count as informed on the day of the letter before, or not at
    all, and are due as they were. What has an answer stays posted. The letters stay printed.
    Return (the letters to post again, those kept as posted since an answer is known)."""
    done_ids, kept_ones = list[int](), list[int]()
    with store.write("notice posted undo", by=by, at=at) as w:
        for letter in notices.letters_by_ids(w, notice_ids):
            if letter.posted_at is None:
                continue
            if notices.answered(w, letter):
                kept_ones.append(letter.id)
                continue
            w.update("notice", letter.id, {"posted_at": None})
            w.update("lead", letter.lead_id, {"notice_sent": notices.day_posted(w, letter.lead_id)})
            done_ids.append(letter.id)
    return done_ids, kept_ones


def returned(store: Store, notice_id: int, *, by: str, at: datetime) -> None:
    """Record that a letter came back (NPAI): the address is no longer used."""
    with store.write("notice returned", by=by, at=at) as w:
        w.update("notice", notice_id, {"returned_at": kept(at)})


def letter_of(r: Reader, reference: str) -> int:
    """Return the letter that bears a reference, as written on a coupon. Raises UserError LETTER_UNKNOWN."""
    letter = r.one(Notice, reference=reference_typed(reference)) or r.one(Notice, reference=reference.strip().upper())
    if letter is None:
        raise error("LETTER_UNKNOWN", reference=reference)
    return letter.id
