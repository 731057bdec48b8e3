"""Every step of the schema, to be read from top to bottom. A released step never changes.

Ids are 63-bit integers; days are ISO dates; moments are UTC ISO texts; money is integer cents; a yes/no is 0 or 1.

To change the schema, add a step at the end, then ``python -m tests.files.bases.make``: it writes the base of that
schema and the digest that each opening compares (:mod:`core.store.engine.known_schema`). Nothing else names a step.
"""

from core.store.engine.driver import Connection

SET = "premier-contact"
"""The name under which sqlite-utils notes the steps that a base took."""
MIGRATIONS: dict[str, tuple[str, ...]] = {}
"""Name of each step → its statements, oldest first; a base that took another one comes from a newer program."""


def _step(name: str, *statements: str) -> None:
    """Register a step of the schema."""
    MIGRATIONS[name] = statements


# First schema: leads and where they come from, the register, titles, calls, letters, the journal.
_step(
    "m001_first_schema",
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # The secret of the opposition register; not announced, not journaled, never shown.
    "CREATE TABLE safe (name TEXT PRIMARY KEY, secret TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE supplier (id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL DEFAULT '', contract TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE batch (id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL,
        supplier_id INTEGER REFERENCES supplier, site TEXT NOT NULL, collected TEXT NOT NULL, sha256 TEXT NOT NULL,
        mapping TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, ended TEXT,
        added INTEGER NOT NULL DEFAULT 0, merged INTEGER NOT NULL DEFAULT 0, opposed INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0, blank INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE reject (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch, line INTEGER NOT NULL,
        code TEXT NOT NULL, reason TEXT NOT NULL, cells TEXT NOT NULL)""",
    "CREATE INDEX reject_batch ON reject (batch_id)",
    """CREATE TABLE lead (id INTEGER PRIMARY KEY, name TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
        civility TEXT NOT NULL, sort_key TEXT NOT NULL, town TEXT NOT NULL, town_key TEXT NOT NULL,
        postcode TEXT NOT NULL, obtained TEXT NOT NULL, notice_due TEXT NOT NULL, notice_sent TEXT, source TEXT NOT
        NULL,
        opposed_at TEXT, opposed_how TEXT NOT NULL DEFAULT '', quote TEXT NOT NULL DEFAULT '', erased_at TEXT,
        batch_id INTEGER REFERENCES batch, version INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX lead_name ON lead (sort_key, id)",
    "CREATE INDEX lead_town ON lead (town_key, id)",
    "CREATE INDEX lead_due ON lead (notice_due, id) WHERE notice_sent IS NULL AND opposed_at IS NULL",
    # The list of those who wait for a letter, by name.
    """CREATE INDEX lead_to_inform ON lead (sort_key, id)
        WHERE notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL""",
    "CREATE INDEX lead_opposed ON lead (opposed_at, id) WHERE opposed_at IS NOT NULL",
    "CREATE INDEX lead_source ON lead (source, id)",
    """CREATE TABLE contact (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, kind TEXT NOT NULL,
        value TEXT NOT NULL, postcode TEXT NOT NULL DEFAULT '', town TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX contact_lead ON contact (lead_id)",
    # Keyed hashes by which a lead is recognised: by the register, by the next file, by a search for a number.
    """CREATE TABLE mark (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, kind TEXT NOT NULL,
        lead_id INTEGER NOT NULL REFERENCES lead)""",
    "CREATE INDEX mark_hash ON mark (hash, lead_id)",
    "CREATE INDEX mark_lead ON mark (lead_id)",
    """CREATE TABLE listing (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, site TEXT NOT NULL,
        reference TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, deal TEXT NOT NULL,
        price INTEGER, area REAL, rooms INTEGER, town TEXT NOT NULL, postcode TEXT NOT NULL, seen TEXT)""",
    "CREATE INDEX listing_lead ON listing (lead_id)",
    """CREATE TABLE origin (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, source TEXT NOT NULL,
        supplier_id INTEGER REFERENCES supplier, site TEXT NOT NULL, reference TEXT NOT NULL, url TEXT NOT NULL, seen
        TEXT,
        obtained TEXT NOT NULL, batch_id INTEGER REFERENCES batch, line INTEGER NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX origin_lead ON origin (lead_id)",
    """CREATE TABLE opposition (id INTEGER PRIMARY KEY, gesture INTEGER NOT NULL, hash TEXT NOT NULL, kind TEXT NOT
    NULL,
        how TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL, lead_id INTEGER, lifted_at TEXT,
        lifted_why TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX opposition_hash ON opposition (hash)",
    "CREATE INDEX opposition_gesture ON opposition (gesture)",
    "CREATE INDEX opposition_lead ON opposition (lead_id)",
    """CREATE TABLE proof (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL)""",
    """CREATE TABLE consent (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, channels TEXT NOT NULL,
        hash TEXT NOT NULL, collected TEXT NOT NULL, until TEXT, wording TEXT NOT NULL, object TEXT NOT NULL,
        proof_id INTEGER REFERENCES proof, at TEXT NOT NULL, by TEXT NOT NULL, withdrawn TEXT)""",
    "CREATE INDEX consent_lead ON consent (lead_id)",
    """CREATE TABLE title (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, kind TEXT NOT NULL,
        number TEXT NOT NULL, object TEXT NOT NULL, how TEXT NOT NULL, starts TEXT, ends TEXT, answered TEXT,
        proof_id INTEGER REFERENCES proof, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX title_lead ON title (lead_id)",
    """CREATE TABLE call (id INTEGER PRIMARY KEY, lead_id INTEGER REFERENCES lead, hash TEXT NOT NULL, phone TEXT NOT
    NULL,
        direction TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, outcome TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '', verdict TEXT NOT NULL, by TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX call_lead ON call (lead_id, started)",
    "CREATE INDEX call_hash ON call (hash, started)",
    "CREATE INDEX call_open ON call (started) WHERE ended IS NULL",
    """CREATE TABLE callback (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, due TEXT NOT NULL,
        note TEXT NOT NULL, done_at TEXT, cancelled_at TEXT, cancelled_by INTEGER, by TEXT NOT NULL)""",
    "CREATE INDEX callback_lead ON callback (lead_id)",
    "CREATE INDEX callback_due ON callback (due) WHERE done_at IS NULL AND cancelled_at IS NULL",
    """CREATE TABLE notice (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead, listing_id INTEGER,
        reference TEXT NOT NULL UNIQUE, versions TEXT NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL, day TEXT
        NOT NULL,
        at TEXT NOT NULL, by TEXT NOT NULL, printed_at TEXT, posted_at TEXT, returned_at TEXT, withdrawn_at TEXT)""",
    "CREATE INDEX notice_lead ON notice (lead_id)",
    """CREATE TABLE journal (id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL,
        tables TEXT NOT NULL, payload TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)""",
    # The values beside the chain: what erasure empties without breaking it.
    """CREATE TABLE journal_value (id INTEGER PRIMARY KEY, journal_id INTEGER NOT NULL REFERENCES journal,
        place INTEGER NOT NULL, "table" TEXT NOT NULL, row_id INTEGER NOT NULL, salt TEXT, before TEXT, after TEXT)""",
    "CREATE INDEX journal_value_row ON journal_value (row_id)",
    "CREATE INDEX journal_value_journal ON journal_value (journal_id)",
    "CREATE TABLE journal_head (id INTEGER PRIMARY KEY CHECK (id = 1), rows INTEGER NOT NULL, hash TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE lead_search USING fts5 (words, tokenize = 'unicode61', detail = 'none', columnsize = 0)",
)

# Known files: marks that a big import files in order, suppliers, batches undone, duplicates.
_step(
    "m002_known_files",
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

# Rights: requests of persons and their deadlines, recipients told, erasures, agreements with their proof.
_step(
    "m003_rights",
    # What an agency must be able to prove and to undo (RGPD art. 12 to 21).
    "ALTER TABLE lead ADD COLUMN restricted_at TEXT",
    # What a person asks of the agency (RGPD art. 12(3)): ``lead_id`` or, for somebody unknown to the base, ``person``
    # as
    # typed; ``hash``: the keyed hash that still answers once the sheet is erased. ``answer``: SHA-256 of what was sent.
    """CREATE TABLE request (id INTEGER PRIMARY KEY, lead_id INTEGER, hash TEXT NOT NULL, person TEXT NOT NULL,
        kind TEXT NOT NULL, received TEXT NOT NULL, how TEXT NOT NULL, identity TEXT NOT NULL DEFAULT '',
        due TEXT NOT NULL, extended TEXT NOT NULL DEFAULT '', answered TEXT, outcome TEXT NOT NULL DEFAULT '',
        answered_how TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL, by TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX request_lead ON request (lead_id)",
    "CREATE INDEX request_open ON request (due) WHERE answered IS NULL",
    # Whoever was given the data is told (RGPD art. 19): one message to send, then its proof. ``facts``: JSON of what
    # lets the recipient find the person: no name, no number.
    """CREATE TABLE recipient_task (id INTEGER PRIMARY KEY, supplier_id INTEGER REFERENCES supplier,
        recipient TEXT NOT NULL, lead_id INTEGER, hash TEXT NOT NULL, kind TEXT NOT NULL, gesture INTEGER,
        facts TEXT NOT NULL, made TEXT NOT NULL, by TEXT NOT NULL, sent TEXT, proof TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX recipient_task_lead ON recipient_task (lead_id)",
    "CREATE INDEX recipient_task_open ON recipient_task (made) WHERE sent IS NULL",
    "CREATE INDEX recipient_task_gesture ON recipient_task (gesture)",
    # Persons erased: what it takes to erase them again in a backup older than their erasure. ``swept_at``: when nothing
    # of them was left in the file, its log, the search index, the letters and the copies; until then it is not said.
    """CREATE TABLE erased (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
        why TEXT NOT NULL, property INTEGER NOT NULL, swept_at TEXT)""",
    "CREATE INDEX erased_lead ON erased (lead_id)",
    "CREATE INDEX erased_unswept ON erased (id) WHERE swept_at IS NULL",
    """CREATE TABLE erased_mark (id INTEGER PRIMARY KEY, erased_id INTEGER NOT NULL REFERENCES erased,
        kind TEXT NOT NULL, hash TEXT NOT NULL)""",
    "CREATE INDEX erased_mark_erased ON erased_mark (erased_id)",
    # How an agreement was given (C. consom., art. R223-1 and R223-2). ``slots``: JSON of (ISO weekday, from, to);
    # ``exact``: JSON of the appointments off hours, in the person's time; ``missing``: JSON of what its paper lacks;
    # ``agency``: who it names; ``mentions``: the five of R223-1 are proven; ``text_sha256``: of the words agreed to.
    "ALTER TABLE consent ADD COLUMN way TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN collector TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN slots TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE consent ADD COLUMN exact TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE consent ADD COLUMN missing TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE consent ADD COLUMN agency TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consent ADD COLUMN mentions INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE consent ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT ''",
    # ``withdrawn`` takes it back whole, ``calls_withdrawn`` for the telephone only.
    "ALTER TABLE consent ADD COLUMN calls_withdrawn TEXT",
    "ALTER TABLE consent ADD COLUMN withdrawn_how TEXT NOT NULL DEFAULT ''",
    # When the copy of the proof was last handed over.
    "ALTER TABLE consent ADD COLUMN copied_at TEXT",
    # The words of the forms printed, as printed, once each: an agreement points to them by their hash.
    """CREATE TABLE wording (id INTEGER PRIMARY KEY, version TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    # Who asked to be called, when it is not the person of the sheet; ``closed_at``: the title was put an end to.
    "ALTER TABLE title ADD COLUMN asker TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE title ADD COLUMN closed_at TEXT",
    # The information said on the telephone (RGPD art. 12 and 14): the points ticked as they were said. ``complete``:
    # none of the first layer was left out.
    """CREATE TABLE oral_notice (id INTEGER PRIMARY KEY, call_id INTEGER NOT NULL UNIQUE REFERENCES call,
        version TEXT NOT NULL, points TEXT NOT NULL, complete INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    # « Bien seul »: of this supplier's rows the property is kept, never the name nor the contact points (rule BUY-08).
    "ALTER TABLE supplier ADD COLUMN property_only TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE batch ADD COLUMN property_only INTEGER NOT NULL DEFAULT 0",
    # Who handed on an objection found in a list.
    "ALTER TABLE opposition ADD COLUMN supplier_id INTEGER REFERENCES supplier",
    # The reference shown for a rule as the agency's counsel corrects it; ``original``: the rulebook’s own.
    """CREATE TABLE rule_reference (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, original TEXT NOT NULL,
        text TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, UNIQUE (rule, original))""",
    # The ad is withdrawn or the property sold (rule RET-02): the day, who said it and when, during which call if any. A
    # listing seen again on a later day is back.
    "ALTER TABLE listing ADD COLUMN gone_on TEXT",
    "ALTER TABLE listing ADD COLUMN gone_at TEXT",
    "ALTER TABLE listing ADD COLUMN gone_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE listing ADD COLUMN gone_call INTEGER",
    "CREATE INDEX listing_gone ON listing (lead_id) WHERE gone_on IS NOT NULL",
    # The months an agreement lasts by the coupon of a letter, as printed; 0 for a letter of an older program.
    "ALTER TABLE notice ADD COLUMN consent_months INTEGER NOT NULL DEFAULT 0",
    # Persons erased are listed when asked for only.
    "CREATE INDEX lead_erased ON lead (id) WHERE erased_at IS NOT NULL",
)

# Large bases: what the first page asks at each look.
_step(
    "m004_large_bases",
    # Who has been kept for too long. Not on the leads still held only: every other query that asks for them would walk
    # this index from end to end (400 ms for a million) instead of following its own.
    "CREATE INDEX lead_obtained ON lead (obtained)",
)

# How many leads the base holds, kept by each transaction (:mod:`core.store.engine.sqlite`): counting them at each look
# walks an index from end to end, 90 ms for a million while an import writes to it; a trigger would cost an import 6 %.
_step(
    "m005_counted_leads",
    "CREATE TABLE tally (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO tally SELECT 'lead', count(*) FROM lead",
)

# Marks in one table: SQLite keeps the index by which they are found. What waited for its place, or had gone while
# others waited, is not needed any more: ``mark`` always said what each lead bears.
_step(
    "m006_one_home_for_marks",
    "DROP TRIGGER mark_gone",
    "DROP TABLE mark_place",
    "DROP TABLE mark_fresh",
    "DROP TABLE mark_dropped",
    # The index ends with the key of the table: (head, lead_id).
    "CREATE INDEX mark_head ON mark (head)",
)

# A refused address also leaves what finds a spelling near it: entries of the register of kind « near », with hashes of
# words in ``signature``. A person said to be another than the one of a refusal is not held for it again.
_step(
    "m007_near_addresses",
    "ALTER TABLE opposition ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE near_apart (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead,
        gesture INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX near_apart_lead ON near_apart (lead_id)",
)

# Refusals, agreements and calls in the order in which they were recorded: ``rank`` is the number of the journal row of
# their transaction, 0 where an older program kept none. The clock may be wrong; the journal only grows.
_RANKED = ("opposition", "consent", "call")
"""The tables whose rows have a rank."""
_step(
    "m008_order_of_recording",
    *(f"ALTER TABLE {table} ADD COLUMN rank INTEGER NOT NULL DEFAULT 0" for table in _RANKED),
    *(
        f"""UPDATE {table} SET rank = coalesce((SELECT min(v.journal_id) FROM journal_value v
            WHERE v.row_id = {table}.id AND v."table" = '{table}'), 0)"""
        for table in ("opposition", "consent")
    ),
)

# Values that several persons share; which origin gave which value; what a merged row said, so that a merge undone gives
# back both persons.
#
# ``stated``: a row says that an origin gave the value of ``field`` in row ``row_id`` of ``table`` (field empty: the
# whole row), ``fresh`` when none gave it before. An origin without rows gave all that is not fresh of another one;
# ``*`` says that it may have. No origin: corrected by the person.
_step(
    "m009_who_is_who",
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

# The living sheet: what the agency notes of a lead, and how what it adds itself came to it: ``how`` is one of
# :class:`core.model.editing.How`, ``way`` the words of the agent where it is another.
_step(
    "m010_living_sheet",
    "ALTER TABLE lead ADD COLUMN notes TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE lead ADD COLUMN notes_at TEXT",
    "ALTER TABLE lead ADD COLUMN notes_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE origin ADD COLUMN how TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE origin ADD COLUMN way TEXT NOT NULL DEFAULT ''",
)

# What happens with a lead in the trade: an appointment, an estimate handed over, a mandate signed, a sale lost.
#
# ``moment``: when it is or was; ``place``, ``who``: of an appointment, and how an estimate was handed over or why a
# sale was lost; ``back``: the ISO day the agent chose to come back to an estimate, or a mandate's last day. A milestone
# taken back has ``undone_at``.
_step(
    "m011_milestones",
    """CREATE TABLE milestone (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        kind TEXT NOT NULL, moment TEXT NOT NULL, place TEXT NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL,
        back TEXT, at TEXT NOT NULL, by TEXT NOT NULL, undone_at TEXT, undone_by TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX milestone_lead ON milestone (lead_id)",
)

# The day by which a person must be informed comes forward to that of the first call that reached them, as the verdict
# counts it; the list, the letters and the first page read it on the lead.
_REACHED = "('appointment', 'callback', 'message_left', 'not_interested', 'opposed', 'sold', 'talked')"
_step(
    "m012_one_due_date",
    f"""UPDATE lead SET notice_due = min(notice_due, coalesce(
        (SELECT min(substr(c.started, 1, 10)) FROM call c
         WHERE c.direction = 'out' AND c.outcome IN {_REACHED}
           AND (c.lead_id = lead.id OR c.hash IN (SELECT m.hash FROM mark m WHERE m.lead_id = lead.id
                                                  AND m.kind = 'phone'))), '9999'))
        WHERE id IN (SELECT lead_id FROM call WHERE direction = 'out'
                     UNION SELECT m.lead_id FROM call c JOIN mark m ON m.hash = c.hash)""",
)

# Refusals that an older program recorded without what finds the spellings near their address: it is made at the first
# opening, since only the program reads an address.
_step(
    "m013_near_older_refusals",
    "INSERT OR IGNORE INTO safe SELECT 'near-missing', '1' WHERE EXISTS (SELECT 1 FROM opposition)",
)

# The people of the agency and whom they follow, the labels of a lead, the contract that a mandate opens, and the price
# of a batch.
#
# ``tags``: one label a line, in the order of their folded text; ``agent_id``: who follows a lead; ``name_key``: the
# folded name, one for each; ``title_id``: the contract title made with a mandate; ``price``: euro cents.
_step(
    "m014_people_and_labels",
    """CREATE TABLE agent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        initials TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1,
        version INTEGER NOT NULL DEFAULT 0)""",
    # Who used an older program becomes the first of them; a new id is always higher.
    """INSERT INTO agent (id, name, name_key, initials)
        SELECT 1, value, fold(value), upper(substr(value, 1, 1)) FROM setting
        WHERE key = 'user' AND fold(value) <> ''""",
    "ALTER TABLE lead ADD COLUMN agent_id INTEGER REFERENCES agent",
    "ALTER TABLE lead ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX lead_agent ON lead (agent_id) WHERE agent_id IS NOT NULL",
    "CREATE INDEX lead_tagged ON lead (id) WHERE tags <> ''",
    "ALTER TABLE milestone ADD COLUMN title_id INTEGER",
    "ALTER TABLE batch ADD COLUMN price INTEGER",
)

# Who can see the ads that a supplier copies, on all its sites or on one: empty when it did not say, « tous », or the
# condition in the agency's words (rule GDPR-12).
_step(
    "m015_who_sees_ads",
    "ALTER TABLE supplier ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier_site ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
)

# The next step of each lead, kept so that lists count and filter by it: derived like the search index, so not
# journaled.
#
# ``turns``: the moment until which it holds, empty once something that may decide of it was written; ``due``: the day,
# at its own clock, empty for none. ``step_hash``: keyed hashes written since, whose bearers are to be looked at;
# ``near``: of a spelling near a refused address, which anybody may be. ``step_made``: what the steps were made with.
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
_step(
    "m016_kept_steps",
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

# Finds the calls that gave an appointment without reading the others, large with their verdicts.
_step(
    "m017_calls_that_met",
    "CREATE INDEX call_met ON call (lead_id) WHERE outcome = 'appointment'",
)

# A new row of a lead of which no step is kept marks none: an import writes five of them for each new lead, and looking
# first is a sixth of its writing less.
_step(
    "m018_fresh_rows",
    *(
        statement
        for table in _BY_LEAD
        for statement in (
            f"DROP TRIGGER step_{table}_in",
            f"""CREATE TRIGGER step_{table}_in AFTER INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM step WHERE lead_id = NEW.lead_id)
            BEGIN UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.lead_id; END""",
        )
    ),
)

# A label, a note or who follows a lead decides of no next step: the kept one still holds when only these change.
_DECIDE = (
    *("name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode", "obtained"),
    *("notice_due", "notice_sent", "source", "opposed_at", "opposed_how", "quote", "erased_at", "batch_id"),
    "restricted_at",
)
_step(
    "m019_steps_hold",
    "DROP TRIGGER step_lead_changed",
    f"""CREATE TRIGGER step_lead_changed AFTER UPDATE OF {", ".join(_DECIDE)} ON lead BEGIN
        UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.id; END""",
)

# What an import writes by the thousand marks the step of its lead through the writer, once a transaction: a trigger
# costs a microsecond or more a row.
_BY_THE_WRITER = ("contact", "origin", "listing", "stated")
"""Tables whose new rows are marked by the writer; those changed or deleted, by a trigger."""
_step(
    "m020_marked_by_the_writer",
    *(f"DROP TRIGGER step_{table}_in" for table in _BY_THE_WRITER),
)

# Which letter a lead gets. ``private``: the words of the ad speak of a private matter (1) or were read and do not (0);
# the words themselves are never kept (rule SCR-09). ``letter_choice``: what the agency decided, the neutral letter (c)
# or the ordinary one since somebody read the ad (a); the last row counts.
_step(
    "m021_which_letter",
    "ALTER TABLE listing ADD COLUMN private INTEGER",
    """CREATE TABLE letter_choice (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        letter TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX letter_choice_lead ON letter_choice (lead_id)",
)

# Coupons that came back, each with its page; what a coupon asks to be answered in writing opens no call.
#
# ``boxes``: what was ticked, parted by commas; ``rank``: in the order of recording. ``written``: « estimate » or « form
# » for a request to be answered in writing.
_STALE = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = ROW.lead_id;"
_step(
    "m022_replies",
    """CREATE TABLE reply (id INTEGER PRIMARY KEY, lead_id INTEGER NOT NULL REFERENCES lead ON DELETE CASCADE,
        notice_id INTEGER NOT NULL, boxes TEXT NOT NULL, received TEXT NOT NULL, proof_id INTEGER REFERENCES proof,
        at TEXT NOT NULL, by TEXT NOT NULL, rank INTEGER NOT NULL DEFAULT 0, undone_at TEXT)""",
    "CREATE INDEX reply_lead ON reply (lead_id)",
    "CREATE INDEX reply_notice ON reply (notice_id)",
    "ALTER TABLE title ADD COLUMN written TEXT NOT NULL DEFAULT ''",
    f"CREATE TRIGGER step_reply_in AFTER INSERT ON reply BEGIN {_STALE.replace('ROW.', 'NEW.')} END",
    f"CREATE TRIGGER step_reply_changed AFTER UPDATE ON reply BEGIN {_STALE.replace('ROW.', 'NEW.')} END",
    f"CREATE TRIGGER step_reply_out AFTER DELETE ON reply BEGIN {_STALE.replace('ROW.', 'OLD.')} END",
)

# Print runs: which letters were sent to which printer, in what order, and what came out. A letter is registered before
# its paper exists.
#
# ``unfinished``: the letter is registered, its file is not written yet; ``withdrawn_why``: empty when the person
# refused, « replaced » when another letter took its place. ``run_letter``: ``sent_at``: given to the printer;
# ``out_at``: a person said that it came out; ``left_at``, ``why``: it left the run without coming out. ``closed_at``:
# nothing is to be asked.
_OF_LETTER = "UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = (SELECT lead_id FROM notice WHERE id = ROW);"
_step(
    "m023_print_runs",
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

# « M. et Mme Dupont » stands with the Duponts. Only the keys that differ are written, in one pass over the table.
_step(
    "m024_sorted_by_last_name",
    """UPDATE lead SET sort_key = sort_key(name, last_name, first_name)
       WHERE erased_at IS NULL AND name <> '' AND sort_key <> sort_key(name, last_name, first_name)""",
)

# What only sounds like a refusal: whoever bears one of its marks is held until a person says whether it is one.
#
# ``doubt``: ``text``: keyed hash of the words, for their supplier, by which the answer is remembered; ``quote``: the
# words while they are asked about, emptied by the answer; ``way``: file, page, typed, call or note; ``answer``: empty,
# « refuse » or « keep »; ``gesture``: the refusal a yes made, undone with it. ``doubt_mark``: a keyed hash, or a lead.
_BEARERS = "INSERT INTO step_hash (hash, near) SELECT ROW.hash, 0 WHERE ROW.hash <> '';"
_step(
    "m025_doubts",
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

# What the undoing of a batch removed, held for an hour so that the undoing can itself be taken back; an erasure, of
# anybody, empties it. ``content``: the rows, as compressed JSON.
_step(
    "m026_undoing_undone",
    """CREATE TABLE removed (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch, at TEXT NOT NULL,
        content BLOB NOT NULL)""",
    "CREATE INDEX removed_batch ON removed (batch_id)",
)

# The proof of each page read, and what the agency answered about the terms of each site (law file, SCR-06).
#
# ``page_read``: ``way``: web, page, mhtml, copied, mail, json; ``status``: HTTP, of a page asked of its site;
# ``robots``, ``terms``: as they stood, empty when nothing was asked of the site; ``terms_id``: the answer that let it
# be read; ``lines``: of its batch, from ``first_line``; ``places``: JSON, line → field → where it was read. No word of
# the page.
_step(
    "m027_pages_read",
    """CREATE TABLE site_terms (id INTEGER PRIMARY KEY, site TEXT NOT NULL, verdict TEXT NOT NULL, page TEXT NOT NULL,
        at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX site_terms_site ON site_terms (site, id)",
    """CREATE TABLE page_read (id INTEGER PRIMARY KEY, batch_id INTEGER REFERENCES batch, site TEXT NOT NULL,
        url TEXT NOT NULL, way TEXT NOT NULL, at TEXT NOT NULL, day TEXT NOT NULL, status INTEGER,
        sha256 TEXT NOT NULL, robots TEXT NOT NULL, terms TEXT NOT NULL, terms_id INTEGER REFERENCES site_terms,
        first_line INTEGER NOT NULL DEFAULT 0, lines INTEGER NOT NULL DEFAULT 0, places TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX page_read_site ON page_read (site, day)",
    "CREATE INDEX page_read_batch ON page_read (batch_id, first_line)",
)

# Whether a second letter may leave is decided for one lead too, and decides of its next step.
_step(
    "m028_second_letter_or_not",
    """CREATE TRIGGER step_letter_choice_in AFTER INSERT ON letter_choice
        WHEN EXISTS (SELECT 1 FROM step WHERE lead_id = NEW.lead_id)
        BEGIN UPDATE step SET turns = '' WHERE turns <> '' AND lead_id = NEW.lead_id; END""",
)

# The head of the journal is signed with a key of the register, so that nobody makes the chain again without it.
#
# ``mac``: keyed digest of the number of rows and of the last hash; empty until the program that knows it has written.
_step(
    "m029_signed_head",
    "ALTER TABLE journal_head ADD COLUMN mac TEXT NOT NULL DEFAULT ''",
)

# The proofs of the pages read, and the answers about the terms of their sites, are sealed in the journal like the other
# rows that prove something: those already there are sealed as they stand, by being written again.
#
# The index makes of it a step that cannot be taken twice: a base made to look older would be sealed as it was forged.
_step(
    "m030_pages_proven",
    "CREATE INDEX page_read_terms ON page_read (terms_id)",
    "UPDATE site_terms SET site = site",
    "UPDATE page_read SET site = site",
)

# « Famille Dupont », « Succession de M. Dupont » and « SCI Dupont » stand with the Duponts, who is named by a civility
# alone after everybody. Only the keys that differ are written, in one pass over the table.
_step(
    "m031_sorted_without_family_words",
    """UPDATE lead SET sort_key = sort_key(name, last_name, first_name)
       WHERE erased_at IS NULL AND name <> '' AND sort_key <> sort_key(name, last_name, first_name)""",
)

# What only sounds like a refusal also holds the spellings near an address, and what is kept of somebody erased finds
# them too: both keep the signature that the register keeps of a refused address, under its block (kind « near »).
_NEAR_BEARERS = "INSERT INTO step_hash (hash, near) SELECT ROW.hash, ROW.kind = 'near' WHERE ROW.hash <> '';"
_EVENTS = (("in", "INSERT", "NEW."), ("changed", "UPDATE", "NEW."), ("out", "DELETE", "OLD."))
_step(
    "m032_near_doubts",
    "ALTER TABLE doubt_mark ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE erased_mark ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    *(f"DROP TRIGGER step_doubt_{name}" for name in ("mark_in", "mark_changed", "mark_out", "changed")),
    *(
        f"CREATE TRIGGER step_doubt_mark_{name} AFTER {event} ON doubt_mark BEGIN "
        f"{(_STALE + ' ' + _NEAR_BEARERS).replace('ROW.', row)} END"
        for name, event, row in _EVENTS
    ),
    """CREATE TRIGGER step_doubt_changed AFTER UPDATE ON doubt BEGIN
        UPDATE step SET turns = '' WHERE turns <> ''
            AND lead_id IN (SELECT lead_id FROM doubt_mark WHERE doubt_id = NEW.id AND lead_id IS NOT NULL);
        INSERT INTO step_hash (hash, near)
            SELECT hash, kind = 'near' FROM doubt_mark WHERE doubt_id = NEW.id AND hash <> '';
        END""",
)

# The last seal of each row that proves something, so that a row changed by other means is seen before it is sealed
# again: filled from the journal once, then kept by each transaction.
#
# ``row_key``: the id of the row; ``found_at``: when a transaction first found the row other than its seal, NULL while
# it is as it was left.
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
_step(
    "m033_last_seals",
    """CREATE TABLE last_seal ("table" TEXT NOT NULL, row_key INTEGER NOT NULL, seal TEXT, found_at TEXT,
        PRIMARY KEY ("table", row_key)) WITHOUT ROWID""",
    _SEALED,
    "DELETE FROM last_seal WHERE seal IS NULL",
    "CREATE INDEX last_seal_found ON last_seal (found_at) WHERE found_at IS NOT NULL",
)

# The ads of one property that several people share bear one number, the id of the first's: each person has their own
# sheet, with the ad on it. Sheets made before have no mark of their whole name yet: it needs the key, so the step only
# notes it.
_step(
    "m034_shared_properties",
    "ALTER TABLE listing ADD COLUMN share_id INTEGER",
    "CREATE INDEX listing_share ON listing (share_id) WHERE share_id IS NOT NULL",
    """INSERT INTO safe (name, secret) SELECT 'persons-missing', '1'
        WHERE EXISTS (SELECT 1 FROM lead WHERE last_name <> '' AND first_name <> '')""",
)

# What was answered of the files of a supplier as a whole, as JSON: question → choice.
_step("m035_supplier_answers", "ALTER TABLE supplier ADD COLUMN answers TEXT NOT NULL DEFAULT ''")

# A refusal has an author, words and a place. What an import or a capture read is marked as read: the row of the
# journal that wrote it says so, and only that one; anything else was said by the person.
#
# ``opposition``: ``author``: said, or read by the program; ``place``, ``line``, ``batch_id``: where it was read (the
# words are in ``note``); ``text``: keyed hash of the words for their supplier; ``root``: the gesture whose refusal an
# entry only extends, 0 for its own; ``lifted_by``, ``lifted_note``: who noted a mistake, and why.
_OF_THE_ROW = "batch b WHERE b.at = opposition.at AND b.by = opposition.by"
_step(
    "m036_refusals_with_authors",
    "ALTER TABLE opposition ADD COLUMN author TEXT NOT NULL DEFAULT 'said'",
    "ALTER TABLE opposition ADD COLUMN batch_id INTEGER",
    "ALTER TABLE opposition ADD COLUMN line INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE opposition ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE opposition ADD COLUMN text TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE opposition ADD COLUMN root INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE opposition ADD COLUMN lifted_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE opposition ADD COLUMN lifted_note TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX opposition_root ON opposition (root) WHERE root <> 0",
    "CREATE INDEX opposition_batch ON opposition (batch_id) WHERE batch_id IS NOT NULL",
    f"""UPDATE opposition SET author = 'read', batch_id = (SELECT max(b.id) FROM {_OF_THE_ROW})
        WHERE how = 'listing' AND supplier_id IS NULL
            AND at IN (SELECT at FROM journal WHERE what = 'intake rows' AND ',' || tables || ',' LIKE '%,opposition,%')
            AND at NOT IN (SELECT at FROM journal
                WHERE what NOT LIKE 'intake%' AND ',' || tables || ',' LIKE '%,opposition,%')
            AND EXISTS (SELECT 1 FROM {_OF_THE_ROW} AND b.source <> 'typed')""",
    """UPDATE opposition SET line = coalesce((SELECT min(o.line) FROM origin o
            WHERE o.lead_id = opposition.lead_id AND o.batch_id = opposition.batch_id), 0)
        WHERE batch_id IS NOT NULL""",
)

# Where each datum comes from, and the words about a person, are sealed many rows at a time: the root of each block of
# ids of a table, under its own salt (:mod:`core.store.engine.blocks`). Suppliers, batches and references are sealed
# one by one, as they stand, by being written again.
_step(
    "m037_sources_proven",
    """CREATE TABLE sealed_block ("table" TEXT NOT NULL, block INTEGER NOT NULL, salt TEXT NOT NULL, root TEXT NOT NULL,
        width INTEGER NOT NULL, PRIMARY KEY ("table", block)) WITHOUT ROWID""",
    "UPDATE supplier SET name = name",
    "UPDATE supplier_site SET site = site",
    "UPDATE batch SET site = site",
    "UPDATE rule_reference SET rule = rule",
)

# What may be done now is kept beside the step, until the same moment, and made again as it is. ``step_by_day``: the
# list in the order of what is due; ``step_way``: who may be called, written to…
_step(
    "m038_ways_kept",
    "ALTER TABLE step ADD COLUMN way TEXT NOT NULL DEFAULT ''",
    "UPDATE step SET turns = ''",
    "CREATE INDEX step_by_day ON step (due, lead_id, step)",
    "CREATE INDEX step_way ON step (way, turns, lead_id)",
)

# ``aside``: the sheets that bear the name a request was made under, and were said not to be of that person.
_step("m039_names_set_aside", "ALTER TABLE request ADD COLUMN aside TEXT NOT NULL DEFAULT ''")

# Letters handed as files to a posting service: which, and the digest (SHA-256) of what it was given.
_step(
    "m040_hand_overs",
    """CREATE TABLE hand_over (id INTEGER PRIMARY KEY, notice_id INTEGER NOT NULL, service TEXT NOT NULL,
        sha256 TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)""",
    "CREATE INDEX hand_over_notice ON hand_over (notice_id)",
)

# What somebody has of a property, where it is less than the whole of it: usufruct, bare ownership, an undivided share.
_step("m041_owner_roles", "ALTER TABLE listing ADD COLUMN role TEXT NOT NULL DEFAULT ''")

SIGNED = "m029_signed_head"
"""The step from which the journal is signed, and the rows that prove something are sealed in it."""
PROVEN_SINCE = {
    "m030_pages_proven": ("page_read", "site_terms"),
    "m037_sources_proven": ("supplier", "supplier_site", "batch", "rule_reference"),
}
"""Step → the tables whose rows it seals for the first time, as they stand."""
_TEXTS = """SELECT type || char(31) || name || char(31) || tbl_name || char(31) || coalesce(sql, '') FROM sqlite_master
    WHERE NOT (tbl_name IN ('_sqlite_migrations', 'sqlite_stat1', 'sqlite_stat4') AND type IN ('table', 'index'))"""
"""What is compared: all but what the engine keeps of its own measures (ANALYZE), and the list of steps taken, whose
columns are those of sqlite-utils."""


def texts_of(connection: Connection) -> list[str]:
    """Return the texts of a schema, sorted: each its type, its name, its table and its SQL."""
    return sorted(text for (text,) in connection.execute(_TEXTS))
