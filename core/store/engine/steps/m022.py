"""Coupons that came back, each with its page; what a coupon asks to be answered in writing opens no call.

``boxes``: what was ticked, parted by commas; ``rank``: in the order of recording. ``written``: « estimate » or « form »
for a request to be answered in writing."""

_MARK = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = ROW.lead_id;"

STATEMENTS = (
    """CREATE TABLE reply (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        notice_id INTEGER NOT NULL, boxes TEXT NOT NULL, received TEXT NOT NULL, proof_id INTEGER REFERENCES proof,
        at TEXT NOT NULL, by TEXT NOT NULL, rank INTEGER NOT NULL DEFAULT 0, undone_at TEXT)""",
    "CREATE INDEX reply_lead ON reply (lead_id)",
    "CREATE INDEX reply_notice ON reply (notice_id)",
    "ALTER TABLE title ADD COLUMN written TEXT NOT NULL DEFAULT ''",
    f"CREATE TRIGGER step_reply_in AFTER INSERT ON reply BEGIN {_MARK.replace('ROW.', 'NEW.')} END",
    f"CREATE TRIGGER step_reply_changed AFTER UPDATE ON reply BEGIN {_MARK.replace('ROW.', 'NEW.')} END",
    f"CREATE TRIGGER step_reply_out AFTER DELETE ON reply BEGIN {_MARK.replace('ROW.', 'OLD.')} END",
)
