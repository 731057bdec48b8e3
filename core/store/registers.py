"""The opposition register and the agreements: read by keyed hash, never by name."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row


def opposed(r: Reader, hashes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return (moment, how) of the oldest opposition in force for each keyed hash that is in the register."""
    sql = """SELECT hash, min(at), how FROM opposition WHERE lifted_at IS NULL
             AND hash IN (SELECT value FROM json_each(?)) GROUP BY hash"""
    return {str(row[0]): (str(row[1]), str(row[2])) for row in r.rows(sql, json.dumps(list(hashes)))}


def lasting(r: Reader, hashes: Sequence[str]) -> dict[str, str]:
    """Return the moment of the last refusal in force for each keyed hash; what a join that can still be taken back lent
    to the other sheet is left out."""
    sql = """SELECT hash, max(at) FROM opposition WHERE lifted_at IS NULL
             AND hash IN (SELECT value FROM json_each(?))
             AND gesture NOT IN (SELECT json_extract(changes, '$.gesture') FROM joining
                                 WHERE json_extract(changes, '$.gesture') IS NOT NULL) GROUP BY hash"""
    return {str(row[0]): str(row[1]) for row in r.rows(sql, json.dumps(list(hashes)))}


def said_since(r: Reader, hashes: Sequence[str], moment: str) -> tuple[str, str] | None:
    """Return (moment, how) of the first refusal in force said after ``moment`` for one of these keyed hashes."""
    sql = """SELECT at, how FROM opposition WHERE lifted_at IS NULL AND at > ?
             AND hash IN (SELECT value FROM json_each(?)) ORDER BY at, id LIMIT 1"""
    row = r.row(sql, moment, json.dumps(list(hashes)))
    return (str(row[0]), str(row[1])) if row else None


def gesture(r: Reader, gesture_id: int) -> list[Row]:
    """Return (id, lead_id, at, hash) of the entries one gesture made and that are in force."""
    return r.rows("SELECT id, lead_id, at, hash FROM opposition WHERE gesture = ? AND lifted_at IS NULL", gesture_id)


def entries(r: Reader, limit: int = 500) -> list[Row]:
    """Return (gesture, at, how, by, entries, first hash, lead name or '', lead id, lifted) newest first, one row a
    gesture."""
    return r.rows(
        """SELECT o.gesture, min(o.at), o.how, o.by, count(*), min(o.hash), coalesce(l.name, ''), o.lead_id,
                  min(o.lifted_at)
           FROM opposition o LEFT JOIN lead l ON l.id = o.lead_id
           GROUP BY o.gesture ORDER BY o.gesture DESC LIMIT ?""",
        limit,
    )


def count(r: Reader) -> int:
    """Return how many gestures of opposition are in force."""
    row = r.row("SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL")
    return int(row[0]) if row else 0


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return (gesture, at, how, by, note, lifted_at, lifted_why), one row a gesture of this lead, oldest first."""
    return r.rows(
        """SELECT gesture, min(at), how, by, note, max(lifted_at), max(lifted_why) FROM opposition
           WHERE lead_id = ? GROUP BY gesture ORDER BY gesture""",
        lead_id,
    )


def consents(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, channels, collected, until, wording, proof name, withdrawn, by, object, proof id), oldest first."""
    return r.rows(
        """SELECT c.id, c.channels, c.collected, c.until, c.wording, coalesce(p.name, ''), c.withdrawn, c.by,
        c.object, c.proof_id
           FROM consent c LEFT JOIN proof p ON p.id = c.proof_id WHERE c.lead_id = ? ORDER BY c.id""",
        lead_id,
    )


def proof(r: Reader, proof_id: int) -> Row | None:
    """Return (file name, SHA-256, content) of a proof."""
    return r.row("SELECT name, sha256, content FROM proof WHERE id = ?", proof_id)


def withdrawn_at(r: Reader, lead_ids: Sequence[int], moment: str) -> list[int]:
    """Return the agreements of these leads that were withdrawn at exactly ``moment``: by one gesture."""
    sql = "SELECT id FROM consent WHERE withdrawn = ? AND lead_id IN (SELECT value FROM json_each(?))"
    return [int(row[0]) for row in r.rows(sql, moment, json.dumps(list(lead_ids)))]


def after(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next entries of the register, in the order they came, after the one of id ``last``: (id, hash, kind,
    how, at, lifted_at, lifted_why, supplier's name or '')."""
    return r.rows(
        """SELECT o.id, o.hash, o.kind, o.how, o.at, o.lifted_at, o.lifted_why, coalesce(s.name, '')
           FROM opposition o LEFT JOIN supplier s ON s.id = o.supplier_id WHERE o.id > ? ORDER BY o.id LIMIT ?""",
        last,
        limit,
    )


def size(r: Reader) -> int:
    """Return how many entries the register holds, lifted ones included."""
    row = r.row("SELECT count(*) FROM opposition")
    return int(row[0]) if row else 0
