"""Known files: marks that a big import files in order, suppliers, batches undone, duplicates."""

STATEMENTS = (
    # Marks by lead; found by the first 63 bits of the keyed hash. Hashes jump all over ``mark_place``, and every row of
    # an import would rewrite four of its pages: a bulk load leaves its own in runs of (head, lead), 63 bits each, which
    # wait for their place.
    """CREATE TABLE mark_2 (lead_id INTEGER NOT NULL REFERENCES lead, head INTEGER NOT NULL, kind TEXT NOT NULL,
        hash TEXT NOT NULL, PRIMARY KEY (lead_id, head)) WITHOUT ROWID""",
    "INSERT OR IGNORE INTO mark_2 SELECT lead_id, hash_head(hash), kind, hash FROM mark ORDER BY lead_id",
    "DROP TABLE mark",
    "ALTER TABLE mark_2 RENAME TO mark",
    """CREATE TABLE mark_place (head INTEGER NOT NULL, lead_id INTEGER NOT NULL, PRIMARY KEY (head, lead_id))
        WITHOUT ROWID""",
    "INSERT INTO mark_place SELECT head, lead_id FROM mark ORDER BY head, lead_id",
    "CREATE TABLE mark_fresh (id INTEGER PRIMARY KEY AUTOINCREMENT, pairs BLOB NOT NULL)",
    # Those that went while others wait, which a connection may still hold in memory.
    """CREATE TABLE mark_dropped (head INTEGER NOT NULL, lead_id INTEGER NOT NULL, PRIMARY KEY (head, lead_id))
        WITHOUT ROWID""",
    """CREATE TRIGGER mark_gone AFTER DELETE ON mark BEGIN
        DELETE FROM mark_place WHERE head = OLD.head AND lead_id = OLD.lead_id;
        INSERT OR IGNORE INTO mark_dropped SELECT OLD.head, OLD.lead_id WHERE EXISTS (SELECT 1 FROM mark_fresh);
        END""",
    # Names jump about too, and an index of all of them serves who waits for a letter as well.
    "DROP INDEX lead_to_inform",
    # What the agency asks of those who sell it files (RGPD art. 14 and 5(2); rules BUY-01 to BUY-07).
    "ALTER TABLE supplier ADD COLUMN legal_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN siren TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN method TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN notice_day TEXT",
    "ALTER TABLE supplier ADD COLUMN notice_text TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN objections TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN email TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier ADD COLUMN sheet_at TEXT",
    """CREATE TABLE supplier_site (id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier,
        site TEXT NOT NULL, site_key TEXT NOT NULL, licence TEXT NOT NULL, UNIQUE (supplier_id, site_key))""",
    # Each site its files already brought asks for its licence; the id of an origin is as unique as a new one.
    """INSERT OR IGNORE INTO supplier_site SELECT min(id), supplier_id, site, fold(site), '' FROM origin
        WHERE supplier_id IS NOT NULL AND fold(site) <> '' GROUP BY supplier_id, site""",
    # How the columns of a supplier's files were read: the next file of the same shape needs no question.
    """CREATE TABLE mapping (id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier,
        shape TEXT NOT NULL, fields TEXT NOT NULL, site TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
        UNIQUE (supplier_id, shape))""",
    "CREATE INDEX mapping_shape ON mapping (shape)",
    "ALTER TABLE batch ADD COLUMN fixes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE batch ADD COLUMN undone_at TEXT",
    "ALTER TABLE batch ADD COLUMN undone_by TEXT NOT NULL DEFAULT ''",
    # The headings of the file, JSON: rejected rows are given back under them.
    "ALTER TABLE batch ADD COLUMN headers TEXT NOT NULL DEFAULT '[]'",
    "CREATE INDEX lead_batch ON lead (batch_id, id)",
    # What each row of a batch changed on a lead already known, so that it can be shown and taken back.
    """CREATE TABLE merging (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch,
        lead_id INTEGER NOT NULL REFERENCES lead, line INTEGER NOT NULL, changes TEXT NOT NULL, undone_at TEXT,
        undone_by TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX merging_batch ON merging (batch_id)",
    "CREATE INDEX merging_lead ON merging (lead_id)",
    # Columns kept with the origin at the user's wish: JSON, heading to text.
    "ALTER TABLE origin ADD COLUMN extra TEXT NOT NULL DEFAULT ''",
    # Pairs that may be one person, the smaller id first; ``apart_at``: the user said that they are two.
    """CREATE TABLE alike (id INTEGER PRIMARY KEY, lead_a INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        lead_b INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE, score INTEGER NOT NULL, apart_at TEXT,
        apart_by TEXT NOT NULL DEFAULT '', UNIQUE (lead_a, lead_b))""",
    "CREATE INDEX alike_b ON alike (lead_b)",
    # Two leads made one: what was moved and what was there before, so that it can be taken back.
    """CREATE TABLE joining (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        other_id INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, changes TEXT NOT NULL, undone_at TEXT,
        undone_by TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX joining_lead ON joining (lead_id)",
)
