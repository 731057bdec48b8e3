"""What the undoing of a batch removed, held for an hour so that the undoing can itself be taken back; an erasure, of
anybody, empties it. ``content``: the rows, as compressed JSON."""

STATEMENTS = (
    """CREATE TABLE removed (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch, at TEXT NOT NULL,
        content BLOB NOT NULL)""",
    "CREATE INDEX removed_batch ON removed (batch_id)",
)
