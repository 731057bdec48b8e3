"""What the controller's documents and an inspection read of the base: counts, proofs, calls, lots. No name, no contact
point: persons are told by the number of their sheet."""

from core.store.port import Reader, Row

_COUNTED = {
    "leads": "SELECT count(*) FROM lead WHERE erased_at IS NULL",
    "erased": "SELECT count(*) FROM lead WHERE erased_at IS NOT NULL",
    "phones": "SELECT count(*) FROM contact WHERE kind = 'phone'",
    "emails": "SELECT count(*) FROM contact WHERE kind = 'email'",
    "addresses": "SELECT count(*) FROM contact WHERE kind = 'address'",
    "notes": "SELECT count(*) FROM call WHERE note <> ''",
    "suppliers": "SELECT count(*) FROM supplier",
    "alone": "SELECT count(*) FROM supplier WHERE property_only <> ''",
    "opposed": "SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL",
    "fingerprints": "SELECT count(*) FROM opposition WHERE lifted_at IS NULL",
    "letters": "SELECT count(*) FROM notice WHERE posted_at IS NOT NULL",
    "overdue": """SELECT count(*) FROM lead WHERE notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL
                  AND erased_at IS NULL""",
    "consents": "SELECT count(*) FROM consent",
    "titles": "SELECT count(*) FROM title",
    "calls": "SELECT count(*) FROM call WHERE direction = 'out'",
    "requests": "SELECT count(*) FROM request",
    "batches": "SELECT count(*) FROM batch WHERE undone_at IS NULL",
    "merged": "SELECT count(*) FROM merging WHERE undone_at IS NULL",
}
_NOTICES = """SELECT id, lead_id, reference, versions, day, posted_at, returned_at, withdrawn_at, sha256
    FROM notice WHERE id > ? ORDER BY id LIMIT ?"""
_SPOKEN = """SELECT o.id, c.lead_id, o.call_id, o.version, o.points, o.complete, o.at, o.by
    FROM oral_notice o JOIN call c ON c.id = o.call_id WHERE o.id > ? ORDER BY o.id LIMIT ?"""
_ORIGINS = """SELECT o.id, o.lead_id, o.source, coalesce(s.name, ''), o.site, o.batch_id, o.seen, o.obtained,
        l.notice_due, l.notice_sent, l.opposed_at, l.restricted_at, l.erased_at
    FROM origin o JOIN lead l ON l.id = o.lead_id LEFT JOIN supplier s ON s.id = o.supplier_id
    WHERE o.id > ? ORDER BY o.id LIMIT ?"""
_TITLES = """SELECT t.id, t.lead_id, t.kind, t.number, t.starts, t.ends, t.answered, t.closed_at, t.at, t.by,
        coalesce(p.sha256, '')
    FROM title t LEFT JOIN proof p ON p.id = t.proof_id WHERE t.id > ? ORDER BY t.id LIMIT ?"""
_ERASED = """SELECT id, lead_id, at, why, property, swept_at, by FROM erased WHERE id > ? ORDER BY id LIMIT ?"""
_CONSENTS = """SELECT c.id, c.lead_id, c.channels, c.collected, c.until, c.wording, c.way, c.mentions, c.withdrawn,
        c.calls_withdrawn, c.text_sha256, coalesce(p.sha256, '')
    FROM consent c LEFT JOIN proof p ON p.id = c.proof_id WHERE c.id > ? ORDER BY c.id LIMIT ?"""
_CALLS = """SELECT id, lead_id, hash, direction, started, ended, outcome, verdict, by FROM call
    WHERE id > ? ORDER BY id LIMIT ?"""
_BATCHES = """SELECT b.id, b.source, coalesce(s.name, ''), b.site, b.collected, b.at, b.added + b.merged + b.opposed
        + b.rejected + b.blank, b.added, b.merged, b.opposed, b.rejected, b.blank, b.property_only, b.undone_at,
        b.sha256
    FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id WHERE b.id > ? ORDER BY b.id LIMIT ?"""
_REQUESTS = """SELECT id, lead_id, kind, received, how, due, extended, answered, outcome, answered_how, answer
    FROM request WHERE id > ? ORDER BY id LIMIT ?"""
_TOLD = """SELECT id, lead_id, recipient, kind, made, sent, sha256 FROM recipient_task
    WHERE id > ? ORDER BY id LIMIT ?"""


def counts(r: Reader, today: str) -> dict[str, int]:
    """Return how many of each the base holds; ``today``: ISO day, for what is overdue."""
    found = {}
    for name, sql in _COUNTED.items():
        row = r.row(sql, today) if "?" in sql else r.row(sql)
        found[name] = int(row[0]) if row else 0
    return found


def sites(r: Reader) -> list[str]:
    """Return the original sites the data come from, by name."""
    return [str(row[0]) for row in r.rows("SELECT DISTINCT site FROM origin WHERE site <> '' ORDER BY site")]


def notices(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, reference, text versions, day, posted, returned, withdrawn, SHA-256)."""
    return r.rows(_NOTICES, last, limit)


def spoken(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, call, version, points said, complete, at, by) of what was told on the telephone."""
    return r.rows(_SPOKEN, last, limit)


def origins(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, source, supplier, site, batch, seen, obtained, information due, given, opposed,
    frozen, erased): one line for each time somebody's data came."""
    return r.rows(_ORIGINS, last, limit)


def titles(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, kind, number, starts, ends, answered, closed, recorded, by, SHA-256 of the proof) of
    what opens a call besides an agreement. What the person asked and who asked it are words of a person: left out."""
    return r.rows(_TITLES, last, limit)


def erased(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, at, why, property kept, swept, by) of the list of persons erased."""
    return r.rows(_ERASED, last, limit)


def wordings(r: Reader) -> list[Row]:
    """Return (version, SHA-256, text) of every wording that was printed for an agreement, oldest first."""
    return r.rows("SELECT version, sha256, text FROM wording ORDER BY id")


def consents(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, channels, collected, until, wording, way, five mentions, withdrawn, calls withdrawn,
    SHA-256 of the words, SHA-256 of the proof)."""
    return r.rows(_CONSENTS, last, limit)


def calls(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, keyed hash of the number, direction, started, ended, outcome, verdict JSON, by)."""
    return r.rows(_CALLS, last, limit)


def batches(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, source, supplier, site, collected, at, read, added, merged, opposed, rejected, blank,
    property only, undone, SHA-256)."""
    return r.rows(_BATCHES, last, limit)


def requests(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, kind, received, how, due, why extended, answered, outcome, how answered, SHA-256)."""
    return r.rows(_REQUESTS, last, limit)


def told(r: Reader, last: int, limit: int) -> list[Row]:
    """Return the next (id, lead, recipient, kind, made, sent, SHA-256) of the messages about persons' data."""
    return r.rows(_TOLD, last, limit)
