"""A refused address also leaves what finds a spelling near it: entries of the register of kind « near », with hashes of
words in ``signature``. A person said to be another than the one of a refusal is not held for it again."""

STATEMENTS = (
    "ALTER TABLE opposition ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE near_apart (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead,
        gesture INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX near_apart_lead ON near_apart (lead_id)",
)
