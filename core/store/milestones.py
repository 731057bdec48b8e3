"""Queries about the milestones of leads; those taken back are left out."""

from core.store.port import Reader


def unproven_titles(r: Reader, milestone_id: int) -> list[int]:
    """Return the contract title that a mandate opened, or that its number had before, where no proof of it is kept."""
    sql = """SELECT t.id FROM milestone m JOIN title t ON t.id = m.title_id OR (t.lead_id = m.lead_id
             AND t.kind = 'contract' AND t.number = trim(m.said) AND m.kind = 'mandate' AND t.closed_at IS NULL)
             WHERE m.id = ? AND t.proof_id IS NULL"""
    return r.column(int, sql, milestone_id)
