"""Letters: due, made, posted, returned."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from core.store.complete import ADDRESS_GAP
from core.store.port import Reader

STATES = ("ready", "due", "returned", "posted")
"""Where a letter stands, what is to be done first."""
_STATE = """CASE WHEN n.returned_at IS NOT NULL THEN 'returned' WHEN n.posted_at IS NOT NULL THEN 'posted'
    WHEN n.id IS NOT NULL THEN 'ready' ELSE 'due' END"""
_LETTER = """SELECT id, lead_id, listing_id, reference, day, versions, sha256, file, posted_at, returned_at,
    withdrawn_at, by FROM notice"""


_FREE = """l.opposed_at IS NULL AND l.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM request q
    WHERE q.lead_id = l.id AND q.answered IS NULL AND q.kind IN ('erasure', 'objection'))"""
"""Who may be written to: not opposed, not erased, and with no request to be so that waits for its answer."""


class MadeLetter(NamedTuple):
    """A letter that was made. ``day``: the one it bears; ``versions``: of its texts; ``file``: its name among the
    letters; ``sha256``: of the PDF; ``withdrawn_at``: when the person refused before it left."""

    id: int
    lead_id: int
    listing_id: int | None
    reference: str
    day: str
    versions: str
    sha256: str
    file: str
    posted_at: str | None
    returned_at: str | None
    withdrawn_at: str | None
    by: str


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
    """Return the leads of the letters page by where the letter made stands: ``ready``, the most pressing first;
    ``returned`` and ``posted``, the last first; ``due`` is empty: the next step tells."""
    made = r.named(
        LetterState,
        f"""SELECT l.id AS lead_id, {_STATE} AS state FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.withdrawn_at IS NULL AND {_FREE}
             AND NOT EXISTS (SELECT 1 FROM notice x WHERE x.lead_id = l.id AND x.withdrawn_at IS NULL AND x.id > n.id)
           ORDER BY coalesce(n.returned_at, n.posted_at) DESC, l.notice_due, l.id""",
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
           FROM lead l LEFT JOIN notice n ON n.id = (SELECT max(id) FROM notice x WHERE x.lead_id = l.id AND
           x.withdrawn_at IS NULL)
           WHERE l.id IN (SELECT value FROM json_each(?)) AND {_FREE}
             AND (n.id IS NOT NULL OR (l.notice_sent IS NULL AND {ADDRESS_GAP} = ''))""",
        json.dumps(list(ids)),
    )


def letters_of_lead(r: Reader, lead_id: int) -> list[MadeLetter]:
    """Return the letters made for a lead, oldest first."""
    return r.named(MadeLetter, f"{_LETTER} WHERE lead_id = ? ORDER BY id", lead_id)


def months_printed(r: Reader, lead_id: int) -> list[int]:
    """Return, for each letter of a lead, the months an agreement lasts by its coupon; 0 where they were not noted."""
    return r.column(int, "SELECT consent_months FROM notice WHERE lead_id = ?", lead_id)


def by_reference(r: Reader, reference: str) -> MadeLetter | None:
    """Return the letter that bears a reference."""
    return r.first(MadeLetter, f"{_LETTER} WHERE reference = ?", reference)


def informed_on(r: Reader, lead_id: int) -> str | None:
    """Return the day from which a lead counts as informed by a letter, as it is kept."""
    return r.value(str, "SELECT notice_sent FROM lead WHERE id = ?", lead_id)


def letter(r: Reader, letter_id: int) -> MadeLetter | None:
    """Return a letter."""
    return r.first(MadeLetter, f"{_LETTER} WHERE id = ?", letter_id)
