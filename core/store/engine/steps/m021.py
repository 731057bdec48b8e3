"""Which letter a lead gets. ``private``: the words of the ad speak of a private matter (1) or were read and do not (0);
the words themselves are never kept (rule SCR-09). ``letter_choice``: what the agency decided, the neutral letter (c) or
the ordinary one since somebody read the ad (a); the last row counts."""

STATEMENTS = (
    "ALTER TABLE listing ADD COLUMN private INTEGER",
    """CREATE TABLE letter_choice (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        letter TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX letter_choice_lead ON letter_choice (lead_id)",
)
