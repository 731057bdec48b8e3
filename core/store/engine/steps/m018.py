"""A new row of a lead of which no step is kept marks none: an import writes five of them for each new lead, and looking
first is a sixth of its writing less."""

_BY_LEAD = (
    *("contact", "origin", "listing", "consent", "title", "notice", "call", "callback", "request", "recipient_task"),
    *("near_apart", "stated", "milestone"),
)

STATEMENTS = tuple(
    statement
    for table in _BY_LEAD
    for statement in (
        f"DROP TRIGGER step_{table}_in",
        f"""CREATE TRIGGER step_{table}_in AFTER INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM step WHERE lead_id = NEW.lead_id)
            BEGIN UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.lead_id; END""",
    )
)
