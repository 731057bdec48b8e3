"""Messages to whoever was given the data of a person: to send, then sent (RGPD art. 19)."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row

_TASK = """SELECT id, supplier_id, recipient, lead_id, hash, kind, facts, made, by, sent, proof, sha256
    FROM recipient_task"""


def origins(r: Reader, lead_ids: Sequence[int]) -> list[Row]:
    """Return (lead id, supplier id, supplier, site, reference, batch name, line, obtained) of every row a supplier
    delivered, the newest first."""
    return r.rows(
        """SELECT o.lead_id, s.id, s.name, o.site, o.reference, coalesce(b.name, ''), o.line, o.obtained
           FROM origin o JOIN supplier s ON s.id = o.supplier_id LEFT JOIN batch b ON b.id = o.batch_id
           WHERE o.lead_id IN (SELECT value FROM json_each(?)) ORDER BY o.id DESC""",
        json.dumps(list(lead_ids)),
    )


def to_send(r: Reader) -> list[Row]:
    """Return (id, supplier id, recipient, lead id, hash, kind, facts as JSON, made, by, sent, proof, sha256) of the
    messages not sent yet, oldest first."""
    return r.rows(f"{_TASK} WHERE sent IS NULL ORDER BY made, id")


def sent(r: Reader, limit: int = 500) -> list[Row]:
    """Return the same of the messages sent, the last first."""
    return r.rows(f"{_TASK} WHERE sent IS NOT NULL ORDER BY sent DESC, id DESC LIMIT ?", limit)


def one(r: Reader, task_id: int) -> Row | None:
    """Return the same of one message, or None."""
    return r.row(f"{_TASK} WHERE id = ?", task_id)


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return the same of the messages about a lead, oldest first."""
    return r.rows(f"{_TASK} WHERE lead_id = ? ORDER BY id", lead_id)


def of_gesture(r: Reader, gesture: int) -> list[int]:
    """Return the messages one opposition made that are not sent."""
    return [int(row[0]) for row in r.rows("SELECT id FROM recipient_task WHERE gesture = ? AND sent IS NULL", gesture)]


def told(r: Reader, lead_id: int, kind: str) -> list[Row]:
    """Return (recipient, facts as JSON) of the messages of one kind already made about a lead."""
    return r.rows("SELECT recipient, facts FROM recipient_task WHERE lead_id = ? AND kind = ?", lead_id, kind)
