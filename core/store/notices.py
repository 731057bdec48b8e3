"""Queries about letters: due, made, posted, returned; which letter a lead gets; the coupons that came back; print
runs."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.base.moments import local, read_day
from core.records.notice import Notice, PrintRun, RunLetter
from core.records.title import Title
from core.store.lead_lists import ADDRESS_GAP
from core.store.one_table import select
from core.store.port import AMONG, Above, Reader, several

GIVEN = "notice-given-"
"""How the version begins of the sheet handed to a person who gave their own data: it informs, and is no letter."""
STATES = ("ready", "sent", "printed", "due", "returned", "posted")
"""Where a letter stands, what is to be done first: to print, sent to a printer, come out, to make, back, posted."""
_STATE = """CASE WHEN n.returned_at IS NOT NULL THEN 'returned' WHEN n.posted_at IS NOT NULL THEN 'posted'
    WHEN n.id IS NULL THEN 'due'
    WHEN EXISTS (SELECT 1 FROM run_letter s JOIN print_run p ON p.id = s.run_id WHERE s.notice_id = n.id
                 AND s.sent_at IS NOT NULL AND s.left_at IS NULL AND p.closed_at IS NULL) THEN 'sent'
    WHEN n.printed_at IS NOT NULL THEN 'printed' ELSE 'ready' END"""
_STANDS = "withdrawn_at IS NULL AND unfinished = 0"
"""Of a letter that is made and may still leave, or has left."""


_FREE = """l.opposed_at IS NULL AND l.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM request q
    WHERE q.lead_id = l.id AND q.answered IS NULL AND q.kind IN ('erasure', 'objection'))"""
"""Who may be written to: not opposed, not erased, and with no request to be so that waits for its answer."""


class LetterLine(NamedTuple):
    """A line of the letters page: the lead, its last day to be informed, and the last letter made, if any."""

    lead_id: int
    name: str
    town: str
    notice_due: str
    letter_id: int | None
    reference: str
    posted_at: str | None
    state: str

    @property
    def id(self) -> int:
        """The lead: there is one line per person."""
        return self.lead_id

    @property
    def due(self) -> date | None:
        """The last day to inform the person."""
        return read_day(self.notice_due)

    @property
    def posted(self) -> date | None:
        """The day the letter was posted, where the agency is."""
        return local(self.posted_at).date() if self.posted_at else None


def by_state(r: Reader) -> dict[str, list[int]]:
    """Return the leads of the letters page by where the letter made stands: ``ready``, ``sent`` and ``printed``, the
    most pressing first; ``returned`` and ``posted``, the last first; ``due`` is empty: the next step tells."""
    states = r.by_key(
        int,
        str,
        f"""SELECT l.id, {_STATE} FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.withdrawn_at IS NULL AND n.unfinished = 0 AND {_FREE}
             AND NOT EXISTS (SELECT 1 FROM notice x WHERE x.lead_id = l.id AND {_STANDS} AND x.id > n.id)
           ORDER BY coalesce(n.returned_at, n.posted_at) DESC NULLS LAST, l.notice_due, l.id""",
    )
    return {state: [lead_id for lead_id, reached in states.items() if reached == state] for state in STATES}


def letter_lines(r: Reader, ids: Sequence[int]) -> list[LetterLine]:
    """Return the lines of those of ``ids`` that the letters page holds, in any order."""
    return r.named(
        LetterLine,
        f"""SELECT l.id AS lead_id, l.name, l.town, l.notice_due, n.id AS letter_id, n.posted_at,
                  coalesce(n.reference, '') AS reference, {_STATE} AS state
           FROM lead l LEFT JOIN notice n ON n.id = (SELECT max(id) FROM notice x WHERE x.lead_id = l.id AND {_STANDS})
           WHERE l.id {AMONG} AND {_FREE}
             AND (n.id IS NOT NULL OR (l.notice_sent IS NULL AND {ADDRESS_GAP} = ''))""",
        several(ids),
    )


def letters_by_ids(r: Reader, ids: Sequence[int]) -> list[Notice]:
    """Return these letters, in this order."""
    letters = {letter.id: letter for letter in r.of(Notice, id=ids)}
    return [letters[letter_id] for letter_id in ids if letter_id in letters]


def answered(r: Reader, letter: Notice) -> bool:
    """Tell whether an answer to a posted letter is known: it came back, the person refused, agreed, asked or called."""
    return bool(
        letter.returned_at
        or r.value(
            int,
            """SELECT EXISTS (SELECT 1 FROM lead WHERE id = ? AND opposed_at IS NOT NULL)
                OR EXISTS (SELECT 1 FROM consent WHERE lead_id = ? AND at >= ?)
                OR EXISTS (SELECT 1 FROM title WHERE lead_id = ? AND at >= ?)
                OR EXISTS (SELECT 1 FROM request WHERE lead_id = ? AND at >= ?)
                OR EXISTS (SELECT 1 FROM call WHERE lead_id = ? AND direction = 'in' AND started >= ?)
                OR EXISTS (SELECT 1 FROM reply WHERE notice_id = ? AND undone_at IS NULL)""",
            letter.lead_id,
            *(letter.lead_id, letter.posted_at) * 4,
            letter.id,
        )
    )


def day_posted(r: Reader, lead_id: int) -> str | None:
    """Return the day on which the last letter of a lead was posted, where the agency is, or None."""
    before = r.value(str, "SELECT max(posted_at) FROM notice WHERE lead_id = ?", lead_id)
    return local(before).date().isoformat() if before else None


def letters_kept(r: Reader) -> list[Notice]:
    """Return the letters of persons not erased that have a file, oldest first."""
    return r.named(
        Notice,
        f"""{select(Notice)} WHERE file <> '' AND lead_id IN (SELECT id FROM lead WHERE erased_at IS NULL)
            ORDER BY id""",
    )


def written_once(r: Reader, ids: Sequence[int]) -> frozenset[int]:
    """Return those of ``ids`` to whom no second letter is to be written."""
    sql = f"""SELECT c.lead_id FROM letter_choice c WHERE c.letter = 'once'
             AND c.lead_id {AMONG} AND NOT EXISTS (SELECT 1 FROM letter_choice x
                WHERE x.lead_id = c.lead_id AND x.letter = 'twice' AND x.id > c.id)"""
    return frozenset(r.column(int, sql, several(ids)))


def asked_in_writing(r: Reader, ids: Sequence[int]) -> list[Title]:
    """Return what these leads asked on a coupon to be answered in writing, and was not yet, oldest first."""
    return r.of(Title, lead_id=ids, written=Above(""), answered=None, closed_at=None)


class RunLetterRow(NamedTuple):
    """A letter of a run, with its person; ``withdrawn_why``: as of a letter."""

    id: int
    run_id: int
    notice_id: int
    lead_id: int
    reference: str
    name: str
    place: int
    sent_at: str | None
    out_at: str | None
    left_at: str | None
    why: str
    withdrawn_why: str


def asked_about(r: Reader) -> dict[int, str]:
    """Return the moment of its run for each letter given to a printer of which nobody said yet whether it came out, the
    oldest first."""
    sql = """SELECT s.id, p.at FROM run_letter s JOIN print_run p ON p.id = s.run_id
             WHERE p.closed_at IS NULL AND s.sent_at IS NOT NULL AND s.left_at IS NULL AND s.out_at IS NULL
             ORDER BY p.at, s.id"""
    return r.by_key(int, str, sql)


def run_letters(r: Reader, run_ids: Sequence[int]) -> list[RunLetterRow]:
    """Return the letters of these runs, in the order of printing."""
    return r.named(
        RunLetterRow,
        f"""SELECT s.id, s.run_id, s.notice_id, n.lead_id, n.reference, l.name, s.place, s.sent_at, s.out_at,
                s.left_at, s.why, n.withdrawn_why
            FROM run_letter s JOIN notice n ON n.id = s.notice_id JOIN lead l ON l.id = n.lead_id
            WHERE s.run_id {AMONG} ORDER BY s.run_id, s.place""",
        several(run_ids),
    )


def in_open_run(r: Reader, notice_ids: Sequence[int]) -> set[int]:
    """Return which of these letters are in a run that is not closed."""
    return set(
        r.column(
            int,
            f"""SELECT DISTINCT s.notice_id FROM run_letter s JOIN print_run p ON p.id = s.run_id
                WHERE p.closed_at IS NULL AND s.left_at IS NULL AND s.notice_id {AMONG}""",
            several(notice_ids),
        )
    )


def open_rows_of(r: Reader, notice_id: int) -> list[RunLetter]:
    """Return the places of a letter in runs that are not closed."""
    sql = f"""{select(RunLetter)} WHERE notice_id = ? AND left_at IS NULL AND out_at IS NULL
              AND run_id IN (SELECT id FROM print_run WHERE closed_at IS NULL) ORDER BY id"""
    return r.named(RunLetter, sql, notice_id)


def next_to_send(r: Reader, run_id: int) -> RunLetter | None:
    """Return the first letter of a run that was not given to the printer; None when all were, or the run is stopped or
    closed."""
    run = r.one(PrintRun, id=run_id, closed_at=None, stopped_at=None)
    return r.one(RunLetter, "place", run_id=run_id, sent_at=None, left_at=None, out_at=None) if run else None
