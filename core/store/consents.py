"""Agreements and the other titles in full: how each was given, its proof, and the words that were agreed to."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row

_CONSENT = """SELECT c.id, c.lead_id, c.channels, c.hash, c.collected, c.until, c.wording, c.object, c.way, c.place,
    c.collector, c.slots, c.exact, c.missing, c.agency, c.mentions, c.text_sha256, c.withdrawn, c.calls_withdrawn,
    c.withdrawn_how, c.proof_id, coalesce(p.name, ''), coalesce(p.sha256, ''), c.at, c.by, c.copied_at
    FROM consent c LEFT JOIN proof p ON p.id = c.proof_id"""

_TITLE = """SELECT t.id, t.lead_id, t.kind, t.number, t.object, t.how, t.starts, t.ends, t.answered, t.asker,
    t.closed_at, t.proof_id, coalesce(p.name, ''), coalesce(p.sha256, ''), t.at, t.by
    FROM title t LEFT JOIN proof p ON p.id = t.proof_id"""


def agreement(r: Reader, consent_id: int) -> Row | None:
    """Return (id, lead, channels, hash, collected, until, wording, object, way, place, collector, slots, exact,
    missing, agency, mentions, hash of the text, withdrawn, calls withdrawn, how withdrawn, proof id, proof name, proof
    SHA-256, at, by, copied) of one agreement."""
    return r.row(f"{_CONSENT} WHERE c.id = ?", consent_id)


def agreements(r: Reader, lead_id: int) -> list[Row]:
    """Return the agreements of a lead as :func:`agreement` does, newest first."""
    return r.rows(f"{_CONSENT} WHERE c.lead_id = ? ORDER BY c.collected DESC, c.id DESC", lead_id)


def title(r: Reader, title_id: int) -> Row | None:
    """Return (id, lead, kind, number, object, how, starts, ends, answered, asker, closed, proof id, proof name, proof
    SHA-256, at, by) of a contract, a request or a professional."""
    return r.row(f"{_TITLE} WHERE t.id = ?", title_id)


def titles(r: Reader, lead_id: int) -> list[Row]:
    """Return the other titles of a lead as :func:`title` does, newest first."""
    return r.rows(f"{_TITLE} WHERE t.lead_id = ? ORDER BY t.id DESC", lead_id)


def wording(r: Reader, sha256: str) -> Row | None:
    """Return (id, version, text, at) of the words printed with this hash."""
    return r.row("SELECT id, version, text, at FROM wording WHERE sha256 = ?", sha256)


def wordings(r: Reader, version: str) -> list[Row]:
    """Return (sha256, text, at) of the words printed under a version, newest first."""
    return r.rows("SELECT sha256, text, at FROM wording WHERE version = ? ORDER BY id DESC", version)


def spoken(r: Reader, call_id: int) -> Row | None:
    """Return (id, version, points said, complete, at, by) of the information told during a call."""
    return r.row("SELECT id, version, points, complete, at, by FROM oral_notice WHERE call_id = ?", call_id)


def spoken_to(r: Reader, lead_id: int) -> list[Row]:
    """Return (at, version, points said, complete, by) of the information told to a lead, oldest first."""
    return r.rows(
        """SELECT o.at, o.version, o.points, o.complete, o.by FROM oral_notice o JOIN call c ON c.id = o.call_id
           WHERE c.lead_id = ? ORDER BY o.at""",
        lead_id,
    )


def told(r: Reader, ids: Sequence[int]) -> dict[int, str]:
    """Return, by lead, the moment the whole first layer was told for the first time; the others are left out."""
    rows = r.rows(
        """SELECT c.lead_id, min(o.at) FROM oral_notice o CROSS JOIN call c ON c.id = o.call_id
           WHERE o.complete = 1 AND c.lead_id IN (SELECT value FROM json_each(?)) GROUP BY c.lead_id""",
        json.dumps(list(ids)),
    )
    return {int(row[0]): str(row[1]) for row in rows}
