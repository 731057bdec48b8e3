"""Letters: due, made, posted, returned."""

from collections.abc import Sequence
from typing import NamedTuple

from core.base.moments import local
from core.records.notice import Notice
from core.store.lead_lists import ADDRESS_GAP
from core.store.port import AMONG, Reader, several

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


class LetterKept(NamedTuple):
    """The file of a letter, beside the base, and its SHA-256."""

    file: str
    sha256: str


class LetterState(NamedTuple):
    """Where the letter of a lead stands, among :data:`STATES`."""

    lead_id: int
    state: str


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


def by_state(r: Reader) -> dict[str, list[int]]:
    """Return the leads of the letters page by where the letter made stands: ``ready``, ``sent`` and ``printed``, the
    most pressing first; ``returned`` and ``posted``, the last first; ``due`` is empty: the next step tells."""
    made = r.named(
        LetterState,
        f"""SELECT l.id AS lead_id, {_STATE} AS state FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.withdrawn_at IS NULL AND n.unfinished = 0 AND {_FREE}
             AND NOT EXISTS (SELECT 1 FROM notice x WHERE x.lead_id = l.id AND {_STANDS} AND x.id > n.id)
           ORDER BY coalesce(n.returned_at, n.posted_at) DESC NULLS LAST, l.notice_due, l.id""",
    )
    found: dict[str, list[int]] = {state: [] for state in STATES}
    for one in made:
        found[one.state].append(one.lead_id)
    return found


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


def last_posted(r: Reader, lead_id: int) -> str | None:
    """Return the kept moment at which the last letter of a lead was posted, or None."""
    return r.value(str, "SELECT max(posted_at) FROM notice WHERE lead_id = ?", lead_id)


def day_posted(r: Reader, lead_id: int) -> str | None:
    """Return the day on which the last letter of a lead was posted, where the agency is, or None."""
    before = last_posted(r, lead_id)
    return local(before).date().isoformat() if before else None


def letters_kept(r: Reader) -> list[LetterKept]:
    """Return the file and the hash of each letter of a person who is not erased, oldest first."""
    return r.named(
        LetterKept,
        """SELECT n.file, n.sha256 FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE l.erased_at IS NULL AND n.file <> '' ORDER BY n.id""",
    )
