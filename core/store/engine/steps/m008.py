"""Refusals, agreements and calls in the order in which they were recorded: ``rank`` is the number of the journal row of
their transaction, 0 where an older program kept none. The clock may be wrong; the journal only grows."""

RANKED = ("opposition", "consent", "call")
"""The tables whose rows have a rank."""

STATEMENTS = (
    *(f"ALTER TABLE {table} ADD COLUMN rank INTEGER NOT NULL DEFAULT 0" for table in RANKED),
    *(
        f"""UPDATE {table} SET rank = coalesce((SELECT min(v.journal_id) FROM journal_value v
            WHERE v.row_id = {table}.id AND v."table" = '{table}'), 0)"""
        for table in ("opposition", "consent")
    ),
)
