"""What an import writes by the thousand marks the step of its lead through the writer, once a transaction: a trigger
costs a microsecond or more a row."""

BY_THE_WRITER = ("contact", "origin", "listing", "stated")
"""Tables whose new rows are marked by the writer; those changed or deleted, by a trigger."""

STATEMENTS = tuple(f"DROP TRIGGER step_{table}_in" for table in BY_THE_WRITER)
