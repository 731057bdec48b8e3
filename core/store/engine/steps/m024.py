"""« M. et Mme Dupont » stands with the Duponts. Only the keys that differ are written, in one pass over the table."""

STATEMENTS = (
    """UPDATE lead SET sort_key = sort_key(name, last_name, first_name)
       WHERE erased_at IS NULL AND name <> '' AND sort_key <> sort_key(name, last_name, first_name)""",
)
