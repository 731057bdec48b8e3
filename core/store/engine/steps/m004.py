"""Large bases: what the first page asks at each look."""

STATEMENTS = (
    # Who has been kept for too long. Not on the leads still held only: every other query that asks for them would walk
    # this index from end to end (400 ms for a million) instead of following its own.
    "CREATE INDEX lead_obtained ON lead (obtained)",
)
