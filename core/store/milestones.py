"""Queries about the milestones of leads; those taken back are left out."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_MILESTONE = "SELECT id, lead_id, kind, moment, place, who, said, back, by FROM milestone"


class MilestoneRow(NamedTuple):
    """A milestone as it is kept: see :class:`core.model.milestone.Milestone`, which is made of it."""

    id: int
    lead_id: int
    kind: str
    moment: str
    place: str
    who: str
    said: str
    back: str | None
    by: str


def of_leads(r: Reader, ids: Sequence[int]) -> list[MilestoneRow]:
    """Return the milestones of these leads, in the order they were recorded."""
    sql = f"{_MILESTONE} WHERE undone_at IS NULL AND lead_id {AMONG} ORDER BY id"
    return r.named(MilestoneRow, sql, several(ids))


def milestone(r: Reader, milestone_id: int) -> MilestoneRow | None:
    """Return one milestone, None when it does not exist or was taken back."""
    return r.first(MilestoneRow, f"{_MILESTONE} WHERE undone_at IS NULL AND id = ?", milestone_id)


def title_of(r: Reader, milestone_id: int) -> int | None:
    """Return the contract title that a mandate opened."""
    return r.value(int, "SELECT title_id FROM milestone WHERE id = ?", milestone_id)


def unproven_titles(r: Reader, milestone_id: int) -> list[int]:
    """Return the contract title that a mandate opened, or that its number had before, where no proof of it is kept."""
    sql = """SELECT t.id FROM milestone m JOIN title t ON t.id = m.title_id OR (t.lead_id = m.lead_id
             AND t.kind = 'contract' AND t.number = trim(m.said) AND m.kind = 'mandate' AND t.closed_at IS NULL)
             WHERE m.id = ? AND t.proof_id IS NULL"""
    return r.column(int, sql, milestone_id)
