"""The lists of an inspector's file, read by pages, and the counts of the controller's documents. No name, no contact
point: persons are told by the number of their sheet. A list returns the next rows: those whose id comes after
``last``, at most ``limit`` of them."""

from typing import NamedTuple

from core.store.port import Reader


class InspectedOrigin(NamedTuple):
    """One time somebody's data came, with where the sheet stands; ``origins``: how many times theirs came."""

    id: int
    lead_id: int
    source: str
    supplier: str
    site: str
    batch_id: int | None
    seen: str | None
    obtained: str
    notice_due: str
    notice_sent: str | None
    opposed_at: str | None
    restricted_at: str | None
    erased_at: str | None
    origins: int


class InspectedPage(NamedTuple):
    """The proof of a page read, without its address, which may show whose ad it is. ``way``: web, page, mhtml, mail or
    json; ``lines``: ads taken of it; ``answered``: when the terms of its site were read, ``terms_page`` where."""

    id: int
    batch_id: int | None
    site: str
    way: str
    at: str
    status: int | None
    robots: str
    terms: str
    answered: str | None
    terms_page: str
    lines: int
    places: str
    sha256: str


def next_origins(r: Reader, last: int, limit: int) -> list[InspectedOrigin]:
    """Return the next origins."""
    sql = """SELECT o.id, o.lead_id, o.source, coalesce(s.name, '') AS supplier, o.site, o.batch_id, o.seen, o.obtained,
            l.notice_due, l.notice_sent, l.opposed_at, l.restricted_at, l.erased_at,
            (SELECT count(*) FROM origin other WHERE other.lead_id = o.lead_id) AS origins
        FROM origin o JOIN lead l ON l.id = o.lead_id LEFT JOIN supplier s ON s.id = o.supplier_id
        WHERE o.id > ? ORDER BY o.id LIMIT ?"""
    return r.named(InspectedOrigin, sql, last, limit)


def proof_hashes(r: Reader) -> dict[int, str]:
    """Return the SHA-256 each proof was kept with, by id."""
    return r.by_key(int, str, "SELECT id, sha256 FROM proof")


def next_pages(r: Reader, last: int, limit: int) -> list[InspectedPage]:
    """Return the next pages read."""
    sql = """SELECT p.id, p.batch_id, p.site, p.way, p.at, p.status, p.robots, p.terms, t.at AS answered,
            coalesce(t.page, '') AS terms_page, p.lines, p.places, p.sha256
        FROM page_read p LEFT JOIN site_terms t ON t.id = p.terms_id WHERE p.id > ? ORDER BY p.id LIMIT ?"""
    return r.named(InspectedPage, sql, last, limit)


class SentTexts(NamedTuple):
    """The letters posted of one set of versions of the texts: how many, and the days of the first and the last."""

    versions: str
    letters: int
    first: str
    last: str


def sent_texts(r: Reader) -> list[SentTexts]:
    """Return what was posted, by the versions of its texts."""
    sql = """SELECT versions, count(*) AS letters, min(day) AS first, max(day) AS last FROM notice
        WHERE posted_at IS NOT NULL GROUP BY versions ORDER BY versions"""
    return r.named(SentTexts, sql)


class ProofPiece(NamedTuple):
    """A file that proves something: its ``name``, which may tell whose it is, its size in bytes, and the agreement or
    title it proves."""

    id: int
    name: str
    size: int
    sha256: str
    consent: int | None
    title: int | None


def proof_pieces(r: Reader) -> list[ProofPiece]:
    """Return every file that proves something."""
    sql = """SELECT p.id, p.name, length(p.content) AS size, p.sha256,
            (SELECT min(c.id) FROM consent c WHERE c.proof_id = p.id) AS consent,
            (SELECT min(t.id) FROM title t WHERE t.proof_id = p.id) AS title
        FROM proof p ORDER BY p.id"""
    return r.named(ProofPiece, sql)


class JournalAuthor(NamedTuple):
    """Whoever the journal names: how many of its rows, the moments of the first and the last."""

    by: str
    rows: int
    first: str
    last: str


def journal_authors(r: Reader) -> list[JournalAuthor]:
    """Return everybody the journal names, by name."""
    sql = """SELECT by, count(*) AS rows, min(at) AS first, max(at) AS last FROM journal GROUP BY by ORDER BY by"""
    return r.named(JournalAuthor, sql)


class BaseCounts(NamedTuple):
    """How many of each the base holds. ``notes``: calls and sheets with a note or a label; ``property_only``: suppliers
    of whose rows only the property is kept; ``opposed``: refusals in force, ``fingerprints``: their entries;
    ``letters``: posted; ``overdue``: persons not informed in time; ``merged``: rows joined to a lead already known."""

    leads: int
    erased: int
    phones: int
    emails: int
    addresses: int
    notes: int
    suppliers: int
    property_only: int
    opposed: int
    fingerprints: int
    letters: int
    overdue: int
    consents: int
    titles: int
    calls: int
    requests: int
    batches: int
    merged: int


def counts(r: Reader, today: str) -> BaseCounts:
    """Return how many of each the base holds; ``today``: ISO day, for what is overdue."""
    [found] = r.named(
        BaseCounts,
        """SELECT
            (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
            (SELECT count(*) FROM lead WHERE erased_at IS NOT NULL) AS erased,
            (SELECT count(*) FROM contact WHERE kind = 'phone') AS phones,
            (SELECT count(*) FROM contact WHERE kind = 'email') AS emails,
            (SELECT count(*) FROM contact WHERE kind = 'address') AS addresses,
            (SELECT count(*) FROM call WHERE note <> '') + (SELECT count(*) FROM lead WHERE notes <> '' OR tags <> '')
                AS notes,
            (SELECT count(*) FROM supplier) AS suppliers,
            (SELECT count(*) FROM supplier WHERE property_only <> '') AS property_only,
            (SELECT count(DISTINCT gesture) FROM opposition WHERE lifted_at IS NULL) AS opposed,
            (SELECT count(*) FROM opposition WHERE lifted_at IS NULL) AS fingerprints,
            (SELECT count(*) FROM notice WHERE posted_at IS NOT NULL) AS letters,
            (SELECT count(*) FROM lead WHERE notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL
                AND erased_at IS NULL) AS overdue,
            (SELECT count(*) FROM consent) AS consents,
            (SELECT count(*) FROM title) AS titles,
            (SELECT count(*) FROM call WHERE direction = 'out') AS calls,
            (SELECT count(*) FROM request) AS requests,
            (SELECT count(*) FROM batch WHERE undone_at IS NULL) AS batches,
            (SELECT count(*) FROM merging WHERE undone_at IS NULL) AS merged""",
        today,
    )
    return found


def surnames(r: Reader) -> list[str]:
    """Return the surnames of the sheets, each once, by name."""
    return r.column(str, "SELECT DISTINCT last_name FROM lead WHERE last_name <> '' ORDER BY last_name")


def origin_sites(r: Reader) -> list[str]:
    """Return the original sites the data come from, by name."""
    return r.column(str, "SELECT DISTINCT site FROM origin WHERE site <> '' ORDER BY site")
