"""Rights: requests of persons and their deadlines, recipients told, erasures, agreements with their proof."""

STATEMENTS = (
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
