"""Letters: due, made, posted, returned."""

from core.store.port import Reader, Row


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


def queue(r: Reader, limit: int = 1000) -> list[Row]:
    """Return (lead, name, town, due, last letter id, its day, posted, returned, reference, printed) for the letters
    page, by deadline."""
    return r.rows(
        """SELECT l.id, l.name, l.town, l.notice_due, n.id, n.day, n.posted_at, n.returned_at, n.reference, n.printed_at
           FROM lead l LEFT JOIN notice n ON n.id = (SELECT max(id) FROM notice x WHERE x.lead_id = l.id AND
           x.withdrawn_at IS NULL)
           WHERE (n.id IS NOT NULL OR (l.notice_sent IS NULL AND EXISTS
                 (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address')))
             AND l.opposed_at IS NULL AND l.erased_at IS NULL
           ORDER BY l.notice_sent IS NOT NULL, l.notice_due, l.id LIMIT ?""",
        limit,
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
