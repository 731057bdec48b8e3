"""Marks in one table: SQLite keeps the index by which they are found. What waited for its place, or had gone while
others waited, is not needed any more: ``mark`` always said what each lead bears."""

STATEMENTS = (
    "DROP TRIGGER mark_gone",
    "DROP TABLE mark_place",
    "DROP TABLE mark_fresh",
    "DROP TABLE mark_dropped",
    # The index ends with the key of the table: (head, lead_id).
    "CREATE INDEX mark_head ON mark (head)",
)
