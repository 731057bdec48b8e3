"""What happens with a lead in the trade: an appointment, an estimate handed over, a mandate signed, a sale lost.

``moment``: when it is or was; ``place``, ``who``: of an appointment, and how an estimate was handed over or why a sale
was lost; ``back``: the ISO day the agent chose to come back to an estimate, or a mandate's last day. A milestone taken
back has ``undone_at``."""

STATEMENTS = (
    """CREATE TABLE milestone (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        kind TEXT NOT NULL, moment TEXT NOT NULL, place TEXT NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL,
        back TEXT, at TEXT NOT NULL, by TEXT NOT NULL, undone_at TEXT, undone_by TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX milestone_lead ON milestone (lead_id)",
)
