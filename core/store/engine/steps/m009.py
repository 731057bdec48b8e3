"""Values that several persons share; which origin gave which value; what a merged row said, so that a merge undone
gives back both persons.

``stated``: a row says that an origin gave the value of ``field`` in row ``row_id`` of ``table`` (field empty: the whole
row), ``fresh`` when none gave it before. An origin without rows gave all that is not fresh of another one; ``*`` says
that it may have. No origin: corrected by the person."""

STATEMENTS = (
    """CREATE TABLE shared_value (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL,
        supplier_id INTEGER REFERENCES supplier, at TEXT NOT NULL, by TEXT NOT NULL)""",
    """CREATE TABLE stated (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        origin_id INTEGER REFERENCES origin ON DELETE CASCADE, "table" TEXT NOT NULL, row_id INTEGER NOT NULL,
        field TEXT NOT NULL, fresh INTEGER NOT NULL)""",
    "CREATE INDEX stated_lead ON stated (lead_id)",
    "CREATE INDEX stated_origin ON stated (origin_id)",
    # The merges told tell which row brought what; the rest may come from any of the lead's origins.
    """WITH one AS (
            SELECT m.lead_id, c.value AS change,
                (SELECT json_extract(o.value, '$.id') FROM json_each(m.changes) o
                 WHERE json_extract(o.value, '$.table') = 'origin') AS origin_id
            FROM merging m, json_each(m.changes) c WHERE m.undone_at IS NULL)
        INSERT INTO stated (lead_id, origin_id, "table", row_id, field, fresh)
        SELECT lead_id, origin_id, json_extract(change, '$.table'), json_extract(change, '$.id'),
            coalesce(json_extract(change, '$.field'), ''), 1 FROM one
        WHERE origin_id IN (SELECT id FROM origin) AND json_extract(change, '$.table') IN ('contact', 'listing', 'lead')
            AND coalesce(json_extract(change, '$.field'), '') NOT IN ('sort_key', 'town_key')
        UNION ALL SELECT DISTINCT lead_id, origin_id, '*', 0, '', 0 FROM one
        WHERE origin_id IN (SELECT id FROM origin)""",
    # What the row said, JSON: enough to take it in again.
    "ALTER TABLE merging ADD COLUMN row TEXT NOT NULL DEFAULT ''",
)
