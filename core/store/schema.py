"""The schema, as a history of numbered functions read top to bottom. A released one never changes.

Ids are 63-bit integers; days are ISO dates; moments are UTC ISO texts; money is integer cents; a yes/no is 0 or 1.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.heavy import sqlite_utils
from core.text import fold

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SET = "premier-contact"

_FIRST = (
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
    # The list of who waits for a letter, by name.
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


_SECOND = (
    # Marks by lead; found by the first 63 bits of the keyed hash. Hashes jump all over ``mark_place``, and every row of
    # an import would rewrite four of its pages: a bulk load leaves its own in ``mark_fresh``, small enough to stay in
    # memory, from where they go to their place by thousands, in order.
    """CREATE TABLE mark_2 (lead_id INTEGER NOT NULL REFERENCES lead, head INTEGER NOT NULL, kind TEXT NOT NULL,
        hash TEXT NOT NULL, PRIMARY KEY (lead_id, head)) WITHOUT ROWID""",
    "INSERT OR IGNORE INTO mark_2 SELECT lead_id, hash_head(hash), kind, hash FROM mark ORDER BY lead_id",
    "DROP TABLE mark",
    "ALTER TABLE mark_2 RENAME TO mark",
    """CREATE TABLE mark_place (head INTEGER NOT NULL, lead_id INTEGER NOT NULL, PRIMARY KEY (head, lead_id))
        WITHOUT ROWID""",
    "INSERT INTO mark_place SELECT head, lead_id FROM mark ORDER BY head, lead_id",
    """CREATE TABLE mark_fresh (head INTEGER NOT NULL, lead_id INTEGER NOT NULL, PRIMARY KEY (head, lead_id))
        WITHOUT ROWID""",
    """CREATE VIEW mark_found AS SELECT head, lead_id FROM mark_place UNION ALL
        SELECT head, lead_id FROM mark_fresh""",
    """CREATE TRIGGER mark_gone AFTER DELETE ON mark BEGIN
        DELETE FROM mark_place WHERE head = OLD.head AND lead_id = OLD.lead_id;
        DELETE FROM mark_fresh WHERE head = OLD.head AND lead_id = OLD.lead_id; END""",
    # Names jump about too, and an index of all of them serves who waits for a letter as well.
    "DROP INDEX lead_to_inform",
    # What the agency asks of who sells it files (RGPD art. 14 and 5(2); rules BUY-01 to BUY-07).
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


_THIRD = (
    # What an agency must be able to prove and to undo (RGPD art. 12 to 21).
    "ALTER TABLE lead ADD COLUMN restricted_at TEXT",
    # What a person asks of the agency (RGPD art. 12(3)): ``lead_id`` or, for who is unknown to the base, ``person`` as
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
    # The reference shown for a rule as the agency's counsel corrects it; ``original``: the rulebook's, still shown beside.
    """CREATE TABLE rule_reference (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, original TEXT NOT NULL,
        text TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, UNIQUE (rule, original))""",
)


HISTORY: dict[str, tuple[str, ...]] = {
    "m001_first_schema": _FIRST,
    "m002_known_files": _SECOND,
    "m003_rights": _THIRD,
}
"""Every schema this program knows, oldest first; a base with another one comes from a newer program."""


def hash_head(hashed: str) -> int:
    """Return the first 63 bits of a keyed hash (hex): enough to find a lead, and half an index entry."""
    return int(hashed[:16], 16) >> 1


def migrations() -> "Migrations":
    """Return the history as sqlite-utils applies it, each step whole or not at all."""
    made: Migrations = sqlite_utils().Migrations(SET)
    for name, statements in HISTORY.items():
        made(name=name)(_step(statements))
    return made


def _step(statements: tuple[str, ...]) -> Callable[["Database"], None]:
    def run(db: "Database") -> None:
        for function in (hash_head, fold):
            db.register_function(function, deterministic=True, replace=True)
        for statement in statements:
            db.execute(statement)

    return run
