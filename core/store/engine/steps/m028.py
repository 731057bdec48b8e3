"""Whether a second letter may leave is decided for one lead too, and decides of its next step."""

STATEMENTS = (
    """CREATE TRIGGER step_letter_choice_in AFTER INSERT ON letter_choice
        WHEN EXISTS (SELECT 1 FROM step WHERE lead_id = NEW.lead_id)
        BEGIN UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.lead_id; END""",
)
