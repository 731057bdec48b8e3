"""Print runs: which letters were sent to which printer, in what order, and what came out. A letter is registered before
its paper exists.

``unfinished``: the letter is registered, its file is not written yet; ``withdrawn_why``: empty when the person
refused, « replaced » when another letter took its place. ``run_letter``: ``sent_at``: given to the printer;
``out_at``: a person said that it came out; ``left_at``, ``why``: it left the run without coming out. ``closed_at``:
nothing is to be asked.
"""

_OF_LETTER = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = (SELECT lead_id FROM notice WHERE id = ROW);"

STATEMENTS = (
    "ALTER TABLE notice ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE notice ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE print_run (id INTEGER PRIMARY KEY, printer TEXT NOT NULL, both_sides INTEGER NOT NULL,
        at TEXT NOT NULL, by TEXT NOT NULL, stopped_at TEXT, closed_at TEXT)""",
    """CREATE TABLE run_letter (id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES print_run ON DELETE CASCADE,
        notice_id INTEGER NOT NULL REFERENCES notice ON DELETE CASCADE, place INTEGER NOT NULL, sent_at TEXT,
        out_at TEXT, left_at TEXT, why TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX run_letter_run ON run_letter (run_id, place)",
    "CREATE INDEX run_letter_notice ON run_letter (notice_id)",
    "CREATE INDEX print_run_open ON print_run (id) WHERE closed_at IS NULL",
    *(
        f"CREATE TRIGGER step_run_letter_{name} AFTER {event} ON run_letter BEGIN {_OF_LETTER.replace('ROW', row)} END"
        for name, event, row in (
            ("in", "INSERT", "NEW.notice_id"),
            ("changed", "UPDATE", "NEW.notice_id"),
            ("out", "DELETE", "OLD.notice_id"),
        )
    ),
)
