"""The next step of each lead, kept so that lists count and filter by it: derived like the search index, so not
journaled.

``turns``: the moment until which it holds, empty once something that may decide of it was written; ``due``: the day, at
its own clock, empty for none. ``step_hash``: keyed hashes written since, whose bearers are to be looked at; ``near``:
of a spelling near a refused address, which anybody may be. ``step_made``: what the steps were made with."""

_BY_LEAD = (
    *("contact", "origin", "listing", "consent", "title", "notice", "call", "callback", "request", "recipient_task"),
    *("near_apart", "stated", "milestone"),
)
_HASHED = ("opposition", "call", "request")


def _marked(who: str) -> str:
    return f"UPDATE step SET turns = '' WHERE turns <> '' AND lead_id IN ({who});"


def _trigger(table: str, name: str, event: str, done: str, when: str = "") -> str:
    return f"CREATE TRIGGER step_{name} AFTER {event} ON {table} {when} BEGIN {done} END"


def _three(table: str, name: str, done: str) -> tuple[str, ...]:
    """Return the triggers that do ``done``, said of ROW, of the row written and of the row that was there."""
    new, old = done.replace("ROW.", "NEW."), done.replace("ROW.", "OLD.")
    return (
        _trigger(table, f"{name}_in", "INSERT", new),
        _trigger(table, f"{name}_changed", "UPDATE", new + old),
        _trigger(table, f"{name}_out", "DELETE", old),
    )


_PAIRED = "SELECT lead_b FROM alike WHERE lead_a = NEW.id UNION SELECT lead_a FROM alike WHERE lead_b = NEW.id"
_ASKED = "EXISTS (SELECT 1 FROM request WHERE lead_id = OLD.lead_id AND answered IS NULL)"

STATEMENTS = (
    """CREATE TABLE step (lead_id INTEGER PRIMARY KEY REFERENCES lead ON DELETE CASCADE, step TEXT NOT NULL,
        due TEXT NOT NULL, turns TEXT NOT NULL)""",
    "CREATE INDEX step_due ON step (step, due, lead_id)",
    "CREATE INDEX step_turns ON step (turns)",
    "CREATE TABLE step_hash (id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, near INTEGER NOT NULL)",
    "CREATE TABLE step_made (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    *(statement for table in _BY_LEAD for statement in _three(table, table, _marked("ROW.lead_id"))),
    *_three("alike", "alike", _marked("ROW.lead_a, ROW.lead_b")),
    *_three("oral_notice", "oral_notice", _marked("SELECT lead_id FROM call WHERE id = ROW.call_id")),
    _trigger("lead", "lead_changed", "UPDATE", _marked("NEW.id")),
    _trigger("lead", "pair_changed", "UPDATE OF erased_at, name, town", _marked(_PAIRED)),
    # A mark comes with the contact point or the ad it is made of.
    _trigger("mark", "mark_changed", "UPDATE", _marked("NEW.lead_id, OLD.lead_id")),
    _trigger("mark", "mark_out", "DELETE", _marked("OLD.lead_id")),
    # Whoever shared it with somebody who asks to be left alone does not any more.
    _trigger(
        "mark", "beside_asker", "DELETE", "INSERT INTO step_hash (hash, near) VALUES (OLD.hash, 0);", f"WHEN {_ASKED}"
    ),
    *(
        statement
        for table in _HASHED
        for statement in _three(
            table,
            f"{table}_hash",
            "INSERT INTO step_hash (hash, near) SELECT ROW.hash, "
            + ("ROW.kind = 'near'" if table == "opposition" else "0")
            + " WHERE ROW.hash <> '';",
        )
    ),
    *_three(
        "request",
        "asked",
        """INSERT INTO step_hash (hash, near) SELECT hash, 0 FROM mark WHERE lead_id = ROW.lead_id
            UNION SELECT m.hash, 0 FROM erased_mark m JOIN erased e ON e.id = m.erased_id
                WHERE e.lead_id = ROW.lead_id;""",
    ),
)
