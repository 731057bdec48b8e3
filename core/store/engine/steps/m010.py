"""The living sheet: what the agency notes of a lead, and how what it adds itself came to it: ``how`` is one of
:class:`core.model.editing.How`, ``way`` the words of the agent where it is another."""

STATEMENTS = (
    "ALTER TABLE lead ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE lead ADD COLUMN notes_at TEXT",
    "ALTER TABLE lead ADD COLUMN notes_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE origin ADD COLUMN how TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE origin ADD COLUMN way TEXT NOT NULL DEFAULT ''",
)
