"""Letters: due, made, posted, returned."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row

STATES = ("ready", "due", "returned", "posted")
"""Where a letter stands, what is to be done first."""
_STATE = """CASE WHEN n.returned_at IS NOT NULL THEN 'returned' WHEN n.posted_at IS NOT NULL THEN 'posted'
    WHEN n.id IS NOT NULL THEN 'ready' ELSE 'due' END"""


def due(r: Reader, limit: int = 1000) -> list[int]:
    """Return leads that must be informed and can be written to: not informed, not opposed, an address known; most
    pressing first."""
    rows = r.rows(
        """SELECT id FROM lead l WHERE notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL
             AND EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address')
             AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.lead_id = l.id AND n.withdrawn_at IS NULL)
           ORDER BY notice_due, id LIMIT ?""",
        limit,
    )
    return [int(row[0]) for row in rows]


def by_state(r: Reader, most: int) -> dict[str, list[int]]:
    """Return the leads of the letters page by where their letter stands: ``ready`` and ``due``, the most pressing
    first, of ``due`` the first ``most`` only; ``returned`` and ``posted``, the last first."""
    made = r.rows(
        f"""SELECT l.id, {_STATE} FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.withdrawn_at IS NULL AND l.opposed_at IS NULL AND l.erased_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM notice x WHERE x.lead_id = l.id AND x.withdrawn_at IS NULL AND x.id > n.id)
           ORDER BY coalesce(n.returned_at, n.posted_at) DESC, l.notice_due, l.id"""
    )
    found: dict[str, list[int]] = {state: [] for state in STATES}
    for lead_id, state in made:
        found[str(state)].append(int(lead_id))
    found["due"] = due(r, most)
    return found


def lines(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (lead, name, town, due, last letter id, posted, reference, state) of those of ``ids`` that the letters
    page holds, in any order."""
    return r.rows(
        f"""SELECT l.id, l.name, l.town, l.notice_due, n.id, n.posted_at, n.reference, {_STATE}
           FROM lead l LEFT JOIN notice n ON n.id = (SELECT max(id) FROM notice x WHERE x.lead_id = l.id AND
           x.withdrawn_at IS NULL)
           WHERE l.id IN (SELECT value FROM json_each(?)) AND l.opposed_at IS NULL AND l.erased_at IS NULL
             AND (n.id IS NOT NULL OR (l.notice_sent IS NULL AND EXISTS
                 (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address')))""",
        json.dumps(list(ids)),
    )


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, reference, day, sha256, file, posted_at, returned_at, by, versions, listing_id, withdrawn_at),
    oldest first."""
    return r.rows(
        """SELECT id, reference, day, sha256, file, posted_at, returned_at, by, versions, listing_id, withdrawn_at
        FROM notice
           WHERE lead_id = ? ORDER BY id""",
        lead_id,
    )


def months_printed(r: Reader, lead_id: int) -> list[int]:
    """Return, for each letter of a lead, the months an agreement lasts by its coupon; 0 where they were not noted."""
    return [int(row[0]) for row in r.rows("SELECT consent_months FROM notice WHERE lead_id = ?", lead_id)]


def by_reference(r: Reader, reference: str) -> Row | None:
    """Return (id, lead_id) of the letter that bears a reference."""
    return r.row("SELECT id, lead_id FROM notice WHERE reference = ?", reference)


def waiting(r: Reader, most: int) -> int:
    """Return how many people wait for a first letter and can be written to; counted up to ``most``."""
    row = r.row(
        """SELECT count(*) FROM (SELECT 1 FROM lead l
               WHERE notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL
                 AND EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address')
                 AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.lead_id = l.id AND n.withdrawn_at IS NULL) LIMIT ?)""",
        most,
    )
    return int(row[0]) if row else 0


def letter(r: Reader, notice_id: int) -> Row | None:
    """Return (lead_id, posted_at, withdrawn_at, file, sha256, reference) of a letter."""
    return r.row("SELECT lead_id, posted_at, withdrawn_at, file, sha256, reference FROM notice WHERE id = ?", notice_id)
