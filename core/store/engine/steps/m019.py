"""A label, a note or who follows a lead decides of no next step: the kept one still holds when only these change."""

_DECIDE = (
    *("name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode", "obtained"),
    *("notice_due", "notice_sent", "source", "opposed_at", "opposed_how", "quote", "erased_at", "batch_id"),
    "restricted_at",
)

STATEMENTS = (
    "DROP TRIGGER step_lead_changed",
    f"""CREATE TRIGGER step_lead_changed AFTER UPDATE OF {", ".join(_DECIDE)} ON lead BEGIN
        UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.id; END""",
)
