"""Queries about joined leads: which rows belong to a lead, table by table, and the joins that can be undone."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, Value, several

OWNED = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("joining", "request", "recipient_task", "near_apart", "stated", "milestone", "letter_choice", "reply"),
    "doubt_mark",
)
"""The tables whose rows belong to a lead by ``lead_id`` and follow it; marks and pairs are made anew."""


_JOINING = "SELECT id, lead_id, other_id, at, changes, undone_at, by FROM joining"


class LeadJoined(NamedTuple):
    """Every column of a lead."""

    id: int
    name: str
    first_name: str
    last_name: str
    civility: str
    sort_key: str
    town: str
    town_key: str
    postcode: str
    obtained: str
    notice_due: str
    notice_sent: str | None
    source: str
    opposed_at: str | None
    opposed_how: str
    quote: str
    erased_at: str | None
    batch_id: int | None
    version: int
    restricted_at: str | None
    notes: str
    notes_at: str | None
    notes_by: str
    agent_id: int | None
    tags: str


class PairJoined(NamedTuple):
    """Every column of a pair of leads that may be one person."""

    id: int
    lead_a: int
    lead_b: int
    score: int
    apart_at: str | None
    apart_by: str


class Joining(NamedTuple):
    """A join: the lead kept, the other one, and what was changed (JSON), so that it can be taken back."""

    id: int
    lead_id: int
    other_id: int
    at: str
    changes: str
    undone_at: str | None
    by: str


def lead(r: Reader, lead_id: int) -> LeadJoined | None:
    """Return every value of a lead, None when there is none."""
    return r.first(LeadJoined, "SELECT * FROM lead WHERE id = ?", lead_id)


def rows_of_lead(r: Reader, table: str, lead_id: int) -> list[int]:
    """Return the ids of the rows of one of :data:`OWNED` that belong to a lead, oldest first."""
    if table not in OWNED:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)


def still(r: Reader, table: str, ids: Sequence[int], lead_id: int) -> list[int]:
    """Return which of ``ids`` belong to a lead now."""
    if table not in OWNED:
        raise ValueError(table)
    sql = f"SELECT id FROM {table} WHERE lead_id = ? AND id {AMONG}"
    return r.column(int, sql, lead_id, several(ids))


def whole_agreement(r: Reader, consent_id: int) -> dict[str, Value]:
    """Return every value of an agreement, to be copied."""
    [found] = r.records("SELECT * FROM consent WHERE id = ?", consent_id)
    return found


def pairs_joined(r: Reader, lead_id: int) -> list[PairJoined]:
    """Return the pairs a lead is in."""
    return r.named(PairJoined, "SELECT * FROM alike WHERE lead_a = ?1 OR lead_b = ?1", lead_id)


def joining(r: Reader, join_id: int) -> Joining | None:
    """Return a join, or None."""
    return r.first(Joining, f"{_JOINING} WHERE id = ?", join_id)


def joined_to(r: Reader, lead_id: int) -> int | None:
    """Return the lead that ``lead_id`` was joined to and is part of now, None for none: joins follow a lead that is
    joined in its turn."""
    return r.value(int, "SELECT lead_id FROM joining WHERE other_id = ? AND undone_at IS NULL", lead_id)


def joins_of_lead(r: Reader, lead_id: int) -> list[Joining]:
    """Return the joins into a lead, newest first."""
    return r.named(Joining, f"{_JOINING} WHERE lead_id = ? ORDER BY id DESC", lead_id)


def older(r: Reader, moment: str) -> list[Joining]:
    """Return the joins older than ``moment`` whose changes are held."""
    return r.named(Joining, f"{_JOINING} WHERE at < ? AND changes <> '{{}}'", moment)
