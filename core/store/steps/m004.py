"""Large bases: what the first page asks at each look."""

STATEMENTS = (
    # Who has been kept for too long.
    "CREATE INDEX lead_obtained ON lead (obtained) WHERE erased_at IS NULL",
)
