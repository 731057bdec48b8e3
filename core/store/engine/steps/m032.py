"""What only sounds like a refusal also holds the spellings near an address, and what is kept of somebody erased finds
them too: both keep the signature that the register keeps of a refused address, under its block (kind « near »)."""

_STALE = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = ROW.lead_id;"
_BEARERS = "INSERT INTO step_hash (hash, near) SELECT ROW.hash, ROW.kind = 'near' WHERE ROW.hash <> '';"
_EVENTS = (("in", "INSERT", "NEW."), ("changed", "UPDATE", "NEW."), ("out", "DELETE", "OLD."))

STATEMENTS = (
    "ALTER TABLE doubt_mark ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE erased_mark ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    *(f"DROP TRIGGER step_doubt_{name}" for name in ("mark_in", "mark_changed", "mark_out", "changed")),
    *(
        f"CREATE TRIGGER step_doubt_mark_{name} AFTER {event} ON doubt_mark BEGIN "
        f"{(_STALE + ' ' + _BEARERS).replace('ROW.', row)} END"
        for name, event, row in _EVENTS
    ),
    """CREATE TRIGGER step_doubt_changed AFTER UPDATE ON doubt BEGIN
        UPDATE step SET turns = '' WHERE turns <> ''
            AND lead_id IN (SELECT lead_id FROM doubt_mark WHERE doubt_id = NEW.id AND lead_id IS NOT NULL);
        INSERT INTO step_hash (hash, near)
            SELECT hash, kind = 'near' FROM doubt_mark WHERE doubt_id = NEW.id AND hash <> '';
        END""",
)
