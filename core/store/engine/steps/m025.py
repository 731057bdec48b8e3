"""What only sounds like a refusal: whoever bears one of its marks is held until a person says whether it is one.

``doubt``: ``text``: keyed hash of the words, for their supplier, by which the answer is remembered; ``quote``: the
words while they are asked about, emptied by the answer; ``way``: file, page, typed, call or note; ``answer``: empty,
« refuse » or « keep »; ``gesture``: the refusal a yes made, undone with it. ``doubt_mark``: a keyed hash, or a lead."""

_STALE = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = ROW.lead_id;"
_BEARERS = "INSERT INTO step_hash (hash, near) SELECT ROW.hash, 0 WHERE ROW.hash <> '';"

STATEMENTS = (
    """CREATE TABLE doubt (id INTEGER PRIMARY KEY, text TEXT NOT NULL, quote TEXT NOT NULL, way TEXT NOT NULL,
        at TEXT NOT NULL, by TEXT NOT NULL, answer TEXT NOT NULL DEFAULT '', answered_at TEXT,
        answered_by TEXT NOT NULL DEFAULT '', gesture INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX doubt_text ON doubt (text)",
    """CREATE TABLE doubt_mark (id INTEGER PRIMARY KEY, doubt_id INTEGER NOT NULL REFERENCES doubt ON DELETE CASCADE,
        hash TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
        lead_id INTEGER REFERENCES lead ON DELETE CASCADE)""",
    "CREATE INDEX doubt_mark_of ON doubt_mark (doubt_id)",
    "CREATE INDEX doubt_mark_hash ON doubt_mark (hash)",
    "CREATE INDEX doubt_mark_lead ON doubt_mark (lead_id)",
    *(
        f"CREATE TRIGGER step_doubt_mark_{name} AFTER {event} ON doubt_mark BEGIN "
        f"{(_STALE + ' ' + _BEARERS).replace('ROW.', row)} END"
        for name, event, row in (("in", "INSERT", "NEW."), ("changed", "UPDATE", "NEW."), ("out", "DELETE", "OLD."))
    ),
    """CREATE TRIGGER step_doubt_changed AFTER UPDATE ON doubt BEGIN
        UPDATE step SET turns = '' WHERE turns <> ''
            AND lead_id IN (SELECT lead_id FROM doubt_mark WHERE doubt_id = NEW.id AND lead_id IS NOT NULL);
        INSERT INTO step_hash (hash, near) SELECT hash, 0 FROM doubt_mark WHERE doubt_id = NEW.id AND hash <> '';
        END""",
)
