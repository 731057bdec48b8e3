"""Queries about calls, callbacks and the people to call next."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_CALL = """SELECT id, lead_id, hash, phone, direction, started, ended, outcome, note,
    CASE WHEN json_valid(verdict) THEN verdict ELSE '{}' END AS verdict, by FROM call"""


class Call(NamedTuple):
    """A call as it was noted. ``hash``: of the number; ``phone``: in E.164; ``direction``: « in » or « out »;
    ``ended``: None while it lasts, or when the program stopped in the middle; ``lead_id``: None for a number the base
    did not know; ``verdict``: at its start, JSON."""

    id: int
    lead_id: int | None
    hash: str
    phone: str
    direction: str
    started: str
    ended: str | None
    outcome: str
    note: str
    verdict: str
    by: str


class Stranger(NamedTuple):
    """A call with a number that had no sheet. ``hash``: the keyed one of the number."""

    id: int
    hash: str


class UnfinishedCall(NamedTuple):
    """A call that never ended, with the name of its person, empty when unknown."""

    id: int
    lead_id: int | None
    name: str
    phone: str
    direction: str
    started: str
    by: str


class OpenCallback(NamedTuple):
    """A callback planned and not done yet."""

    id: int
    lead_id: int
    due: str
    note: str
    by: str


class CallbackStory(NamedTuple):
    """A callback, whatever became of it."""

    due: str
    note: str
    done_at: str | None
    cancelled_at: str | None


class CallAgreement(NamedTuple):
    """An agreement to be called. ``hash``: of the number written on the coupon, empty when none is; ``until``: the last
    day written on it."""

    id: int
    collected: str
    until: str | None
    hash: str
    proof_id: int | None


def call(r: Reader, call_id: int) -> Call | None:
    """Return one call."""
    return r.first(Call, f"{_CALL} WHERE id = ?", call_id)


def calls_of_lead(r: Reader, lead_id: int) -> list[Call]:
    """Return the calls with a lead, oldest first."""
    return r.named(Call, f"{_CALL} WHERE lead_id = ? ORDER BY started", lead_id)


def calls_without_lead(r: Reader, hashed: str) -> list[Call]:
    """Return the calls with a number nobody had a sheet for, by its keyed hash, oldest first."""
    return r.named(Call, f"{_CALL} WHERE hash = ? AND lead_id IS NULL ORDER BY started", hashed)


def is_written(r: Reader, hashed: str, started: str, direction: str) -> bool:
    """Tell whether a call with a number, begun within the same minute, is already written."""
    sql = "SELECT 1 FROM call WHERE hash = ? AND substr(started, 1, 16) = substr(?, 1, 16) AND direction = ?"
    return r.value(int, sql, hashed, started, direction) is not None


def of_strangers(r: Reader, hashes: Sequence[str]) -> list[Stranger]:
    """Return the calls with any of these numbers (keyed hashes) that have no lead, oldest first."""
    if r.value(int, "SELECT 1 FROM call WHERE lead_id IS NULL LIMIT 1") is None:
        return []
    return r.named(
        Stranger,
        f"""SELECT id, hash FROM call WHERE lead_id IS NULL AND hash {AMONG}
           ORDER BY started""",
        several(hashes),
    )


def unfinished(r: Reader) -> list[UnfinishedCall]:
    """Return the calls that never ended, oldest first: the program stopped in the middle."""
    return r.named(
        UnfinishedCall,
        """SELECT c.id, c.lead_id, coalesce(l.name, '') AS name, c.phone, c.direction, c.started, c.by FROM call c
           LEFT JOIN lead l ON l.id = c.lead_id WHERE c.ended IS NULL ORDER BY c.started""",
    )


def queue(r: Reader, limit: int = -1) -> list[int]:
    """Return leads worth looking at for a call: a callback or a title, not opposed or agreed since; by moment,
    callbacks first."""
    return r.column(
        int,
        """SELECT lead_id FROM (
               SELECT b.lead_id, b.due AS moment FROM callback b WHERE b.done_at IS NULL AND b.cancelled_at IS NULL
               UNION ALL SELECT lead_id, '9999' FROM consent WHERE withdrawn IS NULL AND calls_withdrawn IS NULL
               UNION ALL SELECT lead_id, '9999' FROM title
                   WHERE answered IS NULL AND closed_at IS NULL AND written = '')
           JOIN lead l ON l.id = lead_id WHERE l.erased_at IS NULL AND (l.opposed_at IS NULL
               OR EXISTS (SELECT 1 FROM consent c WHERE c.lead_id = l.id AND c.collected > l.opposed_at
                          AND c.withdrawn IS NULL AND c.calls_withdrawn IS NULL))
           GROUP BY lead_id ORDER BY min(moment), lead_id LIMIT ?""",
        limit,
    )


def open_callbacks(r: Reader, lead_id: int) -> list[OpenCallback]:
    """Return the callbacks still open for a lead, the first due first."""
    return r.named(
        OpenCallback,
        """SELECT id, lead_id, due, note, by FROM callback
           WHERE lead_id = ? AND done_at IS NULL AND cancelled_at IS NULL ORDER BY due""",
        lead_id,
    )


def callbacks_of_lead(r: Reader, lead_id: int) -> list[CallbackStory]:
    """Return every callback of a lead, whatever became of it, oldest first."""
    return r.named(
        CallbackStory, "SELECT due, note, done_at, cancelled_at FROM callback WHERE lead_id = ? ORDER BY due", lead_id
    )


def cancelled_with(r: Reader, gesture_id: int) -> list[int]:
    """Return the callbacks one opposition cancelled."""
    return r.column(int, "SELECT id FROM callback WHERE cancelled_by = ?", gesture_id)


def call_agreements(r: Reader, lead_id: int) -> list[CallAgreement]:
    """Return the agreements to be called not withdrawn, newest first."""
    return r.named(
        CallAgreement,
        """SELECT id, collected, until, hash, proof_id FROM consent
           WHERE lead_id = ? AND withdrawn IS NULL AND calls_withdrawn IS NULL
             AND ',' || channels || ',' LIKE '%,call,%' ORDER BY id DESC""",
        lead_id,
    )


def closed_by_opposition(r: Reader, lead_ids: Sequence[int], hashes: Sequence[str], moment: str) -> list[int]:
    """Return the calls of these leads or numbers that an opposition closed at exactly ``moment``."""
    return r.column(
        int,
        f"""SELECT id FROM call WHERE outcome = 'opposed' AND ended = ?
           AND (lead_id {AMONG} OR hash {AMONG})""",
        moment,
        several(lead_ids),
        several(hashes),
    )
