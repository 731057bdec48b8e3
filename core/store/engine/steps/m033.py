"""The last seal of each row that proves something, so that a row changed by other means is seen before it is sealed
again: filled from the journal once, then kept by each transaction.

``row_key``: the id of the row; ``found_at``: when a transaction first found the row other than its seal, NULL while it
is as it was left.
"""

_SEALED = """
    WITH last_whole AS (
        SELECT coalesce(max(j.id), 0) AS id FROM journal j, json_each(iif(json_valid(j.payload), j.payload, '[]')) i
        WHERE json_type(i.value, '$.whole') = 'object')
    INSERT INTO last_seal ("table", row_key, seal)
    SELECT t.key, CAST(s.key AS INTEGER), s.value
    FROM last_whole, journal j, json_each(iif(json_valid(j.payload), j.payload, '[]')) i,
        json_each(i.value) w, json_each(w.value) t, json_each(t.value) s
    WHERE j.id >= last_whole.id AND w.key IN ('state', 'whole') AND w.type = 'object'
    ORDER BY j.id, i.key
    ON CONFLICT DO UPDATE SET seal = excluded.seal"""

STATEMENTS = (
    """CREATE TABLE last_seal ("table" TEXT NOT NULL, row_key INTEGER NOT NULL, seal TEXT, found_at TEXT,
        PRIMARY KEY ("table", row_key)) WITHOUT ROWID""",
    _SEALED,
    "DELETE FROM last_seal WHERE seal IS NULL",
    "CREATE INDEX last_seal_found ON last_seal (found_at) WHERE found_at IS NOT NULL",
)
