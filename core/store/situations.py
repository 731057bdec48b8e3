"""Queries for the next step of many leads at once: what decides of it beside the facts of the law."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class AskedOf(NamedTuple):
    """A request that waits for its answer. ``due``: last ISO day; ``extended``: the reason given for more time."""

    lead_id: int
    kind: str
    due: str
    extended: str


class Dated(NamedTuple):
    """A lead and a kept moment or ISO day of it."""

    lead_id: int
    at: str


class ReadyLetter(NamedTuple):
    """A letter made and not posted. ``day``: the ISO day it bears; ``printed``: its sheet is out; ``sent``: it was
    given to a printer, and nobody said yet whether it came out."""

    lead_id: int
    day: str
    printed: bool
    sent: bool


class ToTell(NamedTuple):
    """Who is to be told of a refusal, and when the message was made."""

    lead_id: int
    recipient: str
    made: str


class TwinOf(NamedTuple):
    """Somebody who may be the lead: name and town."""

    lead_id: int
    name: str
    town: str


class EndedCall(NamedTuple):
    """The last call of a lead that has an end."""

    lead_id: int
    started: str
    outcome: str


def asked(r: Reader, ids: Sequence[int]) -> list[AskedOf]:
    """Return the open requests of these leads, the most pressing first."""
    sql = f"SELECT lead_id, kind, due, extended FROM request WHERE answered IS NULL AND lead_id {AMONG} ORDER BY due"
    return r.named(AskedOf, sql, several(ids))


def open_calls(r: Reader, ids: Sequence[int]) -> list[Dated]:
    """Return when the calls of these leads that never ended began, oldest first."""
    sql = f"SELECT lead_id, started AS at FROM call WHERE ended IS NULL AND lead_id {AMONG} ORDER BY started"
    return r.named(Dated, sql, several(ids))


def to_tell(r: Reader, ids: Sequence[int]) -> list[ToTell]:
    """Return the messages about these leads not sent yet, oldest first."""
    sql = f"SELECT lead_id, recipient, made FROM recipient_task WHERE sent IS NULL AND lead_id {AMONG} ORDER BY made"
    return r.named(ToTell, sql, several(ids))


def twins(r: Reader, ids: Sequence[int]) -> list[TwinOf]:
    """Return the leads that may be the same person as one of these and were not told apart, the likeliest first."""
    return r.named(
        TwinOf,
        f"""SELECT pair.lead_id, l.name, l.town FROM (
                SELECT lead_a AS lead_id, lead_b AS other, score FROM alike WHERE apart_at IS NULL
                UNION ALL SELECT lead_b, lead_a, score FROM alike WHERE apart_at IS NULL) pair
            JOIN lead l ON l.id = pair.other
            WHERE l.erased_at IS NULL AND pair.lead_id {AMONG} ORDER BY pair.score DESC, l.id""",
        several(ids),
    )


def ready_letters(r: Reader, ids: Sequence[int]) -> list[ReadyLetter]:
    """Return the letters of these leads made and not posted, in the order they were made."""
    return r.named(
        ReadyLetter,
        f"""SELECT lead_id, day, printed_at IS NOT NULL AS printed,
                EXISTS (SELECT 1 FROM run_letter s JOIN print_run p ON p.id = s.run_id WHERE s.notice_id = notice.id
                        AND s.sent_at IS NOT NULL AND s.left_at IS NULL AND p.closed_at IS NULL) AS sent
            FROM notice WHERE posted_at IS NULL AND withdrawn_at IS NULL AND returned_at IS NULL AND unfinished = 0
              AND lead_id {AMONG}
            ORDER BY id""",
        several(ids),
    )


def callbacks(r: Reader, ids: Sequence[int]) -> list[Dated]:
    """Return the callbacks planned for these leads, by moment."""
    return r.named(
        Dated,
        f"""SELECT lead_id, due AS at FROM callback
            WHERE done_at IS NULL AND cancelled_at IS NULL AND lead_id {AMONG} ORDER BY due""",
        several(ids),
    )


def ended_calls(r: Reader, ids: Sequence[int]) -> list[EndedCall]:
    """Return the calls of these leads that have an end, the last first."""
    return r.named(
        EndedCall,
        f"""SELECT lead_id, started, outcome FROM call
            WHERE ended IS NOT NULL AND lead_id {AMONG} ORDER BY started DESC, id DESC""",
        several(ids),
    )


def reachable(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these leads have a telephone whose last call did not find it wrong."""
    return set(
        r.column(
            int,
            f"""SELECT DISTINCT c.lead_id FROM contact c WHERE c.kind = 'phone' AND c.lead_id {AMONG}
                AND coalesce((SELECT outcome FROM call WHERE call.lead_id = c.lead_id AND call.phone = c.value
                              AND ended IS NOT NULL ORDER BY started DESC LIMIT 1), '') <> 'wrong_number'""",
            several(ids),
        )
    )
