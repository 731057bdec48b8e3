"""Calls, callbacks and who may be called next."""

import json
from collections.abc import Sequence
from datetime import datetime

from core.moments import kept
from core.store.port import Reader, Row


def call(r: Reader, call_id: int) -> Row | None:
    """Return (lead_id, phone, direction, started, ended, outcome, note, verdict, by, version)."""
    return r.row(
        "SELECT lead_id, phone, direction, started, ended, outcome, note, verdict, by, version FROM call WHERE id = ?",
        call_id,
    )


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, phone, direction, started, ended, outcome, note, by), oldest first."""
    return r.rows(
        """SELECT id, phone, direction, started, ended, outcome, note, by FROM call WHERE lead_id = ? ORDER BY
        started""",
        lead_id,
    )


def unfinished(r: Reader) -> list[Row]:
    """Return (id, lead_id, name, phone, started, by, direction) of calls that never ended: the program stopped in the
    middle."""
    return r.rows(
        """SELECT c.id, c.lead_id, coalesce(l.name, ''), c.phone, c.started, c.by, c.direction FROM call c
           LEFT JOIN lead l ON l.id = c.lead_id WHERE c.ended IS NULL ORDER BY c.started"""
    )


def queue(r: Reader, limit: int = 200) -> list[int]:
    """Return leads worth looking at for a call: a due callback or a title, not opposed or agreed since; by
    moment, callbacks first."""
    rows = r.rows(
        """SELECT lead_id, min(moment) FROM (
               SELECT b.lead_id, b.due AS moment FROM callback b WHERE b.done_at IS NULL AND b.cancelled_at IS NULL
               UNION ALL SELECT lead_id, '9999' FROM consent WHERE withdrawn IS NULL AND calls_withdrawn IS NULL
               UNION ALL SELECT lead_id, '9999' FROM title WHERE answered IS NULL AND closed_at IS NULL)
           JOIN lead l ON l.id = lead_id WHERE l.erased_at IS NULL AND (l.opposed_at IS NULL
               OR EXISTS (SELECT 1 FROM consent c WHERE c.lead_id = l.id AND c.collected > l.opposed_at
                          AND c.withdrawn IS NULL AND c.calls_withdrawn IS NULL))
           GROUP BY lead_id ORDER BY 2, lead_id LIMIT ?""",
        limit,
    )
    return [int(row[0]) for row in rows]


def callbacks(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, due, note, by) of the callbacks still open for a lead."""
    return r.rows(
        """SELECT id, due, note, by FROM callback WHERE lead_id = ? AND done_at IS NULL AND cancelled_at IS NULL
           ORDER BY due""",
        lead_id,
    )


def cancelled_with(r: Reader, gesture_id: int) -> list[int]:
    """Return the callbacks one opposition cancelled."""
    return [int(row[0]) for row in r.rows("SELECT id FROM callback WHERE cancelled_by = ?", gesture_id)]


def agreements(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, collected, until, hash, proof id) of the agreements to be called not withdrawn, newest first."""
    return r.rows(
        """SELECT id, collected, until, hash, proof_id FROM consent
           WHERE lead_id = ? AND withdrawn IS NULL AND calls_withdrawn IS NULL
             AND ',' || channels || ',' LIKE '%,call,%' ORDER BY id DESC""",
        lead_id,
    )


def due_callbacks(r: Reader, now: datetime) -> list[Row]:
    """Return (id, lead_id, due) of the open callbacks due by the end of the day of ``now`` (aware)."""
    end = kept(now.replace(hour=23, minute=59, second=59))
    return r.rows(
        """SELECT id, lead_id, due FROM callback WHERE done_at IS NULL AND cancelled_at IS NULL AND due <= ?
           ORDER BY due""",
        end,
    )


def opposed_at(r: Reader, lead_ids: Sequence[int], hashes: Sequence[str], moment: str) -> list[int]:
    """Return the calls of these leads or numbers that an opposition closed at exactly ``moment``."""
    rows = r.rows(
        """SELECT id FROM call WHERE outcome = 'opposed' AND ended = ?
           AND (lead_id IN (SELECT value FROM json_each(?)) OR hash IN (SELECT value FROM json_each(?)))""",
        moment,
        json.dumps(list(lead_ids)),
        json.dumps(list(hashes)),
    )
    return [int(row[0]) for row in rows]
